package jobs

import (
	"fmt"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// TestALaterEndPutsRight: the list itself gives a later last day.
func TestALaterEndPutsRight(t *testing.T) {
	d := lakeshore(t)
	for i, to := range []string{"2022-05-28", "2022-05-30", "2022-05-27"} {
		for _, clock := range []string{"12:00", "13:00"} {
			d.list(fmt.Sprintf("2022-06-%02d %s", 10+i, clock), "Sven Spengemann | Mississauga—Lakeshore 2021-09-20.."+to)
		}
		want := "2021-09-20.." + to
		if i > 0 { // what rests on others besides the list is not the list's to put right
			want = "2021-09-20..2022-05-28"
		}
		must(t, "seat", d.seats("Mississauga—Lakeshore"), "Sven Spengemann "+want+" unknown")
	}

	d = lakeshore(t)
	d.list("2022-12-13 12:00", sousaWon)
	d.list("2022-12-14 12:00")
	const sat = "Charles Sousa | Mississauga—Lakeshore 2022-12-12..%s | org_liberal"
	for i, to := range []string{"2023-05-01", "2023-05-03"} {
		for _, clock := range []string{"12:00", "13:00"} {
			d.list(fmt.Sprintf("2023-06-%02d %s", 10+i, clock), fmt.Sprintf(sat, to))
		}
		must(t, "label", d.spells("Charles Sousa", models.Designation), "liberal 2022-12-12.."+to+" provisional")
		must(t, "caucus", d.spells("Charles Sousa", models.Caucus), "liberal 2022-12-12.."+to+" provisional")
	}
}

// TestAnEndAtTheDissolution: whatever the list calls it, it is the dissolution.
func TestAnEndAtTheDissolution(t *testing.T) {
	d := dissolved(t)
	id, _ := d.who("Han Dong")
	for i := range d.facts.Tenures {
		if o := &d.facts.Tenures[i]; o.Person == id {
			o.To, o.EndCause, o.State, o.EndWindow = Day("2021-08-10"), models.ByUnknownCause, models.Provisional, &models.Window{From: Day("2021-08-01")}
		}
	}
	for i := range d.facts.Affiliations {
		if a := &d.facts.Affiliations[i]; a.Person == id {
			a.To = Day("2021-08-10")
		}
	}
	const row = "Han Dong | Don Valley North 2019-10-21..2021-08-16 resignation | org_liberal"
	d.list("2021-08-20 12:00", row)
	d.list("2021-08-21 12:00", row)
	must(t, "seat", d.seats("Don Valley North"), "Han Dong 2019-10-21..2021-08-16 dissolution")
	must(t, "label", d.spells("Han Dong", models.Designation), "liberal 2019-10-21..2021-08-16")
}

// TestARunThatTellsOfSomeLeavesTheRest: what waits of others goes on waiting, and
// what stands beside their records stays.
func TestARunThatTellsOfSomeLeavesTheRest(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	waits, beside := d.waiting(lists), d.beside("Han Dong")
	d.queue = append(d.queue, models.Proposal{ID: "prp_1", Kind: models.RefusedDocument, Source: lists, Opened: 1},
		models.Proposal{ID: "prp_2", Kind: models.UnknownMember, Source: lists, Subject: "Nobody", Opened: 2})
	d.serve(lists, "2023-03-23 12:10", models.ListsSome, "Niki Ashton | Churchill 2021-09-20.. | org_ndp")
	must(t, "waits", d.waiting(lists), "refused_document; "+waits+"; unknown_member")
	must(t, "reported", d.beside("Han Dong"), beside)
	for _, c := range d.claims {
		if id, _ := d.who("Han Dong"); c.Person == id && c.About == models.AboutDesignation && c.Value.Is(Independent) && c.Gone != 0 {
			t.Error("a claim of somebody of whom the run does not tell is gone")
		}
	}
	d.list("2023-03-23 12:20", dongSat+"org_liberal")
	must(t, "a full list settles what waited", d.waiting(lists), "refused_document")
	must(t, "and what was reported", d.beside("Han Dong"), "")
}

// TestARowThatCannotBeReadIsNoAbsence: its claims stay, and nothing of what
// waited of the member is settled.
func TestARowThatCannotBeReadIsNoAbsence(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	waits, beside := d.waiting(lists), d.beside("Han Dong")
	id, _ := d.who("Han Dong")
	doc, m := d.document(lists, instant("2023-03-23 12:30"), models.ListsSitting, []string{"Niki Ashton | Churchill 2021-09-20.. | org_ndp"})
	m.Unmatched = []models.Proposal{{Kind: models.UnknownLabel, Source: lists, Person: id, Subject: "Han Dong", About: models.AboutDesignation}}
	in := d.input(doc, m)
	in.Matching.Absent = nil
	r, _ := Reconcile(in)
	d.apply(r, doc.At)
	must(t, "waits", d.waiting(lists), waits+"; unknown_label designation")
	must(t, "reported", d.beside("Han Dong"), beside)
	if r.Run.Tally.Unread != 1 || len(r.Open)+len(r.Close) != 0 {
		t.Errorf("unread %d, opened %v, closed %v", r.Run.Tally.Unread, r.Open, r.Close)
	}
	d.list("2023-03-23 13:00")
	must(t, "the hour is that of the first sighting", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22")
}

// TestANewcomerWithoutALabel: nothing is made up.
func TestANewcomerWithoutALabel(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-30 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28")
	d.list("2022-05-30 13:00", "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. |")
	d.list("2022-12-13 12:00")
	d.list("2022-12-13 13:00")
	must(t, "designation", d.spells("Charles Sousa", models.Designation), "unknown 2022-12-12.. provisional")
	d.list("2022-12-14 12:00", sousaWon)
	d.list("2022-12-14 13:00")
	must(t, "a label comes later", d.spells("Charles Sousa", models.Designation), "unknown 2022-12-12..2022-12-14 provisional; liberal 2022-12-14.. provisional since 2022-12-13")
	d.twice(parlinfo, "2022-12-20", "Charles Sousa | | org_liberal 2022-12-12..")
	must(t, "ParlInfo knows it from the start", d.spells("Charles Sousa", models.Designation), "liberal 2022-12-12..")
	must(t, "and the caucus", d.spells("Charles Sousa", models.Caucus), "liberal 2022-12-12..")
}

// TestAReportOfAnotherSourceIsClosedWhenItIsBelieved, whoever brought it about.
func TestAReportOfAnotherSourceIsClosedWhenItIsBelieved(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	must(t, "reported", d.beside("Han Dong"), "independent 2023-03-23")
	d.serve(parlinfo, "2023-03-23 12:10", models.ListsSome, dongSat+"org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	// When the list last said otherwise is known to runs of the list alone.
	must(t, "two sources, and the day of one of them", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2021-09-30")
	must(t, "reported", d.beside("Han Dong"), "")
	d.list("2023-03-23 12:20")
	must(t, "the list agrees by now", d.waiting(lists)+d.settled(models.WaitsForSight), "taken")
}

// TestASourceThatWasSilentForAWeekBearsOutNothing.
func TestASourceThatWasSilentForAWeekBearsOutNothing(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	d.serve(parlinfo, "2023-03-30 12:01", models.ListsSome, "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	must(t, "it waits", d.waiting(parlinfo), "seen_once designation independent 2023-03-22; seen_once party unknown 2023-03-22")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..")
}

// TestCorrectionsAreClaimedWhereThereAreSome: that a change which was seen gets
// its day is none, that a given day was wrong is one on each axis and side.
func TestCorrectionsAreClaimedWhereThereAreSome(t *testing.T) {
	d := dongs(t)
	d.leaves("org_independent")
	for _, c := range []struct {
		day, first string
		wrong      int
	}{{"2023-03-25", "2023-03-22", 0}, {"2023-04-25", "2023-03-20", 6}} {
		before := d.copy()
		d.twice(parlinfo, c.day, "Han Dong | | org_liberal 2021-09-20.."+c.first+", org_independent "+c.first+"..")
		closed, opened := differing(before, d.copy())
		dated, wrong := models.Dated(closed, opened), 0
		for _, f := range closed {
			var now models.Fact
			for _, o := range opened {
				if models.RefOf(o) == models.RefOf(f) {
					now = o
				}
			}
			if models.Corrects(f, now) && !dated[models.RefOf(f)] {
				wrong++
			}
		}
		if wrong != c.wrong {
			t.Errorf("%s: %d corrections, want %d", c.first, wrong, c.wrong)
		}
	}
}

// differing lists what was held before and is not now, and the other way.
func differing(before, now *models.Facts) (closed, opened []models.Fact) {
	lists := [2]map[string]models.Fact{{}, {}}
	for i, f := range []*models.Facts{before, now} {
		for fact := range f.All() {
			lists[i][fmt.Sprintf("%s %+v", models.RefOf(fact), fact)] = fact
		}
	}
	for text, f := range lists[0] {
		if lists[1][text] == nil {
			closed = append(closed, f)
		}
	}
	for text, f := range lists[1] {
		if lists[0][text] == nil {
			opened = append(opened, f)
		}
	}
	return closed, opened
}
