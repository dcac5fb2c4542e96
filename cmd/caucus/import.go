package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
)

// importCommand takes in what documents say. Whatever they hold becomes one
// revision or none, in one transaction: an import that is interrupted has
// changed nothing.
type importCommand struct {
	Parlinfo importParlinfo `cmd:"" help:"Profiles, lists and tables of roles from ParlInfo."`
	Facts    importFacts    `cmd:"" help:"Facts in the project's own format, as 'caucus export facts' writes them."`
	Tables   importTables   `cmd:"" help:"Tables of facts kept by hand, as CSV."`
}

// importFlags are what every import takes.
type importFlags struct {
	DryRun bool   `name:"dry-run" help:"Tell what would change and change nothing."`
	JSON   bool   `name:"json" help:"Print the summary as JSON."`
	Report string `placeholder:"FILE" help:"Write every fault of the documents to FILE, one JSON object a line."`
}

// intake is what an import brings: the entry of a revision and what to tell
// of it.
type intake struct {
	open      []models.Fact
	close     []models.Ref
	conflicts []facts.Conflict
	summary   summary
	faults    []fault
}

// intaker reads documents, given what the register holds.
type intaker func(ctx context.Context, st *store.Store, current *models.Facts) (intake, error)

// importAs runs an import: read, record, tell.
func (p *process) importAs(ctx context.Context, s settings, f importFlags, e store.Entry, read intaker) error {
	began := p.now()
	return p.withStore(ctx, s, func(st *store.Store) error {
		head, current, err := p.startingPoint(ctx, st, e.Kind, f.DryRun)
		if err != nil {
			return err
		}
		in, err := read(ctx, st, current)
		if err != nil {
			return err
		}
		if f.Report != "" {
			if err := writeFaults(f.Report, in.faults); err != nil {
				return err
			}
		}
		if err := in.buildable(current); err != nil {
			return err
		}
		revision := head
		if !f.DryRun && len(in.open)+len(in.close) > 0 {
			e.Open, e.Close = in.open, in.close
			if revision, err = p.record(ctx, st, e, "Recording"); err != nil {
				return err
			}
		}
		in.summary.end(in, revision.Number, revision.Number > head.Number, f.DryRun)
		in.summary.Seconds = p.now().Sub(began).Round(time.Millisecond).Seconds()
		return in.summary.print(p.stdout, f.JSON)
	})
}

// startingPoint is what the register holds before an import. Documents of a
// publisher are read against the reviewed lists, which importers look up and
// never create: an empty register is given them first, in a dry run only as a
// pretence. A dataset brings its own.
func (p *process) startingPoint(ctx context.Context, st *store.Store, kind models.RevisionKind, dry bool) (models.Revision, *models.Facts, error) {
	head, err := st.Head(ctx)
	if err != nil {
		return head, nil, err
	}
	if head.Number == 0 && kind == models.ImportRevision {
		lists, err := readLists(p.seed)
		if err != nil || dry {
			return head, lists, err
		}
		if head, err = p.recordLists(ctx, st, lists); err != nil {
			return head, nil, err
		}
	}
	current, err := st.Facts(ctx, head.Number)
	return head, current, err
}

// buildable refuses what would leave facts that refer to nothing: no register
// could be built from them, and nothing could be answered any more.
func (in *intake) buildable(current *models.Facts) error {
	gone := map[models.Ref]bool{}
	for _, ref := range in.close {
		gone[ref] = true
	}
	after := &models.Facts{}
	for _, f := range in.open {
		gone[models.RefOf(f)] = true
		after.Add(f)
	}
	for f := range current.All() {
		if !gone[models.RefOf(f)] {
			after.Add(f)
		}
	}
	if _, err := models.NewRegister(nil, after); err != nil {
		return fmt.Errorf("these facts and those held make no register: %w", err)
	}
	return nil
}

// planned turns what documents say into what is to change.
func planned(ctx context.Context, st *store.Store, current, incoming *models.Facts) (intake, error) {
	plan, err := reconcile(ctx, st, current, incoming)
	if err != nil {
		return intake{}, err
	}
	in := intake{open: plan.Open, close: plan.Close, conflicts: plan.Conflicts}
	in.summary.facts(incoming)
	return in, nil
}

// exist refuses paths that do not exist, all at once.
func exist(field string, paths ...string) error {
	faults := &models.InvalidError{}
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			faults.Add(field, path, "a file or a directory that exists")
		}
	}
	if err := faults.OrNil(); err != nil {
		return misuse{err}
	}
	return nil
}

// directory refuses a path that is no directory.
func directory(field, path string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		faults := &models.InvalidError{}
		faults.Add(field, path, "a directory that exists")
		return misuse{faults}
	}
	return nil
}
