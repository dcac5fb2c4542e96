package jobs

import (
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// twice serves a row of a source on two mornings.
func (d *desk) twice(source models.SourceID, day, row string) {
	at := instant(day + " 06:30")
	for range 2 {
		doc, m := d.document(source, at, models.ListsSome, []string{row})
		d.run(doc, m)
		at += 24 * hour
	}
}

// leaves lets the list say another label of Han Dong's from 2023-03-23 on.
func (d *desk) leaves(label string) {
	d.list("2023-03-23 12:00", dongSat+label)
	d.list("2023-03-23 13:00")
}

// set lets a value of Han Dong's be held on an axis from a day on.
func (d *desk) set(axis models.Axis, v models.Value, from string, basis models.Basis) {
	id, _ := d.who("Han Dong")
	for i := range d.facts.Affiliations {
		if a := &d.facts.Affiliations[i]; a.Person == id && a.Axis == axis && a.Open() {
			a.To = Day(from)
		}
	}
	d.facts.Add(models.Affiliation{ID: models.NewAffiliationID(id, axis, from), Person: id, Axis: axis, Value: v,
		Period: temporal.Period{From: Day(from)}, Basis: basis, Cited: d.facts.Affiliations[0].Cited})
	d.sound(0)
}

// TestAxesThatDoNotFollow: what does not hold because of the label stays as the
// label goes.
func TestAxesThatDoNotFollow(t *testing.T) {
	t.Run("John Nunziata's way: out of caucus before the label changes", func(t *testing.T) {
		d := dongs(t)
		d.set(models.Caucus, models.None, "2022-04-01", models.Stated)
		d.leaves("org_independent")
		must(t, "designation", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22")
		must(t, "caucus", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..2022-04-01; none 2022-04-01..")
	})
	t.Run("a party that was never that of the label", func(t *testing.T) {
		d := dongs(t)
		d.set(models.Party, models.Of(Green), "2022-04-01", models.Stated)
		d.leaves("org_independent")
		must(t, "party", d.spells("Han Dong", models.Party), "liberal 2021-09-20..2022-04-01; green 2022-04-01..")
	})
	t.Run("a caucus that an editor states", func(t *testing.T) {
		d := dongs(t)
		id, _ := d.who("Han Dong")
		for i := range d.facts.Affiliations {
			if a := &d.facts.Affiliations[i]; a.Person == id && a.Axis != models.Designation {
				a.Cited = d.edited()
			}
		}
		d.leaves("org_independent")
		must(t, "caucus", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..")
		must(t, "party", d.spells("Han Dong", models.Party), "liberal 2021-09-20..")
	})
	t.Run("a label that implies nothing", func(t *testing.T) {
		d := dongs(t)
		d.leaves("org_opposition")
		must(t, "caucus", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..2023-03-23; unknown 2023-03-23.. provisional since 2023-03-22")
	})
}

// TestACaucusThatParlInfoStates: Wajid Khan's way, caucus first and label later.
func TestACaucusThatParlInfoStates(t *testing.T) {
	d := dongs(t)
	d.twice(parlinfo, "2023-05-01", "Han Dong | | org_liberal 2021-09-20..2023-04-05, org_conservative 2023-04-05.., "+
		"caucus:org_liberal 2021-09-20..2023-03-01, caucus:org_conservative 2023-03-01..")
	must(t, "the list still says Liberal of that day, but nothing newer", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-04-05; conservative 2023-04-05..")
	must(t, "caucus", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..2023-03-01; conservative 2023-03-01..")
	must(t, "party", d.spells("Han Dong", models.Party), "liberal 2021-09-20..2023-04-05; conservative 2023-04-05..")

	d = dongs(t)
	d.twice(parlinfo, "2023-05-01", "Han Dong | | org_liberal 2021-09-20.., caucus:org_conservative")
	must(t, "a caucus without a day waits", d.waiting(parlinfo), "conflict caucus conservative")
	must(t, "caucus", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..")

	d = dongs(t)
	d.twice(parlinfo, "2023-05-01", "Han Dong | | org_liberal 2021-09-20.., caucus:org_liberal 2021-11-22..")
	must(t, "a role that begins on the first sitting agrees", d.waiting(parlinfo)+d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..")
	d.twice(profiles, "2023-06-01", "Han Dong | | caucus:org_ndp 2023-01-01..")
	must(t, "profiles are not heard on the caucus", d.waiting(profiles)+d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..")
}

// TestProfilesDateAChange: the party is not stated by them.
func TestProfilesDateAChange(t *testing.T) {
	d := dongs(t)
	d.leaves("org_independent")
	d.twice(profiles, "2023-03-25", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	for axis, want := range map[models.Axis]string{
		models.Designation: "liberal 2021-09-20..2023-03-22; independent 2023-03-22..",
		models.Caucus:      "liberal 2021-09-20..2023-03-22; none 2023-03-22..",
		models.Party:       "liberal 2021-09-20..2023-03-22; unknown 2023-03-22..",
	} {
		must(t, string(axis), d.spells("Han Dong", axis), want)
	}
	d.twice(parlinfo, "2023-04-01", "Han Dong | | org_liberal 2021-09-20..2023-03-24, org_independent 2023-03-24..")
	must(t, "ParlInfo cannot move a day that profiles confirmed", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..")
	must(t, "it waits", d.waiting(parlinfo), "conflict designation independent 2023-03-24; conflict party unknown 2023-03-24")

	d = dongs(t)
	d.twice(profiles, "2023-05-25", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	must(t, "news of a change and of its day", d.spells("Han Dong", models.Party), "liberal 2021-09-20..2023-03-22; unknown 2023-03-22..")
}

// TestDaysThatNobodySpokeOf: a source tells of a change in between, and of the
// return.
func TestDaysThatNobodySpokeOf(t *testing.T) {
	const row = "Han Dong | | org_liberal 2021-09-20..2022-02-01, org_independent 2022-02-01..2022-03-01, org_liberal 2022-03-01.."
	d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	d.twice(parlinfo, "2023-05-01", row) // what is held was told until 2021-09-30
	must(t, "designation", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2022-02-01; independent 2022-02-01..2022-03-01; liberal 2022-03-01..")
	must(t, "caucus", d.spells("Han Dong", models.Caucus), "liberal 2021-09-20..2022-02-01; none 2022-02-01..2022-03-01; liberal 2022-03-01..")

	d = newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	for i := range d.facts.Sources {
		d.facts.Sources[i].SpeaksUntil = Day("2022-06-01")
	}
	d.twice(parlinfo, "2023-05-01", row)
	must(t, "others spoke of those days", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..")
	must(t, "it waits", d.waiting(parlinfo), "conflict designation independent 2022-02-01; conflict party unknown 2022-02-01")
}

// TestFromTheStart: a source says that a member never had the label.
func TestFromTheStart(t *testing.T) {
	const row = "Han Dong | | org_independent 2021-09-20.."
	d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	d.twice(parlinfo, "2023-05-01", row)
	must(t, "others said so", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..")
	must(t, "it waits", d.waiting(parlinfo), "conflict designation independent 2021-09-20; conflict party unknown 2021-09-20")

	d = newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	d.twice(parlinfo, "2022-05-01", "Han Dong | | org_liberal 2021-09-20..2022-01-10, org_independent 2022-01-10..")
	d.twice(parlinfo, "2023-05-01", "Han Dong | | org_ndp 2021-09-20..2022-01-10, org_independent 2022-01-10..")
	must(t, "a confirmed first label stands", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2022-01-10; independent 2022-01-10..")
}

// TestASourceThatTakesBackItsOwn: ParlInfo no longer knows of a change that it
// alone had told, or the list goes before it.
func TestASourceThatTakesBackItsOwn(t *testing.T) {
	d := dongs(t)
	d.twice(parlinfo, "2023-05-01", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	d.twice(parlinfo, "2023-06-01", "Han Dong | | org_liberal 2021-09-20..")
	for _, axis := range models.Axes {
		must(t, string(axis), d.spells("Han Dong", axis), "liberal 2021-09-20..")
	}

	d = dongs(t)
	d.twice(parlinfo, "2023-05-01", "Han Dong | | org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..")
	d.list("2023-06-01 08:00", dongSat+"org_independent")
	d.twice(parlinfo, "2023-06-01", "Han Dong | | org_liberal 2021-09-20..")
	d.list("2023-06-02 08:00")
	d.twice(parlinfo, "2023-06-03", "Han Dong | | org_liberal 2021-09-20..")
	must(t, "the list says so too", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..")
	must(t, "it waits", d.waiting(parlinfo), "conflict designation liberal 2021-09-20")
}
