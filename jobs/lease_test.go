package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// memory keeps leases as the store does, for the processes of one test.
type memory struct {
	mu    sync.Mutex
	rows  map[string]*memoryLease
	asked int
	away  bool // the database cannot be reached
	slow  int  // so many renewals are not answered
}

type memoryLease struct {
	models.Lease
	done temporal.Instant
	free bool
}

var errAway = fmt.Errorf("%w: the database is away", models.ErrUnavailable)

func (m *memory) Lease(_ context.Context, job, holder string, slot temporal.Instant, ttl time.Duration) (models.Lease, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	if m.away {
		return models.Lease{}, errAway
	}
	if m.rows == nil {
		m.rows = map[string]*memoryLease{}
	}
	row, now := m.rows[job], time.Now()
	switch {
	case row == nil:
		row = &memoryLease{free: true}
		m.rows[job] = row
	case slot != 0 && slot <= row.done:
		return models.Lease{}, fmt.Errorf("lease: %w", models.ErrDone)
	case !row.free && temporal.InstantOf(now) < row.Until:
		return models.Lease{}, fmt.Errorf("lease: %w", models.ErrHeld)
	}
	row.Lease = models.Lease{Job: job, Holder: holder, Fence: row.Fence + 1, Slot: slot, Until: temporal.InstantOf(now.Add(ttl))}
	row.free = false
	return row.Lease, nil
}

func (m *memory) Renew(ctx context.Context, l models.Lease, ttl time.Duration) (models.Lease, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.slow > 0 {
		m.slow--
		m.mu.Unlock()
		<-ctx.Done()
		m.mu.Lock()
		return l, ctx.Err()
	}
	if m.away {
		return l, errAway
	}
	if !m.valid(l) {
		return l, fmt.Errorf("renew: %w", models.ErrLost)
	}
	m.rows[l.Job].Until = temporal.InstantOf(time.Now().Add(ttl))
	return m.rows[l.Job].Lease, nil
}

// valid reports whether a lease is still its holder's. The caller holds mu.
func (m *memory) valid(l models.Lease) bool {
	row := m.rows[l.Job]
	return row != nil && !row.free && row.Fence == l.Fence && temporal.InstantOf(time.Now()) < row.Until
}

func (m *memory) Release(ctx context.Context, l models.Lease, done bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	row := m.rows[l.Job]
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case m.away:
		return errAway
	case row.free || row.Fence != l.Fence:
		return models.ErrLost
	}
	if row.free = true; done {
		row.done = max(row.done, l.Slot)
	}
	return nil
}

// take takes a lease away from whoever has it.
func (m *memory) take(job string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rows[job].Fence++
}

func (m *memory) set(away bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.away = away
}

// leave leaves the next renewals without an answer.
func (m *memory) leave(renewals int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.slow = renewals
}

func (m *memory) row(job string) memoryLease {
	m.mu.Lock()
	defer m.mu.Unlock()
	return *m.rows[job]
}

func TestALeaseIsRenewedForAsLongAsTheJobTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		err := Holding{Leases: m, Holder: "one"}.Do(t.Context(), "parlinfo", 7, func(ctx context.Context, l models.Lease) error {
			if l.Fence != 1 || l.Slot != 7 {
				t.Errorf("the lease is %+v", l)
			}
			for range 20 {
				time.Sleep(leaseTTL)
				if _, err := m.Lease(ctx, "parlinfo", "two", 8, leaseTTL); !errors.Is(err, models.ErrHeld) {
					t.Errorf("another one got it: %v", err)
				}
			}
			return ctx.Err()
		})
		if row := m.row("parlinfo"); err != nil || !row.free || row.done != 7 {
			t.Errorf("left %+v, %v", row, err)
		}
	})
}

func TestWhatEndsALease(t *testing.T) {
	broken := errors.New("broken")
	for _, c := range []struct {
		name string
		do   func(ctx context.Context, m *memory, stop func()) error
		want error
		free bool // given back
		done bool // for the slot
	}{
		{"the job is done", func(context.Context, *memory, func()) error { return nil }, nil, true, true},
		{"the job goes wrong", func(context.Context, *memory, func()) error { return broken }, broken, true, false},
		{"the process is told to end", func(ctx context.Context, _ *memory, stop func()) error { stop(); <-ctx.Done(); return ctx.Err() }, context.Canceled, true, false},
		{"the process is told to end and the job does not say so", func(_ context.Context, _ *memory, stop func()) error { stop(); return nil }, nil, true, false},
		{"another process took it", func(ctx context.Context, m *memory, _ func()) error {
			m.take("parlinfo")
			<-ctx.Done()
			return context.Cause(ctx)
		}, models.ErrLost, false, false},
		{"the database was away for too long", func(ctx context.Context, m *memory, _ func()) error {
			m.set(true)
			time.Sleep(2 * leaseTTL)
			m.set(false)
			<-ctx.Done()
			return context.Cause(ctx)
		}, models.ErrLost, true, false},
		{"the database was away for one renewal", func(ctx context.Context, m *memory, _ func()) error {
			m.set(true)
			time.Sleep(leaseTTL/leasePaces + time.Second)
			m.set(false)
			time.Sleep(2 * leaseTTL)
			return ctx.Err()
		}, nil, true, true},
		{"the database did not answer one renewal", func(ctx context.Context, m *memory, _ func()) error {
			m.leave(1)
			time.Sleep(2 * leaseTTL)
			return ctx.Err()
		}, nil, true, true},
		{"the database did not answer two renewals", func(ctx context.Context, m *memory, _ func()) error {
			m.leave(2)
			<-ctx.Done()
			return context.Cause(ctx)
		}, models.ErrLost, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &memory{}
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				err := Holding{Leases: m, Holder: "one"}.Do(ctx, "parlinfo", 7, func(ctx context.Context, _ models.Lease) error { return c.do(ctx, m, stop) })
				if !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				if row := m.row("parlinfo"); row.free != c.free || (row.done == 7) != c.done {
					t.Errorf("left %+v", row)
				}
			})
		})
	}
}

func TestAPanicGivesTheLeaseBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = Holding{Leases: m, Holder: "one"}.Do(t.Context(), "parlinfo", 7, func(context.Context, models.Lease) error { panic("row 17") })
		}()
		if row := m.row("parlinfo"); !row.free || row.done != 0 {
			t.Errorf("left %+v", row)
		}
	})
}

func TestAHeldLeaseIsNotHad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		_ = Holding{Leases: m, Holder: "one"}.Do(t.Context(), "parlinfo", 0, func(ctx context.Context, _ models.Lease) error {
			err := Holding{Leases: m, Holder: "two"}.Do(ctx, "parlinfo", 0, func(context.Context, models.Lease) error { t.Error("both do it"); return nil })
			if !errors.Is(err, models.ErrHeld) {
				t.Errorf("got %v", err)
			}
			return nil
		})
	})
}
