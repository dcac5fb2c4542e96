package handlers

import (
	"testing"

	"caucus/models/temporal"
)

// TestTheDayBeginsAtMidnightInOttawa: asked again and again around midnight, in
// winter, in summer and on the days on which clocks are changed.
func TestTheDayBeginsAtMidnightInOttawa(t *testing.T) {
	for _, midnight := range []string{"2026-01-15T05:00:00Z", "2026-07-15T04:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z",
		"2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"} {
		begins, err := temporal.ParseInstant(midnight)
		if err != nil {
			t.Fatal(err)
		}
		today, err := temporal.ParseDay(midnight[:10])
		if err != nil {
			t.Fatal(err)
		}
		c := clock{zone: "America/Toronto"}
		for _, after := range []temporal.Instant{-900_000_001, -900_000_000, -1, -2, 0, 1, 899_999_999, 900_000_000, 3_600_000_000, -1, 0} {
			want := today
			if after < 0 {
				want--
			}
			if got, err := c.day(begins + after); err != nil || got != want {
				t.Errorf("%d microseconds after midnight on %s it is %s, %v", after, today, got, err)
			}
		}
	}
	if _, err := (&clock{zone: "Ottawa"}).day(1); err == nil {
		t.Error("there is no zone of that name")
	}
}
