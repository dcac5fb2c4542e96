package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// line is a revision without its payload, which may be large.
type line struct {
	Number     int
	Kind       string
	RecordedAt string
	Hash       string
	Actor      optional
	Reason     optional
}

func lines(tx *gorm.DB) *gorm.DB {
	return tx.Table("revisions r").
		Select("r.number, r.kind, r.recorded_at, r.hash, a.text AS actor, b.text AS reason").
		Joins("LEFT JOIN texts a ON a.digest = r.actor").
		Joins("LEFT JOIN texts b ON b.digest = r.reason")
}

// one returns the revision that a question finds, or the zero Revision.
func one(tx *gorm.DB) (models.Revision, error) {
	var found []line
	if err := tx.Limit(1).Scan(&found).Error; err != nil || len(found) == 0 {
		return models.Revision{}, err
	}
	return found[0].revision()
}

func (l line) revision() (models.Revision, error) {
	at, err := temporal.ParseInstant(l.RecordedAt)
	if err != nil {
		return models.Revision{}, fmt.Errorf("revision %d: %w", l.Number, err)
	}
	return models.Revision{
		Number: l.Number, Kind: models.RevisionKind(l.Kind), RecordedAt: at,
		Actor: string(l.Actor), Reason: string(l.Reason), Hash: l.Hash,
	}, nil
}

// Head returns the newest revision; the zero Revision if there is none.
func (s *Store) Head(ctx context.Context) (models.Revision, error) {
	rev, err := one(lines(s.read.WithContext(ctx)).Order("r.number DESC"))
	if err != nil {
		return rev, s.fail(err, "read the newest revision")
	}
	return rev, nil
}

// First returns the first revision; the zero Revision if there is none.
func (s *Store) First(ctx context.Context) (models.Revision, error) {
	rev, err := one(lines(s.read.WithContext(ctx)).Order("r.number"))
	if err != nil {
		return rev, s.fail(err, "read the first revision")
	}
	return rev, nil
}

// Revisions returns all revisions, from the first to the newest.
func (s *Store) Revisions(ctx context.Context) ([]models.Revision, error) {
	var found []line
	if err := lines(s.read.WithContext(ctx)).Order("r.number").Scan(&found).Error; err != nil {
		return nil, s.fail(err, "read the revisions")
	}
	all := make([]models.Revision, len(found))
	for i, l := range found {
		var err error
		if all[i], err = l.revision(); err != nil {
			return nil, fmt.Errorf("read the revisions: %w", err)
		}
	}
	return all, nil
}

// Revision returns a revision by its number, or [models.ErrNotFound].
func (s *Store) Revision(ctx context.Context, n int) (models.Revision, error) {
	rev, err := numbered(s.read.WithContext(ctx), n)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return rev, s.fail(err, "read revision %d", n)
	}
	return rev, err
}

func numbered(tx *gorm.DB, n int) (models.Revision, error) {
	rev, err := one(lines(tx).Where("r.number = ?", n))
	if err == nil && rev.Number == 0 {
		err = fmt.Errorf("revision %d: %w", n, models.ErrNotFound)
	}
	return rev, err
}

// At returns the newest revision recorded at an instant or before. Before the
// first there is none: [models.ErrNotFound], which names the first.
func (s *Store) At(ctx context.Context, known temporal.Instant) (models.Revision, error) {
	rev, err := one(lines(s.read.WithContext(ctx)).
		Where("r.recorded_at <= ?", known.Sortable()).Order("r.recorded_at DESC"))
	if err != nil {
		return rev, s.fail(err, "read the revision at %s", known)
	}
	if rev.Number > 0 {
		return rev, nil
	}
	first, err := s.First(ctx)
	if err != nil {
		return rev, err
	}
	if first.Number == 0 {
		return rev, fmt.Errorf("the revision at %s: %w: the register has no revision yet", known, models.ErrNotFound)
	}
	return rev, fmt.Errorf("the revision at %s: %w: the first was recorded at %s", known, models.ErrNotFound, first.RecordedAt)
}
