package handlers_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"caucus/handlers"
	"caucus/models"
)

func TestRevisions(t *testing.T) {
	const dataset, imported = `"number":1,"kind":"dataset"`, `"number":2,"kind":"import"`
	ask(t, []row{
		{"all of them, the oldest first", "/api/v1/revisions", 200, []string{`{"revisions":[{` + dataset, imported, `"number":3`,
			`"recorded_at":"2026-10-01T00:00:00Z","actor":"dataset","reason":"the Almanac says so","hash":"0000`, `"previous_hash":null,"opened":`, `"next":null`,
			`"on":null,"revision":3,"known_at":"2026-11-01T12:00:00.5Z","status":null,"carried_forward":null`, `"permalink":"/api/v1/revisions?revision=3"`}, nil},
		{"a text that was withdrawn", "/api/v1/revisions?after=2", 200, []string{`"number":3`, `"actor":null`, `"corrections":11}`, `"previous_hash":"1111`}, []string{imported}},
		{"a number is its own cursor", "/api/v1/revisions?after=1&limit=1", 200, []string{imported, `"next":"/api/v1/revisions?revision=3&limit=1&after=2"`}, []string{dataset, `"number":3`}},
		{"nothing new yet", "/api/v1/revisions?after=3", 200, []string{`"revisions":[]`, `"next":null`}, nil},
		{"up to a revision", "/api/v1/revisions?revision=1", 200, []string{dataset, `"revision":1,`}, []string{imported}},
		{"as known at an instant", "/api/v1/revisions?known_at=2026-10-02T12:00:00Z", 200, []string{dataset, imported, `?revision=2"`}, []string{`"number":3`}},
		{"of a kind", "/api/v1/revisions?kind=import", 200, []string{imported, "&kind=import"}, []string{dataset}},
		{"of an actor", "/api/v1/revisions?actor=clerk", 200, []string{imported, "&actor=clerk"}, []string{dataset, `"number":3`}},
		{"that touch a day", "/api/v1/revisions?on=2019-01-01", 200, []string{dataset, `"on":"2019-01-01"`, `"status":"sitting","carried_forward":false`, "?on=2019-01-01&revision=3"}, []string{imported}},
	})
}

func TestWhatARevisionDid(t *testing.T) {
	ask(t, []row{
		{"the first begins with the House", "/api/v1/revisions/1?limit=2", 200, []string{`{"revision":{"number":1,`, `"facts":[{"kind":"house","key":"ca-commons","before":null,"after":{"id":"ca-commons",`,
			`"published":null,"correction":false,"person":null}`, `"next":"/api/v1/revisions/1?revision=3&limit=2&after=`}, []string{`"kind":"person"`}},
		{"he had left, which the first did not know", "/api/v1/revisions/2?kind=affiliation&person=ourcommons:105091", 200, []string{`"kind":"affiliation"`, `"published":1,"correction":true,"person":{"id":"per_64nxzp69ckdt","name":"Han Dong"`,
			`"before":{"id":"aff_`, `"before":null,"after":{"id":"aff_`, "&kind=affiliation&person=per_64nxzp69ckdt"}, []string{`"kind":"person"`}},
		{"why he left is news", "/api/v1/revisions/2?kind=event", 200, []string{`"before":null`, `"cause":"resigned_from_caucus"`, `"published":null,"correction":false`}, nil},
		{"a name misspelt", "/api/v1/revisions/3?kind=person&limit=1", 200, []string{`"correction":true`, `"before":{"id":"per_`}, nil},
		{"a label gone", "/api/v1/revisions/3?kind=affiliation", 200, []string{`"after":null,"published":1,"correction":true`}, nil},
		{"of somebody else", "/api/v1/revisions/3?person=ourcommons:105091", 200, []string{`"facts":[]`, `"revision":{"number":3`}, nil},
		{"on a day before", "/api/v1/revisions/3?on=2019-01-01&kind=affiliation", 200, []string{`"facts":[]`}, nil},
		{"not there yet", "/api/v1/revisions/4", 404, []string{`"field":"number","value":"4","want":"the number of a revision, from 1 to 3"`}, nil},
		{"not there at that revision", "/api/v1/revisions/2?revision=1", 404, []string{`"want":"the number of a revision, from 1 to 1"`}, nil},
	})
}

func TestCorrectionsOfTheRegister(t *testing.T) {
	ask(t, []row{
		{"what was wrong", "/api/v1/corrections?limit=1", 200, []string{`{"corrections":[{"revision":{"number":3,"recorded_at":"2026-11-01T12:00:00.5Z","actor":null,"reason":"the Almanac says so"},`,
			`"published":{"number":1,"recorded_at":"2026-10-01T00:00:00Z"},"kind":"person","key":"per_`, `"after":{"id":"per_`, `"next":"/api/v1/corrections?revision=3&limit=1&after=`}, nil},
		{"gone altogether", "/api/v1/corrections?kind=affiliation&limit=1", 200, []string{`"number":3`, `"kind":"affiliation"`, `"after":null}]`}, []string{`"kind":"person"`}},
		{"of Han Dong", "/api/v1/corrections?person=ourcommons:105091", 200, []string{`{"corrections":[{"revision":{"number":2,"recorded_at":"2026-10-02T12:00:00Z","actor":"clerk"`, `"value":{"status":"organization","organization":"org_liberal"}`}, []string{`"number":3`}},
		{"none before they were made", "/api/v1/corrections?revision=1", 200, []string{`"corrections":[]`, `"revision":1,`}, nil},
		{"of a day", "/api/v1/corrections?on=2023-01-01&kind=affiliation", 200, []string{`"kind":"affiliation"`}, nil},
		{"of another day", "/api/v1/corrections?on=2019-01-01&kind=affiliation", 200, []string{`"corrections":[]`}, nil},
	})
}

// TestLogAsCSV: before and after are the JSON of the fact, in one cell.
func TestLogAsCSV(t *testing.T) {
	s, _ := served(t, options())
	for _, c := range []struct {
		path, file string
		first      map[string]string
	}{
		{"/api/v1/revisions.csv?after=1", "caucus-revisions_revision-3.csv", map[string]string{"revision": "2", "kind": "import", "actor": "clerk", "corrections": "3", "previous_hash": strings.Repeat("0", 64)}},
		{"/api/v1/revisions/3.csv?kind=affiliation", "caucus-revisions-3_revision-3_kind-affiliation.csv", map[string]string{"revision": "3", "published": "1", "kind": "affiliation", "correction": "true", "after": ""}},
		{"/api/v1/corrections.csv?kind=person&limit=1", "caucus-corrections_revision-3_kind-person_limit-1.csv", map[string]string{"revision": "3", "published_at": "2026-10-01T00:00:00Z", "kind": "person", "actor": ""}},
	} {
		a, records := sheet(t, s, c.path)
		if len(records) == 0 || a.header.Get("Content-Disposition") != `attachment; filename="`+c.file+`"` {
			t.Errorf("%s: %d lines, %v", c.path, len(records), a.header)
			continue
		}
		for column, want := range c.first {
			if got, ok := records[0][column]; got != want || !ok {
				t.Errorf("%s: %s is %q (%v), want %q", c.path, column, got, ok, want)
			}
		}
		if before, ok := records[0]["before"]; ok && !json.Valid([]byte(before)) {
			t.Errorf("%s: before is %q", c.path, before)
		}
	}
}

// logLists are the lists that TestLogPagesNeitherRepeatNorSkip walks.
var logLists = map[string]string{"/api/v1/revisions": "revisions", "/api/v1/corrections": "corrections", "/api/v1/revisions/1": "facts"}

func TestLogPagesNeitherRepeatNorSkip(t *testing.T) {
	s, _ := served(t, options())
	rows := func(path, member string) (list []string, next string) {
		var page map[string]json.RawMessage
		a := do(t, s, http.MethodGet, path)
		var items []json.RawMessage
		if err := json.Unmarshal([]byte(a.body), &page); err != nil || json.Unmarshal(page[member], &items) != nil {
			t.Fatalf("%s: %v in %s", path, err, a.body)
		}
		for _, i := range items {
			list = append(list, string(i))
		}
		_ = json.Unmarshal(page["next"], &next)
		return list, next
	}
	for path, member := range logLists {
		limits := []string{"1", "2", "5"}
		if member == "facts" {
			path += "?kind=tenure"
			limits = []string{"100", "99"}
		} else {
			path += "?"
		}
		whole, _ := rows(path+"&limit=1000", member)
		for _, limit := range limits {
			var got []string
			for next := path + "&limit=" + limit; next != ""; {
				var list []string
				list, next = rows(next, member)
				got = append(got, list...)
			}
			if len(whole) < 3 || !slices.Equal(got, whole) {
				t.Errorf("%s by %s: %d entries in pages, %d in one piece", path, limit, len(got), len(whole))
			}
		}
	}
}

// TestWithdrawnTextChangesTheTag: everything else in the log is for ever.
func TestWithdrawnTextChangesTheTag(t *testing.T) {
	o := options()
	mine := *theLedger()
	mine.list = slices.Clone(mine.list)
	o.Revisions = &mine
	s, _ := served(t, o)
	for _, path := range []string{"/api/v1/revisions?revision=2", "/api/v1/revisions/2?revision=2&limit=1", "/api/v1/revisions.csv?revision=2"} {
		mine.list[1].Actor = "clerk"
		first := do(t, s, "GET", path)
		tag := first.header.Get("Etag")
		if again := do(t, s, "GET", path, "If-None-Match", tag); again.status != 304 {
			t.Errorf("%s asked again: %d", path, again.status)
		}
		mine.list[1].Actor = ""
		if after := do(t, s, "GET", path, "If-None-Match", tag); after.status != 200 || strings.Contains(after.body, "clerk") || after.header.Get("Etag") == tag {
			t.Errorf("%s after the text was withdrawn: %d %s", path, after.status, after.body)
		}
	}
}

// failing is a log that cannot be read.
type failing struct{ err error }

func (f failing) Revisions(context.Context, models.LogQuery) ([]models.LoggedRevision, bool, error) {
	return nil, false, f.err
}

func (f failing) Revised(context.Context, models.RevisedQuery) ([]models.Revised, bool, error) {
	return nil, false, f.err
}

func (f failing) Corrections(context.Context, models.CorrectionsQuery) ([]models.Correction, bool, error) {
	return nil, false, f.err
}

func TestLogThatCannotBeRead(t *testing.T) {
	behind := *theLedger()
	behind.list = behind.list[:2]
	for _, c := range []struct {
		name   string
		log    handlers.RevisionLog
		status int
		logged bool
	}{
		{"there is none", nil, 503, false},
		{"a standby is behind", &behind, 503, false},
		{"the database is gone", failing{models.ErrUnavailable}, 503, false},
		{"a fault of ours", failing{http.ErrBodyNotAllowed}, 500, true},
	} {
		for _, path := range []string{"/api/v1/revisions", "/api/v1/revisions/3", "/api/v1/corrections"} {
			o := options()
			o.Revisions = c.log
			s, log := served(t, o)
			if a := do(t, s, "GET", path); a.status != c.status || (log.String() != "") != c.logged {
				t.Errorf("%s: %s: %d %s; logged %q", c.name, path, a.status, a.body, log)
			}
			if a := do(t, s, "GET", path+"?kind=x"); a.status != 400 {
				t.Errorf("%s: a bad question about %s: %d", c.name, path, a.status)
			}
		}
	}
}
