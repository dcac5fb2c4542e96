package store_test

import (
	"errors"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// A process that ends between the last word of a run and giving its lease back
// has done the job; one whose run failed has not.
func TestARunThatIsWrittenIsDone(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			s := openAt(t, e.address(t), time.Now)
			slot := temporal.InstantOf(time.Now()) - 1_000_000
			for _, c := range []struct {
				outcome models.Outcome
				want    error // of another process that asks for the slot
			}{{models.Failed, models.ErrHeld}, {models.Unavailable, models.ErrDone}} {
				l := lease(t, s, "anna-"+string(c.outcome), slot)
				run := models.Run{Source: "ourcommons", Trigger: models.BySchedule, Slot: slot, Began: slot, Ended: slot, Outcome: c.outcome, Reason: "A reason."}
				if _, _, err := s.Finish(t.Context(), &l, models.Result{Run: run}); err != nil {
					t.Fatal(err)
				}
				if _, err := s.Lease(t.Context(), "ourcommons", "bruno", slot, long); !errors.Is(err, c.want) {
					t.Errorf("after a run that was %s: %v, want %v", c.outcome, err, c.want)
				}
				if err := s.Release(t.Context(), l, false); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
