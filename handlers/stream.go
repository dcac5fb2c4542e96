package handlers

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"caucus/handlers/problem"
	"caucus/models"
)

const (
	// maxStreams bounds the streams that are open at once, each of which holds a
	// connection.
	maxStreams = 1000
	// heartbeat is how long a stream may be silent: proxies cut connections that
	// are silent for longer.
	heartbeat = 15 * time.Second
	// logAgain is how soon a log that had no answer is asked again.
	logAgain = 2 * time.Second
)

// lastEventID is the header in which a client that was cut off says how far it
// came.
const lastEventID = "Last-Event-ID"

// Header values of streams. The last asks proxies not to hold events back.
var (
	contentEvents = []string{"text/event-stream"}
	notStored     = []string{"no-store"}
	unbuffered    = []string{"no"}
)

// stream tells revisions as they are made, as Server-Sent Events: the push form
// of the list of revisions.
func (a *api) stream(c *gin.Context) {
	if err := a.streamTo(c); err != nil {
		a.fail(c, err)
	}
}

// streamTo returns when whoever listens has gone, when a register of another
// chain of revisions comes, or when the process ends. The error says why there
// is no stream; nothing was written then.
func (a *api) streamTo(c *gin.Context) error {
	register, chain, _ := a.Registers.Watch()
	if register == nil {
		return fmt.Errorf("no register is loaded: %w", models.ErrUnavailable)
	}
	if a.Revisions == nil {
		return fmt.Errorf("no log of revisions: %w", models.ErrUnavailable)
	}
	seen, err := lastSeen(c.Request, register.Head().Number)
	if err != nil {
		return err
	}
	defer a.streams.Add(-1)
	if a.streams.Add(1) > maxStreams {
		return fmt.Errorf("%d streams are open: %w", maxStreams, models.ErrUnavailable)
	}
	h := c.Writer.Header()
	h["Content-Type"], h["Cache-Control"], h["X-Accel-Buffering"] = contentEvents, notStored, unbuffered
	if c.Request.Method == http.MethodHead {
		c.Writer.WriteHeaderNow()
		return nil
	}
	ctx, stop := context.WithCancel(c.Request.Context())
	defer stop()
	unbind := context.AfterFunc(a.Serving, stop)
	defer unbind()
	e := begin(c.Writer, a.Machine, seen, stop)
	defer e.end()
	a.push(ctx, e, chain)
	return nil
}

// lastSeen reads the number of the revision after which a stream begins: that
// of the newest unless the question says otherwise. A browser that was cut off
// asks the same address again, with the header beside it: how far it came counts
// then, not where it began.
func lastSeen(r *http.Request, newest int) (int, error) {
	var p params
	p.begin(r.URL.RawQuery, []string{"after"}, false)
	sent := r.Header.Values(lastEventID)
	most := newest
	if len(sent) > 0 {
		most = math.MaxInt32                                // the history in which the stream began may be another by now
		p.sent = append(p.sent, pair{lastEventID, sent[0]}) // what is wrong with it is told as of a parameter
	}
	if len(sent) > 1 {
		p.fault(lastEventID, strings.Join(sent, ", "), "to be given once")
	}
	after := p.number("after", 0, most, newest)
	seen := p.number(lastEventID, 0, newest, after)
	if faults := p.faults.OrNil(); faults != nil {
		return 0, faults
	}
	return seen, nil
}

// push writes events until ctx ends, which it does when they can no longer be
// written, or until a register of another chain comes. While the log has no
// answer the stream stays open: it goes on where it was.
func (a *api) push(ctx context.Context, e *events, chain int) {
	silence := time.NewTimer(heartbeat)
	defer silence.Stop()
	for failing := false; ctx.Err() == nil; {
		register, current, next := a.Registers.Watch()
		if current != chain {
			e.reset(register.Head().Number)
			return
		}
		err := a.catchUp(ctx, e, register.Head().Number)
		if err != nil && !failing && ctx.Err() == nil && problem.Of(err).Status == http.StatusInternalServerError {
			a.Log.Error("stream of revisions", "after", e.seen, "error", err)
		}
		wait := heartbeat
		if failing = err != nil; failing {
			wait = logAgain
		}
		silence.Reset(wait)
		select {
		case <-ctx.Done():
		case <-next:
		case <-silence.C:
			e.comment("nothing new")
		}
	}
}

// catchUp writes the revisions up to one that were not written yet, in order.
func (a *api) catchUp(ctx context.Context, e *events, until int) error {
	for e.seen < until && ctx.Err() == nil {
		list, _, err := a.Revisions.Revisions(ctx, models.LogQuery{Until: until, After: e.seen, Limit: eventsAtOnce})
		if err == nil && len(list) == 0 {
			err = fmt.Errorf("revisions after %d: %w", e.seen, models.ErrNotFound)
		}
		if err != nil {
			return unlogged(err)
		}
		e.revisions(list)
	}
	return ctx.Err()
}
