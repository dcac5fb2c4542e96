package handlers_test

import (
	"testing"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// refreshed is a House as lists leave it that date no change: Anna Roy was seen
// as a Liberal on 17 November and as an independent on the 20th, twice; Zoé Cyr
// was seen so once; and somebody else is listed for the riding of Old Hand.
func refreshed(t *testing.T) handlers.Options {
	h := New()
	const from, seen = "2025-04-28", "2026-11-20"
	anna := h.Person("Anna Roy", "ourcommons:1").Sits("Here", from, "").Label(Liberal, from, seen).Label(Independent, seen, "").Seen(seen, "2026-11-18")
	zoe := h.Person("Zoé Cyr", "ourcommons:2").Sits("There", from, "").Label(NDP, from, "")
	old := h.Person("Old Hand", "ourcommons:3").Sits("Nowhere", from, seen).Label(Bloc, from, seen)
	h.Person("New Face", "ourcommons:4").Sits("Nowhere", seen, "").Label(Bloc, seen, "")
	for i := range h.Facts.Affiliations {
		if a := &h.Facts.Affiliations[i]; a.Person == anna.ID && a.From == Day(seen) {
			a.State = models.Provisional
		}
	}
	for i := range h.Facts.Tenures {
		if x := &h.Facts.Tenures[i]; x.Person == old.ID {
			x.State, x.EndCause, x.EndWindow = models.Provisional, models.ByUnknownCause, &models.Window{From: Day("2026-11-18")}
		}
	}
	h.Facts.Add(models.Affiliation{
		ID: models.AffiliationID(models.DeriveID("aff", string(zoe.ID), "designation", seen, "reported", "ourcommons")), Person: zoe.ID, Axis: models.Designation,
		Value: models.Of(Independent), Period: temporal.Period{From: Day(seen)}, Basis: models.Stated, Cited: models.Cited{State: models.Reported, Citations: h.Cited().Citations},
	})
	shelf := handlers.NewShelf(load, 1)
	shelf.Swap(h.Register(t))
	o := options()
	o.Registers = shelf
	return o
}

// TestWhatARefreshRecorded reads well everywhere: what was seen twice counts and
// is marked, on the days on which it may have happened it is uncertain, and what
// was seen once stands beside the record.
func TestWhatARefreshRecorded(t *testing.T) {
	const (
		between     = `"observed_between":{"last_seen_old":"2026-11-17","first_seen_new":"2026-11-20"}`
		independent = `{"status":"organization","organization":{"id":"org_independent"`
		liberal     = `{"status":"organization","organization":{"id":"org_liberal"`
	)
	askAll(t, refreshed(t), []row{
		{"the last day on which the old label was seen", "/api/v1/people/ourcommons:1?on=2026-11-17", 200, []string{`"designation":` + liberal, `"uncertain":null}`}, nil},
		{"a day on which it may have changed", "/api/v1/people/ourcommons:1?on=2026-11-19", 200, []string{`"sitting":true`, `"designation":` + liberal,
			`"uncertain":[{"of":"designation",` + between + `,"other":` + independent, `{"of":"caucus",` + between + `,"other":{"status":"none"}`, `{"of":"party",` + between + `,"other":{"status":"unknown"}`}, nil},
		{"the day on which the new one was first seen", "/api/v1/people/ourcommons:1?on=2026-11-20", 200, []string{`"designation":` + independent, `"caucus":{"status":"none"},"party":{"status":"unknown"},"uncertain":null}`,
			`"from":"2026-11-20","to":null,"last_day":null,"state":"provisional","basis":"stated"`, `"from":"2026-11-20","to":null,"last_day":null,"state":"provisional","basis":"implied"`, between}, nil},
		{"those of whom something is provisional", "/api/v1/people?state=provisional&on=2026-11-20", 200, []string{"Anna Roy"}, []string{"Zoé Cyr", "Old Hand", "New Face"}},
		{"of whom something was seen once", "/api/v1/people?state=reported", 200, []string{"Zoé Cyr"}, []string{"Anna Roy"}},
		{"what was seen once is no part of the record", "/api/v1/people/ourcommons:2", 200, []string{`"designation":{"status":"organization","organization":{"id":"org_ndp"`, `"uncertain":null`, `"changes":[],"reported":[{"id":"aff_`, `"state":"reported"`}, nil},
		{"the change", "/api/v1/changes?from=2026-11-01", 200, []string{`{"changes":[{"id":"chg_`, `"on":"2026-11-20","kind":"left_caucus"`, `"name":"Anna Roy"`, `"cause":{"kind":"unknown","citations":[]},"announced_at":null,"announced_local":null,` + between + `,"between":[],"state":"provisional"`, `"next":null`}, []string{"Zoé Cyr", "Old Hand"}},
		{"among the confirmed ones it is not", "/api/v1/changes?from=2026-11-01&state=confirmed", 200, []string{`"changes":[]`}, nil},
		{"in a sentence", "/api/v1/people/ourcommons:1/explanation?on=2026-11-20", 200, []string{
			`"en":"As of 20 November 2026, Anna Roy (Here) sits as Independent, in no caucus, having left the Liberal caucus on a day between 17 November 2026 and 20 November 2026 that no source gives (the sources state no cause); this is not yet confirmed."`,
			`"fr":"En date du 20 novembre 2026, Anna Roy (Here) siège sous l’étiquette « Indépendant », hors caucus, après avoir quitté le caucus « Libéral » à une date, entre le 17 novembre 2026 et le 20 novembre 2026, qu’aucune source ne donne (les sources n’indiquent aucune cause) ; cela n’est pas encore confirmé."`}, nil},
		{"in a sentence, while it is uncertain", "/api/v1/people/ourcommons:1/explanation?on=2026-11-19", 200, []string{"sits as Liberal, in the Liberal caucus", "the label may already have been Independent, which was first seen on 20 November 2026; the caucus may already have been left"}, []string{"not yet confirmed"}},
		{"counted while it is uncertain, with a seat that may be vacant", "/api/v1/standings?on=2026-11-19", 200, []string{`"filled":3,`, `"id":"org_liberal"`, `"seats":1,"provisional":0,"uncertain":1,`, `"id":"org_bloc"`, `"seats":1,"provisional":1,"uncertain":1,`}, []string{`"id":"org_independent"`}},
		{"counted from the day on", "/api/v1/standings?on=2026-11-20", 200, []string{`"filled":3,`, `"id":"org_independent"`, `"seats":1,"provisional":1,"uncertain":0,`}, []string{`"id":"org_liberal"`, `"uncertain":1`}},
		{"who held the seat before", "/api/v1/people/ourcommons:3?on=2026-11-19", 200, []string{`{"of":"seat",` + between, `"end_cause":"unknown"`}, nil},
		{"and who came", "/api/v1/changes?kind=seated&from=2026-11-01", 200, []string{"New Face"}, []string{"Old Hand"}},
	})
}
