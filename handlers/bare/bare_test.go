package bare_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/handlers/bare"
)

// the standings of one day, and a person.
var ready = []bare.Answer{
	{Question: "/api/v1/standings?on=2023-03-22", ETag: `"1-a"`, Body: []byte(`{"seats":338}`)},
	{Question: "/api/v1/people/ourcommons:105091?on=2023-03-22", ETag: `"1-b"`, Body: []byte(`{"id":"per_4ebwazqgk1rc"}`)},
}

func written(t *testing.T, list ...bare.Answer) *bytes.Buffer {
	t.Helper()
	var file bytes.Buffer
	write := bare.Write(&file)
	for _, a := range list {
		if err := write(a); err != nil {
			t.Fatal(err)
		}
	}
	return &file
}

func TestWhatWasReadyIsTheAnswer(t *testing.T) {
	answers, err := bare.Read(written(t, ready...))
	if err != nil {
		t.Fatal(err)
	}
	h := bare.New(answers)
	type reply struct {
		status     int
		body, kind string
	}
	for name, c := range map[string]struct {
		question, tag string
		want          reply
	}{
		"standings":                 {ready[0].Question, "", reply{200, `{"seats":338}`, "application/json"}},
		"a person":                  {ready[1].Question, "", reply{200, `{"id":"per_4ebwazqgk1rc"}`, "application/json"}},
		"unchanged":                 {ready[0].Question, `"1-a"`, reply{304, "", ""}},
		"the tag of something else": {ready[0].Question, `"1-b"`, reply{200, `{"seats":338}`, "application/json"}},
		"a day not asked before":    {"/api/v1/standings?on=2023-03-23", "", reply{404, "", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, c.question, nil)
			if c.tag != "" {
				r.Header.Set("If-None-Match", c.tag)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			got := reply{w.Code, w.Body.String(), w.Header().Get("Content-Type")}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(reply{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFileThatWasCutIsNoted(t *testing.T) {
	whole := written(t, ready...).Bytes()
	if _, err := bare.Read(bytes.NewReader(whole[:len(whole)-3])); err == nil {
		t.Error("a file without its end was read")
	}
}
