package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// unheard deals with a dated spell of a value that nobody has held then: a
// change of which the register has not heard.
func (r *reconciler) unheard(s *sheet, t *models.Tenure, axis models.Axis, c *spell) bool {
	held, why := r.inTheWay(s, axis, c)
	if why != "" {
		r.contradicts(s, c.sighting, held, why)
		return false
	}
	now := s.spanOn(axis, r.Held.Today)
	current := axis == models.Designation && c.Contains(r.Held.Today) && now != nil
	switch {
	case r.ripe(c.sighting):
		r.insert(s, axis, c)
		return true
	case current && r.borneOut(c.sighting, max(now.From, t.From)) && r.against(now, max(now.From, t.From), axis, c.sighting) == "":
		r.change(s, t, now, c.sighting)
		return r.begins(s, t, axis, c) // the value is held now, and its day may wait
	}
	r.waits(s, c.sighting, held)
	if current {
		r.report(s, c.sighting, c.From)
	}
	return false
}

// inTheWay tells what is held instead of a dated spell, and why it does not give
// way; empty if it does.
func (r *reconciler) inTheWay(s *sheet, axis models.Axis, c *spell) (held models.Value, why string) {
	held = s.valueOn(axis, max(c.From, c.LastDay()))
	switch better := r.better(c.sighting); {
	case r.may.rank == 0 || !r.may.datesLabels:
		return held, "no rule says that this source dates a change"
	case axis == models.Designation && c.Contains(r.Held.Today) && better != nil:
		return held, string(better.Source) + " says " + r.name(better.Value) + ", and goes before on the label of today"
	}
	for _, a := range s.among(axis, c.Period) {
		if why := r.staysAgainst(s, a, c); why != "" {
			return a.Value, why
		}
	}
	return held, ""
}

// staysAgainst tells why a belief does not give way to a spell with another
// value; empty if it does. What was not known gives way, and what this source
// alone said. Days at the end of a belief do, if nobody dates that end, or if
// nobody has spoken of them.
func (r *reconciler) staysAgainst(s *sheet, held *models.Affiliation, c *spell) string {
	switch {
	case r.editorial(held.Cited):
		return "that is the statement of an editor"
	case held.Value.IsUnknown() || r.own(held.Cited):
		return ""
	case held.State == models.Provisional && r.says(held, c.To):
		return "" // the label without a day was only taken to hold from the start
	case held.From >= c.From:
		return "other sources say so of those days"
	case held.Open() && (c.Open() || c.From > r.spokenUntil(held.Cited)):
		return ""
	case !held.Open() && (c.Open() || held.To <= c.To) && r.endsLoosely(s, held):
		return ""
	}
	return "other sources say so of those days"
}

// says reports whether this source gives what is held a first day of its own,
// inside the days on which it is held.
func (r *reconciler) says(held *models.Affiliation, from temporal.Day) bool {
	return from != 0 && held.Contains(from) && slices.ContainsFunc(r.said[matterOf{held.Person, models.Matter(held.Axis)}], func(o *sighting) bool {
		return o.Value == held.Value && o.Period.From == from && !r.rejects(&o.Claim)
	})
}

// endsLoosely reports whether what follows a belief has no day of its own.
func (r *reconciler) endsLoosely(s *sheet, held *models.Affiliation) bool {
	next := s.spanOn(held.Axis, held.To)
	return next != nil && next.State == models.Provisional && !r.editorial(next.Cited)
}

// insert lets a dated spell hold.
func (r *reconciler) insert(s *sheet, axis models.Axis, c *spell) {
	was := s.valueOn(axis, max(c.From-1, 1))
	if c.first {
		was = s.valueOn(axis, c.From)
	}
	r.say(s, "%s from %s (confirmed)", r.onAxis(axis, c.Value), c.From)
	span := models.Affiliation{
		Person: s.person, Axis: axis, Value: c.Value, Period: c.Period, Basis: models.Stated,
		Cited: models.Cited{State: models.Confirmed, Citations: r.cites(c.sighting)},
	}
	s.put(span)
	if axis == models.Designation {
		r.follow(s, span, was)
	}
}

// between deals with what is held inside a spell though the source says another
// value. The source may take back what it alone said; else it is behind, or
// contradicts others.
func (r *reconciler) between(s *sheet, axis models.Axis, c *spell) bool {
	for _, a := range s.among(axis, c.Period) {
		better := r.better(c.sighting)
		switch {
		case a.Value == c.Value:
			continue
		case a.Basis == models.Implied && a.State == models.Provisional:
			return false // it followed a label, of which the same is to be said
		case !r.own(a.Cited) || r.may.rank == 0:
			r.contradicts(s, c.sighting, a.Value, r.name(a.Value)+" is held since "+a.From.String())
			return false
		case axis == models.Designation && a.Contains(r.Held.Today) && better != nil:
			r.contradicts(s, c.sighting, a.Value, string(better.Source)+" says "+r.name(better.Value)+", and goes before on the label of today")
			return false
		case !r.ripe(c.sighting):
			r.waits(s, c.sighting, a.Value)
			return false
		}
		days, _ := a.Intersect(c.Period)
		r.takeBack(s, axis, c, *a, days)
		return r.between(s, axis, c)
	}
	return true
}

// takeBack lets a spell hold where something else was held.
func (r *reconciler) takeBack(s *sheet, axis models.Axis, c *spell, was models.Affiliation, days temporal.Period) {
	r.say(s, "%s, and not %s from %s", r.onAxis(axis, c.Value), r.name(was.Value), was.From)
	span := models.Affiliation{
		Person: s.person, Axis: axis, Value: c.Value, Period: days, Basis: models.Stated,
		Cited: models.Cited{State: models.Confirmed, Citations: r.cites(c.sighting)},
	}
	s.put(span)
	if axis == models.Designation {
		r.follow(s, span, was.Value)
	}
}
