package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/handlers"
	"caucus/models"
)

// listsOfNow are the lists that are about now.
var listsOfNow = []paged{
	{"/api/v1/sources", "", "sources"},
	{"/api/v1/sources/ourcommons/runs", "", "runs"},
	{"/api/v1/claims", "gone=true", "claims"},
	{"/api/v1/queue", "settled=true", "proposals"},
}

func TestSources(t *testing.T) {
	const list, parlinfo = `"id":"ourcommons"`, `"id":"parlinfo"`
	ask(t, []row{
		{"all of them, by id", "/api/v1/sources", 200, []string{`{"sources":[{"id":"dataset","title":null`, list, parlinfo, `"next":null,"meta":{"at":"2026-11-22T15:00:00Z","revision":3,"known_at":"2026-11-01T12:00:00.5Z","links":{"self":"/api/v1/sources"}}`}, nil},
		{"that nobody ever asked", "/api/v1/sources/dataset", 200, []string{`"refreshed":false,"schedule":null,"expected_interval_seconds":null,"next_run":null,"rest_until":null,"late":null,"late_since":null,"last_run":null,"last_success":null,"last_change":null,"age_seconds":null,"agreement":null,"open_conflicts":0`, `"runs":[]`}, nil},
		{"a list that is up to date", "/api/v1/sources/ourcommons", 200, []string{`"title":"Members of the House of Commons"`, `"speaks_until":null,"refreshed":true,"schedule":"20 7,10,13,16,19,22 * * *","expected_interval_seconds":32400,"next_run":"2026-11-22T16:00:00Z","rest_until":null,"late":false,"late_since":null`,
			`"last_run":{"id":5,"outcome":"failed","at":"2026-11-22T09:00:03Z","reason":"Something went wrong here."},"last_success":"2026-11-22T08:00:03Z","last_change":"2026-11-22T05:00:03Z","age_seconds":25197`,
			`"agreement":{"people":338,"agreeing":337,"differing":1},"open_conflicts":0,"queue":{"seen_once":1,"conflict":0,"absent":0,"unknown_label":1,"unknown_riding":0,"unknown_member":0,"election":0,"refused_document":0},"runs":[{"id":5,`}, nil},
		{"one that is late and at rest", "/api/v1/sources/parlinfo", 200, []string{`"title":"ParlInfo","publisher":"Library of Parliament","url":null,"terms":"as is","speaks_until":"2026-10-01"`,
			`"rest_until":"2026-11-22T16:00:00Z","late":true,"late_since":"2026-11-22T12:00:00Z","last_run":{"id":6,"outcome":"unavailable","at":"2026-11-22T13:00:00Z","reason":"The publisher answered 503."},"last_success":null`, `"open_conflicts":1`}, []string{"not that of the register"}},
		{"none of that name", "/api/v1/sources/hansard", 404, []string{`"field":"id","value":"hansard","want":"a source: one of dataset, ourcommons, parlinfo"`}, nil},
		{"runs of none of that name", "/api/v1/sources/hansard/runs", 404, []string{`"want":"a source: one of dataset, ourcommons, parlinfo"`}, nil},
		{"its runs, the newest first", "/api/v1/sources/ourcommons/runs?limit=2", 200, []string{`{"runs":[{"id":5,`, `"id":4,`, `"next":"/api/v1/sources/ourcommons/runs?limit=2&after=`, `"reason":null,"snapshots":["snp_`}, []string{`"id":3,`}},
		{"why one was refused", "/api/v1/sources/ourcommons/runs?outcome=refused", 200, []string{`"slot":"2026-11-22T07:00:00Z","began":"2026-11-22T07:00:02Z","ended":"2026-11-22T07:00:03Z","outcome":"refused","reason":"The document is implausible."`,
			`"refusals":[{"rule":"too_few_rows","detail":"120 members where 338 sit.","rows":["row 1: <b>Dong</b>"]},{"rule":"future_day","detail":"A seat from 2030.","rows":[]}],"revision":null,"fence":9,"rest_until":null}],"next":null`}, []string{`"id":5,`}},
		{"what one recorded", "/api/v1/sources/ourcommons/runs?outcome=changed", 200, []string{`"tally":{"documents":1,"bytes":140000,"records":338,"unread":0,"agreeing":337,"differing":1,"claims":0,"opened":4,"closed":3,"proposals":2},"refusals":[],"revision":3,"fence":7`}, nil},
		{"by command, without lease and slot", "/api/v1/sources/parlinfo/runs", 200, []string{`"trigger":"command","slot":null`, `"snapshots":[]`, `"fence":null,"rest_until":"2026-11-22T16:00:00Z"`}, nil},
	})
}

func TestClaims(t *testing.T) {
	const (
		believed  = `"state":"believed","agrees":true,"why":"The register holds the same, and that is confirmed."`
		newcomers = `{"person":{"id":"per_0newcomer000","name":null,"identifiers":[]}`
	)
	ask(t, []row{
		{"side by side", "/api/v1/claims", 200, []string{`{"claims":[{"person":{"id":"per_64nxzp69ckdt","name":"Han Dong"`, `"source":"ourcommons"`, `"source":"parlinfo"`, newcomers, `"next":null,"meta":{"at":`}, []string{`"state":"gone"`}},
		{"one that is believed", "/api/v1/claims?person=parlinfo:20103&source=ourcommons&about=designation", 200, []string{`"name":"Dong, Han","written":"as written","value":{"status":"organization","organization":{"id":"org_independent"`, `"riding":null,"from":null,"to":null,"last_day":null,"dated":false,`,
			`"first_seen":"2026-11-20T13:00:00Z","second_seen":"2026-11-20T23:00:00Z","last_seen":"2026-11-22T14:00:00Z","age_seconds":3600,"gone":null,` + believed,
			`"citation":{"snapshot":"snp_`, `"url":"https://www.ourcommons.ca/Members/en/search/XML","locator":"row 17","retrieved_at":"2026-11-20T13:00:00Z","sha256":"0f0f`,
			`"held":{"value":{"status":"organization"`, `"from":"2023-03-22","to":"2025-03-24","last_day":"2025-03-23","state":"confirmed","basis":"stated","citations":[{"source":"parlinfo"`, `"observed_between":null}}],"next":null`}, []string{newcomers, `"about":"seat"`}},
		{"one that waits, of a dated source", "/api/v1/claims?source=parlinfo&about=designation", 200, []string{`"dated":true`, `"second_seen":null`, `"state":"behind","agrees":false,"why":"The register held this too; now it holds Liberal from 20 September 2021 to 21 March 2023`, `"url":"https://lop.parl.ca/ParlinfoWebAPI/Person/GetPersonWebProfile/20103"`}, nil},
		{"a seat that ended", "/api/v1/claims?person=per_64nxzp69ckdt&about=seat", 200, []string{`"value":null,"riding":{"id":"rid_1f543805hgnn","name":{"en":"Don Valley North","fr":"Don Valley-Nord"}`, `"state":"behind"`, `"held":{"value":null,"riding":{"id":"rid_`, `"basis":null`}, nil},
		{"what is no longer said", "/api/v1/claims?gone=true&source=parlinfo&about=designation", 200, []string{`"gone":"2026-11-22T14:00:00Z","state":"gone","agrees":false,"why":"The source no longer says so."`}, nil},
		{"without a document", "/api/v1/claims?about=party", 200, []string{`"citation":{"snapshot":null,"url":null,"locator":"row 17","retrieved_at":null,"sha256":null}`, believed}, nil},
		{"of a newcomer", "/api/v1/claims?person=per_0newcomer000", 200, []string{newcomers, `"why":"The register does not know this person yet."`, `"held":null`, `"snapshot":"snp_000000000000","url":null`}, []string{"Han Dong"}},
		{"of nobody", "/api/v1/claims?person=per_000000000000", 200, []string{`"claims":[],"next":null`}, nil},
		{"the first page", "/api/v1/claims?limit=1&gone=false", 200, []string{`"next":"/api/v1/claims?gone=false&limit=1&after=`}, nil},
	})
}

func TestSourcesOfAPerson(t *testing.T) {
	s, _ := served(t, options())
	const self = "/api/v1/people/ourcommons:105091/sources"
	body := do(t, s, "GET", self).body
	var got struct {
		Person  struct{ Name string }
		On      string
		Matters []struct {
			About  string
			Held   any
			Claims []struct{ Source, State, Why string }
		}
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, m := range got.Matters {
		said = append(said, m.About)
		for _, c := range m.Claims {
			said = append(said, "  "+c.Source+": "+c.State)
		}
	}
	want := []string{"seat", "  ourcommons: behind", "designation", "  ourcommons: believed", "  parlinfo: behind", "caucus", "party", "  parlinfo: believed"}
	if diff := cmp.Diff(want, said); diff != "" || got.Person.Name != "Han Dong" || got.On != "2026-11-22" {
		t.Errorf("%s %s\n%s", got.Person.Name, got.On, diff)
	}
	for _, form := range []string{"parlinfo:20103", "per_64nxzp69ckdt"} {
		if a := do(t, s, "GET", "/api/v1/people/"+form+"/sources"); a.body != strings.Replace(body, self, "/api/v1/people/"+form+"/sources", 1) {
			t.Errorf("by %s: %d %s", form, a.status, a.body)
		}
	}
	o := doubtful(t)
	askAll(t, o, []row{
		{"what is held today, and since when it was seen", "/api/v1/people/parlinfo:1/sources", 200, []string{`"about":"designation","held":{"value":{"status":"organization","organization":{"id":"org_independent"`,
			`"observed_between":{"last_seen_old":"2026-02-18","first_seen_new":"2026-08-02"}},"claims":[]`, `"about":"seat","held":{"value":null`}, nil},
		{"nobody", "/api/v1/people/parlinfo:99/sources", 404, []string{"somebody in the register"}, nil},
		{"a newcomer", "/api/v1/people/per_0newcomer000/sources", 404, nil, nil},
	})
}

func TestQueue(t *testing.T) {
	ask(t, []row{
		{"the oldest first", "/api/v1/queue", 200, []string{`{"proposals":[{"id":"prp_`, `"kind":"conflict","source":"parlinfo","person":{"id":"per_64nxzp69ckdt","name":"Han Dong"`, `"believed":{"status":"organization","organization":{"id":"org_independent"`,
			`"day":"2021-09-20"`, `"opened":"2026-11-22T06:00:00Z","age_seconds":32400,"last_seen":"2026-11-22T14:00:00Z","settled":null,"settlement":null,"revision":null}`, `"next":null`}, []string{`"taken"`}},
		{"of a kind", "/api/v1/queue?kind=seen_once", 200, []string{`"person":{"id":"per_0newcomer000","name":null,"identifiers":[]}`, `"about":"seat","value":null,"riding":{"id":"rid_1f543805hgnn"`, `"believed":null`}, []string{"conflict"}},
		{"about nobody: script and length are kept", "/api/v1/queue?kind=unknown_label", 200, []string{`"person":null,"subject":"<script>alert(1)</script>","about":null,"value":null,"riding":null`, strings.Repeat("long ", 400) + `\"end\"\u0000\ufffd"`}, nil},
		{"of a source", "/api/v1/queue?source=ourcommons", 200, []string{"seen_once", "unknown_label"}, []string{"conflict"}},
		{"about somebody", "/api/v1/queue?person=ourcommons:105091", 200, []string{"conflict"}, []string{"seen_once"}},
		{"what became of it", "/api/v1/queue?settled=true&kind=absent", 200, []string{`"settled":"2026-11-22T14:00:00Z","settlement":"taken","revision":3}`, `"age_seconds":18000`}, nil},
	})
}

func TestListsOfNowAsCSV(t *testing.T) {
	s, _ := served(t, options())
	for _, c := range []struct {
		path, file string
		first      map[string]string
	}{
		{"/api/v1/sources.csv?limit=2", "caucus-sources_at-2026-11-22T15-00-00Z_limit-2.csv", map[string]string{"id": "dataset", "refreshed": "false", "late": "", "people": "", "queue_conflict": "0"}},
		{"/api/v1/sources/ourcommons/runs.csv?outcome=refused", "caucus-sources-ourcommons-runs_at-2026-11-22T15-00-00Z_outcome-refused.csv",
			map[string]string{"outcome": "refused", "refusals": "too_few_rows future_day", "records": "338", "revision": "", "fence": "9"}},
		{"/api/v1/claims.csv?about=designation&source=parlinfo", "caucus-claims_at-2026-11-22T15-00-00Z_source-parlinfo_about-designation.csv",
			map[string]string{"name": "Han Dong", "said_name": "Dong, Han", "value": "org_liberal", "value_fr": "Libéral", "riding_id": "", "from": "2021-09-20", "state": "behind", "held_value": "org_liberal", "held_to": "2023-03-22"}},
		{"/api/v1/claims.csv?person=per_0newcomer000", "caucus-claims_at-2026-11-22T15-00-00Z_person-per_0newcomer000.csv",
			map[string]string{"person_id": "per_0newcomer000", "name": "", "value": "", "riding_en": "Don Valley North", "held_value": "", "held_from": ""}},
		{"/api/v1/queue.csv?limit=1", "caucus-queue_at-2026-11-22T15-00-00Z_limit-1.csv", map[string]string{"kind": "conflict", "value": "org_liberal", "believed": "org_independent", "age_seconds": "32400", "settled": ""}},
	} {
		a, lines := sheet(t, s, c.path)
		if len(lines) == 0 || a.header.Get("Content-Disposition") != `attachment; filename="`+c.file+`"` || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d lines, %v", c.path, len(lines), a.header)
			continue
		}
		for column, want := range c.first {
			if got, ok := lines[0][column]; got != want || !ok {
				t.Errorf("%s: %s is %q (%v), want %q", c.path, column, got, ok, want)
			}
		}
	}
}

// TestPagesOfNow: nobody is told twice or left out, as JSON and as CSV.
func TestPagesOfNow(t *testing.T) {
	s, _ := served(t, options())
	for _, l := range listsOfNow {
		rows := func(path string) (list []string, next string) {
			var page map[string]json.RawMessage
			var items []json.RawMessage
			body := do(t, s, http.MethodGet, path).body
			if err := json.Unmarshal([]byte(body), &page); err != nil || json.Unmarshal(page[l.member], &items) != nil {
				t.Fatalf("%s: %v in %s", path, err, body)
			}
			for _, i := range items {
				list = append(list, string(i))
			}
			_ = json.Unmarshal(page["next"], &next)
			return list, next
		}
		whole, _ := rows(l.path + "?" + l.query)
		_, lines := sheet(t, s, l.path+".csv?"+l.query)
		for _, limit := range []int{1, 2, 3} {
			ask := fmt.Sprintf("%s?%s&limit=%d", l.path, l.query, limit)
			var got []string
			for next := ask; next != ""; {
				var list []string
				list, next = rows(next)
				got = append(got, list...)
			}
			if len(whole) < 3 || !slices.Equal(got, whole) {
				t.Errorf("%s: %d in pages, %d in one piece", ask, len(got), len(whole))
			}
			var cut []map[string]string
			for next, ok := strings.Replace(ask, "?", ".csv?", 1), true; ok; {
				a, list := sheet(t, s, next)
				cut = append(cut, list...)
				next, _, ok = strings.Cut(strings.TrimPrefix(a.header.Get("Link"), "<"), ">")
			}
			if diff := cmp.Diff(lines, cut); diff != "" {
				t.Errorf("%s as CSV: %s", ask, diff)
			}
		}
	}
}

func TestBadQuestionsAboutNow(t *testing.T) {
	const (
		about  = "to be left out: this is told of now alone; what held on another day, or was held to be true, other routes tell"
		page   = "the cursor of a next link of this list, unchanged"
		source = "a source: one of dataset, ourcommons, parlinfo"
		who    = "per_… or one of ourcommons:…, parlinfo:…, wikidata:…, openparliament:…"
		flag   = "one of true, false"
	)
	refused(t, []badRow{
		{"sources of a day, as of a revision", "sources?on=2023-03-22&revision=1", []fault{{"on", "2023-03-22", about}, {"revision", "1", about}}},
		{"one source as of an instant", "sources/parlinfo?known_at=2026-11-01T00:00:00Z", []fault{{"known_at", "2026-11-01T00:00:00Z", about}}},
		{"one source in pages", "sources/parlinfo?limit=3", []fault{{"limit", "3", "to be left out: there are no parameters here"}}},
		{"a person's sources of a day", "people/parlinfo:20103/sources?on=2023-03-22", []fault{{"on", "2023-03-22", about}}},
		{"sources of no id", "people/Han-Dong/sources?on=x", []fault{{"on", "x", about}, {"id", "Han-Dong", who}}},
		{"sources behind nothing", "sources?after=zzz", []fault{{"after", "zzz", page}}},
		{"runs with a bad end", "sources/ourcommons/runs?outcome=well", []fault{{"outcome", "well", "one of changed, unchanged, unavailable, refused, failed"}}},
		{"runs behind a number", "sources/ourcommons/runs?after=3", []fault{{"after", "3", page}}},
		{"runs behind none", "sources/ourcommons/runs?after=" + forged("x0"), []fault{{"after", forged("x0"), page}}},
		{"runs behind a number too large", "sources/ourcommons/runs?after=" + forged("x99999999999"), []fault{{"after", forged("x99999999999"), page}}},
		{"runs behind a number with a sign", "sources/ourcommons/runs?after=" + forged("x+1"), []fault{{"after", forged("x+1"), page}}},
		{"runs of nothing known, badly asked", "sources/hansard/runs?limit=0", []fault{{"limit", "0", "a whole number from 1 to 1000"}}},
		{"claims of everything at once", "claims?person=imdb:1&source=hansard&about=office&gone=yes&limit=0&after=!&on=1", []fault{
			{"on", "1", about}, {"person", "imdb:1", who}, {"source", "hansard", source}, {"about", "office", "one of seat, designation, caucus, party"},
			{"gone", "yes", flag}, {"after", "!", page}, {"limit", "0", "a whole number from 1 to 1000"}}},
		{"claims of a name", "claims?person=per_Dong", []fault{{"person", "per_Dong", "somebody in the register: " + who}}},
		{"claims by a filter of the queue", "claims?settled=true", []fault{{"settled", "true", "one of person, source, about, gone, limit, after"}}},
		{"the queue behind a run", "queue?after=" + forged("x3"), []fault{{"after", forged("x3"), page}}},
		{"the queue behind no id", "queue?after=" + forged("qprp_short"), []fault{{"after", forged("qprp_short"), page}}},
		{"the queue behind what no database takes", "queue?after=" + forged("qprp_\x00\xff0000000000"), []fault{{"after", forged("qprp_\x00\xff0000000000"), page}}},
		{"the queue of a bad kind, twice", "queue?kind=x&kind=conflict&settled=1", []fault{{"kind", "conflict", "to be given once"}, {"kind", "x", "one of seen_once, conflict, absent, unknown_label, unknown_riding, unknown_member, election, refused_document"}, {"settled", "1", flag}}},
	})
}

// asleep fails at whatever it is asked.
type asleep struct{ err error }

func (f asleep) Claims(context.Context, models.ClaimsQuery) ([]models.Claim, bool, error) {
	return nil, false, f.err
}

func (f asleep) Proposals(context.Context, models.ProposalsQuery) ([]models.Proposal, bool, error) {
	return nil, false, f.err
}

func (f asleep) Runs(context.Context, models.RunsQuery) ([]models.Run, bool, error) {
	return nil, false, f.err
}

func (f asleep) Served(context.Context, models.SnapshotID) (models.Served, error) {
	return models.Served{}, f.err
}

// unserved knows all but the documents.
type unserved struct {
	*bulletin
	err error
}

func (u unserved) Served(context.Context, models.SnapshotID) (models.Served, error) {
	return models.Served{}, u.err
}

func TestFreshnessThatCannotBeRead(t *testing.T) {
	ask := []string{"sources", "sources/parlinfo", "sources/parlinfo/runs", "claims", "queue", "people/parlinfo:20103/sources"}
	for _, c := range []struct {
		name   string
		of     func() handlers.Freshness
		paths  []string
		status int
	}{
		{"nobody knows", nil, ask, 503},
		{"nobody knows yet", func() handlers.Freshness { return nil }, ask, 503},
		{"the database is gone", func() handlers.Freshness { return asleep{models.ErrUnavailable} }, ask, 503},
		{"a fault of ours", func() handlers.Freshness { return asleep{http.ErrBodyNotAllowed} }, ask, 500},
		{"a document cannot be read", func() handlers.Freshness { return unserved{shared(), http.ErrBodyNotAllowed} }, ask[3:4], 500},
	} {
		o := options()
		o.Freshness = c.of
		s, log := served(t, o)
		for _, path := range c.paths {
			a := do(t, s, "GET", "/api/v1/"+path)
			if a.status != c.status || strings.Contains(a.body, "allowed for") {
				t.Errorf("%s: %s: %d %s", c.name, path, a.status, a.body)
			}
			kept(t, a)
			if a := do(t, s, "GET", "/api/v1/"+path+"?on=x"); a.status != 400 {
				t.Errorf("%s: a bad question about %s: %d", c.name, path, a.status)
			}
		}
		if logged := log.String() != ""; logged != (c.status == 500) {
			t.Errorf("%s: the log says %q", c.name, log)
		}
	}
}

// TestNothingIsKnownOfJobs: sources are told all the same.
func TestNothingIsKnownOfJobs(t *testing.T) {
	o := options()
	o.Health, o.Sources = nil, nil
	askAll(t, o, []row{{"those of the register", "/api/v1/sources", 200, []string{`{"sources":[{"id":"parlinfo"`, `"refreshed":false,"schedule":null`, `"late":null`}, []string{"ourcommons"}}})
}

// TestDocumentsAreReadOnce: to tell where a document is means to read its bytes.
func TestDocumentsAreReadOnce(t *testing.T) {
	b := theBulletin()
	s, _ := served(t, fresh(options(), b))
	for range 3 {
		do(t, s, "GET", "/api/v1/claims?person=parlinfo:20103")
	}
	if b.asked != 1 {
		t.Errorf("a document was read %d times", b.asked)
	}
}
