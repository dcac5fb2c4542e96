package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"caucus/migrations"
)

// ErrUnchanged is returned by [Store.Record], together with the newest
// revision, when an entry says nothing that is not already held.
var ErrUnchanged = errors.New("nothing to record: the register already holds all of it")

// Store is a register in a database. It is safe for concurrent use, also by
// several processes on one database.
type Store struct {
	write  *gorm.DB // one connection
	read   *gorm.DB // several, which cannot write
	clock  func() time.Time
	engine engine
}

// Open opens the SQLite database at path, which is made if it does not exist;
// its directory must. The clock tells when a revision is recorded. The
// database must be brought up to date with [Store.Migrate] before anything
// else is asked.
//
// A path that is a directory, lies in none, or is no database is an error that
// says so; one that cannot be opened now wraps [models.ErrUnavailable].
func Open(ctx context.Context, path string, clock func() time.Time) (*Store, error) {
	e, err := sqliteAt(path)
	if err != nil {
		return nil, err
	}
	s := &Store{clock: clock, engine: e}
	if s.write, s.read, err = e.connect(); err != nil {
		return nil, s.fail(err, "open the database %s", path)
	}
	if err := s.write.WithContext(ctx).Exec("SELECT 1").Error; err != nil {
		return nil, errors.Join(s.fail(err, "open the database %s", path), s.Close())
	}
	return s, nil
}

// Close ends all connections. Readers go first, so that the writer is the last
// to leave and folds the write-ahead log into the database.
func (s *Store) Close() error {
	return errors.Join(closePool(s.read), closePool(s.write))
}

func closePool(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// Migrate brings the database up to date, one process at a time. A database
// written by a newer version of the program is refused with
// [migrations.ErrNewer], one made by other migrations with
// [migrations.ErrChanged]; nothing is touched then.
func (s *Store) Migrate(ctx context.Context) (err error) {
	release, err := s.engine.lockMigrations(ctx)
	if err != nil {
		return s.fail(err, "wait for the lock on migrations")
	}
	defer func() { err = errors.Join(err, release()) }()
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	if err := migrations.Apply(ctx, pool, s.engine.migrations); err != nil {
		return s.fail(err, "bring %s up to date", s.engine.name)
	}
	return nil
}
