package store

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/facts"
)

// Facts returns all that was held as of a revision, in canonical order.
// Revision 0 is the empty register; one that is not there yet is
// [models.ErrNotFound].
func (s *Store) Facts(ctx context.Context, number int) (*models.Facts, error) {
	if number != 0 {
		if _, err := s.Revision(ctx, number); err != nil {
			return nil, err
		}
	}
	rows := s.read.WithContext(ctx).Table("beliefs").Select("kind, body").
		Where("from_revision <= ? AND (to_revision IS NULL OR to_revision > ?)", number, number)
	set, err := load(rows)
	if err != nil {
		return nil, s.fail(err, "read the facts of revision %d", number)
	}
	set.Sort()
	return set, nil
}

// stored is a fact as the projection holds it.
type stored struct {
	kind models.Kind
	body []byte
}

// load decodes what a question finds. Reading is one connection's work and
// decoding is most of the time, so the rows go in runs to a few decoders.
func load(question *gorm.DB) (*models.Facts, error) {
	const run = 512
	runs := make(chan []stored, 4)
	var decoders sync.WaitGroup
	parts := make([][]models.Fact, max(2, runtime.GOMAXPROCS(0)))
	faults := make([]error, len(parts))
	for i := range parts {
		decoders.Go(func() { parts[i], faults[i] = decode(runs) })
	}
	pending := make([]stored, 0, run)
	err := scan(question, func(f stored) {
		if pending = append(pending, f); len(pending) == run {
			runs <- pending
			pending = make([]stored, 0, run)
		}
	})
	runs <- pending
	close(runs)
	decoders.Wait()
	set := &models.Facts{}
	for i, part := range parts {
		if err == nil {
			err = faults[i]
		}
		for _, f := range part {
			set.Add(f)
		}
	}
	return set, err
}

// scan reads kind and body of each row. It goes around GORM's reflection, which
// would take longer than the rest of a load.
func scan(question *gorm.DB, each func(stored)) error {
	rows, err := question.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		var body []byte
		if err := rows.Scan(&kind, &body); err != nil {
			return err
		}
		each(stored{models.Kind(kind), body})
	}
	return rows.Err()
}

// decode empties runs, also after a fault, so that the reader never waits.
func decode(runs <-chan []stored) (decoded []models.Fact, fault error) {
	for run := range runs {
		for _, r := range run {
			f, err := facts.Decode(r.kind, r.body)
			if err != nil {
				fault = fmt.Errorf("%w: %w", ErrDamaged, err)
				continue
			}
			decoded = append(decoded, f)
		}
	}
	return decoded, fault
}
