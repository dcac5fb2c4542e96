package handlers_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"caucus/handlers"
)

// row is a question and what must and must not be in its answer.
type row struct {
	name   string
	path   string
	status int
	has    []string
	not    []string
}

// ask asks each question of a real server and checks what every answer must
// keep, besides what its row says.
func ask(t *testing.T, rows []row) {
	t.Helper()
	askAll(t, options(), rows)
}

// askAll is ask of a server with other options.
func askAll(t *testing.T, o handlers.Options, rows []row) {
	t.Helper()
	s, log := served(t, o)
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, http.MethodGet, c.path)
			if a.status != c.status {
				t.Errorf("status %d, want %d: %s", a.status, c.status, a.body)
			}
			for _, text := range c.has {
				if !strings.Contains(a.body, text) {
					t.Errorf("%q is not in %s", text, a.body)
				}
			}
			for _, text := range c.not {
				if strings.Contains(a.body, text) {
					t.Errorf("%q is in %s", text, a.body)
				}
			}
			kept(t, a)
		})
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

// kept checks what holds of every answer, good or bad.
func kept(t testing.TB, a answer) {
	t.Helper()
	if !json.Valid([]byte(a.body)) {
		t.Errorf("not JSON: %s", a.body)
	}
	want := "application/json"
	if a.status >= 400 {
		want = "application/problem+json"
	}
	if got := a.header.Get("Content-Type"); got != want {
		t.Errorf("Content-Type %q, want %q", got, want)
	}
	if a.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Error("pages of other origins cannot read the answer")
	}
	for _, list := range []string{"people", "rows", "unbalanced", "tenures", "changes", "reported", "citations", "identifiers", "between", "errors"} {
		if strings.Contains(a.body, `"`+list+`":null`) {
			t.Errorf("%s is null in %s", list, a.body)
		}
	}
}

func TestStandings(t *testing.T) {
	ask(t, []row{
		{"the day before, a Liberal more", "/api/v1/standings?on=2023-03-21", 200,
			[]string{`"seats":157`, `"short_of_majority":13`, `"filled":333`}, []string{`"seats":156`}},
		{"by caucus, those without one in a row of their own", "/api/v1/standings?on=2023-03-22&axis=caucus", 200,
			[]string{`"axis":"caucus"`, `{"status":"none","organization":null,"seats":3`, `&revision=3&axis=caucus`}, []string{"org_independent"}},
		{"by party", "/api/v1/standings?on=2023-03-22&axis=party", 200, []string{`{"status":"unknown","organization":null,"seats":3`}, nil},
		{"dissolved", "/api/v1/standings?on=2025-03-24", 200,
			[]string{`"status":"dissolved"`, `"rows":[]`, `"filled":0,"vacant":338,`, `"balanced":true,"balance":"promised"`, `"parliament":44`}, []string{`"status":"sitting"`}},
		{"held on the day of dissolution", "/api/v1/standings?on=2025-03-23", 200, []string{`"filled":333`, `"status":"sitting"`}, nil},
		{"before the first election", "/api/v1/standings?on=1867-07-01", 200,
			[]string{`"status":"not_yet_elected"`, `"parliament":null`, `"seats":null`, `"vacant":null`, `"majority":null`, `"balanced":null,"balance":"not_promised"`}, nil},
		{"today, carried forward", "/api/v1/standings", 200,
			[]string{`"on":"2026-11-22"`, `"carried_forward":true,"speaks_until":"2026-10-01"`, `"self":"/api/v1/standings"`}, nil},
		{"the last day that a source speaks of", "/api/v1/standings?on=2026-10-01", 200, []string{`"carried_forward":false`}, nil},
		{"as known at the first revision", "/api/v1/standings?on=2023-03-22&revision=1", 200,
			[]string{`"seats":157`, `"revision":1,"known_at":"2026-10-01T00:00:00Z"`, `&revision=1"`}, []string{`"seats":156`}},
		{"as known at the instant before the second", "/api/v1/standings?on=2023-03-22&known_at=2026-10-02T11:59:59.999999Z", 200,
			[]string{`"seats":157`, `"revision":1`, "on=2023-03-22&revision=1\""}, nil},
		{"as known at the instant of the second", "/api/v1/standings?on=2023-03-22&known_at=2026-10-02T08:00:00-04:00", 200,
			[]string{`"seats":156`, `"revision":2`, "on=2023-03-22&revision=2\""}, nil},
		{"known now is the newest", "/api/v1/standings?known_at=2026-11-22T15:00:00Z", 200, []string{`"revision":3`}, nil},
	})
}

func TestPeople(t *testing.T) {
	const dong = `"full":"Han Dong"`
	ask(t, []row{
		{"by a part of the name", "/api/v1/people?q=DONG&on=2023-03-22", 200,
			[]string{dong, `"sitting":true`, `"tenure":{"id":"ten_`, `"caucus":{"status":"none"}`, `"next":null`}, []string{"Member"}},
		{"not sitting that day", "/api/v1/people?q=dong&on=2025-04-01", 200, []string{dong, `"tenure":null`, `"tenure_id":null`, `"sitting":false`}, nil},
		{"nobody of that name", "/api/v1/people?q=zebra", 200, []string{`"people":[]`, `"next":null`}, nil},
		{"sitting", "/api/v1/people?sitting=true&on=2023-03-22&limit=1000", 200, []string{dong}, nil},
		{"not sitting, known by party", "/api/v1/people?sitting=false&q=dong&on=2025-04-01&party=unknown", 200, []string{dong}, nil},
		{"in a caucus the day before", "/api/v1/people?caucus=org_liberal&q=dong&on=2023-03-21", 200, []string{dong}, nil},
		{"not in it on the day", "/api/v1/people?caucus=org_liberal&q=dong&on=2023-03-22", 200, []string{`"people":[]`}, nil},
		{"still in it as known before", "/api/v1/people?caucus=org_liberal&q=dong&on=2023-03-22&revision=1", 200, []string{dong}, nil},
		{"in no caucus", "/api/v1/people?caucus=none&q=dong&on=2023-03-22", 200, []string{dong}, nil},
		{"by a French name without its accents; the link has the id", "/api/v1/people?designation=INDEPENDANT&q=dong&on=2023-03-22", 200,
			[]string{dong, "&designation=org_independent"}, nil},
		{"by abbreviation", "/api/v1/people?caucus=lib.&q=dong&on=2023-03-21", 200, []string{dong, "caucus=org_liberal"}, nil},
		{"by riding", "/api/v1/people?riding=don+valley+nord&on=2023-03-22", 200, []string{dong, "&riding=rid_1f543805hgnn"}, []string{"Member"}},
		{"by riding id", "/api/v1/people?riding=rid_1f543805hgnn&on=2023-03-22", 200, []string{dong}, []string{"Member"}},
		{"by province", "/api/v1/people?province=ontario&q=dong&on=2023-03-22", 200, []string{dong, "&province=ON"}, nil},
		{"by another province", "/api/v1/people?province=qc&q=dong&on=2023-03-22", 200, []string{`"people":[]`}, nil},
		{"by parliament, on a later day", "/api/v1/people?parliament=44&q=dong", 200, []string{dong}, nil},
		{"by another parliament", "/api/v1/people?parliament=45&q=dong", 200, []string{`"people":[]`}, nil},
		{"by state", "/api/v1/people?state=confirmed&q=dong&on=2023-03-22", 200, []string{dong}, nil},
		{"by another state", "/api/v1/people?state=provisional&q=dong&on=2023-03-22", 200, []string{`"people":[]`}, nil},
		{"every filter at once", "/api/v1/people?q=han&sitting=true&caucus=none&designation=org_independent&party=unknown&riding=rid_1f543805hgnn&province=ON&parliament=44&state=confirmed&limit=5&on=2023-03-22&known_at=2026-11-02T00:00:00Z", 200, []string{dong}, nil},
	})
}

func TestPerson(t *testing.T) {
	ask(t, []row{
		{"by the id that is for life", "/api/v1/people/per_64nxzp69ckdt", 200, []string{`"full":"Han Dong"`}, nil},
		{"by an identifier of ParlInfo, escaped", "/api/v1/people/parlinfo%3A20103", 200, []string{`"full":"Han Dong"`}, nil},
		{"as known before he left", "/api/v1/people/parlinfo:20103?revision=1&on=2023-03-22", 200,
			[]string{`"changes":[]`, `"revision":1`}, []string{"left_caucus", "org_independent"}},
		{"on a day without a seat", "/api/v1/people/parlinfo:20103?on=2025-04-10", 200, []string{`"tenure_id":null`, `"status":"dissolved"`, `"left_caucus"`}, nil},
	})
}

func TestChanges(t *testing.T) {
	const left = `"kind":"left_caucus"`
	ask(t, []row{
		{"all there are", "/api/v1/changes?from=2020-01-01", 200, []string{left, `"next":null`}, []string{`"kind":"seated"`, `"kind":"merged"`}},
		{"none before the day asked for", "/api/v1/changes?on=2023-03-21", 200, []string{`"changes":[]`}, nil},
		{"one on the day asked for", "/api/v1/changes?on=2023-03-22", 200, []string{left}, nil},
		{"the day after the last is not among them", "/api/v1/changes?from=2023-03-01&to=2023-03-22", 200, []string{`"changes":[]`}, nil},
		{"by kind", "/api/v1/changes?kind=crossed_floor", 200, []string{`"changes":[]`}, nil},
		{"by two kinds", "/api/v1/changes?kind=crossed_floor,left_caucus", 200, []string{left}, nil},
		{"by cause", "/api/v1/changes?cause=resigned_from_caucus", 200, []string{left}, nil},
		{"by person", "/api/v1/changes?person=ourcommons:105091", 200, []string{left, "&person=per_64nxzp69ckdt"}, nil},
		{"by caucus", "/api/v1/changes?caucus=liberal", 200, []string{left}, nil},
		{"from a caucus to none", "/api/v1/changes?from_caucus=org_liberal&to_caucus=none", 200, []string{left}, nil},
		{"to a caucus", "/api/v1/changes?to_caucus=org_liberal", 200, []string{`"changes":[]`}, nil},
		{"by parliament and state", "/api/v1/changes?parliament=44&state=confirmed", 200, []string{left}, nil},
		{"recorded since", "/api/v1/changes?known_since=2026-10-02T00:00:00Z", 200, []string{left}, nil},
		{"recorded later", "/api/v1/changes?known_since=2026-10-03T00:00:00Z", 200, []string{`"changes":[]`}, nil},
		{"as known before", "/api/v1/changes?revision=1", 200, []string{`"changes":[]`}, nil},
		{"who took a seat, on request", "/api/v1/changes?kind=seated&person=ourcommons:105091", 200, []string{`"kind":"seated","axis":null`, `"on":"2021-09-20"`}, nil},
		{"a seat that ends on a day is held on it", "/api/v1/changes?kind=unseated&person=ourcommons:105091", 200, []string{`"on":"2025-03-24"`}, nil},
		{"an organization that was renamed", "/api/v1/changes?kind=renamed", 200,
			[]string{`"person":null`, `"riding":null`, `"caucus":null`, `"organization":{"from":{"id":"org_gpq"`, `"to":{"id":"org_quebec_debout"`, `"parliament":42`}, nil},
		{"organizations that merged", "/api/v1/changes?kind=merged&on=2003-12-31", 200, []string{`"org_alliance"`, `"on":"2003-12-23"`}, []string{"2004-02-02"}},
	})
}

func TestAroundTheQuestions(t *testing.T) {
	ask(t, []row{
		{"the way in", "/", 200, []string{"/api/v1/people/ourcommons:105091?on=2023-03-22", "/api/v1/standings"}, nil},
		{"the process is up", "/healthz", 200, []string{`{"status":"ok"}`}, nil},
		{"a register is loaded", "/readyz", 200, []string{`"revision":3`}, nil},
		{"no such route", "/api/v1/nothing", 404, []string{`"title":"Not Found"`, `"instance":"/api/v1/nothing"`, `"errors":[]`}, nil},
		{"a slash too many", "/api/v1/people/", 404, []string{`"status":404`}, nil},
		{"a route within an id", "/api/v1/people/a%2Fb", 400, []string{`"field":"id","value":"a/b"`}, nil},
	})
}
