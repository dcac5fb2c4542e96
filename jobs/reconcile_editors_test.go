package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// dongs is a House in which Han Dong is a Liberal and was listed as one.
func dongs(t *testing.T) *desk {
	d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	d.list("2023-03-22 12:00")
	d.list("2023-03-22 13:00")
	return d
}

// reject lets an editor reject what a source says of Han Dong's label.
func (d *desk) reject(source models.SourceID, org models.OrganizationID, p temporal.Period) {
	id, _ := d.who("Han Dong")
	if !slices.ContainsFunc(d.facts.Sources, func(s models.Source) bool { return s.ID == source }) {
		d.facts.Add(models.Source{ID: source, Title: string(source)})
	}
	said := models.Said{Source: source, Person: id, About: models.AboutDesignation, Value: models.Of(org), Period: p}
	d.facts.Add(models.Rejection{ID: models.NewRejectionID(said), Source: source, Person: id, About: said.About, Value: said.Value, From: p.From,
		Cited: d.edited()})
}

// edited cites the statement of an editor, and holds it.
func (d *desk) edited() models.Cited {
	s := models.Snapshot{Source: editors, Title: "Statement", RetrievedAt: instant("2023-04-01 12:00"), SHA256: strings.Repeat("ed", 32)}
	s.ID = models.NewSnapshotID(editors, "", "1")
	if !slices.ContainsFunc(d.facts.Snapshots, func(o models.Snapshot) bool { return o.ID == s.ID }) {
		d.facts.Add(models.Source{ID: editors, Title: "Editors"})
		d.facts.Add(s)
	}
	return models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: s.ID, URL: "https://example.org"}}}
}

func TestARejectedClaimIsNeverBelieved(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	must(t, "it waits", d.waiting(lists), "seen_once designation independent")
	d.reject(lists, Independent, temporal.Period{})
	d.list("2023-03-24 12:00")
	d.list("2023-04-24 12:00")
	must(t, "nothing waits", d.waiting(lists), "")
	must(t, "nothing is reported", d.beside("Han Dong"), "")
	must(t, "settled", d.settled(models.WaitsForSight), "rejected")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..")

	d.list("2023-05-01 12:00", dongSat+"org_ndp")
	must(t, "another value is news", d.waiting(lists), "seen_once designation ndp")
	d.list("2023-05-02 12:00")
	must(t, "and is believed", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-05-01; ndp 2023-05-01.. provisional since 2023-03-22")
}

func TestARejectedDayIsNeverBelieved(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	d.list("2023-03-23 13:00")
	d.reject(parlinfo, Independent, period("2023-03-20.."))
	for _, at := range []string{"2023-03-25 06:30", "2023-03-26 06:30", "2023-03-27 06:30"} {
		d.serve(parlinfo, at, models.ListsSome, dongSat+"org_liberal 2021-09-20..2023-03-20, org_independent 2023-03-20..")
	}
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22")
	for _, at := range []string{"2023-03-28 06:30", "2023-03-29 06:30"} {
		d.serve(parlinfo, at, models.ListsSome, dongSat+"org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	}
	must(t, "another day", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..")
}

// TestAnOverrideSurvivesEveryRefresh: an editor holds that Han Dong is a Liberal
// still, and rejects what the list says.
func TestAnOverrideSurvivesEveryRefresh(t *testing.T) {
	d := dongs(t)
	for i := range d.facts.Affiliations {
		also(&d.facts.Affiliations[i].Cited, d.edited().Citations...)
	}
	for i := range d.facts.Tenures {
		also(&d.facts.Tenures[i].Cited, d.edited().Citations...)
	}
	d.reject(lists, Independent, temporal.Period{})
	before := d.copy().Len()
	for n, row := range []string{"org_independent", "org_ndp", "org_green"} {
		for _, hour := range []int{10, 12} {
			at := fmt.Sprintf("2023-04-%02d %d:00", n+2, hour)
			d.list(at, dongSat+row)
			d.serve(parlinfo, at, models.ListsSome, dongSat+"org_liberal 2021-09-20..2023-03-22, "+row+" 2023-03-22..")
			d.serve(profiles, at, models.ListsSome, "Han Dong | Don Valley North 2021-09-20..2023-04-01 resignation")
		}
	}
	for _, axis := range models.Axes {
		must(t, string(axis), d.spells("Han Dong", axis), "liberal 2021-09-20..")
	}
	must(t, "seat", d.seats("Don Valley North"), "Han Dong 2021-09-20..")
	must(t, "it is shown to contradict", d.waiting(lists), "conflict designation green")
	must(t, "and so is ParlInfo", d.waiting(parlinfo), "conflict designation green 2023-03-22; conflict party green 2023-03-22")
	if d.facts.Len() != before {
		t.Errorf("%d facts, and there were %d", d.facts.Len(), before)
	}
}

func TestOneSightingIsEnoughForAnEditor(t *testing.T) {
	d := dongs(t)
	d.let = true
	r := d.list("2023-03-23 12:00", dongSat+"org_independent")
	must(t, "one sighting is enough", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22")
	must(t, "reason", r.Reason, "Han Dong: Independent, no longer Liberal (provisional, seen 2023-03-23).")
	d.list("2023-03-23 12:10")
	must(t, "and stays", d.waiting(lists)+d.beside("Han Dong"), "")
}

func TestIdentifiersAreAddedOnceTheyAreRipe(t *testing.T) {
	d := dongs(t)
	ids := func() string {
		for _, p := range d.facts.People {
			if p.Name.Full == "Han Dong" {
				return fmt.Sprint(p.Identifiers, p.OtherNames)
			}
		}
		return ""
	}
	const row = "Han Dong | Don Valley North 2021-09-20.. | org_liberal 2021-09-20.. | parlinfo=20103, klingon=1, ourcommons=Niki Ashton"
	before := ids()
	d.serve(parlinfo, "2023-03-23 06:30", models.ListsSome, row)
	must(t, "seen once", ids(), before)
	r := d.serve(parlinfo, "2023-03-24 06:30", models.ListsSome, row)
	must(t, "seen twice", ids(), "[{ourcommons Han Dong} {parlinfo 20103}] []")
	must(t, "reason", r.Reason, "Han Dong: identifier parlinfo 20103.")
	if n := len(r.Open); n != 3 { // with the document and the source
		t.Errorf("%d facts are opened, want 3: %v", n, r.Open)
	}
	must(t, "and is no change", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..")
}

func TestAnotherSpellingIsKeptBesideTheName(t *testing.T) {
	d := dongs(t)
	id, _ := d.who("Han Dong")
	name := func(at, full string) string {
		doc := models.Document{Source: parlinfo, Title: "x", URL: "https://example.org/" + full, SHA256: fmt.Sprintf("%064x", at), At: instant(at), Lists: models.ListsSome}
		doc.Snapshot = models.NewSnapshotID(parlinfo, doc.URL, doc.SHA256)
		m := d.matched(parlinfo, dongSat+"org_liberal 2021-09-20..", doc.Snapshot, 1)
		m.Name.Full = full
		d.run(doc, Matching{People: []Matched{m}})
		for _, p := range d.facts.People {
			if p.ID == id {
				return fmt.Sprint(p.Name.Full, p.OtherNames)
			}
		}
		return ""
	}
	must(t, "once", name("2023-03-23 06:30", "Dong Han"), "Han Dong[]")
	must(t, "twice", name("2023-03-24 06:30", "Dong Han"), "Han Dong[{Dong Han Dong Han}]")
	must(t, "a dash is no other spelling", name("2023-03-25 06:30", "HAN—DONG"), "Han Dong[{Dong Han Dong Han}]")
}

func TestTwoDocumentsThatSayTheSameAreOneSighting(t *testing.T) {
	d := dongs(t)
	doc := func(n int) models.Document {
		one := models.Document{Source: lists, Title: "List", URL: fmt.Sprint("https://example.org/", n), SHA256: fmt.Sprintf("%064d", n), At: instant("2023-03-23 12:00"), Lists: models.ListsSome}
		one.Snapshot = models.NewSnapshotID(lists, one.URL, one.SHA256)
		return one
	}
	one, two := doc(1), doc(2)
	m := d.matched(lists, dongSat+"org_independent", one.Snapshot, 1)
	m.Seats, m.Labels = append(m.Seats, m.Seats...), append(m.Labels, d.matched(lists, dongSat+"org_independent", two.Snapshot, 1).Labels...)
	in := d.input(one, Matching{People: []Matched{m}})
	in.Docs = append(in.Docs, two)
	r, _ := Reconcile(in)
	if r.Run.Tally.Claims != 1 || len(r.Claims) != 2 || r.Run.Tally.Differing != 1 {
		t.Errorf("new claims %d, changed or new %d, differing %d: want 1, 2, 1", r.Run.Tally.Claims, len(r.Claims), r.Run.Tally.Differing)
	}
	d.apply(r, in.At)
	must(t, "it waits", d.waiting(lists), "seen_once designation independent")
}

// TestWhatIsSaidOfAChangeMovesWithIt: an event stays beside its change when the
// day is found to be another, and goes with a change that never was.
func TestWhatIsSaidOfAChangeMovesWithIt(t *testing.T) {
	for _, c := range []struct{ name, second, want string }{
		{"another day", "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..", "2023-03-22"},
		{"no change at all", "org_liberal 2021-09-20..", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dongs(t)
			id, _ := d.who("Han Dong")
			for _, at := range []string{"2023-03-30 06:30", "2023-03-31 06:30"} {
				d.serve(parlinfo, at, models.ListsSome, dongSat+"org_liberal 2021-09-20..2023-03-24, org_independent 2023-03-24..")
			}
			d.facts.Add(models.Event{ID: models.NewEventID(id, "2023-03-24"), Person: id, On: Day("2023-03-24"), Cause: models.CauseResigned, Cited: d.edited()})
			d.sound(0)
			for _, at := range []string{"2023-04-01 06:30", "2023-04-02 06:30"} {
				d.serve(parlinfo, at, models.ListsSome, dongSat+c.second)
			}
			got := ""
			for _, e := range d.facts.Events {
				got += e.On.String()
			}
			must(t, "event", got, c.want)
		})
	}
}

func TestANewcomerAmongTheSources(t *testing.T) {
	d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	d.list("2021-09-30 12:00", dongSat+"org_independent") // the dataset speaks of that day too
	d.list("2021-10-10 12:00")
	must(t, "others spoke of the day on which it was first heard", d.waiting(lists), "conflict designation independent")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..")

	d = newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	d.list("2023-04-10 12:00", dongSat+"org_independent")
	d.list("2023-04-11 12:00")
	must(t, "it is heard later than all others", d.spells("Han Dong", models.Designation),
		"liberal 2021-09-20..2023-04-10; independent 2023-04-10.. provisional since 2021-09-30")
}
