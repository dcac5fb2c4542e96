package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store/pgtest"
)

// onBothEngines runs a test on an SQLite file and on a PostgreSQL database,
// neither of which is there, or has a schema, yet.
func onBothEngines(t *testing.T, test func(*testing.T, *machine)) {
	seed := dataset(t, ofRevision(1), firstDataset)
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel() // most of the time is spent waiting
		test(t, newMachine(t, seed))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t, seed)
		m.db = pgtest.Empty(t)
		test(t, m)
	})
}

// engine is what the machine's database is kept by.
func (m *machine) engine() string {
	if isPostgres(m.db) {
		return "PostgreSQL"
	}
	return "SQLite"
}

// ofRevision are the facts of the House of two seats in which every member bears
// the number of a revision, so that an answer tells which one each part is of.
func ofRevision(revision int) *models.Facts {
	h := twoSeats()
	for i := range h.Facts.People {
		n := &h.Facts.People[i].Name
		n.Family += fmt.Sprintf(" %d", revision)
		n.Full += fmt.Sprintf(" %d", revision)
	}
	return &h.Facts
}

// commit imports, in another process, what makes revision n.
func (m *machine) commit(n int) {
	m.t.Helper()
	out := m.must("import", "facts", factsDir(m.t, ofRevision(n), firstDataset))
	if !strings.Contains(out, fmt.Sprintf("revision %d: ", n)) {
		m.t.Fatalf("the import of revision %d says\n%s", n, out)
	}
}

// listed is the answer to the question that readers ask.
type listed struct {
	People []struct {
		Name struct{ Full string }
	}
	Meta struct{ Revision int }
}

// readers ask a server all the time, as apps would.
type readers struct {
	s      *server
	asked  atomic.Int64
	newest atomic.Int64 // the highest revision that an answer was of
	stop   func()

	mu     sync.Mutex
	faults []string
}

// read starts readers, which count every answer that is none or that mixes two
// revisions. They stop with the test.
func (s *server) read() *readers {
	r := &readers{s: s}
	var done atomic.Bool
	var running sync.WaitGroup
	for _, question := range []string{"", "", "&revision=1"} {
		running.Go(func() {
			for !done.Load() {
				r.ask("/api/v1/people?on=2023-03-22" + question)
			}
		})
	}
	r.stop = sync.OnceFunc(func() { done.Store(true); running.Wait() })
	s.t.Cleanup(r.stop)
	return r
}

func (r *readers) ask(path string) {
	defer time.Sleep(3 * time.Millisecond) // the machine has other things to do
	r.asked.Add(1)
	var body listed
	resp, err := http.Get(r.s.url + path)
	if err == nil {
		defer resp.Body.Close()
		err = json.NewDecoder(resp.Body).Decode(&body)
	}
	if err != nil || resp.StatusCode != http.StatusOK || len(body.People) != 2 {
		r.fault("%s: %v %+v", path, err, body)
		return
	}
	for _, p := range body.People {
		if !strings.HasSuffix(p.Name.Full, fmt.Sprintf(" %d", body.Meta.Revision)) {
			r.fault("%s: %q stands in an answer of revision %d", path, p.Name.Full, body.Meta.Revision)
		}
	}
	r.newest.Store(max(r.newest.Load(), int64(body.Meta.Revision)))
}

func (r *readers) fault(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// wantNoFault stops the readers. What went wrong for one of them is a fault of
// the test.
func (r *readers) wantNoFault() {
	r.s.t.Helper()
	r.stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.faults); n > 0 {
		r.s.t.Errorf("%d of %d answers went wrong, as in\n%s", n, r.asked.Load(), strings.Join(r.faults[:min(n, 5)], "\n"))
	}
	if r.asked.Load() == 0 {
		r.s.t.Error("nobody asked")
	}
	r.s.t.Logf("%d answers, %d went wrong", r.asked.Load(), len(r.faults))
}

// await waits until the server answers from a revision.
func (s *server) await(revision int) {
	s.t.Helper()
	s.awaits(func() bool {
		_, ready := s.get("/readyz")
		return ready["revision"] == float64(revision)
	}, "revision %d is not served", revision)
}

// awaits waits until something is so.
func (s *server) awaits(so func() bool, otherwise string, args ...any) {
	s.t.Helper()
	for deadline := time.Now().Add(atMost); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf(otherwise+", after %v\n%s", append(args, atMost, s.log())...)
		}
	}
}

// times is how often something is done: more often where the environment says
// so, to measure.
func times(t *testing.T, name string, usually int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usually
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, not a number of times", name, text)
	}
	return n
}

// onTheOtherEngine is a machine with an empty database of the other engine.
func (m *machine) onTheOtherEngine() *machine {
	other := newMachine(m.t, m.seed)
	if !isPostgres(m.db) {
		other.db = pgtest.Empty(m.t)
	}
	return other
}

// wantSameFiles compares the facts in two directories byte by byte. Their
// manifests differ in who recorded them and when.
func wantSameFiles(t *testing.T, a, b string) {
	t.Helper()
	for _, kind := range models.Kinds {
		want, err := os.ReadFile(filepath.Join(a, facts.FileName(kind)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(b, facts.FileName(kind)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s is not the same (%d and %d bytes)", facts.FileName(kind), len(want), len(got))
		}
	}
}
