package models

import (
	"slices"
	"sort"

	"caucus/models/temporal"
)

// houseIndex is a House with what is sorted by its days.
type houseIndex struct {
	House
	parliaments []Parliament // by number
	seats       []Seats      // by start
	terms       [][]int32    // of each parliament, by start
	byName      [][]int32    // the same, in the order of the members' names
	known       []int        // seats of each parliament: the places of ridings that anybody held in it
	boards      [len(Axes)]board
}

func (h *houseIndex) parliamentIndex(number int) int {
	return slices.IndexFunc(h.parliaments, func(p Parliament) bool { return p.Number == number })
}

func (h *houseIndex) parliament(number int) *Parliament {
	if i := h.parliamentIndex(number); i >= 0 {
		return &h.parliaments[i]
	}
	return nil
}

// last returns the place of the newest parliament elected on or before a day,
// or -1.
func (h *houseIndex) last(on temporal.Day) int {
	return sort.Search(len(h.parliaments), func(i int) bool { return h.parliaments[i].Election > on }) - 1
}

func (h *houseIndex) seatsByLaw(on temporal.Day) int {
	i := sort.Search(len(h.seats), func(i int) bool { return h.seats[i].From > on }) - 1
	if i < 0 {
		return 0
	}
	return h.seats[i].Seats
}

// HouseStatus tells whether a House has members.
type HouseStatus string

const (
	HouseSitting   HouseStatus = "sitting"   // from election day to the day of dissolution
	HouseDissolved HouseStatus = "dissolved" // after it, and until the next election
	HouseNotYet    HouseStatus = "not_yet_elected"
)

// ParliamentOn returns the parliament of a House on a day and whether it lasts:
// on a dissolved day it is the parliament that was dissolved. Before the first
// election it is nil.
func (r *Register) ParliamentOn(id HouseID, on temporal.Day) (*Parliament, HouseStatus) {
	h := r.houseAt(id)
	if h < 0 {
		return nil, HouseNotYet
	}
	i := r.houses[h].last(on)
	if i < 0 {
		return nil, HouseNotYet
	}
	p := &r.houses[h].parliaments[i]
	if p.Dissolution != 0 && on > p.Dissolution {
		return p, HouseDissolved
	}
	return p, HouseSitting
}

// Parliament returns a parliament by its number.
func (r *Register) Parliament(id HouseID, number int) (*Parliament, bool) {
	h := r.houseAt(id)
	if h < 0 {
		return nil, false
	}
	p := r.houses[h].parliament(number)
	return p, p != nil
}

// Parliaments lists the parliaments of a House, by number. The caller must not
// change it.
func (r *Register) Parliaments(id HouseID) []Parliament {
	if h := r.houseAt(id); h >= 0 {
		return r.houses[h].parliaments
	}
	return nil
}

// Members lists the people who sit in a House on a day, by name.
func (r *Register) Members(id HouseID, on temporal.Day) []PersonID {
	var out []PersonID
	for _, place := range r.sitting(id, on) {
		out = append(out, r.people[r.byRank[place]].ID)
	}
	return out
}

// sitting lists the sitting members by their places in the order of names.
func (r *Register) sitting(id HouseID, on temporal.Day) []int32 {
	h := r.houseAt(id)
	if h < 0 {
		return nil
	}
	i := r.houses[h].last(on)
	if i < 0 {
		return nil
	}
	places := make([]int32, 0, len(r.houses[h].byName[i]))
	for _, at := range r.houses[h].byName[i] {
		if t := &r.terms[at]; t.period().Contains(on) {
			places = append(places, r.rank[t.person])
		}
	}
	return slices.Compact(places)
}
