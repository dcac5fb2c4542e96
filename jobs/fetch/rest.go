package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// How often and how long a publisher is asked again for one document.
const (
	mostTries     = 3
	longestPauses = time.Minute // all of them together
	firstPause    = 2 * time.Second
	longestRest   = 24 * time.Hour // a Retry-After of a year is a mistake
)

// backoff is how long to wait after some tries: longer each time, and never the
// same, so that many who were turned away together do not come back together.
// Chance is from 0 to less than 1.
func backoff(tries int, chance float64) time.Duration {
	d := firstPause << (min(max(tries, 1), 5) - 1)
	return d/2 + time.Duration(float64(d)*chance)
}

// retryAfter reads a Retry-After, in seconds or as a date of HTTP. It is never
// negative nor longer than a day. There is none where it cannot be read.
func retryAfter(header string, now time.Time) (time.Duration, bool) {
	header = strings.TrimSpace(header)
	if header != "" && strings.Trim(header, "0123456789") == "" {
		seconds, err := strconv.ParseInt(header, 10, 32)
		if err != nil || seconds > int64(longestRest/time.Second) {
			return longestRest, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	t, err := http.ParseTime(header)
	if err != nil {
		return 0, false
	}
	return min(max(t.Sub(now), 0), longestRest), true
}

// RestUntil is until when a source is to be left alone, by its runs, the newest
// first; zero if it may be asked. After one run in which it was unavailable that
// is base after the end of the run, after each more of them twice as long, but
// never longer than longest. What a publisher asked for itself holds too, unless
// it answered since. Runs that ask no publisher, and those that failed through
// a fault of ours, say nothing of it.
func RestUntil(runs []models.Run, base, longest time.Duration) temporal.Instant {
	var until, newest temporal.Instant
	rest := time.Duration(0)
	for i := range runs {
		r := &runs[i]
		if !asked(r) {
			continue
		}
		until = max(until, r.RestUntil)
		if r.Outcome != models.Unavailable {
			break
		}
		if newest == 0 {
			newest, rest = r.Ended, min(base, longest)
			continue
		}
		rest = min(2*rest, longest)
	}
	if newest == 0 {
		return until
	}
	return max(until, newest+temporal.Instant(rest.Microseconds()))
}

// asked reports whether a run tells how a publisher is.
func asked(r *models.Run) bool {
	return (r.Trigger == models.BySchedule || r.Trigger == models.ByCommand) && r.Outcome != models.Failed
}
