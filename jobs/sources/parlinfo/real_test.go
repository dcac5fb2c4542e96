package parlinfo

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// realHouse derives the House from the publisher's own documents. It skips
// where they are not there, which they need not be.
func realHouse(t *testing.T) (found *models.Facts, report Report, listed *models.Facts) {
	t.Helper()
	root := "."
	for range 5 {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Join(root, "..")
	}
	dir := filepath.Join(root, "..", "shared", "data", "parlinfo")
	if _, err := os.Stat(dir); err != nil || testing.Short() || underRace {
		t.Skip("needs the documents of ../shared/data/parlinfo, and neither -short nor -race")
	}
	listed, err := facts.Read(os.DirFS(filepath.Join(root, "migrations", "seed")),
		models.KindHouse, models.KindParliament, models.KindSeats, models.KindOrganization)
	if err != nil {
		t.Fatal(err)
	}
	reviewed, err := LoadReviewed()
	if err != nil {
		t.Fatal(err)
	}
	var docs []Document
	var faults []Fault
	if err := Walk(dir, func(name string, data []byte) error {
		d, bad := Parse(name, data)
		docs, faults = append(docs, d...), append(faults, bad...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	found, report = Derive(docs, listed, reviewed)
	report.Faults = sortFaults(append(report.Faults, faults...))
	return found, report, listed
}

func TestTheHouseSince1867(t *testing.T) {
	f, report, listed := realHouse(t)
	check(t, f)
	h := newHouse(f)
	t.Run("numbers", func(t *testing.T) { numbers(t, report) })
	t.Run("elections", func(t *testing.T) { elections(t, f, listed) })
	t.Run("standings", func(t *testing.T) { h.standings(t) })
	t.Run("one designation", func(t *testing.T) { h.oneDesignation(t) })
	t.Run("cases", func(t *testing.T) { h.cases(t) })
}

func numbers(t *testing.T, r Report) {
	if r.People != 4578 || r.Tenures != 12346 {
		t.Errorf("%d people and %d tenures, want 4578 and 12346", r.People, r.Tenures)
	}
	want := map[FaultKind]int{
		ErrorBody: 1, YearOnlyDate: 34, ApproximateDate: 14, EndBeforeStart: 2, StaleOpenSeat: 1, IDOnTwoPeople: 2, IDZero: 160,
		OneDayIndependent: 1, MissingLabel: 43, DuplicateRows: 81, TwoLabelsOneDay: 2, TwoIDsForRiding: 4, BeforePollingDay: 1,
		EndsOnPollingDay: 27, SeatHeldTwice: 7, TwoSeats: 14, RoleGone: 3, SeatRepaired: 17, RoleDropped: 2,
	}
	if diff := cmp.Diff(want, r.Kinds()); diff != "" {
		t.Errorf("faults by kind: %s", diff)
	}
}

// elections holds that general elections are the only days on which twenty or
// more tenures start, and that from 1949 on as many start as there are seats
// by law.
func elections(t *testing.T, f, listed *models.Facts) {
	starts := map[temporal.Day]int{}
	for _, x := range f.Tenures {
		starts[x.From]++
	}
	polling := map[temporal.Day]int{}
	for _, p := range listed.Parliaments {
		polling[p.Election] = p.Number
	}
	for day, n := range starts {
		if n >= 20 && polling[day] == 0 {
			t.Errorf("%d tenures start on %s, which is no election", n, day)
		}
	}
	for _, s := range listed.Seats {
		p := polling[s.From]
		if p < 1 || p > 44 {
			continue
		}
		if starts[s.From] < 20 || p >= 21 && starts[s.From] != s.Seats {
			t.Errorf("parliament %d starts with %d tenures for %d seats", p, starts[s.From], s.Seats)
		}
	}
}

// seated answers by looking at every fact of a person.
type seated struct {
	tenures []models.Tenure
	values  map[models.PersonID][]models.Affiliation
	names   map[string]models.PersonID
}

func newHouse(f *models.Facts) *seated {
	h := &seated{tenures: f.Tenures, values: map[models.PersonID][]models.Affiliation{}, names: map[string]models.PersonID{}}
	for _, a := range f.Affiliations {
		h.values[a.Person] = append(h.values[a.Person], a)
	}
	for _, p := range f.People {
		h.names[p.Name.Full] = p.ID
	}
	return h
}

func (h *seated) on(p models.PersonID, axis models.Axis, day temporal.Day) (list []string) {
	for _, a := range h.values[p] {
		if a.Axis == axis && a.Contains(day) {
			if a.Value.Status == models.HasOrganization {
				list = append(list, string(a.Value.Organization)[len("org_"):])
			} else {
				list = append(list, string(a.Value.Status))
			}
		}
	}
	return list
}

func (h *seated) standings(t *testing.T) {
	for _, c := range []struct {
		day  string
		want map[string]int
	}{
		{"2015-12-01", map[string]int{"liberal": 184, "conservative": 99, "ndp": 44, "bloc": 10, "green": 1}},
		{"2019-12-01", map[string]int{"liberal": 157, "conservative": 121, "bloc": 32, "ndp": 24, "green": 3, "independent": 1}},
		{"2023-03-21", map[string]int{"liberal": 157, "conservative": 115, "bloc": 32, "ndp": 25, "green": 2, "independent": 2}},
		{"2023-03-22", map[string]int{"liberal": 156, "conservative": 115, "bloc": 32, "ndp": 25, "green": 2, "independent": 3}},
	} {
		got := map[string]int{}
		day := temporal.MustDay(c.day)
		for _, x := range h.tenures {
			if x.Contains(day) {
				for _, v := range h.on(x.Person, models.Designation, day) {
					got[v]++
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.day, diff)
		}
	}
}

// oneDesignation asks on the 15th of every month. Whoever has not exactly one
// known label is an exception of the source.
func (h *seated) oneDesignation(t *testing.T) {
	exceptions := map[models.PersonID]int{}
	for y := 1867; y <= 2024; y++ {
		for m := 1; m <= 12; m++ {
			day, err := temporal.NewDay(y, time.Month(m), 15)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range h.tenures {
				if x.Contains(day) {
					if v := h.on(x.Person, models.Designation, day); len(v) != 1 || v[0] == "unknown" {
						exceptions[x.Person]++
					}
				}
			}
		}
	}
	if len(exceptions) > 40 {
		t.Errorf("%d members have no or two designations on the 15th of a month, want 40 at most", len(exceptions))
	}
}

// cases are the rows of the table of cases that documents up to 2024 tell of:
// the values on the eve and on the day.
func (h *seated) cases(t *testing.T) {
	for _, c := range []struct {
		who, day string
		axis     models.Axis
		from, to string
	}{
		{"Han Dong", "2023-03-22", models.Designation, "liberal", "independent"},
		{"Han Dong", "2023-03-22", models.Caucus, "liberal", "none"},
		{"Jody Wilson-Raybould", "2019-04-03", models.Caucus, "liberal", "none"},
		{"Jane Philpott", "2019-04-03", models.Designation, "liberal", "independent"},
		{"Jenica Atwin", "2021-06-10", models.Caucus, "green", "liberal"},
		{"Kevin Vuong", "2021-09-20", models.Designation, "", "independent"},
		{"David Emerson", "2006-02-06", models.Caucus, "liberal", "conservative"},
		{"John V. Nunziata", "1996-04-22", models.Caucus, "liberal", "none"},
		{"John V. Nunziata", "1996-04-22", models.Designation, "liberal", "liberal"},
		{"Wajid Khan", "2006-08-11", models.Caucus, "liberal", "none"},
		{"Wajid Khan", "2007-01-05", models.Party, "liberal", "conservative"},
		{"Wajid Khan", "2007-01-05", models.Caucus, "none", "conservative"},
		{"Deborah C. Grey", "2001-09-24", models.Caucus, "none", "democratic_representative"},
		{"Deborah C. Grey", "2001-09-24", models.Designation, "canadian_alliance", "canadian_alliance"},
		{"Deborah C. Grey", "2002-04-16", models.Caucus, "none", "canadian_alliance"},
		{"Monique Pauzé", "2018-02-28", models.Caucus, "bloc", "gpq"},
		{"Monique Pauzé", "2018-06-06", models.Designation, "gpq", "quebec_debout"},
		{"Monique Pauzé", "2018-09-17", models.Caucus, "quebec_debout", "bloc"},
		{"Jay D. Hill", "2003-12-23", models.Designation, "canadian_alliance", "conservative"},
		{"Pierre Nantel", "2019-08-16", models.Caucus, "ndp", "none"},
		{"Glenn Thibeault", "2015-01-05", models.Designation, "ndp", "ndp"},
		{"Rachael Thomas", "2021-10-15", models.Designation, "conservative", "conservative"},
	} {
		p, ok := h.names[c.who]
		if !ok {
			t.Errorf("%s is not in the register", c.who)
			continue
		}
		day := temporal.MustDay(c.day)
		before, after := h.on(p, c.axis, day.Add(-1)), h.on(p, c.axis, day)
		if c.from == "" {
			before = append(before, "")
		}
		if !slices.Equal(before, []string{c.from}) || !slices.Equal(after, []string{c.to}) {
			t.Errorf("%s, %s: %s from %v to %v, want from %s to %s", c.who, c.day, c.axis, before, after, c.from, c.to)
		}
	}
}
