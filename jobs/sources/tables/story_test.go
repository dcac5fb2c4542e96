package tables

import (
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"

	"github.com/google/go-cmp/cmp"
)

// found looks a person up by identifier or fails.
func found(t *testing.T, r *models.Register, ref string) models.PersonID {
	t.Helper()
	id, err := r.FindPerson(ref)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestWhoSitsWhereAfterTheTables(t *testing.T) {
	r, _ := imported(t, fortyFourth(), theTables())
	lib, con, bloc, ind := models.Of(modeltest.Liberal), models.Of(modeltest.Conservative), models.Of(modeltest.Bloc), models.Of(modeltest.Independent)
	for _, c := range []struct {
		story, person, on string
		sits              bool
		label, caucus     models.Value
		uncertain         int
	}{
		{"a member sits on the last day held", "ourcommons:89258", "2024-05-27", true, lib, lib, 0},
		{"the seat is vacant the day after", "ourcommons:89258", "2024-05-28", false, models.UnknownValue, models.UnknownValue, 0},
		{"a member leaves the caucus on the day itself", "ourcommons:25451", "2024-09-19", true, ind, models.None, 0},
		{"and was in it the day before", "ourcommons:25451", "2024-09-18", true, lib, lib, 0},
		{"the last day before the dissolution", "ourcommons:89200", "2025-03-23", true, con, con, 0},
		{"dissolved", "ourcommons:89200", "2025-03-24", false, models.UnknownValue, models.UnknownValue, 0},
		{"re-elected under another name", "ourcommons:89200", "2025-04-28", true, con, con, 0},
		{"the day before the crossing", "ourcommons:49344", "2025-11-03", true, con, con, 0},
		{"crossed the floor", "ourcommons:49344", "2025-11-04", true, lib, lib, 0},
		{"the date is the first day vacant", "ourcommons:84665", "2026-01-08", true, lib, lib, 0},
		{"and so she does not sit on it", "ourcommons:84665", "2026-01-09", false, models.UnknownValue, models.UnknownValue, 0},
		{"a void election: held on the day", "ourcommons:122753", "2026-02-13", true, lib, lib, 0},
		{"vacant", "ourcommons:122753", "2026-02-14", false, models.UnknownValue, models.UnknownValue, 0},
		{"elected again", "ourcommons:122753", "2026-04-13", true, lib, lib, 0},
		{"before the windows", "ourcommons:104944", "2026-02-18", true, bloc, bloc, 0},
		{"inside the window the old value holds, on three axes", "ourcommons:104944", "2026-02-19", true, bloc, bloc, 3},
		{"seen as an independent, and so sitting", "ourcommons:104944", "2026-08-02", true, ind, models.None, 0},
		{"after that the seat may have been vacant", "ourcommons:104944", "2026-08-03", true, ind, models.None, 1},
		{"not listed any more", "ourcommons:104944", "2026-08-20", false, models.UnknownValue, models.UnknownValue, 0},
	} {
		s := r.Standing(found(t, r, c.person), temporal.MustDay(c.on))
		if s.Sitting() != c.sits || s.Designation != c.label || s.Caucus != c.caucus || len(s.Uncertain) != c.uncertain {
			t.Errorf("%s (%s on %s): sits %v as %v in %v, %d uncertain; want %v %v %v %d",
				c.story, c.person, c.on, s.Sitting(), s.Designation, s.Caucus, len(s.Uncertain), c.sits, c.label, c.caucus, c.uncertain)
		}
	}
}

func TestHowTenuresEndAndHowFirmTheyAre(t *testing.T) {
	r, _ := imported(t, fortyFourth(), theTables())
	type end struct {
		Last   string
		Cause  models.EndCause
		State  models.State
		Window string
	}
	for person, want := range map[string][]end{
		"ourcommons:89258":  {{"2024-05-27", models.ByResignation, models.Provisional, ""}},                                                    // knowledge alone
		"ourcommons:25451":  {{"2025-01-20", models.ByResignation, models.Confirmed, ""}},                                                      // a notice
		"ourcommons:122753": {{"2026-02-13", models.ByVoidElection, models.Confirmed, ""}, {"", "", models.Confirmed, ""}},                     // two tenures
		"ourcommons:104944": {{"2025-03-23", models.ByDissolution, "", ""}, {"2026-08-19", models.ByResignation, "provisional", "2026-08-03"}}, // no date
	} {
		var got []end
		for _, ten := range r.Tenures(found(t, r, person)) {
			e := end{ten.LastDay().String(), ten.EndCause, ten.State, ""}
			if ten.EndWindow != nil {
				e.Window = ten.EndWindow.From.String()
			}
			if ten.EndCause == models.ByDissolution {
				e.State = "" // as the source of the 44th Parliament has it
			}
			got = append(got, e)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", person, diff)
		}
	}
}

func TestChangesOfTheTables(t *testing.T) {
	r, _ := imported(t, fortyFourth(), theTables())
	type change struct {
		On, Kind  string
		Cause     models.Cause
		Announced string
	}
	for person, want := range map[string][]change{
		"ourcommons:25451":  {{"2024-09-19", "left_caucus", models.CauseResigned, ""}},
		"ourcommons:49344":  {{"2025-11-04", "crossed_floor", models.CauseJoined, "2025-11-04T23:00:00Z"}},
		"ourcommons:104944": {{"2026-08-02", "left_caucus", models.CauseUnknown, ""}}, // undated: no cause is asserted
		"ourcommons:89200":  nil,                                                      // another name is no change
	} {
		var got []change
		for _, c := range r.ChangesOf(found(t, r, person)) {
			got = append(got, change{c.On.String(), string(c.Kind), c.Cause, c.AnnouncedAt.String()})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", person, diff)
		}
	}
}

func TestPeopleAndTheirIdentifiers(t *testing.T) {
	r, _ := imported(t, fortyFourth(), theTables())
	thomas, _ := r.Person(found(t, r, "parlinfo:3"))
	if want := []models.PersonName{{Full: "Rachael Thomas", Given: "Rachael", Family: "Thomas"}}; !cmp.Equal(thomas.OtherNames, want) {
		t.Errorf("other names %v, want %v", thomas.OtherNames, want)
	}
	if found(t, r, "wikidata:Q6218042") != found(t, r, "ourcommons:89258") {
		t.Error("the identifier of the reviewed table belongs to somebody else")
	}
	auguste, _ := r.Person(found(t, r, "ourcommons:122753"))
	if want := models.PersonID(models.DeriveID("per", "ourcommons", "122753")); auguste.ID != want {
		t.Errorf("a new member has the id %s, want %s", auguste.ID, want)
	}
	if got := len(r.Tenures(auguste.ID)); got != 2 {
		t.Errorf("elected, unseated and elected again: %d tenures, want 2", got)
	}
}

func TestRenamedRidingKeepsItsOldNameUntilTheNewOneWasSeen(t *testing.T) {
	h := fortyFourth()
	imported(t, h, theTables())
	for _, r := range h.Facts.Ridings {
		if !hasName(r, "Terrebonne") {
			continue
		}
		want := []models.RidingName{
			{Period: temporal.Period{To: modeltest.Day("2026-11-22")}, Name: models.Name{En: "Terrebonne", Fr: "Terrebonne"}},
			{Period: temporal.Period{From: modeltest.Day("2026-11-22")}, Name: models.Name{En: "Terrebonne—Lanaudière", Fr: "Terrebonne—Lanaudière"},
				Window: &models.Window{From: modeltest.Day("2026-08-21")}},
		}
		if diff := cmp.Diff(want, r.Names); diff != "" || r.Province != "QC" {
			t.Errorf("%s (-want +got):\n%s", r.Province, diff)
		}
	}
}

func TestPartyOutlivesTheDissolutionOfThoseWhoReturn(t *testing.T) {
	h := fortyFourth()
	h.Person("Don Defeated", "ourcommons:9").Sits("Calgary", "2021-09-20", "").Label(modeltest.Conservative, "2021-09-20", "")
	for i, a := range h.Facts.Affiliations {
		if a.Axis == models.Party && a.Value.Is(modeltest.Bloc) {
			h.Facts.Affiliations[i].To = modeltest.Day("2025-03-24") // as from a source that ends with the dissolution
		}
	}
	r, _ := imported(t, h, theTables())
	got := r.Timeline(found(t, r, "ourcommons:104944"), models.Party)
	if len(got) == 0 || got[0].From != modeltest.Day("2021-09-20") || got[0].To != modeltest.Day("2026-08-02") {
		t.Errorf("a party known until the dissolution: %+v, want one spell until the change", got)
	}
	if got := r.Timeline(found(t, r, "ourcommons:89200"), models.Party); len(got) != 1 || !got[0].Open() {
		t.Errorf("the party of a member who returned: %+v, want one open spell", got)
	}
	if got := r.Timeline(found(t, r, "ourcommons:9"), models.Party); len(got) != 1 || got[0].To != modeltest.Day("2025-04-28") {
		t.Errorf("the party of a member who did not: %+v, want it to end with the election", got)
	}
}
