package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Writer lends the writing connection to tests that try what no method does.
func (s *Store) Writer() *gorm.DB { return s.write }

// SetClock gives a store another clock.
func (s *Store) SetClock(clock func() time.Time) { s.clock = clock }

// Reader lends a reading connection.
func (s *Store) Reader() *gorm.DB { return s.read }

// OnPostgres reports which engine keeps a store.
func OnPostgres(s *Store) bool { return isPostgres(s.engine.name) }

// LockMigrations holds the lock that [Store.Migrate] takes.
func LockMigrations(ctx context.Context, s *Store) (release func() error, err error) {
	return s.engine.lockMigrations(ctx)
}

// PostgresSchema is what a database of PostgreSQL consists of, one object a
// line, in the form of the file that [Store.Verify] compares with.
func PostgresSchema(s *Store) (string, error) {
	made, err := schemaOf(s.read.Raw(postgresObjects).Rows())
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(made)) {
		fmt.Fprintf(&all, "%s: %s\n", name, made[name])
	}
	return all.String(), nil
}

// CheckSchema is what [Store.Verify] says of the schema as a transaction sees
// it.
func CheckSchema(s *Store, tx *gorm.DB) ([]string, error) { return s.engine.checkSchema(tx) }

// PostgresMeaning sorts an error of the driver.
func PostgresMeaning(err error) error { return postgresMeaning(err) }
