package jobs

import (
	"caucus/models"
	"caucus/models/temporal"
)

// undated compares the labels of today that a source gives no day for with
// what is believed of today.
func (r *reconciler) undated(s *sheet, t *models.Tenure) {
	for _, axis := range models.Axes {
		for _, c := range r.said[matterOf{s.person, models.Matter(axis)}] {
			if !c.Dated() && r.speaksOf(axis) {
				r.today(s, t, axis, c)
			}
		}
	}
}

// speaksOf reports whether the policy hears a source on an axis.
func (r *reconciler) speaksOf(axis models.Axis) bool {
	switch axis {
	case models.Caucus:
		return r.may.statesCaucus
	case models.Party:
		return r.may.statesParty
	}
	return true
}

// today compares a label of today with the one that is believed. Another one is
// news if it is no older than what is believed, and the source follows its own
// word, or is heard for the first time and later than those who said otherwise.
func (r *reconciler) today(s *sheet, t *models.Tenure, axis models.Axis, c *sighting) {
	held := s.spanOn(axis, r.Held.Today)
	switch {
	case held == nil || held.Value == c.Value:
		return
	case r.rejects(&c.Claim):
		r.deny(c)
		return
	}
	since := max(held.From, t.From)
	if why := r.against(held, since, axis, c); why != "" {
		r.contradicts(s, c, held.Value, why)
		return
	}
	if !r.borneOut(c, since) {
		r.waits(s, c, held.Value)
		r.report(s, c, r.dayOf(c.FirstSeen))
		return
	}
	r.change(s, t, held, c)
}

// against tells why a label of today may not be believed, however often it is
// seen; empty if it may.
func (r *reconciler) against(held *models.Affiliation, since temporal.Day, axis models.Axis, c *sighting) string {
	first := r.dayOf(c.FirstSeen)
	better := r.better(c)
	switch {
	case r.may.rank == 0:
		return "no rule says when this source may be believed"
	case axis != models.Designation:
		return "the source does not say since when"
	case r.editorial(held.Cited):
		return "that is the statement of an editor"
	case better != nil:
		return string(better.Source) + " says " + r.name(better.Value) + ", and goes before on the label of today"
	case held.Value.IsUnknown():
		return ""
	case first < since || first == since && held.State != models.Provisional:
		return "the source said so before that began, and has not followed it"
	case !r.follows(c) && first <= r.spokenUntil(held.Cited):
		return "the source is heard for the first time, and others spoke of that day"
	}
	return ""
}

// follows reports whether the source said something else before.
func (r *reconciler) follows(c *sighting) bool {
	for _, g := range r.gone[matterOf{c.Person, c.About}] {
		if g.Value != c.Value && g.FirstSeen < c.FirstSeen {
			return true
		}
	}
	return false
}

// change lets a new label hold from the day on which it was first seen. It may
// have begun on any day since the old one was last seen, and on that day too: a
// change later in the day holds on it.
func (r *reconciler) change(s *sheet, t *models.Tenure, held *models.Affiliation, c *sighting) {
	since := max(held.From, t.From)
	last := r.lastSaid(held, c)
	from := r.firstSeen(c, since, last)
	was := held.Value
	if from > since {
		r.say(s, "%s, no longer %s (provisional, seen %s)", r.name(c.Value), r.name(was), from)
	} else {
		r.say(s, "%s, not %s (provisional)", r.name(c.Value), r.name(was))
	}
	span := models.Affiliation{
		Person: s.person, Axis: models.Designation, Value: c.Value, Basis: models.Stated,
		Period: temporal.Period{From: max(from, since), To: t.To}, Window: &models.Window{From: last},
		Cited: models.Cited{State: models.Provisional, Citations: r.cites(c)},
	}
	if span.From == since && held.Window != nil {
		span.Window = held.Window // two changes on one day: the first may have come on an earlier one
	}
	s.put(span)
	r.follow(s, span, was)
}

// lastSaid is the last day on which the old value was seen: by this source, or
// else by those on whom the belief rests.
func (r *reconciler) lastSaid(held *models.Affiliation, c *sighting) (last temporal.Day) {
	for _, g := range r.gone[matterOf{c.Person, c.About}] {
		if g.Value == held.Value && g.LastSeen <= c.FirstSeen {
			last = max(last, r.dayOf(g.LastSeen))
		}
	}
	if last == 0 {
		last = r.spokenUntil(held.Cited)
	}
	return last
}

// firstSeen is the day on which the value was first seen: by this source, or by
// another that said so earlier, unless this one still said otherwise.
func (r *reconciler) firstSeen(c *sighting, since, last temporal.Day) temporal.Day {
	first := r.dayOf(c.FirstSeen)
	agrees := r.agreesWith(c, since)
	for _, o := range r.others[matterOf{c.Person, c.About}] {
		if day := r.dayOf(o.FirstSeen); agrees(o) && day < first && day > last {
			first = day
		}
	}
	return first
}
