package jobs

import (
	"context"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

// lateMore is how much later than two missed runs a source counts as late: runs
// take time, and a publisher may have a bad hour.
const lateMore = time.Hour

// restFrom and restMost bound how long a source that cannot be reached is left
// alone: at first less than the shortest interval, at most half a day, so that
// one that is back by morning is asked by noon. restRuns is how many runs tell
// it: more doublings than lead from the one to the other.
const (
	restFrom = 10 * time.Minute
	restMost = 12 * time.Hour
	restRuns = 10
)

// LateSince is from when on a source counts as late that was last read to the
// end at some instant: when two runs in a row brought nothing, and an hour is
// over besides. It is zero for a source without a schedule.
func LateSince(success temporal.Instant, interval time.Duration) temporal.Instant {
	if interval == 0 {
		return 0
	}
	return temporal.InstantOf(success.Time().Add(2*interval + lateMore))
}

// Watched is a source that a watchdog looks after.
type Watched struct {
	Source   models.SourceID
	Schedule Schedule
	Enabled  bool // this process asks it
}

// seen is what the runs of a source told a watchdog when it last asked.
type seen struct {
	success temporal.Instant // when it was last read to the end; zero if it never was
	since   temporal.Instant // when it was first tried; if never, when the watchdog began
	rest    temporal.Instant // until when it is left alone
}

// look asks for the runs of a source.
func (w *Watchdog) look(ctx context.Context, source models.SourceID, known seen) (seen, error) {
	runs, _, err := w.Runs(ctx, models.RunsQuery{Source: source, Limit: restRuns})
	if err != nil {
		return known, err
	}
	read, err := models.LastRead(ctx, source, w.Runs)
	if err != nil {
		return known, err
	}
	known.rest = fetch.RestUntil(runs, restFrom, restMost)
	for i := range runs {
		known.since = min(known.since, runs[i].Began)
	}
	if read != nil {
		known.success = read.Ended
	}
	return known, nil
}

// health is how up to date a source is now.
func (w *Watched) health(s seen, now temporal.Instant) models.JobHealth {
	h := models.JobHealth{
		Source: w.Source, Enabled: w.Enabled, Schedule: w.Schedule.String(), Interval: w.Schedule.Interval(), LastSuccess: s.success,
	}
	if w.Enabled {
		h.NextRun = w.Schedule.Next(now)
	}
	if s.rest > now {
		h.RestUntil = s.rest
	}
	from := s.success
	if from == 0 {
		from = s.since
	}
	if since := LateSince(from, h.Interval); since != 0 && now >= since {
		h.Late, h.LateSince = true, since
	}
	return h
}
