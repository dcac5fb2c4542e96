package models_test

import (
	"context"
	"errors"
	"testing"

	"caucus/models"
)

// TestWhichRunReadASource: the newest that came to its end, whether or not it
// found anything new, and never that of another source.
func TestWhichRunReadASource(t *testing.T) {
	run := func(id int, source models.SourceID, o models.Outcome) models.Run {
		return models.Run{ID: id, Source: source, Outcome: o}
	}
	for _, c := range []struct {
		name string
		runs []models.Run // the newest first
		want int          // the number of a run; 0 for none
	}{
		{"nobody asked it", nil, 0},
		{"it never came to an end", []models.Run{run(3, "parlinfo", models.Failed), run(2, "parlinfo", models.Refused), run(1, "parlinfo", models.Unavailable)}, 0},
		{"others were read", []models.Run{run(2, "ourcommons", models.Changed), run(1, "dataset", models.Unchanged)}, 0},
		{"the newest changed something", []models.Run{run(2, "parlinfo", models.Changed), run(1, "parlinfo", models.Unchanged)}, 2},
		{"the newest changed nothing", []models.Run{run(3, "ourcommons", models.Changed), run(2, "parlinfo", models.Unchanged), run(1, "parlinfo", models.Changed)}, 2},
		{"it was refused since", []models.Run{run(2, "parlinfo", models.Refused), run(1, "parlinfo", models.Changed)}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			runs := func(_ context.Context, q models.RunsQuery) ([]models.Run, bool, error) {
				for _, r := range c.runs {
					if r.Source == q.Source && r.Outcome == q.Outcome {
						return []models.Run{r}, true, nil
					}
				}
				return nil, false, nil
			}
			got, err := models.LastRead(t.Context(), "parlinfo", runs)
			if err != nil || (got == nil) != (c.want == 0) || got != nil && got.ID != c.want {
				t.Errorf("got %+v, %v; want run %d", got, err, c.want)
			}
		})
	}
	away := errors.New("away")
	runs := func(context.Context, models.RunsQuery) ([]models.Run, bool, error) { return nil, false, away }
	if got, err := models.LastRead(t.Context(), "parlinfo", runs); got != nil || !errors.Is(err, away) {
		t.Errorf("of a database that is away: %+v, %v", got, err)
	}
}
