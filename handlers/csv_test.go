package handlers_test

import (
	"encoding/csv"
	"net/http/httptest"
	"strings"
	"testing"
)

// sheet asks for a list as CSV and returns its lines as records.
func sheet(t testing.TB, s *httptest.Server, path string, headers ...string) (answer, []map[string]string) {
	t.Helper()
	a := do(t, s, "GET", path, headers...)
	if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Type"), "text/csv; charset=utf-8") {
		t.Fatalf("%s: %d %s %s", path, a.status, a.header.Get("Content-Type"), a.body)
	}
	return a, records(t, a.body)
}

// records reads a list as CSV.
func records(t testing.TB, body string) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(body)).ReadAll() // every line has as many cells as the first
	if err != nil || len(lines) == 0 {
		t.Fatalf("%v in %s", err, body)
	}
	var records []map[string]string
	for _, line := range lines[1:] {
		r := map[string]string{}
		for i, name := range lines[0] {
			r[name] = line[i]
		}
		if len(r) != len(line) {
			t.Fatalf("two columns of one name: %v", lines[0])
		}
		records = append(records, r)
	}
	return records
}

func TestListsAsCSV(t *testing.T) {
	s, _ := served(t, options())
	for _, c := range []struct {
		name, path string
		file       string
		first      map[string]string
	}{
		{"who sits", "/api/v1/people.csv?q=dong&on=2023-03-22&caucus=none", "caucus-people_on-2023-03-22_revision-3_q-dong_caucus-none.csv",
			map[string]string{"person_id": "per_64nxzp69ckdt", "name": "Han Dong", "ourcommons": "105091", "wikidata": "", "on": "2023-03-22", "sitting": "true",
				"riding_en": "Don Valley North", "riding_fr": "Don Valley-Nord", "province": "ON", "tenure_last_day": "2025-03-23", "elected_as": "unknown",
				"designation": "org_independent", "designation_fr": "Indépendant", "caucus": "none", "caucus_en": "", "party": "unknown", "uncertain": "false"}},
		{"who does not", "/api/v1/people.csv?q=dong&on=2025-04-01", "caucus-people_on-2025-04-01_revision-3_q-dong.csv",
			map[string]string{"sitting": "false", "tenure_id": "", "riding_en": "", "tenure_from": "", "elected_as": "", "designation": "unknown"}},
		{"changes", "/api/v1/changes.csv?from=2023-03-22&to=2023-03-23&on=2023-04-01", "caucus-changes_on-2023-04-01_revision-3_from-2023-03-22_to-2023-03-23.csv",
			map[string]string{"on": "2023-03-22", "kind": "left_caucus", "name": "Han Dong", "riding_en": "Don Valley North", "parliament": "44",
				"caucus_from": "org_liberal", "caucus_to": "none", "designation_to": "org_independent", "cause": "resigned_from_caucus",
				"announced_at": "2023-03-23T01:36:00Z", "first_seen_new": "", "source": "parlinfo", "recorded_in": "2"}},
		{"events of organizations", "/api/v1/changes.csv?kind=renamed&on=2020-01-01", "caucus-changes_on-2020-01-01_revision-3_kind-renamed.csv",
			map[string]string{"organization_from": "org_gpq", "organization_to": "org_quebec_debout", "person_id": "", "caucus_to": "", "riding_id": ""}},
		{"standings", "/api/v1/standings.csv?on=2023-03-22", "caucus-standings_on-2023-03-22_revision-3.csv",
			map[string]string{"value": "org_liberal", "value_fr": "Libéral", "seats": "156", "short_of_majority": "14", "house_filled": "333", "house_vacant": "5"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, records := sheet(t, s, c.path)
			if len(records) == 0 {
				t.Fatalf("no lines: %s", a.body)
			}
			for column, want := range c.first {
				if got, ok := records[0][column]; got != want || !ok {
					t.Errorf("%s is %q (%v), want %q", column, got, ok, want)
				}
			}
			if got := a.header.Get("Content-Disposition"); got != `attachment; filename="`+c.file+`"` {
				t.Error(got)
			}
			if again := do(t, s, "GET", c.path, "If-None-Match", a.header.Get("Etag")); again.status != 304 {
				t.Errorf("asked again: %d", again.status)
			}
		})
	}
}

// TestEmptyListHasItsColumns, so that a program can read it like any other.
func TestEmptyListHasItsColumns(t *testing.T) {
	s, _ := served(t, options())
	a, records := sheet(t, s, "/api/v1/people.csv?q=zebra")
	if len(records) != 0 || !strings.HasPrefix(a.body, "person_id,name,") {
		t.Error(a.body)
	}
}

// TestNegotiation: who names CSV gets it, and everybody else JSON.
func TestNegotiation(t *testing.T) {
	s, _ := served(t, options())
	for accept, want := range map[string]string{
		"":                                 "application/json",
		"*/*":                              "application/json",
		"text/csv":                         "text/csv; charset=utf-8; header=present",
		"application/json;q=0.5, text/csv": "text/csv; charset=utf-8; header=present",
		"text/csv;q=0.5, application/json": "application/json",
		"text/csv;q=0":                     "application/json",
		"text/html, */*;q=0.1":             "application/json",
		"text/csv;q=x;;,":                  "application/json",
		"TEXT/CSV":                         "text/csv; charset=utf-8; header=present",
		"text/csv, */*":                    "text/csv; charset=utf-8; header=present",
		"text/csv, */*;q=0.1":              "text/csv; charset=utf-8; header=present",
		"text/csv;q=0.1, */*;q=0.9":        "application/json",
		"text/csv;q=0.1, application/*":    "application/json",
		"*/*, text/csv;q=0.5, application/json;q=0.1": "text/csv; charset=utf-8; header=present",
		"text/csv, application/json;q=NaN":            "text/csv; charset=utf-8; header=present",
	} {
		a := do(t, s, "GET", "/api/v1/standings?on=2023-03-22", "Accept", accept)
		if got := a.header.Get("Content-Type"); got != want || a.header.Get("Vary") != "Accept" {
			t.Errorf("Accept %q: %q, Vary %q", accept, got, a.header.Get("Vary"))
		}
	}
	byHeader := do(t, s, "GET", "/api/v1/people?limit=1", "Accept", "text/csv")
	byName := do(t, s, "GET", "/api/v1/people.csv?limit=1")
	if byHeader.body != byName.body || byHeader.header.Get("Link") != byName.header.Get("Link") {
		t.Errorf("%v\n%v", byHeader, byName)
	}
	if a := do(t, s, "GET", "/api/v1/people/ourcommons:105091", "Accept", "text/csv"); a.status != 200 || a.header.Get("Content-Type") != "application/json" {
		t.Errorf("one person is no list: %d %v", a.status, a.header)
	}
	if a := do(t, s, "GET", "/api/v1/people/ourcommons:105091.csv"); a.status != 404 {
		t.Errorf("one person as a file: %d %s", a.status, a.body)
	}
}

// TestCSVPagesByLink walks a list as a program does that knows only the Link
// header.
func TestCSVPagesByLink(t *testing.T) {
	s, _ := served(t, options())
	_, whole := sheet(t, s, "/api/v1/people.csv?limit=1000")
	var got int
	for next := "/api/v1/people.csv?limit=100"; next != ""; {
		a, records := sheet(t, s, next)
		for _, r := range records {
			if r["person_id"] != whole[got]["person_id"] {
				t.Fatalf("%d: %v, want %v", got, r, whole[got])
			}
			got++
		}
		next = ""
		for _, link := range strings.Split(a.header.Get("Link"), ", ") {
			if target, ok := strings.CutSuffix(link, `>; rel="next"`); ok {
				next = strings.TrimPrefix(target, "<")
			}
		}
	}
	if got != len(whole) {
		t.Errorf("%d lines, want %d", got, len(whole))
	}
}
