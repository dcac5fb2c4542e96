package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// countsOf says rows of standings on one line.
func countsOf(s models.Standings) string {
	var rows []string
	for _, row := range s.Rows {
		name := strings.TrimPrefix(cmp.Or(string(row.Value.Organization), string(row.Value.Status)), "org_")
		rows = append(rows, fmt.Sprintf("%s %d", name, row.Seats))
	}
	return strings.Join(rows, ", ")
}

func TestTheHistoryOfThe44thParliament(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	p, _ := r.Parliament(commons, 44)
	rows := r.History(models.HistoryQuery{House: commons, Axis: models.Designation, Parliament: p}).Rows
	if first, last := rows[0], rows[len(rows)-1]; first.On != p.Election || last.To != p.Dissolution+1 {
		t.Errorf("from %s to %s", first.On, last.To)
	}
	for i, row := range rows {
		if i > 0 && rows[i-1].To != row.On {
			t.Errorf("after %s comes %s", rows[i-1].To, row.On)
		}
		if row.On == temporal.MustDay("2023-03-22") {
			const want = "liberal 156, conservative 115, bloc 32, ndp 25, independent 3, green 2"
			if got := countsOf(row.Standings); got != want || countsOf(rows[i-1].Standings) != "liberal 157, conservative 115, bloc 32, ndp 25, green 2, independent 2" {
				t.Errorf("got %s, want %s", got, want)
			}
			return
		}
	}
	t.Errorf("none of %d rows is that of 2023-03-22", len(rows))
}

// TestHistoryIsStandings: every row tells what the standings of each of its days
// tell, and the rows of all time leave no day out.
func TestHistoryIsStandings(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	for _, axis := range models.Axes {
		q := models.HistoryQuery{House: commons, Axis: axis, Limit: 1000}
		on, n := temporal.MustDay("1867-07-01"), 0
		for more := true; more; more = q.After != 0 {
			answer := r.History(q)
			for _, row := range answer.Rows {
				if n++; row.On != on {
					t.Fatalf("%s: %s comes instead of %s", axis, row.On, on)
				}
				last := row.To - 1
				if row.To == 0 {
					last = temporal.MustDay("2026-11-22")
				}
				for _, day := range []temporal.Day{row.On, (row.On + last) / 2, last} {
					s := r.Standings(commons, axis, day)
					if countsOf(s) != countsOf(row.Standings) || s.Filled != row.Filled || s.Seats != row.Seats || s.Status != row.Status || s.Parliament != row.Parliament {
						t.Errorf("%s: on %s %+v, but the row of %s says %+v", axis, day, s, row.On, row.Standings)
					}
				}
				on = row.To
			}
			q.After = answer.Next
		}
		if on != 0 {
			t.Errorf("%s: nothing is told from %s on", axis, on)
		}
		t.Logf("%s: %d rows", axis, n)
	}
}

func TestWhatLiesBetweenTwoDays(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	for _, c := range []struct {
		name, from, to string
		axis           models.Axis
		differences    string // those of the values that differ
		changes        string // of each kind
	}{
		{"Han Dong leaves", "2023-03-21", "2023-03-22", models.Designation, "liberal 157→156, independent 2→3", "left_caucus 1"},
		{"he has no caucus", "2023-03-21", "2023-03-22", models.Caucus, "liberal 157→156, none 2→3", "left_caucus 1"},
		{"the day after", "2023-03-22", "2023-03-23", models.Designation, "", ""},
		{"an election", "2025-03-23", "2025-04-28", models.Designation,
			"liberal 152→169, conservative 120→144, bloc 33→22, ndp 24→7, green 2→1, independent 3→0", "seated 343, unseated 334"},
		{"the Bloc splits", "2018-02-27", "2018-02-28", models.Caucus, "bloc 10→3, gpq 0→7", "crossed_floor 7"},
		{"two return on the day on which the rest is renamed", "2018-06-05", "2018-06-06", models.Caucus,
			"bloc 3→5, gpq 7→0, quebec_debout 0→5", "crossed_floor 2, renamed 1"},
		{"and five on another", "2018-09-16", "2018-09-17", models.Caucus, "liberal 183→182, conservative 96→97, bloc 5→10, quebec_debout 5→0", "crossed_floor 6"},
		{"the Alliance goes into the Conservatives", "2003-12-22", "2003-12-23", models.Designation, "conservative 0→59, canadian_alliance 59→0", "merged 1"},
		{"fifteen Progressive Conservatives follow, three do not", "2004-02-01", "2004-02-02", models.Designation,
			"conservative 58→73, pc 18→0, independent 4→7", "left_caucus 3, merged 1"},
	} {
		got := r.Compare(models.CompareQuery{House: commons, Axis: c.axis, From: temporal.MustDay(c.from), To: temporal.MustDay(c.to)})
		if differences, kinds := told(got); differences != c.differences || kinds != c.changes {
			t.Errorf("%s:\n got %s; %s\nwant %s; %s", c.name, differences, kinds, c.differences, c.changes)
		}
	}
}

// told says what differs between two days, and how many changes of each kind
// lie between them.
func told(c models.Comparison) (differences, kinds string) {
	var rows, list []string
	for _, d := range c.Differences {
		if d.Change() != 0 {
			name := strings.TrimPrefix(cmp.Or(string(d.Value.Organization), string(d.Value.Status)), "org_")
			rows = append(rows, fmt.Sprintf("%s %d→%d", name, d.From, d.To))
		}
	}
	counts := map[models.ChangeKind]int{}
	for _, change := range c.Changes {
		counts[change.Kind]++
	}
	for _, k := range models.ChangeKinds {
		if counts[k] > 0 {
			list = append(list, fmt.Sprintf("%s %d", k, counts[k]))
		}
	}
	return strings.Join(rows, ", "), strings.Join(list, ", ")
}

// TestChangesLeadFromDayToDay walks the changes between random days on every
// axis from the counts of the one to those of the other. What no change tells is
// what befell an organization, or a gap in the record.
func TestChangesLeadFromDayToDay(t *testing.T) {
	t.Parallel()
	_, r := theHouse(t)
	rng := rand.New(rand.NewPCG(1867, 7))
	first, last := temporal.MustDay("1867-09-20"), temporal.MustDay("2026-11-22")
	for range 60 {
		from := first.Add(rng.IntN(int(last - first)))
		to := min(from.Add(1+rng.IntN(1500)), last)
		for _, axis := range models.Axes {
			leads(t, r, axis, from, to)
		}
	}
}

func leads(t *testing.T, r *models.Register, axis models.Axis, from, to temporal.Day) {
	t.Helper()
	c := r.Compare(models.CompareQuery{House: commons, Axis: axis, From: from, To: to})
	counts, filled := map[models.Value]int{}, c.From.Filled
	for _, row := range c.From.Rows {
		counts[row.Value] = row.Seats
	}
	type personDay struct {
		person models.PersonID
		on     temporal.Day
	}
	told := map[personDay]bool{}
	for i := len(c.Changes) - 1; i >= 0; i-- { // oldest first
		change := c.Changes[i]
		switch at := (personDay{change.Person, change.On}); {
		case change.Kind == models.Seated:
			filled++
		case change.Kind == models.Unseated:
			filled--
		case change.Person == "" || told[at]:
			continue
		}
		if at := (personDay{change.Person, change.On}); !told[at] {
			told[at] = true
			if change.Before.Sitting() {
				counts[change.Before.Value(axis)]--
			}
			if change.After.Sitting() {
				counts[change.After.Value(axis)]++
			}
		}
	}
	for _, p := range sat(r, from, to) {
		for _, s := range r.Timeline(p, axis) {
			on := s.From
			before, after := r.Standing(p, on-1), r.Standing(p, on)
			if on <= from || on > to || !before.Sitting() || !after.Sitting() || told[personDay{p, on}] || before.Value(axis) == after.Value(axis) {
				continue
			}
			x, y := before.Value(axis), after.Value(axis)
			if !x.IsUnknown() && !y.IsUnknown() && !r.Became(x.Organization, y.Organization, on) {
				t.Errorf("%s on %s: %v to %v is no change", p, on, x, y)
			}
			counts[x]--
			counts[y]++
		}
		gapsAtEnds(r, p, axis, from, to, func(on temporal.Day, v models.Value) {
			if !told[personDay{p, on}] {
				counts[v]--
				counts[models.UnknownValue]++
			}
		})
	}
	for _, d := range c.Differences {
		if counts[d.Value] != d.To {
			t.Errorf("%s from %s to %s: changes make %d of %v, the day says %d", axis, from, to, counts[d.Value], d.Value, d.To)
		}
		delete(counts, d.Value)
	}
	for v, n := range counts {
		if n != 0 {
			t.Errorf("%s from %s to %s: changes leave %d of %v", axis, from, to, n, v)
		}
	}
	if filled != c.To.Filled {
		t.Errorf("from %s to %s: %d filled, changes make %d", from, to, c.To.Filled, filled)
	}
}

// gapsAtEnds tells the days on which a member who goes on sitting is no longer
// told on an axis.
func gapsAtEnds(r *models.Register, p models.PersonID, axis models.Axis, from, to temporal.Day, gap func(temporal.Day, models.Value)) {
	for _, s := range r.Timeline(p, axis) {
		if s.To <= from || s.To > to || s.Value.IsUnknown() {
			continue
		}
		before, after := r.Standing(p, s.To-1), r.Standing(p, s.To)
		_, told := r.Timeline(p, axis).At(s.To)
		if before.Sitting() && after.Sitting() && !told {
			gap(s.To, s.Value)
		}
	}
}

// sat lists everybody who sat in a parliament of some of the days.
func sat(r *models.Register, from, to temporal.Day) (all []models.PersonID) {
	seen := map[models.PersonID]bool{}
	for _, p := range r.Parliaments(commons) {
		if p.Term().Overlaps(temporal.Period{From: from, To: to + 1}) {
			for _, t := range r.TenuresIn(commons, p.Number) {
				if !seen[t.Person] {
					seen[t.Person] = true
					all = append(all, t.Person)
				}
			}
		}
	}
	return all
}
