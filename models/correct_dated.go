package models

import "caucus/models/temporal"

// Dated tells which of the beliefs that one revision closed had not been wrong,
// though a day of theirs is another now: a change or the end of a seat that was
// seen, and not dated, got its day inside the window in which it was known to
// lie. What was held before such a change ends on its day, and what was held
// with the seat ends with it; that corrects nothing either. Closed and opened
// are the facts of that revision, of any kind.
func Dated(closed, opened []Fact) map[Ref]bool {
	d := dated{moves: map[boundary]temporal.Day{}, ends: map[boundary]temporal.Day{}}
	for _, f := range opened {
		switch f := f.(type) {
		case Affiliation:
			d.spans = append(d.spans, f)
		case Tenure:
			d.tenures = append(d.tenures, f)
		}
	}
	for _, f := range closed {
		switch f := f.(type) {
		case Affiliation:
			d.resolve(&f)
		case Tenure:
			d.resolveEnd(&f)
		}
	}
	only := map[Ref]bool{}
	for _, f := range closed {
		switch b := f.(type) {
		case Affiliation:
			only[RefOf(f)] = d.only(&b)
		case Tenure:
			only[RefOf(f)] = d.onlyEnd(&b)
		}
	}
	return only
}

// boundary is the day on which something begins or ends for a person, on an
// axis, or all of it with a seat.
type boundary struct {
	person PersonID
	axis   Axis // empty for a seat
	day    temporal.Day
}

// dated is what a revision opened, and the days that it found to be others.
type dated struct {
	spans   []Affiliation
	tenures []Tenure
	moves   map[boundary]temporal.Day // first days of spells, which are the ends of those before
	ends    map[boundary]temporal.Day // ends of seats
}

// resolve notes the day of a change that was only seen.
func (d *dated) resolve(b *Affiliation) {
	for i := range d.spans {
		a := &d.spans[i]
		if b.Window != nil && a.Window == nil && a.goesOn(b) && b.Window.From <= a.From && a.From <= b.From {
			d.moves[boundary{b.Person, b.Axis, b.From}] = a.From
		}
	}
}

// goesOn reports whether a spell says what another did of the same person and
// axis. One that said that nothing is known said nothing.
func (f *Affiliation) goesOn(other *Affiliation) bool {
	return f.Person == other.Person && f.Axis == other.Axis && !unsaidValue(other.Value, f.Value) && f.State != Reported && other.State != Reported
}

func (d *dated) resolveEnd(b *Tenure) {
	for i := range d.tenures {
		a := &d.tenures[i]
		if a.ID == b.ID && b.EndWindow != nil && a.EndWindow == nil && a.To != 0 && b.EndWindow.From <= a.To && a.To <= b.To {
			d.ends[boundary{b.Person, "", b.To}] = a.To
		}
	}
}

// only reports whether a spell goes on with no other days than those found.
func (d *dated) only(b *Affiliation) bool {
	for i := range d.spans {
		a := &d.spans[i]
		begins := a.From == b.From || a.From == d.moves[boundary{b.Person, b.Axis, b.From}]
		ends := b.To == 0 || a.To == b.To || a.To != 0 && (a.To == d.moves[boundary{b.Person, b.Axis, b.To}] || a.To == d.ends[boundary{b.Person, "", b.To}])
		if a.goesOn(b) && begins && ends {
			return true
		}
	}
	return false
}

func (d *dated) onlyEnd(b *Tenure) bool {
	for i := range d.tenures {
		a := d.tenures[i]
		if a.ID == b.ID && a.To != 0 && a.To == d.ends[boundary{b.Person, "", b.To}] {
			b.To = a.To
			return !Corrects(*b, a)
		}
	}
	return false
}
