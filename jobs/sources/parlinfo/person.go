package parlinfo

import (
	"slices"
	"strconv"

	"caucus/models"
)

// firstListed is the first parliament whose members the lists of the House
// hold; members of it and later ones have an id there.
const firstListed = 36

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
	if m.housePerson() == 0 && m.tenures[len(m.tenures)-1].parliament.Number >= firstListed {
		d.fault(IDZero, doc, "HOCPersonId", "0 for a member whom the House lists; no id of the House")
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
