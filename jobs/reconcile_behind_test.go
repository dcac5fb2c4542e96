package jobs

import (
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// TestAListThatNeverHeardOfAnEnd: after a dissolution a source still lists
// somebody who left before it. That nobody sits since does not say when he left.
func TestAListThatNeverHeardOfAnEnd(t *testing.T) {
	d := dissolved(t)
	for i := range d.facts.Tenures {
		if x := &d.facts.Tenures[i]; x.Riding == models.RidingID(models.DeriveID("rid", "Don Valley North")) {
			x.To, x.EndCause, x.State = Day("2021-05-01"), models.ByResignation, models.Provisional
			for j := range d.facts.Affiliations {
				if a := &d.facts.Affiliations[j]; a.Person == x.Person {
					a.To = x.To
				}
			}
		}
	}
	const row = "Han Dong | Don Valley North 2019-10-21.. | org_liberal 2019-10-21..2021-08-16"
	for _, at := range []string{"2021-08-20 06:30", "2021-08-21 06:30"} {
		d.serve(parlinfo, at, models.ListsSome, row)
		must(t, at, d.seats("Don Valley North"), "Han Dong 2019-10-21..2021-05-01 resignation provisional")
	}
	must(t, "it waits", d.waiting(parlinfo), "conflict seat 2019-10-21")
	const told = "Han Dong | Don Valley North 2019-10-21..2021-05-03 resignation | org_liberal 2019-10-21..2021-05-03"
	d.serve(parlinfo, "2021-08-22 06:30", models.ListsSome, told)
	d.serve(parlinfo, "2021-08-23 06:30", models.ListsSome, told)
	must(t, "it has heard", d.seats("Don Valley North"), "Han Dong 2019-10-21..2021-05-03 resignation")
}

// TestACrossingBeforeTheFirstList: David Emerson's way. The list says no day, so
// that its label was taken to hold from the first day of the seat; a source that
// dates both labels tells of the crossing.
func TestACrossingBeforeTheFirstList(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-30 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28 resignation")
	d.list("2022-05-30 13:00")
	const won = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | "
	d.list("2022-12-20 12:00", won+"org_conservative")
	d.list("2022-12-20 13:00")
	must(t, "by the list", d.spells("Charles Sousa", models.Designation), "conservative 2022-12-12.. provisional")
	const both = won + "org_liberal 2022-12-12..2022-12-15, org_conservative 2022-12-15.."
	d.serve(parlinfo, "2022-12-21 06:30", models.ListsSome, both)
	must(t, "told once", d.spells("Charles Sousa", models.Designation), "conservative 2022-12-12.. provisional")
	d.serve(parlinfo, "2022-12-22 06:30", models.ListsSome, both)
	for axis, want := range map[models.Axis]string{
		models.Designation: "liberal 2022-12-12..2022-12-15; conservative 2022-12-15..",
		models.Caucus:      "liberal 2022-12-12..2022-12-15; conservative 2022-12-15..",
		models.Party:       "liberal 2022-12-12..2022-12-15; conservative 2022-12-15..",
	} {
		must(t, string(axis), d.spells("Charles Sousa", axis), want)
	}
	must(t, "nothing waits", d.waiting(parlinfo), "")
}

// TestAnotherLabelFromTheFirstDay: a source that says nothing of the label of
// the list does not take its place.
func TestAnotherLabelFromTheFirstDay(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-05-30 12:00", "Sven Spengemann | Mississauga—Lakeshore 2021-09-20..2022-05-28 resignation")
	d.list("2022-05-30 13:00")
	const won = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | "
	d.list("2022-12-20 12:00", won+"org_conservative")
	d.list("2022-12-20 13:00")
	for _, at := range []string{"2022-12-21 06:30", "2022-12-22 06:30"} {
		d.serve(parlinfo, at, models.ListsSome, won+"org_liberal 2022-12-12..2022-12-15")
	}
	must(t, "by the list", d.spells("Charles Sousa", models.Designation), "conservative 2022-12-12.. provisional")
}
