package jobs

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

const (
	// mostFollowed bounds how many people a source is asked about in one run:
	// at one question a second, less than a minute.
	mostFollowed = 40
	// mostPlans bounds how often a run is planned anew because others record
	// revisions at the same time.
	mostPlans = 20
	// writeWithin bounds the writing of what a run leaves.
	writeWithin = 30 * time.Second
)

// work is one run on its way.
type work struct {
	*Refresher
	Order
	pure   *steps
	source models.Source
	start  time.Time // of the run, by the clock

	// What is known when it is planned; another look replaces it.
	head   models.Revision
	held   *Held
	claims []models.Claim
	queue  []models.Proposal // open ones of this source
	newest temporal.Instant  // when the last run of this source that was accepted began

	given    bool // the pages came with the order: nobody is asked
	asking   bool // the source has the word: an error is the publisher's
	served   []fetch.Page
	docs     []models.Document
	asides   []models.Proposal // refused documents that the run can do without
	followed bool
	about    []fetch.Wanted // whom the source was asked about one by one

	row    models.Run
	result models.Result
}

// safely goes through the run and turns a panic, be it in a parser, into an
// error.
func (w *work) safely(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{value: p, stack: debug.Stack()}
		}
	}()
	return w.through(ctx)
}

func (w *work) through(ctx context.Context) error {
	if err := w.look(ctx); err != nil {
		return err
	}
	if err := w.gather(ctx); err != nil {
		return err
	}
	for plans := 1; ; plans++ {
		if err := w.plan(ctx); err != nil {
			return err
		}
		err := w.record(ctx)
		if !errors.Is(err, models.ErrConflict) || plans == mostPlans {
			return err
		}
		base := w.head.Number
		if looking := w.look(ctx); looking != nil {
			return looking
		}
		if w.head.Number == base { // it is not others who are in the way
			return err
		}
	}
}

// look takes in what is believed, claimed and waiting now.
func (w *work) look(ctx context.Context) (err error) {
	w.tell("reading the register", 0, 1)
	if w.head, err = w.Keeper.Head(ctx); err != nil {
		return err
	}
	facts, err := w.Keeper.Facts(ctx, w.head.Number)
	if err != nil {
		return err
	}
	today, err := w.today(facts)
	if err != nil {
		return err
	}
	w.held = Hold(facts, w.House, today)
	if w.claims, err = w.claimed(ctx); err != nil {
		return err
	}
	if w.queue, _, err = w.Keeper.Proposals(ctx, models.ProposalsQuery{Source: w.source.ID}); err != nil {
		return err
	}
	w.newest, err = w.accepted(ctx)
	w.tell("reading the register", 1, 1)
	return err
}

// today is the day where the House sits.
func (w *work) today(facts *models.Facts) (temporal.Day, error) {
	at := slices.IndexFunc(facts.Houses, func(h models.House) bool { return h.ID == w.House })
	if at < 0 {
		return 0, fmt.Errorf("%w: the register of revision %d has no House %s", errNoHouse, w.head.Number, w.House)
	}
	return w.At.DayIn(facts.Houses[at].TimeZone)
}

// claimed lists the claims of every source that are made, and those of this one
// that are gone.
func (w *work) claimed(ctx context.Context) ([]models.Claim, error) {
	list, _, err := w.Keeper.Claims(ctx, models.ClaimsQuery{})
	if err != nil {
		return nil, err
	}
	own, _, err := w.Keeper.Claims(ctx, models.ClaimsQuery{Source: w.source.ID, Gone: true})
	for _, c := range own {
		if c.Gone != 0 {
			list = append(list, c)
		}
	}
	return list, err
}

// accepted is when the newest run of this source that was accepted began; zero
// if none was. One that has not come yet by the clock began while that was
// wrong, and would have everything refused until then.
func (w *work) accepted(ctx context.Context) (newest temporal.Instant, err error) {
	for _, o := range []models.Outcome{models.Changed, models.Unchanged} {
		runs, _, err := w.Keeper.Runs(ctx, models.RunsQuery{Source: w.source.ID, Outcome: o, Limit: 1})
		if err != nil {
			return 0, err
		}
		for _, run := range runs {
			if run.Began <= temporal.InstantOf(w.Clock())+clockJitter {
				newest = max(newest, run.Began)
			}
		}
	}
	return newest, nil
}

// plan decides what is to be recorded. Of people of whom something is open the
// source is asked besides, once.
func (w *work) plan(ctx context.Context) error {
	wanted, err := w.draw()
	if err != nil || len(wanted) == 0 || w.followed || w.given {
		return err
	}
	w.followed, w.about = true, w.some(wanted)
	docs, err := w.follow(ctx, w.about)
	if err != nil {
		return err
	}
	w.docs = append(w.docs, docs...)
	_, err = w.draw()
	return err
}

// some takes as many as may be asked about, by lot: whatever their number and the
// hours of the schedule are, each has the same chance every time.
func (w *work) some(wanted []fetch.Wanted) []fetch.Wanted {
	if len(wanted) <= mostFollowed {
		return wanted
	}
	wanted = slices.Clone(wanted)
	lots := rand.New(rand.NewPCG(uint64(w.At), 0)) // the same run asks the same again
	lots.Shuffle(len(wanted), func(i, j int) { wanted[i], wanted[j] = wanted[j], wanted[i] })
	return wanted[:mostFollowed]
}

// draw is one plan from all documents of the run.
func (w *work) draw() ([]fetch.Wanted, error) {
	w.tell("comparing", 0, len(w.docs))
	m := w.pure.match(w.held, w.docs, w.claims, w.NewID)
	if w.LetThrough == "" {
		if refusals := w.pure.check(w.held, m, w.docs, w.claims, w.newest); len(refusals) > 0 {
			w.row.Tally = w.counted(m)
			return nil, implausible(refusals)
		}
	}
	result, wanted := w.pure.reconcile(Input{
		Held: w.held, Source: w.source, Docs: w.docs, Matching: m, Claims: w.claims, Queue: w.queue,
		At: w.At, Asked: w.about, LetThrough: w.LetThrough != "",
	})
	w.fill(&result)
	w.result = result
	w.tell("comparing", len(w.docs), len(w.docs))
	return wanted, nil
}

// tell says what is being done.
func (w *work) tell(doing string, done, total int) {
	if w.Progress != nil {
		w.Progress(doing, done, total)
	}
}
