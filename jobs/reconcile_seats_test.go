package jobs

import (
	"fmt"
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// must compares what a story comes to.
func must(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", what, got, want)
	}
}

// lakeshore is a House of two.
func lakeshore(t *testing.T) *desk {
	return newDesk(t, 44, "Sven Spengemann | Mississauga—Lakeshore | org_liberal", "Niki Ashton | Churchill | org_ndp")
}

func TestASeatThatEndsOnAListedDay(t *testing.T) {
	d := lakeshore(t)
	const gone = "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28 resignation"
	d.list("2022-05-20 12:00")
	d.list("2022-05-30 12:00", gone)
	must(t, "seen once", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..")
	must(t, "it waits", d.waiting(lists), "seen_once seat 2022-05-27")
	d.list("2022-05-30 13:00", gone)
	must(t, "seen twice", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation")
	for _, axis := range models.Axes {
		must(t, string(axis), d.spells("Sven Spengemann", axis), "liberal 2021-09-20..2022-05-28")
	}
	must(t, "nothing waits", d.waiting(lists), "")
	must(t, "it was taken", d.settled(models.WaitsForSight), "taken")
	d.list("2022-06-30 12:00", "-Sven Spengemann")
	must(t, "a former member may be left out", d.waiting(lists)+d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation")
}

func TestAListOfBeforeTheEndOfASeatDoesNotContradictIt(t *testing.T) {
	d := lakeshore(t)
	const gone = "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28 resignation"
	d.serve(parlinfo, "2022-06-10 06:30", models.ListsSome, gone)
	d.serve(parlinfo, "2022-06-11 06:30", models.ListsSome, gone)
	d.list("2022-05-27 12:00")
	must(t, "of the last day", d.waiting(lists), "")
	d.list("2022-05-28 12:00")
	must(t, "of the day after", d.waiting(lists), "conflict seat 2021-09-20")
}

func TestAbsenceIsNoEnd(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-20 12:00")
	for _, day := range []string{"2022-05-28", "2022-05-29", "2022-06-29"} {
		d.list(day+" 12:00", "-Sven Spengemann")
	}
	must(t, "seat", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..")
	must(t, "waits", d.waiting(lists), "absent seat")
	if len(d.wanted) != 1 || d.wanted[0].Identifiers[0].Value != "Sven Spengemann" {
		t.Errorf("the source should be asked about him, and is about %v", d.wanted)
	}
	d.list("2022-06-30 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20.. | org_liberal")
	must(t, "he is back", d.waiting(lists)+d.settled(models.IsAbsent), "vanished")
}

const sousaWon = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110800"

func TestAByElectionAfterAKnownEnd(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-30 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28 resignation")
	d.list("2022-05-30 13:00")
	d.list("2022-12-13 12:00", sousaWon)
	must(t, "seen once", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation")
	must(t, "waits", d.waiting(lists), "seen_once seat 2022-12-12")
	r := d.list("2022-12-13 13:00")
	must(t, "seen twice", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation; Charles Sousa 2022-12-12..")
	must(t, "label", d.spells("Charles Sousa", models.Designation), "liberal 2022-12-12.. provisional")
	must(t, "caucus", d.spells("Charles Sousa", models.Caucus), "liberal 2022-12-12.. provisional")
	must(t, "a label says nothing of the party", d.spells("Charles Sousa", models.Party), "")
	must(t, "reason", r.Reason, "Charles Sousa: sits for Mississauga—Lakeshore from 2022-12-12.")
	must(t, "settled", d.waiting(lists)+d.settled(models.WaitsForSight), "taken taken")
	const dated = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal 2022-12-12.. | parlinfo=25500"
	d.serve(parlinfo, "2022-12-20 06:30", models.ListsSome, dated)
	d.serve(parlinfo, "2022-12-21 06:30", models.ListsSome, dated)
	must(t, "ParlInfo confirms the label", d.spells("Charles Sousa", models.Designation), "liberal 2022-12-12..")
	must(t, "and states the party", d.spells("Charles Sousa", models.Party), "liberal 2022-12-12..")
	id, _ := d.who("Charles Sousa")
	for _, p := range d.facts.People {
		if p.ID == id {
			must(t, "identifiers", fmt.Sprint(p.Identifiers), "[{ourcommons 110800} {parlinfo 25500}]")
		}
	}
}

func TestAByElectionWhoseLossNobodyDated(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-20 12:00")
	d.list("2022-12-13 12:00", "-Sven Spengemann", sousaWon)
	d.list("2022-12-14 12:00")
	must(t, "the seat changed hands by the day of the by-election", d.seats("Mississauga—Lakeshore"),
		"Sven Spengemann 2021-09-20..2022-12-12 unknown provisional since 2022-05-21; Charles Sousa 2022-12-12..")
	for _, axis := range models.Axes {
		must(t, string(axis), d.spells("Sven Spengemann", axis), "liberal 2021-09-20..2022-12-12")
	}
	must(t, "nobody is missing any more", d.waiting(lists), "")

	const ended = "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28 resignation | org_liberal 2021-09-20..2022-05-28"
	d.serve(parlinfo, "2022-12-20 06:30", models.ListsSome, ended)
	must(t, "seen once", d.waiting(parlinfo), "seen_once seat 2022-05-27")
	d.serve(parlinfo, "2022-12-21 06:30", models.ListsSome, ended)
	must(t, "the dated end comes", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation; Charles Sousa 2022-12-12..")
	for _, axis := range models.Axes {
		must(t, string(axis), d.spells("Sven Spengemann", axis), "liberal 2021-09-20..2022-05-28")
	}
}

func TestALossIsDatedLaterThanTheWindow(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-20 12:00")
	d.list("2022-06-13 12:00", "-Sven Spengemann", strings.ReplaceAll(sousaWon, "2022-12-12", "2022-06-12"))
	d.list("2022-06-14 12:00")
	const late = "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-06-20 resignation"
	d.serve(parlinfo, "2022-12-20 06:30", models.ListsSome, late)
	d.serve(parlinfo, "2022-12-21 06:30", models.ListsSome, late)
	must(t, "two cannot hold one seat", d.seats("Mississauga—Lakeshore"),
		"Sven Spengemann 2021-09-20..2022-06-12 unknown provisional since 2022-05-21; Charles Sousa 2022-06-12..")
	must(t, "an editor decides", d.waiting(parlinfo), "conflict seat 2022-06-19")
}

func TestSeatsThatContradictTheRegister(t *testing.T) {
	for _, c := range []struct{ name, row, waits string }{
		{"another first day", "Sven Spengemann | Mississauga—Lakeshore 2021-09-27.. | org_liberal", "conflict seat 2021-09-27"},
		{"a second seat", "Niki Ashton | Churchill 2021-09-20.., Mississauga—Lakeshore 2022-12-12.. | org_ndp", "conflict seat 2022-12-12"},
		{"somebody else since the election", "Charles Sousa | Mississauga—Lakeshore 2021-09-20.. | org_liberal", "conflict seat 2021-09-20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := lakeshore(t)
			d.list("2022-12-13 12:00")
			before := d.seats("Mississauga—Lakeshore") + d.seats("Churchill")
			for _, at := range []string{"2022-12-13 13:00", "2022-12-13 18:00", "2022-12-14 12:00"} {
				d.serve(lists, at, models.ListsSome, c.row)
			}
			must(t, "seats", d.seats("Mississauga—Lakeshore")+d.seats("Churchill"), before)
			must(t, "waits", d.waiting(lists), c.waits)
		})
	}
}

func TestAnEndThatOthersDateDifferently(t *testing.T) {
	d := lakeshore(t)
	const row = "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..%s resignation"
	for _, at := range []string{"2022-05-30 12:00", "2022-05-30 13:00"} {
		d.list(at, fmt.Sprintf(row, "2022-05-28"))
	}
	for _, at := range []string{"2022-06-01 06:30", "2022-06-02 06:30"} {
		d.serve(parlinfo, at, models.ListsSome, fmt.Sprintf(row, "2022-05-30"))
	}
	must(t, "the list stands", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation")
	must(t, "waits", d.waiting(parlinfo), "conflict seat 2022-05-29")
	d.list("2022-06-03 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20.. | org_liberal")
	d.list("2022-06-04 12:00")
	must(t, "a list that takes it back", d.seats("Mississauga—Lakeshore"), "Sven Spengemann 2021-09-20..2022-05-28 resignation")
	must(t, "waits", d.waiting(lists), "conflict seat 2021-09-20")
}

// dissolved is the House of the 43rd Parliament after its dissolution.
func dissolved(t *testing.T, members ...string) *desk {
	if len(members) == 0 {
		members = []string{"Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp", "Kevin Vuong | Spadina | org_liberal"}
	}
	d := newDesk(t, 43, members...)
	d.list("2021-08-10 12:00")
	d.list("2021-08-10 14:00")
	f := &d.facts
	for i := range f.Parliaments {
		if f.Parliaments[i].Number == 43 {
			f.Parliaments[i].Dissolution = Day("2021-08-15")
		}
	}
	for i := range f.Tenures {
		f.Tenures[i].To, f.Tenures[i].EndCause = Day("2021-08-16"), models.ByDissolution
	}
	for i := range f.Affiliations {
		f.Affiliations[i].To = Day("2021-08-16")
	}
	d.sound(0)
	return d
}

func TestListsDuringADissolutionChangeNothing(t *testing.T) {
	d := dissolved(t)
	d.list("2021-08-20 12:00")
	d.list("2021-08-21 12:00", "Han Dong | Don Valley North 2019-10-21.. | org_independent", "-Niki Ashton")
	r := d.list("2021-08-22 12:00")
	if len(r.Open)+len(r.Close) > 0 || d.waiting(lists) != "" {
		t.Errorf("opened %v, waiting %s", r.Open, d.waiting(lists))
	}
	must(t, "seat", d.seats("Don Valley North"), "Han Dong 2019-10-21..2021-08-16 dissolution")
}

func TestTheGeneralElectionOf2021(t *testing.T) {
	d := dissolved(t)
	winners := []string{
		"Han Dong | Don Valley North 2021-09-20.. | org_liberal", "Kevin Vuong | Spadina 2021-09-20.. | org_independent",
		"George Chahal | Churchill 2021-09-20.. | org_liberal | ourcommons=111067",
	}
	r := d.elects("2021-09-28 12:00", winners...)
	must(t, "it waits, as one thing", d.waiting(lists), "election 2021-09-20")
	if len(r.Open)+len(r.Close) > 0 {
		t.Errorf("seen once, it opens %v", r.Open)
	}
	d.elects("2021-09-28 12:30", winners...)
	must(t, "half an hour later", d.waiting(lists), "election 2021-09-20")
	r = d.elects("2021-09-28 13:00", winners...)
	must(t, "reason", r.Reason, "General election of 2021-09-20: the 44th Parliament, 3 members.")
	must(t, "proposal", d.waiting(lists)+d.settled(models.IsElection), "taken")
	must(t, "Dong", d.seats("Don Valley North")+" "+d.spells("Han Dong", models.Designation), "Han Dong 2021-09-20.. liberal 2021-09-20.. provisional")
	must(t, "Vuong", d.spells("Kevin Vuong", models.Designation)+" "+d.spells("Kevin Vuong", models.Caucus), "independent 2021-09-20.. provisional none 2021-09-20.. provisional")
	must(t, "Chahal is new", d.seats("Churchill"), "George Chahal 2021-09-20..")
	d.elects("2021-09-29 13:00", winners...)
	must(t, "nothing more", d.waiting(lists), "")
}
