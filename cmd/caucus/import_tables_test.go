package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"caucus/migrations"
)

func TestATableOfFactsTakesAMemberOutOfTheHouse(t *testing.T) {
	t.Parallel()
	m := newMachine(t, migrations.Seed)
	m.must("import", "parlinfo", documents(t))
	dir := t.TempDir()
	table := "date,parliament,riding,person,ourcommons_id,event,reason,basis,source_url,confidence\n" +
		"2024-12-31,44,Don Valley North,Han Dong,105091,vacated,resigned,source,https://www.ourcommons.ca/,high\n" +
		"2024-02-30,44,Don Valley North,Han Dong,105091,vacated,resigned,source,https://www.ourcommons.ca/,high\n"
	if err := os.WriteFile(filepath.Join(dir, "seat_events.csv"), []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	report := filepath.Join(t.TempDir(), "report.jsonl")
	var got summary
	if err := json.Unmarshal([]byte(m.must("import", "tables", "--json", "--report", report, dir)), &got); err != nil {
		t.Fatal(err)
	}
	if !got.New || got.Tenures != 1 || got.Faults["bad_value"] != 1 {
		t.Errorf("summary is %+v", got)
	}
	if n := kindsIn(t, report)["bad_value"]; n != 1 {
		t.Errorf("the report has %d bad values", n)
	}
	if last := m.held().Tenures[0].LastDay().String(); last != "2024-12-31" {
		t.Errorf("Dong's last day is %s", last)
	}
}
