package models

import "caucus/models/temporal"

// affiliations: at most one value per person, axis and day, and none that an
// axis cannot have.
func (c *checker) affiliations() {
	var before Affiliation
	for _, a := range c.f.Affiliations {
		if a.State == Reported {
			continue
		}
		if before.Person == a.Person && before.Axis == a.Axis && before.Overlaps(a.Period) {
			c.broken("%s has two values on the %s axis: %s (%s) and %s (%s)", a.Person, a.Axis, before.ID, before.Period, a.ID, a.Period)
		}
		c.axisValue(a)
		if a.Window != nil && (a.Window.From >= a.From || before.Person != a.Person || before.Axis != a.Axis ||
			before.To != a.From || a.Window.From <= before.From) {
			c.broken("affiliation %s has a window from %s that does not lie in the spell before it", a.ID, a.Window.From)
		}
		before = a
	}
}

// axisValue: a label is no caucus, and only parties stand on the party axis.
func (c *checker) axisValue(a Affiliation) {
	o, ok := c.r.Organization(a.Value.Organization)
	if !ok {
		return
	}
	if a.Axis == Caucus && (o.Type == LabelKind || o.CaucusValue == HasNone) {
		c.broken("affiliation %s has %s, which has no caucus, as its caucus", a.ID, o.ID)
	}
	if a.Axis == Party && o.Type != PartyKind {
		c.broken("affiliation %s has %s, which is no party, as its party", a.ID, o.ID)
	}
}

// coverage: designation and caucus are told for every day of every tenure and
// for no other day. Days told as unknown are exceptions, with what the source
// lacks.
func (c *checker) coverage() {
	for i := range c.r.people {
		sits := c.sits(int32(i))
		for axis := range uint8(axisParty) {
			c.covered(int32(i), axis, sits)
		}
	}
}

// sits returns the periods in which a person sits, joined where tenures overlap
// or meet.
func (c *checker) sits(i int32) []temporal.Period {
	var out []temporal.Period
	for h := range c.r.houses {
		for _, t := range c.r.termsOfPerson(i) {
			p, n := t.period(), len(out)
			switch {
			case int(t.house) != h:
			case n > 0 && (out[n-1].Overlaps(p) || out[n-1].Meets(p)):
				out[n-1].To = temporal.LaterEnd(out[n-1].To, p.To)
			default:
				out = append(out, p)
			}
		}
	}
	return out
}

func (c *checker) covered(i int32, axis uint8, sits []temporal.Period) {
	p := c.r.people[i]
	at := make([]temporal.Day, len(sits)) // first day of each period that is not yet told
	for n := range sits {
		at[n] = sits[n].From
	}
	for _, s := range c.r.spellsOfPerson(i) {
		if s.axis != axis {
			continue
		}
		inside := false
		for n, sit := range sits {
			if s.from >= sit.From && endOrOpen(s.to) <= endOrOpen(sit.To) {
				inside = true
				if s.from > at[n] {
					c.broken("%s has no %s from %s to %s", p.ID, packedAxes[axis], at[n], s.from-1)
				}
				at[n] = endOrOpen(s.to)
			}
		}
		if !inside {
			c.broken("%s has a %s (%s) outside every tenure", p.ID, packedAxes[axis], s.period())
		}
		if axis == axisDesignation && s.value == packedUnknown {
			c.Findings.Exceptions = append(c.Findings.Exceptions, Exception{
				Person: p.ID, Name: p.Name.Full, Period: s.period(), Cause: c.r.note(s.id, s.flags),
			})
		}
	}
	for n, sit := range sits {
		if at[n] < endOrOpen(sit.To) {
			c.broken("%s has no %s from %s on", p.ID, packedAxes[axis], at[n])
		}
	}
}
