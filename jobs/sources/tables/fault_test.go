package tables

import (
	"testing"
	"testing/fstest"

	"caucus/models/modeltest"

	"github.com/google/go-cmp/cmp"
)

// findings imports one table beside the winners of theTables and returns what
// the report says of it.
func findings(t *testing.T, h *modeltest.House, name, text string) (list []Finding) {
	t.Helper()
	dir := files(map[string]string{name: text})
	if name != "election_2025_winners.csv" {
		dir["election_2025_winners.csv"] = &fstest.MapFile{Data: theTables()["gap/election_2025_winners.csv"].Data}
	}
	_, report := imported(t, h, fstest.MapFS{}, dir)
	for _, f := range report.Findings {
		if f.File == name {
			list = append(list, f)
		}
	}
	return list
}

func TestEveryFaultOfARowIsNamed(t *testing.T) {
	for _, c := range []struct {
		story, file, text string
		want              []Finding
	}{
		{"three bad values in one row", "seat_events.csv",
			seatHead + "2025-02-30,,,many,Terrebonne,,Nobody,,resigned,x,,source,,high,\n",
			[]Finding{
				{Kind: BadValue, Line: 2, Column: "date", Value: "2025-02-30", Detail: "must be a day YYYY-MM-DD: the row is left out"},
				{Kind: BadValue, Line: 2, Column: "event", Value: "resigned", Detail: "must be one of vacated, by_election: the row is left out"},
				{Kind: BadValue, Line: 2, Column: "parliament", Value: "many", Detail: "must be a whole number: the row is left out"},
			}},
		{"no day and no window", "seat_events.csv",
			seatHead + ",,,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: BadValue, Line: 2, Column: "date", Detail: "must be a day, or empty with date_earliest and date_latest: the row is left out"}}},
		{"a window that ends before it begins", "seat_events.csv",
			seatHead + ",2026-02-02,2026-02-01,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: BadValue, Line: 2, Column: "date_latest", Value: "2026-02-01", Detail: "must be later than date_earliest: the row is left out"}}},
		{"a parliament that never was", "seat_events.csv",
			seatHead + "2026-02-02,,,99,Terrebonne,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: Unknown, Line: 2, Column: "parliament", Value: "99", Detail: "must be a parliament of the register: the row is left out"}}},
		{"somebody else's seat", "seat_events.csv",
			seatHead + "2026-02-02,,,45,Terrebonne,24073,Rachael Thomas,89200,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: Unknown, Line: 2, Column: "person", Value: "Rachael Thomas", Detail: "must be somebody who held this seat in this parliament: the row is left out"}}},
		{"a code and a name of two ridings", "seat_events.csv",
			seatHead + "2026-02-02,,,45,Lethbridge,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: Conflict, Line: 2, Column: "riding", Value: "Lethbridge", Detail: "must be the name of the riding with the code 24073: the row is left out"}}},
		{"a by-election for a seat that is held", "seat_events.csv",
			seatHead + "2026-02-02,,,45,Terrebonne,24073,Nobody Known,,by_election,hold,Liberal,source,,high,\n",
			[]Finding{{Kind: Conflict, Line: 2, Column: "riding", Value: "Terrebonne", Detail: "must be the name of a riding whose seat is vacant; it is held by Tatiana Auguste: the row is left out"}}},
		{"a by-election won by somebody who sits", "seat_events.csv",
			seatHead + "2026-02-02,,,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n" +
				"2026-04-13,,,45,Terrebonne,24073,Rachael Thomas,89200,by_election,hold,Conservative,source,,high,\n",
			[]Finding{{Kind: Conflict, Line: 3, Column: "riding", Value: "Terrebonne", Detail: "must be the riding of somebody who does not sit; the person sits for Lethbridge: the row is left out"}}},
		{"a vacancy in a parliament that was over", "seat_events.csv",
			seatHead + "2025-06-01,,,44,Cloverdale—Langley City,,John Aldag,89258,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: Conflict, Line: 2, Column: "date", Value: "2025-06-01", Detail: "must be a day of the parliament, after the general election: the row is left out"}}},
		{"a seat vacated twice", "seat_events.csv",
			seatHead + "2026-02-02,,,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n" +
				"2026-02-03,,,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,resigned,,source,,high,\n",
			[]Finding{{Kind: Conflict, Line: 3, Column: "date", Value: "2026-02-03", Detail: "must not be after 2026-02-02, on which the register ended this tenure: the row is left out"}}},
		{"a reason without a cause", "seat_events.csv",
			seatHead + "2026-02-02,,,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,left,,source,,high,\n",
			[]Finding{{Kind: BadValue, Line: 2, Column: "reason", Value: "left", Detail: "must be one of annulled, appointed, died, disqualified, resigned, unknown: the row is left out"}}},
		{"a label that nobody reviewed", "affiliation_changes.csv",
			changeHead + "Rachael Thomas,89200,,2025-10-01,,,Conservative,Maverick,crossed_floor,source,,high,\n",
			[]Finding{{Kind: Unknown, Line: 2, Column: "to", Value: "Maverick", Detail: "must be a label of the reviewed list of organizations: the row is left out"}}},
		{"from a label that was not held", "affiliation_changes.csv",
			changeHead + "Rachael Thomas,89200,,2025-10-01,,,NDP,Liberal,crossed_floor,source,,high,\n",
			[]Finding{{Kind: Conflict, Line: 2, Column: "from", Value: "NDP", Detail: "must be the label on the day before: the row is left out"}}},
		{"a change of somebody who does not sit", "affiliation_changes.csv",
			changeHead + "John Aldag,89258,,2025-10-01,,,Liberal,Independent,expelled,source,,high,\n",
			[]Finding{{Kind: Unknown, Line: 2, Column: "person", Value: "John Aldag", Detail: "must be somebody who sits on 2025-10-01: the row is left out"}}},
		{"an event on a day without a change", "events_more.csv",
			"scheme,value,on,cause,basis,confidence,source\nourcommons,89200,2025-10-01,expelled,source,high,\n",
			[]Finding{{Kind: Conflict, Line: 2, Column: "on", Value: "2025-10-01", Detail: "must be a day on which something changes for this person: the row is left out"}}},
		{"an identifier that another person has", "identifiers.csv",
			"parlinfo_id,scheme,value,source\n1,ourcommons,25451,x\n77,wikidata,Q1,x\n1,myspace,tom,x\n",
			[]Finding{
				{Kind: Conflict, Line: 2, Column: "value", Value: "25451", Detail: "is the identifier of another person: the row is left out"},
				{Kind: Unknown, Line: 3, Column: "parlinfo_id", Value: "77", Detail: "must be a person of the register: the row is left out"},
				{Kind: BadValue, Line: 4, Column: "scheme", Value: "myspace", Detail: "must be one of ourcommons, parlinfo, wikidata, openparliament: the row is left out"},
			}},
		{"a table without its columns", "riding_renames.csv", "fed_code,old_en\n1,x\n",
			[]Finding{{Kind: BadFile, Line: 1, Detail: "lacks the columns new_en_house_list, new_fr, in_force_earliest, in_force_latest, basis, source, confidence: the file is left out"}}},
		{"a page that is no table", "names.csv", "<!DOCTYPE html>\n<html>",
			[]Finding{{Kind: BadFile, Line: 1, Detail: "lacks the columns scheme, value, given, family: the file is left out"}}},
		{"an empty file", "names.csv", "", []Finding{{Kind: BadFile, Line: 1, Detail: "no header line: the file is left out"}}},
		{"a text that is no UTF-8", "names.csv", "sch\xe9me", []Finding{{Kind: BadFile, Detail: "not UTF-8: the file is left out"}}},
		{"a quote that never ends", "names.csv", "scheme,value,given,family\nourcommons,1,A,B\nourcommons,2,\"A,B\n",
			[]Finding{{Kind: BadFile, Line: 3, Detail: "not CSV: the file is left out from here on"}}},
		{"more fields than columns", "names.csv", "scheme,value,given,family\nourcommons,1,A,B,C\n",
			[]Finding{{Kind: BadFile, Line: 2, Detail: "5 fields under 4 columns: the row is left out"}}},
		{"a year without an election", "election_2024_winners.csv", winnersHead + "a,a,1,Ontario,b,Liberal,2,source,x,high,\n",
			[]Finding{{Kind: Unknown, Value: "2024", Detail: "must be a year with one general election: the file is left out"}}},
	} {
		for i := range c.want {
			c.want[i].File = c.file
		}
		if diff := cmp.Diff(c.want, findings(t, fortyFourth(), c.file, c.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
	}
}

func TestRosterContradictsTheTables(t *testing.T) {
	got := findings(t, fortyFourth(), "roster45_2025-06-01.csv", rosterHead+
		"89200,Rachael Harder,Liberal,Lethbridge,Ontario,2025-04-29\n"+
		"25451,Pablo Rodriguez,Liberal,Honoré-Mercier,Quebec,2025-04-28\n"+
		"104944,Simon-Pierre Savard-Tremblay,Bloc Québécois,Saint-Hyacinthe—Bagot—Acton,Quebec,2025-04-28\n"+
		"84665,Chrystia Freeland,Liberal,University—Rosedale,Ontario,2025-04-28\n"+
		"122753,Tatiana Auguste,Liberal,Terrebonne,Quebec,2025-04-28\n")
	want := []Finding{
		{Kind: Disagreement, Column: "name", Value: "Chris d'Entremont", Detail: "sits on that day by the tables and is not listed"},
		{Kind: Disagreement, Line: 2, Column: "caucus_short_name", Value: "Liberal", Detail: "the tables say org_conservative"},
		{Kind: Disagreement, Line: 2, Column: "province", Value: "Ontario", Detail: "the tables say AB"},
		{Kind: Disagreement, Line: 2, Column: "seat_start_date", Value: "2025-04-29", Detail: "the tables say 2025-04-28"},
		{Kind: Disagreement, Line: 3, Column: "name", Value: "Pablo Rodriguez", Detail: "is listed and does not sit on that day by the tables"},
	}
	for i := range want {
		want[i].File = "roster45_2025-06-01.csv"
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A name alone is no match: the person must have sat for the province or for a
// riding that shares a word, and be the only one.
func TestMatchedByNameAndPlace(t *testing.T) {
	for _, c := range []struct {
		story string
		sat   []string // ridings of members of that name in the 44th Parliament, all in Ontario
		known string   // identifier they have
		row   string
		match string
	}{
		{"same province", []string{"Durham"}, "parlinfo:9", "Bowmanville,Bowmanville,35008,Ontario,Jo Smith,Liberal,7", "Jo Smith is Jo Smith of Durham"},
		{"a word of the riding", []string{"Acton--Bagot"}, "parlinfo:9", "Saint-Hyacinthe—Acton,,24066,Quebec,Jo Smith,Liberal,7", "Jo Smith is Jo Smith of Acton--Bagot"},
		{"another province, no word in common", []string{"Durham"}, "parlinfo:9", "Calgary Centre,,48001,Alberta,Jo Smith,Liberal,7", ""},
		{"two of that name", []string{"Durham", "Ajax"}, "parlinfo:9", "Bowmanville,,35008,Ontario,Jo Smith,Liberal,7", ""},
		{"known to the House under another id", []string{"Durham"}, "ourcommons:8", "Bowmanville,,35008,Ontario,Jo Smith,Liberal,7", ""},
		{"known under this id", []string{"Durham"}, "ourcommons:7", "Bowmanville,,35008,Ontario,Jo Smith,Liberal,7", ""},
	} {
		h := modeltest.New()
		h.Facts.Sources = append(h.Facts.Sources, fortyFourth().Facts.Sources[1:]...)
		for i, riding := range c.sat {
			h.Person("Jo Smith", c.known+"0"[:i]).Sits(riding, "2021-09-20", "").Label(modeltest.NDP, "2021-09-20", "")
		}
		before := len(h.Facts.People)
		got := findings(t, h, "election_2025_winners.csv", winnersHead+c.row+",source,x,high,\n")
		var want []Finding
		if c.match != "" {
			want = []Finding{{Kind: MatchedByName, File: "election_2025_winners.csv", Line: 2, Detail: c.match}}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
		if joined := len(h.Facts.People) == before; joined != (c.match != "" || c.known == "ourcommons:7") {
			t.Errorf("%s: %d people before, %d after", c.story, before, len(h.Facts.People))
		}
	}
}
