package models

import "caucus/models/temporal"

// Standing is what holds of a person on one day. For someone who does not sit
// that day Tenure is nil, designation and caucus are unknown, and only the
// party may be told.
type Standing struct {
	On          temporal.Day
	Tenure      *Tenure // without citations and note, which [Register.Tenures] tells
	Designation Value
	Caucus      Value
	Party       Value
	State       State         // the weakest of what the standing rests on
	Uncertain   []Uncertainty // empty unless the day lies inside a window
}

// Sitting reports whether the person holds a seat.
func (s Standing) Sitting() bool { return s.Tenure != nil }

// Value returns the value on an axis.
func (s Standing) Value(a Axis) Value {
	switch a {
	case Designation:
		return s.Designation
	case Caucus:
		return s.Caucus
	default:
		return s.Party
	}
}

// Uncertainty says that on this day a change may already have happened whose
// day nobody knows: it was first seen on the day on which Window ends.
type Uncertainty struct {
	Axis   Axis // empty if it is the seat that may already have been vacant
	Window temporal.Period
	Other  Value // the value that may already have held; unknown for a seat
}

// Vacant reports whether it is the seat that may already have been vacant.
func (u Uncertainty) Vacant() bool { return u.Axis == "" }
