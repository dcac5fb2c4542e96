package handlers

import (
	"sync/atomic"

	"caucus/models/temporal"
)

// clock tells the day of an instant in the time zone of a House. Everywhere a day
// begins with a quarter of an hour, so it is worked out once in each.
type clock struct {
	zone string
	last atomic.Pointer[quarter]
}

// quarter is a quarter of an hour, counted from 1970, and its day.
type quarter struct {
	number int64
	day    temporal.Day
}

const quarterLength = 15 * 60 * 1_000_000 // microseconds, which instants are

func (c *clock) day(now temporal.Instant) (temporal.Day, error) {
	number := int64(now) / quarterLength
	if q := c.last.Load(); q != nil && q.number == number && now > 0 {
		return q.day, nil
	}
	day, err := now.DayIn(c.zone)
	if err == nil {
		c.last.Store(&quarter{number, day})
	}
	return day, err
}
