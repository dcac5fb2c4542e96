package models_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	gocmp "github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// calledOn is the name of a riding on a day.
func calledOn(d models.Riding, on temporal.Day) string {
	name := d.Names[0].En
	for _, n := range d.Names {
		if n.From <= on {
			name = n.En
		}
	}
	return name
}

// ridingRow is a riding on a day, as far as the comparison goes.
type ridingRow struct {
	ID            models.RidingID
	Seats, Vacant int
	Members       []models.PersonID
	Told          bool
}

// ridingOn looks for seats in every tenure of the parliament of the day.
func (n *naive) ridingOn(id models.RidingID, on temporal.Day) ridingRow {
	row := ridingRow{ID: id, Members: []models.PersonID{}}
	p, _ := n.parliament(on)
	if p == nil {
		return row
	}
	for place := 1; place <= 2; place++ {
		exists := false
		for _, t := range n.facts.Tenures {
			exists = exists || t.Riding == id && t.Parliament == p.Number && t.Place == place
		}
		if !exists {
			continue
		}
		row.Seats++
		row.Vacant++
		row.Told = on >= n.facts.Houses[0].Balanced
		for _, one := range n.people {
			for _, t := range n.seats[one.ID][on-dawn] {
				if t.Riding == id && t.Place == place {
					row.Members = append(row.Members, one.ID)
					row.Vacant--
				}
			}
		}
	}
	return row
}

// ridings lists those that pass, by name.
func (n *naive) ridings(q models.RidingsQuery) []ridingRow {
	list := []models.Riding{}
	for i, d := range n.facts.Ridings {
		row := n.ridingOn(d.ID, q.On)
		in := slices.ContainsFunc(n.facts.Tenures, func(t models.Tenure) bool { return t.Riding == d.ID && t.Parliament == q.Parliament })
		if (q.Existing == nil || *q.Existing == (row.Seats > 0)) && (q.Province == "" || q.Province == smallProvinces[i]) &&
			(q.Order == 0 || q.Order == d.Order) && (q.Parliament == 0 || in) && ridingNamed(d, q.Text) {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b models.Riding) int {
		return cmp.Or(strings.Compare(strings.ToLower(calledOn(a, q.On)), strings.ToLower(calledOn(b, q.On))), strings.Compare(string(a.ID), string(b.ID)))
	})
	rows := []ridingRow{}
	for _, d := range list {
		rows = append(rows, n.ridingOn(d.ID, q.On))
	}
	return rows
}

func ridingNamed(d models.Riding, text string) bool {
	words := ""
	for _, n := range d.Names {
		words += " " + strings.ToLower(n.En) + " " + strings.ReplaceAll(strings.ToLower(n.Fr), "-", " ")
	}
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if !strings.Contains(words, " "+w) {
			return false
		}
	}
	return true
}

func drawRidingsQuery(rng *rand.Rand) models.RidingsQuery {
	on := func() bool { return rng.IntN(4) == 0 }
	q := models.RidingsQuery{House: smallHouse, On: dawn.Add(rng.IntN(int(nightfall - dawn))), Limit: rng.IntN(5)}
	if on() {
		q.Text = one(rng, "york", "YO", "mont roy", "royal mount", "ork", "york york", "nowhere")
	}
	if on() {
		q.Province = one(rng, "ON", "QC", "NT")
	}
	if on() {
		q.Parliament = 6 + rng.IntN(5)
	}
	if on() {
		q.Order = one(rng, 1996, 2003, 2013)
	}
	if on() {
		existing := rng.IntN(2) == 0
		q.Existing = &existing
	}
	return q
}

func ridingsQueries(r *models.Register, n *naive, rng *rand.Rand) string {
	d := models.NewDirectory(r)
	for range 100 {
		q := drawRidingsQuery(rng)
		want := n.ridings(q)
		got := []ridingRow{}
		for page := range 10 {
			a := d.RidingsOn(q)
			for _, one := range a.Ridings {
				vacant, told := one.Vacant()
				got = append(got, ridingRow{one.ID, one.Seats, vacant, one.Members, told})
			}
			if q.Limit > 0 && len(a.Ridings) > q.Limit || page == 9 {
				return fmt.Sprintf("%+v: page %d has %d ridings", q, page, len(a.Ridings))
			}
			if q.After = a.Next; q.After == "" {
				break
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			return fmt.Sprintf("%+v (-want +got):\n%s", q, diff)
		}
		if len(q.Contradictions(r)) > 0 && len(want) > 0 {
			return fmt.Sprintf("%+v is called contradictory, but finds %v", q, want)
		}
	}
	return ""
}

// countsOfOrganizations compares how many members an organization had through
// time, and the lists of a day.
func countsOfOrganizations(r *models.Register, n *naive, rng *rand.Rand) string {
	for _, axis := range models.Axes {
		days := n.history(axis)
		for _, v := range smallValues {
			want := []models.SeatCount{}
			for _, day := range days {
				on, seats := day.On, 0
				for _, row := range day.Rows {
					if row.Value == v {
						seats = row.Seats
					}
				}
				if last := len(want) - 1; last >= 0 && want[last].Seats == seats || last < 0 && seats == 0 {
					continue
				} else if last >= 0 {
					want[last].To = on
				}
				want = append(want, models.SeatCount{Period: temporal.Period{From: on}, Seats: seats})
			}
			if diff := gocmp.Diff(want, seenUntilNightfall(r.SeatHistory(smallHouse, axis, v))); diff != "" {
				return fmt.Sprintf("%s on the %s axis (-want +got):\n%s", said(v), axis, diff)
			}
		}
	}
	return n.lists(r, rng)
}

func seenUntilNightfall(list []models.SeatCount) []models.SeatCount {
	out := []models.SeatCount{}
	for _, c := range list {
		if c.To > nightfall {
			c.To = 0
		}
		if c.From <= nightfall {
			out = append(out, c)
		}
	}
	return out
}

func (n *naive) lists(r *models.Register, rng *rand.Rand) string {
	of := map[models.Axis][]models.OrganizationID{ // in the order of the reviewed list
		models.Caucus: {"org_c", "org_a"}, models.Party: {"org_a"},
	}
	for axis, ids := range of {
		sitting, on := rng.IntN(2) == 0, dawn.Add(rng.IntN(150))
		q := models.OrganizationsQuery{House: smallHouse, Axis: axis, On: on, Sitting: &sitting, Limit: 1}
		want, got := []models.OrganizationID{}, []models.OrganizationID{}
		for _, id := range ids {
			stands := false
			for _, p := range n.members(on) {
				s := n.standing(p, on)
				stands = stands || s.Designation.Is(id) || s.Caucus.Is(id) || s.Party.Is(id)
			}
			if stands == sitting {
				want = append(want, id)
			}
		}
		for range 5 {
			a := r.OrganizationsOn(q)
			for _, o := range a.Organizations {
				if got = append(got, o.ID); o.Seats[slices.Index(models.Axes[:], axis)] != len(r.MembersOf(smallHouse, axis, o.ID, on)) {
					return fmt.Sprintf("%s on %s has %v members, or others on the %s axis", o.ID, on, o.Seats, axis)
				}
			}
			if q.After = a.Next; q.After == (models.OrganizationKey{}) {
				break
			}
		}
		if !slices.Equal(want, got) {
			return fmt.Sprintf("%s on %s, sitting %v: got %v, want %v", axis, on, sitting, got, want)
		}
	}
	return ""
}

// recordsOfParliaments counts who sat and what changed in each parliament.
func recordsOfParliaments(r *models.Register, n *naive, _ *rand.Rand) string {
	for _, p := range n.facts.Parliaments {
		members, changes, sat := map[models.PersonID]bool{}, 0, []string{}
		for _, one := range n.people {
			for _, t := range n.facts.Tenures {
				if t.Person == one.ID && t.Parliament == p.Number {
					members[one.ID] = true
					sat = append(sat, string(t.ID))
				}
			}
		}
		for _, c := range n.allChanges() {
			if c.kind.OfAffiliation() && c.parliament == p.Number {
				changes++
			}
		}
		got, err := r.FindParliament(smallHouse, fmt.Sprint(p.Number))
		if err != nil || got.Members != len(members) || got.Changes != changes || got.Seats != n.law(p.Election) {
			return fmt.Sprintf("parliament %d: got %+v, want %d members and %d changes", p.Number, got, len(members), changes)
		}
		told := []string{}
		for _, t := range r.TenuresIn(smallHouse, p.Number) {
			told = append(told, string(t.ID))
		}
		slices.Sort(sat)
		if slices.Sort(told); !slices.Equal(sat, told) {
			return fmt.Sprintf("parliament %d: tenures %v, want %v", p.Number, told, sat)
		}
	}
	return ""
}
