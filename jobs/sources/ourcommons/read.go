package ourcommons

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"caucus/jobs/fetch"
	"caucus/models"
)

// mostRows is more than a list can have: some 4,600 people have been members
// since 1867.
const mostRows = 10_000

// Read reads a list as it was served, XML or CSV, which it tells by its first
// character.
func (Source) Read(p fetch.Page) (models.Document, error) {
	l, err := readList(p.Text)
	if err != nil {
		return models.Document{}, err
	}
	d := models.Document{
		Source: ID, Title: p.Title, URL: p.URL, Snapshot: p.Snapshot, SHA256: p.SHA256, At: p.At, Modified: p.Modified,
	}
	d.Records, d.Faults = l.records()
	d.Lists = scope(p.URL, d.Records)
	return d, nil
}

// list is what either format comes down to: rows of texts.
type list struct {
	form   form
	rows   []row
	faults []models.RecordFault // of rows that are no rows
}

// endless is why the reading of a list stops that cannot be one; nil while it
// can.
func (l *list) endless() error {
	if len(l.rows)+len(l.faults) <= mostRows {
		return nil
	}
	return unreadable("wrong_format", fmt.Sprintf("The list has more than %d rows; fewer people have ever been members.", mostRows))
}

func readList(text []byte) (list, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	body := bytes.TrimSpace(text)
	switch {
	case len(body) == 0:
		return list{}, unreadable("empty", "The answer is empty; a list of the members was asked for.")
	case isHTML(body):
		return list{}, unreadable("html", "The answer is a page in HTML; a list of the members was asked for.")
	case !utf8.Valid(text):
		return list{}, unreadable("invalid_text", "The answer holds bytes that are no text.")
	case body[0] == '<':
		return readXML(body)
	}
	return readCSV(text)
}

// isHTML looks at the beginning only, which is where a page says that it is one.
func isHTML(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 512)])
	return head[0] == '<' && (bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")))
}

func unreadable(rule, detail string) *fetch.Unreadable {
	return &fetch.Unreadable{Rule: rule, Detail: detail}
}

// scope tells whom a list must have. Nobody is absent from one that was asked
// for some members only, nor from one in which no seat is open: that is of a
// parliament that is over, or is no list of the House at all. All others have everyone who sits, also the one of
// all parliaments, where the last seat of a sitting member is the present one.
func scope(address string, records []models.Record) models.Scope {
	if filtered(address) {
		return models.ListsSome
	}
	for i := range records {
		if records[i].Sits() {
			return models.ListsSitting
		}
	}
	return models.ListsPast
}

// filtered reports whether an address asks for some members only. One that
// cannot be read, as of a file, filters nothing.
func filtered(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	for name, values := range u.Query() {
		switch strings.ToLower(name) {
		case "caucusid", "province", "gender", "searchtext", "constituency":
			for _, v := range values {
				if v != "" && !strings.EqualFold(v, "all") {
					return true
				}
			}
		}
	}
	return false
}
