package models

import (
	"slices"

	"caucus/models/temporal"
)

// PeopleQuery asks for people. Every filter but Text and Parliament speaks of
// the standing on the day On. Filters are combined; the zero filter lets
// everybody pass.
type PeopleQuery struct {
	House       HouseID
	On          temporal.Day
	Text        string // words of a name; each must begin a word of it
	Sitting     *bool
	Designation *Value
	Caucus      *Value
	Party       *Value
	Riding      RidingID
	Province    string
	Parliament  int    // who held a seat in it, on whatever day
	State       State  // Confirmed or Provisional: of the standing; Reported: somebody of whom something was reported
	After       string // sort key behind which to begin: the key of the last person of the page before
	Limit       int    // 0 means no limit
}

// PeopleAnswer is one page of people, in the order of their sort keys.
type PeopleAnswer struct {
	People []PersonID
	Places []int32 // of each of them, as [Register.PlaceOf] tells
	Next   string  // sort key of the last one; empty if nobody follows
}

// People answers a query. Its order is total and does not depend on the day:
// pages neither repeat nor skip.
func (r *Register) People(q PeopleQuery) PeopleAnswer {
	answer := PeopleAnswer{People: make([]PersonID, 0, min(q.Limit, 100)), Places: make([]int32, 0, min(q.Limit, 100))}
	from := int32(0)
	if q.After != "" {
		from = int32(r.rankAfter(q.After))
	}
	sure := q.answered()
	for _, at := range r.candidates(&q) {
		if at < from || !sure && !r.passes(&q, r.byRank[at]) {
			continue
		}
		if q.Limit > 0 && len(answer.People) == q.Limit {
			answer.Next = r.sortKey(r.byRank[answer.Places[q.Limit-1]])
			break
		}
		answer.People, answer.Places = append(answer.People, r.people[r.byRank[at]].ID), append(answer.Places, at)
	}
	return answer
}

// candidates returns, by place in the order of names, the smallest set at hand
// that contains everybody who can pass.
func (r *Register) candidates(q *PeopleQuery) []int32 {
	switch {
	case q.Text != "":
		return r.search(q.Text)
	case q.needsSeat():
		return r.sitting(q.House, q.On)
	case q.Parliament != 0:
		return r.everIn(q.House, q.Parliament)
	}
	all := make([]int32, len(r.byRank))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// needsSeat reports whether only somebody who sits on the day can pass.
func (q *PeopleQuery) needsSeat() bool {
	return (q.Sitting != nil && *q.Sitting) || q.Designation != nil || q.Caucus != nil || q.Riding != "" || q.Province != ""
}

// answered reports whether every candidate passes.
func (q *PeopleQuery) answered() bool {
	rest := *q
	rest.House, rest.On, rest.Text, rest.After, rest.Limit = "", 0, "", "", 0
	if q.Text == "" && q.Sitting != nil && *q.Sitting {
		rest.Sitting = nil
	}
	return rest == PeopleQuery{}
}

func (r *Register) everIn(id HouseID, parliament int) []int32 {
	h := r.houseAt(id)
	if h < 0 {
		return nil
	}
	n := r.houses[h].parliamentIndex(parliament)
	if n < 0 {
		return nil
	}
	var places []int32
	for _, at := range r.houses[h].terms[n] {
		places = append(places, r.rank[r.terms[at].person])
	}
	slices.Sort(places)
	return slices.Compact(places)
}

func (r *Register) passes(q *PeopleQuery, i int32) bool {
	if q.State == Reported && len(r.reported[i]) == 0 {
		return false
	}
	if q.Parliament != 0 && !r.satIn(q, i) {
		return false
	}
	p := r.placeOf(i, q.On)
	if p.term != nil && r.houses[p.term.house].House.ID != q.House {
		p.term = nil
	}
	sits := p.term != nil
	if (q.Sitting != nil && *q.Sitting != sits) || (q.needsSeat() && !sits) {
		return false
	}
	if (q.Riding != "" || q.Province != "") && !r.sitsFor(q, i) {
		return false
	}
	return r.matches(q.Designation, p, axisDesignation) && r.matches(q.Caucus, p, axisCaucus) &&
		r.matches(q.Party, p, axisParty) && (q.State == "" || q.State == Reported || r.weakest(p) == q.State)
}

func (r *Register) satIn(q *PeopleQuery, i int32) bool {
	return slices.ContainsFunc(r.termsOfPerson(i), func(t term) bool {
		return int(t.parliament) == q.Parliament && r.houses[t.house].House.ID == q.House
	})
}

// sitsFor reports whether one of the seats that a person holds on the day is in
// the riding and the province.
func (r *Register) sitsFor(q *PeopleQuery, i int32) bool {
	return slices.ContainsFunc(r.termsOfPerson(i), func(t term) bool {
		d := &r.ridings[t.riding]
		return t.period().Contains(q.On) && r.houses[t.house].House.ID == q.House &&
			(q.Riding == "" || d.ID == q.Riding) && (q.Province == "" || d.Province == q.Province)
	})
}

func (r *Register) matches(want *Value, p place, axis int) bool {
	return want == nil || r.unpackValue(p.values[axis]) == *want
}

// weakest is the state of a standing; empty for someone of whom nothing holds.
func (r *Register) weakest(p place) State {
	if p.term == nil && p.at[axisParty] == nil {
		return ""
	}
	flags := uint8(0)
	if p.term != nil {
		flags |= p.term.flags
	}
	for axis, s := range p.at {
		if s != nil && (p.term != nil || axis == axisParty) {
			flags |= s.flags
		}
	}
	return unpackState(flags)
}
