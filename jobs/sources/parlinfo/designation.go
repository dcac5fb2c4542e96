package parlinfo

import (
	"fmt"

	"caucus/models"
)

const (
	noLabel    = "No Party Member role of the source covers these days."
	yearNote   = "The source gives only the year in which this started."
	approxNote = "The source says that this start is approximate."
)

// designations are the labels of one term, day by day without a hole.
func (d *deriver) designations(m *member, t term, labels []label) (list []span) {
	for _, p := range cut(t.Period, edges(labels)) {
		l, ok := at(labels, p.From)
		if !ok {
			c := t.tenures[0].claims[0]
			d.fault(MissingLabel, c.doc, c.doc.locator(c.Role), fmt.Sprintf("no label %s; unknown", spell(p)))
			list = append(list, span{Period: p, value: models.UnknownValue, basis: models.Stated, cites: d.citeAll(t.tenures[0].claims), note: noLabel})
			continue
		}
		list = append(list, d.said(l, p.From == l.Period.From, span{Period: p, value: models.Of(l.org.ID), basis: models.Stated}))
	}
	return coalesce(list)
}

// said cites a span from a role, and notes where the start is vague.
func (d *deriver) said(l label, starts bool, s span) span {
	s.cites = []models.Citation{d.cite(l.claim)}
	if starts {
		s.window = l.window
	}
	switch {
	case !starts || !l.Approximate:
	case l.window != 0 || yearOnly(l.Period.From):
		s.note = yearNote
	default:
		s.note = approxNote
	}
	return s
}

// parties are the parties of a person from the first day in the House to the
// last, across elections.
func (d *deriver) parties(terms []term, labels []label) (list []span) {
	hull := terms[0].Period
	hull.To = terms[len(terms)-1].To
	for _, p := range cut(hull, edges(labels)) {
		if l, ok := at(labels, p.From); ok {
			list = append(list, d.said(l, p.From == l.Period.From, span{Period: p, value: implied(l.org, l.org.PartyValue), basis: models.Stated}))
		}
	}
	return coalesce(list)
}

// implied is what a label implies on an axis: the organization itself, none or
// unknown, as the reviewed list says.
func implied(org *models.Organization, status models.Status) models.Value {
	if status == models.HasOrganization {
		return models.Of(org.ID)
	}
	return models.Value{Status: status}
}
