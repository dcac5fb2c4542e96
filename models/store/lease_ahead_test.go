package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// A process whose clock is a year ahead must not have done the job for a year.
func TestASlotThatHasNotComeIsNotDone(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			s := openAt(t, e.address(t), time.Now)
			now := time.Now()
			_, err := s.Lease(t.Context(), "ourcommons", "anna", temporal.InstantOf(now.AddDate(1, 0, 0)), long)
			var invalid *models.InvalidError
			if !errors.As(err, &invalid) || !strings.Contains(err.Error(), "clock") {
				t.Errorf("the slot of next year: %v", err)
			}
			l := lease(t, s, "bruno", temporal.InstantOf(now.Add(time.Minute))) // clocks are never quite the same
			if err := s.Release(t.Context(), l, true); err != nil {
				t.Error(err)
			}
			if next := lease(t, s, "bruno", temporal.InstantOf(now.Add(2*time.Minute))); next.Fence != 2 {
				t.Errorf("%+v", next)
			}
		})
	}
}
