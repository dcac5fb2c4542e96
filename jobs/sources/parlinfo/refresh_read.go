package parlinfo

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"caucus/jobs/fetch"
	"caucus/models"
)

// Read reads one document as it was served: a list of people, a profile, a
// table of roles or the choices of the search, which speak of nobody.
func (f *Feed) Read(page fetch.Page) (models.Document, error) {
	text := bytes.TrimSpace(page.Text)
	if err := unfit(text); err != nil {
		return models.Document{}, err
	}
	doc := documentOf(page, models.ListsSome)
	r := &reading{reviewed: &f.reviewed, doc: &doc}
	if strings.IndexByte("/{[", text[0]) < 0 {
		if !isTable(text) {
			return models.Document{}, unreadable("wrong_format", "neither JSON nor a table of roles was served: %s", excerpt(text))
		}
		return doc, r.table(text)
	}
	text, err := unpadded(text)
	if err != nil {
		return models.Document{}, err
	}
	if err := crowded(text); err != nil {
		return models.Document{}, err
	}
	if err := r.json(text); err != nil {
		return models.Document{}, err
	}
	if r.listed != nil {
		doc.Lists = r.scope(page.URL)
	}
	return doc, nil
}

func documentOf(page fetch.Page, lists models.Scope) models.Document {
	return models.Document{
		Source: SourceID, Title: page.Title, URL: page.URL, Snapshot: page.Snapshot, SHA256: page.SHA256,
		At: page.At, Modified: page.Modified, Lists: lists,
	}
}

// rules are what the faults of a whole document are called among refusals.
var rules = map[FaultKind]string{
	EmptyDocument: "empty", HTML: "html", TruncatedJSON: "truncated", InvalidUTF8: "invalid_text",
	ErrorBody: "error_body", BadTable: "missing_column",
}

// refused makes the fault of a whole document an error.
func refused(f Fault) error {
	rule, ok := rules[f.Kind]
	if !ok {
		rule = "wrong_format"
	}
	return unreadable(rule, "%s", f.Detail)
}

// unfit says why a text is none of this source.
func unfit(text []byte) error {
	if kind, detail := unlike(text, len(text)); kind != "" {
		return refused(Fault{Kind: kind, Detail: detail})
	}
	return nil
}

// unpadded takes the call of a JSONP answer off the JSON inside it.
func unpadded(text []byte) ([]byte, error) {
	var p parser
	text, ok := p.unpad(text)
	if !ok || len(bytes.TrimSpace(text)) == 0 {
		return nil, refused(append(p.faults, Fault{Kind: TruncatedJSON, Detail: "the JSONP call has nothing in it"})[0])
	}
	return bytes.TrimSpace(text), nil
}

// What no document has: a list of 431 people had 6,500 objects and 175,000
// commas. An object of two bytes takes hundreds of bytes of memory.
const (
	mostObjects = 100_000
	mostCommas  = 500_000
)

// crowded refuses JSON of so many values that to decode it would take far more
// memory than it has bytes.
func crowded(text []byte) error {
	if bytes.Count(text, []byte("{")) > mostObjects || bytes.Count(text, []byte(",")) > mostCommas {
		return unreadable("wrong_format", "the JSON holds more than %d objects or %d values; no document has nearly as many", mostObjects, mostCommas)
	}
	return nil
}

// broken says what is wrong with JSON that does not decode.
func broken(err error) error {
	if isTruncated(err) || err.Error() == "EOF" {
		return unreadable("truncated", "the JSON ends before it is complete")
	}
	return unreadable("wrong_format", "the JSON cannot be read: %s", err)
}

// reading makes records of one document.
type reading struct {
	reviewed *index
	doc      *models.Document
	listed   *rawList // set when it is a list
}

// rawList is a list of people, bare or in an object that names its parliament.
type rawList struct {
	Parliament json.RawMessage `json:"parliament"`
	People     []rawPerson     `json:"people"`
}

// scope tells whom a list must hold. One that was narrowed otherwise than to a
// parliament holds whomever was asked for.
func (r *reading) scope(address string) models.Scope {
	if _, err := strconv.Atoi(strings.Trim(string(r.listed.Parliament), `"`)); err == nil {
		return models.ListsParliament
	}
	u, err := url.Parse(address)
	if err != nil {
		return models.ListsSome
	}
	q := u.Query()
	narrowed := strings.Trim(q.Get("refiners"), ",")
	number, found := strings.CutPrefix(narrowed, parliamentRefiner+"-")
	_, err = strconv.Atoi(number)
	if q.Get("expression") != "" || narrowed != "" && (!found || err != nil) {
		return models.ListsSome
	}
	return models.ListsSitting
}

// isList tells a list by how it begins, so that it need not be read twice.
func isList(text []byte) bool {
	inner := bytes.TrimSpace(text[1:])
	return text[0] == '[' || bytes.HasPrefix(inner, []byte(`"parliament"`)) || bytes.HasPrefix(inner, []byte(`"people"`))
}

func (r *reading) json(text []byte) error {
	if isList(text) {
		return r.list(text)
	}
	a, err := decode(text)
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType):
		return unreadable("wrong_format", "the JSON is no answer about people: %s", err)
	case err != nil:
		return broken(err)
	case a.Person != nil:
		if a.Person.PersonID <= 0 {
			return unreadable("wrong_format", "the profile is of PersonId %d, which is nobody's", a.Person.PersonID)
		}
		r.person(a.Person, profile)
		return nil
	case a.People != nil:
		return r.list(text)
	case a.Message != "":
		return unreadable("error_body", "the publisher served an error: %s", a.Message)
	}
	return unreadable("wrong_format", "the JSON holds neither a person nor people")
}
