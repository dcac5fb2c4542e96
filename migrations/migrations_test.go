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
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"caucus/migrations"
	"caucus/models/store/pgtest"
)

func migration(sql string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("-- why\n\n-- +goose Up\n" + sql + "\n")}
}

var (
	members = migration("CREATE TABLE members (name TEXT);")
	seats   = migration("CREATE TABLE seats (riding TEXT);")
	broken  = migration("CREATE TABLE whips (name TEXT); CREATE TABLE members (name TEXT);")
)

// databases are empty ones, by the name of the driver, with the question which
// tables there are.
var databases = []struct {
	driver  string
	address func(testing.TB) string
	tables  string
}{
	{"sqlite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "caucus.db") },
		"SELECT coalesce(group_concat(name, ' ' ORDER BY name), '') FROM sqlite_schema WHERE type = 'table' AND name <> 'migrations'"},
	{"pgx", pgtest.Empty,
		"SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migrations'"},
}

func open(t *testing.T, driver, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func tables(t *testing.T, db *sql.DB, question string) string {
	t.Helper()
	var names string
	if err := db.QueryRow(question).Scan(&names); err != nil {
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
		for _, on := range databases {
			t.Run(name+"/"+on.driver, func(t *testing.T) {
				db := open(t, on.driver, on.address(t))
				for i, s := range steps {
					err := migrations.Apply(t.Context(), db, s.files)
					if (err == nil) != (s.says == "") || err != nil && !strings.Contains(err.Error(), s.says) {
						t.Errorf("step %d: %v, want an error with %q", i, err, s.says)
					}
					if s.err != nil && !errors.Is(err, s.err) {
						t.Errorf("step %d: %v is not %v", i, err, s.err)
					}
					if got := tables(t, db, on.tables); got != s.tables {
						t.Errorf("step %d: tables %q, want %q", i, got, s.tables)
					}
				}
			})
		}
	}
}

// A process that only reads looks at the ledger and touches nothing.
func TestCheck(t *testing.T) {
	one := fstest.MapFS{"0001_members.sql": members}
	both := fstest.MapFS{"0001_members.sql": members, "0002_seats.sql": seats}
	for name, c := range map[string]struct {
		applied, files fstest.MapFS
		want           error
		says           string
	}{
		"an empty database":         {nil, one, migrations.ErrBehind, "it has no schema"},
		"an older one":              {one, both, migrations.ErrBehind, "it ends at migration 0001, this version at 0002"},
		"the same":                  {both, both, nil, ""},
		"a newer one":               {both, one, migrations.ErrNewer, "0002_seats.sql"},
		"one made by other files":   {one, fstest.MapFS{"0001_members.sql": seats}, migrations.ErrChanged, "0001_members.sql"},
		"files that cannot be read": {nil, fstest.MapFS{"members.sql": members}, nil, "members.sql"},
	} {
		for _, on := range databases {
			t.Run(name+"/"+on.driver, func(t *testing.T) {
				db := open(t, on.driver, on.address(t))
				if c.applied != nil {
					if err := migrations.Apply(t.Context(), db, c.applied); err != nil {
						t.Fatal(err)
					}
				}
				before := tables(t, db, on.tables)
				err := migrations.Check(t.Context(), db, c.files)
				if c.want != nil && !errors.Is(err, c.want) || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
					t.Errorf("got %v, want %v with %q", err, c.want, c.says)
				}
				if after := tables(t, db, on.tables); after != before {
					t.Errorf("tables %q became %q", before, after)
				}
			})
		}
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
