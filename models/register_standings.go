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

// deltas lists what every tenure and every spell inside a tenure adds and
// takes. Filled counts seats; the values count members, so that somebody with
// two seats counts once.
func (r *Register) deltas(house, axis uint8) []delta {
	var out []delta
	span := func(p temporal.Period, d delta) {
		if !p.Valid() {
			return
		}
		d.day = p.From
		out = append(out, d)
		if p.To != 0 {
			d.day, d.filled, d.seats, d.provisional, d.uncertain = p.To, -d.filled, -d.seats, -d.provisional, -d.uncertain
			out = append(out, d)
		}
	}
	for i := range r.people {
		sits := r.sittingPeriods(int32(i), house, func(p temporal.Period) { span(p, delta{filled: 1}) })
		for _, p := range sits {
			r.eachValue(int32(i), axis, p, span)
		}
		for _, t := range r.termsOfPerson(int32(i)) {
			if t.house == house && t.endWindow != 0 {
				v := r.placeOf(int32(i), t.endWindow).values[axis]
				span(temporal.Period{From: t.endWindow, To: t.to}, delta{value: v, uncertain: 1})
			}
		}
	}
	return out
}

// sittingPeriods returns the periods in which a person sits, joined where
// tenures overlap or meet, and calls each for every single tenure.
func (r *Register) sittingPeriods(i int32, house uint8, each func(temporal.Period)) []temporal.Period {
	var out []temporal.Period
	for _, t := range r.termsOfPerson(i) {
		if t.house != house {
			continue
		}
		p := t.period()
		each(p)
		if n := len(out); n > 0 && (out[n-1].Overlaps(p) || out[n-1].Meets(p)) {
			out[n-1].To = temporal.LaterEnd(out[n-1].To, p.To)
			continue
		}
		out = append(out, p)
	}
	return out
}

// eachValue splits a period in which a person sits by the values on an axis;
// days that no spell covers are unknown.
func (r *Register) eachValue(i int32, axis uint8, p temporal.Period, emit func(temporal.Period, delta)) {
	at := p.From
	spells := r.spellsOfPerson(i)
	for n := range spells {
		s := &spells[n]
		cut, ok := s.period().Intersect(temporal.Period{From: at, To: p.To})
		if s.axis != axis || !ok {
			continue
		}
		emit(temporal.Period{From: at, To: cut.From}, delta{value: packedUnknown, seats: 1})
		d := delta{value: s.value, seats: 1}
		if s.flags&flagProvisional != 0 {
			d.provisional = 1
		}
		emit(cut, d)
		if n+1 < len(spells) && spells[n+1].axis == axis && spells[n+1].window != 0 && spells[n+1].from == s.to {
			if w, ok := cut.Intersect(temporal.Period{From: spells[n+1].window, To: s.to}); ok {
				emit(w, delta{value: s.value, uncertain: 1})
			}
		}
		if cut.To == 0 {
			return
		}
		at = cut.To
	}
	if p.To == 0 || at < p.To {
		emit(temporal.Period{From: at, To: p.To}, delta{value: packedUnknown, seats: 1})
	}
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
