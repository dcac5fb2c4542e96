package tables

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

const sharedData = "../../../../shared/data"

// TestRealTables works the real tables into the 43rd and 44th Parliaments as
// the tables of seat and party spans have them.
func TestRealTables(t *testing.T) {
	if _, err := os.Stat(sharedData); err != nil {
		t.Skip("the shared data are not here")
	}
	current := realHouse(t)
	got, report, err := Import(os.DirFS(sharedData), current)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Logf("%s %s:%d %s=%q %s", f.Kind, f.File, f.Line, f.Column, f.Value, f.Detail)
	}
	for _, f := range report.Faults() {
		t.Errorf("fault: %+v", f)
	}
	merge(current, got)
	if broken := invariants(current); len(broken) > 0 {
		t.Errorf("%d invariants do not hold: %s", len(broken), strings.Join(broken[:min(9, len(broken))], "\n"))
	}
	at, _ := temporal.ParseInstant("2026-11-01T00:00:00Z")
	r, err := models.NewRegister([]models.Revision{{Number: 1, Kind: models.DatasetRevision, RecordedAt: at}}, current)
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]string{
		"2023-03-21": "liberal 157, conservative 115, bloc 32, ndp 25, green 2, independent 2; 333 of 338, 5 vacant",
		"2023-03-22": "liberal 156, conservative 115, bloc 32, ndp 25, independent 3, green 2; 333 of 338, 5 vacant",
		"2025-04-28": "liberal 169, conservative 144, bloc 22, ndp 7, green 1; 343 of 343, 0 vacant",
		"2026-08-20": "liberal 171, conservative 139, bloc 21, ndp 5, green 1, independent 1; 338 of 343, 5 vacant",
	} {
		if got := counts(r, on); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
	again, _, err := Import(os.DirFS(sharedData), current)
	if err != nil || again.Len() != 0 {
		t.Errorf("a second import: %d facts, %v, want none", again.Len(), err)
	}
}

func counts(r *models.Register, on string) string {
	s := r.Standings(house, models.Designation, temporal.MustDay(on))
	var rows []string
	for _, row := range s.Rows {
		rows = append(rows, fmt.Sprintf("%s %d", strings.TrimPrefix(string(row.Value.Organization), "org_"), row.Seats))
	}
	return fmt.Sprintf("%s; %d of %d, %d vacant", strings.Join(rows, ", "), s.Filled, s.Seats, s.Vacant)
}

// realHouse has the reviewed lists of the dataset and the members of two
// Parliaments.
func realHouse(t *testing.T) *models.Facts {
	t.Helper()
	f, err := facts.Read(os.DirFS("../../../migrations/seed"), models.KindHouse, models.KindSource, models.KindSnapshot,
		models.KindParliament, models.KindSeats, models.KindOrganization, models.KindSuccession)
	if err != nil {
		t.Fatal(err)
	}
	cited := models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: f.Snapshots[0].ID}}}
	byParlInfo := map[string]models.Organization{}
	for _, o := range f.Organizations {
		for _, id := range o.ParlInfoIDs {
			byParlInfo[strconv.Itoa(id)] = o
		}
	}
	person := func(id string) models.PersonID { return models.PersonID(models.DeriveID("per", "parlinfo", id)) }
	sat := seatSpans(t, f, person, cited)
	for _, r := range records(t, "mps") {
		if id := r["parlinfo_person_id"]; sat[id] {
			p := models.Person{ID: person(id), Identifiers: []models.Identifier{{Scheme: "parlinfo", Value: id}}, Cited: cited,
				Name: models.PersonName{Full: r["first_name"] + " " + r["last_name"], Given: r["first_name"], Family: r["last_name"]}}
			if r["ourcommons_id_source"] == "parlinfo" && r["ourcommons_person_id"] != "89147" {
				p.Identifiers = append([]models.Identifier{{Scheme: "ourcommons", Value: r["ourcommons_person_id"]}}, p.Identifiers...)
			}
			f.Add(p)
		}
	}
	labelSpans(t, f, byParlInfo, person, sat, cited)
	return f
}

// seatSpans adds the ridings and the tenures, and returns who has one.
func seatSpans(t *testing.T, f *models.Facts, person func(string) models.PersonID, cited models.Cited) map[string]bool {
	t.Helper()
	sat, ridings := map[string]bool{}, map[string]bool{}
	for _, r := range records(t, "mp_seat_spans") {
		span := inclusive(r["start_date"], r["end_date"])
		for _, p := range f.Parliaments {
			held, ok := span.Intersect(temporal.Period{From: p.Election, To: p.Dissolution + 1})
			if p.Number < 43 || p.Number > 44 || !ok || span.Open() && p.Number == 44 && r["capture"] == "lop-2020-10-01" {
				continue
			}
			rid := models.RidingID(models.DeriveID("rid", "parlinfo", r["constituency_id"]))
			if !ridings[string(rid)] {
				ridings[string(rid)] = true
				f.Add(models.Riding{ID: rid, House: house, Order: 2013, Identifiers: []models.Identifier{}, Cited: cited,
					Province: models.FindProvince(r["province_en"]), Names: []models.RidingName{{Name: models.Name{En: r["constituency_en"]}}}})
			}
			sat[r["parlinfo_person_id"]] = true
			ten := models.Tenure{ID: models.NewTenureID(person(r["parlinfo_person_id"]), rid, held.From.String()), Person: person(r["parlinfo_person_id"]),
				House: house, Parliament: p.Number, Riding: rid, Place: 1, Period: held, StartCause: models.ByByElection,
				EndCause: models.ByUnknownCause, ElectedAs: models.UnknownValue, Cited: cited}
			if held.From == p.Election {
				ten.StartCause = models.ByGeneralElection
			}
			if held.To == p.Dissolution+1 {
				ten.EndCause = models.ByDissolution
			}
			f.Add(ten)
		}
	}
	return sat
}

// labelSpans adds what the labels say, cut to the days on which the person
// sits.
func labelSpans(t *testing.T, f *models.Facts, orgs map[string]models.Organization, person func(string) models.PersonID, sat map[string]bool, cited models.Cited) {
	for _, r := range records(t, "mp_party_spans") {
		o, span := orgs[r["party_id"]], inclusive(r["start_date"], r["end_date"])
		if !sat[r["parlinfo_person_id"]] || o.ID == "" {
			continue
		}
		id := person(r["parlinfo_person_id"])
		for _, ten := range f.Tenures {
			held, ok := span.Intersect(ten.Period)
			if ten.Person != id || !ok {
				continue
			}
			for axis, v := range map[models.Axis]models.Value{models.Designation: models.Of(o.ID), models.Caucus: implied(o.CaucusValue, o.ID), models.Party: implied(o.PartyValue, o.ID)} {
				f.Add(models.Affiliation{ID: models.NewAffiliationID(id, axis, held.From.String()), Person: id, Axis: axis, Value: v, Period: held, Basis: models.Stated, Cited: cited})
			}
		}
	}
}

func inclusive(from, last string) temporal.Period {
	p := temporal.Period{From: temporal.MustDay(from)}
	if last != "" {
		p.To = temporal.MustDay(last).Add(1)
	}
	return p
}

func records(t *testing.T, name string) (list []map[string]string) {
	t.Helper()
	file, err := os.Open(filepath.Join(sharedData, "derived", name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		r := map[string]string{}
		for i, v := range line {
			r[lines[0][i]] = strings.TrimSpace(v)
		}
		list = append(list, r)
	}
	return list
}
