package jobs

import (
	"caucus/models"
	"caucus/models/temporal"
)

// follow lets caucus and party go with a label that was just put: the caucus is
// what the label implies, and a party that was that of the old label is unknown
// until a source states one. What holds there otherwise stays.
func (r *reconciler) follow(s *sheet, label models.Affiliation, was models.Value) {
	label.Basis = models.Implied
	if !r.states(s, models.Caucus, label.From) {
		label.Axis, label.Value = models.Caucus, r.Held.Implies(label.Value.Organization, models.Caucus)
		if held := s.spanOn(models.Caucus, label.From); held == nil || held.Value != label.Value && !r.editorial(held.Cited) {
			s.put(label)
		}
	}
	if r.states(s, models.Party, label.From) {
		return
	}
	held := s.spanOn(models.Party, label.From)
	if held != nil && held.Value.Status == models.HasOrganization && held.Value == was && !r.editorial(held.Cited) {
		label.Axis, label.Value = models.Party, models.UnknownValue
		s.put(label)
	}
}

// states reports whether the source itself says what holds on an axis on a day.
func (r *reconciler) states(s *sheet, axis models.Axis, on temporal.Day) bool {
	for _, c := range r.said[matterOf{s.person, models.Matter(axis)}] {
		if r.speaksOf(axis) && c.Dated() && c.Period.Contains(on) && !r.rejects(&c.Claim) {
			return true
		}
	}
	return false
}

// moveAlong moves what followed a label when its day is found to be another:
// the caucus and the party that were implied since the same day.
func (r *reconciler) moveAlong(s *sheet, from, to temporal.Day, cite []models.Citation) {
	for _, axis := range [...]models.Axis{models.Caucus, models.Party} {
		a := s.spanOn(axis, from)
		if a == nil || a.From != from || a.Basis != models.Implied || r.states(s, axis, to) || a.State != models.Provisional && !r.ownDay(a.Cited) {
			continue
		}
		s.move(axis, from, to, func(a *models.Affiliation) {
			a.State = models.Confirmed
			also(&a.Cited, cite...)
		})
	}
}
