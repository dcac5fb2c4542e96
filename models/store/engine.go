package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"caucus/models"
)

// engine is all in which one kind of database differs from another, besides
// its migrations.
type engine struct {
	name       string // for messages; never with a password
	migrations fs.FS
	// writer opens the writing connection, reader those that cannot write. A
	// file is made by the writer, so it comes first.
	writer, reader func() (*gorm.DB, error)
	// lockMigrations keeps other processes from migrating until released.
	lockMigrations func(context.Context) (release func() error, err error)
	// lockRevisions waits, inside a transaction, until no other one can record
	// a revision.
	lockRevisions func(tx *gorm.DB) error
	// moment is the SQL of the instant that lies so far ahead, in the fixed
	// form: by the clock of the server, or by that of the store if the database
	// has no other.
	moment func(clock func() time.Time, ahead time.Duration) clause.Expr
	// check names damage that the engine itself can see.
	check func(tx *gorm.DB) ([]string, error)
	// checkSchema names each object of the schema (a table and its columns, an
	// index, a guard) that is missing, added or other than the migrations make
	// it.
	checkSchema func(tx *gorm.DB) ([]string, error)
	// classify tells what an error of the driver means in the vocabulary of
	// models. It returns nil for what it does not know.
	classify func(error) error
}

// engineAt is the engine for an address: a URL of PostgreSQL, else the path of
// an SQLite file.
func engineAt(address string) (engine, error) {
	if isPostgres(address) {
		return postgresAt(address)
	}
	return sqliteAt(address)
}

// fail wraps an error with what was being done, and with what it means.
func (s *Store) fail(err error, doing string, args ...any) error {
	what := fmt.Sprintf(doing, args...)
	if known(err) {
		return fmt.Errorf("%s: %w", what, err)
	}
	if meaning := s.engine.classify(err); meaning != nil {
		return fmt.Errorf("%s: %w: %w", what, meaning, oneLine{err})
	}
	return fmt.Errorf("%s: %w", what, err)
}

// oneLine is an error whose text a driver spreads over several lines.
type oneLine struct{ error }

// Error is the text on one line.
func (e oneLine) Error() string { return strings.Join(strings.Fields(e.error.Error()), " ") }

// Unwrap is the error as the driver made it.
func (e oneLine) Unwrap() error { return e.error }

// errRefused is a [models.ErrUnavailable] that waiting does not cure: the server
// knows no such user, password or database.
var errRefused = fmt.Errorf("%w: the server refuses the user, the password or the database", models.ErrUnavailable)

// ErrDamaged says that a database is none, or a broken one.
var ErrDamaged = errors.New("not a database of the register, or a damaged one")

// ErrBusy is a [models.ErrUnavailable] of which only time is the cure: another
// process holds the lock on writing, and has for longer than this one waited.
var ErrBusy = fmt.Errorf("%w: another process is writing", models.ErrUnavailable)

// readers bounds the reading connections. The register answers from memory;
// these serve loads and checks.
const readers = 4

// known reports whether an error already speaks the vocabulary of models.
func known(err error) bool {
	var invalid *models.InvalidError
	return errors.As(err, &invalid) || errors.Is(err, models.ErrNotFound) ||
		errors.Is(err, models.ErrConflict) || errors.Is(err, models.ErrUnavailable)
}
