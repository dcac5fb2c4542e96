package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// beginSeats takes in the seats that the register does not have: by-elections.
func (r *reconciler) beginSeats() {
	for _, m := range r.persons {
		for _, c := range r.said[matterOf{m.Person, models.AboutSeat}] {
			s := r.sheet(m.Person)
			if s.tenureOf(c.seat) == nil && c.seat.Parliament == r.Held.Parliament.Number && c.Dated() {
				r.beginSeat(s, m, c)
			}
		}
	}
}

// beginSeat lets somebody take a seat. Whoever held it until then no longer
// does, on that day at the latest.
func (r *reconciler) beginSeat(s *sheet, m *Matched, c *sighting) {
	if r.rejects(&c.Claim) {
		r.deny(c)
		return
	}
	before, why := r.predecessor(s, c)
	switch {
	case why != "":
		r.contradictsSeat(s, c, why)
		return
	case !r.ripe(c) || !r.labelled(s):
		r.waitsSeat(s, c)
		return
	case before != nil:
		r.succeed(before, c)
	}
	r.say(s, "sits for %s from %s", r.riding(c.Riding), c.Period.From)
	r.take(s, m, c)
}

// labelled reports whether what is said of the label of somebody who takes a
// seat may be believed too.
func (r *reconciler) labelled(s *sheet) bool {
	for _, c := range r.said[matterOf{s.person, models.AboutDesignation}] {
		if !r.rejects(&c.Claim) && !r.borneOut(c, 0) {
			return false
		}
	}
	return true
}

// predecessor finds who holds a seat that somebody else is said to have taken,
// or why it cannot be so.
func (r *reconciler) predecessor(s *sheet, c *sighting) (before *holder, why string) {
	period := r.within(c.Period)
	if !r.may.datesSeats {
		return nil, "no rule says that this source dates the first day of a seat"
	}
	for i := range s.tenures {
		if t := &s.tenures[i]; t.Overlaps(period) {
			return nil, "by the register the member sits for " + r.riding(t.Riding) + " " + days(t.Period)
		}
	}
	for _, h := range r.holders(c.Riding) {
		t := h.tenure
		switch {
		case !t.Overlaps(period):
		case t.From >= period.From || !t.Open() || c.Period.From == r.Held.Parliament.Election:
			return nil, "by the register somebody else holds the seat " + days(t.Period)
		case r.editorial(t.Cited):
			return nil, "by the statement of an editor somebody else holds the seat"
		default:
			before = &h
		}
	}
	return before, ""
}

// succeed ends the tenure of whoever held a seat that somebody else has taken.
// Nobody says on which day: it lies after the last on which a source listed the
// member, and the day of the by-election is the latest.
func (r *reconciler) succeed(before *holder, c *sighting) {
	t, to := before.tenure, c.Period.From
	last := r.lastListed(t)
	before.sheet.cut(t, to, c.cite)
	t.To, t.EndCause, t.State = to, models.ByUnknownCause, models.Provisional
	if last > t.From && last+1 < to {
		t.EndWindow = &models.Window{From: last + 1}
	}
	also(&t.Cited, r.cites(c)...)
	r.say(before.sheet, "no longer sits for %s, by %s at the latest (provisional)", r.riding(t.Riding), to)
}

// lastListed is the last day on which a source was seen to list a member with
// the seat.
func (r *reconciler) lastListed(t *models.Tenure) (last temporal.Day) {
	at := matterOf{t.Person, models.AboutSeat}
	for _, c := range slices.Concat(r.gone[at], r.others[at]) {
		if c.Riding == t.Riding && c.Period.Open() {
			last = max(last, r.dayOf(c.LastSeen))
		}
	}
	for _, c := range r.said[at] {
		if c.Riding == t.Riding && c.Period.Open() {
			last = max(last, r.dayOf(c.LastSeen))
		}
	}
	if last == 0 {
		last = r.spokenUntil(t.Cited)
	}
	return last
}

// take gives somebody a seat, with the labels that the source says of it.
func (r *reconciler) take(s *sheet, m *Matched, c *sighting) {
	period := r.within(c.Period)
	t := models.Tenure{
		ID: models.NewTenureID(s.person, c.Riding, period.From.String()), Person: s.person, House: r.Held.House.ID,
		Parliament: c.seat.Parliament, Riding: c.Riding, Place: 1, Period: period, StartCause: models.ByByElection,
		ElectedAs: r.ballot(c), Cited: models.Cited{State: models.Confirmed, Citations: r.cites(c)},
	}
	if period.From == r.elected() {
		t.StartCause = models.ByGeneralElection
	}
	if !t.Open() {
		t.EndCause = r.endCause(t.To, c, "")
	}
	s.tenures, s.fresh[t.ID], s.touched = append(s.tenures, t), true, true
	r.taken[c.Riding] = append(r.taken[c.Riding], s)
	r.seat(s, &t, c)
}

// ballot is the party on the ballot of somebody who takes a seat, if the source
// said the same of it at first: it may be told in some documents only, so that
// the seat does not wait for it.
func (r *reconciler) ballot(c *sighting) models.Value {
	if r.LetThrough || c.SecondSeen != 0 && c.ElectedAs == c.seat.ElectedAs.Organization {
		return c.seat.ElectedAs
	}
	return models.UnknownValue
}

// elected is the day of the election of the parliament whose seats are told.
func (r *reconciler) elected() temporal.Day {
	if r.Matching.Elected != 0 {
		return r.Matching.Elected
	}
	return r.Held.Parliament.Election
}

// seat gives a new tenure its labels. One without a day holds from the first
// day on, provisionally; of days without a label it is not known.
func (r *reconciler) seat(s *sheet, t *models.Tenure, c *sighting) {
	span := models.Affiliation{Person: s.person, Axis: models.Designation, Value: models.UnknownValue, Basis: models.Stated,
		Period: t.Period, Cited: models.Cited{State: models.Provisional, Citations: r.cites(c)}}
	s.put(span)
	span.Axis, span.Basis = models.Caucus, models.Implied
	s.put(span)
	for _, axis := range models.Axes {
		for _, l := range r.said[matterOf{s.person, models.Matter(axis)}] {
			p, ok := l.Period.Intersect(t.Period)
			if !ok || !r.speaksOf(axis) || r.rejects(&l.Claim) || axis != models.Designation && !r.ripe(l) {
				continue
			}
			r.label(s, axis, l, p)
		}
	}
}

// label gives a new tenure what a source says of it on an axis.
func (r *reconciler) label(s *sheet, axis models.Axis, l *sighting, p temporal.Period) {
	if held := s.spanOn(axis, p.From); axis == models.Party && held != nil && held.Value == l.Value {
		return // it went on over the election, or since the person sat before
	}
	span := models.Affiliation{Person: s.person, Axis: axis, Value: l.Value, Basis: models.Stated, Period: p,
		Cited: models.Cited{State: models.Provisional, Citations: r.cites(l)}}
	if l.Dated() && r.may.datesLabels && r.ripe(l) {
		span.State = models.Confirmed
	}
	s.put(span)
	if axis == models.Designation {
		span.Axis, span.Value, span.Basis = models.Caucus, r.Held.Implies(l.Value.Organization, models.Caucus), models.Implied
		s.put(span)
	}
}
