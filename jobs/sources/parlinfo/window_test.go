package parlinfo

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// spellsOf writes the spells of an axis, one a line.
func spellsOf(set *models.Facts, axis models.Axis) (lines []string) {
	for _, a := range set.Affiliations {
		if a.Axis != axis {
			continue
		}
		line := a.Period.String() + " " + string(a.Value.Status) + " " + string(a.Value.Organization) + " " + string(a.Basis)
		if a.Window != nil {
			line += " perhaps from " + a.Window.From.String()
		}
		lines = append(lines, line)
	}
	return lines
}

// TestYearOnly: of a change of which the source knows the year, the day is not
// made up.
func TestYearOnly(t *testing.T) {
	vague := func(r answerOf) answerOf { return r.with("StartDateIsApproximate", true) }
	elected := seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19")
	for _, c := range []struct {
		name  string
		roles []answerOf
		want  []string
	}{
		{"the label before ends on the day before", []answerOf{labelled(2, liberal, "2019-10-21", "2019-12-31"), vague(labelled(4, independent, "2020-01-01", ""))},
			[]string{"2019-10-21/2020-12-31 organization org_liberal stated", "2020-12-31/2021-08-16 organization org_independent stated perhaps from 2020-01-01"}},
		{"the label before ends on the same day", []answerOf{labelled(2, liberal, "2019-10-21", "2020-01-01"), vague(labelled(4, independent, "2020-01-01", ""))},
			[]string{"2019-10-21/2020-12-31 organization org_liberal stated", "2020-12-31/2021-08-16 organization org_independent stated perhaps from 2020-01-01"}},
		{"the seat ends in that year", []answerOf{labelled(2, liberal, "2019-10-21", "2020-12-31"), vague(labelled(4, independent, "2021-01-01", ""))},
			[]string{"2019-10-21/2021-08-15 organization org_liberal stated", "2021-08-15/2021-08-16 organization org_independent stated perhaps from 2021-01-01"}},
		{"1 January that is meant", []answerOf{labelled(2, liberal, "2019-10-21", "2019-12-31"), labelled(4, independent, "2020-01-01", "")},
			[]string{"2019-10-21/2020-01-01 organization org_liberal stated", "2020-01-01/2021-08-16 organization org_independent stated"}},
	} {
		docs := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example", append(c.roles, elected)...))})
		set, _ := Derive(docs, lists(), Reviewed{})
		if diff := cmp.Diff(c.want, spellsOf(set, models.Designation)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if got := spellsOf(set, models.Caucus); len(got) != 2 || got[0][:21] != c.want[0][:21] {
			t.Errorf("%s: the caucus is %v", c.name, got)
		}
	}
}

// TestRoleAsVagueAsItsLabel: the source marks the label and not the role.
func TestRoleAsVagueAsItsLabel(t *testing.T) {
	docs := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example",
		seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19"),
		labelled(2, liberal, "2019-10-21", "2019-12-31"), labelled(4, conservative, "2020-01-01", "").with("StartDateIsApproximate", true),
		benched(3, liberal, "2019-12-05", "2019-12-31"), benched(5, conservative, "2020-01-01", "2021-08-15")))})
	set, _ := Derive(docs, lists(), Reviewed{})
	want := []string{"2019-10-21/2020-12-31 organization org_liberal stated", "2020-12-31/2021-08-16 organization org_conservative stated perhaps from 2020-01-01"}
	alone := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example",
		seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19"),
		labelled(2, liberal, "2019-10-21", "2019-12-31"), labelled(4, conservative, "2020-01-01", "").with("StartDateIsApproximate", true),
		benched(5, conservative, "2020-01-01", "2021-08-15")))}) // no role before it
	second, _ := Derive(alone, lists(), Reviewed{})
	if got := spellsOf(second, models.Caucus); len(got) != 2 || got[1] != want[1] {
		t.Errorf("without a role before: %v", got)
	}
	for _, axis := range []models.Axis{models.Designation, models.Caucus} {
		if diff := cmp.Diff(want, spellsOf(set, axis)); diff != "" {
			t.Errorf("%s: %s", axis, diff)
		}
	}
}

// TestMergerIsNoReturn: out of caucus, a member stays out when the label is
// renamed or merged.
func TestMergerIsNoReturn(t *testing.T) {
	l := lists()
	l.Successions = []models.Succession{{On: temporal.MustDay("2020-12-23"), From: "org_liberal", To: "org_conservative", Type: models.Merger}}
	docs := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example",
		seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19"),
		labelled(2, liberal, "2019-10-21", "2020-12-22"), labelled(4, conservative, "2020-12-23", "2021-02-04"), labelled(5, independent, "2021-02-05", ""),
		benched(3, liberal, "2019-12-05", "2020-11-27")))})
	set, _ := Derive(docs, l, Reviewed{CaucusRoles: []CaucusRole{{Person: 7, Role: 3, LastDay: temporal.MustDay("2020-11-27"), Decision: "none"}}})
	want := []string{"2019-10-21/2020-11-28 organization org_liberal stated", "2020-11-28/2021-08-16 none  implied"}
	if diff := cmp.Diff(want, spellsOf(set, models.Caucus)); diff != "" {
		t.Error(diff)
	}
}

// TestRoleOfTheFirstSitting: a role that contradicts the label from the first
// sitting on did so from polling day on.
func TestRoleOfTheFirstSitting(t *testing.T) {
	docs := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example",
		seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19"),
		labelled(2, liberal, "2019-10-21", ""), benched(3, conservative, "2019-12-05", "2021-08-15")))})
	set, _ := Derive(docs, lists(), Reviewed{})
	if diff := cmp.Diff([]string{"2019-10-21/2021-08-16 organization org_conservative stated"}, spellsOf(set, models.Caucus)); diff != "" {
		t.Error(diff)
	}
}

func TestYearsAreNoName(t *testing.T) {
	if got := personName("John Alexander (1883-1945)", "Macdonald").Full; got != "John Alexander Macdonald" {
		t.Errorf("%q", got)
	}
}
