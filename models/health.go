package models

import (
	"time"

	"caucus/models/temporal"
)

// Health is what a process knows of the jobs that keep the register up to
// date. It is about this process and this moment, so it is computed when it is
// asked for and is never stored.
type Health struct {
	Running  bool             // this process runs jobs by their schedule; false where jobs are off
	Stopped  bool             // it should, and its scheduler has not beaten for several beats
	LastBeat temporal.Instant // of the scheduler; zero before the first, and where jobs are off
	Jobs     []JobHealth      // one for each source that is known, in the order of the table of sources
}

// JobHealth is how up to date one source is kept.
type JobHealth struct {
	Source      SourceID
	Enabled     bool             // this process asks it by schedule
	Schedule    string           // as written: "20 7,10,13,16,19,22 * * *"; empty where it has none
	Interval    time.Duration    // the longest time between two scheduled runs; 0 where it has no schedule
	NextRun     temporal.Instant // when it is due next; zero where this process does not ask it
	RestUntil   temporal.Instant // until when it is left alone, because it could not be reached; zero if it is not
	LastSuccess temporal.Instant // when it was last read to the end, by any process; zero if never
	Late        bool             // that was too long ago
	LateSince   temporal.Instant // from when on it counts as late; zero if it is not late
}

// IsLate reports whether any source that this process asks is late.
func (h *Health) IsLate() bool {
	for i := range h.Jobs {
		if h.Jobs[i].Enabled && h.Jobs[i].Late {
			return true
		}
	}
	return false
}
