package models

import "caucus/models/temporal"

// ClaimState tells how what a source says stands to what the register holds.
type ClaimState string

const (
	ClaimBelieved    ClaimState = "believed"    // the register holds the same
	ClaimRejected    ClaimState = "rejected"    // it was decided that this is not to be believed
	ClaimBehind      ClaimState = "behind"      // the register held it too, and holds something newer now
	ClaimWaiting     ClaimState = "waiting"     // it was seen once, or the register holds nothing there yet
	ClaimContradicts ClaimState = "contradicts" // it was seen twice, and the register holds something else
	ClaimGone        ClaimState = "gone"        // the source no longer says so
)

// ClaimStates lists them.
var ClaimStates = [...]ClaimState{
	ClaimBelieved, ClaimRejected, ClaimBehind, ClaimWaiting, ClaimContradicts, ClaimGone,
}

// Weighed is a claim beside what the register holds in its place.
type Weighed struct {
	State  ClaimState
	Why    string  // in one plain sentence
	Span   *Span   // what is held on an axis; nil if nothing is
	Tenure *Tenure // what is held of the seat; nil if nothing is
}

// Weigh compares what a source says with what the register holds on a day, which
// is that of the question: today. Days of sightings are those of the House.
func (r *Register) Weigh(c *Claim, house HouseID, today temporal.Day) Weighed {
	w := Weighed{}
	var same, had bool
	if c.About == AboutSeat {
		w.Tenure, same, had = r.weighSeat(c, today)
	} else {
		w.Span, same, had = r.weighValue(c, house, today)
	}
	switch {
	case c.Gone != 0:
		w.State = ClaimGone
	case same:
		w.State = ClaimBelieved
	case r.Rejects(c.Said()):
		w.State = ClaimRejected
	case had:
		w.State = ClaimBehind
	case c.SecondSeen == 0 || !w.held():
		w.State = ClaimWaiting
	default:
		w.State = ClaimContradicts
	}
	w.Why = r.why(c, &w)
	return w
}

// held reports whether anything is held that the claim could contradict.
func (w *Weighed) held() bool {
	return w.Tenure != nil || w.Span != nil && !w.Span.Value.IsUnknown()
}

// Rejects reports whether it was decided that what is said is not to be
// believed.
func (r *Register) Rejects(s Said) bool { return r.rejected[NewRejectionID(s)] }

// Sources lists every source, by id. The caller must not change it.
func (r *Register) Sources() []Source { return r.book.sources }

// weighValue finds the spell that stands in the place of what a source says on
// an axis, and tells whether it says the same, or did when that was first seen.
func (r *Register) weighValue(c *Claim, house HouseID, today temporal.Day) (held *Span, same, had bool) {
	t := r.Timeline(c.Person, Axis(c.About))
	if held = t.last(today); held == nil {
		return nil, false, false
	}
	if c.Dated() {
		if s, ok := t.At(c.Period.From); ok && s.Value == c.Value && s.From == c.Period.From {
			return &s, s.To == c.Period.To, c.Period.Open() && s.To != 0
		}
		return held, false, false
	}
	h, _ := r.House(house)
	seen, err := c.FirstSeen.DayIn(h.TimeZone)
	return held, held.Value == c.Value, err == nil && t.ValueAt(seen) == c.Value
}

// last is the spell that holds on a day, or the last that did before.
func (t Timeline) last(on temporal.Day) *Span {
	for i := len(t) - 1; i >= 0; i-- {
		if t[i].From <= on {
			return &t[i]
		}
	}
	return nil
}

// weighSeat is weighValue for a seat: the tenure of that riding and first day, or
// else the last one. A source that names no end of a seat that has ended has not
// followed yet.
func (r *Register) weighSeat(c *Claim, today temporal.Day) (held *Tenure, same, had bool) {
	tenures := r.Tenures(c.Person)
	for i := range tenures {
		t := &tenures[i]
		if t.From <= today {
			held = t
		}
		if t.Riding == c.Riding && (t.From == c.Period.From || !c.Dated() && t.Contains(today)) {
			return t, t.To == c.Period.To, c.Period.Open() && t.To != 0
		}
	}
	return held, false, false
}
