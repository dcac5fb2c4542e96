package jobs

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// runsOf answers for runs as the store does.
type runsOf struct {
	mu   sync.Mutex
	list []models.Run // the newest first
	err  error
}

func (r *runsOf) Runs(_ context.Context, q models.RunsQuery) (list []models.Run, more bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, run := range r.list {
		if (q.Source == "" || run.Source == q.Source) && (q.Outcome == "" || run.Outcome == q.Outcome) {
			list = append(list, run)
		}
	}
	if q.Limit > 0 && len(list) > q.Limit {
		list, more = list[:q.Limit], true
	}
	return list, more, r.err
}

func (r *runsOf) add(o models.Outcome) {
	now := temporal.InstantOf(time.Now())
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append([]models.Run{{ID: len(r.list) + 1, Source: "ourcommons", Trigger: models.BySchedule, Outcome: o, Began: now - 8*60e6, Ended: now}}, r.list...)
}

func (r *runsOf) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = err
}

func watched(t testing.TB) []Watched {
	return []Watched{
		{Source: "ourcommons", Schedule: parsed(t, "20 */3 * * *"), Enabled: true},
		{Source: "parlinfo", Schedule: parsed(t, "40 5,17 * * *")},
	}
}

func TestAPublisherHasAYearOfBadLuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(t, "2023-03-22T12:00:00Z")
		var r runsOf
		var l logged
		w := &Watchdog{Sources: watched(t), Runs: r.Runs, Clock: time.Now, Log: l.log(),
			Beat: func() temporal.Instant { return temporal.InstantOf(time.Now()) }}
		ctx, stop := context.WithCancel(t.Context())
		go w.Watch(ctx)
		late := func(want string) {
			t.Helper()
			synctest.Wait()
			h := w.Health()
			if got := h.Jobs[0].LateSince.String(); got != want || h.Jobs[0].Late != (want != "") || h.IsLate() != (want != "") {
				t.Errorf("at %v late since %q, want %q", time.Now().UTC(), got, want)
			}
		}
		late("")
		until(t, "2023-03-22T18:59:59Z")
		late("")
		until(t, "2023-03-22T19:00:30Z")
		late("2023-03-22T19:00:00Z") // never a success: seven hours after the watchdog began
		until(t, "2023-03-22T19:20:00Z")
		r.add(models.Changed)
		until(t, "2023-03-22T19:21:30Z")
		late("")
		for range 12 { // more runs than are looked at, none of them a success
			time.Sleep(3 * time.Hour)
			r.add(models.Unavailable)
		}
		time.Sleep(2 * time.Minute)
		late("2023-03-23T02:20:00Z")
		if h := w.Health(); h.Jobs[0].RestUntil == 0 || h.Jobs[0].LastSuccess != at(t, "2023-03-22T19:20:00Z") {
			t.Errorf("it rests until %v; the last success was at %v", h.Jobs[0].RestUntil, h.Jobs[0].LastSuccess)
		}
		fresh := &Watchdog{Sources: watched(t), Runs: r.Runs, Clock: time.Now, Log: l.log()}
		if err := fresh.ask(ctx); err != nil || fresh.Health().Jobs[0].LastSuccess != at(t, "2023-03-22T19:20:00Z") {
			t.Errorf("one that begins now sees %+v, %v", fresh.Health().Jobs[0], err)
		}
		time.Sleep(12 * time.Hour)
		if h := w.Health(); h.Jobs[0].RestUntil != 0 {
			t.Errorf("it rested until %v", h.Jobs[0].RestUntil)
		}
		r.add(models.Unchanged)
		time.Sleep(2 * time.Minute)
		late("")
		if n, over := l.count(`msg="source is late"`), l.count(`msg="over: source is late"`); n != 2 || over != 2 {
			t.Errorf("it was said %d times that the source is late, and %d times that this is over: %s", n, over, l.text.String())
		}
		stop()
	})
}

func TestASchedulerThatHasStoppedIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logged
		var beat atomic.Int64
		last := func() temporal.Instant { return temporal.Instant(beat.Load()) }
		w := &Watchdog{Runs: (&runsOf{}).Runs, Clock: time.Now, Log: l.log(), Beat: last}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go w.Watch(ctx)
		stopped := func(want bool) {
			t.Helper()
			synctest.Wait()
			if h := w.Health(); h.Stopped != want || !h.Running || h.LastBeat != last() {
				t.Errorf("at %v: %+v", time.Now(), h)
			}
		}
		stopped(false) // it has not had the time for a beat
		time.Sleep(3*time.Minute + time.Second)
		stopped(true)
		time.Sleep(time.Hour)
		beat.Store(int64(temporal.InstantOf(time.Now())))
		stopped(false)
		time.Sleep(3 * time.Minute)
		stopped(false)
		time.Sleep(time.Second)
		stopped(true)
		time.Sleep(time.Minute)
		if l.count(`msg="scheduler has stopped"`) != 2 || l.count(`msg="over: scheduler has stopped"`) != 1 {
			t.Errorf("the log says %s", l.text.String())
		}
	})
}

func TestAWatchdogThatCannotSeeTheRunsKeepsWhatItKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r runsOf
		var l logged
		w := &Watchdog{Sources: watched(t), Runs: r.Runs, Clock: time.Now, Log: l.log()}
		r.add(models.Changed)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go w.Watch(ctx)
		synctest.Wait()
		before := w.Health()
		r.fail(errAway)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if diff := cmp.Diff(before.Jobs[0].LastSuccess, w.Health().Jobs[0].LastSuccess); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		r.fail(nil)
		time.Sleep(2 * time.Minute)
		if l.count(`msg="runs cannot be seen"`) != 1 || l.count(`msg="over: runs cannot be seen"`) != 1 {
			t.Errorf("the log says %s", l.text.String())
		}
	})
}

func TestHealthOfAProcessWithoutJobs(t *testing.T) {
	now := at(t, "2023-03-22T12:00:00Z")
	w := &Watchdog{Sources: watched(t)[1:], Runs: (&runsOf{}).Runs, Clock: now.Time}
	want := models.Health{Jobs: []models.JobHealth{{Source: "parlinfo", Schedule: "40 5,17 * * *", Interval: 12 * time.Hour}}}
	if diff := cmp.Diff(want, w.Health()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsLate(t *testing.T) {
	success := at(t, "2023-03-22T12:00:00Z")
	for _, c := range []struct {
		name     string
		interval time.Duration
		want     string
	}{
		{"asked every three hours", 3 * time.Hour, "2023-03-22T19:00:00Z"},
		{"asked twice a day", 12 * time.Hour, "2023-03-23T13:00:00Z"},
		{"never asked", 0, ""},
	} {
		if got := LateSince(success, c.interval).String(); got != c.want {
			t.Errorf("%s: late since %q, want %q", c.name, got, c.want)
		}
	}
	if s := (Schedule{}); s.Next(success) != 0 || s.Last(success) != 0 {
		t.Error("never has a next or a last time")
	}
}

func TestASourceThatIsLateAtTheStartIsGivenTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		until(t, "2023-03-22T12:00:00Z")
		var r runsOf
		var l logged
		r.add(models.Unchanged)
		time.Sleep(24 * time.Hour) // nobody asked
		w := &Watchdog{Sources: watched(t), Runs: r.Runs, Clock: time.Now, Log: l.log()}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go w.Watch(ctx)
		time.Sleep(9 * time.Minute)
		if h := w.Health(); !h.Jobs[0].Late || l.count(`msg="source is late"`) != 0 {
			t.Errorf("late is %v, and it was said %q", h.Jobs[0].Late, l.text.String())
		}
		time.Sleep(2 * time.Minute)
		if l.count(`msg="source is late"`) != 1 {
			t.Errorf("it was said %q", l.text.String())
		}
	})
}
