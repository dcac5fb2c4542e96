package handlers_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"caucus/handlers"
	"caucus/models"
)

// inTime runs a test whose time passes when there is nothing else to do, and
// which fails if a stream leaves anything running behind it.
func inTime(t *testing.T, test func(*testing.T, handlers.Options, *handlers.Shelf)) {
	t.Helper()
	built()
	contract(t)
	synctest.Test(t, func(t *testing.T) {
		o, shelf := streaming(1)
		test(t, o, shelf)
	})
}

// TestASilentStreamStaysOpen for longer than the server has for any question,
// and says every fifteen seconds that it is there.
func TestASilentStreamStaysOpen(t *testing.T) {
	inTime(t, func(t *testing.T, o handlers.Options, shelf *handlers.Shelf) {
		p := pipe(t, o)
		l := listen(t, p.Client, "http://caucus"+streamPath)
		began := time.Now()
		for n := range 240 {
			if e := l.next(); e.comment == "" || e != (event{comment: e.comment}) {
				t.Fatalf("it says %+v", e)
			}
			if took, want := time.Since(began), time.Duration(n+1)*15*time.Second; took != want {
				t.Fatalf("word %d comes after %v, want %v", n, took, want)
			}
		}
		shelf.Swap(built()[2])
		l.want(2)
		if took := time.Since(began); took != time.Hour {
			t.Errorf("what landed after an hour came after %v", took)
		}
	})
}

// TestAStreamThatIsEndedAfterALongTime ends as one that has just begun: the
// time for its last event is long past by then.
func TestAStreamThatIsEndedAfterALongTime(t *testing.T) {
	inTime(t, func(t *testing.T, o handlers.Options, _ *handlers.Shelf) {
		serving, end := context.WithCancel(t.Context())
		o.Serving = serving
		p := pipe(t, o)
		l := listen(t, p.Client, "http://caucus"+streamPath)
		time.Sleep(14 * time.Second) // and no word since the beginning
		began := time.Now()
		end()
		l.wantEnd()
		if took := time.Since(began); took != 0 {
			t.Errorf("it took %v", took)
		}
	})
}

// TestWhoReadsTooSlowlyIsCutOff, so that nobody can hold the server up.
func TestWhoReadsTooSlowlyIsCutOff(t *testing.T) {
	inTime(t, func(t *testing.T, o handlers.Options, shelf *handlers.Shelf) {
		p := pipe(t, o)
		slow := listen(t, p.Client, "http://caucus"+streamPath)
		quick := listen(t, p.Client, "http://caucus"+streamPath)
		time.Sleep(time.Second)
		shelf.Swap(built()[2])
		quick.want(2)
		time.Sleep(5*time.Second - 1)
		if n := p.open.Load(); n != 2 {
			t.Errorf("before five seconds have passed %d streams are open", n)
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if n := p.open.Load(); n != 1 {
			t.Errorf("after five seconds %d streams are open", n)
		}
		if e, err := slow.read(); err == nil || err == io.EOF {
			t.Errorf("who was cut off reads %+v, %v", e, err)
		}
		shelf.Swap(built()[3])
		quick.want(3)
	})
}

// TestWhoLeaves is noticed at once, and not when there is something to tell.
func TestWhoLeaves(t *testing.T) {
	inTime(t, func(t *testing.T, o handlers.Options, _ *handlers.Shelf) {
		p := pipe(t, o)
		l := listen(t, p.Client, "http://caucus"+streamPath)
		l.body.Close()
		synctest.Wait()
		if n := p.open.Load(); n != 0 {
			t.Errorf("%d streams are open", n)
		}
	})
}

// lapsing is a log that has no answer while there is an error.
type lapsing struct {
	handlers.RevisionLog
	err   atomic.Pointer[error]
	asked atomic.Int32
}

func (f *lapsing) Revisions(ctx context.Context, q models.LogQuery) ([]models.LoggedRevision, bool, error) {
	f.asked.Add(1)
	if err := f.err.Load(); err != nil {
		return nil, false, *err
	}
	return f.RevisionLog.Revisions(ctx, q)
}

// TestALogThatHasNoAnswer for a while holds a stream up, but does not end it: a
// standby may not have come as far, or the database may be away. It is asked
// every two seconds and told of once, if it is a fault of ours.
func TestALogThatHasNoAnswer(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		logged int
	}{
		{"behind the register", models.ErrNotFound, 0},
		{"away", models.ErrUnavailable, 0},
		{"broken", errors.New("the disk is full"), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			inTime(t, func(t *testing.T, o handlers.Options, shelf *handlers.Shelf) {
				broken := &lapsing{RevisionLog: o.Revisions}
				broken.err.Store(&c.err)
				said := &log{}
				o.Revisions, o.Log = broken, slog.New(slog.NewTextHandler(said, nil))
				p := pipe(t, o)
				l := listen(t, p.Client, "http://caucus"+streamPath)
				synctest.Wait()
				shelf.Swap(built()[3])
				began := time.Now()
				for range 10 {
					if e := l.next(); e.comment == "" {
						t.Fatalf("it says %+v", e)
					}
				}
				synctest.Wait()
				broken.err.Store(nil)
				l.next() // the comment of the next two seconds
				l.want(2, 3)
				if took := time.Since(began); took != 22*time.Second {
					t.Errorf("it took %v", took)
				}
				if n := strings.Count(said.String(), "\n"); n != c.logged {
					t.Errorf("the log has %d lines:\n%s", n, said)
				}
				if n := broken.asked.Load(); n != 12 {
					t.Errorf("the log was asked %d times", n)
				}
			})
		})
	}
}

// TestNobodyAsksTheLogInVain: while nothing lands there is nothing to ask.
func TestNobodyAsksTheLogInVain(t *testing.T) {
	inTime(t, func(t *testing.T, o handlers.Options, shelf *handlers.Shelf) {
		counted := &lapsing{RevisionLog: o.Revisions}
		o.Revisions = counted
		p := pipe(t, o)
		l := listen(t, p.Client, "http://caucus"+streamPath)
		go func() { _, _ = io.Copy(io.Discard, l.lines) }()
		time.Sleep(time.Hour)
		if n := counted.asked.Load(); n != 0 {
			t.Errorf("the log was asked %d times", n)
		}
		shelf.Swap(built()[3]) // two revisions at once
		synctest.Wait()
		if n := counted.asked.Load(); n != 1 {
			t.Errorf("for what landed at once the log was asked %d times", n)
		}
	})
}

// TestWhoWatchesTheShelf hears of every register that comes, and of another
// chain by its number.
func TestWhoWatchesTheShelf(t *testing.T) {
	s := handlers.NewShelf(load, 1)
	r, chain, next := s.Watch()
	if r != nil || chain != 0 {
		t.Errorf("an empty shelf shows %v of chain %d", r, chain)
	}
	for _, step := range []struct {
		put   func(*models.Register)
		r     *models.Register
		chain int
	}{{s.Swap, built()[1], 0}, {s.Swap, built()[2], 0}, {s.Replace, built()[1], 1}, {s.Swap, built()[2], 1}, {s.Replace, built()[3], 2}} {
		select {
		case <-next:
			t.Error("there is news before there is any")
		default:
		}
		step.put(step.r)
		<-next
		if r, chain, next = s.Watch(); r != step.r || chain != step.chain {
			t.Errorf("revision %d of chain %d, want revision %d of chain %d", r.Head().Number, chain, step.r.Head().Number, step.chain)
		}
	}
}
