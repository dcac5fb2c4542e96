package jobs

import (
	"cmp"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// spell is a dated claim inside a tenure.
type spell struct {
	*sighting
	temporal.Period      // of the claim, cut to the tenure
	first           bool // it begins with the tenure
	doubtful        bool // one before it waits, or contradicts what is believed
}

// dated compares what a source dates with what is believed of a tenure, axis by
// axis: first each day on which something begins, then what lies between.
func (r *reconciler) dated(s *sheet, t *models.Tenure) {
	for _, axis := range models.Axes {
		if !r.speaksOf(axis) {
			continue
		}
		spells := r.spells(s, t, axis)
		settled := true
		for i := range spells {
			spells[i].doubtful = !settled
			settled = r.begins(s, t, axis, &spells[i]) && settled
		}
		for i := range spells {
			settled = settled && r.between(s, axis, &spells[i])
		}
	}
}

// spells are the dated claims on an axis that are not rejected, by start.
func (r *reconciler) spells(s *sheet, t *models.Tenure, axis models.Axis) (list []spell) {
	for _, c := range r.said[matterOf{s.person, models.Matter(axis)}] {
		p, ok := c.Period.Intersect(t.Period)
		switch {
		case !c.Dated() || !ok:
		case r.rejects(&c.Claim):
			r.deny(c)
		default:
			list = append(list, spell{sighting: c, Period: p, first: p.From == t.From})
		}
	}
	slices.SortFunc(list, func(a, b spell) int {
		return cmp.Or(a.Period.Compare(b.Period), cmp.Compare(a.Value.Organization, b.Value.Organization))
	})
	return list
}

// begins deals with the first day of a spell. It returns false if that waits or
// contradicts what is believed.
func (r *reconciler) begins(s *sheet, t *models.Tenure, axis models.Axis, c *spell) bool {
	var same *models.Affiliation
	for _, a := range s.among(axis, c.Period) {
		if same == nil && a.Value == c.Value {
			same = a
		}
	}
	switch {
	case same == nil:
		return r.unheard(s, t, axis, c)
	case same.From == c.From || same.From < c.From && (c.first || axis == models.Caucus && same.From == t.From):
		r.confirm(s, axis, same, c)
		return true
	case same.From < c.From && c.doubtful:
		return false // its value was held already: what is open is the one before
	}
	return r.otherDay(s, axis, same, c)
}

// confirm makes a provisional belief that a dated source states a confirmed one.
func (r *reconciler) confirm(s *sheet, axis models.Axis, held *models.Affiliation, c *spell) {
	if held.State != models.Provisional || !r.ripe(c.sighting) || r.editorial(held.Cited) || !r.may.datesLabels {
		return
	}
	from := held.From
	r.say(s, "%s since %s (confirmed)", r.onAxis(axis, c.Value), from)
	s.move(axis, from, from, r.stated(c))
	if axis == models.Designation {
		r.moveAlong(s, from, from, r.cites(c.sighting))
	}
}

// stated makes of what is held what a dated source states.
func (r *reconciler) stated(c *spell) func(*models.Affiliation) {
	return func(a *models.Affiliation) {
		a.State, a.Basis = models.Confirmed, models.Stated
		also(&a.Cited, r.cites(c.sighting)...)
	}
}

// otherDay deals with a change that is believed, on another day than the one
// that the source gives. A day that nobody dated gives way, and so does the
// source's own.
func (r *reconciler) otherDay(s *sheet, axis models.Axis, held *models.Affiliation, c *spell) bool {
	why := ""
	switch {
	case r.may.rank == 0 || !r.may.datesLabels:
		why = "no rule says that this source dates a change"
	case r.editorial(held.Cited):
		why = "that is the statement of an editor"
	case held.State != models.Provisional && !r.ownDay(held.Cited):
		why = "another source has confirmed its day, " + held.From.String()
	case !r.yieldsDays(s, axis, held, c):
		why = "what is held before it would have no day left"
	}
	if why != "" {
		r.contradicts(s, c.sighting, held.Value, why)
		return false
	}
	if !r.ripe(c.sighting) {
		r.waitsDay(s, c.sighting, held)
		return false
	}
	from := held.From
	r.say(s, "%s from %s, not from %s (confirmed)", r.onAxis(axis, c.Value), c.From, from)
	s.move(axis, from, c.From, r.stated(c))
	if axis == models.Designation {
		r.moveAlong(s, from, c.From, r.cites(c.sighting))
	}
	return true
}

// yieldsDays reports whether what is held before a spell may end on the day that
// the source gives.
func (r *reconciler) yieldsDays(s *sheet, axis models.Axis, held *models.Affiliation, c *spell) bool {
	if c.From > held.From {
		before := s.spanOn(axis, held.From-1)
		return before != nil && !r.editorial(before.Cited)
	}
	for _, a := range s.among(axis, temporal.Period{From: c.From, To: held.From}) {
		whole := a.From >= c.From
		if r.editorial(a.Cited) || whole && a.State != models.Provisional && !r.own(a.Cited) && !a.Value.IsUnknown() {
			return false
		}
	}
	return true
}
