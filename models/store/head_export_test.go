package store

import "gorm.io/gorm"

// HeadSQL is the question for the newest revision.
func HeadSQL(s *Store) string {
	return s.read.ToSQL(func(tx *gorm.DB) *gorm.DB {
		return lines(tx).Order("r.number DESC").Limit(1).Scan(&[]line{})
	})
}
