package jobs

import (
	"slices"

	"caucus/models"
)

// doubt leaves rows that were recognized without an identifier, in a seat which
// the register does not have, where another row about that seat gives
// identifiers that are not that person's: the seat may be a namesake's, and the
// table without identifiers cannot tell.
func (m *matcher) doubt() {
	for _, r := range m.rows {
		if r.person == "" || m.identifies(r) {
			continue
		}
		stranger := func(o *row) bool { return o.nobody && m.contradicts(o, r.person) && m.shareNewSeat(r, o) }
		if slices.ContainsFunc(m.rows, stranger) {
			r.stop(models.UnknownMember, "another row about this seat has identifiers that contradict those of "+m.named([]models.PersonID{r.person}))
		}
	}
}

// identifies reports whether a row gives an identifier of the person whom it is
// about.
func (m *matcher) identifies(r *row) bool {
	return slices.ContainsFunc(r.rec.Identifiers, func(id models.Identifier) bool { return m.holders[id] == r.person })
}

// shareNewSeat reports whether two rows tell of one seat that the register does
// not give to the person of the first.
func (m *matcher) shareNewSeat(r, other *row) bool {
	return slices.ContainsFunc(r.seats, func(s said) bool {
		held := func(t *models.Tenure) bool { return s.riding.ID == t.Riding && s.period.From == t.From }
		same := func(o said) bool { return o.riding == s.riding && o.period.From == s.period.From }
		return s.riding != nil && slices.ContainsFunc(other.seats, same) && !slices.ContainsFunc(m.tenures[r.person], held)
	})
}

// outlived reports whether a row tells of a seat that began after the death of a
// person in office: it is that of a namesake.
func (m *matcher) outlived(r *row, p models.PersonID) bool {
	return slices.ContainsFunc(m.tenures[p], func(t *models.Tenure) bool {
		after := func(s said) bool { return s.period.From >= t.To }
		return t.EndCause == models.ByDeath && slices.ContainsFunc(r.seats, after)
	})
}
