package handlers_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fault is an entry of the errors of a problem.
type fault struct{ Field, Value, Want string }

// badRow is a question behind /api/v1/ and all that is wrong with it.
type badRow struct {
	name, path string
	want       []fault
}

// TestBadInput has a row for every way to ask wrongly: each is refused with a
// problem that names the field, the value and what would be right.
func TestBadInput(t *testing.T) {
	const (
		days  = "a day YYYY-MM-DD from 1867-07-01 to 2026-11-22, which is today in America/Toronto"
		value = "none, unknown, or an organization of the register: its id (org_…), name, short name or abbreviation"
		then  = "an instant written like 2023-03-23T01:36:00Z that is not in the future"
		who   = "per_… or one of ourcommons:…, parlinfo:…, wikidata:…, openparliament:…"
		sits  = ": who does not sit has none"
		page  = "the cursor of a next link of this list, unchanged"
		axes  = "one of designation, caucus, party"
		kinds = "each of these at most once, with commas between: crossed_floor, left_caucus, joined_caucus, redesignated, changed_party, seated, unseated, renamed, merged"
	)
	refused(t, []badRow{
		{"a day of no calendar", "standings?on=2023-02-29", []fault{{"on", "2023-02-29", days}}},
		{"not a day", "standings?on=yesterday", []fault{{"on", "yesterday", days}}},
		{"an instant is not a day", "standings?on=2023-03-22T00:00:00Z", []fault{{"on", "2023-03-22T00:00:00Z", days}}},
		{"before the House", "people?on=1867-06-30", []fault{{"on", "1867-06-30", days}}},
		{"tomorrow", "changes?on=2026-11-23", []fault{{"on", "2026-11-23", days}}},
		{"an empty day", "people/ourcommons:105091?on=", []fault{{"on", "", "a value, or to be left out"}}},
		{"a name without a value", "standings?on", []fault{{"on", "", "a value, or to be left out"}}},
		{"a day given twice", "standings?on=2023-03-21&on=2023-03-22", []fault{{"on", "2023-03-22", "to be given once"}}},
		{"unknown parameter", "standings?date=2023-03-22", []fault{{"date", "2023-03-22", "one of on, known_at, revision, axis"}}},
		{"parameter of another route", "people/ourcommons:105091?limit=5", []fault{{"limit", "5", "one of on, known_at, revision"}}},
		{"names have a case", "standings?ON=2023-03-22", []fault{{"ON", "2023-03-22", "one of on, known_at, revision, axis"}}},
		{"before the first revision", "standings?known_at=2026-09-30T23:59:59Z", []fault{{"known_at", "2026-09-30T23:59:59Z", "an instant from 2026-10-01T00:00:00Z on, when revision 1 was recorded"}}},
		{"1970 is no missing instant", "standings?known_at=1970-01-01T00:00:00Z", []fault{{"known_at", "1970-01-01T00:00:00Z", "an instant from 2026-10-01T00:00:00Z on, when revision 1 was recorded"}}},
		{"known in the future", "standings?known_at=2026-11-22T15:00:01Z", []fault{{"known_at", "2026-11-22T15:00:01Z", then}}},
		{"known on a day", "standings?known_at=2026-11-01", []fault{{"known_at", "2026-11-01", then}}},
		{"an offset whose plus became a blank", "standings?known_at=2026-11-01T00:00:00+01:00", []fault{{"known_at", "2026-11-01T00:00:00 01:00", then}}},
		{"revision zero", "standings?revision=0", []fault{{"revision", "0", "a whole number from 1 to 3"}}},
		{"a revision to come", "standings?revision=4", []fault{{"revision", "4", "a whole number from 1 to 3"}}},
		{"a revision too large to count", "standings?revision=99999999999999999999", []fault{{"revision", "99999999999999999999", "a whole number from 1 to 3"}}},
		{"a number with a sign", "standings?revision=%2B1", []fault{{"revision", "+1", "a whole number from 1 to 3"}}},
		{"both ways to say what was known", "standings?known_at=2026-11-01T13:00:00Z&revision=3", []fault{{"known_at", "2026-11-01T13:00:00Z", "known_at or revision, not both"}}},
		{"unknown axis", "standings?axis=faction", []fault{{"axis", "faction", axes}}},
		{"no page at all", "people?limit=0", []fault{{"limit", "0", "a whole number from 1 to 1000"}}},
		{"a page of a million", "changes?limit=1000000", []fault{{"limit", "1000000", "a whole number from 1 to 1000"}}},
		{"a page of less than none", "people?limit=-5", []fault{{"limit", "-5", "a whole number from 1 to 1000"}}},
		{"a broken cursor", "people?after=zzz", []fault{{"after", "zzz", page}}},
		{"a cursor that is no base64", "changes?after=%21", []fault{{"after", "!", page}}},
		{"neither true nor false", "people?sitting=yes", []fault{{"sitting", "yes", "one of true, false"}}},
		{"unknown caucus", "people?caucus=org_whigs", []fault{{"caucus", "org_whigs", value}}},
		{"unknown label", "people?designation=Whig", []fault{{"designation", "Whig", value}}},
		{"unknown party", "people?party=%20", []fault{{"party", " ", value}}},
		{"unknown riding", "people?riding=Old+Sarum", []fault{{"riding", "Old Sarum", "a riding of the register: its id (rid_…) or whole name"}}},
		{"unknown province", "people?province=TX", []fault{{"province", "TX", "a province or territory: one of AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT, or its name"}}},
		{"a parliament to come", "people?parliament=46", []fault{{"parliament", "46", "a whole number from 34 to 45"}}},
		{"a parliament that the register lacks", "people?parliament=36", []fault{{"parliament", "36", "the number of a parliament of the register"}}},
		{"unknown state", "people?state=rumoured", []fault{{"state", "rumoured", "one of confirmed, provisional, reported"}}},
		{"reports are no changes", "changes?state=reported", []fault{{"state", "reported", "one of confirmed, provisional"}}},
		{"a name of no letters", "people?q=---", []fault{{"q", "---", "words of a name: at least one letter or digit, at most 200 bytes"}}},
		{"invalid UTF-8", "people?q=%ff%fe", []fault{{"q", "%ff%fe", "UTF-8, percent-encoded"}}},
		{"a broken escape", "people?q=%zz", []fault{{"q", "%zz", "UTF-8, percent-encoded"}}},
		{"invalid UTF-8 in a name", "standings?%ff=1", []fault{{"%ff", "1", "one of on, known_at, revision, axis"}}},
		{"not sitting, yet in a caucus", "people?sitting=false&caucus=org_liberal", []fault{{"sitting", "false", "true, or left out, together with caucus" + sits}}},
		{"not sitting, yet for a riding of a province under a label", "people?sitting=false&designation=none&riding=Don+Valley+North&province=ON", []fault{
			{"sitting", "false", "true, or left out, together with designation" + sits},
			{"sitting", "false", "true, or left out, together with riding" + sits},
			{"sitting", "false", "true, or left out, together with province" + sits}}},
		{"ends before it begins", "changes?from=2023-03-22&to=2023-03-21", []fault{{"to", "2023-03-21", "a day after from, since it is the day after the last"}}},
		{"no day at all", "changes?from=2023-03-22&to=2023-03-22", []fault{{"to", "2023-03-22", "a day after from, since it is the day after the last"}}},
		{"begins after the day asked for", "changes?on=2023-03-21&from=2023-03-22", []fault{{"from", "2023-03-22", "a day YYYY-MM-DD from 1867-07-01 to 2023-03-21, the day that the question is about"}}},
		{"to a day to come", "changes?to=2026-11-24", []fault{{"to", "2026-11-24", "a day YYYY-MM-DD from 1867-07-01 to 2026-11-23, the day after today in America/Toronto"}}},
		{"unknown kind", "changes?kind=defected", []fault{{"kind", "defected", kinds}}},
		{"a kind twice", "changes?kind=left_caucus,left_caucus", []fault{{"kind", "left_caucus,left_caucus", kinds}}},
		{"a kind and nothing", "changes?kind=left_caucus,", []fault{{"kind", "left_caucus,", kinds}}},
		{"unknown cause", "changes?cause=greed", []fault{{"cause", "greed", "one of resigned_from_caucus, expelled, suspended, readmitted, joined, caucus_dissolved, caucus_merged, caucus_renamed, unknown"}}},
		{"changes of nobody", "changes?person=per_000000000000", []fault{{"person", "per_000000000000", "somebody in the register: " + who}}},
		{"changes of somebody by an unknown scheme", "changes?person=imdb:1", []fault{{"person", "imdb:1", who}}},
		{"from a caucus to itself", "changes?from_caucus=org_liberal&to_caucus=liberal", []fault{{"to_caucus", "org_liberal", "another value than from_caucus"}}},
		{"a caucus neither left nor joined", "changes?from_caucus=org_liberal&to_caucus=none&caucus=org_ndp", []fault{{"caucus", "org_ndp", "the value of from_caucus or that of to_caucus, or left out"}}},
		{"a person in an event of organizations", "changes?kind=merged,renamed&person=ourcommons:105091", []fault{{"person", "per_64nxzp69ckdt", "left out: events of organizations are nobody's change"}}},
		{"a caucus in a change that moves none", "changes?kind=redesignated&caucus=org_liberal", []fault{{"kind", "redesignated", "a kind that moves the caucus, or no filter by caucus"}}},
		{"recorded since a day", "changes?known_since=2026-11-01", []fault{{"known_since", "2026-11-01", then}}},
		{"an id in no known form", "people/Han-Dong", []fault{{"id", "Han-Dong", who}}},
		{"an unknown scheme", "people/imdb:nm1", []fault{{"id", "imdb:nm1", who}}},
		{"an id that is not UTF-8", "people/%ff:1", []fault{{"id", "\ufffd:1", who}}},
		{"everything at once", "people/x?on=1&revision=a&what=&sitting=true", []fault{
			{"what", "", "one of on, known_at, revision"}, {"sitting", "true", "one of on, known_at, revision"},
			{"on", "1", days}, {"revision", "a", "a whole number from 1 to 3"}, {"id", "x", who}}},
	})
}

// wantFaults insists that an answer is the problem of a bad question, and names
// these faults and no others.
func wantFaults(t testing.TB, a answer, instance string, want []fault) {
	t.Helper()
	var got struct {
		Type, Title, Detail, Instance string
		Status                        int
		Errors                        []fault
	}
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
	if a.status != 400 || got.Status != 400 || got.Title != "Bad Request" || got.Type != "about:blank" || got.Detail == "" || got.Instance != instance {
		t.Errorf("%d %s", a.status, a.body)
	}
	if diff := cmp.Diff(want, got.Errors); diff != "" {
		t.Error(diff)
	}
	kept(t, a)
}

// refused asks each question and compares the problem.
func refused(t *testing.T, rows []badRow) {
	t.Helper()
	s, log := served(t, options())
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			wantFaults(t, do(t, s, "GET", "/api/v1/"+c.path), "/api/v1/"+c.path, c.want)
		})
	}
	if log.String() != "" {
		t.Errorf("what callers do wrong is in the log: %s", log)
	}
}

func TestNobody(t *testing.T) {
	ask(t, []row{
		{"an id of nobody", "/api/v1/people/per_000000000000", 404, []string{`"field":"id","value":"per_000000000000","want":"somebody in the register`}, nil},
		{"an identifier of nobody", "/api/v1/people/wikidata:Q1", 404, []string{`"value":"wikidata:Q1"`}, nil},
		{"what else is wrong comes first", "/api/v1/people/wikidata:Q1?on=x", 400, []string{`"field":"on"`}, nil},
	})
}

// TestLongPath: nor does it repeat a path of 60 kB, nor an id in it.
func TestLongPath(t *testing.T) {
	s, _ := served(t, options())
	long := strings.Repeat("x", 60_000)
	for _, c := range []struct {
		name, path string
		status     int
		value      string
	}{
		{"nothing there", "/" + long, 404, ""},
		{"nobody", "/api/v1/people/wikidata:Q" + strings.Repeat("1", 60_000), 404, "wikidata:Q" + strings.Repeat("1", 190) + "…"},
		{"no id", "/api/v1/people/" + long, 400, long[:200] + "…"},
		{"no question", "/api/v1/people?" + long, 400, long[:200] + "…"},
		{"nothing there, asked at length", "/nothing?" + long, 404, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, "GET", c.path)
			if a.status != c.status || len(a.body) > 1500 || !strings.Contains(a.body, `"instance":"`+c.path[:500]+`…"`) {
				t.Errorf("status %d, %d bytes: %.1000s", a.status, len(a.body), a.body)
			}
			if c.value != "" && !strings.Contains(a.body, `"value":"`+c.value+`"`) {
				t.Errorf("%s", a.body)
			}
			kept(t, a)
		})
	}
}

// TestLongInput: a problem must not be much longer than the question.
func TestLongInput(t *testing.T) {
	s, _ := served(t, options())
	for name, query := range map[string]string{
		"a long value":         "q=" + strings.Repeat("x", 4000),
		"a long query":         strings.Repeat("&", 5000),
		"many unknown":         strings.Repeat("a&b&c&", 600),
		"many different":       strings.Repeat("q=a&", 900),
		"long and not a value": "caucus=" + url.QueryEscape(strings.Repeat("é", 600)),
	} {
		t.Run(name, func(t *testing.T) {
			a := do(t, s, "GET", "/api/v1/people?"+query)
			if a.status != 400 || len(a.body) > 10000 {
				t.Errorf("status %d, %d bytes", a.status, len(a.body))
			}
			kept(t, a)
		})
	}
}
