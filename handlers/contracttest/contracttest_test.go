package contracttest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"caucus/handlers"
	"caucus/handlers/contracttest"
)

func loaded(t testing.TB) *contracttest.Document {
	t.Helper()
	d, err := contracttest.Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sent is an answer as a server sends it.
type sent struct {
	method, url string
	status      int
	header      map[string]string
	body        string
}

// check returns what the contract does not allow in an answer.
func (s sent) check(t *testing.T) error {
	t.Helper()
	r := httptest.NewRequest(s.method, s.url, nil)
	w := httptest.NewRecorder()
	for name, value := range s.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.body)
	res := w.Result()
	res.Request = r
	return loaded(t).Answer(r, res, w.Body.Bytes())
}

// example is the example of an answer in the contract.
func example(t *testing.T, path, media string) string {
	t.Helper()
	text, err := json.Marshal(loaded(t).Paths.Value(path).Get.Responses.Status(200).Value.Content[media].Example)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestWrongAnswersAreRefused: without this, a hole in the check would go unseen.
func TestWrongAnswersAreRefused(t *testing.T) {
	const people, ok = "/api/v1/people", "/api/v1/people?q=dong&on=2023-03-22"
	good := func(from, to string) func(*sent) {
		return func(s *sent) {
			if !strings.Contains(s.body, from) {
				t.Fatalf("%s is not in %s", from, s.body)
			}
			s.body = strings.Replace(s.body, from, to, 1)
		}
	}
	header := func(name, value string) func(*sent) {
		return func(s *sent) {
			if s.header[name] = value; value == "" {
				delete(s.header, name)
			}
		}
	}
	for _, c := range []struct {
		name, says string
		spoil      func(*sent)
	}{
		{"nothing wrong", "", func(*sent) {}},
		{"HEAD without a body", "", func(s *sent) { s.method, s.body = "HEAD", "" }},
		{"a member missing", "missing property 'uncertain'", good(`,"uncertain":null`, ``)},
		{"a member too many", "additional properties 'age' not allowed", good(`"sitting":true`, `"sitting":true,"age":46`)},
		{"a member too many inside of a value", "oneOf", good(`{"status":"none"}`, `{"status":"none","organization":null}`)},
		{"null for what is never null", "got null, want string", good(`"full":"Han Dong"`, `"full":null`)},
		{"null for a list", "got null, want array", good(`"identifiers":[`, `"identifiers":null,"x":[`)},
		{"a text where null or a text may stand, but of no day", "is not valid date", good(`"to":"2025-03-24"`, `"to":"2025-02-30"`)},
		{"a day in another form", "is not valid date", good(`"on":"2023-03-22"`, `"on":"22/03/2023"`)},
		{"a day with an hour", "is not valid date", good(`"on":"2023-03-22"`, `"on":"2023-03-22T00:00:00Z"`)},
		{"an instant without a zone", "is not valid date-time", good(`"known_at":"2026-11-22T12:00:00Z"`, `"known_at":"2026-11-22T12:00:00"`)},
		{"a number as a text", "got string, want integer", good(`"parliament":44`, `"parliament":"44"`)},
		{"a number with a fraction", "got number, want integer", good(`"parliament":44`, `"parliament":44.5`)},
		{"a word that the contract does not know", "value must be one of", good(`"end_cause":"dissolution"`, `"end_cause":"boredom"`)},
		{"an id in another form", "does not match pattern", good(`"id":"ten_`, `"id":"tenure-`)},
		{"no JSON", "read the body", good(`{`, ``)},
		{"another media type", `content type "text/plain" is not described`, header("Content-Type", "text/plain")},
		{"no media type", `content type "" is not described`, header("Content-Type", "")},
		{"no tag", "header ETag is missing", header("Etag", "")},
		{"a tag without quotes", "header ETag", header("Etag", "abc")},
		{"a header that is not described", "header X-Powered-By is not described", header("X-Powered-By", "Fortran")},
		{"a status that is not described", "status 418 is not described", func(s *sent) { s.status = 418 }},
		{"a problem as JSON", `content type "application/json" is not described`, func(s *sent) { s.status = 400; delete(s.header, "Etag") }},
		{"a body for HEAD", "a body of", func(s *sent) { s.method = "HEAD" }},
		{"a body for what was not modified", "a body of", func(s *sent) { s.status = 304 }},
		{"a method that the contract does not describe", "status 200, want 405", func(s *sent) { s.method = "DELETE"; s.header["Allow"] = "GET"; s.header["Etag"] = "" }},
		{"a path that the contract does not have", "at a path that the contract does not have", func(s *sent) { s.url = "/api/v2/people" }},
		{"a question that was answered though it is none", `parameter "on" in query`, func(s *sent) { s.url = people + "?on=yesterday" }},
		{"a limit that was passed", `parameter "limit" in query`, func(s *sent) { s.url = people + "?limit=5000" }},
		{"a kind that is none", `parameter "kind" in query`, func(s *sent) {
			s.url, s.body = "/api/v1/changes?kind=left_caucus,defected", example(t, "/api/v1/changes", "application/json")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sent{"GET", ok, 200, map[string]string{"Content-Type": "application/json", "Etag": `"1-2"`, "Cache-Control": "no-cache"}, example(t, people, "application/json")}
			c.spoil(&s)
			err := s.check(t)
			if c.says == "" && err != nil {
				t.Error(err)
			}
			if c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
				t.Errorf("%v does not say %q", err, c.says)
			}
		})
	}
}

// TestColumnsAreHeld: the first line of a CSV file is part of the contract.
func TestColumnsAreHeld(t *testing.T) {
	const path = "/api/v1/people.csv"
	body, _ := loaded(t).Paths.Value(path).Get.Responses.Status(200).Value.Content["text/csv"].Example.(string)
	header := map[string]string{"Content-Type": "text/csv; charset=utf-8", "Etag": `"1-2"`, "Cache-Control": "no-cache",
		"Link": `</api/v1/people.csv?on=2023-03-22&revision=1>; rel="canonical"`, "Content-Disposition": `attachment; filename="caucus-people.csv"`}
	if err := (sent{"GET", path, 200, header, body}).check(t); err != nil {
		t.Error(err)
	}
	if err := (sent{"GET", path, 200, header, strings.Replace(body, "person_id,", "", 1)}).check(t); err == nil || !strings.Contains(err.Error(), "the columns are") {
		t.Errorf("a column less: %v", err)
	}
	delete(header, "Link")
	if err := (sent{"GET", path, 200, header, body}).check(t); err == nil || !strings.Contains(err.Error(), "header Link is missing") {
		t.Errorf("no permalink: %v", err)
	}
}

// TestBodiesThatWereTakenAreHeld: what the contract does not allow to be posted
// must not be answered.
func TestBodiesThatWereTakenAreHeld(t *testing.T) {
	o := loaded(t).Paths.Value("/api/v1/resolve").Post
	answer, err := json.Marshal(o.Responses.Status(200).Value.Content["application/json"].Example)
	if err != nil {
		t.Fatal(err)
	}
	for body, says := range map[string]string{
		`{"items":[{"person":"ourcommons:105091"}]}`:                                               "",
		`{"items":[{"name":"Han Dong","riding":"Don Valley North","axis":"party"}]}`:               "",
		`{"items":[{"person":"ourcommons:105091","name":"Han Dong","riding":"Don Valley North"}]}`: "a body was taken",
		`{"items":[{"name":"Han Dong"}]}`:                                                          "a body was taken",
		`{"items":[]}`:                                                                             "a body was taken",
		`{"items":[{"person":"ourcommons:105091","on":"22 March"}]}`:                               "a body was taken",
		`{"items":`: "a body that is no JSON was taken",
	} {
		r, err := http.NewRequest(http.MethodPost, "/api/v1/resolve", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Vary", "Accept")
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(answer)
		err = loaded(t).Answer(r, w.Result(), w.Body.Bytes())
		if says == "" && err != nil || says != "" && (err == nil || !strings.Contains(err.Error(), says)) {
			t.Errorf("%s: %v, want %q", body, err, says)
		}
	}
}

func TestBrokenContractsAreRefused(t *testing.T) {
	text, err := handlers.OpenAPI("")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ from, to string }{
		"no JSON":                            {`{`, ``},
		"a reference to nothing":             {`#/components/schemas/People"`, `#/components/schemas/Persons"`},
		"a type that there is none of":       {`"type": "object"`, `"type": "thing"`},
		"an operation without its responses": {`"responses": {"200"`, `"answers": {"200"`},
	} {
		spoilt := strings.Replace(string(text), c.from, c.to, 1)
		if spoilt == string(text) {
			t.Fatalf("%s: %s is not in the contract", name, c.from)
		}
		if _, err := contracttest.Read([]byte(spoilt)); err == nil {
			t.Errorf("%s: the contract was taken", name)
		}
	}
}

// TestEveryExample is what its schema says, at every media type, parameter and
// header of the contract.
func TestEveryExample(t *testing.T) {
	d := loaded(t)
	n := 0
	d.Examples(func(at string, err error) {
		if n++; err != nil {
			t.Errorf("%s: %v", at, err)
		}
	})
	if n < 50 {
		t.Errorf("only %d examples", n)
	}
}
