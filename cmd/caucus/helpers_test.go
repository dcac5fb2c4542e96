package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/modeltest"
	"caucus/models/store"
	"caucus/models/temporal"
)

// twoSeats is a House of the 44th Parliament with two seats: Han Dong and Leah
// Taylor Roy hold them from the election to the dissolution.
func twoSeats() *modeltest.House {
	h := modeltest.New()
	h.Facts.Parliaments = keepIf(h.Facts.Parliaments, func(p models.Parliament) bool { return p.Number == 44 })
	h.Facts.Seats = keepIf(h.Facts.Seats, func(s models.Seats) bool { return s.From == modeltest.Day("2021-09-20") })
	h.Facts.Seats[0].Seats = 2
	h.Person("Han Dong", "ourcommons:105091", "parlinfo:20103").Sits("Don Valley North", "2021-09-20", "2025-03-24").
		Label(modeltest.Liberal, "2021-09-20", "2023-03-22").Label(modeltest.Independent, "2023-03-22", "2025-03-24")
	h.Person("Leah Taylor Roy", "ourcommons:110918").Sits("Aurora", "2021-09-20", "2025-03-24").
		Label(modeltest.Liberal, "2021-09-20", "2025-03-24")
	return h
}

func keepIf[F models.Fact](list []F, ok func(F) bool) (kept []F) {
	for _, f := range list {
		if ok(f) {
			kept = append(kept, f)
		}
	}
	return kept
}

// firstDataset is when the dataset of the tests was recorded.
const firstDataset = "2026-10-01T12:00:00Z"

// dataset writes facts as an embedded dataset.
func dataset(t *testing.T, set *models.Facts, recordedAt string) fs.FS {
	t.Helper()
	return os.DirFS(factsDir(t, set, recordedAt))
}

func factsDir(t *testing.T, set *models.Facts, recordedAt string) string {
	t.Helper()
	dir := t.TempDir()
	if err := facts.Write(dir, set); err != nil {
		t.Fatal(err)
	}
	at, err := temporal.ParseInstant(recordedAt)
	if err != nil {
		t.Fatal(err)
	}
	m := manifest{Format: 1, Title: "A House of two seats", RecordedAt: at, Actor: "editors", Reason: "The dataset."}
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// machine is where a test runs the program: one database, one dataset, and
// variables.
type machine struct {
	t       *testing.T
	db      string
	seed    fs.FS
	environ []string
	waits   waits
}

func newMachine(t *testing.T, seed fs.FS) *machine {
	dir := t.TempDir()
	return &machine{t: t, db: filepath.Join(dir, "data", "caucus.db"), seed: seed,
		waits:   waits{poll: 50 * time.Millisecond, lag: 10 * time.Second, standby: time.Minute},
		environ: []string{"HOME=" + dir, "CAUCUS_LISTEN=127.0.0.1:0", "CAUCUS_JOBS=off"}} // who lets jobs run has a publisher for them
}

// result is what one run of the program left.
type result struct {
	code           int
	stdout, stderr string
}

// do runs the program to its end.
func (m *machine) do(args ...string) result {
	m.t.Helper()
	return m.in(m.t.Context(), args...)
}

func (m *machine) in(ctx context.Context, args ...string) result {
	var out, errs bytes.Buffer
	code := m.process(&out, &errs).run(ctx, args)
	return result{code, out.String(), errs.String()}
}

// must runs the program and insists that it succeeds.
func (m *machine) must(args ...string) string {
	m.t.Helper()
	r := m.do(args...)
	if r.code != exitDone {
		m.t.Fatalf("caucus %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.stdout, r.stderr)
	}
	return r.stdout
}

func (m *machine) process(stdout, stderr io.Writer) *process {
	environ := append([]string{"CAUCUS_DATABASE_URL=" + m.db}, m.environ...)
	return &process{environ: environ, stdout: stdout, stderr: stderr, now: time.Now, seed: m.seed, waits: m.waits}
}

// server is the program while it serves.
type server struct {
	t     *testing.T
	url   string // empty before it says where it answers
	out   *watched
	ended chan int
	stop  func() result // tells it to stop and waits
	log   func() string // what it has written to standard error so far
}

var addressLine = regexp.MustCompile(`caucus answers at (http://\S+)`)

// atMost is how long a test waits for what comes in a moment on a machine with
// nothing else to do.
const atMost = 3 * time.Minute

// serve starts the program and waits until it says where it answers.
func (m *machine) serve() *server {
	m.t.Helper()
	s := m.begin()
	s.answers()
	return s
}

// begin starts the program.
func (m *machine) begin() *server {
	ctx, cancel := context.WithCancel(context.Background())
	out, errs := newWatched(), newWatched()
	s := &server{t: m.t, out: out, ended: make(chan int, 1), log: errs.String}
	go func() {
		s.ended <- m.process(out, errs).run(ctx, []string{"serve"})
		close(s.ended) // who asks again hears at once
	}()
	s.stop = sync.OnceValue(func() result {
		// A connection that was made and never used would be waited for.
		http.DefaultClient.CloseIdleConnections()
		cancel()
		return result{<-s.ended, out.String(), errs.String()}
	})
	m.t.Cleanup(func() { s.stop() })
	return s
}

// answers waits until the program says where it answers.
func (s *server) answers() {
	s.t.Helper()
	for {
		select {
		case <-s.out.written:
			if found := addressLine.FindStringSubmatch(s.out.String()); found != nil {
				s.url = found[1]
				return
			}
		case code := <-s.ended:
			s.t.Fatalf("caucus serve ended with %d\n%s%s", code, s.out, s.log())
		case <-time.After(atMost):
			s.t.Fatalf("caucus serve said nothing in %v\n%s%s", atMost, s.out, s.log())
		}
	}
}

// get asks a question and reads the JSON of the answer.
func (s *server) get(path string) (int, map[string]any) {
	s.t.Helper()
	resp, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	var body map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		s.t.Fatalf("%s: %v", path, err)
	}
	return resp.StatusCode, body
}

// dig follows keys into JSON objects.
func dig(v any, keys ...string) any {
	for _, k := range keys {
		object, _ := v.(map[string]any)
		v = object[k]
	}
	return v
}

// watched is a buffer that tells when it was written to.
type watched struct {
	mu      sync.Mutex
	buf     bytes.Buffer
	written chan struct{}
}

func newWatched() *watched { return &watched{written: make(chan struct{}, 1)} }

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.buf.Write(p)
	select {
	case w.written <- struct{}{}:
	default:
	}
	return n, err
}

func (w *watched) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.String()
}

// head is the newest revision in the machine's database.
func (m *machine) head() models.Revision {
	m.t.Helper()
	var head models.Revision
	err := m.process(io.Discard, io.Discard).withStore(m.t.Context(), settings{database: m.db}, func(st *store.Store) (err error) {
		head, err = st.Head(m.t.Context())
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return head
}
