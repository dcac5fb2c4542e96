package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// spot is a fact and a revision that touched it.
type spot struct {
	models.Ref
	number int
}

// Corrections lists beliefs that had been wrong, those closed last first, and
// tells whether more follow. If there is no revision q.Until it is
// [models.ErrNotFound].
func (l *Log) Corrections(ctx context.Context, q models.CorrectionsQuery) (list []models.Correction, more bool, err error) {
	err = l.reading(ctx, func(tx *gorm.DB) (err error) {
		list, more, err = l.corrections(tx, q)
		return err
	})
	if err != nil {
		return nil, false, l.store().fail(err, "read corrections")
	}
	return list, more, nil
}

func (l *Log) corrections(tx *gorm.DB, q models.CorrectionsQuery) (list []models.Correction, more bool, err error) {
	counted, err := l.tallied(tx, q.Until)
	if err != nil {
		return nil, false, err
	}
	spots := corrected(counted, q)
	more = len(spots) > q.Limit
	did, err := revised(tx, counted, spots[:min(len(spots), q.Limit)])
	if err != nil {
		return nil, false, err
	}
	by, err := revisionsOf(tx, did)
	if err != nil {
		return nil, false, err
	}
	for _, d := range did {
		list = append(list, models.Correction{By: by[d.Revision], Revised: d})
	}
	return list, more, nil
}

// corrected returns the corrections that a question asks for, one more than it
// takes if there are more.
func corrected(counted []tally, q models.CorrectionsQuery) (spots []spot) {
	newest := len(counted)
	if q.AfterRevision > 0 {
		newest = min(newest, q.AfterRevision)
	}
	for n := newest; n > 0; n-- {
		for _, w := range counted[n-1].wrong {
			if n == q.AfterRevision && byKindAndKey(w.Ref, q.After) <= 0 || !w.passes(q) {
				continue
			}
			if spots = append(spots, spot{w.Ref, n}); len(spots) > q.Limit {
				return spots
			}
		}
	}
	return spots
}

func (w *wrong) passes(q models.CorrectionsQuery) bool {
	return (q.Kind == "" || w.Kind == q.Kind) && (q.Person == "" || slices.Contains(w.people[:], q.Person)) &&
		(q.On.IsZero() || slices.ContainsFunc(w.periods, func(p temporal.Period) bool { return p.Contains(q.On) }))
}

// revised reads what revisions did to facts, in the order given.
func revised(tx *gorm.DB, counted []tally, spots []spot) ([]models.Revised, error) {
	list := make([]models.Revised, len(spots))
	at := make(map[spot]*models.Revised, len(spots))
	refs := make([]models.Ref, len(spots))
	for i, p := range spots {
		_, correction := slices.BinarySearchFunc(counted[p.number-1].wrong, p.Ref, func(w wrong, r models.Ref) int { return byKindAndKey(w.Ref, r) })
		list[i] = models.Revised{Ref: p.Ref, Revision: p.number, Correction: correction}
		at[p], refs[i] = &list[i], p.Ref
	}
	for kind, keys := range keysByKind(refs) {
		for chunk := range slices.Chunk(keys, batch) {
			var found []belief
			err := tx.Table("beliefs").Select("key, from_revision, to_revision, person, body").
				Where("kind = ? AND key IN ?", string(kind), chunk).Scan(&found).Error
			if err != nil {
				return nil, err
			}
			for _, b := range found {
				b.toldIn(at, kind)
			}
		}
	}
	return list, nil
}

// toldIn puts a belief where a revision opened it, and where one closed it.
func (b *belief) toldIn(at map[spot]*models.Revised, kind models.Kind) {
	ref := models.Ref{Kind: kind, Key: b.Key}
	if did := at[spot{ref, b.FromRevision}]; did != nil {
		did.After = b.Body
		if did.Before == "" {
			did.Person = models.PersonID(b.Person)
		}
	}
	if did := at[spot{ref, int(b.ToRevision)}]; did != nil {
		did.Before, did.Published, did.Person = b.Body, b.FromRevision, models.PersonID(b.Person)
	}
}

// revisionsOf reads the revisions of what was done, by number.
func revisionsOf(tx *gorm.DB, did []models.Revised) (map[int]models.Revision, error) {
	var numbers []int
	for _, d := range did {
		if n := len(numbers); n == 0 || numbers[n-1] != d.Revision {
			numbers = append(numbers, d.Revision)
		}
	}
	by := map[int]models.Revision{}
	for chunk := range slices.Chunk(numbers, batch) {
		var found []logged
		if err := lines(tx).Where("r.number IN ?", chunk).Scan(&found).Error; err != nil {
			return nil, err
		}
		for _, row := range found {
			entry, err := row.entry(&tally{})
			if err != nil {
				return nil, err
			}
			by[row.Line.Number] = entry.Revision
		}
	}
	return by, nil
}
