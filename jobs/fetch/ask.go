package fetch

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"

	"github.com/hashicorp/go-retryablehttp"
)

// ask is one request with all its tries.
type ask struct {
	client *Client
	host   string
	most   int64
	known  models.Served

	tries  int           // that failed
	paused time.Duration // between them
	after  time.Duration // that the last answer asked to wait
	fault  error         // of the last try

	served    models.Served
	unchanged bool
}

// run tries until there is an answer. The library runs the tries; how an answer
// is judged, how long to wait and how it is told are ours.
func (a *ask) run(ctx context.Context, address *url.URL, accept string) error {
	within, cancel := context.WithTimeout(ctx, longestRequest)
	defer cancel()
	r, err := retryablehttp.NewRequestWithContext(within, http.MethodGet, address.String(), nil)
	if err != nil {
		return unavailable(a.host, err)
	}
	a.headers(r.Header, accept)
	r.SetResponseHandler(a.read)
	tries := &retryablehttp.Client{
		HTTPClient: a.client.http, RetryMax: mostTries - 1, CheckRetry: a.again, PrepareRetry: a.pause,
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return 0 }, // pause waits
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	answer, err := tries.Do(r)
	if answer != nil {
		answer.Body.Close() // again: read has done so, unless it never came to that
	}
	switch {
	case err == nil && a.fault == nil:
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case a.fault != nil:
		return a.fault
	}
	return unavailable(a.host, err)
}

func (a *ask) headers(h http.Header, accept string) {
	if accept == "" {
		accept = "*/*"
	}
	h.Set("User-Agent", a.client.agent)
	h.Set("Accept", accept)
	h.Set("Accept-Encoding", "gzip")
	if a.known.Body == nil {
		return
	}
	if a.known.ETag != "" {
		h.Set("If-None-Match", a.known.ETag)
	}
	if a.known.LastModified != "" {
		h.Set("If-Modified-Since", a.known.LastModified)
	}
}

// read takes an answer in.
func (a *ask) read(answer *http.Response) error {
	defer answer.Body.Close()
	a.fault = nil
	now := a.client.clock()
	if err := a.judge(answer, now); err != nil {
		return err
	}
	if answer.StatusCode == http.StatusNotModified {
		a.served, a.unchanged = a.known, true
		a.served.RetrievedAt = temporal.InstantOf(now)
		return nil
	}
	body, err := read(answer, a.most)
	a.served = models.Served{
		RetrievedAt: temporal.InstantOf(now), ContentType: told(answer, "Content-Type"),
		ETag: told(answer, "ETag"), LastModified: told(answer, "Last-Modified"), Body: body,
	}
	return err
}

// told is a header of an answer; empty if it is no UTF-8, which HTTP allows and
// databases do not keep.
func told(answer *http.Response, header string) string {
	s := answer.Header.Get(header)
	if !utf8.ValidString(s) {
		return ""
	}
	return s
}

// judge is an error for every answer but a document and, if it was asked for,
// that it has not changed.
func (a *ask) judge(answer *http.Response, now time.Time) error {
	status := answer.StatusCode
	switch status {
	case http.StatusOK:
		return nil
	case http.StatusNotModified:
		if a.known.Body != nil {
			return nil
		}
	case http.StatusNotFound, http.StatusGone:
		return &NotThere{Host: a.host, Status: status}
	}
	u := &Unavailable{Host: a.host, Status: status, Reason: answered(status), again: status == http.StatusTooManyRequests || status >= 500}
	if after, told := retryAfter(answer.Header.Get("Retry-After"), now); told && u.again {
		a.after = after
		u.RestUntil = temporal.InstantOf(now.Add(after))
		a.client.turns.rest(a.host, now.Add(after))
	}
	return u
}

// again tells the library whether to try again. It is asked about an answer
// before read is, and about what read made of it.
func (a *ask) again(_ context.Context, _ *http.Response, err error) (bool, error) {
	if err == nil {
		return false, nil
	}
	a.tries++
	if n, ok := errors.AsType[*NotThere](err); ok {
		a.fault = n
		return false, nil
	}
	u := *unavailable(a.host, err)
	if u.asked() {
		u.Tries = a.tries
	}
	if u.RestUntil == 0 {
		a.after = 0
	}
	a.fault = &u
	return u.again, nil
}

// pause waits before another try, unless that would take too long in all: the
// error then only ends the tries, and what is told is the fault of the last.
func (a *ask) pause(r *http.Request) error {
	d := max(backoff(a.tries, rand.Float64()), a.after)
	if a.paused += d; a.paused > longestPauses {
		return a.fault
	}
	return a.client.wait(r.Context(), d)
}
