package models

import (
	"slices"

	"caucus/models/temporal"
)

// Span is one spell of a timeline: a value that held over a period.
type Span struct {
	ID         AffiliationID // of the belief with which the spell begins
	Value      Value
	Basis      Basis // stated if any part of the spell is
	State      State // the weakest of its parts
	Window     Window
	Citations  []Citation
	Note       string
	RecordedIn int // the newest revision that opened a part
	temporal.Period
}

// Timeline is what held of a person on one axis: spans by start, none of which
// overlap.
type Timeline []Span

// Coalesce joins neighbours with equal values. The argument must be sorted by
// start and free of overlaps; it is not changed.
func Coalesce(spans []Span) Timeline {
	out := make(Timeline, 0, len(spans))
	for i := range spans {
		out = out.with(&spans[i])
	}
	return out
}

// with appends a span, or joins it with its neighbour.
func (t Timeline) with(s *Span) Timeline {
	n := len(t)
	if n == 0 || t[n-1].Value != s.Value || !t[n-1].Meets(s.Period) {
		return append(t, *s)
	}
	t[n-1] = join(t[n-1], *s)
	return t
}

// join extends a by its neighbour b.
func join(a, b Span) Span {
	a.To = b.To
	if b.Basis == Stated {
		a.Basis = Stated
	}
	if b.State == Provisional {
		a.State = Provisional
	}
	a.RecordedIn = max(a.RecordedIn, b.RecordedIn)
	joined := slices.Clip(a.Citations)
	for _, c := range b.Citations {
		if !slices.Contains(joined, c) {
			joined = append(joined, c)
		}
	}
	a.Citations = joined
	return a
}

// At returns the span that holds on a day.
func (t Timeline) At(on temporal.Day) (Span, bool) {
	for _, s := range t {
		if s.Contains(on) {
			return s, true
		}
	}
	return Span{}, false
}

// ValueAt returns the value on a day, which is unknown where no span holds.
func (t Timeline) ValueAt(on temporal.Day) Value {
	if s, ok := t.At(on); ok {
		return s.Value
	}
	return UnknownValue
}

// Step is a boundary of a timeline: the day on which the value became another.
type Step struct {
	On       temporal.Day
	From, To Value
}

// Steps lists the days inside a period on which the value differs from that of
// the day before. Gaps count as unknown.
func (t Timeline) Steps(within temporal.Period) []Step {
	var steps []Step
	for _, s := range t {
		for _, d := range [...]temporal.Day{s.From, s.To} {
			if d <= within.From || !within.Contains(d) {
				continue
			}
			before, after := t.ValueAt(d-1), t.ValueAt(d)
			if before != after && !slices.ContainsFunc(steps, func(x Step) bool { return x.On == d }) {
				steps = append(steps, Step{On: d, From: before, To: after})
			}
		}
	}
	return steps
}
