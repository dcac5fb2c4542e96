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

// questions of which parts are kept, without the day.
var questionsOfPieces = []string{
	"/api/v1/people?on=", "/api/v1/people?sitting=true&limit=3&on=", "/api/v1/people?q=quick&on=", "/api/v1/people/parlinfo:1?on=",
	"/api/v1/people/parlinfo:5?on=", "/api/v1/changes?on=", "/api/v1/changes?kind=seated,unseated,joined_caucus,crossed_floor&on=",
	"/api/v1/changes?caucus=org_ndp&on=",
}

// turns are days on which something begins, ends or is in doubt.
var turns = []string{"2025-04-28", "2025-09-01", "2026-02-19", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01", "2026-06-10", "2026-08-02"}

// TestWhatWasAskedBeforeChangesNoAnswer: what was written for other answers is
// what a program says which has never been asked anything, around renamings,
// windows and ends of seats, whether days are asked about forwards or backwards.
func TestWhatWasAskedBeforeChangesNoAnswer(t *testing.T) {
	o := doubtful(t)
	forwards, backwards := handler(t, o), handler(t, o)
	for _, question := range questionsOfPieces {
		var asked, fresh []string
		for _, turn := range turns {
			for _, day := range []int{-2, -1, 0, 1} {
				asked = append(asked, question+Day(turn).Add(day).String())
			}
		}
		for _, q := range asked {
			fresh = append(fresh, body(handler(t, o), q))
			if got := body(forwards, q); got != fresh[len(fresh)-1] {
				t.Errorf("%s\nafter other questions:\n%s\nwithout:\n%s", q, got, fresh[len(fresh)-1])
			}
		}
		for i := len(asked) - 1; i >= 0; i-- {
			if got := body(backwards, asked[i]); got != fresh[i] {
				t.Errorf("%s\nafter questions about later days:\n%s\nwithout:\n%s", asked[i], got, fresh[i])
			}
		}
	}
}

// TestNoOrderOfQuestionsChangesAnAnswer: nor does any other order of days and
// questions.
func TestNoOrderOfQuestionsChangesAnAnswer(t *testing.T) {
	o := doubtful(t)
	asked := handler(t, o)
	first, last := Day("2025-04-20"), Day("2026-11-22")
	rapid.Check(t, func(rt *rapid.T) {
		day := first.Add(rapid.IntRange(0, int(last-first)).Draw(rt, "day"))
		question := rapid.SampledFrom(questionsOfPieces).Draw(rt, "question") + day.String()
		if got, want := body(asked, question), body(handler(t, o), question); got != want {
			rt.Fatalf("%s\nafter other questions:\n%s\nwithout:\n%s", question, got, want)
		}
	})
}
