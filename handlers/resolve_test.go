package handlers_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const asJSON = "application/json"

func TestResolve(t *testing.T) {
	s, log := served(t, options())
	for _, c := range []struct {
		name, path, body string
		has, not         []string
	}{
		{"a vote on the day", "", `{"items":[{"person":"ourcommons:105091","on":"2023-03-22"}]}`, []string{
			`{"items":[{"person":{"id":"per_64nxzp69ckdt","name":"Han Dong","identifiers":[`, `"on":"2023-03-22","axis":"designation","status":"resolved","value":{"status":"organization","organization":{"id":"org_independent"`,
			`"span":{"id":"aff_`, `"from":"2023-03-22","to":"2025-03-24","last_day":"2025-03-23","state":"confirmed","basis":"stated"},"uncertain":null,"citations":[{"source":"parlinfo"`, `"why":null,"candidates":[]}]`,
			`"permalink":"/api/v1/resolve?on=2026-11-22&revision=3"`}, nil},
		{"by name and riding, on another axis", "", `{"items":[{"name":"han dong","riding":"Don Valley-Nord","on":"2023-03-22","axis":"caucus"}]}`,
			[]string{`"status":"resolved","value":{"status":"none"}`, `"axis":"caucus"`}, nil},
		{"the day of the question", "?on=2023-03-21", `{"items":[{"person":"parlinfo:20103"},{"person":"parlinfo:20103","on":"2023-03-22"}]}`,
			[]string{`"on":"2023-03-21","axis":"designation","status":"resolved","value":{"status":"organization","organization":{"id":"org_liberal"`, `"org_independent"`, "?on=2023-03-21&revision=3"}, nil},
		{"as known before", "?revision=1", `{"items":[{"person":"parlinfo:20103","on":"2023-03-22"}]}`, []string{`"org_liberal"`, `"revision":1,`}, []string{"org_independent"}},
		{"not sitting", "?on=2025-04-01", `{"items":[{"person":"parlinfo:20103"}]}`, []string{`"status":"not_sitting","value":null,"span":null,"uncertain":null,"citations":[],"why":"As of 1 April 2025, nobody holds a seat`}, nil},
		{"nobody", "", `{"items":[{"person":"wikidata:Q1"}]}`, []string{`{"person":null,`, `"status":"not_found","value":null`, `"why":"The register has nobody under wikidata:Q1."`}, nil},
		{"what nobody knows", "?on=2023-03-22", `{"items":[{"person":"parlinfo:20103","axis":"party"}]}`, []string{`"status":"unknown","value":{"status":"unknown"},"span":null,`, `"why":"No source tells the party of Han Dong on 22 March 2023."`}, nil},
		{"the same twice", "?on=2023-03-22", `{"items":[{"person":"parlinfo:20103"},{"person":"parlinfo:20103"}]}`, []string{`},{"person":{"id":"per_64nxzp69ckdt"`}, nil},
		{"with spaces, escapes and in another order", "", "\n{ \"items\" : [ {\"on\":\"2023-03-22\" ,\t\"person\":\"\\u006furcommons:105091\"} ] }\n", []string{`"status":"resolved"`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := send(t, s, "POST", "/api/v1/resolve"+c.path, c.body, "Content-Type", asJSON)
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
			if a.status != 200 || a.header.Get("Etag") != "" || a.header.Get("Cache-Control") != "no-cache" {
				t.Errorf("%d %v", a.status, a.header)
			}
			kept(t, a)
		})
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

func TestResolveAsCSV(t *testing.T) {
	s, _ := served(t, options())
	const body = `{"items":[{"person":"ourcommons:105091","on":"2023-03-22"},{"person":"wikidata:Q1"}]}`
	byName := send(t, s, "POST", "/api/v1/resolve.csv?on=2023-01-01", body, "Content-Type", asJSON)
	byHeader := send(t, s, "POST", "/api/v1/resolve?on=2023-01-01", body, "Content-Type", asJSON, "Accept", "text/csv")
	if byName.body != byHeader.body || byName.status != 200 || byName.header.Get("Content-Disposition") != `attachment; filename="caucus-resolve_on-2023-01-01_revision-3.csv"` {
		t.Errorf("%d %v %s", byName.status, byName.header, byName.body)
	}
	lines := records(t, byName.body)
	if len(lines) != 2 {
		t.Fatal(byName.body)
	}
	for column, want := range map[string]string{"person_id": "per_64nxzp69ckdt", "on": "2023-03-22", "axis": "designation", "status": "resolved", "value": "org_independent",
		"value_fr": "Indépendant", "from": "2023-03-22", "last_day": "2025-03-23", "basis": "stated", "uncertain": "false", "source": "parlinfo", "why": ""} {
		if lines[0][column] != want {
			t.Errorf("%s is %q, want %q", column, lines[0][column], want)
		}
	}
	for column, want := range map[string]string{"person_id": "", "on": "2023-01-01", "status": "not_found", "value": "", "span_id": "", "source": ""} {
		if got, ok := lines[1][column]; got != want || !ok {
			t.Errorf("of nobody, %s is %q, want %q", column, got, want)
		}
	}
}

// TestResolveTakesAThousand items, in the order asked, and no more.
func TestResolveTakesAThousand(t *testing.T) {
	s, _ := served(t, options())
	batch := func(n int) string {
		items := make([]string, n)
		for i := range items {
			items[i] = fmt.Sprintf(`{"person":"parlinfo:9%d","on":"2022-01-01"}`, i%330+1)
		}
		return `{"items":[` + strings.Join(items, ",") + `]}`
	}
	a := send(t, s, "POST", "/api/v1/resolve", batch(1000), "Content-Type", asJSON)
	var got struct {
		Items []struct {
			Person *struct{ Identifiers []struct{ Value string } }
			Status string
		}
	}
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || len(got.Items) != 1000 {
		t.Fatalf("%v: %d items", err, len(got.Items))
	}
	for i, item := range got.Items {
		if item.Status != "resolved" || item.Person.Identifiers[0].Value != fmt.Sprint(9, i%330+1)[:1]+fmt.Sprint(i%330+1) {
			t.Fatalf("item %d: %+v", i, item)
		}
	}
	if a := send(t, s, "POST", "/api/v1/resolve", batch(1001), "Content-Type", asJSON); a.status != 400 || !strings.Contains(a.body, `{"field":"items","value":"1001 items","want":"an array of 1 to 1000 items"}`) {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// TestBadBodies has a row for every way to send a wrong body.
func TestBadBodies(t *testing.T) {
	s, log := served(t, options())
	const (
		days  = "a day YYYY-MM-DD from 1867-07-01 to 2026-11-22, which is today in America/Toronto"
		who   = "per_… or one of ourcommons:…, parlinfo:…, wikidata:…, openparliament:…"
		items = "an array of 1 to 1000 items"
		text  = "a text of 1 to 200 bytes"
		none  = "to be left out: there is no such member"
		once  = "to be given once"
	)
	for _, c := range []struct {
		name, query, body string
		want              []fault
	}{
		{"nothing", "", ``, []fault{{"body", "", "JSON: unexpected end of JSON input, at byte 0"}}},
		{"broken off", "", `{"items":[{"person":"ourc`, []fault{{"body", "", "JSON: unexpected end of JSON input, at byte 25"}}},
		{"trailing text", "", `{"items":[]} {}`, []fault{{"body", "", "JSON: invalid character '{' after top-level value, at byte 14"}}},
		{"not a number", "", `{"items":[{"person":NaN}]}`, []fault{{"body", "", "JSON: invalid character 'N' looking for beginning of value, at byte 21"}}},
		{"a comma too many", "", `{"items":[{"person":"parlinfo:1"},]}`, []fault{{"body", "", "JSON: invalid character ']' looking for beginning of value, at byte 35"}}},
		{"not UTF-8", "", "{\"items\":[{\"person\":\"\xff\"}]}", []fault{{"body", "", "JSON in UTF-8"}}},
		{"a list", "", `[{"person":"parlinfo:1"}]`, []fault{{"body", "[…]", "an object"}}},
		{"null", "", `null`, []fault{{"body", "null", "an object"}}},
		{"a text", "", `"items"`, []fault{{"body", "items", "an object"}}},
		{"an empty object", "", `{}`, []fault{{"items", "", items}}},
		{"no items", "", `{"items":[]}`, []fault{{"items", "0 items", items}}},
		{"items that are no list", "", `{"items":{"person":"parlinfo:1"}}`, []fault{{"items", "{…}", items}}},
		{"items twice", "", `{"items":[{"person":"parlinfo:20103"}],"items":[]}`, []fault{{"items", "[…]", once}}},
		{"another member", "", `{"items":[{"person":"parlinfo:20103"}],"on":"2023-03-22"}`, []fault{{"on", "2023-03-22", none}}},
		{"members have a case", "", `{"items":[{"Person":"parlinfo:20103"}]}`, []fault{{"items[0].Person", "parlinfo:20103", none}}},
		{"an item that is none", "", `{"items":[null,5,[[["deep"]]],"x"]}`, []fault{{"items[0]", "null", "an object"}, {"items[1]", "5", "an object"}, {"items[2]", "[…]", "an object"}, {"items[3]", "x", "an object"}}},
		{"an item that says nothing", "", `{"items":[{}]}`, []fault{{"items[0]", "", "person, or name and riding"}}},
		{"a day alone", "", `{"items":[{"on":"2023-03-22"}]}`, []fault{{"items[0]", "", "person, or name and riding"}}},
		{"a name alone", "", `{"items":[{"name":"Han Dong"}]}`, []fault{{"items[0]", "", "name and riding together"}}},
		{"a riding alone", "", `{"items":[{"riding":"Halifax"}]}`, []fault{{"items[0]", "", "name and riding together"}}},
		{"person and name", "", `{"items":[{"person":"parlinfo:20103","name":"Han Dong","riding":"Halifax"}]}`, []fault{{"items[0]", "", "either person, or name and riding"}}},
		{"a number for a text", "", `{"items":[{"person":105091}]}`, []fault{{"items[0].person", "105091", text}}},
		{"a large number", "", `{"items":[{"person":1e999}]}`, []fault{{"items[0].person", "1e999", text}}},
		{"true", "", `{"items":[{"name":true,"riding":null}]}`, []fault{{"items[0].name", "true", text}, {"items[0].riding", "null", text}}},
		{"an empty text", "", `{"items":[{"person":""}]}`, []fault{{"items[0].person", "", text}}},
		{"a long text", "", `{"items":[{"name":"` + strings.Repeat("x", 201) + `","riding":"Halifax"}]}`, []fault{{"items[0].name", strings.Repeat("x", 200) + "…", text}}},
		{"an unknown scheme", "", `{"items":[{"person":"imdb:1"}]}`, []fault{{"items[0].person", "imdb:1", who}}},
		{"a name for a person", "", `{"items":[{"person":"Han Dong"}]}`, []fault{{"items[0].person", "Han Dong", who}}},
		{"no day of the calendar", "", `{"items":[{"person":"parlinfo:20103","on":"2023-02-30"}]}`, []fault{{"items[0].on", "2023-02-30", days}}},
		{"a day to come", "", `{"items":[{"person":"parlinfo:20103","on":"2026-11-23"}]}`, []fault{{"items[0].on", "2026-11-23", days}}},
		{"a day before the House", "", `{"items":[{"person":"parlinfo:20103","on":"1867-06-30"}]}`, []fault{{"items[0].on", "1867-06-30", days}}},
		{"an unknown axis", "", `{"items":[{"person":"parlinfo:20103","axis":"faction"}]}`, []fault{{"items[0].axis", "faction", "one of designation, caucus, party"}}},
		{"a member twice", "", `{"items":[{"person":"parlinfo:20103","person":"parlinfo:20103"}]}`, []fault{{"items[0].person", "parlinfo:20103", once}}},
		{"a member twice, by an escape", "", `{"items":[{"person":"parlinfo:20103","\u0070erson":["x"]}]}`, []fault{{"items[0].person", "[…]", once}}},
		{"the question and the body", "?on=1&what=2", `{"items":[{"person":"x","on":"y","z":{}}],"a":1}`, []fault{
			{"what", "2", "one of on, known_at, revision"}, {"on", "1", days},
			{"items[0].person", "x", who}, {"items[0].on", "y", days}, {"items[0].z", "{…}", none}, {"a", "1", none}}},
		{"deeper than anybody needs", "", `{"items":[{"on":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}]}`, []fault{
			{"items[0].on", "[…]", text}}},
		{"deeper still", "", strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), []fault{{"body", "", "JSON: invalid character '[' exceeded max depth, at byte 10001"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := send(t, s, "POST", "/api/v1/resolve"+c.query, c.body, "Content-Type", asJSON)
			wantFaults(t, a, "/api/v1/resolve"+c.query, c.want)
		})
	}
	if log.String() != "" {
		t.Errorf("what callers do wrong is in the log: %s", log)
	}
}

// TestManyFaults: a problem names a hundred, and tells how many more there are.
func TestManyFaults(t *testing.T) {
	s, _ := served(t, options())
	body := `{"items":[` + strings.TrimSuffix(strings.Repeat(`{"person":1,"on":2},`, 900), ",") + `]}`
	a := send(t, s, "POST", "/api/v1/resolve", body, "Content-Type", asJSON)
	if n := strings.Count(a.body, `{"field":`); a.status != 400 || n != 101 || !strings.Contains(a.body, `"want":"to be right: 1700 more faults are not listed here"`) || len(a.body) > 20_000 {
		t.Errorf("%d, %d faults, %d bytes", a.status, n, len(a.body))
	}
}

func TestBodiesThatAreNotRead(t *testing.T) {
	s, _ := served(t, options())
	const good = `{"items":[{"person":"parlinfo:20103","on":"2023-03-22"}]}`
	full := good + strings.Repeat(" ", 1<<20-len(good))
	for _, c := range []struct {
		name, body string
		headers    []string
		status     int
	}{
		{"no media type", good, nil, 415},
		{"a form", good, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
		{"a text", good, []string{"Content-Type", "text/plain"}, 415},
		{"nonsense", good, []string{"Content-Type", "application/json; charset"}, 415},
		{"another charset", good, []string{"Content-Type", "application/json; charset=utf-16"}, 415},
		{"compressed", good, []string{"Content-Type", asJSON, "Content-Encoding", "gzip"}, 415},
		{"with its charset", good, []string{"Content-Type", "Application/JSON; charset=UTF-8"}, 200},
		{"not compressed", good, []string{"Content-Type", asJSON, "Content-Encoding", "identity"}, 200},
		{"as long as may be", full, []string{"Content-Type", asJSON}, 200},
		{"a byte longer", full + " ", []string{"Content-Type", asJSON}, 413},
	} {
		a := send(t, s, "POST", "/api/v1/resolve", c.body, c.headers...)
		if a.status != c.status {
			t.Errorf("%s: %d %s", c.name, a.status, a.body)
		}
		kept(t, a)
	}
}

// endless is a body that never ends, and counts what is taken of it.
type endless struct{ taken int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.taken += len(p)
	return len(p), nil
}

// TestEndlessBody is not read to its end, whether or not it says how long it is.
func TestEndlessBody(t *testing.T) {
	h := handler(t, options())
	for _, length := range []int64{-1, 100 << 20} {
		body := &endless{}
		r := httptest.NewRequest("POST", "/api/v1/resolve", io.NopCloser(body))
		r.ContentLength = length
		r.Header.Set("Content-Type", asJSON)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 413 || body.taken > 4<<20 || length > 0 && body.taken > 0 {
			t.Errorf("length %d: %d after %d bytes: %s", length, w.Code, body.taken, w.Body)
		}
	}
}

// TestBodyBrokenOff: who goes away in the midst of a body is no fault of ours.
func TestBodyBrokenOff(t *testing.T) {
	s, log := served(t, options())
	c, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, "POST /api/v1/resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"items\":")
	_ = c.(*net.TCPConn).CloseWrite()
	_ = c.SetReadDeadline(time.Now().Add(30 * time.Second))
	answer, err := io.ReadAll(c)
	if err != nil || !strings.Contains(string(answer), "400 Bad Request") || !strings.Contains(string(answer), "a body that arrives whole") || log.String() != "" {
		t.Errorf("%v: %s; logged %q", err, answer, log)
	}
}

// TestResolveTakesPOSTAlone, and tells pages of other origins so.
func TestResolveTakesPOSTAlone(t *testing.T) {
	s, _ := served(t, options())
	const methods = "OPTIONS, POST"
	for _, path := range []string{"/api/v1/resolve", "/api/v1/resolve.csv"} {
		for _, method := range []string{"GET", "HEAD", "PUT", "PATCH", "DELETE"} {
			a := do(t, s, method, path)
			if a.status != 405 || a.header.Get("Allow") != methods || (a.body == "") != (method == "HEAD") {
				t.Errorf("%s %s: %d %v %s", method, path, a.status, a.header, a.body)
			}
		}
		a := do(t, s, "OPTIONS", path, "Origin", "https://example.org", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
		if a.status != 204 || a.header.Get("Access-Control-Allow-Methods") != methods || a.header.Get("Allow") != methods ||
			a.header.Get("Access-Control-Allow-Headers") != "*" || a.header.Get("Access-Control-Allow-Origin") != "*" || a.body != "" {
			t.Errorf("preflight of %s: %d %v", path, a.status, a.header)
		}
	}
	if a := do(t, s, "POST", "/api/v1/people"); a.status != 405 || a.header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("POST elsewhere: %d %v", a.status, a.header)
	}
}

// FuzzResolve sends whatever body: never a fault of ours, never anything but
// JSON, and an answer only to what a strict reader would take too.
func FuzzResolve(f *testing.F) {
	for _, b := range []string{
		`{"items":[{"person":"ourcommons:105091","on":"2023-03-22"}]}`, `{"items":[{"name":"Han Dong","riding":"Don Valley North","axis":"caucus"}]}`,
		`{"items":[]}`, `[]`, `{`, `{"items":[{"person":1,"person":2}]}`, `{"items":[[[[]]]],"x":null}`, `{"items":[{"on":"9999-12-31"}]} `, "\xff", `{"items":[{"name":"\ud800","riding":"\u0000"}]}`,
		`{"items":[{"person":"per_\n"}],"items":1}`, `{"":[]}`, `{"items":[{"person":"parlinfo:20103","on":"1867-07-01","axis":"party"}]}`,
	} {
		f.Add(b)
	}
	h := handler(f, options())
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("POST", "/api/v1/resolve", strings.NewReader(body))
		r.Header.Set("Content-Type", asJSON)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 200 && w.Code != 400 && w.Code != 413 || !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%q: %d %s", body, w.Code, w.Body)
		}
		if w.Code != 200 {
			return
		}
		var asked struct {
			Items []struct{ Person, Name, Riding, On, Axis string }
		}
		strict := json.NewDecoder(strings.NewReader(body))
		strict.DisallowUnknownFields()
		var got struct{ Items []any }
		if err := strict.Decode(&asked); err != nil || json.Unmarshal(w.Body.Bytes(), &got) != nil || len(got.Items) != len(asked.Items) {
			t.Fatalf("%q: %v, %d items of %d", body, err, len(got.Items), len(asked.Items))
		}
	})
}

// BenchmarkResolve answers a thousand items at once, a third of them by name.
func BenchmarkResolve(b *testing.B) {
	var items []string
	for i := range 1000 {
		if i%3 == 0 {
			items = append(items, fmt.Sprintf(`{"name":"Member Number%d","riding":"Riding %d","on":"2022-05-05","axis":"caucus"}`, i%330+1, i%330+1))
		} else {
			items = append(items, fmt.Sprintf(`{"person":"parlinfo:9%d","on":"2022-05-05"}`, i%330+1))
		}
	}
	body := `{"items":[` + strings.Join(items, ",") + `]}`
	h := handler(b, options())
	w := &sink{header: http.Header{}}
	for b.Loop() {
		clear(w.header)
		r := httptest.NewRequest("POST", "/api/v1/resolve", strings.NewReader(body))
		r.Header.Set("Content-Type", asJSON)
		h.ServeHTTP(w, r)
	}
	b.ReportMetric(float64(w.bytes)/float64(b.N), "bytes")
}
