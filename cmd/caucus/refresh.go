package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"caucus/jobs"
	"caucus/models"
	"caucus/models/store"
)

// refreshCommand asks sources now. It is the very code that the schedule runs.
type refreshCommand struct {
	Sources    []string `arg:"" optional:"" name:"source" placeholder:"SOURCE" help:"ourcommons, ourcommonsmember, parlinfo or dataset; all of them if none is given."`
	DryRun     bool     `name:"dry-run" help:"Tell what would follow and write nothing, not even what was served."`
	Replay     string   `placeholder:"DIR" help:"Read dated captures instead of asking, in order, each as if served at the scheduled times of its day."`
	LetThrough string   `name:"let-through" placeholder:"SNAPSHOT" help:"Take in a refused document for which you vouch."`
	JSON       bool     `name:"json" help:"Print one JSON object for each run."`
}

// Run refreshes. It fails if any run did; a source that could not be reached, or
// a document that was refused, is told and is no failure of this command.
func (c refreshCommand) Run(ctx context.Context, p *process, s settings) error {
	sources, err := c.check()
	if err != nil {
		return err
	}
	return p.withStore(ctx, s, func(st *store.Store) error {
		feeds, err := p.feeds(s)
		if err != nil {
			return err
		}
		r := &refreshing{process: p, command: c, store: st, feeds: feeds, teller: newTeller(p.stdout, c.JSON)}
		r.refresher = p.refresher(st, s.logger(p.stderr))
		if !c.JSON && !s.logJSON { // a person reads the summary, not the log
			r.refresher.Log = quiet(p.stderr)
		}
		return r.run(ctx, s, sources)
	})
}

// check refuses contradictory flags and unknown sources, all at once.
func (c refreshCommand) check() ([]models.SourceID, error) {
	faults := &models.InvalidError{}
	known := append(slices.Clone(published), datasetSource)
	var sources []models.SourceID
	for _, name := range c.Sources {
		if !slices.Contains(known, models.SourceID(name)) {
			faults.Add("SOURCE", name, "one of "+joined(known))
		}
		sources = append(sources, models.SourceID(name))
	}
	if c.Replay != "" && c.LetThrough != "" {
		faults.Add("--let-through", c.LetThrough, "only one of --replay and --let-through")
	}
	if c.LetThrough != "" && len(sources) > 0 {
		faults.Add("SOURCE", strings.Join(c.Sources, " "), "no source beside --let-through: the document has one")
	}
	if c.Replay != "" && slices.Contains(sources, datasetSource) {
		faults.Add("SOURCE", string(datasetSource), "a publisher: there are no captures of the dataset")
	}
	if err := faults.OrNil(); err != nil {
		return nil, misuse{err}
	}
	if len(sources) == 0 {
		sources = known
	}
	return sources, nil
}

// refreshing is the command while it runs.
type refreshing struct {
	*process
	command   refreshCommand
	store     *store.Store
	feeds     []jobs.Feed
	refresher *jobs.Refresher
	teller    *teller
	failed    []string
}

func (r *refreshing) run(ctx context.Context, s settings, sources []models.SourceID) error {
	if err := r.begin(ctx); err != nil {
		return err
	}
	var err error
	switch {
	case r.command.Replay != "":
		err = r.replay(ctx, s, sources)
	case r.command.LetThrough != "":
		err = r.letThrough(ctx)
	default:
		err = r.ask(ctx, sources)
	}
	if err != nil {
		return err
	}
	if err := r.teller.end(); err != nil {
		return err
	}
	if len(r.failed) > 0 {
		return fmt.Errorf("%d runs failed: %s", len(r.failed), strings.Join(r.failed, ", "))
	}
	return nil
}

// begin gives an empty register the dataset, as serve does: there must be a
// House to refresh.
func (r *refreshing) begin(ctx context.Context) error {
	head, err := r.store.Head(ctx)
	if err != nil || head.Number > 0 || r.command.DryRun {
		return err
	}
	return r.loadDataset(ctx, r.store)
}

// ask asks sources, one after the other.
func (r *refreshing) ask(ctx context.Context, sources []models.SourceID) error {
	for _, id := range sources {
		if id == datasetSource {
			if err := r.dataset(ctx); err != nil {
				return err
			}
			continue
		}
		if err := r.order(ctx, jobs.Order{Feed: r.feed(id), Trigger: models.ByCommand}); err != nil {
			return err
		}
	}
	return nil
}

func (r *refreshing) feed(id models.SourceID) jobs.Feed {
	return r.feeds[slices.Index(published, id)]
}

// order carries out an order under a lease, so that it does not run beside one
// of the schedule.
func (r *refreshing) order(ctx context.Context, o jobs.Order) error {
	o.DryRun, o.Progress = r.command.DryRun, r.teller.progress(r.process)
	source := o.Feed.About().ID
	do := func(ctx context.Context, l models.Lease) error {
		if l.Fence != 0 {
			o.Lease = &l
		}
		report, err := r.refresher.Run(ctx, o)
		if err != nil {
			return err
		}
		return r.tell(report)
	}
	var err error
	if r.command.DryRun || o.At != 0 {
		err = do(ctx, models.Lease{}) // a dry run writes nothing; a replay is of one process
	} else {
		err = jobs.Holding{Leases: r.store, Holder: rand.Text(), TTL: r.waits.lease}.Do(ctx, string(source), 0, do)
	}
	if errors.Is(err, models.ErrHeld) {
		return fmt.Errorf("%s: %w: try again when it is done", source, models.ErrHeld)
	}
	return err
}

func (r *refreshing) tell(report jobs.Report) error {
	if report.Run.Outcome == models.Failed {
		r.failed = append(r.failed, string(report.Run.Source))
	}
	return r.teller.run(report)
}

// letThrough takes in a document that was refused.
func (r *refreshing) letThrough(ctx context.Context) error {
	id := models.SnapshotID(r.command.LetThrough)
	served, err := r.store.Served(ctx, id)
	if err != nil {
		return fmt.Errorf("the document %s: %w", id, err)
	}
	if !slices.Contains(published, served.Source) {
		return fmt.Errorf("the document %s: %w", id, models.ErrNotFound)
	}
	return r.order(ctx, jobs.Order{Feed: r.feed(served.Source), Trigger: models.ByEditor, LetThrough: id})
}

// dataset takes in the embedded dataset.
func (r *refreshing) dataset(ctx context.Context) error {
	if r.command.DryRun {
		return nil // what it holds is known: it is in the program
	}
	run, err := r.refreshDataset(ctx, r.store, models.ByCommand)
	if err != nil {
		return err
	}
	row, err := run.leave(ctx, r.store, nil)
	if err != nil {
		return err
	}
	return r.tell(jobs.Report{Run: row, Result: models.Result{Run: row, Queue: run.queue}})
}
