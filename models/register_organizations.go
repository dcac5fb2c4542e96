package models

import (
	"cmp"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// StandsOn reports whether a member can have the organization as the value of
// an axis: a label is nobody's party, and some parties have no caucus.
func (o *Organization) StandsOn(a Axis) bool {
	switch a {
	case Caucus:
		return o.Type == CaucusKind || o.CaucusValue == HasOrganization
	case Party:
		return o.Type == PartyKind
	}
	return true
}

// OrganizationsQuery asks for the organizations that can stand on an axis.
// Filters are combined.
type OrganizationsQuery struct {
	House   HouseID
	Axis    Axis
	On      temporal.Day
	Text    string // words of a name it ever had, in either language; each must begin a word of it
	Sitting *bool  // whether anybody who sits on the day stands under it, on whatever axis
	After   OrganizationKey
	Limit   int // 0 means no limit
}

// OrganizationKey places an organization in the order of lists, which is that of
// the reviewed list. The zero key stands before all.
type OrganizationKey struct {
	Order int
	ID    OrganizationID
}

func (k OrganizationKey) compare(o OrganizationKey) int {
	return cmp.Or(cmp.Compare(k.Order, o.Order), cmp.Compare(k.ID, o.ID))
}

// ListKey is the place of the organization in lists.
func (o *Organization) ListKey() OrganizationKey { return OrganizationKey{o.Order, o.ID} }

// OrganizationRecord is an organization with the members that it has on a day.
type OrganizationRecord struct {
	*Organization
	Seats [len(Axes)]int // members whose value it is, on each axis
}

// Sitting reports whether anybody who sits stands under it, on whatever axis.
func (o OrganizationRecord) Sitting() bool {
	return o.Seats != [len(Axes)]int{}
}

// OrganizationsAnswer is one page of organizations.
type OrganizationsAnswer struct {
	Organizations []OrganizationRecord
	Next          OrganizationKey // of the last one; zero if none follows
}

// OrganizationsOn answers a query.
func (r *Register) OrganizationsOn(q OrganizationsQuery) OrganizationsAnswer {
	answer := OrganizationsAnswer{Organizations: []OrganizationRecord{}}
	list := make([]*Organization, 0, len(r.organizations))
	for i := range r.organizations {
		if o := &r.organizations[i]; o.House == q.House && o.StandsOn(q.Axis) && o.ListKey().compare(q.After) > 0 && o.named(q.Text) {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(a, b *Organization) int { return a.ListKey().compare(b.ListKey()) })
	seats := r.seatsOf(q.House, q.On)
	for _, o := range list {
		record := OrganizationRecord{Organization: o, Seats: seats(o.ID)}
		if q.Sitting != nil && *q.Sitting != record.Sitting() {
			continue
		}
		if q.Limit > 0 && len(answer.Organizations) == q.Limit {
			answer.Next = answer.Organizations[q.Limit-1].ListKey()
			break
		}
		answer.Organizations = append(answer.Organizations, record)
	}
	return answer
}

// OrganizationOn returns an organization with its members on a day. The error
// wraps [ErrNotFound] if it is not one that can stand on the axis, and is an
// *[InvalidError] for what is no id of an organization.
func (r *Register) OrganizationOn(house HouseID, a Axis, id OrganizationID, on temporal.Day) (OrganizationRecord, error) {
	if !strings.HasPrefix(string(id), "org_") {
		e := &InvalidError{}
		e.Add("id", string(id), "org_…")
		return OrganizationRecord{}, e
	}
	i, ok := r.organizationAt[id]
	if !ok || r.organizations[i].House != house || !r.organizations[i].StandsOn(a) {
		return OrganizationRecord{}, ErrNotFound
	}
	return OrganizationRecord{&r.organizations[i], r.seatsOf(house, on)(id)}, nil
}

// seatsOf counts a House on a day, on every axis.
func (r *Register) seatsOf(house HouseID, on temporal.Day) func(OrganizationID) [len(Axes)]int {
	var counts [len(Axes)]Standings
	for i, a := range Axes {
		counts[i] = r.Standings(house, a, on)
	}
	return func(id OrganizationID) (seats [len(Axes)]int) {
		for i := range counts {
			for _, row := range counts[i].Rows {
				if row.Value.Is(id) {
					seats[i] = row.Seats
				}
			}
		}
		return seats
	}
}

// named reports whether each word of a text begins a word of a name that the
// organization ever had.
func (o *Organization) named(text string) bool {
	if text == "" {
		return true
	}
	var words []string
	for _, n := range o.Names {
		for _, name := range [...]Name{n.Full, n.Short, n.Abbreviation} {
			words = append(append(words, foldedWords(name.En)...), foldedWords(name.Fr)...)
		}
	}
	return beginWords(strings.Fields(Fold(text)), words)
}

// beginWords reports whether each of the beginnings begins one of the words.
func beginWords(beginnings, words []string) bool {
	for _, b := range beginnings {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, b) }) {
			return false
		}
	}
	return true
}

// MembersOf lists who sits on a day with an organization as the value of an
// axis, by name.
func (r *Register) MembersOf(house HouseID, a Axis, id OrganizationID, on temporal.Day) []PersonID {
	sitting, v := true, Of(id)
	q := PeopleQuery{House: house, On: on, Sitting: &sitting}
	switch a {
	case Designation:
		q.Designation = &v
	case Caucus:
		q.Caucus = &v
	default:
		q.Party = &v
	}
	return r.People(q).People
}

// SuccessionsOf lists what befell an organization: by which it came to be or
// ceased, oldest first.
func (r *Register) SuccessionsOf(id OrganizationID) []Succession {
	out := []Succession{}
	for _, s := range r.successions {
		if s.From == id || s.To == id {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Succession) int {
		return cmp.Or(int(a.On-b.On), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out
}

// SeatCount is how many members had a value over a period.
type SeatCount struct {
	temporal.Period
	Seats int
}

// SeatHistory lists how many members of a House had a value on an axis, from the
// first day on which anybody had it, oldest first. It tells each day on which
// the number changed.
func (r *Register) SeatHistory(house HouseID, a Axis, v Value) []SeatCount {
	out := []SeatCount{}
	i := r.houseAt(house)
	if i < 0 {
		return out
	}
	b, want := &r.houses[i].boards[boardOf(a)], r.packValue(v)
	for n, day := range b.days {
		seats := 0
		for _, row := range b.rows[b.start(n):b.ends[n]] {
			if row.value == want {
				seats = int(row.seats)
			}
		}
		switch last := len(out) - 1; {
		case last < 0 && seats == 0 || last >= 0 && out[last].Seats == seats:
			continue
		case last >= 0:
			out[last].To = day
		}
		out = append(out, SeatCount{temporal.Period{From: day}, seats})
	}
	return out
}
