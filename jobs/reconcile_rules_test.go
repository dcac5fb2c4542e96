package jobs

import (
	"fmt"
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// TestASourceThatLagsBearsOutNoGlitch: ParlInfo has always said Liberal. That
// the list says so again, once, is no second voice.
func TestASourceThatLagsBearsOutNoGlitch(t *testing.T) {
	d := dongs(t)
	d.twice(parlinfo, "2023-03-20", "Han Dong | | org_liberal 2021-09-20..")
	d.leaves("org_independent")
	d.list("2023-03-24 12:00", dongSat+"org_liberal")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22")
	must(t, "waits", d.waiting(lists), "seen_once designation liberal")
}

// TestAListThatChangedItsMindBefore is behind all the same, if that was before
// what is believed began.
func TestAListThatChangedItsMindBefore(t *testing.T) {
	d := dongs(t)
	d.leaves("org_independent")
	d.twice(parlinfo, "2023-04-20", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..2023-04-15, org_green 2023-04-15..")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..2023-04-15; green 2023-04-15..")
	d.list("2023-05-01 12:00")
	d.list("2023-05-02 12:00")
	must(t, "it stays", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..2023-04-15; green 2023-04-15..")
	must(t, "waits", d.waiting(lists), "conflict designation independent")
}

// TestWhereAFirstDayComesFrom, when two sources tell of one change.
func TestWhereAFirstDayComesFrom(t *testing.T) {
	const dated = "Han Dong | | org_liberal 2021-09-20..2023-03-18, org_independent 2023-03-18.."
	d := dongs(t)
	d.serve(parlinfo, "2023-03-20 06:30", models.ListsSome, dated)
	d.list("2023-03-22 14:00")
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	must(t, "the list still said otherwise after ParlInfo", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22")

	d = dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	d.serve(parlinfo, "2023-03-25 06:30", models.ListsSome, dated)
	must(t, "the list was first", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2021-09-30")
}

// TestTwoHopsOnOneDay keep the window of the first.
func TestTwoHopsOnOneDay(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-25 08:00", dongSat+"org_independent")
	d.list("2023-03-25 09:00")
	d.list("2023-03-25 12:00", dongSat+"org_ndp")
	d.list("2023-03-25 13:00")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-25; ndp 2023-03-25.. provisional since 2023-03-22")
}

// TestNothingIsConfirmedOnOneSighting, though it is believed already.
func TestNothingIsConfirmedOnOneSighting(t *testing.T) {
	d := dongs(t)
	d.leaves("org_independent")
	held := d.spells("Han Dong", models.Designation)
	const row = "Han Dong | | org_liberal 2021-09-20..2023-03-23, org_independent 2023-03-23.."
	d.serve(parlinfo, "2023-03-30 06:30", models.ListsSome, row)
	must(t, "once", d.spells("Han Dong", models.Designation), held)
	d.serve(parlinfo, "2023-03-31 06:30", models.ListsSome, row)
	must(t, "twice", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23..")
	must(t, "the caucus with it", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..2023-03-23; none 2023-03-23..")
	d.serve(parlinfo, "2023-04-01 06:30", models.ListsSome, "Han Dong | | org_liberal 2021-09-20..")
	must(t, "nor is anything taken back", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23..")
}

// TestWhatOthersConfirmedIsNotTakenBack by a source that never knew of it.
func TestWhatOthersConfirmedIsNotTakenBack(t *testing.T) {
	d := dongs(t)
	d.twice(profiles, "2023-05-25", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	d.twice(parlinfo, "2023-06-01", "Han Dong | | org_liberal 2021-09-20..")
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..")
	must(t, "waits", d.waiting(parlinfo), "conflict designation liberal 2021-09-20; conflict party liberal 2021-09-20")
}

// TestADayLaterThanTheSighting: what was held before goes on until then, also if
// the source says nothing of it.
func TestADayLaterThanTheSighting(t *testing.T) {
	d := dongs(t)
	d.leaves("org_independent")
	d.twice(profiles, "2023-03-30", "Han Dong | | org_independent 2023-03-25..")
	for axis, want := range map[models.Axis]string{models.Designation: "independent", models.Caucus: "none", models.Party: "unknown"} {
		must(t, string(axis), d.spells("Han Dong", axis), "liberal 2021-09-20..2023-03-25; "+want+" 2023-03-25..")
	}
}

// TestASeatIsBelievedOnceItAndItsLabelAre.
func TestASeatIsBelievedOnceItAndItsLabelAre(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-30 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28")
	d.list("2022-05-30 13:00")
	d.list("2022-12-13 12:00", "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. |")
	must(t, "without a label, once", d.spells("Charles Sousa", models.Designation), "")
	d.list("2022-12-13 13:00", sousaWon)
	must(t, "the label once", d.spells("Charles Sousa", models.Designation), "")
	d.list("2022-12-13 14:00")
	must(t, "both twice", d.spells("Charles Sousa", models.Designation), "liberal 2022-12-12.. provisional")
}

// TestAnElectionWaitsForEverybody: for a seat that comes late, and for a label
// that was put right meanwhile.
func TestAnElectionWaitsForEverybody(t *testing.T) {
	d := dissolved(t)
	run := func(at string, rows ...string) {
		doc, m := d.document(lists, instant(at), models.ListsSitting, rows)
		m.Elected = Day("2021-09-20")
		for i := range m.People {
			for n := range m.People[i].Seats {
				m.People[i].Seats[n].Parliament = 44
			}
		}
		if d.parliament() != 43 {
			t.Fatalf("%s: the parliament began already", at)
		}
		d.number++
		d.runElected(doc, m)
	}
	const dong, vuong = "Han Dong | Don Valley North 2021-09-20.. | org_liberal", "Kevin Vuong | Spadina 2021-09-20.. | "
	run("2021-09-28 12:00", dong, vuong+"org_liberal")
	run("2021-09-28 13:00", dong, vuong+"org_independent")
	run("2021-09-28 14:00", dong, vuong+"org_independent", "George Chahal | Churchill 2021-09-20.. |")
	must(t, "waits", d.waiting(lists), "election 2021-09-20")
	run("2021-09-28 15:00", dong, vuong+"org_independent", "George Chahal | Churchill 2021-09-20.. |")
	must(t, "Vuong", d.spells("Kevin Vuong", models.Designation), "independent 2021-09-20.. provisional")
	must(t, "Chahal", d.spells("George Chahal", models.Designation), "unknown 2021-09-20.. provisional")
}

// runElected is run without the same once more, which would be a run of the next
// parliament.
func (d *desk) runElected(doc models.Document, m Matching) {
	r, _ := Reconcile(d.input(doc, m))
	d.apply(r, doc.At)
	d.sound(doc.At)
}

// TestAnElectionWithTwoInOneSeat: a let-through cannot seat two people.
func TestAnElectionWithTwoInOneSeat(t *testing.T) {
	d := dissolved(t)
	d.let = true
	doc, m := d.document(lists, instant("2021-09-28 12:00"), models.ListsSitting, []string{
		"Han Dong | Don Valley North 2021-09-20.. | org_liberal", "Niki Ashton | Don Valley North 2021-09-20.. | org_ndp"})
	m.Elected = Day("2021-09-20")
	for i := range m.People {
		m.People[i].Seats[0].Parliament = 44
	}
	d.runElected(doc, m)
	if holders := d.seats("Don Valley North"); strings.Contains(holders, ";") || holders == "" {
		t.Errorf("held by %s", holders)
	}
	must(t, "the other waits", d.waiting(lists), "conflict seat 2021-09-20")
}

// TestTheBooksOfARun: what a run notes besides beliefs.
func TestTheBooksOfARun(t *testing.T) {
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	opened := d.queue[0].Opened
	r := d.list("2023-03-23 12:30")
	if p := d.queue[0]; p.Opened != opened || p.LastSeen != instant("2023-03-23 12:30") {
		t.Errorf("a proposal that goes on was opened %s and seen %s", p.Opened, p.LastSeen)
	}
	if got, want := r.Run.Tally, (models.Tally{Records: 2, Agreeing: 1, Differing: 1, Proposals: 1}); got != want {
		t.Errorf("tally %+v, want %+v", got, want)
	}
	for _, s := range d.facts.Sources {
		if s.ID == lists && s.SpeaksUntil != Day("2023-03-23") {
			t.Errorf("the list speaks until %s", s.SpeaksUntil)
		}
	}
	must(t, "wanted", fmt.Sprint(len(d.wanted), d.wanted[0].Identifiers), "1 [{ourcommons Han Dong}]")

	d.serve(parlinfo, "2023-03-23 06:30", models.ListsSome, "Han Dong | | org_liberal 2021-09-20.., caucus:org_liberal 2021-11-22..")
	d.serve(parlinfo, "2023-03-24 06:30", models.ListsParliament, "Han Dong | | org_liberal 2021-09-20..", "Niki Ashton | | org_ndp 2021-09-20..")
	for _, c := range d.claims {
		if c.About == models.AboutCaucus && c.Gone != 0 {
			t.Error("a list that is silent on caucuses ends what a profile said of one")
		}
	}
}

// TestWhomASourceWithoutListsIsAskedAbout: before it is asked anything, of those
// whose change has no day, and of whom another source says something, once.
func TestWhomASourceWithoutListsIsAskedAbout(t *testing.T) {
	d := dongs(t)
	asked := func() (names string) {
		r, wanted := Reconcile(Input{Held: Hold(d.copy(), Commons, Day("2023-03-24")), Source: models.Source{ID: profiles},
			Claims: d.claims, At: instant("2023-03-24 12:00")})
		if len(r.Open)+len(r.Close)+len(r.Claims)+len(r.Queue) > 0 {
			t.Errorf("no document, and %+v", r)
		}
		for _, w := range wanted {
			names += w.Identifiers[0].Value
		}
		return names
	}
	must(t, "nothing waits", asked(), "")
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	must(t, "seen once", asked(), "Han Dong")
	d.list("2023-03-23 13:00")
	must(t, "without a day", asked(), "Han Dong")
	d.twice(profiles, "2023-03-24", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	must(t, "dated", asked(), "")
}

// TestACaucusThatHoldsIsNotCitedAnew for a label.
func TestACaucusThatHoldsIsNotCitedAnew(t *testing.T) {
	d := dongs(t)
	d.set(models.Caucus, models.None, "2022-04-01", models.Stated)
	r := func() models.Result {
		d.list("2023-03-23 12:00", dongSat+"org_independent")
		return d.list("2023-03-23 13:00")
	}()
	for _, f := range r.Open {
		if a, ok := f.(models.Affiliation); ok && a.Axis == models.Caucus {
			t.Errorf("opened %+v", a)
		}
	}
}

// TestPolicyInWords: the table is the one of the README.
func TestPolicyInWords(t *testing.T) {
	for _, c := range []struct {
		one, other models.SourceID
		before     bool
	}{
		{lists, profiles, true}, {lists, parlinfo, true}, {profiles, parlinfo, true}, {lists, "hearsay", true},
		{profiles, lists, false}, {parlinfo, profiles, false}, {"hearsay", lists, false}, {"hearsay", "gossip", false}, {lists, lists, false},
	} {
		if got := policies[c.one].goesBefore(policies[c.other]); got != c.before {
			t.Errorf("%s goes before %s: %v", c.one, c.other, got)
		}
	}
	for id, p := range policies {
		if p.editor && p != (policy{editor: true}) {
			t.Errorf("%s is no source that is asked", id)
		}
	}
}
