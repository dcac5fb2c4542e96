package tables

import (
	"cmp"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// act is one thing that happens on a day. Tables are read in any order; acts
// are done in the order of time, so that each finds what those before it left.
type act struct {
	on   temporal.Day
	rank int // of acts on one day: ends, then elections, then changes
	do   func()
}

const (
	ends = iota
	elections
	changes
)

func (b *book) run(list []act) {
	slices.SortStableFunc(list, func(x, y act) int { return cmp.Or(cmp.Compare(x.on, y.on), x.rank-y.rank) })
	for _, a := range list {
		a.do()
	}
}

func (b *book) acts(s *shelf) (list []act) {
	for _, p := range b.current.Parliaments {
		if p.House == house && !p.Dissolution.IsZero() {
			list = append(list, act{p.Dissolution.Add(1), ends, func() { b.dissolve(p) }})
		}
	}
	for _, t := range s[winnersTable] {
		list = append(list, b.winners(t)...)
	}
	firstVacant := readSeatDates(s[seatDateTable])
	for _, t := range s[seatTable] {
		b.each(t, func(r row) { list = append(list, b.seatActs(r, firstVacant)...) })
	}
	for _, t := range s[changeTable] {
		b.each(t, func(r row) { list = append(list, b.changeActs(r)...) })
	}
	return list
}

// dissolve ends every tenure that a dissolution finds, and with it the label
// and the caucus. The party goes on.
func (b *book) dissolve(p models.Parliament) {
	to := p.Dissolution.Add(1)
	for _, key := range b.tenures.order {
		t := b.tenures.byKey[key]
		if t.House != house || t.Parliament != p.Number || !t.Open() && !b.touched[t.Person] {
			continue
		}
		if t.Open() {
			t.To, t.EndCause = to, models.ByDissolution
			also(&t.Cited, "", p.Citations...)
			b.putTenure(t)
		}
		if t.EndCause == models.ByDissolution {
			b.stop(t.Person, models.Designation, to, p.Citations...)
			b.stop(t.Person, models.Caucus, to, p.Citations...)
		}
	}
}

// settle ends the party of those whom an election did not return: of them
// nothing more is said.
func (b *book) settle(next models.Parliament) {
	for _, key := range b.tenures.order {
		t := b.tenures.byKey[key]
		if t.House == house && t.Parliament == next.Number-1 && t.EndCause == models.ByDissolution && !b.returned(t.Person, next) {
			b.stop(t.Person, models.Party, next.Election, next.Citations...)
		}
	}
}

func (b *book) returned(p models.PersonID, in models.Parliament) bool {
	return slices.ContainsFunc(b.sat[p], func(id models.TenureID) bool {
		t := b.tenures.byKey[string(id)]
		return t.Parliament == in.Number && t.From == in.Election
	})
}
