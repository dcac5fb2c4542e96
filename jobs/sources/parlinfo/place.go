package parlinfo

import (
	"cmp"
	"fmt"
	"slices"
)

// chair is a riding in one parliament: its places follow one another in time.
type chair struct {
	riding     *riding
	parliament int
}

// sitting is a tenure with its holder.
type sitting struct {
	*tenure
	m *member
}

// place gives each tenure a place in its riding: the lowest that is free, in
// the order of first days and then of ParlInfo ids.
func (d *deriver) place(members []*member) {
	held := map[chair][]sitting{}
	for _, m := range members {
		for _, t := range m.tenures {
			c := chair{t.riding, t.parliament.Number}
			held[c] = append(held[c], sitting{t, m})
		}
	}
	for c, list := range held {
		slices.SortFunc(list, func(a, b sitting) int { return cmp.Or(int(a.From)-int(b.From), a.m.id-b.m.id) })
		places := 1
		if d.reviewed.two[[2]int{c.riding.key.id, c.parliament}] {
			places = 2
		}
		for i, s := range list {
			d.seatIn(s, list[:i], places)
		}
	}
}

// seatIn finds a place beside those who came before. A seat that passes from
// one to another on one day is the newcomer's from that day. Where the source
// gives one seat to two people for longer both are kept, the second in place
// 2; where even that is taken the tenure is left out.
func (d *deriver) seatIn(s sitting, before []sitting, places int) {
	taken := map[int]sitting{}
	for _, b := range before {
		if b.place != 0 && b.Overlaps(s.Period) {
			taken[b.place] = b
		}
	}
	for p := 1; p <= places; p++ {
		if _, ok := taken[p]; !ok {
			s.place = p
			return
		}
	}
	for p := 1; p <= places; p++ {
		if b := taken[p]; b.LastDay() == s.From && b.From < s.From {
			d.heldTwice(s, b, "passes on one day; the newcomer's from that day")
			b.To, s.place = s.From, p
			return
		}
	}
	if _, ok := taken[2]; !ok && places == 1 {
		s.place = 2
		d.heldTwice(s, taken[1], "both are kept")
		return
	}
	d.heldTwice(s, taken[1], "the tenure is left out")
}

func (d *deriver) heldTwice(s, b sitting, done string) {
	c := s.claims[0]
	d.fault(SeatHeldTwice, c.doc, c.doc.locator(c.Role), fmt.Sprintf("%s %s is also held by person %d %s: %s",
		d.places[s.claims[0].Organization].name.En, spell(s.Period), b.m.id, spell(b.Period), done))
}
