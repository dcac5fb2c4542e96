package models

import "caucus/models/temporal"

// Steady returns a period around a day on all of whose days the same holds of a
// person as on that day: no seat, value or doubt begins or ends inside it. What
// ridings and organizations are called may change.
func (r *Register) Steady(id PersonID, on temporal.Day) temporal.Period {
	var p temporal.Period
	i, ok := r.personAt[id]
	if !ok {
		return p
	}
	terms, spells := r.termsOfPerson(i), r.spellsOfPerson(i)
	for n := range terms {
		t := &terms[n]
		p = p.Around(on, t.from).Around(on, t.to).Around(on, t.endWindow)
	}
	for n := range spells {
		s := &spells[n]
		p = p.Around(on, s.from).Around(on, s.to).Around(on, s.window)
	}
	return p
}
