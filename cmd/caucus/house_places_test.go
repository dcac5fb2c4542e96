package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

func TestRidingsOfADay(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	d := models.NewDirectory(r)
	existing := true
	for _, c := range []struct {
		name, on, filter           string
		ridings, vacant, twoSeated int
	}{
		{"the day on which Han Dong left", "2023-03-22", "", 338, 5, 0},
		{"of them on the Island", "2023-03-22", "PE", 4, 0, 0},
		{"with two members each, in Halifax and Queen's", "1960-01-01", "", 263, 0, 2},
		{"the last day of the 44th Parliament", "2025-03-23", "", 338, 4, 0},
		{"dissolved", "2025-03-24", "", 338, 338, 0},
		{"on the day of an election", "2025-04-28", "", 343, 0, 0},
	} {
		on := temporal.MustDay(c.on)
		found := d.RidingsOn(models.RidingsQuery{House: commons, On: on, Existing: &existing, Province: c.filter}).Ridings
		vacant, two := 0, 0
		for _, one := range found {
			n, told := one.Vacant()
			if vacant += n; !told {
				t.Errorf("%s: what is vacant in %s is not told", c.name, one.ID)
			}
			if one.Seats == 2 {
				two++
			}
		}
		if len(found) != c.ridings || vacant != c.vacant || two != c.twoSeated {
			t.Errorf("%s: %d ridings, %d vacant, %d with two members", c.name, len(found), vacant, two)
		}
		if s := r.Standings(commons, models.Designation, on); c.filter == "" && s.Vacant != vacant {
			t.Errorf("%s: the standings say that %d are vacant", c.name, s.Vacant)
		}
	}
}

// TestEveryIdentifierFindsOneRiding of a day on which there is any with it:
// ParlInfo gives one number to a riding and to those that came after it.
func TestEveryIdentifierFindsOneRiding(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	d := models.NewDirectory(r)
	existing, asked, shared := true, 0, 0
	for _, p := range r.Parliaments(commons) {
		if p.Number%6 != 0 { // some of them: looking all up takes a while
			continue
		}
		for _, one := range d.RidingsOn(models.RidingsQuery{House: commons, On: p.Election, Existing: &existing}).Ridings {
			for _, id := range one.Identifiers {
				asked++
				if got, err := r.FindRiding(commons, id.Scheme+":"+id.Value, p.Election); err != nil || got != one.ID {
					shared++
					t.Logf("%s:%s on %s: %s, not %s (%v)", id.Scheme, id.Value, p.Election, got, one.ID, err)
				}
			}
		}
	}
	if asked < 1500 || shared > 0 {
		t.Errorf("%d of %d identifiers do not find the riding that they were given", shared, asked)
	}
}

func TestARidingThroughItsNames(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	id, err := r.FindRiding(commons, "parlinfo:7121", temporal.MustDay("1999-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ := r.RidingOn(id, temporal.MustDay("1998-06-17"))
	for on, want := range map[string]string{"1997-06-02": "Qu'Appelle", "1998-06-17": "Qu'Appelle", "1998-06-18": "Regina—Qu'Appelle", "2026-01-01": "Regina—Qu'Appelle"} {
		if name, _ := d.NameOn(temporal.MustDay(on)); name.En != want {
			t.Errorf("on %s it is called %s, want %s", on, name.En, want)
		}
	}
	sat := r.TenuresFor(id)
	if len(sat) != 2 || sat[0].Parliament != 37 || sat[1].Parliament != 36 || sat[0].Person != sat[1].Person {
		t.Errorf("%+v", sat)
	}
}

func TestWhoSatForHalifax(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	id, err := r.FindRiding(commons, "parlinfo:3479", temporal.MustDay("1960-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	places := map[string][]int{}
	for _, tenure := range r.TenuresFor(id) {
		at := fmt.Sprintf("%d from %s", tenure.Parliament, tenure.From)
		places[at] = append(places[at], tenure.Place)
	}
	for at, got := range places {
		if !slices.Equal(got, []int{1, 2}) {
			t.Errorf("%s: places %v", at, got)
		}
	}
	if len(places) < 5 {
		t.Errorf("%v", places)
	}
}

func TestCaucusesOfADay(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	sitting := true
	for _, c := range []struct {
		on   string
		axis models.Axis
		want string
	}{
		{"2023-03-22", models.Caucus, "liberal 156, conservative 115, bloc 32, ndp 25, green 2"},
		{"2018-02-27", models.Caucus, "liberal 183, conservative 97, bloc 10, ndp 44, green 1"},
		{"2018-02-28", models.Caucus, "liberal 183, conservative 97, bloc 3, ndp 44, green 1, gpq 7"},
		{"2018-06-06", models.Caucus, "liberal 183, conservative 96, bloc 5, ndp 43, green 1, quebec_debout 5"},
		{"2025-04-01", models.Caucus, ""},
		{"2023-03-22", models.Party, "liberal 156, conservative 115, bloc 32, ndp 25, green 2"},
	} {
		q := models.OrganizationsQuery{House: commons, Axis: c.axis, On: temporal.MustDay(c.on), Sitting: &sitting}
		var got []string
		for _, o := range r.OrganizationsOn(q).Organizations {
			got = append(got, fmt.Sprintf("%s %d", strings.TrimPrefix(string(o.ID), "org_"), o.Seats[slices.Index(models.Axes[:], c.axis)]))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s on %s: %v, want %s", c.axis, c.on, got, c.want)
		}
	}
	for _, a := range []models.Axis{models.Caucus, models.Party} { // nobody stands under what no list has
		listed := map[models.Value]bool{models.None: true, models.UnknownValue: true}
		for _, o := range r.OrganizationsOn(models.OrganizationsQuery{House: commons, Axis: a}).Organizations {
			listed[models.Of(o.ID)] = true
		}
		for _, row := range r.History(models.HistoryQuery{House: commons, Axis: a}).Rows {
			for _, one := range row.Rows {
				if !listed[one.Value] {
					t.Errorf("on %s somebody has the %s %s, which is not in the list", row.On, a, one.Value.Organization)
					listed[one.Value] = true
				}
			}
		}
	}
}

func TestWhatBecameOfParties(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	for id, want := range map[models.OrganizationID]string{
		"org_reform":            "2000-03-27 renamed org_reform to org_canadian_alliance",
		"org_canadian_alliance": "2000-03-27 renamed org_reform to org_canadian_alliance, 2003-12-23 merged org_canadian_alliance to org_conservative",
		"org_conservative":      "2003-12-23 merged org_canadian_alliance to org_conservative, 2004-02-02 merged org_pc to org_conservative",
		"org_ndp":               "1961-08-03 merged org_ccf to org_ndp, 1961-08-03 merged org_new_party to org_ndp",
		"org_bloc":              "",
	} {
		var got []string
		for _, s := range r.SuccessionsOf(id) {
			got = append(got, fmt.Sprintf("%s %s %s to %s", s.On, s.Type, s.From, s.To))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %v", id, got)
		}
	}
	counts := r.SeatHistory(commons, models.Caucus, models.Of("org_pc"))
	if last := counts[len(counts)-1]; last.Seats != 0 || last.From != temporal.MustDay("2004-02-02") || last.To != 0 {
		t.Errorf("%+v", last)
	}
}

func TestThe44thParliament(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	p, err := r.FindParliament(commons, "44")
	if err != nil || p.Seats != 338 || p.Members != 349 || p.Changes != 3 {
		t.Errorf("%+v, %v", p, err)
	}
	last := p.Nearest(temporal.MustDay("2026-11-22"))
	s := r.Standings(commons, models.Designation, last)
	if last != temporal.MustDay("2025-03-23") || s.Status != models.HouseSitting || s.Filled != 334 || s.Filled+s.Vacant != 338 {
		t.Errorf("on its last day, %s: %+v", last, s)
	}
	people := map[models.PersonID]bool{}
	for _, tenure := range r.TenuresIn(commons, 44) {
		people[tenure.Person] = true
	}
	if len(people) != p.Members {
		t.Errorf("%d people, the record says %d", len(people), p.Members)
	}
	if now := r.MembersIn(commons, 44, temporal.MustDay("2026-11-22")); len(now) != 0 {
		t.Errorf("%d sit in a parliament that was dissolved", len(now))
	}
	if then := r.MembersIn(commons, 44, temporal.MustDay("2023-03-22")); len(then) != 333 {
		t.Errorf("%d sat in it on 2023-03-22", len(then))
	}
}
