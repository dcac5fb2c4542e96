package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

// Keeper is what a run needs of the store.
type Keeper interface {
	Head(ctx context.Context) (models.Revision, error)
	Facts(ctx context.Context, revision int) (*models.Facts, error)
	// Keep keeps a document before anybody reads it.
	Keep(ctx context.Context, s models.Served) (models.Served, error)
	// ServedAt is the newest document of an address whose body is kept.
	ServedAt(ctx context.Context, source models.SourceID, url string) (models.Served, bool, error)
	Served(ctx context.Context, id models.SnapshotID) (models.Served, error)
	Claims(ctx context.Context, q models.ClaimsQuery) ([]models.Claim, bool, error)
	Proposals(ctx context.Context, q models.ProposalsQuery) ([]models.Proposal, bool, error)
	Runs(ctx context.Context, q models.RunsQuery) ([]models.Run, bool, error)
	// Finish writes all that a run leaves, or nothing of it. The error wraps
	// [models.ErrLost] if the lease is over, and [models.ErrConflict] if the result
	// was made from a revision that is no longer the newest.
	Finish(ctx context.Context, lease *models.Lease, r models.Result) (models.Run, models.Revision, error)
}

// Ask puts a request to the publisher of a source. Last is the newest document
// of that address which is kept, so that the publisher need not send it again;
// nil if it is to be sent in any case. The errors are those of
// [fetch.Client.Get], whose page comes also with a document that is no text.
type Ask func(ctx context.Context, r fetch.Request, last *models.Served) (fetch.Page, error)

// Feed is a source, and the way to ask it.
type Feed struct {
	Source
	Address string // the publisher's own base address, below which the addresses of its documents are kept
	Ask     Ask    // nil for a source that asks nobody
}

// Refresher brings the register up to date from one source at a time. The
// schedule, the command, a dry run and a replay all go through [Refresher.Run].
type Refresher struct {
	Keeper Keeper
	House  models.HouseID
	Clock  func() time.Time
	NewID  func() models.PersonID // of a newcomer
	Log    *slog.Logger

	steps *steps // those of this package; tests set others
}

// steps are the pure ones of a run.
type steps struct {
	match     func(h *Held, docs []models.Document, claims []models.Claim, newID func() models.PersonID) Matching
	check     func(h *Held, m Matching, docs []models.Document, claims []models.Claim, newest temporal.Instant) []models.Refusal
	reconcile func(in Input) (models.Result, []fetch.Wanted)
}

// Order says what one run is to do.
type Order struct {
	Feed    Feed
	Trigger models.Trigger
	Slot    temporal.Instant // for which it is due; zero unless by schedule
	Lease   *models.Lease    // under which it runs; nil for a replay and a dry run
	// At is the instant at which the run is taken to begin, and documents to be
	// served; zero means now. A replay sets it.
	At temporal.Instant
	// Pages are read instead of asking the publisher.
	Pages []fetch.Page
	// LetThrough is the snapshot of a refused document for which an editor
	// vouches. It is read instead of asking, and is not checked for plausibility.
	LetThrough models.SnapshotID
	// DryRun goes through all steps and writes nothing at all.
	DryRun   bool
	Progress func(doing string, done, total int) // is told what is being done; may be nil
}

// Report is what came of an order.
type Report struct {
	Run    models.Run    // as it was left; with number 0 by a dry run, and where the source is at rest
	Result models.Result // what was recorded, or would have been
	// RestUntil is until when the source is left alone by the schedule, since it
	// could not be reached; zero if it was asked.
	RestUntil temporal.Instant
}

// Run carries out an order. Whatever comes of it, the outcome is in the row that
// it leaves. An error means that no row was left (the database could not be
// written, or the order names no document that is kept), or that the context
// ended before the run did: then the job is not done.
func (r *Refresher) Run(ctx context.Context, o Order) (Report, error) {
	if o.Trigger == models.BySchedule {
		until, err := r.rests(ctx, o.Feed.About().ID)
		if err != nil || until != 0 {
			return Report{RestUntil: until}, err
		}
	}
	w := r.work(o)
	if err := w.vouched(ctx); err != nil {
		return Report{}, err
	}
	if err := w.safely(ctx); err != nil {
		if err := w.leave(ctx, err); err != nil {
			return Report{}, err
		}
	}
	w.log(ctx)
	if w.row.Outcome == models.Failed && ctx.Err() != nil {
		return Report{Run: w.row, Result: w.result}, fmt.Errorf("refresh from %s: %w", w.source.ID, context.Cause(ctx))
	}
	return Report{Run: w.row, Result: w.result}, nil
}

// rests tells until when a source is left alone; zero if it may be asked.
func (r *Refresher) rests(ctx context.Context, source models.SourceID) (temporal.Instant, error) {
	runs, _, err := r.Keeper.Runs(ctx, models.RunsQuery{Source: source, Limit: restRuns})
	if err != nil {
		return 0, err
	}
	until := fetch.RestUntil(runs, restFrom, restMost)
	if until <= temporal.InstantOf(r.Clock()) {
		return 0, nil
	}
	r.Log.Info("source left alone", "source", source, "until", until)
	return until, nil
}

func (r *Refresher) work(o Order) *work {
	w := &work{Refresher: r, Order: o, source: o.Feed.About(), start: r.Clock(), pure: r.steps}
	if w.pure == nil {
		w.pure = &steps{(*Held).Match, Check, Reconcile}
	}
	if w.At == 0 {
		w.At = temporal.InstantOf(w.start)
	}
	w.row = models.Run{Source: w.source.ID, Trigger: o.Trigger, Slot: o.Slot, Began: w.At}
	if o.Lease != nil {
		w.row.Fence = o.Lease.Fence
	}
	return w
}
