package fetch

import (
	"context"
	"sync"
	"time"

	"caucus/models/temporal"
)

// between is the least time from one question to a host to the next. Nobody
// asks for it; callers of these publishers keep to it.
const between = time.Second

// turns lets one question at a time go to a host, and none too soon.
type turns struct {
	clock func() time.Time
	wait  func(context.Context, time.Duration) error

	mu    sync.Mutex
	hosts map[string]*turn
}

// turn is that of one host. Only who holds it asks.
type turn struct {
	held chan struct{} // has room for one

	// Guarded by turns.mu: what was done lately may be told to everyone.
	next time.Time // not before then
	rest time.Time // the host wants to be left alone until then
}

func newTurns(o *Options) *turns {
	return &turns{clock: o.Clock, wait: o.Wait, hosts: map[string]*turn{}}
}

// of is the turn of a host. There are as many as base addresses.
func (t *turns) of(host string) *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	one, ok := t.hosts[host]
	if !ok {
		one = &turn{held: make(chan struct{}, 1)}
		t.hosts[host] = one
	}
	return one
}

// take waits until a host may be asked. The function that it returns must be
// called, once, when the answer has been read. A host that wants a longer rest
// than is waited for is an [Unavailable] at once.
func (t *turns) take(ctx context.Context, host string) (release func(), err error) {
	one := t.of(host)
	select {
	case one.held <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	release = func() { <-one.held }
	if err := t.pause(ctx, host, one); err != nil {
		release()
		return nil, err
	}
	t.mu.Lock()
	one.next = t.clock().Add(between)
	t.mu.Unlock()
	return release, nil
}

func (t *turns) pause(ctx context.Context, host string, one *turn) error {
	if err := t.resting(host); err != nil {
		return err
	}
	t.mu.Lock()
	now := t.clock()
	// A clock that is set back must not hold anybody up.
	d := max(min(one.next.Sub(now), between), one.rest.Sub(now))
	t.mu.Unlock()
	if d <= 0 {
		return ctx.Err()
	}
	return t.wait(ctx, d)
}

// resting is an error if a host wants a longer rest than is waited for.
func (t *turns) resting(host string) error {
	one := t.of(host)
	t.mu.Lock()
	defer t.mu.Unlock()
	if one.rest.Sub(t.clock()) <= longestPauses {
		return nil
	}
	return &Unavailable{Host: host, Reason: "asked to be left alone", RestUntil: temporal.InstantOf(one.rest)}
}

// rest notes that a host wants to be left alone.
func (t *turns) rest(host string, until time.Time) {
	one := t.of(host)
	t.mu.Lock()
	defer t.mu.Unlock()
	if until.After(one.rest) {
		one.rest = until
	}
}
