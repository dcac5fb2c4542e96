package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pressly/goose/v3/database"
)

// ledger is the table of applied migrations. Its lines are written in the
// transaction of the migration that they record, so that neither can be there
// without the other. It speaks SQL that every engine understands: names and
// checksums come from [list], which lets nothing through that needs quoting.
type ledger struct{ known map[int64]migration }

// Tablename is the name of the table.
func (*ledger) Tablename() string { return "migrations" }

// CreateVersionTable creates the table.
func (*ledger) CreateVersionTable(ctx context.Context, db database.DBTxConn) error {
	_, err := db.ExecContext(ctx, `CREATE TABLE migrations (
		version INTEGER NOT NULL PRIMARY KEY,
		name    TEXT NOT NULL,
		sha256  TEXT NOT NULL)`)
	return err
}

// TableExists reports whether the table is there.
func (*ledger) TableExists(ctx context.Context, db database.DBTxConn) (bool, error) {
	var n int
	err := db.QueryRowContext(ctx, `SELECT count(*) FROM migrations`).Scan(&n)
	if err != nil && missingTable(err) {
		return false, nil
	}
	return err == nil, err
}

// missingTable reports whether an error says that there is no such table. A
// PostgreSQL says so in the language of its administrators, hence by its code;
// SQLite has a text and no code of its own for it.
func missingTable(err error) bool {
	var coded interface{ SQLState() string }
	if errors.As(err, &coded) {
		return coded.SQLState() == "42P01"
	}
	return strings.Contains(err.Error(), "no such table")
}

// Insert writes the line of a migration.
func (l *ledger) Insert(ctx context.Context, db database.DBTxConn, req database.InsertRequest) error {
	m := l.known[req.Version] // number 0, which opens the table, has no file
	_, err := db.ExecContext(ctx, fmt.Sprintf(
		`INSERT INTO migrations (version, name, sha256) VALUES (%d, '%s', '%s')`, req.Version, m.name, m.sha256))
	return err
}

// Delete is refused: migrations go forward only.
func (*ledger) Delete(context.Context, database.DBTxConn, int64) error {
	return database.ErrNotImplemented
}

// GetMigration tells whether a migration was applied.
func (l *ledger) GetMigration(ctx context.Context, db database.DBTxConn, version int64) (*database.GetMigrationResult, error) {
	all, err := l.applied(ctx, db)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(m migration) bool { return m.version == version }) {
		return nil, database.ErrVersionNotFound
	}
	return &database.GetMigrationResult{IsApplied: true}, nil
}

// GetLatestVersion is the highest number applied.
func (l *ledger) GetLatestVersion(ctx context.Context, db database.DBTxConn) (int64, error) {
	all, err := l.applied(ctx, db)
	if err != nil {
		return 0, err
	}
	if len(all) == 0 {
		return 0, database.ErrVersionNotFound
	}
	return all[0].version, nil
}

// ListMigrations lists what was applied, newest first.
func (l *ledger) ListMigrations(ctx context.Context, db database.DBTxConn) ([]*database.ListMigrationsResult, error) {
	all, err := l.applied(ctx, db)
	if err != nil {
		return nil, err
	}
	results := make([]*database.ListMigrationsResult, len(all))
	for i, m := range all {
		results[i] = &database.ListMigrationsResult{Version: m.version, IsApplied: true}
	}
	return results, nil
}

// applied reads the ledger, newest first.
func (*ledger) applied(ctx context.Context, db database.DBTxConn) ([]migration, error) {
	rows, err := db.QueryContext(ctx, `SELECT version, name, sha256 FROM migrations ORDER BY version DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []migration
	for rows.Next() {
		var m migration
		if err := rows.Scan(&m.version, &m.name, &m.sha256); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, rows.Err()
}

// compare refuses a database that is newer than the files or was made by other
// files.
func (l *ledger) compare(ctx context.Context, db *sql.DB) error {
	exists, err := l.TableExists(ctx, db)
	if err != nil || !exists {
		return err
	}
	all, err := l.applied(ctx, db)
	if err != nil {
		return fmt.Errorf("read the ledger of migrations: %w", err)
	}
	newest := l.newest()
	var faults []error
	for _, m := range all {
		switch known, ok := l.known[m.version]; {
		case m.version == 0 || known == m:
		case m.version > newest:
			faults = append(faults, fmt.Errorf("%w: it has migration %s, this one ends at %04d", ErrNewer, m.name, newest))
		case !ok:
			faults = append(faults, fmt.Errorf("%w: %s was applied and is gone", ErrChanged, m.name))
		default:
			faults = append(faults, fmt.Errorf("%w: %s (SHA-256 %s was applied, now %s %s)",
				ErrChanged, m.name, m.sha256, known.name, known.sha256))
		}
	}
	return errors.Join(faults...)
}

// newest is the highest number of the files.
func (l *ledger) newest() (n int64) {
	for version := range l.known {
		n = max(n, version)
	}
	return n
}
