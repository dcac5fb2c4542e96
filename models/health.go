package models

import (
	"context"
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
	LastSuccess temporal.Instant // when the run that [LastRead] finds ended, as of the last look at the runs; zero if there is none
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

// LastRead is the newest run that read a source to its end, whichever process
// made it; nil if none did. That source was last read when the run ended, not
// when it began: what a publisher said while it was still being asked is in it.
// Runs are asked for in the way of the store.
func LastRead(ctx context.Context, source SourceID, runs func(context.Context, RunsQuery) ([]Run, bool, error)) (last *Run, err error) {
	for _, o := range Outcomes {
		if !(&Run{Outcome: o}).Succeeded() {
			continue
		}
		list, _, err := runs(ctx, RunsQuery{Source: source, Outcome: o, Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(list) > 0 && (last == nil || last.ID < list[0].ID) {
			last = &list[0]
		}
	}
	return last, nil
}
