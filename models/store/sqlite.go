package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/libtnb/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
	sqlite3 "modernc.org/sqlite/lib"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/temporal"
)

// sqliteAt is the engine for an SQLite file.
func sqliteAt(path string) (engine, error) {
	abs, err := sqlitePath(path)
	if err != nil {
		return engine{}, err
	}
	return engine{
		name:       path,
		migrations: migrations.SQLite,
		writer: func() (*gorm.DB, error) {
			return sqlitePool(abs, 1, "_txlock=immediate",
				"_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=recursive_triggers(1)",
				"_pragma=cache_size(-65536)") // a whole import fits: no page is written twice
		},
		reader:         func() (*gorm.DB, error) { return sqlitePool(abs, readers, "_pragma=query_only(1)") },
		lockMigrations: func(ctx context.Context) (func() error, error) { return sqliteLock(ctx, abs+".lock") },
		// Transactions of the writer are immediate: they hold the lock.
		lockRevisions: func(*gorm.DB) error { return nil },
		moment: func(clock func() time.Time, ahead time.Duration) clause.Expr {
			return gorm.Expr("?", temporal.InstantOf(clock().Add(ahead)).Sortable())
		},
		check:       sqliteCheck,
		checkSchema: sqliteCheckSchema,
		classify:    sqliteMeaning,
	}, nil
}

// sqlitePath refuses what SQLite would answer with a riddle.
func sqlitePath(path string) (string, error) {
	invalid := &models.InvalidError{}
	switch info, err := os.Stat(path); {
	case path == "" || strings.HasPrefix(path, ":memory:"):
		invalid.Add("path", path, "the path of a database file")
	case err == nil && info.IsDir():
		invalid.Add("path", path, "a database file, not a directory")
	case err != nil:
		dir := filepath.Dir(path)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			invalid.Add("path", path, "a file in a directory that exists; "+dir+" does not")
		}
	}
	if err := invalid.OrNil(); err != nil {
		return "", fmt.Errorf("open the database: %w", err)
	}
	return filepath.Abs(path)
}

// sqliteDSN writes a path as a URI, since a plain path ends at a question mark
// for the driver. Without the two last settings the dialector would turn texts
// and numbers into times.
func sqliteDSN(abs string, settings ...string) string {
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter
	}
	settings = append(settings, "_pragma=foreign_keys(1)", "_texttotime=0", "_inttotime=0")
	return "file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + strings.Join(settings, "&")
}

func sqlitePool(abs string, size int, settings ...string) (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Open(sqliteDSN(abs, append(settings, "_pragma=busy_timeout(5000)")...)), &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard, // every error is returned, and bodies do not belong in a log
		DisableAutomaticPing:   true,
	})
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return db, nil
}

// lockTries bounds the wait for another process that migrates: each try waits
// for a tenth of a second.
const lockTries = 600

// sqliteLock holds the lock of an empty database beside the register. The
// operating system takes it back when the process ends, however it ends. It
// waits in short tries, since a wait inside SQLite hears of no cancellation.
func sqliteLock(ctx context.Context, path string) (release func() error, err error) {
	db, err := sql.Open(sqlite.DriverName, sqliteDSN(path, "_pragma=busy_timeout(100)", "_txlock=exclusive"))
	if err != nil {
		return nil, err
	}
	for range lockTries {
		var tx *sql.Tx
		if tx, err = db.BeginTx(ctx, nil); err == nil {
			return func() error { return errors.Join(tx.Rollback(), db.Close()) }, nil
		}
		if ctx.Err() != nil || sqliteCode(err) != sqlite3.SQLITE_BUSY {
			break
		}
	}
	return nil, errors.Join(err, ctx.Err(), db.Close())
}

func sqliteCheck(tx *gorm.DB) (faults []string, err error) {
	if err := tx.Raw("PRAGMA integrity_check(20)").Scan(&faults).Error; err != nil {
		return nil, err
	}
	if len(faults) == 1 && faults[0] == "ok" {
		return nil, nil
	}
	return faults, nil
}

// sqliteMeaning sorts the driver's errors by what a caller can do about them.
func sqliteMeaning(err error) error {
	switch sqliteCode(err) {
	case sqlite3.SQLITE_CONSTRAINT:
		return models.ErrConflict
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: the disk is full", models.ErrUnavailable)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w: the file cannot be written", models.ErrUnavailable)
	case sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("%w: the file cannot be opened for writing; SQLite needs that, and the same right in its directory, even to read", models.ErrUnavailable)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w: the disk cannot be read or written", models.ErrUnavailable)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return ErrDamaged
	}
	return nil
}

// sqliteCode is the primary result code of an error; 0 if it has none.
func sqliteCode(err error) int {
	var coded interface{ Code() int }
	if !errors.As(err, &coded) {
		return 0
	}
	return coded.Code() & 0xff
}
