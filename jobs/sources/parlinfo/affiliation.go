package parlinfo

import (
	"slices"

	"caucus/models"
)

// affiliationFacts derives the three axes of a member.
func (d *deriver) affiliationFacts(m *member) {
	terms := termsOf(m)
	if len(terms) == 0 {
		return
	}
	d.clashes(m, terms)
	labels := d.oneDay(d.labels(m, PartyLabel, terms), terms)
	roles := d.labels(m, CaucusPlace, terms)
	inTheYear(roles, terms, inTheYear(labels, terms, nil))
	d.hold(m, models.Party, d.parties(terms, labels))
	for _, t := range terms {
		d.hold(m, models.Designation, d.designations(m, t, labels))
		caucuses := d.caucuses(m, t, labels, roles)
		d.hold(m, models.Caucus, caucuses)
		d.causeFacts(m, caucuses, append(slices.Clone(roles), labels...))
	}
}

// hold makes facts of spans.
func (d *deriver) hold(m *member, axis models.Axis, spans []span) {
	for _, s := range spans {
		a := models.Affiliation{
			ID: models.NewAffiliationID(m.person, axis, s.From.String()), Person: m.person, Axis: axis,
			Value: s.value, Period: s.Period, Basis: s.basis,
			Cited: models.Cited{State: models.Confirmed, Citations: s.cites, Note: s.note},
		}
		if s.window != 0 {
			a.Window = &models.Window{From: s.window}
		}
		d.facts.Affiliations = append(d.facts.Affiliations, a)
	}
}
