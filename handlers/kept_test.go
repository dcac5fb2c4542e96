package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"pgregory.net/rapid"

	. "caucus/models/modeltest"
)

// body is the answer of a handler.
func body(h http.Handler, question string) string {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, question, nil))
	return w.Body.String()
}

// TestWhatWasAskedBeforeChangesNoAnswer: rows and changes that were written for
// other answers are those that a program says which has never been asked
// anything, whatever the day: around renamings, windows, ends of seats.
func TestWhatWasAskedBeforeChangesNoAnswer(t *testing.T) {
	o := doubtful(t)
	asked := handler(t, o)
	first, last := Day("2025-04-20"), Day("2026-11-22")
	turns := []string{"2025-04-28", "2025-09-01", "2026-02-19", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01", "2026-06-10", "2026-08-02"}
	rapid.Check(t, func(rt *rapid.T) {
		day := Day(rapid.SampledFrom(turns).Draw(rt, "turn")).Add(rapid.IntRange(-1, 1).Draw(rt, "days from it"))
		if rapid.Bool().Draw(rt, "any day") {
			day = first.Add(rapid.IntRange(0, int(last-first)).Draw(rt, "day"))
		}
		question := rapid.SampledFrom([]string{
			"/api/v1/people?on=", "/api/v1/people?sitting=true&limit=3&on=", "/api/v1/people?q=quick&on=", "/api/v1/people/parlinfo:1?on=",
			"/api/v1/people/parlinfo:5?on=", "/api/v1/changes?on=", "/api/v1/changes?kind=seated,unseated,joined_caucus,crossed_floor&on=",
			"/api/v1/changes?caucus=org_ndp&on=",
		}).Draw(rt, "question") + day.String()
		never := handler(t, o)
		if got, want := body(asked, question), body(never, question); got != want {
			rt.Fatalf("%s\nafter other questions:\n%s\nwithout:\n%s", question, got, want)
		}
	})
}
