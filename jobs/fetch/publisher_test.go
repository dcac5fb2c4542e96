package fetch_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
)

// The House as the tests know it, and a question to it.
const house = "http://www.ourcommons.example/"

var (
	members = fetch.Request{Path: "Members/en/search/XML", Accept: "application/xml", Title: "Members of the House"}
	commons = fetch.Site{Source: "ourcommons", Public: house}
)

var quiet = log.New(io.Discard, "", 0)

// publisher serves in memory, so that a whole month passes at once inside a
// bubble of synctest.
type publisher struct {
	conns     chan net.Conn
	down      atomic.Bool // refuses connections
	transport *http.Transport
	asked     atomic.Int32
}

// opens starts a publisher that answers so.
func opens(t *testing.T, answer http.HandlerFunc) *publisher {
	t.Helper()
	p := &publisher{conns: make(chan net.Conn)}
	closed := make(chan struct{})
	var answering sync.WaitGroup // connections that the server still has: Serve itself tells of a new one
	s := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			p.asked.Add(1)
			answer(w, r)
		}),
		ConnState: func(_ net.Conn, is http.ConnState) {
			switch is {
			case http.StateNew:
				answering.Add(1)
			case http.StateClosed, http.StateHijacked:
				answering.Done()
			}
		},
		ErrorLog: quiet,
	}
	p.transport = &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		if p.down.Load() {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: refused}
		}
		ours, theirs := net.Pipe()
		select {
		case p.conns <- theirs:
			return ours, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}}
	go func() { s.Serve(door{p.conns, closed}); close(closed) }()
	t.Cleanup(func() {
		p.transport.CloseIdleConnections()
		s.Close()
		<-closed
		answering.Wait()
	})
	return p
}

// door is a listener on connections in memory.
type door struct {
	conns chan net.Conn
	shut  chan struct{}
}

func (d door) Accept() (net.Conn, error) {
	c, open := <-d.conns
	if !open {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (d door) Close() error   { close(d.conns); return nil }
func (d door) Addr() net.Addr { return &net.UnixAddr{Name: "memory"} }

// client asks a publisher; time is that of the bubble.
func client(t *testing.T, p *publisher) *fetch.Client {
	t.Helper()
	c, err := fetch.New(fetch.Options{Agent: "caucus/1.0.0", Contact: "register@example.org", Clock: time.Now, Transport: p.transport})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// get asks for the list of members.
func get(t *testing.T, c *fetch.Client) (fetch.Page, error) {
	t.Helper()
	return c.Get(t.Context(), commons, members, models.Served{})
}

// unavailable is the error if it is one of a publisher.
func unavailable(t *testing.T, err error) *fetch.Unavailable {
	t.Helper()
	u, ok := errors.AsType[*fetch.Unavailable](err)
	if !ok || !errors.Is(err, models.ErrUnavailable) {
		t.Fatalf("got %v, want the publisher to be unavailable", err)
	}
	return u
}

// raw answers with these bytes and hangs up.
func raw(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		io.WriteString(conn, text)
		conn.Close()
	}
}

var errEnough = errors.New("the process is told to end")

// contextThatEnds ends for errEnough.
func contextThatEnds(t *testing.T, after time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(t.Context(), after, errEnough)
}
