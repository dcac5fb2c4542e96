package main

import (
	"context"
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

// importAs runs an import: read, record, tell. Where another process records
// meanwhile, what the documents change is worked out again, from the documents:
// to keep them for that would take the memory of the rest of the import.
func (p *process) importAs(ctx context.Context, s settings, f importFlags, e store.Entry, read intaker) error {
	began := p.now()
	return p.withStore(ctx, s, func(st *store.Store) error {
		var in intake
		var head, revision models.Revision
		err := fromNewest(ctx, st, func(newest models.Revision) (err error) {
			head, revision = newest, newest
			if in, err = p.takeIn(ctx, st, head, f, e.Kind, read); err != nil || f.DryRun || len(in.open)+len(in.close) == 0 {
				return err
			}
			e.Base, e.Open, e.Close = &head.Number, in.open, in.close
			revision, err = p.record(ctx, st, e, "Recording")
			return err
		})
		if err != nil {
			return err
		}
		in.summary.end(in, revision.Number, revision.Number > head.Number, f.DryRun)
		in.summary.Seconds = p.now().Sub(began).Round(time.Millisecond).Seconds()
		return in.summary.print(p.stdout, f.JSON)
	})
}

// takeIn works out what an import brings to the register as of its newest
// revision.
func (p *process) takeIn(ctx context.Context, st *store.Store, head models.Revision, f importFlags, kind models.RevisionKind, read intaker) (in intake, err error) {
	current, lists, err := p.startingPoint(ctx, st, head, kind)
	if err != nil {
		return in, err
	}
	if in, err = read(ctx, st, current); err != nil {
		return in, err
	}
	if f.Report != "" {
		if err := writeFaults(f.Report, in.faults); err != nil {
			return in, err
		}
	}
	if err := sound(current, models.Applied(current, in.open, in.close)); err != nil {
		return in, err
	}
	in.countReplaced(current)
	in.bring(lists)
	return in, nil
}

// startingPoint is what the register holds before an import. Documents of a
// publisher are read against the reviewed lists, which importers look up and
// never create: an empty register is taken to hold those of this program, which
// the import then records with what it brings. A dataset brings its own.
func (p *process) startingPoint(ctx context.Context, st *store.Store, head models.Revision, kind models.RevisionKind) (current, lists *models.Facts, err error) {
	if head.Number == 0 && kind == models.ImportRevision {
		lists, err = readLists(p.seed)
		return lists, lists, err
	}
	current, err = st.Facts(ctx, head.Number)
	return current, &models.Facts{}, err
}

// bring adds the lists that an empty register needs to what is to be recorded;
// with nothing to record nothing is brought.
func (in *intake) bring(lists *models.Facts) {
	if len(in.open) == 0 {
		return
	}
	after := models.Applied(lists, nil, append(refsOf(in.open), in.close...))
	if lists.Len() > 0 {
		in.close = nil // what an empty register does not hold yet
	}
	in.open = append(all(after), in.open...)
}

func refsOf(list []models.Fact) []models.Ref {
	refs := make([]models.Ref, len(list))
	for i, f := range list {
		refs[i] = models.RefOf(f)
	}
	return refs
}

// countReplaced counts the facts that take the place of one with their key.
func (in *intake) countReplaced(current *models.Facts) {
	held := map[models.Ref]bool{}
	for f := range current.All() {
		held[models.RefOf(f)] = true
	}
	for _, f := range in.open {
		if held[models.RefOf(f)] {
			in.summary.Replaced++
		}
	}
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
