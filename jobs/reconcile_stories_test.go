package jobs

import (
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// scene is one run of a story, and what is held of its hero afterwards.
type scene struct {
	at     string
	source models.SourceID
	row    string // of the hero
	held   string // the designation
	caucus string // if it is to be looked at
	party  string
	beside string
	waits  string // of this source
}

const (
	dongSat  = "Han Dong | Don Valley North 2021-09-20.. | "
	rayesSat = "Alain Rayes | Richmond 2021-09-20.. | "
	vuongSat = "Kevin Vuong | Spadina 2021-09-20.. | "
)

var stories = []struct {
	name  string
	hero  string
	label models.OrganizationID // at first
	steps []scene
}{
	{"Han Dong leaves the Liberal caucus", "Han Dong", Liberal, []scene{
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..",
			beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 08:59", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..",
			beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 09:00", source: lists, row: dongSat + "org_independent",
			held:   "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22",
			caucus: "liberal 2021-09-20..2023-03-23; none 2023-03-23.. provisional since 2023-03-22",
			party:  "liberal 2021-09-20..2023-03-23; unknown 2023-03-23.. provisional since 2023-03-22"},
		{at: "2023-03-30 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..",
			held:  "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22",
			waits: "seen_once designation independent 2023-03-22; seen_once party unknown 2023-03-22"},
		{at: "2023-03-31 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..",
			held:   "liberal 2021-09-20..2023-03-22; independent 2023-03-22..",
			caucus: "liberal 2021-09-20..2023-03-22; none 2023-03-22..",
			party:  "liberal 2021-09-20..2023-03-22; unknown 2023-03-22.."},
		{at: "2023-03-31 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..2023-03-22; independent 2023-03-22.."},
	}},
	{"Alain Rayes leaves, and ParlInfo hears of it first", "Alain Rayes", Conservative, []scene{
		{at: "2022-09-12 12:00", source: lists, row: rayesSat + "org_conservative", held: "conservative 2021-09-20.."},
		{at: "2022-09-14 06:30", source: parlinfo, row: rayesSat + "org_conservative 2021-09-20..2022-09-13, org_independent 2022-09-13..",
			held: "conservative 2021-09-20..", beside: "independent 2022-09-13",
			waits: "seen_once designation independent 2022-09-13; seen_once party unknown 2022-09-13"},
		{at: "2022-09-14 12:00", source: lists, row: rayesSat + "org_independent", // two sources
			held:  "conservative 2021-09-20..2022-09-14; independent 2022-09-14.. provisional since 2022-09-12",
			party: "conservative 2021-09-20..2022-09-14; unknown 2022-09-14.. provisional since 2022-09-12"},
		{at: "2022-09-15 06:30", source: parlinfo, row: rayesSat + "org_conservative 2021-09-20..2022-09-13, org_independent 2022-09-13..",
			held:   "conservative 2021-09-20..2022-09-13; independent 2022-09-13..",
			caucus: "conservative 2021-09-20..2022-09-13; none 2022-09-13.."},
	}},
	{"Jenica Atwin crosses the floor", "Jenica Atwin", Green, []scene{
		{at: "2023-06-09 12:00", source: lists, row: "Jenica Atwin | Fredericton 2021-09-20.. | org_green", held: "green 2021-09-20.."},
		{at: "2023-06-11 12:00", source: lists, row: "Jenica Atwin | Fredericton 2021-09-20.. | org_liberal", held: "green 2021-09-20..",
			beside: "liberal 2023-06-11", waits: "seen_once designation liberal"},
		{at: "2023-06-11 18:00", source: lists, row: "Jenica Atwin | Fredericton 2021-09-20.. | org_liberal",
			held:   "green 2021-09-20..2023-06-11; liberal 2023-06-11.. provisional since 2023-06-09",
			caucus: "green 2021-09-20..2023-06-11; liberal 2023-06-11.. provisional since 2023-06-09",
			party:  "green 2021-09-20..2023-06-11; unknown 2023-06-11.. provisional since 2023-06-09"},
		{at: "2023-06-20 06:30", source: parlinfo, row: "Jenica Atwin | | org_green 2021-09-20..2023-06-10, org_liberal 2023-06-10..",
			held:  "green 2021-09-20..2023-06-11; liberal 2023-06-11.. provisional since 2023-06-09",
			waits: "seen_once designation liberal 2023-06-10; seen_once party liberal 2023-06-10"},
		{at: "2023-06-21 06:30", source: parlinfo, row: "Jenica Atwin | | org_green 2021-09-20..2023-06-10, org_liberal 2023-06-10..",
			held:   "green 2021-09-20..2023-06-10; liberal 2023-06-10..",
			caucus: "green 2021-09-20..2023-06-10; liberal 2023-06-10..",
			party:  "green 2021-09-20..2023-06-10; liberal 2023-06-10.."},
	}},
	{"Kevin Vuong has been Independent from the start", "Kevin Vuong", Independent, []scene{
		{at: "2021-12-01 12:00", source: lists, row: vuongSat + "org_independent", held: "independent 2021-09-20.."},
		{at: "2021-12-01 13:00", source: lists, row: vuongSat + "org_independent", held: "independent 2021-09-20.."},
		{at: "2021-12-02 06:30", source: parlinfo, row: vuongSat + "org_independent 2021-09-20..", held: "independent 2021-09-20.."},
		{at: "2021-12-03 06:30", source: parlinfo, row: vuongSat + "org_independent 2021-09-20..", held: "independent 2021-09-20..", party: "unknown 2021-09-20.."},
	}},
	{"a second hop", "Han Dong", Liberal, []scene{
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..", beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 09:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22"},
		{at: "2023-04-10 09:00", source: lists, row: dongSat + "org_ndp",
			held:   "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22",
			beside: "ndp 2023-04-10", waits: "seen_once designation ndp"},
		{at: "2023-04-11 09:00", source: lists, row: dongSat + "org_ndp",
			held:  "liberal 2021-09-20..2023-03-23; independent 2023-03-23..2023-04-10 provisional since 2023-03-22; ndp 2023-04-10.. provisional since 2023-03-24",
			party: "liberal 2021-09-20..2023-03-23; unknown 2023-03-23.. provisional since 2023-03-22"},
		{at: "2023-04-20 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..2023-04-05, org_ndp 2023-04-05..",
			held:  "liberal 2021-09-20..2023-03-23; independent 2023-03-23..2023-04-10 provisional since 2023-03-22; ndp 2023-04-10.. provisional since 2023-03-24",
			waits: "seen_once designation independent 2023-03-22; seen_once designation ndp 2023-04-05; seen_once party ndp 2023-04-05; seen_once party unknown 2023-03-22"},
		{at: "2023-04-21 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..2023-04-05, org_ndp 2023-04-05..",
			held:   "liberal 2021-09-20..2023-03-22; independent 2023-03-22..2023-04-05; ndp 2023-04-05..",
			caucus: "liberal 2021-09-20..2023-03-22; none 2023-03-22..2023-04-05; ndp 2023-04-05..",
			party:  "liberal 2021-09-20..2023-03-22; unknown 2023-03-22..2023-04-05; ndp 2023-04-05.."},
	}},
	{"the return to the old caucus", "Han Dong", Liberal, []scene{
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..", beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 09:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22"},
		{at: "2023-05-01 09:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22",
			beside: "liberal 2023-05-01", waits: "seen_once designation liberal"},
		{at: "2023-05-01 10:00", source: lists, row: dongSat + "org_liberal",
			held:   "liberal 2021-09-20..2023-03-23; independent 2023-03-23..2023-05-01 provisional since 2023-03-22; liberal 2023-05-01.. provisional since 2023-03-24",
			caucus: "liberal 2021-09-20..2023-03-23; none 2023-03-23..2023-05-01 provisional since 2023-03-22; liberal 2023-05-01.. provisional since 2023-03-24",
			party:  "liberal 2021-09-20..2023-03-23; unknown 2023-03-23.. provisional since 2023-03-22"},
	}},
	{"a label that flips and flips back within the hour", "Han Dong", Liberal, []scene{
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..", beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 08:30", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 09:30", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..", beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 10:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
	}},
	{"there and back on one day", "Han Dong", Liberal, []scene{
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..", beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 09:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22"},
		{at: "2023-03-23 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22",
			beside: "liberal 2023-03-23", waits: "seen_once designation liberal"},
		{at: "2023-03-23 13:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20..", caucus: "liberal 2021-09-20.."},
	}},
	{"ParlInfo lags behind the list", "Han Dong", Liberal, []scene{
		{at: "2023-03-20 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..", held: "liberal 2021-09-20.."},
		{at: "2023-03-21 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..", held: "liberal 2021-09-20.."},
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 08:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..", beside: "independent 2023-03-23", waits: "seen_once designation independent"},
		{at: "2023-03-23 09:00", source: lists, row: dongSat + "org_independent", held: "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22"},
		{at: "2023-03-24 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..",
			held:  "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2023-03-22",
			party: "liberal 2021-09-20..2023-03-23; unknown 2023-03-23.. provisional since 2023-03-22",
			waits: "conflict designation liberal 2021-09-20"},
	}},
	{"the list contradicts ParlInfo, and goes before", "Han Dong", Liberal, []scene{
		{at: "2023-03-22 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20.."},
		{at: "2023-03-23 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..", held: "liberal 2021-09-20..",
			beside: "independent 2023-03-22", waits: "seen_once designation independent 2023-03-22; seen_once party unknown 2023-03-22"},
		{at: "2023-03-23 12:00", source: lists, row: dongSat + "org_liberal", held: "liberal 2021-09-20..", beside: "independent 2023-03-22"},
		{at: "2023-03-24 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..",
			held: "liberal 2021-09-20..", waits: "conflict designation independent 2023-03-22"},
	}},
	{"ParlInfo gives a wrong day once", "Han Dong", Liberal, []scene{
		{at: "2023-03-30 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..", held: "liberal 2021-09-20..",
			beside: "independent 2023-03-22", waits: "seen_once designation independent 2023-03-22; seen_once party unknown 2023-03-22"},
		{at: "2023-03-31 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..", held: "liberal 2021-09-20..2023-03-22; independent 2023-03-22.."},
		{at: "2023-04-01 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-29, org_independent 2023-03-29..", held: "liberal 2021-09-20..2023-03-22; independent 2023-03-22..",
			waits: "seen_once designation independent 2023-03-29; seen_once party unknown 2023-03-29"},
		{at: "2023-04-02 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..", held: "liberal 2021-09-20..2023-03-22; independent 2023-03-22.."},
	}},
	{"ParlInfo corrects its own day", "Han Dong", Liberal, []scene{
		{at: "2023-03-30 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-24, org_independent 2023-03-24..", held: "liberal 2021-09-20..",
			beside: "independent 2023-03-24", waits: "seen_once designation independent 2023-03-24; seen_once party unknown 2023-03-24"},
		{at: "2023-03-31 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-24, org_independent 2023-03-24..", held: "liberal 2021-09-20..2023-03-24; independent 2023-03-24.."},
		{at: "2023-04-01 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..", held: "liberal 2021-09-20..2023-03-24; independent 2023-03-24..",
			waits: "seen_once designation independent 2023-03-22; seen_once party unknown 2023-03-22"},
		{at: "2023-04-02 06:30", source: parlinfo, row: dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22..",
			held:   "liberal 2021-09-20..2023-03-22; independent 2023-03-22..",
			caucus: "liberal 2021-09-20..2023-03-22; none 2023-03-22..", party: "liberal 2021-09-20..2023-03-22; unknown 2023-03-22.."},
	}},
	{"a source nobody has judged", "Han Dong", Liberal, []scene{
		{at: "2023-03-30 06:30", source: "hearsay", row: dongSat + "org_independent", held: "liberal 2021-09-20..", waits: "conflict designation independent"},
		{at: "2023-03-31 06:30", source: "hearsay", row: dongSat + "org_independent", held: "liberal 2021-09-20..", waits: "conflict designation independent"},
		{at: "2023-04-01 06:30", source: "hearsay", row: dongSat + "org_liberal 2021-09-20..2023-03-29, org_independent 2023-03-29..", held: "liberal 2021-09-20..", waits: "conflict designation independent 2023-03-29"},
	}},
}

// TestChangesOfAffiliation tells each story run by run.
func TestChangesOfAffiliation(t *testing.T) {
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			riding := fields(story.steps[0].row)[1]
			d := newDesk(t, 44, story.hero+" | "+riding[:len(riding)-len(" 2021-09-20..")]+" | "+string(story.label), "Niki Ashton | Churchill | org_ndp")
			for _, s := range story.steps {
				if s.source == lists {
					d.list(s.at, s.row)
				} else {
					d.serve(s.source, s.at, models.ListsSome, s.row)
				}
				is := func(what, got, want string) {
					t.Helper()
					if got != want {
						t.Errorf("%s, after %s: %s\n got %s\nwant %s", s.at, s.source, what, got, want)
					}
				}
				is("designation", d.spells(story.hero, models.Designation), s.held)
				if s.caucus != "" {
					is("caucus", d.spells(story.hero, models.Caucus), s.caucus)
				}
				if s.party != "" {
					is("party", d.spells(story.hero, models.Party), s.party)
				}
				is("reported", d.beside(story.hero), s.beside)
				is("waiting", d.waiting(s.source), s.waits)
			}
		})
	}
}
