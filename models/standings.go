package models

import "caucus/models/temporal"

// Standings are the seat counts of a House on one day.
type Standings struct {
	House      HouseID
	On         temporal.Day
	Axis       Axis
	Parliament int // 0 before the first election; after a dissolution the one dissolved
	Status     HouseStatus
	Seats      int            // by law; 0 if not known
	Filled     int            // seats held
	Vacant     int            // seats of the parliament that nobody holds
	Majority   int            // seats needed for one; 0 if Seats is
	Promised   bool           // the day is one on which filled plus vacant must equal the seats by law
	Balanced   bool           // they are equal
	Unbalanced []PersonID     // who holds the seats that do not add up
	Rows       []StandingsRow // most seats first, then in the order of the reviewed list
}

// StandingsRow counts the members with one value on the axis.
type StandingsRow struct {
	Value           Value
	Seats           int
	Provisional     int // of them whose seat or value rests on a provisional belief
	Uncertain       int // of them on a day inside a window
	ShortOfMajority int // 0 with a majority
}

// board holds the counts of a House on one axis: one block per day on which
// they changed, each pointing to its rows.
type board struct {
	days   []temporal.Day
	filled []int16
	ends   []uint32 // block n is rows[ends[n-1]:ends[n]]
	rows   []boardRow
}

type boardRow struct {
	value                         value
	seats, provisional, uncertain int16
}

// Standings counts a House on a day. On a day without members the rows are
// empty and Status says why.
func (r *Register) Standings(id HouseID, axis Axis, on temporal.Day) Standings {
	s := Standings{House: id, On: on, Axis: axis, Status: HouseNotYet, Unbalanced: []PersonID{}, Rows: []StandingsRow{}}
	i := r.houseAt(id)
	if i < 0 {
		return s
	}
	h := r.houses[i]
	if s.Seats = h.seatsByLaw(on); s.Seats > 0 {
		s.Majority = s.Seats/2 + 1
	}
	n := h.last(on)
	if n < 0 {
		return s
	}
	p := &h.parliaments[n]
	s.Parliament, s.Status = p.Number, HouseSitting
	if p.Dissolution != 0 && on > p.Dissolution {
		s.Status, s.Vacant, s.Balanced = HouseDissolved, s.Seats, true
		s.Promised = s.Seats > 0 && on >= h.House.Balanced // all are vacant, and add up
		return s
	}
	r.fill(&s, h, n)
	return s
}

func (r *Register) fill(s *Standings, h *houseIndex, parliament int) {
	b := &h.boards[boardOf(s.Axis)]
	if n := b.block(s.On); n >= 0 {
		s.Filled = int(b.filled[n])
		s.Rows = make([]StandingsRow, 0, b.ends[n]-b.start(n))
		for _, row := range b.rows[b.start(n):b.ends[n]] {
			s.Rows = append(s.Rows, StandingsRow{
				Value: r.unpackValue(row.value), Seats: int(row.seats), Provisional: int(row.provisional),
				Uncertain: int(row.uncertain), ShortOfMajority: max(0, s.Majority-int(row.seats)),
			})
		}
	}
	s.Vacant = h.known[parliament] - s.Filled
	s.Promised = s.On >= h.House.Balanced
	s.Balanced = s.Filled+s.Vacant == s.Seats
	if s.Promised && !s.Balanced {
		s.Unbalanced = r.unbalanced(h, parliament, s.On)
	}
}

// unbalanced lists who, on a day, holds a seat that another member of the same
// parliament holds beside it, or did at its election: the members of whom the
// seats by law leave room for fewer.
func (r *Register) unbalanced(h *houseIndex, parliament int, on temporal.Day) []PersonID {
	out := []PersonID{}
	for _, at := range h.terms[parliament] {
		t := &r.terms[at]
		if t.period().Contains(on) && t.place > 1 {
			out = append(out, r.people[t.person].ID)
		}
	}
	return out
}

// boardOf is the place of an axis among the boards.
func boardOf(a Axis) int {
	for i, x := range packedAxes {
		if x == a {
			return i
		}
	}
	return axisDesignation
}

// block returns the newest block on or before a day, or -1.
func (b *board) block(on temporal.Day) int {
	lo, hi := 0, len(b.days)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if b.days[mid] <= on {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

func (b *board) start(n int) uint32 {
	if n == 0 {
		return 0
	}
	return b.ends[n-1]
}
