package tables

import (
	"testing"
	"testing/fstest"

	"caucus/models"
	"caucus/models/modeltest"

	"github.com/google/go-cmp/cmp"
)

const winnersHead = "riding,riding_fr,fed_code,province,winner,party_elected,ourcommons_person_id,basis,source,confidence,later_note\n"
const seatHead = "date,date_earliest,date_latest,parliament,riding,fed_code_2023,person,ourcommons_id,event,reason,caucus,basis,source_url,confidence,notes\n"
const changeHead = "person,ourcommons_id,riding,date,date_earliest,date_latest,from,to,kind,basis,source,confidence,notes\n"
const renameHead = "fed_code,old_en,old_fr,new_en_house_list,new_en_other,new_fr,in_force_earliest,in_force_latest,basis,source,confidence,notes\n"
const rosterHead = "ourcommons_person_id,name,caucus_short_name,constituency,province,seat_start_date\n"

// fortyFourth is a small House as of May 2024.
func fortyFourth() *modeltest.House {
	h := modeltest.New()
	for _, id := range []models.SourceID{"caucus-tables", "ourcommons"} {
		h.Facts.Add(models.Source{ID: id, Title: string(id), Publisher: "made for a test", Terms: "facts", SpeaksUntil: modeltest.Day("2026-10-01")})
	}
	sits := func(name, riding string, org models.OrganizationID, ids ...string) {
		h.Person(name, ids...).Sits(riding, "2021-09-20", "").Label(org, "2021-09-20", "")
	}
	sits("John Aldag", "Cloverdale--Langley City", modeltest.Liberal, "parlinfo:1", "ourcommons:89258")
	sits("Pablo Rodriguez", "Honoré-Mercier", modeltest.Liberal, "parlinfo:2", "ourcommons:25451")
	sits("Rachael Harder", "Lethbridge", modeltest.Conservative, "parlinfo:3", "ourcommons:89200")
	sits("Simon-Pierre Savard-Tremblay", "Saint-Hyacinthe--Bagot", modeltest.Bloc, "parlinfo:4")
	sits("Chrystia Freeland", "University--Rosedale", modeltest.Liberal, "parlinfo:5", "ourcommons:84665")
	return h
}

// theTables are small tables about the House of fortyFourth.
func theTables() fstest.MapFS {
	return files(map[string]string{
		"gap/election_2025_winners.csv": winnersHead +
			"Lethbridge,Lethbridge,48026,Alberta,Rachael Thomas,Conservative,89200,source,House list,high,\n" +
			"Saint-Hyacinthe—Bagot—Acton,Saint-Hyacinthe—Bagot—Acton,24066,Quebec,Simon-Pierre Savard-Tremblay,Bloc Québécois,104944,source,House list,high,\n" +
			"University—Rosedale,University—Rosedale,35112,Ontario,Chrystia Freeland,Liberal,84665,source,House list,high,\n" +
			"Terrebonne,Terrebonne,24073,Quebec,Tatiana Auguste,Liberal,122753,source,House list,high,\n" +
			"Acadie—Annapolis,Acadie—Annapolis,12001,Nova Scotia,Chris d'Entremont,Conservative,49344,source,House list,high,\n",
		"gap/seat_events_2024_2026.csv": seatHead +
			"2024-05-27,2024-05-20,2024-05-31,44,Cloverdale—Langley City,,John Aldag,89258,vacated,resigned,Liberal,knowledge,,medium,\n" +
			"2024-12-16,,,44,Cloverdale—Langley City,,Tamara Jansen,,by_election,gain,Conservative,knowledge,,high,\n" +
			"2025-01-20,2025-01-20,2025-01-22,44,Honoré-Mercier,,Pablo Rodriguez,25451,vacated,resigned,Independent,source,https://example.org/notice (22 January),high,\n" +
			"2026-01-09,,,45,University—Rosedale,35112,Chrystia Freeland,84665,vacated,resigned,Liberal,source,https://example.org/today,high,\n" +
			"2026-02-13,,,45,Terrebonne,24073,Tatiana Auguste,122753,vacated,annulled,Liberal,source,https://example.org/court,high,\n" +
			"2026-04-13,,,45,Terrebonne,24073,Tatiana Auguste,122753,by_election,hold,Liberal,source,House list,high,\n" +
			",2026-02-19,2026-08-20,45,Saint-Hyacinthe—Bagot—Acton,24066,Simon-Pierre Savard-Tremblay,104944,vacated,resigned,Independent,source,a list,medium,\n",
		"gap/affiliation_changes_2024_2026.csv": changeHead +
			"Pablo Rodriguez,25451,Honoré-Mercier,2024-09-19,2024-09-19,2024-09-19,Liberal,Independent,left_to_sit_independent,source,https://example.org/a ; https://example.org/b,high,\n" +
			"Chris d'Entremont,49344,Acadie—Annapolis,2025-11-04,2025-11-04,2025-11-05,Conservative,Liberal,crossed_floor,source,https://example.org/c,high,\n" +
			"Simon-Pierre Savard-Tremblay,104944,,,2026-02-19,2026-08-02,Bloc Québécois,Independent,left_to_sit_independent,source,a list,medium,\n",
		"gap/riding_renames_2026.csv": renameHead +
			"24073,Terrebonne,Terrebonne,Terrebonne—Lanaudière,,Terrebonne—Lanaudière,2026-08-21,2026-11-22,source,Bill C-25,medium,\n" +
			"35112,University—Rosedale,University—Rosedale,,University,University,2026-08-21,2026-11-22,source,Bill C-25,low,\n",
		"lists/roster45_2026-08-20.csv": rosterHead +
			"89200,Rachael Thomas,Conservative,Lethbridge,Alberta,2025-04-28\n" +
			"122753,Tatiana Auguste,Liberal,Terrebonne,Quebec,2026-04-13\n" +
			"49344,Chris d'Entremont,Liberal,Acadie—Annapolis,Nova Scotia,2025-04-28\n",
	})
}

func ownTables() fstest.MapFS {
	return files(map[string]string{
		"seat_dates.csv":  "ourcommons_id,date,date_means\n84665,2026-01-09,first_day_vacant\n",
		"identifiers.csv": "parlinfo_id,scheme,value,source\n4,ourcommons,104944,members page\n1,wikidata,Q6218042,Wikidata\n",
		"events.csv": "scheme,value,on,cause,announced_at,basis,confidence,source\n" +
			"ourcommons,49344,2025-11-04,joined,2025-11-04T23:00:00Z,source,high,https://example.org/statement\n",
	})
}

func files(texts map[string]string) fstest.MapFS {
	dir := fstest.MapFS{}
	for name, text := range texts {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// imported is the House with the tables worked in.
func imported(t *testing.T, h *modeltest.House, dirs ...fstest.MapFS) (*models.Register, Report) {
	t.Helper()
	all := append([]fstest.MapFS{ownTables()}, dirs...)
	got, report, err := importAll(&h.Facts, asFS(all)...)
	if err != nil {
		t.Fatal(err)
	}
	merge(&h.Facts, got)
	if broken := invariants(&h.Facts); len(broken) > 0 {
		t.Errorf("invariants that do not hold: %v", broken)
	}
	return h.Register(t), report
}

func TestReportOfTheSmallTables(t *testing.T) {
	_, report := imported(t, fortyFourth(), theTables())
	want := Report{
		Rows: map[string]int{
			"affiliation_changes_2024_2026.csv": 3, "election_2025_winners.csv": 5, "events.csv": 1, "identifiers.csv": 2,
			"riding_renames_2026.csv": 2, "roster45_2026-08-20.csv": 3, "seat_dates.csv": 1, "seat_events_2024_2026.csv": 7,
		},
		Findings: []Finding{
			{Kind: OtherSpelling, File: "election_2025_winners.csv", Line: 2, Detail: "Rachael Thomas is Rachael Harder"},
			{Kind: Skipped, File: "riding_renames_2026.csv", Line: 3, Column: "new_en_house_list", Detail: "the House list keeps the old name, and so does the register"},
		},
	}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	h := fortyFourth()
	imported(t, h, theTables())
	again, _, err := importAll(&h.Facts, ownTables(), theTables())
	if err != nil {
		t.Fatal(err)
	}
	if again.Len() != 0 {
		t.Errorf("the second import has %d facts, want none: %+v", again.Len(), again)
	}
}
