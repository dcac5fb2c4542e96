package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// batch is the number of rows of one statement: fewer are slower, more gain
// nothing and come near the bounds on parameters.
const batch = 200

// Entry is what is to become a revision.
type Entry struct {
	Kind   models.RevisionKind
	Actor  string // who writes
	Reason string // why
	// RecordedAt fixes the known time, and with it the hash, of the embedded
	// dataset; everything else leaves it zero.
	RecordedAt temporal.Instant
	// Base, if set, is the number of the revision that the entry was made from,
	// 0 for the empty register. Where another one is the newest by now, the
	// entry rests on what may no longer be so, and is refused.
	Base *int
	// Open are facts held from now on. One whose key is held replaces the held
	// one; one that is held as it is, is no news and is left out.
	Open []models.Fact
	// Close are facts no longer held. Each must be held now.
	Close []models.Ref
	// Progress, if set, is told how many facts of how many are written.
	Progress func(done, total int)
}

// Record writes one revision, all of it or nothing, and returns it. Its known
// time is read under the write lock and is later than that of every revision
// before.
//
// Nothing to do is no revision: the newest one and [ErrUnchanged]. A faulty
// entry is a [models.InvalidError] with every fault. A fixed instant that is
// not later than the newest revision, a base that is not the newest revision, a
// closed fact that is not held, and what the guards of the database refuse (two
// values on one axis and day, two holders of a seat) wrap [models.ErrConflict].
func (s *Store) Record(ctx context.Context, e Entry) (models.Revision, error) {
	d, err := newDraft(e)
	if err != nil {
		return models.Revision{}, fmt.Errorf("record a revision: %w", err)
	}
	var rev models.Revision
	err = s.writing(ctx, func(tx *gorm.DB) (err error) {
		rev, err = s.append(tx, d)
		return err
	})
	if errors.Is(err, ErrUnchanged) {
		return rev, err
	}
	if err != nil {
		return models.Revision{}, s.fail(err, "record a revision")
	}
	return rev, nil
}

// writing runs a transaction that no other one can record a revision beside.
func (s *Store) writing(ctx context.Context, do func(tx *gorm.DB) error) error {
	if s.write == nil {
		return errOnlyReads
	}
	return s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := s.engine.lockRevisions(tx); err != nil {
			return err
		}
		return do(tx)
	})
}

// append writes a draft after the newest revision. The caller holds the write
// lock.
func (s *Store) append(tx *gorm.DB, d *draft) (models.Revision, error) {
	newest, err := one(lines(tx).Order("r.number DESC"))
	if err != nil {
		return models.Revision{}, err
	}
	if d.Base != nil {
		if err := sameBase(*d.Base, newest); err != nil {
			return models.Revision{}, err
		}
	}
	if err := d.settle(tx); err != nil {
		return models.Revision{}, err
	}
	if len(d.open)+len(d.close) == 0 {
		return newest, ErrUnchanged
	}
	at, err := s.knownTime(d.RecordedAt, newest)
	if err != nil {
		return models.Revision{}, err
	}
	row, texts := d.revision(newest, at)
	if err := tx.Create(&texts).Error; err != nil {
		return models.Revision{}, err
	}
	if err := tx.Create(&row).Error; err != nil {
		return models.Revision{}, err
	}
	if err := d.write(tx, row.Number); err != nil {
		return models.Revision{}, err
	}
	return models.Revision{Number: row.Number, Kind: d.Kind, RecordedAt: at,
		Actor: d.Actor, Reason: d.Reason, Hash: row.Hash}, nil
}

// sameBase refuses what was made from another revision than the newest.
func sameBase(base int, newest models.Revision) error {
	if base != newest.Number {
		return fmt.Errorf("%w: the entry was made from revision %d, and by now the newest is revision %d",
			models.ErrConflict, base, newest.Number)
	}
	return nil
}

// knownTime is the instant of the next revision. A clock that was set back
// does not turn the chain around.
func (s *Store) knownTime(fixed temporal.Instant, newest models.Revision) (temporal.Instant, error) {
	if fixed == 0 {
		return max(temporal.InstantOf(s.clock()), newest.RecordedAt+1), nil
	}
	if fixed <= newest.RecordedAt {
		return 0, fmt.Errorf("%w: an instant fixed at %s is not later than revision %d of %s",
			models.ErrConflict, fixed, newest.Number, newest.RecordedAt)
	}
	return fixed, nil
}
