package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"github.com/pressly/goose/v3"
)

// What a database may be refused for. Each names the file or the number.
var (
	ErrNewer   = errors.New("the database was written by a newer version of caucus")
	ErrChanged = errors.New("a migration differs from the one that was applied")
	ErrBehind  = errors.New("the database was not brought up to date by this version of caucus")
)

//go:embed sqlite/*.sql
var sqliteFiles embed.FS

//go:embed postgres/*.sql
var postgresFiles embed.FS

//go:embed seed
var seedFiles embed.FS

// SQLite holds the migrations for SQLite.
var SQLite = within(sqliteFiles, "sqlite")

// PostgreSQL holds the migrations for PostgreSQL, under the same numbers.
var PostgreSQL = within(postgresFiles, "postgres")

// Seed is the directory of the embedded dataset, in the format of
// models/facts. It may hold no facts at all.
var Seed = within(seedFiles, "seed")

// within returns a directory that the embed directive above guarantees.
func within(files embed.FS, dir string) fs.FS {
	sub, err := fs.Sub(files, dir)
	if err != nil {
		panic(err)
	}
	return sub
}

// migration is one numbered file.
type migration struct {
	version int64
	name    string // of the file
	sha256  string // of its bytes, hex
}

var fileName = regexp.MustCompile(`^(\d{4})_[a-z0-9_]+\.sql$`)

// Apply brings a database up to the newest migration in files. It first
// compares the ledger with files: [ErrNewer] if the database knows a number
// that files do not reach, [ErrChanged] if an applied file differs or is gone;
// nothing is touched then. The caller sees to it that no other process applies
// migrations to the same database meanwhile.
func Apply(ctx context.Context, db *sql.DB, files fs.FS) error {
	known, err := list(files)
	if err != nil {
		return err
	}
	book := &ledger{known: known}
	if err := book.compare(ctx, db); err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectCustom, db, files,
		goose.WithStore(book), goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

// Check compares the ledger with files as [Apply] does, for a process that
// changes nothing: where Apply would apply something, it is [ErrBehind].
func Check(ctx context.Context, db *sql.DB, files fs.FS) error {
	known, err := list(files)
	if err != nil {
		return err
	}
	book := &ledger{known: known}
	if err := book.compare(ctx, db); err != nil {
		return err
	}
	exists, err := book.TableExists(ctx, db)
	if err != nil {
		return err
	}
	if !exists {
		return fmt.Errorf("%w: it has no schema", ErrBehind)
	}
	latest, err := book.GetLatestVersion(ctx, db)
	if err != nil {
		return fmt.Errorf("read the ledger of migrations: %w", err)
	}
	if newest := book.newest(); latest < newest {
		return fmt.Errorf("%w: it ends at migration %04d, this version at %04d", ErrBehind, latest, newest)
	}
	return nil
}

// list reads the migrations and insists on names that tell their order.
func list(files fs.FS) (map[int64]migration, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	known := map[int64]migration{}
	for _, e := range entries {
		m := fileName.FindStringSubmatch(e.Name())
		if m == nil {
			return nil, fmt.Errorf("migration %q: a name must look like 0001_reason.sql", e.Name())
		}
		version, _ := strconv.ParseInt(m[1], 10, 64) // four digits always parse
		if twin, ok := known[version]; ok {
			return nil, fmt.Errorf("migrations %q and %q have one number", twin.name, e.Name())
		}
		data, err := fs.ReadFile(files, e.Name())
		if err != nil {
			return nil, fmt.Errorf("read migration: %w", err)
		}
		sum := sha256.Sum256(data)
		known[version] = migration{version: version, name: e.Name(), sha256: hex.EncodeToString(sum[:])}
	}
	return known, nil
}
