package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caucus/models/store"
)

// aRegister is sound and holds the House.
func aRegister(t *testing.T) *store.Store {
	t.Helper()
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	record(t, s, store.Entry{Open: theHouse()})
	wantSound(t, s)
	return s
}

// change alters the schema as somebody with the rights of the writer could.
func change(t *testing.T, s *store.Store, statements ...string) {
	t.Helper()
	if !store.OnPostgres(s) {
		statements = append([]string{"PRAGMA foreign_keys=0"}, statements...)
	}
	for _, sql := range statements {
		if err := s.Writer().Exec(sql).Error; err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

func faultsOf(t *testing.T, s *store.Store) []string {
	t.Helper()
	faults, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

// Each guard and each index is missed, and nothing else is said.
func TestVerifyMissesEachGuard(t *testing.T) {
	t.Parallel()
	s := aRegister(t)
	var objects []struct{ Type, Name, SQL string }
	err := s.Writer().Raw("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL").Scan(&objects).Error
	if err != nil || len(objects) < 40 {
		t.Fatalf("%d guards and indexes, %v", len(objects), err)
	}
	for _, o := range objects {
		change(t, s, "DROP "+o.Type+" "+o.Name)
		want := []string{"the database: " + o.Type + " " + o.Name + " is missing"}
		if got := faultsOf(t, s); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		change(t, s, o.SQL)
		wantSound(t, s)
	}
}

func TestVerifyNamesAChangedSchema(t *testing.T) {
	t.Parallel()
	const differs = " differs from what the migrations make"
	for name, c := range map[string]struct {
		statements []string
		want       []string // all of it
	}{
		"a guard was added": {
			[]string{"CREATE TRIGGER whip AFTER INSERT ON beliefs BEGIN SELECT 1; END"},
			[]string{"trigger whip was added, no migration makes it"}},
		"a guard on the ledger was added": {
			[]string{"CREATE TRIGGER whip AFTER INSERT ON migrations BEGIN SELECT 1; END"},
			[]string{"trigger whip was added, no migration makes it"}},
		"a guard was made toothless": {
			[]string{"DROP TRIGGER beliefs_stay", "CREATE TRIGGER beliefs_stay BEFORE DELETE ON beliefs BEGIN SELECT 1; END"},
			[]string{"trigger beliefs_stay" + differs}},
		"a guard was moved to another table": {
			[]string{"DROP TRIGGER texts_stay", "CREATE TRIGGER texts_stay BEFORE DELETE ON beliefs BEGIN SELECT 1; END"},
			[]string{"trigger texts_stay" + differs}},
		"a table was added": {
			[]string{"CREATE TABLE lobby (name TEXT PRIMARY KEY)"},
			[]string{"table lobby was added, no migration makes it"}},
		"a view was added": {
			[]string{"CREATE VIEW lobby AS SELECT 1 AS one"},
			[]string{"view lobby was added, no migration makes it"}},
		"an index was added": {
			[]string{"CREATE INDEX by_reason ON revisions (reason)"},
			[]string{"index by_reason was added, no migration makes it"}},
		"a unique index was made plain": {
			[]string{"DROP INDEX revisions_by_instant", "CREATE INDEX revisions_by_instant ON revisions (recorded_at)"},
			[]string{"index revisions_by_instant" + differs}},
		"a column was added": {
			[]string{"ALTER TABLE beliefs ADD COLUMN creed TEXT"},
			[]string{"column beliefs.creed was added, no migration makes it", "table beliefs" + differs}},
		"statistics for the planner are no change": {[]string{"ANALYZE"}, nil},
		"white space is no change": {
			[]string{"DROP INDEX beliefs_by_person", "CREATE INDEX beliefs_by_person\n  ON beliefs (kind,\tperson, axis)"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := aRegister(t)
			change(t, s, c.statements...)
			var want []string
			for _, w := range c.want {
				want = append(want, "the database: "+w)
			}
			if got := faultsOf(t, s); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// A table or column without which nothing can be checked is a finding too.
func TestVerifyMissesTables(t *testing.T) {
	t.Parallel()
	for statement, want := range map[string][]string{
		"DROP TABLE beliefs": {"table beliefs is missing", "index beliefs_one_open is missing", "trigger beliefs_one_value is missing",
			"the rest cannot be checked: ", "no such table: beliefs"},
		"DROP TABLE revisions": {"table revisions is missing", "trigger revisions_follow is missing", "no such table: revisions"},
		"DROP TABLE texts":     {"table texts is missing", "trigger texts_once is missing", "no such table: texts"},
		"ALTER TABLE beliefs RENAME COLUMN kind TO sort": {"column beliefs.kind is missing", "column beliefs.sort was added",
			"table beliefs differs", "no such column: kind"},
	} {
		t.Run(statement, func(t *testing.T) {
			s := aRegister(t)
			change(t, s, statement)
			all := strings.Join(faultsOf(t, s), "\n")
			for _, w := range want {
				if !strings.Contains(all, w) {
					t.Errorf("nothing says %q in\n%s", w, all)
				}
			}
			if strings.Contains(all, "column beliefs.key") {
				t.Errorf("a column is named without need:\n%s", all)
			}
		})
	}
}

// What a chain says is checked also where the projection is gone.
func TestVerifyReadsTheChainWithoutBeliefs(t *testing.T) {
	s := aRegister(t)
	change(t, s, "DROP TABLE beliefs", "DROP TRIGGER revisions_fixed", "UPDATE revisions SET kind = 'dataset'")
	if all := strings.Join(faultsOf(t, s), "\n"); !strings.Contains(all, "revision 1: its payload is not in canonical form") {
		t.Errorf("the chain was not checked:\n%s", all)
	}
}

func TestVerifyHearsOfCancellation(t *testing.T) {
	s := aRegister(t)
	change(t, s, "DROP TABLE beliefs")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if faults, err := s.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("verified: %q, %v", faults, err)
	}
}
