package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"caucus/migrations"
	"caucus/models"
)

// ErrUnchanged is returned by [Store.Record], together with the newest
// revision, when an entry says nothing that is not already held.
var ErrUnchanged = errors.New("nothing to record: the register already holds all of it")

// Store is a register in a database. It is safe for concurrent use, also by
// several processes on one database.
type Store struct {
	write  *gorm.DB // one connection; nil in a process that only reads
	read   *gorm.DB // several, which cannot write
	clock  func() time.Time
	engine engine // of what is written to, if anything is
}

// Open opens the database at an address: postgres://… (or postgresql://…), or
// else the path of an SQLite file, which is made if it does not exist; its
// directory must. The clock tells when a revision is recorded. The database
// must be brought up to date with [Store.Migrate] before anything else is
// asked.
//
// An address that can be none (a path that is a directory or lies in none, a
// URL that PostgreSQL's driver does not understand, a user whom the server
// refuses) is a [models.InvalidError]; a file that is no database wraps
// [ErrDamaged], and one that cannot be opened now, or a server that does not
// answer, [models.ErrUnavailable]. No error shows a password.
func Open(ctx context.Context, address string, clock func() time.Time) (*Store, error) {
	e, err := engineAt(address)
	if err != nil {
		return nil, err
	}
	return open(ctx, &Store{clock: clock, engine: e}, e.writer, e.reader)
}

// open makes the connections and tries them. Writer is nil in a process that
// only reads.
func open(ctx context.Context, s *Store, writer, reader func() (*gorm.DB, error)) (_ *Store, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(s.failOpening(err), s.Close())
		}
	}()
	if writer != nil {
		if s.write, err = writer(); err != nil {
			return nil, err
		}
		if err := s.write.WithContext(ctx).Exec("SELECT 1").Error; err != nil {
			return nil, err
		}
	}
	if s.read, err = reader(); err != nil {
		return nil, err
	}
	return s, s.read.WithContext(ctx).Exec("SELECT 1").Error
}

// failOpening tells an address that is wrong from a database that cannot be
// opened now.
func (s *Store) failOpening(err error) error {
	err = s.fail(err, "open the database %s", s.engine.name)
	if errors.Is(err, errRefused) {
		invalid := &models.InvalidError{}
		invalid.Add("database", s.engine.name, "a user, a password and a database that the server accepts ("+err.Error()+")")
		return fmt.Errorf("open the database: %w", invalid)
	}
	return err
}

// Close ends all connections. Readers go first, so that the writer is the last
// to leave: on SQLite it folds the write-ahead log into the database.
func (s *Store) Close() error {
	return errors.Join(closePool(s.read), closePool(s.write))
}

func closePool(db *gorm.DB) error {
	if db == nil {
		return nil
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// Migrate brings the database up to date, one process at a time. A database
// written by a newer version of the program is refused with
// [migrations.ErrNewer], one made by other migrations with
// [migrations.ErrChanged]; nothing is touched then. Where another server is
// read from, Migrate waits until that one has followed.
func (s *Store) Migrate(ctx context.Context) error {
	if s.write == nil {
		return fmt.Errorf("bring %s up to date: %w", s.engine.name, errOnlyReads)
	}
	if err := s.apply(ctx); err != nil {
		return err
	}
	return s.readerFollows(ctx)
}

// apply applies migrations while it keeps other processes from doing so.
func (s *Store) apply(ctx context.Context) (err error) {
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
