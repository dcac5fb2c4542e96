package models

import (
	"slices"
	"strconv"

	"caucus/models/temporal"
)

// ParliamentRecord is a parliament with what can be counted of it, on whatever
// day.
type ParliamentRecord struct {
	*Parliament
	Seats   int // by law on election day; 0 if not known
	Members int // people who ever sat in it
	Changes int // changes of affiliation of its members
}

// StatusOn tells whether the parliament has been elected on a day, and whether
// it lasts.
func (p *Parliament) StatusOn(on temporal.Day) HouseStatus {
	switch {
	case on < p.Election:
		return HouseNotYet
	case p.Dissolution != 0 && on > p.Dissolution:
		return HouseDissolved
	}
	return HouseSitting
}

// Nearest is the day of the term that is nearest to a day from the election on:
// that day itself, or the last of the term. It is zero before the election.
func (p *Parliament) Nearest(on temporal.Day) temporal.Day {
	if on < p.Election {
		return 0
	}
	return temporal.EarlierEnd(on, p.Dissolution)
}

// ParliamentRecords lists the parliaments of a House behind a number, by number,
// up to limit of them; 0 means no limit. More reports whether others follow.
func (r *Register) ParliamentRecords(id HouseID, after, limit int) (list []ParliamentRecord, more bool) {
	list = []ParliamentRecord{}
	i := r.houseAt(id)
	if i < 0 {
		return list, false
	}
	h := r.houses[i]
	members, changes := r.everSat(i), r.changed(i)
	for n := range h.parliaments {
		p := &h.parliaments[n]
		if p.Number <= after {
			continue
		}
		if limit > 0 && len(list) == limit {
			return list, true
		}
		list = append(list, ParliamentRecord{Parliament: p, Seats: h.seatsByLaw(p.Election), Members: members[n], Changes: changes[n]})
	}
	return list, false
}

// FindParliament finds the parliament with a number. The error wraps
// [ErrNotFound] if there is none, and is an *[InvalidError] for what is not
// written as a number.
func (r *Register) FindParliament(id HouseID, number string) (ParliamentRecord, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || strconv.Itoa(n) != number {
		e := &InvalidError{}
		e.Add("number", number, "a whole number from 1 on")
		return ParliamentRecord{}, e
	}
	list, _ := r.ParliamentRecords(id, n-1, 1)
	if len(list) == 0 || list[0].Number != n {
		return ParliamentRecord{}, ErrNotFound
	}
	return list[0], nil
}

// MembersIn lists who sits in a parliament on a day, by name.
func (r *Register) MembersIn(id HouseID, number int, on temporal.Day) []PersonID {
	if p, _ := r.ParliamentOn(id, on); p == nil || p.Number != number {
		return nil
	}
	return r.Members(id, on)
}

// everSat counts, for each parliament of a House, the people who sat in it.
func (r *Register) everSat(house int) []int {
	h := r.houses[house]
	counts := make([]int, len(h.parliaments))
	for n, terms := range h.terms {
		people := make([]int32, len(terms))
		for i, at := range terms {
			people[i] = r.terms[at].person
		}
		slices.Sort(people)
		counts[n] = len(slices.Compact(people))
	}
	return counts
}

// changed counts, for each parliament of a House, the changes of affiliation in
// it.
func (r *Register) changed(house int) []int {
	h := r.houses[house]
	counts := make([]int, len(h.parliaments))
	for _, c := range r.changes {
		if t := &r.terms[c.term]; int(t.house) == house {
			counts[h.parliamentIndex(int(t.parliament))]++
		}
	}
	return counts
}

// TenuresIn lists the tenures of a parliament, by the names of those who held
// them, then by start.
func (r *Register) TenuresIn(id HouseID, number int) []Tenure {
	h := r.houseAt(id)
	if h < 0 {
		return nil
	}
	n := r.houses[h].parliamentIndex(number)
	if n < 0 {
		return nil
	}
	places := slices.Clone(r.houses[h].terms[n])
	slices.SortFunc(places, func(a, b int32) int { // terms are by person, then by start
		if x, y := r.rank[r.terms[a].person], r.rank[r.terms[b].person]; x != y {
			return int(x - y)
		}
		return int(a - b)
	})
	return r.tenures(places)
}

func (r *Register) tenures(places []int32) []Tenure {
	out := make([]Tenure, len(places))
	for i, at := range places {
		out[i] = r.tenure(&r.terms[at])
	}
	return out
}
