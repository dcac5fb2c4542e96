package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// keeper is a store in memory, which can go wrong in the ways of a store.
type keeper struct {
	t        testing.TB
	head     int
	facts    func() *models.Facts
	claims   []models.Claim
	queue    []models.Proposal
	kept     []models.Served
	runs     []models.Run    // the newest first
	results  []models.Result // that were written
	leases   []*models.Lease // under which they were
	asked    []string
	readOnly bool  // nothing may be written
	away     error // of reading
	failKeep error
	finish   []error // of the next calls of Finish
	moves    bool    // another process records a revision whenever Finish is a conflict
}

func (k *keeper) writes(what string) {
	k.asked = append(k.asked, what)
	if k.readOnly {
		k.t.Helper()
		k.t.Errorf("a dry run writes: %s", what)
	}
}

func (k *keeper) Head(context.Context) (models.Revision, error) {
	return models.Revision{Number: k.head}, k.away
}
func (k *keeper) Facts(_ context.Context, n int) (*models.Facts, error) {
	if n != k.head {
		k.t.Errorf("the facts of revision %d are read, the newest is %d", n, k.head)
	}
	return k.facts(), k.away
}
func (k *keeper) Keep(_ context.Context, s models.Served) (models.Served, error) {
	k.writes("keep " + s.URL)
	k.kept = append(k.kept, s)
	return s, k.failKeep
}
func (k *keeper) ServedAt(_ context.Context, source models.SourceID, url string) (models.Served, bool, error) {
	for _, s := range slices.Backward(k.kept) {
		if s.Source == source && s.URL == url {
			return s, true, nil
		}
	}
	return models.Served{}, false, nil
}
func (k *keeper) Served(_ context.Context, id models.SnapshotID) (models.Served, error) {
	for _, s := range k.kept {
		if s.ID == id {
			return s, nil
		}
	}
	return models.Served{}, models.ErrNotFound
}
func (k *keeper) Claims(_ context.Context, q models.ClaimsQuery) (list []models.Claim, more bool, err error) {
	for _, c := range k.claims {
		if (q.Source == "" || c.Source == q.Source) && (q.Gone || c.Gone == 0) {
			list = append(list, c)
		}
	}
	return list, false, k.away
}
func (k *keeper) Proposals(_ context.Context, q models.ProposalsQuery) (list []models.Proposal, more bool, err error) {
	for _, p := range k.queue {
		if (q.Source == "" || p.Source == q.Source) && (q.Kind == "" || p.Kind == q.Kind) && (q.Settled || p.Settled == 0) {
			list = append(list, p)
		}
	}
	return list, false, k.away
}
func (k *keeper) Runs(ctx context.Context, q models.RunsQuery) ([]models.Run, bool, error) {
	return (&runsOf{list: k.runs}).Runs(ctx, q)
}
func (k *keeper) Finish(ctx context.Context, lease *models.Lease, r models.Result) (models.Run, models.Revision, error) {
	k.writes("finish " + string(r.Run.Outcome))
	if ctx.Err() != nil {
		k.t.Error("the writing of a row is broken off with the run")
	}
	if len(k.finish) > 0 {
		err := k.finish[0]
		if k.finish = k.finish[1:]; err != nil {
			if k.moves {
				k.head++
			}
			return models.Run{}, models.Revision{}, err
		}
	}
	if r.Run.Succeeded() && r.Base != k.head {
		return models.Run{}, models.Revision{}, models.ErrConflict
	}
	r.Run.ID = len(k.runs) + 1
	if r.Run.Outcome == models.Changed {
		k.head++
		r.Run.Revision = k.head
	}
	k.runs = append([]models.Run{r.Run}, k.runs...)
	k.results, k.leases = append(k.results, r), append(k.leases, lease)
	return r.Run, models.Revision{Number: r.Run.Revision}, nil
}

// publisher is a source whose answers a test sets.
type publisher struct {
	list   func(ctx context.Context, get fetch.Getter, w fetch.Watch) ([]models.Document, error)
	follow func(ctx context.Context, get fetch.Getter, people []fetch.Wanted) ([]models.Document, error)
	read   func(p fetch.Page) (models.Document, error)
}

func (publisher) About() models.Source {
	return models.Source{ID: "ourcommons", Title: "Members of the House", Publisher: "House of Commons", Terms: "Speaker's Permission"}
}
func (p publisher) List(ctx context.Context, get fetch.Getter, w fetch.Watch) ([]models.Document, error) {
	return p.list(ctx, get, w)
}
func (p publisher) Follow(ctx context.Context, get fetch.Getter, people []fetch.Wanted) ([]models.Document, error) {
	if p.follow == nil {
		return nil, nil
	}
	return p.follow(ctx, get, people)
}
func (p publisher) Read(page fetch.Page) (models.Document, error) { return p.read(page) }

// document is what the publisher makes of any page.
func document(p fetch.Page) (models.Document, error) {
	return models.Document{Source: "ourcommons", Title: p.Title, URL: p.URL, Snapshot: p.Snapshot, At: p.At, Lists: models.ListsSitting}, nil
}

const theList = "Members/en/search/XML"

// house is everything that a run needs, set so that the run is unchanged.
type house struct {
	*keeper
	Refresher
	order     Order
	publisher publisher
	now       time.Time
	log       logged
	answers   []error // of the next questions to the publisher
	known     []bool  // for each question, whether the document need not be sent again
	progress  []string

	// What the pure steps answer, and what they were told.
	refusals []models.Refusal
	result   models.Result
	wanted   []fetch.Wanted
	checked  int
	inputs   []Input
}

func newHouse(t testing.TB) *house {
	h := &house{now: at(t, "2023-03-22T22:00:00Z").Time()}
	h.keeper = &keeper{t: t, head: 7, facts: func() *models.Facts { f := modeltest.New().Facts; return &f }}
	h.Refresher = Refresher{
		Keeper: h.keeper, House: modeltest.Commons, Clock: func() time.Time { h.now = h.now.Add(time.Second); return h.now },
		NewID: func() models.PersonID { return "per_new" }, Log: slog.New(slog.NewTextHandler(&h.log, nil)),
		steps: &steps{
			match: func(*Held, []models.Document, []models.Claim, func() models.PersonID) Matching { return Matching{} },
			check: func(*Held, Matching, []models.Document, []models.Claim, temporal.Instant) []models.Refusal {
				h.checked++
				return h.refusals
			},
			reconcile: func(in Input) (models.Result, []fetch.Wanted) {
				h.inputs = append(h.inputs, in)
				return h.result, h.wanted
			},
		},
	}
	h.publisher = publisher{read: document, list: func(ctx context.Context, get fetch.Getter, _ fetch.Watch) ([]models.Document, error) {
		return h.ask(ctx, get, theList)
	}}
	h.order = Order{Trigger: models.ByCommand, Lease: &models.Lease{Job: "ourcommons", Fence: 3},
		Progress: func(doing string, done, total int) {
			h.progress = append(h.progress, fmt.Sprintf("%s %d/%d", doing, done, total))
		}}
	return h
}

// ask is how the publisher gets and reads a document.
func (h *house) ask(ctx context.Context, get fetch.Getter, path string) ([]models.Document, error) {
	page, err := get(ctx, fetch.Request{Path: path, Title: "Members, as XML"})
	if err != nil {
		return nil, fmt.Errorf("ask for the members: %w", err)
	}
	doc, err := h.publisher.read(page)
	if err != nil {
		return nil, fmt.Errorf("read the members: %w", err)
	}
	return []models.Document{doc}, nil
}

// serve is what the publisher answers.
func (h *house) serve(_ context.Context, r fetch.Request, last *models.Served) (fetch.Page, error) {
	h.asked = append(h.asked, "ask "+r.Path)
	h.known = append(h.known, last != nil)
	if len(h.answers) > 0 {
		err := h.answers[0]
		h.answers = h.answers[1:]
		var unreadable *fetch.Unreadable
		if err != nil && !errors.As(err, &unreadable) {
			return fetch.Page{}, err
		}
		return h.page(r, last != nil), err
	}
	return h.page(r, last != nil), nil
}

func (h *house) page(r fetch.Request, unchanged bool) fetch.Page {
	url := "https://www.ourcommons.ca/" + r.Path
	return fetch.Page{Title: r.Title, URL: url, At: temporal.InstantOf(h.now), SHA256: "ab", Body: []byte("<ArrayOfMemberOfParliament/>"),
		Snapshot: models.NewSnapshotID("ourcommons", url, "ab"), Unchanged: unchanged}
}

func (h *house) run(ctx context.Context) (Report, error) {
	h.order.Feed = Feed{Source: h.publisher, Address: "https://www.ourcommons.ca/", Ask: h.serve}
	return h.Refresher.Run(ctx, h.order)
}

// must carries out the order, which leaves a row.
func (h *house) must() Report {
	h.t.Helper()
	report, err := h.run(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	return report
}
