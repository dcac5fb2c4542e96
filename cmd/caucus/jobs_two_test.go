package main

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
)

// often lets jobs be due every ten minutes. Each source is a host of its own, so
// that none waits until another one has its answer: a host is asked one question
// at a time.
func (d *desk) often() {
	d.environ = append(d.environ, "CAUCUS_SCHEDULE=ourcommons=@every 10m; ourcommonsmember=@every 10m; parlinfo=@every 10m",
		fmt.Sprintf("CAUCUS_SOURCES=ourcommons=%s/; ourcommonsmember=%s/; parlinfo=%s/lop/", d.press.URL, d.press.elsewhere(), d.press.elsewhere()))
}

// elsewhere is the address of another host that answers as the press does.
func (p *press) elsewhere() string {
	other := httptest.NewServer(p)
	p.t.Cleanup(other.Close)
	return other.URL
}

// twoWorkers are processes with jobs on one database.
func (d *desk) twoWorkers() [2]*worker {
	d.often()
	d.refresh("dataset") // so that both begin with a register
	return [2]*worker{d.work(), d.work()}
}

// wantOnce insists that the jobs of each slot were done once, and that nothing
// is broken.
func (d *desk) wantOnce(slots ...string) {
	d.t.Helper()
	for _, source := range published {
		var want []string
		for _, slot := range slots {
			want = append(want, slot+" unchanged")
		}
		if diff := cmp.Diff(want, d.outcomes(source)); diff != "" {
			d.t.Errorf("runs of %s (-want +got):\n%s", source, diff)
		}
	}
	d.wantSound()
}

func (d *desk) wantSound() {
	d.t.Helper()
	if out := d.must("verify"); !strings.Contains(out, "nothing is broken") {
		d.t.Errorf("verify says %s", out)
	}
}

// done waits until each source has so many runs.
func (d *desk) done(s *server, runs int) {
	d.t.Helper()
	for _, source := range published {
		s.awaits(func() bool {
			_, body := s.get("/api/v1/sources/" + string(source) + "/runs")
			list, _ := dig(body, "runs").([]any)
			return len(list) >= runs
		}, "%s has no %d runs", source, runs)
	}
}

// TestTwoProcessesDoAJobOnce: two servers share a database; whoever comes first
// does the job of a slot, and the other one none.
func TestTwoProcessesDoAJobOnce(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		d.at("2023-03-02T12:03:00Z")
		both := d.twoWorkers()
		for _, w := range both {
			w.answers()
		}
		d.done(both[1].server, 1)
		d.wantOnce("12:00")
		d.wantQuestions(1)
		for _, w := range both {
			w.stops()
			w.wantQuiet(t)
		}
		d.later(10 * time.Minute) // another slot is due, and both begin anew
		both = [2]*worker{d.work(), d.work()}
		both[0].answers()
		both[1].answers()
		d.done(both[0].server, 2)
		d.wantOnce("12:00", "12:10")
		d.wantQuestions(2)
		t.Logf("one:\n%stwo:\n%s", both[0].log(), both[1].log())
	})
}

// wantQuestions insists that publishers were asked for their lists so often.
func (d *desk) wantQuestions(n int) {
	d.t.Helper()
	for _, path := range []string{"/Members/en/search/XML", "/Members/en/search/csv", "/lop/Person/SearchAndRefine"} {
		if got := d.press.questions(path); got != n {
			d.t.Errorf("%s was asked for %d times, want %d", path, got, n)
		}
	}
}

// TestOneProcessTakesOverFromOneThatWasKilled: the first one dies while the
// House holds its answer.
func TestOneProcessTakesOverFromOneThatWasKilled(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		d.at("2023-03-02T12:03:00Z")
		d.often()
		d.refresh("dataset")
		asked, letGo := d.press.holds("/Members/en/search/XML")
		both := d.oneAtIt(asked)
		both[0].signal(syscall.SIGKILL)
		<-both[0].ended
		letGo()
		d.done(both[1].server, 1)
		d.wantOnce("12:00")
		rows := d.rows("ourcommons")
		if rows[0].Fence != 2 {
			t.Errorf("the run of the one that took over has fence %d, want 2", rows[0].Fence)
		}
		both[1].stops()
		both[1].wantQuiet(t)
		t.Logf("killed:\n%sother:\n%s", both[0].log(), both[1].log())
	})
}

// oneAtIt starts a worker, and another one once the first asks the House. Their
// leases run for longer than SQLite lets a renewal wait for a writer (5 s), which
// [desk.pauses] may be as long in the way of.
func (d *desk) oneAtIt(asked <-chan struct{}) (both [2]*worker) {
	d.t.Helper()
	d.waits.lease = 10 * time.Second
	both[0] = d.work()
	select {
	case <-asked:
	case <-time.After(atMost):
		d.t.Fatalf("the House was not asked\n%s", both[0].log())
	}
	both[1] = d.work()
	both[1].answers()
	return both
}

// TestAPausedProcessRecordsNothing: the first one stands still for longer than
// its lease, and the other one does its job; when it goes on it finds that it
// was overtaken. What both read is a change, which is recorded once.
func TestAPausedProcessRecordsNothing(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		d.often()
		d.refresh() // on 2 March, when everybody agrees
		d.at("2023-03-23T12:03:00Z")
		d.crosses("Dong", "2023-03-22")
		asked, letGo := d.press.holds("/Members/en/search/XML")
		both := d.oneAtIt(asked)
		for _, source := range []models.SourceID{"parlinfo", "ourcommonsmember"} {
			both[1].awaits(func() bool { return len(d.rows(source)) >= 2 && d.free(source) == nil }, "%s is not done", source)
		}
		d.pauses(both[0])
		both[1].awaits(func() bool { return len(d.rows("ourcommons")) == 2 }, "the other one does not take over")
		head := d.head() // Han Dong as one source reports it, and as two or three say
		if head.Number < 3 {
			t.Errorf("the newest is %+v, want one of the change", head)
		}
		both[0].signal(syscall.SIGCONT)
		letGo()
		both[1].awaits(func() bool { return len(d.rows("ourcommons")) == 3 }, "the paused one leaves no row")
		paused, other := d.rows("ourcommons")[0], d.rows("ourcommons")[1]
		if paused.Outcome != models.Failed || paused.Fence != 0 || paused.Revision != 0 || !strings.Contains(paused.Reason, "overtaken") {
			t.Errorf("the paused one left %+v", paused)
		}
		if !other.Succeeded() || other.Fence != 3 { // the command had 1, the paused one 2
			t.Errorf("the other one left %+v", other)
		}
		if got := d.head(); got != head {
			t.Errorf("the newest is %+v, want %+v", got, head)
		}
		d.wantSound()
		both[0].stops()
		both[1].stops()
		both[1].wantQuiet(t)
		t.Logf("paused:\n%sother:\n%s", both[0].log(), both[1].log())
	})
}

// free takes the lease of a job and gives it back. It is an error while somebody
// has it, and while nobody can write.
func (d *desk) free(job models.SourceID) (err error) {
	d.with(func(st *store.Store) error {
		lease, taking := st.Lease(d.t.Context(), string(job), "test", 0, time.Minute)
		if err = taking; err == nil {
			err = st.Release(d.t.Context(), lease, false)
		}
		return nil
	})
	return err
}

// pauses stops a worker where it is, but not in the middle of a write: on SQLite
// nobody could write before it goes on.
func (d *desk) pauses(w *worker) {
	d.t.Helper()
	for range 5 {
		w.signal(syscall.SIGSTOP)
		if d.free("nothing") == nil {
			return
		}
		w.signal(syscall.SIGCONT)
		time.Sleep(10 * time.Millisecond)
	}
	d.t.Fatal("the worker writes all the time")
}
