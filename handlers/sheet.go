package handlers

import (
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// sheet is a list while it is written as CSV: RFC 4180, in UTF-8, with a first
// line that names the columns. What is not known is an empty cell.
type sheet struct {
	*page
	next string // cursor of the page behind this one; empty for the last
}

// column is a column of a list: its name, and what stands in it for a row.
type column[R any] struct {
	name string
	of   func(*sheet, R) string
}

// of turns the columns of something into those of rows that have it.
func of[R, S any](part func(*sheet, R) S, columns []column[S]) []column[R] {
	list := make([]column[R], len(columns))
	for i, c := range columns {
		list[i] = column[R]{c.name, func(s *sheet, row R) string { return c.of(s, part(s, row)) }}
	}
	return list
}

// called puts a prefix before the names of columns.
func called[R any](prefix string, columns []column[R]) []column[R] {
	list := make([]column[R], len(columns))
	for i, c := range columns {
		list[i] = column[R]{prefix + c.name, c.of}
	}
	return list
}

// table writes the header and one line for each row.
func table[R any](s *sheet, columns []column[R], rows []R) {
	out := csv.NewWriter(s)
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.name
	}
	_ = out.Write(line) // the buffer takes everything
	for _, row := range rows {
		for i, c := range columns {
			line[i] = harmless(c.of(s, row))
		}
		_ = out.Write(line)
	}
	out.Flush()
}

// harmless puts an apostrophe before what a spreadsheet would take for a formula
// and carry out: some cells repeat what a publisher wrote. Numbers stay.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

// Write appends to the answer; it never fails.
func (w *writer) Write(text []byte) (int, error) {
	w.b = append(w.b, text...)
	return len(text), nil
}

// fileName says what the list is and how it was filtered, in characters that
// every file system takes: caucus-changes_on-2023-03-22_revision-3_kind-merged.csv.
func (s *sheet) fileName() string {
	const most = 160
	path, query, _ := strings.Cut(string(s.permalink), "?")
	_, list, _ := strings.Cut(path, "/api/v1/")
	if s.params.now {
		query = strings.TrimSuffix("at="+s.now.String()+"&"+query, "&")
	}
	if text, err := url.QueryUnescape(strings.ReplaceAll(query, "&", "_")); err == nil {
		query = text
	}
	name := "caucus-" + strings.TrimSuffix(list, ".csv") + "_" + query
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '.':
			return r
		}
		return '-'
	}, name)
	return name[:min(len(name), most)] + ".csv"
}

func numberText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// valueColumns tell a value: the id of its organization, none or unknown, and
// what the organization is called.
func valueColumns(axis string) []column[valueOn] {
	short := func(s *sheet, v valueOn) models.Name {
		o, _ := s.Organization(v.Organization)
		return o.NamesOn(v.on).Short
	}
	return called(axis, []column[valueOn]{
		{"", func(_ *sheet, v valueOn) string { return v.text() }},
		{"_en", func(s *sheet, v valueOn) string { return short(s, v).En }},
		{"_fr", func(s *sheet, v valueOn) string { return short(s, v).Fr }},
	})
}

// valueOn is a value, named as of a day.
type valueOn struct {
	models.Value
	on temporal.Day
}

func (v valueOn) text() string {
	switch {
	case v.Status == models.HasOrganization:
		return string(v.Organization)
	case v.IsUnknown():
		return string(models.Unknown)
	}
	return string(v.Status)
}

// personColumns tell who somebody is.
var personColumns = func() []column[models.PersonID] {
	columns := []column[models.PersonID]{
		{"person_id", func(_ *sheet, id models.PersonID) string { return string(id) }},
		{"name", func(s *sheet, id models.PersonID) string { p, _ := s.Person(id); return p.Name.Full }},
		{"family_name", func(s *sheet, id models.PersonID) string { p, _ := s.Person(id); return p.Name.Family }},
		{"given_name", func(s *sheet, id models.PersonID) string { p, _ := s.Person(id); return p.Name.Given }},
	}
	for _, scheme := range models.Schemes {
		columns = append(columns, column[models.PersonID]{scheme, func(s *sheet, id models.PersonID) string {
			p, _ := s.Person(id)
			for _, known := range p.Identifiers {
				if known.Scheme == scheme {
					return known.Value
				}
			}
			return ""
		}})
	}
	return columns
}()

// ridingOn is a riding, named as of a day.
type ridingOn struct {
	id models.RidingID
	on temporal.Day
}

var ridingColumns = []column[ridingOn]{
	{"riding_id", func(_ *sheet, r ridingOn) string { return string(r.id) }},
	{"riding_en", func(s *sheet, r ridingOn) string { return s.ridingName(r).En }},
	{"riding_fr", func(s *sheet, r ridingOn) string { return s.ridingName(r).Fr }},
	{"province", func(s *sheet, r ridingOn) string { known, _ := s.Riding(r.id); return known.Province }},
}

func (s *sheet) ridingName(r ridingOn) models.Name {
	known, _ := s.Riding(r.id)
	name, _ := known.NameOn(r.on)
	return name
}
