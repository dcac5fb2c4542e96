package handlers

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"caucus/models"
)

// Registers gives the registers that questions are put to.
type Registers interface {
	// Current is the newest register; nil until one is loaded.
	Current() *models.Register
	// At is the register as of a revision. The error wraps
	// models.ErrUnavailable if too much is asked for at once.
	At(ctx context.Context, revision int) (*models.Register, error)
	// Watch returns the newest register, which chain of revisions it is of,
	// counted from zero, and a channel that is closed when another register takes
	// its place.
	Watch() (r *models.Register, chain int, next <-chan struct{})
}

// RevisionLog tells what each revision did. An error wraps models.ErrNotFound if
// the revision asked for is not there, or not yet.
type RevisionLog interface {
	// Revisions lists revisions, and tells whether more follow.
	Revisions(context.Context, models.LogQuery) ([]models.LoggedRevision, bool, error)
	// Revised lists what one of them did.
	Revised(context.Context, models.RevisedQuery) ([]models.Revised, bool, error)
	// Corrections lists what had been wrong.
	Corrections(context.Context, models.CorrectionsQuery) ([]models.Correction, bool, error)
}

// Freshness tells what sources say, and how it went to ask them. *store.Store is
// one.
type Freshness interface {
	// Claims lists what sources say, and tells whether more follows.
	Claims(context.Context, models.ClaimsQuery) ([]models.Claim, bool, error)
	// Proposals lists what waits for a decision.
	Proposals(context.Context, models.ProposalsQuery) ([]models.Proposal, bool, error)
	// Runs lists tries to bring the register up to date.
	Runs(context.Context, models.RunsQuery) ([]models.Run, bool, error)
	// Served is a document that was kept. The error wraps models.ErrNotFound if
	// there is none of that id.
	Served(context.Context, models.SnapshotID) (models.Served, error)
}

// Options are what New needs. Registers and Clock must be set.
type Options struct {
	Registers      Registers
	Revisions      RevisionLog          // nil answers questions about the log with 503
	Freshness      func() Freshness     // asked only once a register is loaded; nil, or a nil result, answers questions about freshness with 503
	Health         func() models.Health // of the jobs of this process; nil where nothing is known of jobs
	Sources        []models.Source      // that jobs can ask, also those which no belief cites yet
	Clock          func() time.Time
	Machine        func() time.Time // the machine's own clock, for deadlines of connections; nil sets none on streams
	Log            *slog.Logger     // nil keeps no log
	House          models.HouseID   // empty means the first House of the register
	BaseURL        string           // before the path of every link, without a slash at its end; empty for links without a host
	TrustedProxies []string         // addresses and networks whose X-Forwarded-For is believed; none if empty
	Build          string           // version of the program: an answer of another build has another ETag

	// Serving ends when the process is about to, and streams with it: nobody
	// waits for their end. Nil never ends.
	Serving context.Context
}

// api is the whole of it: what New was given, and the views of the newest
// register and of the past one that was asked for last.
type api struct {
	Options
	newest, past atomic.Pointer[view]
	streams      atomic.Int32 // that are open
	documents    documents
	times        *times
	counted      runCounts
}

// New returns the handler of every route. The error is about TrustedProxies.
func New(o Options) (http.Handler, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Serving == nil {
		o.Serving = context.Background()
	}
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.UseRawPath = true // an escaped slash is part of an id, and never names another route
	e.RedirectTrailingSlash = false
	if err := e.SetTrustedProxies(o.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	o.Build = strconv.FormatUint(fnv(fnvStart, o.Build), 36) // it is part of every tag
	a := &api{Options: o, times: newTimes()}
	a.routes(e)
	a.times.know(e.Routes())
	return e, nil
}
