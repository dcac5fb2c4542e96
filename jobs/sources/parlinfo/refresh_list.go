package parlinfo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"caucus/models"
)

// list reads a list of people. It is read at once, which spares half of the
// time; only where an entry is not what it should be are they read one by one,
// so that it does not cost the others.
func (r *reading) list(text []byte) error {
	var l rawList
	var into any = &l
	if text[0] == '[' {
		into = &l.People
	}
	if err := json.Unmarshal(text, into); err != nil {
		if l, err = r.oneByOne(text); err != nil {
			return err
		}
	}
	if len(l.People) == 0 && len(r.doc.Faults) == 0 {
		return unreadable("empty", "the list holds nobody")
	}
	if l.nobody() {
		return r.choices(text)
	}
	r.listed = &l
	for i := range l.People {
		r.person(&l.People[i], list)
	}
	return nil
}

// nobody reports whether none of the entries is of a person.
func (l *rawList) nobody() bool {
	for i := range l.People {
		if l.People[i].PersonID > 0 {
			return false
		}
	}
	return true
}

// choices holds that a list without people is the choices of the search.
func (r *reading) choices(text []byte) error {
	if _, err := currentlyInOffice(text); err != nil {
		return unreadable("wrong_format", "nobody in the list has a PersonId, and it is no choices of the search: %s", err)
	}
	r.doc.Faults = nil
	return nil
}

func (r *reading) oneByOne(text []byte) (l rawList, err error) {
	var whole struct {
		Parliament json.RawMessage `json:"parliament"`
		People     []rawEntry      `json:"people"`
	}
	var into any = &whole
	if text[0] == '[' {
		into = &whole.People
	}
	if err := json.Unmarshal(text, into); err != nil {
		return l, broken(err)
	}
	l.Parliament = whole.Parliament
	for i, entry := range whole.People {
		var raw rawPerson
		if err := json.Unmarshal(entry, &raw); err != nil {
			r.fault(fmt.Sprintf("people[%d]", i), "the entry cannot be read: "+err.Error())
			continue
		}
		l.People = append(l.People, raw)
	}
	return l, nil
}

// table reads a table of roles.
func (r *reading) table(text []byte) error {
	var p parser
	p.table(bytes.TrimSpace(text))
	if len(p.docs) == 0 && len(p.faults) > 0 {
		return refused(p.faults[0])
	}
	r.take(&p)
	for i := range p.docs {
		r.record(&p.docs[i])
	}
	return nil
}

// person reads one person, of whom the roles must agree with the text that
// sums up the labels.
func (r *reading) person(raw *rawPerson, s shape) {
	var p parser
	p.person(raw, s)
	r.take(&p)
	if len(p.docs) == 0 {
		return
	}
	d := &p.docs[0]
	if len(rolesOf(d, Seat)) > 0 && raw.Parties != nil {
		if detail := disagree(*raw.Parties, d); detail != "" {
			r.fault(personAt(d.Person), detail)
			return
		}
	}
	r.record(d)
}

// take takes over what a parser could not read.
func (r *reading) take(p *parser) {
	for _, f := range p.faults {
		at := f.Element
		if f.Person != 0 && !strings.HasPrefix(at, "PersonId ") {
			at = strings.TrimSuffix(personAt(f.Person)+", "+at, ", ")
		}
		r.fault(at, f.Detail)
	}
}

func (r *reading) fault(locator, detail string) {
	r.doc.Faults = append(r.doc.Faults, models.RecordFault{Locator: locator, Detail: detail})
}
