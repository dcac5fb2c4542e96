package migrations_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"

	"caucus/migrations"
)

func migration(sql string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("-- why\n\n-- +goose Up\n" + sql + "\n")}
}

var (
	members = migration("CREATE TABLE members (name TEXT);")
	seats   = migration("CREATE TABLE seats (riding TEXT);")
	broken  = migration("CREATE TABLE whips (name TEXT); CREATE TABLE members (name TEXT);")
)

func database(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "caucus.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func tables(t *testing.T, db *sql.DB) string {
	t.Helper()
	var names string
	err := db.QueryRow("SELECT coalesce(group_concat(name, ' ' ORDER BY name), '') FROM sqlite_schema WHERE type = 'table' AND name <> 'migrations'").Scan(&names)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestApply(t *testing.T) {
	type step struct {
		files  fstest.MapFS
		err    error  // nil: any error if says is set, none if it is not
		says   string // part of the error
		tables string // afterwards
	}
	one := fstest.MapFS{"0001_members.sql": members}
	both := fstest.MapFS{"0001_members.sql": members, "0002_seats.sql": seats}
	for name, steps := range map[string][]step{
		"an empty database":            {{files: both, tables: "members seats"}},
		"the same again":               {{files: both, tables: "members seats"}, {files: both, tables: "members seats"}},
		"one after another":            {{files: one, tables: "members"}, {files: both, tables: "members seats"}},
		"an older program":             {{files: both, tables: "members seats"}, {files: one, err: migrations.ErrNewer, says: "0002_seats.sql", tables: "members seats"}},
		"a changed file":               {{files: one, tables: "members"}, {files: fstest.MapFS{"0001_members.sql": seats, "0002_seats.sql": seats}, err: migrations.ErrChanged, says: "0001_members.sql", tables: "members"}},
		"a renamed file":               {{files: one, tables: "members"}, {files: fstest.MapFS{"0001_people.sql": members}, err: migrations.ErrChanged, says: "0001_people.sql", tables: "members"}},
		"a file that is gone":          {{files: both, tables: "members seats"}, {files: fstest.MapFS{"0001_members.sql": members, "0003_seats.sql": seats}, err: migrations.ErrChanged, says: "0002_seats.sql was applied and is gone", tables: "members seats"}},
		"a number that was skipped":    {{files: fstest.MapFS{"0002_seats.sql": seats}, tables: "seats"}, {files: both, says: "1", tables: "seats"}},
		"a broken file leaves nothing": {{files: fstest.MapFS{"0001_members.sql": members, "0002_broken.sql": broken}, says: "version:2", tables: "members"}, {files: both, tables: "members seats"}},
		"a name without a number":      {{files: fstest.MapFS{"members.sql": members}, says: "members.sql"}},
		"one number twice":             {{files: fstest.MapFS{"0001_members.sql": members, "0001_seats.sql": seats}, says: "one number"}},
		"no files":                     {{files: fstest.MapFS{}, says: "no migrations"}},
	} {
		t.Run(name, func(t *testing.T) {
			db := database(t)
			for i, s := range steps {
				err := migrations.Apply(t.Context(), db, s.files)
				if (err == nil) != (s.says == "") || err != nil && !strings.Contains(err.Error(), s.says) {
					t.Errorf("step %d: %v, want an error with %q", i, err, s.says)
				}
				if s.err != nil && !errors.Is(err, s.err) {
					t.Errorf("step %d: %v is not %v", i, err, s.err)
				}
				if got := tables(t, db); got != s.tables {
					t.Errorf("step %d: tables %q, want %q", i, got, s.tables)
				}
			}
		})
	}
}

// Every migration that ships tells its reason before anything else, and none
// can be undone.
func TestMigrationsTellTheirReason(t *testing.T) {
	for engine, files := range engines {
		for _, name := range names(t, files) {
			data, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			if reason, _, ok := strings.Cut(text, "-- +goose Up"); !ok || !strings.HasPrefix(reason, "-- ") || len(reason) < 80 {
				t.Errorf("%s/%s does not open with its reason", engine, name)
			}
			if strings.Contains(text, "+goose Down") {
				t.Errorf("%s/%s goes back", engine, name)
			}
		}
	}
}

var engines = map[string]fs.FS{"sqlite": migrations.SQLite, "postgres": migrations.PostgreSQL}

func names(t *testing.T, files fs.FS) []string {
	t.Helper()
	names, err := fs.Glob(files, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

// One number means one thing on every engine.
func TestEnginesHaveTheSameMigrations(t *testing.T) {
	if diff := cmp.Diff(names(t, migrations.SQLite), names(t, migrations.PostgreSQL)); diff != "" {
		t.Error(diff)
	}
}

func TestSeedIsADirectory(t *testing.T) {
	entries, err := fs.ReadDir(migrations.Seed, ".")
	if err != nil || len(entries) == 0 {
		t.Errorf("the seed holds %d files, %v", len(entries), err)
	}
}
