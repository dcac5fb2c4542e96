package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

const (
	watchEvery = time.Minute
	watchAsks  = 20 * time.Second // at most, for the runs of all sources
	// settles is how long after the start a late source is not yet told of: the
	// runs that were missed meanwhile are being made up for.
	settles = 10 * time.Minute
	// beatsMissed is how many beats of the scheduler may be missing before it
	// counts as stopped: a busy machine may swallow one.
	beatsMissed = 3
)

// Watchdog notices what no job can tell of itself: that the scheduler has
// stopped, and that a source has not been read for too long. It says so in the
// log when that begins and when it ends, and at any time to whoever asks.
type Watchdog struct {
	Sources []Watched
	// Runs is that of the store: a source may be read by another process.
	Runs  func(ctx context.Context, q models.RunsQuery) ([]models.Run, bool, error)
	Beat  func() temporal.Instant // of the scheduler; nil where jobs are off
	Clock func() time.Time
	Log   *slog.Logger

	mu    sync.Mutex
	began temporal.Instant // to watch
	seen  map[models.SourceID]seen
	told  map[string]bool // that it has begun
}

// Watch watches until the context ends.
func (w *Watchdog) Watch(ctx context.Context) {
	for {
		w.round(ctx)
		if pause(ctx, watchEvery) != nil {
			return
		}
	}
}

// round looks once, and tells what has begun or ended since.
func (w *Watchdog) round(ctx context.Context) {
	w.begin()
	asking, stop := context.WithTimeout(ctx, watchAsks)
	defer stop()
	err := w.ask(asking)
	if ctx.Err() != nil {
		return
	}
	w.turn("blind", err != nil, "runs cannot be seen", "error", err)
	h := w.Health()
	w.turn("stopped", h.Stopped, "scheduler has stopped", "last_beat", h.LastBeat)
	if temporal.InstantOf(w.Clock()) < temporal.InstantOf(w.begin().Time().Add(settles)) {
		return
	}
	for _, j := range h.Jobs {
		w.turn("late "+string(j.Source), j.Enabled && j.Late, "source is late", "source", j.Source,
			"last_success", j.LastSuccess, "late_since", j.LateSince, "rest_until", j.RestUntil)
	}
}

// turn logs that something has begun or is over, once each.
func (w *Watchdog) turn(what string, is bool, msg string, more ...any) {
	w.mu.Lock()
	was := w.told[what]
	w.told[what] = is
	w.mu.Unlock()
	switch {
	case is && !was:
		w.Log.Error(msg, more...)
	case was && !is:
		w.Log.Info("over: "+msg, more...)
	}
}

// ask takes in the runs of all sources.
func (w *Watchdog) ask(ctx context.Context) error {
	for i := range w.Sources {
		source := w.Sources[i].Source
		now, err := w.look(ctx, source, w.known(source))
		if err != nil {
			return err
		}
		w.mu.Lock()
		w.seen[source] = now
		w.mu.Unlock()
	}
	return nil
}

// known is what was found out of a source so far.
func (w *Watchdog) known(source models.SourceID) seen {
	began := w.begin()
	w.mu.Lock()
	defer w.mu.Unlock()
	if s, ok := w.seen[source]; ok {
		return s
	}
	return seen{since: began}
}

// begin is when the watchdog was first asked for anything.
func (w *Watchdog) begin() temporal.Instant {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.began == 0 {
		w.began, w.seen, w.told = temporal.InstantOf(w.Clock()), map[models.SourceID]seen{}, map[string]bool{}
	}
	return w.began
}

// Health is how the jobs are at this moment. It asks nobody.
func (w *Watchdog) Health() models.Health {
	now := temporal.InstantOf(w.Clock())
	h := models.Health{Running: w.Beat != nil}
	if w.Beat != nil {
		h.LastBeat = w.Beat()
	}
	for i := range w.Sources {
		h.Jobs = append(h.Jobs, w.Sources[i].health(w.known(w.Sources[i].Source), now))
	}
	from := max(h.LastBeat, w.begin())
	h.Stopped = h.Running && now > temporal.InstantOf(from.Time().Add(beatsMissed*beatEvery))
	return h
}
