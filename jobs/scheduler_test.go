package jobs

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// logged is a log that a test reads.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), text)
}

func (l *logged) log() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// diary notes when a task ran, by the wall clock in Ottawa.
type diary struct {
	mu   sync.Mutex
	runs []string
}

func (d *diary) note(i temporal.Instant) {
	text, err := i.LocalIn(Zone)
	if err != nil {
		panic(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.runs = append(d.runs, text)
}

func (d *diary) read() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.runs...)
}

// until waits for an instant by the clock of a bubble, which begins with the
// year 2000 in UTC.
func until(t testing.TB, text string) { time.Sleep(time.Until(at(t, text).Time())) }

// process is a scheduler with one task, as one of several processes has it.
func process(t testing.TB, m *memory, l *logged, spec string, run func(ctx context.Context, slot temporal.Instant, lease models.Lease) error) *Scheduler {
	return NewScheduler(Options{
		Tasks:   []Task{{Name: "ourcommons", Schedule: parsed(t, spec), Timeout: 10 * time.Minute, Run: run}},
		Holding: Holding{Leases: m, Holder: "one"}, Clock: time.Now, Log: l.log(), Grace: 30 * time.Second,
	})
}

func stop(t testing.TB, s *Scheduler) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

func TestAWeekOverEachChangeOfClocks(t *testing.T) {
	for _, c := range []struct{ name, from, until string }{
		{"clocks go forward on 12 March 2023", "2023-03-09T12:00:00Z", "2023-03-16T12:00:00Z"},
		{"clocks go back on 5 November 2023", "2023-11-02T12:00:00Z", "2023-11-09T12:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				until(t, c.from)
				var d diary
				schedule := parsed(t, "20 0,3,12 * * *")
				s := process(t, &memory{}, &logged{}, schedule.String(), func(_ context.Context, slot temporal.Instant, l models.Lease) error {
					if d.note(slot); slot != temporal.InstantOf(time.Now()) || l.Slot != slot {
						t.Errorf("at %v it runs for %v under %+v", time.Now(), slot, l)
					}
					return nil
				})
				s.Start(t.Context())
				until(t, c.until)
				stop(t, s)
				var want []string
				for day := temporal.MustDay(c.from[:10]); day <= temporal.MustDay(c.until[:10]); day++ {
					for _, clock := range []string{"T00:20", "T03:20", "T12:20"} {
						if day.String()+clock >= c.from[:10]+"T08:00" && day.String()+clock <= c.until[:10]+"T08:00" {
							want = append(want, day.String()+clock)
						}
					}
				}
				if diff := cmp.Diff(want, d.read()); diff != "" {
					t.Errorf("runs (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestATaskNeverOverlapsItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		var l logged
		s := process(t, &memory{}, &l, "@every 10m", func(ctx context.Context, slot temporal.Instant, _ models.Lease) error {
			d.note(slot)
			return pause(ctx, 9*time.Minute+30*time.Second)
		})
		s.Delay = func() time.Duration { return time.Minute }
		s.Start(t.Context())
		time.Sleep(time.Hour)
		stop(t, s)
		// The bubble begins at 19:00 in Ottawa; each second run is left out.
		if diff := cmp.Diff([]string{"1999-12-31T19:10", "1999-12-31T19:30", "1999-12-31T19:50"}, d.read()); diff != "" {
			t.Errorf("runs (-want +got):\n%s", diff)
		}
		if n := l.count("job left out"); n != 3 {
			t.Errorf("%d were left out with a word, want 3", n)
		}
	})
}

func TestATaskThatPanicsRunsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		var l logged
		s := process(t, &memory{}, &l, "@every 10m", func(_ context.Context, slot temporal.Instant, _ models.Lease) error {
			d.note(slot)
			panic("row 17")
		})
		s.Start(t.Context())
		time.Sleep(31 * time.Minute)
		stop(t, s)
		if n := len(d.read()); n != 3 {
			t.Errorf("it ran %d times", n)
		}
		if l.count("row 17") < 3 || l.count("scheduler_test.go") == 0 {
			t.Errorf("the log does not show where it panicked: %s", l.text.String())
		}
	})
}

func TestASlowTaskIsEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logged
		var took []time.Duration
		s := process(t, &memory{}, &l, "@every 1h", func(ctx context.Context, _ temporal.Instant, _ models.Lease) error {
			start := time.Now()
			<-ctx.Done()
			took = append(took, time.Since(start))
			return context.Cause(ctx)
		})
		s.Start(t.Context())
		time.Sleep(2*time.Hour + 30*time.Minute)
		stop(t, s)
		if diff := cmp.Diff([]time.Duration{10 * time.Minute, 10 * time.Minute}, took); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if l.count("took longer than 10m0s") != 2 {
			t.Errorf("the log does not say so: %s", l.text.String())
		}
	})
}

func TestStoppingGivesARunningTaskItsGrace(t *testing.T) {
	for _, c := range []struct {
		name  string
		task  func(ctx context.Context) error
		takes time.Duration // to stop
		fault string
	}{
		{"it ends by itself", func(ctx context.Context) error { return pause(ctx, 20*time.Second) }, 10 * time.Second, ""},
		{"it is ended", func(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) }, 30 * time.Second, ""},
		{"it leaves a row before it ends", func(ctx context.Context) error { <-ctx.Done(); time.Sleep(letGo); return nil }, 30*time.Second + letGo, ""},
		{"it does not heed its context", func(context.Context) error { time.Sleep(time.Hour); return nil }, 30*time.Second + 2*letGo, "left behind"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var cause error
				s := process(t, &memory{}, &logged{}, "@every 10m", func(ctx context.Context, _ temporal.Instant, _ models.Lease) error {
					err := c.task(ctx)
					cause = context.Cause(ctx)
					return err
				})
				s.Start(t.Context())
				time.Sleep(10*time.Minute + 10*time.Second)
				start := time.Now()
				err := s.Stop()
				if took := time.Since(start); took != c.takes {
					t.Errorf("it took %v, want %v", took, c.takes)
				}
				if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
					t.Errorf("got %v", err)
				}
				time.Sleep(2 * time.Hour) // a task that was left behind ends at last, and no other begins
				synctest.Wait()
				if c.takes > 10*time.Second && cause != ErrStopped {
					t.Errorf("the context ended because of %v", cause)
				}
			})
		})
	}
}

func TestStoppingWhoHasNotBegun(t *testing.T) {
	t.Run("at all", func(t *testing.T) { stop(t, process(t, &memory{}, &logged{}, "@every 10m", nil)) })
	t.Run("waits out its random delay", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := process(t, &memory{}, &logged{}, "@every 10m", func(context.Context, temporal.Instant, models.Lease) error { t.Error("it ran"); return nil })
			s.Delay = func() time.Duration { return 5 * time.Minute }
			s.Start(t.Context())
			time.Sleep(10*time.Minute + time.Second)
			start := time.Now()
			if stop(t, s); time.Since(start) != 0 {
				t.Errorf("it took %v", time.Since(start))
			}
		})
	})
	t.Run("waits for another process", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := &memory{}
			s := process(t, m, &logged{}, "@every 1h", func(context.Context, temporal.Instant, models.Lease) error { t.Error("it ran"); return nil })
			s.Start(t.Context())
			if _, err := m.Lease(t.Context(), "ourcommons", "two", 0, 2*time.Hour); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour + time.Second)
			start := time.Now()
			if stop(t, s); time.Since(start) != 0 {
				t.Errorf("it took %v", time.Since(start))
			}
		})
	})
}

func TestTheContextOfTheProcessEndsTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		ended := false
		s := process(t, &memory{}, &logged{}, "@every 10m", func(ctx context.Context, _ temporal.Instant, _ models.Lease) error {
			<-ctx.Done()
			ended = true
			return ctx.Err()
		})
		s.Start(ctx)
		time.Sleep(10*time.Minute + time.Second)
		cancel()
		synctest.Wait()
		if !ended {
			t.Error("the task goes on")
		}
		stop(t, s)
	})
}

func TestTheRandomDelayDoesNotMoveTheSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var delays int
		s := process(t, &memory{}, &logged{}, "@every 10m", func(_ context.Context, slot temporal.Instant, _ models.Lease) error {
			if now := time.Now(); now.Minute()%10 == 0 || slot.Time().Minute()%10 != 0 || now.Sub(slot.Time()) > 5*time.Minute {
				t.Errorf("at %v it runs for %v", now, slot)
			}
			return nil
		})
		s.Delay = func() time.Duration { delays++; return time.Duration(1+delays%5) * time.Minute }
		s.Start(t.Context())
		time.Sleep(3 * time.Hour)
		stop(t, s)
		if delays != 18 {
			t.Errorf("it was delayed %d times", delays)
		}
	})
}

func TestWhatWasMissedIsMadeUpForAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(t, "2023-03-22T15:00:00Z") // 11:00 in Ottawa
		m, d := &memory{}, diary{}
		for range 3 { // of one process after the other
			s := process(t, m, &logged{}, "20 9,14 * * *", func(_ context.Context, slot temporal.Instant, _ models.Lease) error { d.note(slot); return nil })
			s.Tasks[0].AtStart = true
			s = NewScheduler(s.Options)
			s.Start(t.Context())
			time.Sleep(time.Minute)
			stop(t, s)
		}
		if diff := cmp.Diff([]string{"2023-03-22T09:20"}, d.read()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestTheSchedulerBeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := process(t, &memory{}, &logged{}, "@every 10m", func(context.Context, temporal.Instant, models.Lease) error { return nil })
		if s.LastBeat() != 0 {
			t.Error("it beats before it starts")
		}
		s.Start(t.Context())
		for range 100 {
			if age := time.Since(s.LastBeat().Time()); age > beatEvery {
				t.Fatalf("the last beat is %v old", age)
			}
			time.Sleep(17 * time.Second)
		}
		stop(t, s)
		time.Sleep(time.Hour)
		if age := time.Since(s.LastBeat().Time()); age < time.Hour-beatEvery {
			t.Errorf("it beats after it was stopped: %v", age)
		}
	})
}
