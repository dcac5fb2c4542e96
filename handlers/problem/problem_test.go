package problem_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/handlers/problem"
	"caucus/models"
)

// TestTable has a row for each kind of error, wrapped as callers wrap them.
func TestTable(t *testing.T) {
	invalid := &models.InvalidError{}
	invalid.Add("on", "yesterday", "a day")
	for _, c := range []struct {
		name   string
		err    error
		status int
		title  string
		retry  string
		errors []problem.Fault
	}{
		{"nothing there", models.ErrNotFound, 404, "Not Found", "", []problem.Fault{}},
		{"nobody of that id", fmt.Errorf("%w: %w", models.ErrNotFound, invalid), 404, "Not Found", "", []problem.Fault{{Field: "on", Value: "yesterday", Want: "a day"}}},
		{"no route", problem.ErrNoRoute, 404, "Not Found", "", []problem.Fault{}},
		{"no such method", problem.ErrMethod, 405, "Method Not Allowed", "", []problem.Fault{}},
		{"a bad question", invalid, 400, "Bad Request", "", []problem.Fault{{Field: "on", Value: "yesterday", Want: "a day"}}},
		{"changed meanwhile", models.ErrConflict, 409, "Conflict", "", []problem.Fault{}},
		{"not now", models.ErrUnavailable, 503, "Service Unavailable", "5", []problem.Fault{}},
		{"given up", context.Canceled, 503, "Service Unavailable", "5", []problem.Fault{}},
		{"too slow", context.DeadlineExceeded, 503, "Service Unavailable", "5", []problem.Fault{}},
		{"ours", errors.New("s3cret"), 500, "Internal Server Error", "", []problem.Fault{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			r := httptest.NewRequest("GET", "/a%20b?on=yesterday", nil)
			status := problem.Write(w, r, fmt.Errorf("s3cret: %w", c.err))
			var got problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if status != c.status || w.Code != c.status || got.Status != c.status || got.Title != c.title || got.Type != "about:blank" {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if got.Instance != "/a%20b?on=yesterday" || got.Detail == "" || strings.Contains(w.Body.String(), "s3cret") {
				t.Errorf("%s", w.Body)
			}
			if w.Header().Get("Retry-After") != c.retry || w.Header().Get("Content-Type") != problem.ContentType {
				t.Errorf("%v", w.Header())
			}
			if diff := cmp.Diff(c.errors, got.Errors); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadHasNoBody(t *testing.T) {
	w := httptest.NewRecorder()
	problem.Write(w, httptest.NewRequest("HEAD", "/", nil), models.ErrNotFound)
	if w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" || w.Code != 404 {
		t.Errorf("%d %v %q", w.Code, w.Header(), w.Body)
	}
}

// TestWhatIsNoText: whatever was sent, the document is JSON.
func TestWhatIsNoText(t *testing.T) {
	e := &models.InvalidError{}
	e.Add("\xff", "\x00<\xc3", "text")
	r := httptest.NewRequest("GET", "/", nil)
	r.URL.RawQuery = "\xff\"<"
	w := httptest.NewRecorder()
	problem.Write(w, r, e)
	if !json.Valid(w.Body.Bytes()) || !strings.Contains(w.Body.String(), `"field":"\ufffd"`) {
		t.Errorf("%s", w.Body)
	}
}

// TestWhatIsLong is cut between two characters, and marked; what just fits is
// whole.
func TestWhatIsLong(t *testing.T) {
	x := strings.Repeat("x", 600)
	for _, c := range []struct{ name, query, instance, value, cut string }{
		{"just fits", x[:497], "/a?" + x[:497], x[:200], x[:200]},
		{"a byte too many", x[:498], "/a?" + x[:497] + "…", x[:201], x[:200] + "…"},
		{"in two bytes each", strings.Repeat("é", 300), "/a?" + strings.Repeat("é", 248) + "…", "x" + strings.Repeat("é", 100), "x" + strings.Repeat("é", 99) + "…"},
		{"in four bytes each", strings.Repeat("😀", 300), "/a?" + strings.Repeat("😀", 124) + "…", "xxx" + strings.Repeat("😀", 50), "xxx" + strings.Repeat("😀", 49) + "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &models.InvalidError{}
			e.Add(c.value, c.value, x)
			r := httptest.NewRequest("GET", "/a", nil)
			r.URL.RawQuery = c.query
			w := httptest.NewRecorder()
			problem.Write(w, r, e)
			var got problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if got.Instance != c.instance {
				t.Errorf("instance %s\nwant %s", got.Instance, c.instance)
			}
			if diff := cmp.Diff([]problem.Fault{{Field: c.cut, Value: c.cut, Want: x}}, got.Errors); diff != "" {
				t.Error(diff)
			}
			if e.Faults[0].Value != c.value {
				t.Error("the error itself was cut")
			}
		})
	}
}

// TestWhatIsLongAndNoText: where no character begins, the cut is near enough.
func TestWhatIsLongAndNoText(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.URL.RawQuery = strings.Repeat("\x80", 60_000)
	w := httptest.NewRecorder()
	problem.Write(w, r, problem.ErrNoRoute)
	var got problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(got.Instance, "\ufffd"); n < 490 || n > 500 {
		t.Errorf("%d replacement characters", n)
	}
}
