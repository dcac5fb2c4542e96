package models

import (
	"cmp"
	"slices"

	"caucus/models/temporal"
)

// delta is what a day adds to a count.
type delta struct {
	day                                   temporal.Day
	value                                 value
	filled, seats, provisional, uncertain int16
}

// indexStandings counts the House on every day on which a count changes.
func (r *Register) indexStandings(house int) {
	h := r.houses[house]
	h.known = make([]int, len(h.parliaments))
	for n, terms := range h.terms {
		seats := map[[2]int32]bool{}
		for _, at := range terms {
			seats[[2]int32{r.terms[at].riding, int32(r.terms[at].place)}] = true
		}
		h.known[n] = len(seats)
	}
	for axis := range h.boards {
		h.boards[axis] = r.sweep(r.deltas(uint8(house), uint8(axis)))
	}
}

// deltas lists what every member adds to the counts and takes from them, on the
// days on which something of the member changes.
func (r *Register) deltas(house, axis uint8) []delta {
	var out []delta
	var days []temporal.Day
	for i := range r.people {
		days = r.turns(days[:0], int32(i), house, axis)
		var before delta
		for _, day := range days {
			now := r.tally(int32(i), house, axis, day)
			if now != before {
				out = append(out, before.taken(day), now.on(day))
			}
			before = now
		}
	}
	return out
}

// turns appends the days on which what a person adds to a count may change.
func (r *Register) turns(days []temporal.Day, i int32, house, axis uint8) []temporal.Day {
	for _, t := range r.termsOfPerson(i) {
		if t.house == house {
			days = append(days, t.from, t.to, t.endWindow)
		}
	}
	if len(days) == 0 {
		return days
	}
	for _, s := range r.spellsOfPerson(i) {
		if s.axis == axis {
			days = append(days, s.from, s.to, s.window)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	return slices.DeleteFunc(days, temporal.Day.IsZero)
}

// tally is what a person adds to the counts on a day. Filled counts seats; the
// rest counts members, so that somebody with two seats counts once.
func (r *Register) tally(i int32, house, axis uint8, on temporal.Day) delta {
	var d delta
	for _, t := range r.termsOfPerson(i) {
		if t.house == house && t.period().Contains(on) {
			d.filled++
		}
	}
	if d.filled == 0 {
		return d
	}
	p := r.placeOf(i, on)
	d.seats, d.value = 1, p.values[axis]
	flags := p.term.flags
	if s := p.at[axis]; s != nil {
		flags |= s.flags
	}
	if flags&flagProvisional != 0 {
		d.provisional = 1
	}
	if p.leaving(on) || p.perhaps(int(axis), on) != nil {
		d.uncertain = 1
	}
	return d
}

func (d delta) on(day temporal.Day) delta {
	d.day = day
	return d
}

func (d delta) taken(day temporal.Day) delta {
	return delta{day, d.value, -d.filled, -d.seats, -d.provisional, -d.uncertain}
}

// sweep adds deltas up, day by day.
func (r *Register) sweep(deltas []delta) board {
	slices.SortFunc(deltas, func(a, b delta) int { return cmp.Compare(a.day, b.day) })
	counts := make([]boardRow, len(r.organizations)+int(packedFirst))
	for i := range counts {
		counts[i].value = value(i)
	}
	var b board
	var filled int16
	for n := 0; n < len(deltas); {
		day := deltas[n].day
		for ; n < len(deltas) && deltas[n].day == day; n++ {
			d := &deltas[n]
			filled += d.filled
			c := &counts[d.value]
			c.seats, c.provisional, c.uncertain = c.seats+d.seats, c.provisional+d.provisional, c.uncertain+d.uncertain
		}
		start := len(b.rows)
		for _, c := range counts {
			if c.seats > 0 {
				b.rows = append(b.rows, c)
			}
		}
		slices.SortFunc(b.rows[start:], r.compareRows)
		b.days = append(b.days, day)
		b.filled = append(b.filled, filled)
		b.ends = append(b.ends, uint32(len(b.rows)))
	}
	b.rows, b.days, b.filled, b.ends = slices.Clone(b.rows), slices.Clone(b.days), slices.Clone(b.filled), slices.Clone(b.ends)
	return b
}

// compareRows puts the most seats first, then the order of the reviewed list;
// none and unknown come last.
func (r *Register) compareRows(a, b boardRow) int {
	return cmp.Or(cmp.Compare(b.seats, a.seats), cmp.Compare(r.orderOf(a.value), r.orderOf(b.value)), cmp.Compare(a.value, b.value))
}

func (r *Register) orderOf(v value) int {
	if v < packedFirst {
		return 1 << 20
	}
	return r.organizations[v-packedFirst].Order
}
