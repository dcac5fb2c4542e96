package handlers_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExplanation(t *testing.T) {
	ask(t, []row{
		{"Han Dong on the day", "/api/v1/people/ourcommons:105091/explanation?on=2023-03-22", 200, []string{
			`{"person":{"id":"per_64nxzp69ckdt","name":"Han Dong","identifiers":[`, `"on":"2023-03-22","sentence":{"en":"As of 22 March 2023, Han Dong (Don Valley North) sits as Independent, in no caucus, having left the Liberal caucus on 22 March 2023 (stated cause: resignation from the caucus).",`,
			`"fr":"En date du 22 mars 2023, Han Dong (Don Valley-Nord) siège sous l’étiquette « Indépendant », hors caucus, après avoir quitté le caucus « Libéral » le 22 mars 2023 (cause indiquée : démission du caucus)."}`,
			`"standing":{"on":"2023-03-22","sitting":true`, `"change":{"id":"chg_`, `"citations":[{"source":"parlinfo"`,
			`"permalink":"/api/v1/people/per_64nxzp69ckdt/explanation?on=2023-03-22&revision=3"`}, nil},
		{"the day before", "/api/v1/people/parlinfo:20103/explanation?on=2023-03-21", 200, []string{"sits as Liberal", `"change":null`}, []string{`"citations":[]`}},
		{"as known before", "/api/v1/people/parlinfo:20103/explanation?on=2023-03-22&revision=1", 200, []string{"sits as Liberal", `"revision":1,`}, nil},
		{"dissolved", "/api/v1/people/parlinfo:20103/explanation?on=2025-04-01", 200, []string{"nobody holds a seat", `"sitting":false`}, nil},
		{"nobody", "/api/v1/people/wikidata:Q1/explanation", 404, []string{`"value":"wikidata:Q1"`}, nil},
		{"no file", "/api/v1/people/parlinfo:20103/explanation.csv", 404, nil, nil},
	})
}

// TestExplanationAgrees with what the person's own route says.
func TestExplanationAgrees(t *testing.T) {
	s, _ := served(t, options())
	read := func(path string) (v struct {
		Standing, Change any
		Changes          []any
	}) {
		if err := json.Unmarshal([]byte(do(t, s, "GET", path).body), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	const dong = "/api/v1/people/ourcommons:105091"
	explained, told := read(dong+"/explanation?on=2024-01-01"), read(dong+"?on=2024-01-01")
	if diff := cmp.Diff(told.Standing, explained.Standing); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(told.Changes[0], explained.Change); diff != "" {
		t.Error(diff)
	}
}
