package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"caucus/models"
)

// What the test binary takes, beside the settings, when it is the program.
const (
	ahead  = "BE_THE_PROGRAM_AHEAD" // by how much its clock is
	ttl    = "BE_THE_PROGRAM_LEASE" // for how long its leases run
	seeded = "BE_THE_PROGRAM_SEED"  // the directory of its dataset
)

// beProgram is main for a test that gives the program another clock, shorter
// leases and another dataset. It asks publishers without waiting.
func beProgram() int {
	by, _ := time.ParseDuration(os.Getenv(ahead))
	lease, _ := time.ParseDuration(os.Getenv(ttl))
	p := &process{environ: os.Environ(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, seed: os.DirFS(os.Getenv(seeded)),
		now: func() time.Time { return time.Now().Add(by) },
		waits: waits{poll: 50 * time.Millisecond, lag: 10 * time.Second, standby: time.Minute, lease: lease,
			publisher: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}}
	return p.run(context.Background(), os.Args[1:])
}

// worker is the program as a process of its own, with jobs.
type worker struct {
	*server
	cmd *exec.Cmd
}

// work starts a worker at the instant of the desk, of which the clock goes on.
func (d *desk) work() *worker {
	d.t.Helper()
	out, errs := newWatched(), newWatched()
	w := &worker{cmd: exec.Command(os.Args[0], "serve"), server: &server{t: d.t, out: out, ended: make(chan int, 1), log: errs.String}}
	w.cmd.Stdout, w.cmd.Stderr = out, errs
	w.cmd.Env = append(append(os.Environ(), "BE_THE_PROGRAM=2", ahead+"="+time.Until(d.clock()).String(), ttl+"="+d.waits.lease.String(),
		seeded+"="+d.seedDir, "TMPDIR="+d.t.TempDir(), "CAUCUS_DATABASE_URL="+d.db), d.environ...)
	w.cmd.Env = append(w.cmd.Env, "CAUCUS_JOBS=on")
	if err := w.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() {
		err := w.cmd.Wait()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			fmt.Fprintln(errs, err)
		}
		w.ended <- w.cmd.ProcessState.ExitCode()
		close(w.ended)
	}()
	d.t.Cleanup(func() { w.signal(syscall.SIGCONT); w.signal(syscall.SIGKILL); <-w.ended })
	return w
}

func (w *worker) signal(s syscall.Signal) { _ = w.cmd.Process.Signal(s) }

// stops tells the worker to stop, and insists that it does so well.
func (w *worker) stops() {
	w.t.Helper()
	http.DefaultClient.CloseIdleConnections()
	w.signal(syscall.SIGTERM)
	if code := <-w.ended; code != 0 {
		w.t.Errorf("a worker that was told to stop ended with %d\n%s", code, w.log())
	}
}

// peak is the most memory that the worker has had, in bytes.
func (w *worker) peak() int64 {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(w.cmd.Process.Pid), "status"))
	if err != nil {
		w.t.Skip("memory is measured where /proc is")
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kilobytes << 10
		}
	}
	w.t.Fatal("no VmHWM in /proc")
	return 0
}

// holds lets the first question for a path wait until it is let go, or until
// whoever asks has gone. Others are answered.
func (p *press) holds(path string) (asked <-chan struct{}, letGo func()) {
	begun, end := make(chan struct{}), make(chan struct{})
	var n atomic.Int64
	ordinary := p.handler()
	p.sayInstead(path, func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1) == 1 {
			close(begun)
			select {
			case <-end:
			case <-r.Context().Done():
				return
			}
		}
		ordinary(w, r)
	})
	var once atomic.Bool
	letGo = func() {
		if !once.Swap(true) {
			close(end)
		}
	}
	p.t.Cleanup(letGo)
	return begun, letGo
}

// handler answers as the press does when it says nothing else instead.
func (p *press) handler() http.HandlerFunc {
	p.mu.Lock()
	same := &press{t: p.t, roster: p.roster, parliament: p.parliament, instead: map[string]http.HandlerFunc{}, agents: map[string]bool{}}
	p.mu.Unlock()
	return same.ServeHTTP
}

// outcomes are those of the runs of a source for a slot, oldest first.
func (d *desk) outcomes(source models.SourceID) (list []string) {
	rows := d.rows(source)
	for i := range rows {
		r := &rows[len(rows)-1-i]
		list = append(list, fmt.Sprintf("%s %s", r.Slot.Time().Format("15:04"), r.Outcome))
	}
	return list
}

// metrics is what a server tells Prometheus.
func (s *server) metrics() string {
	s.t.Helper()
	resp, err := http.Get(s.url + "/metrics")
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := io.Copy(&b, resp.Body); err != nil {
		s.t.Fatal(err)
	}
	return b.String()
}

// wantQuiet insists that the log of a worker tells of no fault. That a source is
// late is none: the clocks of these tests leap.
func (w *worker) wantQuiet(t *testing.T) {
	t.Helper()
	for line := range strings.Lines(w.log()) {
		if strings.Contains(line, "level=ERROR") && !strings.Contains(line, "source is late") {
			t.Errorf("the log says %s", line)
		}
	}
}
