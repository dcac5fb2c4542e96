package models_test

import (
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// laurier is elected in two ridings on one day, as members could be, gives one
// up on the day on which he changes his label, and keeps the other.
func laurier() (*House, *Member) {
	h := New()
	m := h.Person("Wilfrid Laurier").Sits("Quebec East", "2015-10-19", "2016-05-01").Sits("Saskatchewan", "2015-10-19", "2019-09-12").
		Label(Liberal, "2015-10-19", "2016-05-01").Label(Independent, "2016-05-01", "2017-01-01").Label(Liberal, "2017-01-01", "2019-09-12")
	h.Facts.Ridings[1].Province = "SK"
	return h, m
}

func TestSomebodyWithTwoSeatsChangesOnce(t *testing.T) {
	h := New()
	m := h.Person("Wilfrid Laurier").Sits("Quebec East", "2015-10-19", "2019-09-12").Sits("Saskatchewan", "2015-10-19", "2019-09-12").
		Label(Liberal, "2015-10-19", "2017-01-01").Label(Independent, "2017-01-01", "2019-09-12")
	if got := h.Register(t).ChangesOf(m.ID); len(got) != 1 || got[0].Kind != models.LeftCaucus {
		t.Errorf("%+v", got)
	}
}

func TestAChangeOnTheDayOnWhichOneOfTwoSeatsIsGivenUp(t *testing.T) {
	h, m := laurier()
	got := h.Register(t).ChangesOf(m.ID)
	if len(got) != 2 || got[1].On != Day("2016-05-01") || got[1].Kind != models.LeftCaucus || got[0].Kind != models.JoinedCaucus {
		t.Errorf("%+v", got)
	}
}

func TestTwoSeatsTakenOnOneDayAreToldApart(t *testing.T) {
	h, m := laurier()
	r := h.Register(t)
	q := models.ChangesQuery{House: Commons, Person: m.ID, Kinds: []models.ChangeKind{models.Seated}, Limit: 1}
	ids, ridings := map[string]bool{}, map[models.RidingID]bool{}
	for range 2 {
		page := r.Changes(q)
		if len(page.Changes) != 1 {
			t.Fatalf("a page of %d", len(page.Changes))
		}
		ids[page.Changes[0].ID], ridings[page.Changes[0].Tenure.Riding] = true, true
		q.After = page.Next
	}
	if len(ids) != 2 || len(ridings) != 2 || q.After != (models.ChangeKey{}) {
		t.Errorf("ids %v, ridings %v, next %v", ids, ridings, q.After)
	}
}

func TestSomebodyIsFoundByEitherSeat(t *testing.T) {
	h, m := laurier()
	r := h.Register(t)
	for _, riding := range []string{"Quebec East", "Saskatchewan"} {
		q := models.PeopleQuery{House: Commons, On: Day("2016-01-01"), Riding: h.Riding(riding)}
		if got := r.People(q).People; len(got) != 1 || got[0] != m.ID {
			t.Errorf("%s: %v", riding, got)
		}
	}
	q := models.PeopleQuery{House: Commons, On: Day("2016-01-01"), Riding: h.Riding("Quebec East"), Province: "SK"}
	if got := r.People(q).People; len(got) != 0 {
		t.Errorf("no seat is in both, found %v", got)
	}
}

func TestAProvisionalSeatCountsAsProvisional(t *testing.T) {
	h := oneMember()
	h.Facts.Tenures[0].State = models.Provisional
	s := h.Register(t).Standings(Commons, models.Designation, Day("2022-01-01"))
	if len(s.Rows) != 1 || s.Rows[0].Seats != 1 || s.Rows[0].Provisional != 1 {
		t.Errorf("%+v", s.Rows)
	}
}

func TestAMemberInsideTwoWindowsIsUncertainOnce(t *testing.T) {
	h := New()
	h.Person("A Member").Sits("Somewhere", "2025-04-28", "2026-08-20").
		Label(Bloc, "2025-04-28", "2026-08-02").Label(Independent, "2026-08-02", "2026-08-20").Seen("2026-08-02", "2026-02-19")
	h.Facts.Tenures[0].EndWindow = &models.Window{From: Day("2026-07-01")}
	r := h.Register(t)
	for _, c := range []struct {
		on        string
		uncertain int
	}{{"2026-02-18", 0}, {"2026-02-19", 1}, {"2026-07-15", 1}, {"2026-08-02", 1}, {"2026-08-19", 1}} {
		s := r.Standings(Commons, models.Designation, Day(c.on))
		if len(s.Rows) != 1 || s.Rows[0].Seats != 1 || s.Rows[0].Uncertain != c.uncertain {
			t.Errorf("%s: %+v", c.on, s.Rows)
		}
	}
}

func TestASpellThatGoesOnUnderTheSameLabelIsNotUncertain(t *testing.T) {
	h := New()
	m := h.Person("A Member").Sits("Somewhere", "2025-04-28", "").
		Label(Bloc, "2025-04-28", "2026-08-02").Label(Bloc, "2026-08-02", "").Seen("2026-08-02", "2026-02-19")
	r := h.Register(t)
	if s := r.Standing(m.ID, Day("2026-05-01")); len(s.Uncertain) != 0 {
		t.Errorf("%+v", s.Uncertain)
	}
	if s := r.Standings(Commons, models.Caucus, Day("2026-05-01")); s.Rows[0].Uncertain != 0 {
		t.Errorf("%+v", s.Rows)
	}
}

func TestAnExplanationNamesBothSeats(t *testing.T) {
	h, m := laurier()
	h.Facts.Ridings[0].Names[0].Fr = "Québec-Est"
	r := h.Register(t)
	for on, want := range map[string]models.Name{
		"2016-04-30": {
			En: "As of 30 April 2016, Wilfrid Laurier (Quebec East and Saskatchewan) sits as Liberal,",
			Fr: "En date du 30 avril 2016, Wilfrid Laurier (Québec-Est et Saskatchewan) siège sous l’étiquette « Libéral »,",
		},
		"2016-05-01": { // one of them was given up
			En: "As of 1 May 2016, Wilfrid Laurier (Saskatchewan) sits as Independent,",
			Fr: "En date du 1er mai 2016, Wilfrid Laurier (Saskatchewan) siège sous l’étiquette « Indépendant »,",
		},
	} {
		got := r.Explain(Commons, m.ID, Day(on)).Sentence
		if !strings.HasPrefix(got.En, want.En) || !strings.HasPrefix(got.Fr, want.Fr) {
			t.Errorf("on %s: %s / %s", on, got.En, got.Fr)
		}
	}
}
