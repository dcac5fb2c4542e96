package parlinfo

import (
	"slices"
	"strconv"

	"caucus/models"
)

// PersonID is the register's id of a person with a ParlInfo id.
func PersonID(parlinfo int) models.PersonID {
	return models.PersonID(models.DeriveID("per", string(SourceID), strconv.Itoa(parlinfo)))
}

func (d *deriver) personFact(m *member) {
	doc := m.newest()
	p := models.Person{
		ID: m.person, Name: doc.Name, OtherNames: m.otherNames(),
		Identifiers: []models.Identifier{{Scheme: string(SourceID), Value: strconv.Itoa(m.id)}},
		Cited: models.Cited{State: models.Confirmed, Citations: []models.Citation{
			{Snapshot: d.snapshot(doc), Locator: "PersonId " + strconv.Itoa(m.id)}}},
	}
	if id, ok := d.houseIDs[m.id]; ok {
		p.Identifiers = slices.Insert(p.Identifiers, 0, models.Identifier{Scheme: "ourcommons", Value: id})
	}
	d.facts.People = append(d.facts.People, p)
}

// otherNames are the names of older captures and the one with the formal given
// name.
func (r *record) otherNames() (list []models.PersonName) {
	add := func(n models.PersonName) {
		if n.Full != r.newest().Name.Full && n.Full != "" && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	for _, doc := range r.docs {
		add(doc.Name)
		if doc.Formal != "" {
			add(personName(doc.Formal, doc.Name.Family))
		}
	}
	return list
}
