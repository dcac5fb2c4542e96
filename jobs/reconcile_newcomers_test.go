package jobs

import (
	"fmt"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// numbers are the identifiers of somebody, if the register has them at all.
func (d *desk) numbers(name string) string {
	id, _ := d.who(name)
	for _, p := range d.facts.People {
		if p.ID == id {
			return fmt.Sprint(p.Identifiers)
		}
	}
	return "nobody"
}

// TestANewcomerIsWhoWasSeenTwice: the register does not have them, so that the
// name and the numbers are as much a claim as the seat. A list with a wrong one
// in between begins the waiting anew, and publishes nothing of its own.
func TestANewcomerIsWhoWasSeenTwice(t *testing.T) {
	const (
		right         = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110900"
		wrong         = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110800"
		without       = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal"
		capitals      = "Charles SOUSA | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110900"
		theirs        = "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal 2022-12-12.. | parlinfo=25500"
		theirCapitals = "Charles SOUSA | Mississauga—Lakeshore 2022-12-12.. | org_liberal 2022-12-12.. | parlinfo=25500"
	)
	type step struct {
		at     string
		source models.SourceID
		row    string
		want   string
	}
	for name, steps := range map[string][]step{
		"another number in between": {
			{"2022-12-13 08:00", lists, right, "nobody"},
			{"2022-12-13 11:00", lists, wrong, "nobody"},
			{"2022-12-13 14:00", lists, right, "nobody"},
			{"2022-12-13 17:00", lists, right, "[{ourcommons 110900}]"},
		},
		"the name in capitals in between": {
			{"2022-12-13 08:00", lists, right, "nobody"},
			{"2022-12-13 11:00", lists, capitals, "nobody"},
			{"2022-12-13 14:00", lists, right, "nobody"},
			{"2022-12-13 17:00", lists, right, "[{ourcommons 110900}]"},
		},
		"two sources that do not write the name alike": {
			{"2022-12-13 08:00", lists, right, "nobody"},
			{"2022-12-13 08:30", parlinfo, theirCapitals, "nobody"},
			{"2022-12-13 11:00", lists, right, "[{ourcommons 110900}]"},
		},
		"no number at first": {
			{"2022-12-13 08:00", lists, without, "nobody"},
			{"2022-12-13 11:00", lists, right, "[]"},
			{"2022-12-13 14:00", lists, right, "[]"},
			{"2022-12-13 17:00", lists, right, "[{ourcommons 110900}]"},
		},
		"the number every other time": {
			{"2022-12-13 08:00", lists, right, "nobody"},
			{"2022-12-13 11:00", lists, without, "[]"},
			{"2022-12-13 14:00", lists, right, "[]"},
			{"2022-12-13 17:00", lists, without, "[]"},
		},
		"two sources, of which each gives its number once": {
			{"2022-12-13 08:00", lists, right, "nobody"},
			{"2022-12-13 08:30", parlinfo, theirs, "[]"},
			{"2022-12-13 11:00", lists, right, "[]"}, // the number waits
			{"2022-12-13 14:00", lists, right, "[{ourcommons 110900}]"},
		},
		"a wrong number after the right one was believed": {
			{"2022-12-13 08:00", lists, right, "nobody"},
			{"2022-12-13 11:00", lists, right, "[{ourcommons 110900}]"},
			{"2022-12-13 14:00", lists, wrong, "[{ourcommons 110900}]"},
			{"2022-12-13 17:00", lists, wrong, "[{ourcommons 110900}]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := lakeshore(t)
			d.list("2022-12-01 08:00", "-Sven Spengemann")
			for _, s := range steps {
				if s.source == lists {
					d.list(s.at, "-Charles Sousa", "-Charles SOUSA", s.row)
				} else {
					d.serve(s.source, s.at, models.ListsSitting, s.row)
				}
				must(t, s.at, d.numbers("Charles Sousa"), s.want)
			}
		})
	}
}

// TestTheNameOfANewcomerIsDividedAsItWasSeenTwice: lists are sorted by family
// names.
func TestTheNameOfANewcomerIsDividedAsItWasSeenTwice(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-12-01 08:00", "-Sven Spengemann")
	for _, run := range []struct{ at, given, family, want string }{
		{"2022-12-13 08:00", "Maria", "da Silva", ""},
		{"2022-12-13 11:00", "Maria da", "Silva", ""},
		{"2022-12-13 14:00", "Maria", "da Silva", ""},
		{"2022-12-13 17:00", "Maria", "da Silva", "Maria, da Silva"},
	} {
		const row = "Maria da Silva | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110900"
		doc, m := d.document(lists, instant(run.at), models.ListsSitting, []string{row, "Niki Ashton | Churchill 2021-09-20.. | org_ndp"})
		m.People[0].Name = models.PersonName{Full: "Maria da Silva", Given: run.given, Family: run.family}
		d.run(doc, m)
		got := ""
		for _, p := range d.facts.People {
			if p.Name.Full == "Maria da Silva" {
				got = p.Name.Given + ", " + p.Name.Family
			}
		}
		must(t, run.at, got, run.want)
	}
}

// TestALabelIsNotBorneOutUnderAnotherName: two sources mean one newcomer by the
// seat and its day, and do not call them alike.
func TestALabelIsNotBorneOutUnderAnotherName(t *testing.T) {
	d := lakeshore(t)
	d.list("2022-12-01 08:00", "-Sven Spengemann")
	for _, run := range []struct {
		at     string
		source models.SourceID
		row    string
		want   string
	}{
		{"2022-12-13 08:00", lists, "Charles Smith | Mississauga—Lakeshore 2022-12-12.. | org_ndp | ourcommons=110900", ""},
		{"2022-12-13 09:00", parlinfo, "Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal 2022-12-12.. | parlinfo=25500", ""},
		{"2022-12-13 11:00", lists, "Charles Smith | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110900", ""},
		{"2022-12-13 14:00", lists, "Charles Smith | Mississauga—Lakeshore 2022-12-12.. | org_liberal | ourcommons=110900", "Charles Smith"},
	} {
		doc, m := d.document(run.source, instant(run.at), models.ListsSitting, []string{run.row, "Niki Ashton | Churchill 2021-09-20.. | org_ndp"})
		m.People[0].Person = "per_newcomer"
		d.run(doc, m)
		got := ""
		for _, p := range d.facts.People {
			if p.ID == "per_newcomer" {
				got = p.Name.Full
			}
		}
		must(t, run.at, got, run.want)
	}
}

// TestTheBallotOfANewSeatIsSaidTwice: the Library tells it in profiles, and not
// in its list.
func TestTheBallotOfANewSeatIsSaidTwice(t *testing.T) {
	liberal, green := models.Of(Liberal), models.Of(Green)
	for _, c := range []struct {
		story        string
		first, later models.Value
		want         models.Value
	}{
		{"the same", liberal, liberal, liberal},
		{"another", liberal, green, models.UnknownValue},
		{"not told at first", models.UnknownValue, liberal, models.UnknownValue},
		{"not told any more", liberal, models.UnknownValue, models.UnknownValue},
	} {
		d := lakeshore(t)
		d.list("2022-12-01 08:00", "-Sven Spengemann")
		for i, as := range []models.Value{c.first, c.later, liberal} {
			doc, m := d.document(parlinfo, instant("2022-12-13 05:40")+12*hour*temporal.Instant(i), models.ListsSitting, []string{
				"Charles Sousa | Mississauga—Lakeshore 2022-12-12.. | org_liberal 2022-12-12.. | parlinfo=25500", "Niki Ashton | Churchill 2021-09-20.. | org_ndp 2021-09-20.."})
			m.People[0].Seats[0].ElectedAs = as
			d.run(doc, m)
		}
		id, _ := d.who("Charles Sousa")
		got := models.Value{}
		for _, x := range d.facts.Tenures {
			if x.Person == id {
				got = x.ElectedAs
			}
		}
		if got != c.want {
			t.Errorf("%s: elected as %v, want %v", c.story, got, c.want)
		}
	}
}
