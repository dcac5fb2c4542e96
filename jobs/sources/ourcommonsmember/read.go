package ourcommonsmember

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"caucus/jobs/fetch"
	"caucus/models"
)

// Read reads a profile as it was served. Whose it is the address tells, or the
// name of a file in its place, or else the document if it has a PersonId.
func (Source) Read(p fetch.Page) (models.Document, error) {
	prof, err := parse(p.Text)
	if err != nil {
		return models.Document{}, err
	}
	id, err := prof.whose(idIn(p.URL))
	if err != nil {
		return models.Document{}, err
	}
	d := models.Document{
		Source: ID, Title: p.Title, URL: p.URL, Snapshot: p.Snapshot, SHA256: p.SHA256, At: p.At, Modified: p.Modified,
		Lists: models.ListsSome,
	}
	w := writing{}
	if rec, ok := w.record(prof, id); ok {
		d.Records = []models.Record{rec}
	}
	d.Faults = w.faults
	return d, nil
}

// profile is a document: roles inside an element for all of their kind, or
// right below the root. Namespaces do not count.
type profile struct {
	XMLName    xml.Name
	PersonID   []string `xml:"PersonId"`
	Seats      []role   `xml:"MemberOfParliamentRoles>MemberOfParliamentRole"`
	Seats2     []role   `xml:"MemberOfParliamentRole"`
	Labels     []role   `xml:"CaucusMemberRoles>CaucusMemberRole"`
	Labels2    []role   `xml:"CaucusMemberRole"`
	Candidate  []role   `xml:"ElectionCandidateRoles>ElectionCandidateRole"`
	Candidate2 []role   `xml:"ElectionCandidateRole"`
}

// role is one of them, whatever the order of its elements. One that is nil, or
// empty, has no text.
type role struct {
	Elements []struct {
		XMLName xml.Name
		Text    string `xml:",chardata"`
	} `xml:",any"`
}

// mostRoles is more than a profile can have: nobody was elected a hundred times.
const mostRoles = 1000

func parse(text []byte) (*profile, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	switch {
	case len(body) == 0:
		return nil, unreadable("empty", "The answer is empty; a profile was asked for.")
	case isHTML(body):
		return nil, unreadable("html", "The answer is a page in HTML; a profile was asked for.")
	case !utf8.Valid(body):
		return nil, unreadable("invalid_text", "The answer holds bytes that are no text.")
	case body[0] != '<':
		return nil, unreadable("wrong_format", "The answer begins with "+quote(string(body))+"; right would be XML.")
	}
	p, err := decode(body)
	if err != nil {
		return nil, err
	}
	p.Seats, p.Labels, p.Candidate = append(p.Seats, p.Seats2...), append(p.Labels, p.Labels2...), append(p.Candidate, p.Candidate2...)
	roles := len(p.Seats) + len(p.Labels)
	switch {
	case strings.EqualFold(p.XMLName.Local, "html"):
		return nil, unreadable("html", "The answer is a page in HTML; a profile was asked for.")
	case roles == 0:
		return nil, unreadable("wrong_format", fmt.Sprintf("The answer is XML that begins with %s and has no role of a member; right would be a Profile with some.", quote(p.XMLName.Local)))
	case roles+len(p.Candidate) > mostRoles:
		return nil, unreadable("wrong_format", fmt.Sprintf("The profile has more than %d roles.", mostRoles))
	}
	return p, nil
}

// decode reads the document to its end. The text is UTF-8 by now, whatever its
// declaration says.
func decode(body []byte) (*profile, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var p profile
	if err := d.Decode(&p); err != nil {
		return nil, broken(err)
	}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return &p, nil
		}
		if err != nil {
			return nil, broken(err)
		}
		if _, more := t.(xml.StartElement); more {
			return nil, unreadable("wrong_format", "Something follows the end of the profile.")
		}
	}
}

// broken tells a document that was cut from one that is no XML.
func broken(err error) error {
	var syntax *xml.SyntaxError
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return unreadable("truncated", "The XML ends before it is complete.")
	}
	return unreadable("wrong_format", "The answer is no XML: "+err.Error()+".")
}

// isHTML looks at the beginning only, which is where a page says that it is one.
func isHTML(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 512)])
	return head[0] == '<' && (bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")))
}

func unreadable(rule, detail string) *fetch.Unreadable {
	return &fetch.Unreadable{Rule: rule, Detail: detail}
}
