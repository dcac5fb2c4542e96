package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// Writer lends the writing connection to tests that try what no method does.
func (s *Store) Writer() *gorm.DB { return s.write }

// SetClock gives a store another clock.
func (s *Store) SetClock(clock func() time.Time) { s.clock = clock }

// Reader lends a reading connection.
func (s *Store) Reader() *gorm.DB { return s.read }

// LockMigrations holds the lock that [Store.Migrate] takes.
func LockMigrations(ctx context.Context, s *Store) (release func() error, err error) {
	return s.engine.lockMigrations(ctx)
}
