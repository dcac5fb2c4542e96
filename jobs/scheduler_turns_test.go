package jobs

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// processes start n schedulers on one database.
func processes(t testing.TB, n int, m *memory, l *logged, spec string, run func(ctx context.Context, one int, slot temporal.Instant) error) []*Scheduler {
	random := rand.New(rand.NewPCG(1, 2))
	var mu sync.Mutex
	list := make([]*Scheduler, n)
	for i := range list {
		s := process(t, m, l, spec, func(ctx context.Context, slot temporal.Instant, _ models.Lease) error { return run(ctx, i, slot) })
		s.Holding.Holder = fmt.Sprint(i)
		s.Delay = func() time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return time.Duration(random.IntN(20_000)) * time.Millisecond
		}
		s.Start(t.Context())
		list[i] = s
	}
	return list
}

func TestSeveralProcessesDoAJobOncePerSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(t, "2023-03-09T12:00:00Z")
		var mu sync.Mutex
		at, doing := map[temporal.Instant]int{}, 0
		list := processes(t, 4, &memory{}, &logged{}, "20 */3 * * *", func(ctx context.Context, _ int, slot temporal.Instant) error {
			mu.Lock()
			if at[slot]++; doing != 0 {
				t.Error("two processes are at it")
			}
			doing++
			mu.Unlock()
			err := pause(ctx, time.Duration(rand.IntN(300))*time.Second)
			mu.Lock()
			defer mu.Unlock()
			doing--
			return err
		})
		until(t, "2023-03-16T12:00:00Z")
		for _, s := range list {
			stop(t, s)
		}
		for slot, n := range at {
			if n != 1 {
				t.Errorf("%d runs for %v", n, slot)
			}
		}
		if len(at) != 7*8 {
			t.Errorf("a week has %d runs, want 56", len(at))
		}
	})
}

func TestAJobThatOneProcessDoesNotEndIsTakenOver(t *testing.T) {
	for _, c := range []struct {
		name  string
		first func(ctx context.Context, m *memory) error // what happens to the process that has the first turn
		takes time.Duration                              // until another one is at it, at most
	}{
		{"it goes wrong", func(context.Context, *memory) error { return errors.New("broken") }, leaseTTL / leasePaces},
		{"it panics", func(context.Context, *memory) error { panic("row 17") }, leaseTTL / leasePaces},
		{"the lease is lost and free", func(ctx context.Context, m *memory) error {
			m.mu.Lock()
			m.rows["ourcommons"].Fence++
			m.rows["ourcommons"].Until = temporal.InstantOf(time.Now())
			m.mu.Unlock()
			<-ctx.Done()
			return context.Cause(ctx)
		}, leaseTTL / leasePaces},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, first, second := &memory{}, 0, temporal.Instant(0)
				var slots []temporal.Instant
				list := processes(t, 2, m, &logged{}, "@every 1h", func(ctx context.Context, _ int, slot temporal.Instant) error {
					slots = append(slots, slot)
					if first++; first == 1 {
						return c.first(ctx, m)
					}
					second = temporal.InstantOf(time.Now())
					return nil
				})
				time.Sleep(time.Hour + 10*time.Minute)
				for _, s := range list {
					stop(t, s)
				}
				if first != 2 || slots[0] != slots[1] {
					t.Fatalf("%d runs, for %v", first, slots)
				}
				if took := second.Time().Sub(slots[0].Time()); took > c.takes+20*time.Second {
					t.Errorf("it was taken over after %v", took)
				}
			})
		})
	}
}

func TestAProcessThatDiesIsReplacedWhenItsLeaseRunsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, ran := &memory{}, []string{}
		s := process(t, m, &logged{}, "@every 1h", func(_ context.Context, _ temporal.Instant, _ models.Lease) error {
			ran = append(ran, time.Now().UTC().Format("15:04:05"))
			return nil
		})
		s.Start(t.Context())
		time.Sleep(59*time.Minute + 50*time.Second)
		if _, err := m.Lease(t.Context(), "ourcommons", "dead", 0, leaseTTL); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
		stop(t, s)
		if diff := cmp.Diff([]string{"01:01:30"}, ran); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestAJobThatAnotherProcessNeverEndsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, l, ran := &memory{}, &logged{}, atomic.Int32{}
		s := process(t, m, l, "@every 1h", func(context.Context, temporal.Instant, models.Lease) error { ran.Add(1); return nil })
		s.Start(t.Context())
		if _, err := m.Lease(t.Context(), "ourcommons", "stuck", 0, 90*time.Minute); err != nil {
			t.Fatal(err)
		}
		time.Sleep(85 * time.Minute)
		if ran.Load() != 0 || l.count("too long") != 1 {
			t.Errorf("%d runs; the log says %s", ran.Load(), l.text.String())
		}
		time.Sleep(40 * time.Minute)
		if stop(t, s); ran.Load() != 1 {
			t.Errorf("%d runs once it was free", ran.Load())
		}
	})
}

func TestADatabaseThatIsAwayCostsARunAndNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, l, ran := &memory{away: true}, &logged{}, atomic.Int32{}
		s := process(t, m, l, "@every 1h", func(context.Context, temporal.Instant, models.Lease) error { ran.Add(1); return nil })
		s.Start(t.Context())
		time.Sleep(90 * time.Minute)
		if ran.Load() != 0 || l.count("the database is away") != 1 {
			t.Errorf("%d runs; the log says %s", ran.Load(), l.text.String())
		}
		m.set(false)
		time.Sleep(time.Hour)
		if ran.Load() != 1 {
			t.Errorf("%d runs", ran.Load())
		}
		m.set(true)
		time.Sleep(35 * time.Minute) // five minutes after the next slot
		m.set(false)
		time.Sleep(time.Minute)
		if stop(t, s); ran.Load() != 2 {
			t.Errorf("%d runs: a database that is back soon costs none", ran.Load())
		}
	})
}
