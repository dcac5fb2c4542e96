package parlinfo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"caucus/models/temporal"
)

const base = "https://lop.parl.ca/ParlinfoWebAPI/Person/"

var (
	padding = regexp.MustCompile(`^/\*\*/ typeof (\w+) === 'function' && (\w+)\(`)
	dayIn   = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
)

// Parse reads one document: a profile as JSON or JSONP, a list answer, a table
// of roles or an error body. The capture day is the last day written in name.
// What cannot be read is a fault; the rest of the document is still returned.
func Parse(name string, data []byte) ([]Document, []Fault) {
	p := &parser{file: name, captured: captureDay(name)}
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	kind, detail := unlike(text, len(data))
	switch {
	case kind != "":
		p.fault(kind, 0, "", detail)
	case text[0] == '/' || text[0] == '{' || text[0] == '[':
		p.sum(data)
		p.json(text)
	case isTable(text):
		p.sum(data)
		p.table(text)
	default:
		p.fault(NotJSON, 0, "", "neither JSON nor a table of roles: "+excerpt(text))
	}
	return p.docs, p.faults
}

// unlike says why a text, of so many bytes as served, is no document of the
// source at all; the kind is empty if it may be one.
func unlike(text []byte, served int) (FaultKind, string) {
	switch {
	case len(text) == 0:
		return EmptyDocument, fmt.Sprintf("%d bytes, no text", served)
	case !utf8.Valid(text):
		return InvalidUTF8, "the bytes are not UTF-8"
	case text[0] == '<':
		return HTML, "markup where JSON was expected: " + excerpt(text)
	}
	return "", ""
}

// parser collects what one file holds.
type parser struct {
	file     string
	sha      string
	captured temporal.Day
	docs     []Document
	faults   []Fault
}

func (p *parser) sum(data []byte) {
	s := sha256.Sum256(data)
	p.sha = hex.EncodeToString(s[:])
}

func (p *parser) fault(k FaultKind, person int, element, detail string) {
	p.faults = append(p.faults, Fault{Kind: k, File: p.file, Person: person, Element: element, Detail: detail})
}

func captureDay(name string) temporal.Day {
	found := dayIn.FindAllString(name, -1)
	for i := len(found) - 1; i >= 0; i-- {
		if d, err := temporal.ParseDay(found[i]); err == nil {
			return d
		}
	}
	return 0
}

func excerpt(text []byte) string {
	const most = 40
	s := string(text)
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}

// answer is any JSON object that the publisher serves.
type answer struct {
	Message string     `json:"Message"`
	Person  *rawPerson `json:"Person"`
	People  []rawEntry `json:"people"`
}

// rawEntry is a person of a list, read one by one so that one bad entry does
// not cost the others.
type rawEntry = json.RawMessage

func (p *parser) json(text []byte) {
	text, ok := p.unpad(text)
	if !ok {
		return
	}
	a, err := decode(text)
	var wrongType *json.UnmarshalTypeError
	switch {
	case isTruncated(err):
		p.fault(TruncatedJSON, 0, "", "the JSON ends before it is complete")
	case errors.As(err, &wrongType):
		p.fault(NoPerson, 0, wrongType.Field, err.Error())
	case err != nil:
		p.fault(NotJSON, 0, "", err.Error())
	case a.Person != nil:
		p.person(a.Person, profile)
	case a.People != nil:
		p.list(a.People)
	case a.Message != "":
		p.fault(ErrorBody, 0, "Message", a.Message)
	default:
		p.fault(NoPerson, 0, "", "JSON without Person and without people")
	}
}

// profileHead begins every profile.
var profileHead = []byte(`{"Person":`)

// decode reads an object or a list. Of a profile only the person is decoded:
// what follows repeats the roles, and is more than half of the bytes.
func decode(text []byte) (a answer, err error) {
	rest, ok := bytes.CutPrefix(text, profileHead)
	switch {
	case text[0] == '[':
		err = json.Unmarshal(text, &a.People)
	case !ok:
		err = json.Unmarshal(text, &a)
	case text[len(text)-1] != '}':
		err = io.ErrUnexpectedEOF
	default:
		err = json.NewDecoder(bytes.NewReader(rest)).Decode(&a.Person)
	}
	return a, err
}

func (p *parser) list(people []rawEntry) {
	for i, entry := range people {
		var raw rawPerson
		if err := json.Unmarshal(entry, &raw); err != nil {
			p.fault(NoPerson, 0, fmt.Sprintf("people[%d]", i), err.Error())
			continue
		}
		p.person(&raw, list)
	}
}

// unpad takes the call of a JSONP answer off the JSON inside it.
func (p *parser) unpad(text []byte) ([]byte, bool) {
	if text[0] != '/' {
		return text, true
	}
	head := padding.Find(text)
	if head == nil {
		p.fault(NotJSON, 0, "", "a comment that is no JSONP: "+excerpt(text))
		return nil, false
	}
	body := bytes.TrimSpace(text[len(head):])
	inner, ok := bytes.CutSuffix(body, []byte(");"))
	if !ok || len(inner) == 0 {
		p.fault(TruncatedJSON, 0, "", "the JSONP call is not closed")
		return nil, false
	}
	return inner, true
}

func isTruncated(err error) bool {
	var syntax *json.SyntaxError
	return errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &syntax) && strings.HasPrefix(syntax.Error(), "unexpected end")
}
