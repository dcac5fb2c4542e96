package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"caucus/models"
)

// Finish writes what a run leaves in one transaction, all of it or nothing: its
// claims, its proposals, its revision if it has anything to record, and its row,
// which it returns together with that revision; the zero Revision if there is
// none.
//
// A run under a lease is written only while the lease holds: one that ran out,
// or that another process has, is [models.ErrLost]. Without a lease (nil)
// nothing is asked.
//
// A run that read its source to the end, changed or unchanged, was made from
// r.Base: where another revision is the newest by now it is
// [models.ErrConflict], as is whatever [Store.Record] refuses so, a claim that
// is not there, and one that is made already. Whether it counts as changed, what
// happens decides: what is held already is not recorded again. One that changed
// the register before, by [Store.Record], names that revision and has nothing to
// record. Any other run records nothing, and its base is not looked at.
//
// Under a lease for a slot, a run that did not fail is the job done for that
// slot, even if the process ends before it gives the lease back.
//
// The Tally of the run gets the facts that the revision opens and closes. A
// proposal without an id gets its own; one that does not say when it was opened
// was when the run began. A faulty result is a [models.InvalidError] with every
// fault.
func (s *Store) Finish(ctx context.Context, lease *models.Lease, r models.Result) (models.Run, models.Revision, error) {
	d, err := newEnding(r)
	if err != nil {
		return models.Run{}, models.Revision{}, fmt.Errorf("finish a run: %w", err)
	}
	err = s.writing(ctx, func(tx *gorm.DB) error {
		if lease != nil {
			if err := s.holds(tx, *lease); err != nil {
				return err
			}
			d.result.Run.Fence = lease.Fence
		}
		if err := s.end(tx, d); err != nil || lease == nil || lease.Slot == 0 || d.result.Run.Outcome == models.Failed {
			return err
		}
		return done(tx, *lease)
	})
	if err != nil {
		return models.Run{}, models.Revision{}, s.fail(err, "finish a run of %s", r.Run.Source)
	}
	return d.result.Run, d.revision, nil
}

// ending is a result on its way into the database.
type ending struct {
	result   models.Result
	draft    *draft // nil if there is nothing to record
	revision models.Revision
}

// newEnding checks a result before the write lock is taken.
func newEnding(r models.Result) (*ending, error) {
	invalid := &models.InvalidError{}
	d := &ending{result: r}
	checkRun(&r.Run, invalid)
	for i := range r.Claims {
		checkClaim(&r.Claims[i], invalid)
	}
	for i := range r.Queue {
		p := completed(r.Queue[i], r.Run)
		checkProposal(&p, invalid)
	}
	if len(r.Open)+len(r.Close) == 0 {
		return d, invalid.OrNil()
	}
	if !r.Run.Succeeded() {
		invalid.Add("run", string(r.Run.Outcome), "nothing to record: only a run that read its source to the end changes the register")
	}
	var err error
	d.draft, err = newDraft(Entry{
		Kind: models.RefreshRevision, Actor: r.Actor, Reason: r.Reason, Base: &r.Base, Open: r.Open, Close: r.Close,
	})
	var faults *models.InvalidError
	if errors.As(err, &faults) {
		invalid.Faults = append(invalid.Faults, faults.Faults...)
		err = nil
	}
	if err == nil {
		err = invalid.OrNil()
	}
	return d, err
}

// end writes a run. The caller holds the write lock.
func (s *Store) end(tx *gorm.DB, d *ending) error {
	run := &d.result.Run
	if d.draft != nil || run.Outcome != models.Changed {
		run.Revision = 0
	}
	if run.Succeeded() {
		if err := s.recordEnding(tx, d); err != nil {
			return err
		}
	}
	if err := writeClaims(tx, d.result.Claims); err != nil {
		return err
	}
	if err := seeClaims(tx, d.result.Seen, run.Began); err != nil {
		return err
	}
	queue := make([]models.Proposal, len(d.result.Queue))
	for i, p := range d.result.Queue {
		queue[i] = completed(p, *run)
	}
	if err := writeProposals(tx, queue); err != nil {
		return err
	}
	return writeRun(tx, run)
}

// recordEnding records the revision of a run, or finds that there is none.
func (s *Store) recordEnding(tx *gorm.DB, d *ending) error {
	run := &d.result.Run
	if run.Revision == 0 {
		run.Outcome, run.Tally.Opened, run.Tally.Closed = models.Unchanged, 0, 0
	}
	if d.draft == nil {
		newest, err := one(lines(tx).Order("r.number DESC"))
		if err != nil {
			return err
		}
		return sameBase(d.result.Base, newest)
	}
	rev, err := s.append(tx, d.draft)
	if errors.Is(err, ErrUnchanged) {
		return nil
	}
	if err != nil {
		return err
	}
	d.revision = rev
	run.Outcome, run.Revision = models.Changed, rev.Number
	run.Tally.Opened, run.Tally.Closed = len(d.draft.open), len(d.draft.close)
	return nil
}
