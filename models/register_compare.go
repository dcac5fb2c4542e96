package models

import (
	"cmp"
	"slices"

	"caucus/models/temporal"
)

// CompareQuery asks how a House stood on two days, and what lay between.
type CompareQuery struct {
	House    HouseID
	Axis     Axis
	From, To temporal.Day
	Kinds    []ChangeKind // none means all, who took or left a seat among them
	After    ChangeKey    // the last change of the page before
	Limit    int          // of changes; 0 means no limit
}

// Comparison is a House on two days, with one page of the changes that lead
// from one to the other: those that took effect after the first day, up to the
// second.
type Comparison struct {
	From, To    Standings
	Differences []Difference // every value of either day, in the order of the reviewed list
	ChangesAnswer
}

// Difference is how many members had a value on each of two days.
type Difference struct {
	Value    Value
	From, To int
}

// Change is by how many members the second day has more; negative if it has
// fewer.
func (d Difference) Change() int { return d.To - d.From }

// Compare answers a query. The members with a value on the first day, and what
// each change did to them, give those of the second, with two exceptions: what
// befell an organization is one change, whatever the number of its members; and
// a step to or from unknown is no change.
func (r *Register) Compare(q CompareQuery) Comparison {
	kinds := q.Kinds
	if len(kinds) == 0 {
		kinds = ChangeKinds[:]
	}
	c := Comparison{
		From: r.Standings(q.House, q.Axis, q.From),
		To:   r.Standings(q.House, q.Axis, q.To),
		ChangesAnswer: r.Changes(ChangesQuery{
			House: q.House, Period: temporal.Period{From: q.From + 1, To: q.To + 1}, Kinds: kinds, After: q.After, Limit: q.Limit,
		}),
	}
	c.Differences = r.differences(c.From.Rows, c.To.Rows)
	return c
}

func (r *Register) differences(from, to []StandingsRow) []Difference {
	out := make([]Difference, 0, len(from)+len(to))
	at := func(v Value) *Difference {
		i := slices.IndexFunc(out, func(d Difference) bool { return d.Value == v })
		if i < 0 {
			i = len(out)
			out = append(out, Difference{Value: v})
		}
		return &out[i]
	}
	for _, row := range from {
		at(row.Value).From = row.Seats
	}
	for _, row := range to {
		at(row.Value).To = row.Seats
	}
	slices.SortFunc(out, func(a, b Difference) int {
		x, y := r.packValue(a.Value), r.packValue(b.Value)
		return cmp.Or(cmp.Compare(r.orderOf(x), r.orderOf(y)), cmp.Compare(x, y))
	})
	return out
}
