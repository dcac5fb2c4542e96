package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
	"caucus/models/temporal"
)

// manifestName is the file beside the facts that tells what they are.
const manifestName = "manifest.json"

// manifest tells what a directory of facts is. The revision that the embedded
// dataset becomes takes its instant, actor and reason from it, so that every
// installation begins with the same chain.
type manifest struct {
	Format     int                 `json:"format"` // 1
	Title      string              `json:"title"`
	RecordedAt temporal.Instant    `json:"recorded_at"`
	Actor      string              `json:"actor"`
	Reason     string              `json:"reason"`
	Counts     map[models.Kind]int `json:"counts,omitempty"` // facts by kind, to see at a glance what a newer export changed
}

// readManifest returns fs.ErrNotExist, wrapped, if the directory has none.
func readManifest(dir fs.FS) (manifest, error) {
	var m manifest
	data, err := fs.ReadFile(dir, manifestName)
	if err != nil {
		return m, fmt.Errorf("read what the dataset is: %w", err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("read what the dataset is: %s: %w", manifestName, err)
	}
	if m.Format != 1 || m.RecordedAt == 0 || m.Actor == "" || m.Reason == "" {
		return m, fmt.Errorf("read what the dataset is: %s: want format 1, recorded_at, actor and reason", manifestName)
	}
	return m, nil
}

// counted compares the facts of a directory with the counts of its manifest, if
// it gives any: a file that is missing or cut short is no smaller dataset.
func (m manifest) counted(set *models.Facts) error {
	if len(m.Counts) == 0 {
		return nil
	}
	got := map[models.Kind]int{}
	for f := range set.All() {
		got[f.Kind()]++
	}
	for _, k := range models.Kinds {
		if got[k] != m.Counts[k] {
			return fmt.Errorf("%s holds %d facts, and %s says %d: the export is not whole", facts.FileName(k), got[k], manifestName, m.Counts[k])
		}
	}
	return nil
}

// markBegins and the instant of a dataset stand at the end of the reason of a
// revision that a newer dataset was reconciled in. By it the next start knows
// that it is in: the instant of such a revision is not that of the dataset.
const markBegins = " (dataset of "

func (m manifest) mark() string { return markBegins + m.RecordedAt.String() + ")" }

// loadDataset makes sure that the register holds the embedded dataset: as its
// first revision if it is empty; else, if the dataset of this program has never
// been loaded, as one more revision that changes nothing decided since. The
// dataset is a source like others, so that whatever came of it leaves a run; only
// a start at which there was nothing to do leaves none.
func (p *process) loadDataset(ctx context.Context, st *store.Store) error {
	run, err := p.refreshDataset(ctx, st, models.ByStart)
	if err != nil || run.Outcome == models.Unchanged {
		return err
	}
	_, err = run.leave(ctx, st, nil)
	return err
}

// datasetRun is a run of the embedded dataset and what waits for a decision
// because of it.
type datasetRun struct {
	models.Run
	queue []models.Proposal
}

// leave writes the row of the run and what waits because of it.
func (run *datasetRun) leave(ctx context.Context, st *store.Store, lease *models.Lease) (row models.Run, err error) {
	err = fromNewest(ctx, st, func(head models.Revision) (err error) {
		row, _, err = st.Finish(ctx, lease, models.Result{Run: run.Run, Queue: run.queue, Base: head.Number})
		return err
	})
	if err != nil {
		return row, fmt.Errorf("note what came of the dataset: %w", err)
	}
	return row, nil
}

// refreshDataset takes in the embedded dataset if it is not in.
func (p *process) refreshDataset(ctx context.Context, st *store.Store, trigger models.Trigger) (run datasetRun, err error) {
	began := p.instant()
	err = fromNewest(ctx, st, func(head models.Revision) (err error) {
		run, err = p.loadAfter(ctx, st, head, trigger)
		return err
	})
	run.Source, run.Trigger, run.Began, run.Ended = datasetSource, trigger, began, p.instant()
	run.Tally.Proposals = len(run.queue)
	return run, err
}

func (p *process) instant() temporal.Instant { return temporal.InstantOf(p.now()) }

// loadAfter takes the dataset in after the newest revision. A register that
// began otherwise, by imports, is given it only by command.
func (p *process) loadAfter(ctx context.Context, st *store.Store, head models.Revision, trigger models.Trigger) (run datasetRun, err error) {
	run.Outcome = models.Unchanged
	m, err := readManifest(p.seed)
	if errors.Is(err, fs.ErrNotExist) && head.Number > 0 {
		return run, nil // a program built without a dataset, on a register made by imports
	}
	if err != nil {
		return run, err
	}
	chain, err := st.Revisions(ctx)
	if err != nil || m.in(chain) || head.Number > 0 && trigger != models.ByCommand && !m.began(chain) {
		return run, err
	}
	set, err := facts.Read(p.seed)
	if err != nil {
		return run, fmt.Errorf("the embedded dataset: %w", err)
	}
	run.Tally.Documents, run.Tally.Records = 1, len(set.People)
	if head.Number > 0 {
		return run, p.updateDataset(ctx, st, chain[:head.Number], m, set, &run)
	}
	r, err := p.record(ctx, st, store.Entry{
		Kind: models.DatasetRevision, Actor: m.Actor, Reason: m.Reason, RecordedAt: m.RecordedAt, Base: new(0), Open: all(set),
	}, "Loading the dataset")
	run.recorded(r, set.Len(), 0)
	return run, err
}

func (run *datasetRun) recorded(r models.Revision, opened, closed int) {
	run.Outcome, run.Revision, run.Tally.Opened, run.Tally.Closed = models.Changed, r.Number, opened, closed
}

// updateDataset reconciles the dataset of this program with a register that
// began with another one. What is held as an earlier dataset wrote it gives way
// unweighed: nobody else has decided on it.
func (p *process) updateDataset(ctx context.Context, st *store.Store, chain []models.Revision, m manifest, set *models.Facts, run *datasetRun) error {
	current, err := st.Facts(ctx, len(chain))
	if err != nil {
		return err
	}
	keepKnownIDs(set, current)
	old, err := outdated(chain, current, set, m)
	if err != nil {
		return err
	}
	told, err := st.Told(ctx)
	if err != nil {
		return fmt.Errorf("compare with the register: %w", err)
	}
	plan := facts.Reconcile(models.Applied(current, nil, slices.Collect(maps.Keys(old))), set,
		func(f models.Fact) bool { return !old[models.RefOf(f)] && told(f) })
	for _, f := range plan.Open {
		delete(old, models.RefOf(f)) // replaced under its key
	}
	plan.Close = append(plan.Close, slices.Collect(maps.Keys(old))...)
	if err := sound(current, models.Applied(current, plan.Open, plan.Close)); err != nil {
		fmt.Fprintf(p.stderr, "The newer dataset is not taken in: %s\n", err)
		run.Outcome, run.Reason = models.Refused, "The newer dataset and what is held would make no sound register."
		return nil
	}
	run.queue = contradictions(plan.Conflicts, p.instant())
	if n := len(plan.Conflicts); n > 0 {
		fmt.Fprintf(p.stderr, "The newer dataset contradicts the register in %d facts, which stay as they are; they are in the queue\n", n)
	}
	if len(plan.Open)+len(plan.Close) == 0 {
		return nil
	}
	r, err := p.record(ctx, st, store.Entry{
		Kind: models.DatasetRevision, Actor: m.Actor, Reason: m.Reason + m.mark(), Base: new(len(chain)), Open: plan.Open, Close: plan.Close,
	}, "Updating the dataset")
	run.recorded(r, len(plan.Open), len(plan.Close))
	return err
}

// outdated lists what is held as an earlier dataset wrote it and the one of this
// program says otherwise, or no more. Documents that others may cite stay.
func outdated(chain []models.Revision, current, set *models.Facts, m manifest) (map[models.Ref]bool, error) {
	says := map[models.Ref]string{}
	for f := range set.All() {
		text, err := facts.Encode(f)
		if err != nil {
			return nil, err
		}
		says[models.RefOf(f)] = string(text)
	}
	old := map[models.Ref]bool{}
	for f := range current.All() {
		c, ok := f.(interface{ OpenedIn() int })
		if !ok {
			continue
		}
		n := c.OpenedIn()
		if n == 0 || chain[n-1].Kind != models.DatasetRevision || chain[n-1].Actor != m.Actor {
			continue
		}
		if text, err := facts.Encode(f); err != nil {
			return nil, err
		} else if says[models.RefOf(f)] != string(text) {
			old[models.RefOf(f)] = true
		}
	}
	return old, nil
}

// began reports whether a register has any dataset of the same editors.
func (m manifest) began(chain []models.Revision) bool {
	return slices.ContainsFunc(chain, func(r models.Revision) bool { return r.Kind == models.DatasetRevision && r.Actor == m.Actor })
}

// in reports whether a dataset, or a newer one of the same editors, is among the
// revisions: an older program that starts beside a newer one takes nothing back.
func (m manifest) in(chain []models.Revision) bool {
	return slices.ContainsFunc(chain, func(r models.Revision) bool {
		instant := datasetOf(r)
		return r.Kind == models.DatasetRevision && (instant == m.RecordedAt || instant > m.RecordedAt && r.Actor == m.Actor)
	})
}

// datasetOf is the instant of the dataset that a revision brought.
func datasetOf(r models.Revision) temporal.Instant {
	if i := strings.LastIndex(r.Reason, markBegins); i >= 0 {
		if instant, err := temporal.ParseInstant(strings.TrimSuffix(r.Reason[i+len(markBegins):], ")")); err == nil {
			return instant
		}
	}
	return r.RecordedAt
}

// reviewedKinds are the lists that importers look up and never create.
var reviewedKinds = []models.Kind{
	models.KindHouse, models.KindSource, models.KindSnapshot, models.KindParliament, models.KindSeats,
	models.KindOrganization, models.KindSuccession,
}

// readLists reads the reviewed lists of the embedded dataset, without what
// documents say.
func readLists(seed fs.FS) (*models.Facts, error) {
	set, err := facts.Read(seed, reviewedKinds...)
	if err != nil {
		return nil, fmt.Errorf("the reviewed lists of the embedded dataset: %w", err)
	}
	keepCited(set)
	return set, nil
}

// keepCited drops the snapshots that nothing left in the set cites.
func keepCited(set *models.Facts) {
	cited := map[models.SnapshotID]bool{}
	note := func(c models.Cited) {
		for _, one := range c.Citations {
			cited[one.Snapshot] = true
		}
	}
	for _, f := range set.Houses {
		note(f.Cited)
	}
	for _, f := range set.Parliaments {
		note(f.Cited)
	}
	for _, f := range set.Seats {
		note(f.Cited)
	}
	for _, f := range set.Organizations {
		note(f.Cited)
	}
	for _, f := range set.Successions {
		note(f.Cited)
	}
	kept := set.Snapshots[:0]
	for _, s := range set.Snapshots {
		if cited[s.ID] {
			kept = append(kept, s)
		}
	}
	set.Snapshots = kept
}

// all lists the facts of a set.
func all(set *models.Facts) []models.Fact {
	list := make([]models.Fact, 0, set.Len())
	for f := range set.All() {
		list = append(list, f)
	}
	return list
}

// record writes one revision and shows how far it is. What is held already is
// no error: it makes no revision.
func (p *process) record(ctx context.Context, st *store.Store, e store.Entry, doing string) (models.Revision, error) {
	bar := p.progress(doing)
	e.Progress = bar.show
	defer bar.done()
	r, err := st.Record(ctx, e)
	if errors.Is(err, store.ErrUnchanged) {
		return r, nil
	}
	return r, err
}
