package tables

import (
	"slices"
	"strings"

	"caucus/models"
)

// search is what a row says of who somebody is.
type search struct {
	name       string
	id         string // of the House; may be empty
	riding     models.RidingID
	parliament models.Parliament
	key        []string // what derives the id of a new person without an id of the House
}

// match is who somebody is, as far as the register can tell.
type match struct {
	id     models.PersonID
	known  bool // the register has the person
	byName bool // found by name and place alone
}

// who finds a person by identifier, then by name and place; else it is
// somebody new.
func (b *book) who(s search) match {
	if id, ok := b.known(s.id, "", s.parliament); ok {
		return match{id: id, known: true}
	}
	if id, ok := b.keyed(s); ok {
		return match{id: id, known: true}
	}
	if id, ok := b.named(s); ok {
		return match{id: id, known: true, byName: true}
	}
	return match{id: newID(s)}
}

// enter makes a new person, or adds to a known one what the row has beyond the
// register.
func (b *book) enter(r row, s search, m match) {
	if m.byName {
		r.find(MatchedByName, "", s.name+" is "+b.people.byKey[string(m.id)].Name.Full+" of "+b.lastRiding(m.id))
	}
	if m.known {
		b.recognize(r, m.id, s)
		return
	}
	b.newPerson(r, s)
}

// known finds a person by an id of the House, or, where a row has none, by
// name among the members of a parliament.
func (b *book) known(ourcommons, name string, p models.Parliament) (models.PersonID, bool) {
	if ourcommons != "" {
		id, ok := b.holder[models.Identifier{Scheme: "ourcommons", Value: ourcommons}]
		return id, ok
	}
	found := map[models.PersonID]bool{}
	for _, key := range b.tenures.order {
		t := b.tenures.byKey[key]
		if t.House == house && t.Parliament == p.Number && name != "" && b.isCalled(t.Person, name) {
			found[t.Person] = true
		}
	}
	return only(found)
}

// keyed finds a person whom an earlier reading of the same row made.
func (b *book) keyed(s search) (models.PersonID, bool) {
	id := newID(s)
	_, ok := b.people.byKey[string(id)]
	return id, ok
}

// recent is the number of parliaments back in which a person is looked for by
// name.
const recent = 3

// named finds the one person of the same name who sat lately for the same
// province or for a riding that shares a word, and whom the House knows under
// no other id.
func (b *book) named(s search) (models.PersonID, bool) {
	found := map[models.PersonID]bool{}
	target := b.ridings.byKey[string(s.riding)]
	for _, key := range b.tenures.order {
		t := b.tenures.byKey[key]
		if t.House != house || t.Parliament < s.parliament.Number-recent || !b.isCalled(t.Person, s.name) {
			continue
		}
		if nearby(target, b.ridings.byKey[string(t.Riding)]) && !(s.id != "" && b.hasScheme(t.Person, "ourcommons")) {
			found[t.Person] = true
		}
	}
	return only(found)
}

func only(found map[models.PersonID]bool) (models.PersonID, bool) {
	if len(found) != 1 {
		return "", false
	}
	for id := range found {
		return id, true
	}
	return "", false
}

func (b *book) isCalled(id models.PersonID, name string) bool {
	p, folded := b.people.byKey[string(id)], models.Fold(name)
	return models.Fold(p.Name.Full) == folded || slices.ContainsFunc(p.OtherNames, func(n models.PersonName) bool {
		return models.Fold(n.Full) == folded
	})
}

func (b *book) hasScheme(id models.PersonID, scheme string) bool {
	return slices.ContainsFunc(b.people.byKey[string(id)].Identifiers, func(x models.Identifier) bool { return x.Scheme == scheme })
}

// nearby tells whether two ridings are of one province or share a word of
// their names that is long enough to mean something.
func nearby(x, y models.Riding) bool {
	if x.Province == y.Province {
		return true
	}
	for _, n := range x.Names {
		for _, m := range y.Names {
			for _, w := range strings.Fields(models.Fold(n.En)) {
				if len(w) > 4 && slices.Contains(strings.Fields(models.Fold(m.En)), w) {
					return true
				}
			}
		}
	}
	return false
}

func (b *book) lastRiding(id models.PersonID) string {
	var last models.Tenure
	for _, key := range b.sat[id] {
		if t := b.tenures.byKey[string(key)]; t.From >= last.From {
			last = t
		}
	}
	r := b.ridings.byKey[string(last.Riding)]
	if len(r.Names) == 0 {
		return "no riding"
	}
	return r.Names[len(r.Names)-1].En
}

func newID(s search) models.PersonID {
	if s.id != "" {
		return models.PersonID(models.DeriveID("per", "ourcommons", s.id))
	}
	return models.PersonID(models.DeriveID("per", append([]string{"caucus-tables"}, s.key...)...))
}

func (b *book) newPerson(r row, s search) {
	p := models.Person{ID: newID(s), Name: b.divide(s), Identifiers: []models.Identifier{}, Cited: r.cited(true)}
	if s.id != "" {
		id := models.Identifier{Scheme: "ourcommons", Value: s.id}
		p.Identifiers = append(p.Identifiers, id)
		b.holder[id] = p.ID
	}
	b.people.put(p)
}

// divide takes the last word of a name for the family name, unless a reviewed
// table says otherwise.
func (b *book) divide(s search) models.PersonName {
	if n, ok := b.givenName[models.Identifier{Scheme: "ourcommons", Value: s.id}]; ok && s.id != "" {
		return models.PersonName{Full: s.name, Given: n.Given, Family: n.Family}
	}
	i := strings.LastIndexByte(s.name, ' ')
	if i < 0 {
		return models.PersonName{Full: s.name, Family: s.name}
	}
	return models.PersonName{Full: s.name, Given: s.name[:i], Family: s.name[i+1:]}
}

// recognize adds to a known person the id and the spelling of a row.
func (b *book) recognize(r row, id models.PersonID, s search) {
	p := b.people.byKey[string(id)]
	if !b.isCalled(id, s.name) {
		r.find(OtherSpelling, "", s.name+" is "+p.Name.Full)
		p.OtherNames = append(slices.Clone(p.OtherNames), b.divide(s))
		also(&p.Cited, "", r.citation())
	}
	if s.id != "" && !b.hasScheme(id, "ourcommons") {
		p.Identifiers = withIdentifier(p.Identifiers, models.Identifier{Scheme: "ourcommons", Value: s.id})
		also(&p.Cited, "", r.citation())
		b.holder[models.Identifier{Scheme: "ourcommons", Value: s.id}] = id
	}
	b.people.put(p)
}

// withIdentifier adds an identifier and keeps the order of schemes.
func withIdentifier(list []models.Identifier, id models.Identifier) []models.Identifier {
	out := append(slices.Clone(list), id)
	slices.SortStableFunc(out, func(x, y models.Identifier) int {
		return slices.Index(models.Schemes[:], x.Scheme) - slices.Index(models.Schemes[:], y.Scheme)
	})
	return out
}
