package handlers_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the goldens say again and again.
var fragments = strings.NewReplacer(
	"$LIBERAL", `{"id":"org_liberal","kind":"party","name":{"en":"Liberal Party of Canada","fr":"Parti libéral du Canada"},
		"short":{"en":"Liberal","fr":"Libéral"},"abbreviation":{"en":"Lib.","fr":"Lib."},"colour":"#D71920"}`,
	"$CONSERVATIVE", plain("conservative", "party", "Conservative", "Conservateur"),
	"$BLOC", plain("bloc", "party", "Bloc Québécois", "Bloc Québécois"),
	"$NDP", plain("ndp", "party", "NDP", "NPD"),
	"$GREEN", plain("green", "party", "Green Party", "Parti vert"),
	"$INDEPENDENT", plain("independent", "label", "Independent", "Indépendant"),
	"$PERIOD_BEFORE", `"from":"2021-09-20","to":"2023-03-22","last_day":"2023-03-21"`,
	"$PERIOD_AFTER", `"from":"2023-03-22","to":"2025-03-24","last_day":"2025-03-23"`,
	"$CITATIONS", `[{"source":"parlinfo","title":"ParlInfo profile","url":"https://lop.parl.ca/ParlinfoWebAPI/Person/GetPersonWebProfile/20103",
		"locator":"PersonRoleId 1","retrieved_at":"2024-04-01T00:00:00Z","sha256":"`+strings.Repeat("ab", 32)+`"}]`,
	"$IDENTIFIERS", `[{"scheme":"ourcommons","value":"105091"},{"scheme":"parlinfo","value":"20103"}]`,
	"$RIDING", `{"id":"rid_1f543805hgnn","name":{"en":"Don Valley North","fr":"Don Valley-Nord"},"province":"ON"}`,
)

func plain(id, kind, en, fr string) string {
	name := `{"en":"` + en + `","fr":"` + fr + `"}`
	return `{"id":"org_` + id + `","kind":"` + kind + `","name":` + name + `,"short":` + name + `,"abbreviation":` + name + `,"colour":"#123456"}`
}

// dongLeaves is the one change of the worked example.
const dongLeaves = `{"id":"chg_qgdmd5gwg65y","on":"2023-03-22","kind":"left_caucus","axis":"caucus",
	"person":{"id":"per_64nxzp69ckdt","name":"Han Dong","identifiers":$IDENTIFIERS},"riding":$RIDING,"parliament":44,
	"caucus":{"from":{"status":"organization","organization":$LIBERAL},"to":{"status":"none"}},
	"designation":{"from":{"status":"organization","organization":$LIBERAL},"to":{"status":"organization","organization":$INDEPENDENT}},
	"party":{"from":{"status":"organization","organization":$LIBERAL},"to":{"status":"unknown"}},
	"organization":null,"cause":{"kind":"resigned_from_caucus","citations":$CITATIONS},
	"announced_at":"2023-03-23T01:36:00Z","announced_local":"2023-03-22T21:36","observed_between":null,"between":[],
	"state":"confirmed","citations":$CITATIONS,"recorded_in":2}`

// TestWorkedExample compares whole answers with the shapes that are promised.
func TestWorkedExample(t *testing.T) {
	s, _ := served(t, options())
	for _, c := range []struct{ name, path, want string }{
		{"Han Dong on the day he left", "/api/v1/people/ourcommons:105091?on=2023-03-22", `{"id":"per_64nxzp69ckdt",
			"name":{"full":"Han Dong","family":"Dong","given":"Han"},"identifiers":$IDENTIFIERS,"other_names":[],
			"standing":{"on":"2023-03-22","sitting":true,"tenure_id":"ten_7ehp0mf30p6x","designation":{"status":"organization","organization":$INDEPENDENT},
				"caucus":{"status":"none"},"party":{"status":"unknown"},"uncertain":null},
			"tenures":[{"id":"ten_7ehp0mf30p6x","parliament":44,"riding":$RIDING,"from":"2021-09-20","to":"2025-03-24","last_day":"2025-03-23",
				"start_cause":"general_election","end_cause":"dissolution","elected_as":{"status":"unknown"}}],
			"timeline":{
				"designation":[
					{"id":"aff_cdjghp1w4qvn","value":{"status":"organization","organization":$LIBERAL},$PERIOD_BEFORE,"state":"confirmed","basis":"stated","citations":$CITATIONS,"observed_between":null},
					{"id":"aff_c0cjyzctpswz","value":{"status":"organization","organization":$INDEPENDENT},$PERIOD_AFTER,"state":"confirmed","basis":"stated","citations":$CITATIONS,"observed_between":null}],
				"caucus":[
					{"id":"aff_9p2bkmb7mmk5","value":{"status":"organization","organization":$LIBERAL},$PERIOD_BEFORE,"state":"confirmed","basis":"implied","citations":$CITATIONS,"observed_between":null},
					{"id":"aff_hc5as9y4fqsd","value":{"status":"none"},$PERIOD_AFTER,"state":"confirmed","basis":"stated","citations":$CITATIONS,"observed_between":null}],
				"party":[
					{"id":"aff_06m1ze9tq43p","value":{"status":"organization","organization":$LIBERAL},$PERIOD_BEFORE,"state":"confirmed","basis":"implied","citations":$CITATIONS,"observed_between":null}]},
			"changes":[` + dongLeaves + `],"reported":[],
			"meta":{"on":"2023-03-22","revision":3,"known_at":"2026-11-01T12:00:00.5Z","status":"sitting","carried_forward":false,"speaks_until":"2026-10-01",
				"links":{"self":"/api/v1/people/ourcommons:105091?on=2023-03-22","permalink":"/api/v1/people/per_64nxzp69ckdt?on=2023-03-22&revision=3"}}}`},
		{"the changes of that day", "/api/v1/changes?from=2023-03-22&to=2023-03-23", `{"changes":[` + dongLeaves + `],"next":null,
			"meta":{"on":"2026-11-22","revision":3,"known_at":"2026-11-01T12:00:00.5Z","status":"sitting","carried_forward":true,"speaks_until":"2026-10-01",
				"links":{"self":"/api/v1/changes?from=2023-03-22&to=2023-03-23","permalink":"/api/v1/changes?on=2026-11-22&revision=3&from=2023-03-22&to=2023-03-23"}}}`},
		{"the standings of that day", "/api/v1/standings?on=2023-03-22", `{"house":"ca-commons","parliament":44,"status":"sitting","axis":"designation",
			"seats":338,"filled":333,"vacant":5,"majority":170,"balanced":true,"balance":"promised","unbalanced":[],"rows":[
				{"status":"organization","organization":$LIBERAL,"seats":156,"provisional":0,"uncertain":0,"short_of_majority":14},
				{"status":"organization","organization":$CONSERVATIVE,"seats":115,"provisional":0,"uncertain":0,"short_of_majority":55},
				{"status":"organization","organization":$BLOC,"seats":32,"provisional":0,"uncertain":0,"short_of_majority":138},
				{"status":"organization","organization":$NDP,"seats":25,"provisional":0,"uncertain":0,"short_of_majority":145},
				{"status":"organization","organization":$INDEPENDENT,"seats":3,"provisional":0,"uncertain":0,"short_of_majority":167},
				{"status":"organization","organization":$GREEN,"seats":2,"provisional":0,"uncertain":0,"short_of_majority":168}],
			"meta":{"on":"2023-03-22","revision":3,"known_at":"2026-11-01T12:00:00.5Z","status":"sitting","carried_forward":false,"speaks_until":"2026-10-01",
				"links":{"self":"/api/v1/standings?on=2023-03-22","permalink":"/api/v1/standings?on=2023-03-22&revision=3"}}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, "GET", c.path)
			if a.status != 200 {
				t.Fatalf("status %d: %s", a.status, a.body)
			}
			if diff := cmp.Diff(decoded(t, fragments.Replace(c.want)), decoded(t, a.body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func decoded(t testing.TB, body string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}
