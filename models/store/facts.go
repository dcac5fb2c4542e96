package store

import (
	"context"

	"caucus/models"
)

// Facts returns all that was held as of a revision, in canonical order, each
// with the revision that opened it.
// Revision 0 is the empty register; one that is not there yet is
// [models.ErrNotFound].
func (s *Store) Facts(ctx context.Context, number int) (*models.Facts, error) {
	if number != 0 {
		if _, err := s.Revision(ctx, number); err != nil {
			return nil, err
		}
	}
	rows := s.read.WithContext(ctx).Table("beliefs").Select("kind, from_revision, body").
		Where("from_revision <= ? AND (to_revision IS NULL OR to_revision > ?)", number, number)
	set, err := load(rows)
	if err != nil {
		return nil, s.fail(err, "read the facts of revision %d", number)
	}
	set.Sort()
	return set, nil
}
