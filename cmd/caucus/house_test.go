package main

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

const commons = models.HouseID("ca-commons")

var embedded = sync.OnceValues(func() (*models.Facts, error) { return facts.Read(migrations.Seed) })

var registered = sync.OnceValues(func() (*models.Register, error) {
	set, err := embedded()
	if err != nil {
		return nil, err
	}
	return models.NewRegister(nil, set)
})

// theHouse is the embedded dataset and the register of it.
func theHouse(t *testing.T) (*models.Facts, *models.Register) {
	t.Helper()
	set, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	r, err := registered()
	if err != nil {
		t.Fatal(err)
	}
	return set, r
}

func TestTheEmbeddedHouseIsSound(t *testing.T) {
	t.Parallel()
	set, _ := theHouse(t)
	found := models.Check(set)
	if len(found.Broken)+len(found.Unbalanced) > 0 {
		t.Errorf("broken %q, not whole %q", found.Broken, found.Unbalanced)
	}
	m, err := readManifest(migrations.Seed)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.counted(set); err != nil {
		t.Error(err)
	}
}

func TestTheEmbeddedHouseStandsAsItStood(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	for _, c := range []struct {
		on, rows      string
		filled, seats int
	}{
		{"2015-12-01", "liberal 184, conservative 99, ndp 44, bloc 10, green 1", 338, 338},
		{"2019-12-01", "liberal 157, conservative 121, bloc 32, ndp 24, green 3, independent 1", 338, 338},
		{"2023-03-21", "liberal 157, conservative 115, bloc 32, ndp 25, green 2, independent 2", 333, 338},
		{"2023-03-22", "liberal 156, conservative 115, bloc 32, ndp 25, independent 3, green 2", 333, 338},
		{"2025-04-28", "liberal 169, conservative 144, bloc 22, ndp 7, green 1", 343, 343},
		{"2026-08-20", "liberal 171, conservative 139, bloc 21, ndp 5, green 1, independent 1", 338, 343},
	} {
		s := r.Standings(commons, models.Designation, temporal.MustDay(c.on))
		rows := ""
		for i, row := range s.Rows {
			if i > 0 {
				rows += ", "
			}
			rows += fmt.Sprintf("%s %d", row.Value.Organization[len("org_"):], row.Seats)
		}
		if rows != c.rows || s.Filled != c.filled || s.Seats != c.seats || s.Filled+s.Vacant != s.Seats || !s.Balanced {
			t.Errorf("%s: %s; %d filled, %d vacant of %d, balanced %v; want %s; %d of %d",
				c.on, rows, s.Filled, s.Vacant, s.Seats, s.Balanced, c.rows, c.filled, c.seats)
		}
	}
}

func TestOnlyGeneralElectionsSeatTwenty(t *testing.T) {
	t.Parallel()
	set, r := theHouse(t)
	starts := map[temporal.Day]int{}
	for _, tenure := range set.Tenures {
		starts[tenure.From]++
	}
	elections := map[temporal.Day]bool{}
	for _, p := range r.Parliaments(commons) {
		elections[p.Election] = true
	}
	for day, n := range starts {
		if (n >= 20) != elections[day] {
			t.Errorf("%d tenures begin on %s", n, day)
		}
	}
	if len(elections) != 45 {
		t.Errorf("%d general elections", len(elections))
	}
}

// On the 15th of each month every sitting member has exactly one designation,
// or is one of the few of whom the source tells none.
func TestEveryMemberHasOneLabel(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	without := map[models.PersonID]bool{}
	for year := 1867; year <= 2026; year++ {
		for month := 1; month <= 12; month++ {
			on := temporal.MustDay(fmt.Sprintf("%04d-%02d-15", year, month))
			if on > r.SpeaksUntil() {
				break
			}
			for _, id := range r.Members(commons, on) {
				if r.Standing(id, on).Designation.IsUnknown() {
					without[id] = true
				}
			}
		}
	}
	if n := len(without); n == 0 || n > 40 {
		t.Errorf("%d members without a label", n)
	}
}

// TestChangesSince2015 has every change of affiliation of the 42nd to the 45th
// Parliaments, once; none for mergers, renames, elections or names.
func TestChangesSince2015(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	var got []string
	for parliament := 42; parliament <= 45; parliament++ {
		changes := r.Changes(models.ChangesQuery{House: commons, Parliament: parliament}).Changes
		for i := len(changes) - 1; i >= 0; i-- {
			p, _ := r.Person(changes[i].Person)
			got = append(got, fmt.Sprintf("%s %s %s", changes[i].On, changes[i].Kind, p.Name.Family))
		}
	}
	if diff := cmp.Diff(changesSince2015, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

var changesSince2015 = []string{
	"2016-05-31 left_caucus Tootoo",
	"2017-08-31 left_caucus Kang",
	"2018-02-28 crossed_floor Thériault",
	"2018-02-28 crossed_floor Ste-Marie",
	"2018-02-28 crossed_floor Plamondon",
	"2018-02-28 crossed_floor Pauzé",
	"2018-02-28 crossed_floor Marcil",
	"2018-02-28 crossed_floor Fortin",
	"2018-02-28 crossed_floor Boudrias",
	"2018-05-03 left_caucus Weir",
	"2018-05-11 redesignated Weir",
	"2018-06-06 crossed_floor Marcil",
	"2018-06-06 crossed_floor Boudrias",
	"2018-08-23 left_caucus Bernier",
	"2018-09-14 redesignated Bernier",
	"2018-09-17 crossed_floor Thériault",
	"2018-09-17 crossed_floor Ste-Marie",
	"2018-09-17 crossed_floor Plamondon",
	"2018-09-17 crossed_floor Pauzé",
	"2018-09-17 crossed_floor Fortin",
	"2018-09-17 crossed_floor Alleslev",
	"2018-11-07 left_caucus Clement",
	"2018-12-01 left_caucus Grewal",
	"2019-03-20 left_caucus Caesar-Chavannes",
	"2019-04-03 left_caucus Wilson-Raybould",
	"2019-04-03 left_caucus Philpott",
	"2019-08-16 left_caucus Nantel",
	"2020-06-06 left_caucus Tabbara",
	"2020-11-09 left_caucus Ratansi",
	"2021-01-20 left_caucus Sloan",
	"2021-01-25 left_caucus Sangha",
	"2021-06-10 crossed_floor Atwin",
	"2022-09-13 left_caucus Rayes",
	"2023-03-22 left_caucus Dong",
	"2024-09-19 left_caucus Rodriguez",
	"2025-11-04 crossed_floor d'Entremont",
	"2025-12-11 crossed_floor Ma",
	"2026-02-18 crossed_floor Jeneroux",
	"2026-03-10 crossed_floor Idlout",
	"2026-04-08 crossed_floor Gladu",
	"2026-04-27 left_caucus Boulerice",
	"2026-08-02 left_caucus Savard-Tremblay",
}
