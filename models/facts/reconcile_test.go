package facts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// retrieved is 2024-06-01, when the documents were.
const retrieved = temporal.Instant(1717200000 * 1_000_000)

// Two sources with one document each; what a fact cites tells who said it.
func register(all ...models.Fact) *models.Facts {
	set := &models.Facts{}
	for _, source := range []models.SourceID{"hansard", "library"} {
		set.Add(models.Source{ID: source, Title: string(source)})
		set.Add(models.Snapshot{ID: models.SnapshotID("snp_" + source), Source: source, RetrievedAt: retrieved})
	}
	for _, f := range all {
		set.Add(f)
	}
	return set
}

func saidBy(sources ...string) models.Cited {
	c := models.Cited{State: models.Confirmed}
	for _, s := range sources {
		c.Citations = append(c.Citations, models.Citation{Snapshot: models.SnapshotID("snp_" + s)})
	}
	return c
}

func day(s string) temporal.Day {
	if s == "" {
		return 0
	}
	return temporal.MustDay(s)
}

func label(who models.PersonID, under models.OrganizationID, from, to, by string) models.Affiliation {
	return models.Affiliation{
		ID: models.NewAffiliationID(who, models.Designation, from), Person: who, Axis: models.Designation,
		Value: models.Of(under), Period: temporal.Period{From: day(from), To: day(to)}, Basis: models.Stated, Cited: saidBy(strings.Fields(by)...),
	}
}

func seat(id models.TenureID, who models.PersonID, from, to, by string) models.Tenure {
	return models.Tenure{
		ID: id, Person: who, House: "ca-commons", Parliament: 44, Riding: "rid_x", Place: 1,
		Period: temporal.Period{From: day(from), To: day(to)}, Cited: saidBy(strings.Fields(by)...),
	}
}

// withArchive adds an earlier capture of the library's.
func withArchive(set *models.Facts) *models.Facts {
	set.Add(models.Snapshot{ID: "snp_archive", Source: "library", RetrievedAt: retrieved - 1})
	return set
}

func TestReconcile(t *testing.T) {
	const dong = "per_dong"
	liberal := label(dong, "org_liberal", "2021-09-20", "", "library")
	wasLiberal := label(dong, "org_liberal", "2021-09-20", "2023-03-22", "library")
	independent := label(dong, "org_independent", "2023-03-22", "", "library")
	byHansard := label(dong, "org_independent", "2023-03-23", "", "hansard")
	byBoth := label(dong, "org_independent", "2023-03-23", "", "hansard library")
	uncited := liberal
	uncited.Citations = nil
	seenOnce := byHansard
	seenOnce.State = models.Reported
	elsewhere := byHansard
	elsewhere.Axis = models.Caucus
	elsewhere.ID = "aff_caucus"
	first, second := seat("ten_1", dong, "2021-09-20", "", "library"), seat("ten_2", "per_new", "2024-01-01", "", "library")
	secondByHansard := seat("ten_2", "per_new", "2024-01-01", "", "hansard")
	heldByBoth := label(dong, "org_liberal", "2021-09-20", "2023-03-22", "library hansard")
	byRule := label(dong, "org_liberal", "2021-09-20", "2023-03-25", "library")
	byRule.Basis = models.Implied
	unsure := wasLiberal
	unsure.State = models.Provisional
	fromArchive := label(dong, "org_independent", "2023-03-24", "", "archive")
	name := func(en string, from, to string) models.RidingName {
		return models.RidingName{Name: models.Name{En: en}, Period: temporal.Period{From: day(from), To: day(to)}}
	}
	renamed := models.Riding{ID: "rid_x", Names: []models.RidingName{name("Bras d'Or", "", "1998-06-18"), name("Bras d'Or—Cape Breton", "1998-06-18", "")}, Cited: saidBy("library")}
	byLater, byAnother := renamed, renamed
	byLater.Names, byAnother.Names = []models.RidingName{name("Bras d'Or—Cape Breton", "", "")}, []models.RidingName{name("Cape Breton", "", "")}
	ended, endedBefore := label(dong, "org_liberal", "2021-09-20", "2025-01-21", "hansard"), label(dong, "org_liberal", "2021-09-20", "2023-03-22", "hansard")
	elected := first
	elected.ElectedAs = models.Of("org_liberal")
	swappedA, swappedB := wasLiberal, independent
	swappedA.Period, swappedB.Period = independent.Period, wasLiberal.Period

	for name, c := range map[string]struct {
		current, incoming, told []models.Fact
		open                    []models.Fact
		close                   []models.Fact
		conflicts               []facts.Conflict
	}{
		"nothing is new":                             {current: []models.Fact{liberal}, incoming: []models.Fact{liberal}},
		"a first import":                             {incoming: []models.Fact{independent, wasLiberal}, open: inOrder(independent, wasLiberal)},
		"absence is no end":                          {current: []models.Fact{liberal, first}},
		"a crossing":                                 {current: []models.Fact{liberal}, incoming: []models.Fact{independent, wasLiberal}, open: inOrder(independent, wasLiberal)},
		"an older document again":                    {current: []models.Fact{wasLiberal, independent}, incoming: []models.Fact{liberal}, told: []models.Fact{liberal}},
		"an older document at first":                 {current: []models.Fact{wasLiberal, independent}, incoming: []models.Fact{liberal}, open: []models.Fact{liberal}, close: []models.Fact{independent}},
		"the same source, another day":               {current: []models.Fact{label(dong, "org_independent", "2023-03-24", "", "library")}, incoming: []models.Fact{independent}, open: []models.Fact{independent}, close: []models.Fact{label(dong, "org_independent", "2023-03-24", "", "library")}},
		"another source, another day":                {current: []models.Fact{independent}, incoming: []models.Fact{byHansard}, conflicts: []facts.Conflict{{Incoming: byHansard, Held: independent}}},
		"another source joins in":                    {current: []models.Fact{independent}, incoming: []models.Fact{byBoth}, open: []models.Fact{byBoth}, close: []models.Fact{independent}},
		"one of two sources":                         {current: []models.Fact{byBoth}, incoming: []models.Fact{independent}, conflicts: []facts.Conflict{{Incoming: independent, Held: byBoth}}},
		"a belief without citations":                 {current: []models.Fact{uncited}, incoming: []models.Fact{independent}, conflicts: []facts.Conflict{{Incoming: independent, Held: uncited}}},
		"another source, same key":                   {current: []models.Fact{independent}, incoming: []models.Fact{label(dong, "org_green", "2023-03-22", "", "hansard")}, open: []models.Fact{label(dong, "org_green", "2023-03-22", "", "hansard")}},
		"another axis":                               {current: []models.Fact{independent}, incoming: []models.Fact{elsewhere}, open: []models.Fact{elsewhere}},
		"seen once beside the record":                {current: []models.Fact{independent}, incoming: []models.Fact{seenOnce}, open: []models.Fact{seenOnce}},
		"two held facts trade places":                {current: []models.Fact{wasLiberal, independent}, incoming: []models.Fact{swappedA, swappedB}, open: inOrder(swappedA, swappedB)},
		"the incoming contradicts itself":            {incoming: []models.Fact{liberal, independent}, open: inOrder(liberal, independent)[:1], conflicts: []facts.Conflict{{Incoming: inOrder(liberal, independent)[1], Held: inOrder(liberal, independent)[0]}}},
		"the incoming says two things under one key": {incoming: []models.Fact{liberal, wasLiberal}, open: []models.Fact{liberal}, conflicts: []facts.Conflict{{Incoming: wasLiberal, Held: liberal}}},
		"it contradicts what it also says":           {current: []models.Fact{liberal}, incoming: []models.Fact{liberal, independent}, conflicts: []facts.Conflict{{Incoming: independent, Held: liberal}}},
		"part of what was weighed":                   {current: []models.Fact{heldByBoth}, incoming: []models.Fact{liberal}},
		"as many sources, another end":               {current: []models.Fact{liberal}, incoming: []models.Fact{wasLiberal}, open: []models.Fact{wasLiberal}},
		"a rule against a statement":                 {current: []models.Fact{wasLiberal}, incoming: []models.Fact{byRule}},
		"a statement against a rule":                 {current: []models.Fact{byRule}, incoming: []models.Fact{wasLiberal}, open: []models.Fact{wasLiberal}},
		"the same in another document":               {current: []models.Fact{wasLiberal}, incoming: []models.Fact{label(dong, "org_liberal", "2021-09-20", "2023-03-22", "hansard")}},
		"the same, now provisional":                  {current: []models.Fact{wasLiberal}, incoming: []models.Fact{unsure}},
		"the same, no longer provisional":            {current: []models.Fact{unsure}, incoming: []models.Fact{wasLiberal}, open: []models.Fact{wasLiberal}},
		"an older capture":                           {current: []models.Fact{wasLiberal}, incoming: []models.Fact{label(dong, "org_liberal", "2021-09-20", "", "archive")}},
		"a newer capture":                            {current: []models.Fact{label(dong, "org_liberal", "2021-09-20", "", "archive")}, incoming: []models.Fact{wasLiberal}, open: []models.Fact{wasLiberal}},
		"an older capture, another day":              {current: []models.Fact{independent}, incoming: []models.Fact{fromArchive}, conflicts: []facts.Conflict{{Incoming: fromArchive, Held: independent}}},
		"a riding by one of its names":               {current: []models.Fact{renamed}, incoming: []models.Fact{byLater}},
		"a riding that was renamed":                  {current: []models.Fact{byLater}, incoming: []models.Fact{renamed}, open: []models.Fact{renamed}},
		"a riding by a name of its own":              {current: []models.Fact{renamed}, incoming: []models.Fact{byAnother}, open: []models.Fact{byAnother}},
		"an end that came after the document":        {current: []models.Fact{ended}, incoming: []models.Fact{liberal}},
		"an end that the document could have told":   {current: []models.Fact{endedBefore}, incoming: []models.Fact{liberal}, open: []models.Fact{liberal}},
		"a seat told with less":                      {current: []models.Fact{elected}, incoming: []models.Fact{first}},
		"a seat told with more":                      {current: []models.Fact{first}, incoming: []models.Fact{elected}, open: []models.Fact{elected}},
		"a seat is corrected":                        {current: []models.Fact{first}, incoming: []models.Fact{second}, open: []models.Fact{second}, close: []models.Fact{first}},
		"a seat is disputed":                         {current: []models.Fact{first}, incoming: []models.Fact{secondByHansard}, conflicts: []facts.Conflict{{Incoming: secondByHansard, Held: first}}},
		"a seat that became free":                    {current: []models.Fact{seat("ten_1", dong, "2021-09-20", "2024-01-01", "library")}, incoming: []models.Fact{secondByHansard}, open: []models.Fact{secondByHansard}},
	} {
		t.Run(name, func(t *testing.T) {
			told := map[string]bool{}
			for _, f := range append(c.told, c.current...) {
				told[fact(f)] = true
			}
			for f := range register().All() {
				told[fact(f)] = true
			}
			got := facts.Reconcile(withArchive(register(c.current...)), withArchive(register(c.incoming...)), func(f models.Fact) bool { return told[fact(f)] })
			want := facts.Plan{Open: c.open, Conflicts: c.conflicts}
			for _, f := range c.close {
				want.Close = append(want.Close, models.RefOf(f))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Sources and snapshots are facts like others, and come before what cites them.
func TestReconcileSources(t *testing.T) {
	longer := models.Source{ID: "library", Title: "library", SpeaksUntil: day("2026-08-20")}
	page := models.Snapshot{ID: "snp_page", Source: "library"}
	unused := models.Snapshot{ID: "snp_unused", Source: "library"} // nothing rests on it
	somebody := models.Person{ID: "per_a", Cited: saidBy("page")}
	incoming := &models.Facts{Sources: []models.Source{longer}, Snapshots: []models.Snapshot{page, unused}, People: []models.Person{somebody}}
	got := facts.Reconcile(register(), incoming, func(models.Fact) bool { return false })
	want := facts.Plan{Open: []models.Fact{longer, page, somebody}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What corrects nothing is left out, unless it brings a second witness.
func TestNews(t *testing.T) {
	held := label("per_dong", "org_liberal", "2021-09-20", "", "library hansard")
	again := label("per_dong", "org_liberal", "2021-09-20", "", "library")
	ended := label("per_dong", "org_liberal", "2021-09-20", "2023-03-22", "library")
	for name, c := range map[string]struct {
		held, said models.Fact
		news       bool
	}{
		"held with more":          {held, again, false},
		"held as it is":           {held, held, false},
		"a second witness":        {again, held, true},
		"an end":                  {held, ended, true},
		"something under new key": {held, label("per_new", "org_liberal", "2021-09-20", "", "library"), true},
	} {
		got := facts.News(register(c.held), &models.Facts{Affiliations: []models.Affiliation{c.said.(models.Affiliation)}})
		if (len(got) == 1) != c.news {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func inOrder(a, b models.Affiliation) []models.Fact {
	if a.ID > b.ID {
		a, b = b, a
	}
	return []models.Fact{a, b}
}

func fact(f models.Fact) string {
	data, err := facts.Encode(f)
	if err != nil {
		panic(err)
	}
	return string(f.Kind()) + string(data)
}
