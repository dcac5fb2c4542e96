package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

func TestRevisionAtAnInstant(t *testing.T) {
	r, err := models.NewRegister([]models.Revision{{Number: 1, RecordedAt: 100}, {Number: 2, RecordedAt: 200}, {Number: 3, RecordedAt: 300}}, &New().Facts)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[temporal.Instant]int{99: 0, 100: 1, 199: 1, 200: 2, 299: 2, 300: 3, 1e9: 3} {
		if got := r.RevisionAt(at); got != want {
			t.Errorf("at %d: revision %d, want %d", at, got, want)
		}
	}
}

// renamed is a party that took another name on a day.
var renamed = models.Organization{ID: "org_socreds", Names: []models.OrganizationNames{
	{Period: temporal.Period{To: Day("1961-07-11")}, Full: models.Name{En: "Social Credit Party"}, Short: models.Name{En: "Social Credit", Fr: "Crédit social"}, Abbreviation: models.Name{En: "SC"}},
	{Period: temporal.Period{From: Day("1961-07-11")}, Full: models.Name{En: "Social Credit Rally"}, Short: models.Name{En: "Rally", Fr: "Ralliement"}, Abbreviation: models.Name{En: "SCR"}},
}}

func TestNamesOfAnOrganizationOnADay(t *testing.T) {
	for day, want := range map[string]string{
		"1935-10-14": "Social Credit Party", "1961-07-10": "Social Credit Party", "1961-07-11": "Social Credit Rally", "2000-01-01": "Social Credit Rally",
	} {
		if got := renamed.NamesOn(Day(day)).Full.En; got != want {
			t.Errorf("on %s: %s, want %s", day, got, want)
		}
	}
	if got := (&models.Organization{}).NamesOn(Day("2000-01-01")); got != (models.OrganizationNames{}) {
		t.Errorf("without names: %v", got)
	}
}

func TestNameOfARidingOnADay(t *testing.T) {
	d := models.Riding{Names: []models.RidingName{
		{Name: models.Name{En: "Old"}, Period: temporal.Period{To: Day("2026-05-01")}},
		{Name: models.Name{En: "New"}, Period: temporal.Period{From: Day("2026-05-01"), To: Day("2026-09-01")}, Window: &models.Window{From: Day("2026-04-10")}},
		{Name: models.Name{En: "Newest"}, Period: temporal.Period{From: Day("2026-09-01")}},
	}}
	for _, c := range []struct{ day, name, next string }{
		{"2026-04-09", "Old", ""}, {"2026-04-10", "Old", "New"}, {"2026-04-30", "Old", "New"},
		{"2026-05-01", "New", ""}, {"2026-08-31", "New", ""}, {"2026-09-01", "Newest", ""}, {"1900-01-01", "Old", ""},
	} {
		name, other := d.NameOn(Day(c.day))
		next := ""
		if other != nil {
			next = other.En
		}
		if name.En != c.name || next != c.next {
			t.Errorf("on %s: %q, perhaps already %q; want %q, %q", c.day, name.En, next, c.name, c.next)
		}
	}
}

func TestOrganizationsByName(t *testing.T) {
	h := New()
	one := renamed
	one.House, one.Cited, one.Type = Commons, h.Cited(), models.PartyKind
	h.Facts.Add(one)
	h.Facts.Add(models.Organization{
		ID: "org_sc_2", House: Commons, Type: models.PartyKind, Period: temporal.Period{From: Day("1980-01-01")}, Cited: h.Cited(),
		Names: []models.OrganizationNames{{Full: models.Name{En: "Social Credit"}}},
	})
	d := models.NewDirectory(h.Register(t))
	for _, c := range []struct {
		why, name, on string
		want          []models.OrganizationID
	}{
		{"short name", "liberal", "2023-03-22", []models.OrganizationID{Liberal}},
		{"French, without accents", "QUEBEC DEBOUT", "2023-03-22", []models.OrganizationID{QuebecDebout}},
		{"abbreviation", "scr", "1970-01-01", []models.OrganizationID{"org_socreds"}},
		{"a name it no longer has, that nobody has", "SC", "1970-01-01", []models.OrganizationID{"org_socreds"}},
		{"the one that has the name on the day", "social credit", "1950-01-01", []models.OrganizationID{"org_socreds"}},
		{"the later one", "Crédit-Social", "1950-01-01", []models.OrganizationID{"org_socreds"}},
		{"another has the name on the day", "Social Credit", "1990-01-01", []models.OrganizationID{"org_sc_2"}},
		{"nobody has it on the day, two had it", "Social Credit", "1975-01-01", []models.OrganizationID{"org_sc_2", "org_socreds"}},
		{"nobody", "Whig", "2023-03-22", nil},
		{"no letters", "--", "2023-03-22", nil},
	} {
		if diff := cmp.Diff(c.want, d.Organizations(c.name, Day(c.on))); diff != "" {
			t.Errorf("%s: %s", c.why, diff)
		}
	}
}

// TestRidingsByName: a redistribution makes a new riding that often keeps the
// name of the old one.
func TestRidingsByName(t *testing.T) {
	h := New()
	h.Person("A Member").Sits("Outremont", "2000-11-27", "2004-05-24")
	h.Person("Another Member").Sits("Outremont (2013)", "2015-10-19", "2019-09-12")
	h.Person("A Third").Sits("Elsewhere", "2015-10-19", "2019-09-12")
	old, younger := h.Riding("Outremont"), h.Riding("Outremont (2013)")
	h.Facts.Ridings[1].Names[0].En = "Outremont"
	d := models.NewDirectory(h.Register(t))
	both := []models.RidingID{old, younger}
	if both[0] > both[1] {
		both[0], both[1] = both[1], both[0]
	}
	for _, c := range []struct {
		on   string
		want []models.RidingID
	}{{"2001-01-01", []models.RidingID{old}}, {"2016-01-01", []models.RidingID{younger}}, {"2022-01-01", both}, {"1900-01-01", both}} {
		if diff := cmp.Diff(c.want, d.Ridings(Commons, "outremont", Day(c.on))); diff != "" {
			t.Errorf("on %s: %s", c.on, diff)
		}
	}
	if got := d.Ridings("another-house", "outremont", Day("2001-01-01")); got != nil {
		t.Errorf("in another House: %v", got)
	}
}

func TestFiltersThatContradictEachOther(t *testing.T) {
	lib, none, no, yes := models.Of(Liberal), models.None, false, true
	fields := func(faults []models.Fault) (names []string) {
		for _, f := range faults {
			names = append(names, f.Field)
		}
		return names
	}
	for _, c := range []struct {
		name string
		q    models.PeopleQuery
		want []string
	}{
		{"nothing asked", models.PeopleQuery{}, nil},
		{"sitting in a caucus", models.PeopleQuery{Sitting: &yes, Caucus: &lib}, nil},
		{"not sitting, of a party", models.PeopleQuery{Sitting: &no, Party: &lib, Parliament: 44}, nil},
		{"not sitting, in a caucus for a riding", models.PeopleQuery{Sitting: &no, Caucus: &none, Riding: "rid_x"}, []string{"sitting", "sitting"}},
	} {
		if diff := cmp.Diff(c.want, fields(c.q.Contradictions())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	for _, c := range []struct {
		name string
		q    models.ChangesQuery
		want []string
	}{
		{"nothing asked", models.ChangesQuery{}, nil},
		{"left for none", models.ChangesQuery{FromCaucus: &lib, ToCaucus: &none, Caucus: &lib}, nil},
		{"from and to the same", models.ChangesQuery{FromCaucus: &lib, ToCaucus: &lib}, []string{"to_caucus"}},
		{"a merger of somebody", models.ChangesQuery{Kinds: []models.ChangeKind{models.OrgMerged}, Person: "per_x"}, []string{"person"}},
		{"a merger, or a crossing of somebody", models.ChangesQuery{Kinds: []models.ChangeKind{models.OrgMerged, models.CrossedFloor}, Person: "per_x"}, nil},
		{"another label out of a caucus", models.ChangesQuery{Kinds: []models.ChangeKind{models.Redesignated}, FromCaucus: &lib}, []string{"kind"}},
	} {
		if diff := cmp.Diff(c.want, fields(c.q.Contradictions())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
