package handlers_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caucus/handlers"
	"caucus/handlers/contracttest"
	"caucus/models"
	"caucus/models/temporal"
)

const streamPath = "/api/v1/revisions/stream"

// event is what a stream says between two blank lines.
type event struct{ id, name, data, retry, comment string }

// listener is a client of the stream.
type listener struct {
	t     testing.TB
	body  io.Closer
	lines *bufio.Reader
}

// listen opens a stream, and holds its headers to the contract. The stream ends
// with the test.
func listen(t testing.TB, client *http.Client, url string, headers ...string) *listener {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	contracttest.Check(t, r, res, nil)
	if kind := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || kind != "text/event-stream" {
		t.Fatalf("%s: %d %s", url, res.StatusCode, kind)
	}
	l := &listener{t, res.Body, bufio.NewReader(res.Body)}
	if first := l.next(); first != (event{retry: "2000"}) {
		t.Fatalf("the stream begins with %+v", first)
	}
	return l
}

// read reads an event to its blank line. The error is io.EOF after the last one
// of a stream that was ended well.
func (l *listener) read() (e event, err error) {
	fields := map[string]*string{"id": &e.id, "event": &e.name, "data": &e.data, "retry": &e.retry, "": &e.comment}
	for {
		line, err := l.lines.ReadString('\n')
		if err != nil || line == "\n" {
			return e, err
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if fields[name] == nil || *fields[name] != "" {
			return e, fmt.Errorf("the stream says %q", line)
		}
		*fields[name] = value
	}
}

func (l *listener) next() event {
	l.t.Helper()
	e, err := l.read()
	if err != nil {
		l.t.Fatalf("%+v %v", e, err)
	}
	return e
}

// want reads revisions, in order.
func (l *listener) want(numbers ...int) {
	l.t.Helper()
	for _, n := range numbers {
		e := l.next()
		if number := fmt.Sprint(n); e.id != number || e.name != "revision" || !strings.HasPrefix(e.data, `{"number":`+number+`,`) {
			l.t.Fatalf("%+v is no event of revision %d", e, n)
		}
	}
}

// wantEnd wants nothing more, and the end as it should be: whoever is cut off
// in the middle of an answer sees another error.
func (l *listener) wantEnd() {
	l.t.Helper()
	if e, err := l.read(); err != io.EOF {
		l.t.Errorf("the stream goes on with %+v, %v", e, err)
	}
}

// streaming are options with a shelf that shows a revision.
func streaming(revision int) (handlers.Options, *handlers.Shelf) {
	shelf := handlers.NewShelf(load, 2)
	shelf.Swap(built()[revision])
	o := options()
	o.Registers = shelf
	return o, shelf
}

// piped is a server whose connections stand in memory, so that its time can be
// that of a test.
type piped struct {
	*http.Client
	connections chan net.Conn
	closed      chan struct{}
	close       func()
	open        atomic.Int32 // questions under way
}

func (p *piped) Accept() (net.Conn, error) {
	select {
	case c := <-p.connections:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *piped) Close() error   { p.close(); return nil }
func (p *piped) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

// dial connects a client.
func (p *piped) dial(context.Context, string, string) (net.Conn, error) {
	server, client := net.Pipe()
	p.connections <- server
	return client, nil
}

// pipe serves in a bubble of synctest, with the limits that the program sets.
// What is running when the bubble ends is a fault of the test: no stream leaves
// anything behind.
func pipe(t *testing.T, o handlers.Options) *piped {
	t.Helper()
	p := &piped{connections: make(chan net.Conn), closed: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.closed) })
	transport := &http.Transport{DialContext: p.dial}
	p.Client = &http.Client{Transport: transport}
	h := handler(t, o)
	s := &http.Server{ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			p.open.Add(1)
			defer p.open.Add(-1)
			h.ServeHTTP(w, r)
		})}
	go func() { _ = s.Serve(p) }()
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		s.Close()
	})
	return p
}

// manyRevisions are registers of a chain with n revisions, by number, in which
// nothing happens, and their log.
func manyRevisions(t testing.TB, n int) ([]*models.Register, *ledger) {
	t.Helper()
	log, chain := &ledger{}, []models.Revision{}
	registers := make([]*models.Register, 1, n+1)
	for i := 1; i <= n; i++ {
		chain = append(chain, models.Revision{Number: i, Kind: models.ImportRevision, RecordedAt: instant(recorded[0]) + temporal.Instant(i)})
		log.write(chain[i-1])
		r, err := models.NewRegister(chain[:i:i], &models.Facts{})
		if err != nil {
			t.Fatal(err)
		}
		registers = append(registers, r)
	}
	return registers, log
}
