package store_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
	"caucus/models/temporal"
)

func init() {
	contract = append(contract,
		story{"a lease is had by one at a time", leaseIsHadByOne},
		story{"a lease that ran out goes to another", leaseGoesToAnother},
		story{"a job is done once for a slot", jobIsDoneOnce},
		story{"a lease of nothing is refused", leaseOfNothingIsRefused},
		story{"a paused holder cannot finish", pausedHolderCannotFinish},
	)
}

// long is longer than any of these stories takes, by whatever clock.
const long = 24 * time.Hour

// lease takes a lease that must be free.
func lease(t testing.TB, s *store.Store, holder string, slot temporal.Instant) models.Lease {
	t.Helper()
	l, err := s.Lease(t.Context(), "ourcommons", holder, slot, long)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// runsOut lets all leases run out, as they do while their holder is paused.
func runsOut(t testing.TB, s *store.Store) {
	t.Helper()
	if err := s.Writer().Exec("UPDATE leases SET until = '2000-01-01T00:00:00.000000Z' WHERE until IS NOT NULL").Error; err != nil {
		t.Fatal(err)
	}
}

func want(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func leaseIsHadByOne(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	anna := lease(t, s, "anna", 0)
	if anna.Fence != 1 || anna.Job != "ourcommons" || anna.Holder != "anna" || anna.Until == 0 {
		t.Errorf("%+v", anna)
	}
	for _, holder := range []string{"bruno", "anna"} {
		_, err := s.Lease(t.Context(), "ourcommons", holder, 0, long)
		want(t, holder+" takes what anna has", err, models.ErrHeld)
	}
	if _, err := s.Lease(t.Context(), "parlinfo", "bruno", 0, long); err != nil {
		t.Errorf("another job: %v", err)
	}
	renewed, err := s.Renew(t.Context(), anna, 2*long)
	if err != nil || renewed.Until <= anna.Until || renewed.Fence != 1 {
		t.Errorf("renewed: %+v, %v", renewed, err)
	}
	if err := s.Release(t.Context(), renewed, false); err != nil {
		t.Error(err)
	}
	want(t, "given back twice", s.Release(t.Context(), renewed, true), models.ErrLost)
	_, err = s.Renew(t.Context(), renewed, long)
	want(t, "renewed after it was given back", err, models.ErrLost)
	if bruno := lease(t, s, "bruno", 0); bruno.Fence != 2 {
		t.Errorf("the next holder: %+v", bruno)
	}
}

func leaseGoesToAnother(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	anna := lease(t, s, "anna", instant(t, "10:00:00"))
	runsOut(t, s)
	_, err := s.Renew(t.Context(), anna, long)
	want(t, "renewed too late, though nobody has it", err, models.ErrLost)
	bruno := lease(t, s, "bruno", instant(t, "10:00:00"))
	if bruno.Fence != 2 {
		t.Errorf("the next holder: %+v", bruno)
	}
	_, err = s.Renew(t.Context(), anna, long)
	want(t, "renewed after another took it", err, models.ErrLost)
	want(t, "given back after another took it", s.Release(t.Context(), anna, true), models.ErrLost)
	if _, err := s.Renew(t.Context(), bruno, long); err != nil {
		t.Errorf("the holder renews: %v", err)
	}
	runsOut(t, s)
	if err := s.Release(t.Context(), bruno, true); err != nil {
		t.Errorf("given back late, though nobody took it: %v", err)
	}
	_, err = s.Lease(t.Context(), "ourcommons", "anna", instant(t, "10:00:00"), long)
	want(t, "the slot is done", err, models.ErrDone)
}

func jobIsDoneOnce(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	slot := func(clock string) temporal.Instant { return instant(t, clock) }
	if err := s.Release(t.Context(), lease(t, s, "anna", slot("10:00:00")), false); err != nil {
		t.Fatal(err)
	}
	again := lease(t, s, "bruno", slot("10:00:00")) // it was not done
	_, err := s.Lease(t.Context(), "ourcommons", "anna", slot("10:00:00"), long)
	want(t, "while it is done", err, models.ErrHeld)
	if err := s.Release(t.Context(), again, true); err != nil {
		t.Fatal(err)
	}
	for _, clock := range []string{"10:00:00", "09:59:59"} {
		_, err := s.Lease(t.Context(), "ourcommons", "anna", slot(clock), long)
		want(t, "for the slot of "+clock, err, models.ErrDone)
	}
	asked := lease(t, s, "anna", 0) // by somebody, for no slot
	_, err = s.Lease(t.Context(), "ourcommons", "bruno", slot("10:00:00"), long)
	want(t, "for a slot that is done, while another is held", err, models.ErrDone)
	if err := s.Release(t.Context(), asked, true); err != nil {
		t.Fatal(err)
	}
	if next := lease(t, s, "bruno", slot("10:00:01")); next.Fence != 4 {
		t.Errorf("for the next slot: %+v", next)
	}
}

func leaseOfNothingIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	for name, c := range map[string]struct {
		job, holder string
		ttl         time.Duration
	}{"no job": {"", "anna", long}, "nobody": {"ourcommons", "", long}, "no time": {"ourcommons", "anna", 0}, "NUL": {"a\x00", "anna", long}} {
		_, err := s.Lease(t.Context(), c.job, c.holder, 0, c.ttl)
		_, errRenewed := s.Renew(t.Context(), models.Lease{Job: c.job, Holder: c.holder, Fence: 1}, c.ttl)
		var invalid, invalidToo *models.InvalidError
		if !errors.As(err, &invalid) || !errors.As(errRenewed, &invalidToo) {
			t.Errorf("%s: %v; renewed: %v", name, err, errRenewed)
		}
	}
	want(t, "of a job that nobody ever did", s.Release(t.Context(), models.Lease{Job: "x", Holder: "anna", Fence: 1}, true), models.ErrLost)
}

// A process stops for longer than its lease lasts. When it goes on it finds that
// it may not write, also if nobody took its place.
func pausedHolderCannotFinish(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	anna := lease(t, s, "anna", 0)
	news := models.Result{Run: runAt(t, "10:00:00"), Claims: []models.Claim{dongSaid(t, "10:00:00")}, Base: 1,
		Open: []models.Fact{dongWasLiberal, dongIndependent}, Actor: "refresh", Reason: "news"}
	runsOut(t, s)
	_, _, err := s.Finish(t.Context(), &anna, news)
	want(t, "after the lease ran out", err, models.ErrLost)
	bruno := lease(t, s, "bruno", 0)
	_, _, err = s.Finish(t.Context(), &anna, news)
	want(t, "after another took it", err, models.ErrLost)
	wantHead(t, s, 1)
	wantRows(t, s, 0, 0, 0)
	run, rev, err := s.Finish(t.Context(), &bruno, news)
	if err != nil || run.Fence != 2 || rev.Number != 2 {
		t.Errorf("the holder: %+v, %v", run, err)
	}
	if _, err := s.Renew(t.Context(), bruno, long); err != nil {
		t.Errorf("to finish is not to give back: %v", err)
	}
}

// wantRows counts what refreshes left.
func wantRows(t testing.TB, s *store.Store, claims, proposals, runs int) {
	t.Helper()
	for table, n := range map[string]int{"claims": claims, "proposals": proposals, "runs": runs} {
		var found int
		if err := s.Writer().Table(table).Select("count(*)").Scan(&found).Error; err != nil || found != n {
			t.Errorf("%d %s, want %d; %v", found, table, n, err)
		}
	}
}

// Leases end by the clock of the store on SQLite and by that of the server on
// PostgreSQL, whatever the store believes.
func TestLeasesEndByTheClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	s := openAt(t, sqliteFile(t), func() time.Time { return now })
	l := lease(t, s, "anna", 0)
	if l.Until != temporal.InstantOf(now.Add(long)) {
		t.Errorf("until %s", l.Until)
	}
	now = now.Add(long - time.Microsecond)
	_, err := s.Lease(t.Context(), "ourcommons", "bruno", 0, long)
	want(t, "a microsecond too early", err, models.ErrHeld)
	now = now.Add(time.Microsecond)
	_, err = s.Renew(t.Context(), l, long)
	want(t, "at its end", err, models.ErrLost)
	if next := lease(t, s, "bruno", 0); next.Fence != 2 {
		t.Errorf("%+v", next)
	}

	s = openAt(t, pgtest.Fresh(t), func() time.Time { return now })
	earliest := time.Now()
	l = lease(t, s, "anna", 0)
	if until := l.Until.Time(); until.Before(earliest.Add(long-time.Minute)) || until.After(time.Now().Add(long+time.Minute)) {
		t.Errorf("until %s", l.Until)
	}
	now = now.Add(10 * long)
	_, err = s.Lease(t.Context(), "ourcommons", "bruno", 0, long)
	want(t, "by the clock of the store", err, models.ErrHeld)
}

// Two processes with many schedulers each: every slot is done once, and by one
// at a time.
func TestSlotsAreDoneOnce(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			address, slots := e.address(t), lighter(12, 5)
			stores := []*store.Store{openAt(t, address, time.Now), openAt(t, address, time.Now)}
			done := make([]atomic.Int32, slots)
			var busy atomic.Int32
			var last atomic.Int64
			var all sync.WaitGroup
			for i := range 8 {
				all.Go(func() {
					s, holder := stores[i%2], fmt.Sprint("scheduler ", i)
					for n := range slots {
						slot := instant(t, "10:00:00") + temporal.Instant(n)
						l, err := s.Lease(t.Context(), "ourcommons", holder, slot, long)
						for errors.Is(err, models.ErrHeld) {
							l, err = s.Lease(t.Context(), "ourcommons", holder, slot, long)
						}
						if errors.Is(err, models.ErrDone) {
							continue
						}
						if err != nil || busy.Add(1) != 1 || last.Swap(int64(l.Fence)) >= int64(l.Fence) {
							t.Errorf("%s, slot %d: %+v, %v", holder, n, l, err)
						}
						done[n].Add(1)
						busy.Add(-1)
						if err := s.Release(t.Context(), l, true); err != nil {
							t.Error(err)
						}
					}
				})
			}
			all.Wait()
			for n := range done {
				if times := done[n].Load(); times > 1 || n == slots-1 && times == 0 {
					t.Errorf("slot %d was done %d times", n, times)
				}
			}
		})
	}
}
