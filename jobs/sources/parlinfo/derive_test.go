package parlinfo

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// tell writes facts as short lines, in their order.
func tell(f *models.Facts) (lines []string) {
	value := func(v models.Value) string {
		if v.Status == models.HasOrganization {
			return strings.TrimPrefix(string(v.Organization), "org_")
		}
		return string(v.Status)
	}
	locators := func(c models.Cited) (s string) {
		for _, x := range c.Citations {
			s += " " + strings.TrimPrefix(x.Locator, "PersonRoleId ")
		}
		return s
	}
	for _, r := range f.Ridings {
		for _, n := range r.Names {
			lines = append(lines, fmt.Sprintf("riding %d %s %s %s", r.Order, r.Province, n.En, n.Period))
		}
	}
	for _, t := range f.Tenures {
		lines = append(lines, fmt.Sprintf("seat %d/%d %s %s..%s as %s,%s", t.Parliament, t.Place, t.Period, t.StartCause, t.EndCause, value(t.ElectedAs), locators(t.Cited)))
	}
	for _, a := range f.Affiliations {
		lines = append(lines, fmt.Sprintf("%s %s %s %s,%s", a.Axis, a.Period, value(a.Value), a.Basis, locators(a.Cited)))
	}
	return lines
}

// derive tells what the documents say of the two parliaments of lists, and the
// kinds of fault.
func derive(t *testing.T, reviewed Reviewed, texts map[string]string) (lines []string, kinds map[FaultKind]int) {
	t.Helper()
	facts, report := Derive(read(t, texts), lists(), reviewed)
	check(t, facts)
	return tell(facts), report.Kinds()
}

// check holds what is always true: one value per person, axis and day; a
// citation for every fact, of a snapshot that is there.
func check(t *testing.T, f *models.Facts) {
	t.Helper()
	snapshots := map[models.SnapshotID]bool{}
	for _, s := range f.Snapshots {
		snapshots[s.ID] = true
	}
	for fact := range f.All() {
		var cited models.Cited
		switch x := fact.(type) {
		case models.Person:
			cited = x.Cited
		case models.Riding:
			cited = x.Cited
		case models.Tenure:
			cited = x.Cited
		case models.Affiliation:
			cited = x.Cited
		default:
			continue
		}
		if len(cited.Citations) == 0 || !snapshots[cited.Citations[0].Snapshot] {
			t.Errorf("%s %s has no citation", fact.Kind(), fact.Key())
		}
	}
	for i, a := range f.Affiliations[:max(0, len(f.Affiliations)-1)] {
		b := f.Affiliations[i+1]
		if !a.Valid() || a.Person == b.Person && a.Axis == b.Axis && a.Overlaps(b.Period) {
			t.Errorf("two values on one day: %v %v and %v", a.Axis, a.Period, b.Period)
		}
	}
}

// TestLeavesCaucus is Han Dong as the list answer of 2024 has him: no role ids,
// and no capture of his caucus.
func TestLeavesCaucus(t *testing.T) {
	list := listText(person(20103, "Han", "Dong",
		labelled(0, liberal, "2019-10-21", "2023-03-21"), labelled(0, independent, "2023-03-22", ""),
		seat(0, donValley, "Don Valley North", "2019-10-21", "")))
	profile := profileText(person(20103, "Han", "Dong",
		seat(318603, donValley, "Don Valley North", "2019-10-21", ""), labelled(318604, liberal, "2019-10-21", ""),
	).with("ElectionCandidates", []answerOf{won("2019-10-21", 43, donValley, liberal)}))
	got, kinds := derive(t, Reviewed{}, map[string]string{"list_2024-05-31.json": list, "profiles-2020-10-01/20103": profile})
	want := []string{
		"riding 2013 ON Don Valley North /",
		"seat 43/1 2019-10-21/2021-08-16 general_election..dissolution as liberal, 318603",
		"seat 44/1 2021-09-20/2025-03-24 general_election..dissolution as unknown, 318603",
		"caucus 2019-10-21/2021-08-16 liberal implied, 318604",
		"caucus 2021-09-20/2023-03-22 liberal implied, 318604",
		"caucus 2023-03-22/2025-03-24 none implied, PersonId 20103, Party Member 3842 from 2023-03-22",
		"designation 2019-10-21/2021-08-16 liberal stated, 318604",
		"designation 2021-09-20/2023-03-22 liberal stated, 318604",
		"designation 2023-03-22/2025-03-24 independent stated, PersonId 20103, Party Member 3842 from 2023-03-22",
		"party 2019-10-21/2023-03-22 liberal stated, 318604",
		"party 2023-03-22/2025-03-24 unknown stated, PersonId 20103, Party Member 3842 from 2023-03-22",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[FaultKind]int{IDZero: 1}, kinds); diff != "" {
		t.Error(diff)
	}
}

func TestCaucusByRoles(t *testing.T) {
	elected := seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19")
	for _, c := range []struct {
		name     string
		reviewed []CaucusRole
		roles    []answerOf
		want     []string
	}{
		{"a role from the first sitting reaches back to polling day", nil,
			[]answerOf{labelled(2, liberal, "2019-10-21", "2021-09-19"), benched(3, liberal, "2019-12-05", "2021-08-15")},
			[]string{"2019-10-21/2021-08-16 liberal stated, 3"}},
		{"crossing before the first sitting is one crossing", nil,
			[]answerOf{labelled(2, liberal, "2019-10-21", "2019-11-05"), labelled(4, conservative, "2019-11-06", ""), benched(3, conservative, "2019-12-05", "2021-08-15")},
			[]string{"2019-10-21/2019-11-06 liberal implied, 2", "2019-11-06/2021-08-16 conservative stated, 3"}},
		{"out of caucus while the label stays", []CaucusRole{{Person: 7, Role: 3, LastDay: temporal.MustDay("2020-06-30"), Decision: "none"}},
			[]answerOf{labelled(2, liberal, "2019-10-21", "2021-01-04"), benched(3, liberal, "2019-12-05", "2020-06-30"), labelled(4, conservative, "2021-01-05", ""), benched(5, conservative, "2021-01-05", "2021-08-15")},
			[]string{"2019-10-21/2020-07-01 liberal stated, 3", "2020-07-01/2021-01-05 none implied, 3", "2021-01-05/2021-08-16 conservative stated, 5"}},
		{"a role recorded short", []CaucusRole{{Person: 7, Role: 3, LastDay: temporal.MustDay("2020-06-30"), Decision: "hole"}},
			[]answerOf{labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "2020-06-30")},
			[]string{"2019-10-21/2020-07-01 liberal stated, 3", "2020-07-01/2021-08-16 liberal implied, 2"}},
		{"a role that ends unreviewed", nil,
			[]answerOf{labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "2020-06-30")},
			[]string{"2019-10-21/2020-07-01 liberal stated, 3", "2020-07-01/2021-08-16 unknown implied, 3"}},
		{"a role that still counts the first day of the next label", nil,
			[]answerOf{labelled(2, liberal, "2019-10-21", "2020-06-29"), labelled(4, independent, "2020-06-30", ""), benched(3, liberal, "2019-12-05", "2020-06-30")},
			[]string{"2019-10-21/2020-06-30 liberal stated, 3", "2020-06-30/2021-08-16 none implied, 4"}},
		{"a role that is open in the capture is known up to that day", nil,
			[]answerOf{labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "")},
			[]string{"2019-10-21/2020-10-02 liberal stated, 3", "2020-10-02/2021-08-16 liberal implied, 2"}},
		{"a role that ends on the eve of dissolution", nil,
			[]answerOf{labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "2021-08-14")},
			[]string{"2019-10-21/2021-08-16 liberal stated, 3"}},
	} {
		text := profileText(person(7, "Ada", "Example", append(c.roles, elected)...))
		lines, _ := derive(t, Reviewed{CaucusRoles: c.reviewed}, map[string]string{"profiles-2020-10-01/7": text})
		var got []string
		for _, l := range lines {
			if rest, ok := strings.CutPrefix(l, "caucus "); ok {
				got = append(got, rest)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestRidingRenamedInsideAParliament(t *testing.T) {
	docs := map[string]string{
		"c-2024-05-31/7": profileText(person(7, "Ada", "Example", seat(1, 100, "Old--Name", "2019-10-21", "2020-06-30"), seat(2, 101, "New Name", "2020-07-01", "2020-12-31"), labelled(3, bloc, "2019-10-21", ""))),
		"c-2024-05-31/8": profileText(person(8, "Bo", "Sample", seat(4, 101, "New Name", "2021-02-22", "2021-09-19"), labelled(5, bloc, "2021-02-22", ""))),
	}
	got, _ := derive(t, Reviewed{Renames: []Rename{{2013, 100, 101, temporal.MustDay("2020-07-01"), "same member on both sides"}}}, docs)
	want := []string{
		"riding 2013 ON Old—Name /2020-07-01", "riding 2013 ON New Name 2020-07-01/",
		"seat 43/1 2019-10-21/2021-01-01 general_election..unknown as unknown, 1 2",
		"seat 43/1 2021-02-22/2021-08-16 by_election..dissolution as unknown, 4",
	}
	got = slices.DeleteFunc(got, func(l string) bool { return !strings.HasPrefix(l, "riding") && !strings.HasPrefix(l, "seat") })
	slices.Sort(got[2:])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	ridings := map[models.RidingID]bool{}
	facts, _ := Derive(read(t, docs), lists(), Reviewed{})
	for _, x := range facts.Tenures {
		ridings[x.Riding] = true
	}
	if len(facts.Tenures) != 3 || len(ridings) != 2 {
		t.Errorf("without the review there are %d tenures in %d ridings, want 3 in 2", len(facts.Tenures), len(ridings))
	}
}

func TestSecondImportIsTheSame(t *testing.T) {
	docs := read(t, map[string]string{"a-2020-10-01/7": profileText(ada()), "b-2024-05-31": listText(ada())})
	one, report := Derive(docs, lists(), Reviewed{})
	slices.Reverse(docs)
	two, again := Derive(docs, lists(), Reviewed{})
	if diff := cmp.Diff(one, two); diff != "" {
		t.Errorf("the order of documents matters: %s", diff)
	}
	if diff := cmp.Diff(report, again); diff != "" {
		t.Error(diff)
	}
}
