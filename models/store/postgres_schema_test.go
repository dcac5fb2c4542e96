package store_test

import (
	"flag"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models/store"
	"caucus/models/store/pgtest"
)

var update = flag.Bool("update", false, "write what a new migration makes into the files that are compared with")

// The file that verify compares with is what the migrations make.
func TestPostgresSchemaIsOnRecord(t *testing.T) {
	const file = "postgres_schema.txt"
	made, err := store.PostgresSchema(openAt(t, pgtest.Empty(t), clock()))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), made); diff != "" {
		t.Errorf("%s differs from what the migrations make (go test ./models/store -run %s -update writes it):\n%s", file, t.Name(), diff)
	}
}

// aPostgresRegister is sound and holds the House.
func aPostgresRegister(t *testing.T) *store.Store {
	t.Helper()
	s := openAt(t, pgtest.Fresh(t), clock())
	record(t, s, store.Entry{Open: theHouse()})
	wantSound(t, s)
	return s
}

// Each guard and each index is missed, and when a guard is asleep too; nothing
// else is said.
func TestVerifyMissesEachGuardOfPostgres(t *testing.T) {
	s := aPostgresRegister(t)
	var guards []struct{ Kind, Name, Change, Function string }
	err := s.Writer().Raw(`
		SELECT 'trigger' AS kind, tgname || ' on ' || tgrelid::regclass AS name, 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass AS change,
				CASE WHEN proname <> 'refuse' THEN proname ELSE '' END AS function
			FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
		UNION ALL
		SELECT 'trigger', tgname || ' on ' || tgrelid::regclass, 'ALTER TABLE ' || tgrelid::regclass || ' DISABLE TRIGGER ' || tgname, ''
			FROM pg_trigger WHERE NOT tgisinternal
		UNION ALL
		SELECT 'index', indexrelid::regclass::text, 'DROP INDEX ' || indexrelid::regclass, ''
			FROM pg_index WHERE indrelid = ANY ('{texts,revisions,beliefs,leases,served,claims,proposals,runs}'::regclass[])
				AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
		UNION ALL
		SELECT 'constraint', conname::text, 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname, ''
			FROM pg_constraint WHERE conrelid = ANY ('{texts,revisions,beliefs,leases,served,claims,proposals,runs}'::regclass[])
				AND conname NOT IN ('texts_pkey', 'revisions_pkey')`).Scan(&guards).Error
	if err != nil || len(guards) < 120 {
		t.Fatalf("%d guards and indexes, %v", len(guards), err)
	}
	for _, g := range guards {
		want := []string{g.Kind + " " + g.Name + " is missing"}
		if strings.Contains(g.Change, "DISABLE") {
			want = []string{g.Kind + " " + g.Name + " differs from what the migrations make"}
		}
		if g.Function != "" {
			want = append([]string{"function " + g.Function + " is missing"}, want...)
		}
		if got := afterChange(t, s, g.Change); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", g.Change, got, want)
		}
	}
	wantSound(t, s)
}

// afterChange is what verify says of the schema while a change is tried, which
// is undone then.
func afterChange(t *testing.T, s *store.Store, statements ...string) []string {
	t.Helper()
	tx := s.Writer().Begin()
	defer tx.Rollback()
	for _, sql := range statements {
		if err := tx.Exec(sql).Error; err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	faults, err := store.CheckSchema(s, tx)
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

func TestVerifyNamesAChangedSchemaOfPostgres(t *testing.T) {
	const differs, added = " differs from what the migrations make", " was added, no migration makes it"
	s := aPostgresRegister(t)
	const toothless = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
	for name, c := range map[string]struct {
		statements []string
		want       []string // all of it
	}{
		"a guard was made toothless":  {[]string{"CREATE OR REPLACE FUNCTION refuse() " + toothless}, []string{"function refuse" + differs}},
		"all guards of a table sleep": {[]string{"ALTER TABLE texts DISABLE TRIGGER ALL"}, []string{"constraint revisions_actor_fkey" + differs, "constraint revisions_reason_fkey" + differs, "trigger texts_only_withdrawn on texts" + differs, "trigger texts_stay on texts" + differs}},
		"a guard was added":           {[]string{"CREATE TRIGGER whip AFTER INSERT ON beliefs EXECUTE FUNCTION refuse('no')"}, []string{"trigger whip on beliefs" + added}},
		"a guard with its own function was added": {
			[]string{"CREATE FUNCTION whip() " + toothless, "CREATE TRIGGER whip AFTER INSERT ON beliefs EXECUTE FUNCTION whip()"},
			[]string{"function whip" + added, "trigger whip on beliefs" + added}},
		"a guard says something else": {
			[]string{"DROP TRIGGER texts_stay ON texts", "CREATE TRIGGER texts_stay BEFORE DELETE ON texts EXECUTE FUNCTION refuse('a recorded text cannot be deleted')"},
			[]string{"trigger texts_stay on texts" + differs}},
		"no guard fires for this user": {
			[]string{"SET LOCAL session_replication_role = replica"}, []string{"setting session_replication_role" + differs}},
		"a check became weaker": {
			[]string{"ALTER TABLE beliefs DROP CONSTRAINT beliefs_place_check", "ALTER TABLE beliefs ADD CONSTRAINT beliefs_place_check CHECK (place > -9)"},
			[]string{"constraint beliefs_place_check" + differs}},
		"a check looks at new rows only": {
			[]string{"ALTER TABLE beliefs DROP CONSTRAINT beliefs_place_check", "ALTER TABLE beliefs ADD CONSTRAINT beliefs_place_check CHECK (place > 0) NOT VALID"},
			[]string{"constraint beliefs_place_check" + differs}},
		"overlaps are refused at the end only": {
			[]string{"ALTER TABLE beliefs DROP CONSTRAINT beliefs_one_holder", "ALTER TABLE beliefs ADD CONSTRAINT beliefs_one_holder UNIQUE (riding, parliament, place, house, from_revision) DEFERRABLE"},
			[]string{"constraint beliefs_one_holder" + differs}},
		"a unique index was made plain": {
			[]string{"DROP INDEX revisions_by_instant", "CREATE INDEX revisions_by_instant ON revisions (recorded_at)"},
			[]string{"index revisions_by_instant" + differs}},
		"an index was added":             {[]string{"CREATE INDEX by_reason ON revisions (reason)"}, []string{"index by_reason" + added}},
		"a column was added":             {[]string{"ALTER TABLE beliefs ADD COLUMN creed text"}, []string{"column beliefs.creed" + added}},
		"a column sorts otherwise":       {[]string{`ALTER TABLE revisions ALTER COLUMN previous TYPE text COLLATE "POSIX"`}, []string{"column revisions.previous" + differs}},
		"a column may be empty":          {[]string{"ALTER TABLE revisions ALTER COLUMN payload DROP NOT NULL"}, []string{"column revisions.payload" + differs}},
		"a column fills itself in":       {[]string{"ALTER TABLE revisions ALTER COLUMN kind SET DEFAULT 'import'"}, []string{"column revisions.kind" + differs}},
		"rows are hidden":                {[]string{"ALTER TABLE beliefs ENABLE ROW LEVEL SECURITY"}, []string{"table beliefs" + differs}},
		"rows come from another table":   {[]string{"CREATE TABLE lobby () INHERITS (texts)"}, []string{"table lobby" + added}},
		"a rule turns deletes elsewhere": {[]string{"CREATE RULE quiet AS ON DELETE TO texts DO INSTEAD NOTHING"}, []string{"rule quiet on texts" + added}},
		"a crash would empty a table":    {[]string{"ALTER TABLE beliefs SET UNLOGGED"}, []string{"table beliefs" + differs}},
		"a neighbour in the schema is none of our business": {
			[]string{"CREATE TABLE lobby (name text PRIMARY KEY)", "CREATE VIEW hall AS SELECT 1 AS one", "CREATE FUNCTION whip() " + toothless}, nil},
		"statistics for the planner are no change": {[]string{"ANALYZE"}, nil},
		"white space is no change": {
			[]string{"DROP INDEX beliefs_by_person", "CREATE INDEX beliefs_by_person\n  ON beliefs (kind,\tperson, axis)"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := afterChange(t, s, c.statements...); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	wantSound(t, s)
}

// A table or column without which nothing can be checked is a finding too.
func TestVerifyMissesTablesOfPostgres(t *testing.T) {
	t.Parallel()
	for statement, want := range map[string][]string{
		"DROP TABLE beliefs": {"table beliefs is missing", "index beliefs_one_open is missing", "constraint beliefs_one_value is missing",
			"the rest cannot be checked: ", `relation "beliefs" does not exist`},
		"DROP TABLE revisions CASCADE": {"table revisions is missing", "trigger revisions_follow on revisions is missing", `"revisions" does not exist`},
		"DROP TABLE texts CASCADE":     {"table texts is missing", "trigger texts_stay on texts is missing", `"texts" does not exist`},
		"ALTER TABLE beliefs RENAME COLUMN kind TO sort": {"column beliefs.kind is missing", "column beliefs.sort was added",
			"index beliefs_one_open differs", `"kind" does not exist`},
	} {
		t.Run(statement, func(t *testing.T) {
			s := aPostgresRegister(t)
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

// The name of the schema that holds the tables says nothing, however odd it is.
func TestVerifyKnowsTheSchemaByAnyName(t *testing.T) {
	address := pgtest.Empty(t)
	for _, name := range []string{"t", "Odd.$1 Name", `with "quotes"`} {
		quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		administer(t, address, "CREATE SCHEMA "+quoted)
		s := openAt(t, with(t, address, func(u *url.URL) { u.RawQuery += "&search_path=" + url.PathEscape(quoted) }), clock())
		record(t, s, store.Entry{Open: theHouse()})
		wantSound(t, s)
		change(t, s, "ALTER TABLE texts DISABLE TRIGGER texts_stay")
		if got := faultsOf(t, s); len(got) != 1 || !strings.Contains(got[0], "trigger texts_stay on texts differs") {
			t.Errorf("in the schema %s: %q", name, got)
		}
	}
}
