package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"

	"caucus/models"
)

// Facts returns all that was held as of a revision, in canonical order, each
// with the revision that opened it.
// Revision 0 is the empty register; one that is not there yet is
// [models.ErrNotFound].
func (s *Store) Facts(ctx context.Context, number int) (*models.Facts, error) {
	var set *models.Facts
	err := s.reading(ctx, func(tx *gorm.DB) (err error) {
		if number != 0 {
			if _, err := numbered(tx, number); err != nil {
				return err
			}
		}
		set, err = load(tx.Table("beliefs").Select("kind, from_revision, body").
			Where("from_revision <= ? AND (to_revision IS NULL OR to_revision > ?)", number, number))
		return err
	})
	if err != nil {
		return nil, s.fail(err, "read the facts of revision %d", number)
	}
	set.Sort()
	return set, nil
}

// reading asks questions that are answered from one moment. Connections differ
// in theirs: behind the name of a standby there may be several servers, of which
// one has not come as far as another, and what a revision did would be told
// without having been seen.
func (s *Store) reading(ctx context.Context, ask func(tx *gorm.DB) error) error {
	return s.read.WithContext(ctx).Transaction(ask, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
}
