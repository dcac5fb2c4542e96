package ourcommons

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caucus/models"
)

const (
	xmlRoot = "ArrayOfMemberOfParliament"
	xmlRow  = "MemberOfParliament"
)

// xmlForm is how the elements are called, in both languages.
var xmlForm = form{
	personID: "PersonId", givenName: "PersonOfficialFirstName", familyName: "PersonOfficialLastName",
	riding: "ConstituencyName", province: "ConstituencyProvinceTerritoryName", label: "CaucusShortName",
	start: "FromDateTime", end: "ToDateTime",
}

// member is a row, whatever the order and the namespace of its elements. One
// that is nil, or empty, has no text.
type member struct {
	Elements []struct {
		XMLName xml.Name
		Text    string `xml:",chardata"`
	} `xml:",any"`
}

// readXML reads the list as XML, element by element. The text is UTF-8 by now,
// whatever its declaration says.
func readXML(text []byte) (list, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	l := list{form: xmlForm}
	var seen [columns]bool
	root, err := nextElement(d)
	switch {
	case err != nil:
		return l, brokenXML(err)
	case root != xmlRoot && strings.EqualFold(root, "html"):
		return l, unreadable("html", "The answer is a page in HTML; a list of the members was asked for.")
	case root != xmlRoot:
		return l, unreadable("wrong_format", fmt.Sprintf("The answer is XML that begins with %s; right would be %s.", quote(root), xmlRoot))
	}
	if err := l.readMembers(d, &seen); err != nil {
		return l, err
	}
	if len(l.rows) == 0 {
		return l, unreadable("empty", "The list names nobody.")
	}
	for _, c := range needed {
		if !seen[c] {
			return l, unreadable("missing_column", fmt.Sprintf("No %s of the list has the element %s.", xmlRow, xmlForm[c]))
		}
	}
	return l, nil
}

// nextElement is the name of the root.
func nextElement(d *xml.Decoder) (string, error) {
	for {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local, nil
		}
	}
}

// readMembers reads what is inside the root, and that nothing follows it.
func (l *list) readMembers(d *xml.Decoder, seen *[columns]bool) error {
	for inside := true; ; {
		t, err := d.Token()
		if err == io.EOF && !inside {
			return nil
		}
		if err != nil {
			return brokenXML(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			inside = false
		case xml.StartElement:
			if !inside {
				return unreadable("wrong_format", "Something follows the end of the list.")
			}
			if err := l.readMember(d, t, seen); err != nil {
				return brokenXML(err)
			}
			if err := l.endless(); err != nil {
				return err
			}
		}
	}
}

func (l *list) readMember(d *xml.Decoder, e xml.StartElement, seen *[columns]bool) error {
	if e.Name.Local != xmlRow {
		l.faults = append(l.faults, models.RecordFault{Locator: e.Name.Local, Detail: "an element beside the members; right would be " + xmlRow})
		return d.Skip()
	}
	var m member
	if err := d.DecodeElement(&m, &e); err != nil {
		return err
	}
	l.rows = append(l.rows, m.row(fmt.Sprintf("%s %d", xmlRow, len(l.rows)+1), seen))
	return nil
}

// row finds the elements by their names, and notes which there are.
func (m *member) row(locator string, seen *[columns]bool) row {
	r := row{locator: locator}
	var given [columns]bool
	for _, e := range m.Elements {
		c := slices.Index(xmlForm[:], e.XMLName.Local)
		if c < 0 {
			continue
		}
		if given[c] {
			r.wrong = append(r.wrong, xmlForm[c]+" is there twice")
		}
		r.cells[c], given[c], seen[c] = e.Text, true, true
	}
	return r
}

// brokenXML tells a document that was cut from one that is no XML.
func brokenXML(err error) error {
	var syntax *xml.SyntaxError
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return unreadable("truncated", "The XML ends before it is complete.")
	}
	return unreadable("wrong_format", "The answer is no XML: "+err.Error()+".")
}
