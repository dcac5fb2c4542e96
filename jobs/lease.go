package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// Leases decide which process does a job: the database, for all processes that
// share it.
type Leases interface {
	// Lease takes a job for a slot, or for no slot (0) by command. The error
	// wraps [models.ErrHeld] while another has it, and [models.ErrDone] if it was
	// done for this slot or a later one.
	Lease(ctx context.Context, job, holder string, slot temporal.Instant, ttl time.Duration) (models.Lease, error)
	// Renew puts off the end of a lease; the error wraps [models.ErrLost] if it is
	// over.
	Renew(ctx context.Context, l models.Lease, ttl time.Duration) (models.Lease, error)
	// Release gives a lease back, and notes whether the job is done for its slot.
	Release(ctx context.Context, l models.Lease, done bool) error
}

const (
	// leaseTTL is the usual time for which a lease runs: a publisher loses nothing
	// if it is asked that much later.
	leaseTTL = 90 * time.Second
	// leasePaces is how often a lease is renewed before it would run out, so that
	// one renewal may go wrong. A held one is asked for as often.
	leasePaces = 3
	// letGo bounds the writing of what a run leaves once it was told to end.
	letGo = 5 * time.Second
)

// Holding is how a process takes jobs.
type Holding struct {
	Leases Leases
	Holder string // of this process among all: opaque
	// TTL is how long a lease runs unless it is renewed, and so how long the job of
	// a process that died is left undone. Zero means 90 seconds.
	TTL time.Duration
}

func (h Holding) ttl() time.Duration { return cmp.Or(h.TTL, leaseTTL) }

func (h Holding) pace() time.Duration { return h.ttl() / leasePaces }

// Do does a job under a lease that is renewed until it is done. The context of
// the job ends with the cause [models.ErrLost] when the lease does: nothing can
// be recorded under it any more. A job without error is done for its slot;
// one that ends with an error, or whose context ended, may be taken up by
// another process at once.
func (h Holding) Do(ctx context.Context, job string, slot temporal.Instant, do func(ctx context.Context, l models.Lease) error) error {
	lease, err := h.Leases.Lease(ctx, job, h.Holder, slot, h.ttl())
	if err != nil {
		return fmt.Errorf("take the lease of %s: %w", job, err)
	}
	working, end := context.WithCancelCause(ctx)
	renewing := make(chan struct{})
	go func() {
		defer close(renewing)
		h.renew(working, end, lease)
	}()
	done := false
	defer func() { // also when the job panics
		end(nil)
		<-renewing
		h.release(ctx, lease, done)
	}()
	err = do(working, lease)
	done = err == nil && working.Err() == nil
	return err
}

// renew renews a lease until the context ends. While the database cannot be
// asked it goes on trying: whether the lease is over is for the database to
// say, which refuses whatever is recorded under one that is. It keeps its pace
// after a try that took long: a pause after that would be the end of the lease.
func (h Holding) renew(ctx context.Context, end context.CancelCauseFunc, lease models.Lease) {
	turns := time.NewTicker(h.pace())
	defer turns.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-turns.C:
		}
		asking, stop := context.WithTimeout(ctx, h.pace())
		next, err := h.Leases.Renew(asking, lease, h.ttl())
		stop()
		if errors.Is(err, models.ErrLost) {
			end(models.ErrLost)
			return
		}
		if err == nil {
			lease = next
		}
	}
}

// release gives a lease back even when the process is told to end. If that
// goes wrong the lease runs out by itself.
func (h Holding) release(ctx context.Context, lease models.Lease, done bool) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), letGo)
	defer stop()
	_ = h.Leases.Release(ctx, lease, done)
}

// pause waits, unless the context ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
