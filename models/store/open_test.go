package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/store"
)

func TestPathsThatAreNoDatabase(t *testing.T) {
	dir := t.TempDir()
	for name, path := range map[string]string{
		"no path":             "",
		"memory":              ":memory:",
		"a directory":         dir,
		"a missing directory": filepath.Join(dir, "missing", "caucus.db"),
	} {
		_, err := store.Open(t.Context(), path, time.Now)
		var invalid *models.InvalidError
		if !errors.As(err, &invalid) || invalid.Faults[0].Value != path {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "missing")); err == nil {
		t.Error("a directory was made on the way")
	}
}

func TestPathsThatLookOdd(t *testing.T) {
	for _, name := range []string{"a b.db", "what?.db", "100%.db", "a#b.db", "é&c=d.db", "_texttotime.db"} {
		path := filepath.Join(t.TempDir(), name)
		record(t, openAt(t, path, clock()), store.Entry{Open: []models.Fact{commons}})
		if _, err := os.Stat(path); err != nil {
			t.Errorf("the database is not where it was asked for: %v", err)
		}
	}
}

func TestFileThatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "caucus.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("Debates of the House. ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), path, time.Now)
	if !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), path) {
		t.Errorf("a text file: %v", err)
	}
}

func TestDamagedFileIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "caucus.db")
	s, err := store.Open(t.Context(), path, clock())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	record(t, s, store.Entry{Open: manyMembers(500)})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 2; i < len(data)/2+20_000; i++ {
		data[i] = 0xff
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, err := store.Open(t.Context(), path, clock())
	if err != nil {
		t.Fatal(err)
	}
	defer damaged.Close()
	faults, err := damaged.Verify(t.Context())
	if err != nil || len(faults) == 0 || !strings.Contains(faults[0], "the database: ") {
		t.Errorf("verify: %v %q", err, faults)
	}
}

// Nothing is half written when there is no room, or no right, to write; and
// the error says which.
func TestDiskThatCannotBeWritten(t *testing.T) {
	for name, c := range map[string]struct{ spoil, mend, says string }{
		"full":      {"PRAGMA max_page_count=40", "PRAGMA max_page_count=1000000", "the disk is full"},
		"read-only": {"PRAGMA query_only=1", "PRAGMA query_only=0", "cannot be written"},
	} {
		t.Run(name, func(t *testing.T) {
			s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
			record(t, s, store.Entry{Open: theHouse()})
			if err := s.Writer().Exec(c.spoil).Error; err != nil {
				t.Fatal(err)
			}
			_, err := s.Record(t.Context(), attributed(store.Entry{Open: manyMembers(800)[3:]}))
			if !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("recorded on it: %v", err)
			}
			wantFacts(t, s, 1, theHouse()...)
			if err := s.Writer().Exec(c.mend).Error; err != nil {
				t.Fatal(err)
			}
			wantSound(t, s)
			record(t, s, store.Entry{Open: manyMembers(800)[3:]})
		})
	}
}

func TestDatabaseOfAnotherVersion(t *testing.T) {
	for name, c := range map[string]struct {
		sql  string
		want error
		says string
	}{
		"newer":               {"INSERT INTO migrations VALUES (9999, '9999_tomorrow.sql', 'ab')", migrations.ErrNewer, "9999_tomorrow.sql"},
		"a migration changed": {"UPDATE migrations SET sha256 = 'ab' WHERE version = 1", migrations.ErrChanged, "0001_revisions.sql"},
	} {
		onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
			s := open(t)
			record(t, s, store.Entry{Open: theHouse()})
			if err := s.Migrate(t.Context()); err != nil {
				t.Errorf("migrating what is up to date: %v", err)
			}
			if err := s.Writer().Exec(c.sql).Error; err != nil {
				t.Fatal(err)
			}
			if err := s.Migrate(t.Context()); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: got %v", name, err)
			}
			wantSound(t, s)
		})
	}
}
