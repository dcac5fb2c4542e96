package jobs

import (
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// TestACaptureOfAnEarlierParliament: what the register holds of a parliament
// that is over is not for a refresh to change.
func TestACaptureOfAnEarlierParliament(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	if got := check1(h, nil, 0, d); len(got) != 0 {
		t.Errorf("of the newest parliament: %v", got)
	}
	h.Facts.Parliaments = append(h.Facts.Parliaments, models.Parliament{House: modeltest.Commons, Number: 45, Election: modeltest.Day("2025-04-28"), Cited: h.Cited()})
	if got := check1(h, nil, 0, d)["older"]; !strings.Contains(got, "before parliament 45 was elected on 2025-04-28") {
		t.Errorf("of the one before: %q", got)
	}
}

// TestAClockThatWasAhead: a run that was accepted while the clock was a year
// ahead does not make a year of documents old.
func TestAClockThatWasAhead(t *testing.T) {
	h := newHouse(t)
	year := temporal.InstantOf(h.now.AddDate(1, 0, 0))
	h.runs = []models.Run{{Source: "ourcommons", Outcome: models.Changed, Began: year}, {Source: "ourcommons", Outcome: models.Unchanged, Began: 40}}
	newest := year
	h.steps.check = func(_ *Held, _ Matching, _ []models.Document, _ []models.Claim, n temporal.Instant) []models.Refusal {
		newest = n
		return nil
	}
	if h.must(); newest != 40 {
		t.Errorf("the newest was served at %v", newest)
	}
}
