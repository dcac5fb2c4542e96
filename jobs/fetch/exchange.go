package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// How long one question may take, from the turn of its host on.
const (
	longestSilence  = 30 * time.Second // before an answer begins: some documents are made when they are asked for
	longestExchange = 2 * time.Minute  // until it ends
	window          = 10 * time.Second // each of which must bring some of a document:
	leastOfWindow   = 4 << 10          // so many bytes
)

// exchange asks one question when the turn of its host has come, and gives up
// when the answer is too slow. It sees redirects too, each as a question.
type exchange struct {
	turns *turns
	next  http.RoundTripper
}

// usual is how questions are asked unless Options say otherwise.
func usual() http.RoundTripper {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        window,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // it is undone here, with a limit
	}
}

// RoundTrip asks. The turn ends when the body is closed.
func (e *exchange) RoundTrip(r *http.Request) (*http.Response, error) {
	host := hostOf(r.URL)
	release, err := e.turns.take(r.Context(), host)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(r.Context())
	late := func(reason string) func() {
		return func() { cancel(&Unavailable{Host: host, Reason: reason, again: true}) }
	}
	whole := time.AfterFunc(longestExchange, late("sent the document too slowly"))
	silence := time.AfterFunc(longestSilence, late("did not answer in time"))
	end := sync.OnceFunc(func() {
		whole.Stop()
		silence.Stop()
		cancel(nil)
		release()
	})
	answer, err := e.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		end()
		return nil, err
	}
	silence.Stop()
	answer.Body = &slow{body: answer.Body, ctx: ctx, end: end, timer: time.AfterFunc(window, late("sent the document too slowly"))}
	return answer, nil
}

// slow is the body of an answer, read for as long as it comes fast enough.
type slow struct {
	body  io.ReadCloser
	ctx   context.Context // of this exchange; ends with the reason to give up
	end   func()
	timer *time.Timer
	got   int // bytes in this window
}

// Read reads on, and says why it gave up.
func (s *slow) Read(p []byte) (int, error) {
	n, err := s.body.Read(p)
	if s.got += n; s.got >= leastOfWindow {
		s.timer.Reset(window)
		s.got = 0
	}
	if cause := context.Cause(s.ctx); err != nil && err != io.EOF && cause != nil {
		return n, cause
	}
	return n, err
}

// Close ends the exchange.
func (s *slow) Close() error {
	s.timer.Stop()
	err := s.body.Close()
	s.end()
	return err
}
