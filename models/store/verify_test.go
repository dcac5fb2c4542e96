package store_test

import (
	"slices"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// Whoever can write to the file can drop the guards. What is broken then must
// be found, and named.
func TestVerifyNamesWhatIsBroken(t *testing.T) {
	t.Parallel()
	label := dongIndependent.Key()
	const rehash = "UPDATE revisions SET hash = '00' || substr(hash, 3)"
	cases := map[string]flaw{
		"a payload was changed": {
			"UPDATE revisions SET payload = replace(payload, 'per_dong', 'per_doge') WHERE number = 2",
			[]string{"revision 2: its hash is not that of its payload", "revision 2: affiliation " + label + ": person is \"per_dong\", the payloads say \"per_doge\""}},
		"a payload has a space": {
			"UPDATE revisions SET payload = replace(payload, '\"close\":[', '\"close\": [') WHERE number = 2",
			[]string{"revision 2: its hash", "revision 2: its payload is not in canonical form"}},
		"a payload is no JSON": {
			"UPDATE revisions SET payload = 'gone' WHERE number = 2",
			[]string{"revision 2: its payload cannot be read", "revision 2: affiliation " + label + ": no payload opens this belief"}},
		"a payload of another version": {
			"UPDATE revisions SET payload = replace(payload, '\"version\":1', '\"version\":7') WHERE number = 2",
			[]string{"revision 2: payload version 7 is not known"}},
		"a payload with a field that no fact has": {
			"UPDATE revisions SET payload = replace(payload, '\"axis\"', '\"creed\":\"x\",\"axis\"') WHERE number = 2",
			[]string{"revision 2: a fact cannot be read", "creed"}},
		"a hash was changed": {
			rehash + " WHERE number = 2",
			[]string{"revision 2: its hash is not that of its payload", "revision 3: its previous hash is not that of the revision before"}},
		"a previous hash was changed": {
			"UPDATE revisions SET previous = hash WHERE number = 2",
			[]string{"revision 2: its previous hash", "revision 2: its hash is not"}},
		"a revision is gone": {
			"DELETE FROM revisions WHERE number = 2",
			[]string{"revision 3: it follows revision 1", "revision 3: its previous hash", "revision 2: affiliation " + label + ": no payload opens this belief"}},
		"an instant was changed": {
			"UPDATE revisions SET recorded_at = '2026-08-20T11:00:00.000000Z' WHERE number = 2",
			[]string{"revision 2: recorded at 2026-08-20T11:00:00.000000Z, not later", "revision 2: its payload is not in canonical form, or differs"}},
		"an instant is in another form": {
			"UPDATE revisions SET recorded_at = '2026-08-20' WHERE number = 2",
			[]string{"revision 2: recorded_at \"2026-08-20\" is not an instant"}},
		"a kind was changed": {
			"UPDATE revisions SET kind = 'dataset' WHERE number = 2",
			[]string{"revision 2: its payload is not in canonical form, or differs"}},
		"a text was changed": {
			"UPDATE texts SET text = 'somebody else' WHERE digest = (SELECT actor FROM revisions WHERE number = 2)",
			[]string{"it differs from what was recorded"}},
		"a text is gone": {
			"DELETE FROM texts WHERE digest = (SELECT reason FROM revisions WHERE number = 3)",
			[]string{"revision 3: text ", " is missing"}},
		"a text belongs to nobody": {
			"INSERT INTO texts VALUES ('" + strings.Repeat("ab", 32) + "', NULL, NULL)",
			[]string{"text " + strings.Repeat("ab", 32) + ": it belongs to no revision"}},
		"a belief is gone": {
			"DELETE FROM beliefs WHERE kind = 'tenure'",
			[]string{"revision 1: tenure ten_dong: the belief is missing"}},
		"a belief was slipped in": {
			"INSERT INTO beliefs (kind, key, from_revision, person, body) VALUES ('person', 'per_ghost', 1, 'per_ghost', '{}')",
			[]string{"revision 1: person per_ghost: no payload opens this belief"}},
		"a closed belief was opened": {
			"UPDATE beliefs SET to_revision = NULL WHERE kind = 'person' AND to_revision IS NOT NULL",
			[]string{"person per_new: to_revision is \"0\", the payloads say \"3\""}},
		"a held belief was closed": {
			"UPDATE beliefs SET to_revision = 3 WHERE kind = 'tenure'",
			[]string{"revision 1: tenure ten_dong: to_revision is \"3\", the payloads say \"0\""}},
		"the facts of a belief were changed": {
			"UPDATE beliefs SET body = replace(body, 'Han Dong', 'Han Dung') WHERE kind = 'person' AND key = 'per_dong'",
			[]string{"revision 1: person per_dong: body is"}},
		"the guards were outwitted": {
			"UPDATE revisions SET payload = replace(payload, '\"close\":[{', '\"close\":[{\"kind\":\"person\",\"key\":\"per_nobody\"},{') WHERE number = 2",
			[]string{"revision 2: it closes person per_nobody, which was not held"}},
		"a fact was opened twice": {
			"UPDATE revisions SET payload = replace(payload, '\"close\":[{\"kind\":\"affiliation\",\"key\":\"" + dongLiberal.Key() + "\"}]', '\"close\":[]') WHERE number = 2",
			[]string{"revision 2: it opens affiliation " + dongLiberal.Key() + ", which was held"}},
	}
	// Every typed column is compared.
	for column, value := range map[string]string{
		"person": "'per_x'", "axis": "'caucus'", "value_status": "'none'", "organization": "NULL", "house": "'x'",
		"parliament": "1", "riding": "'x'", "place": "2", "valid_from": "'2020-01-01'", "valid_to": "'2030-01-01'",
		"state": "'provisional'", "basis": "'implied'",
	} {
		cases["the column "+column+" was changed"] = flaw{
			"UPDATE beliefs SET " + column + " = " + value + " WHERE key = '" + label + "'",
			[]string{"revision 2: affiliation " + label + ": " + column + " is "}}
	}
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		somebody := member("per_new", "New")
		record(t, s, store.Entry{Open: append(theHouse(), somebody)})
		record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
		record(t, s, store.Entry{Close: []models.Ref{models.RefOf(somebody)}})
		wantSound(t, s)
		dropGuards(t, s)
		mend := keep(t, s)
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				c.wantNamed(t, s)
				mend(t)
			})
		}
	})
}

// flaw is a statement that breaks a register, and what must be said then:
// each is part of one line.
type flaw struct {
	sql  string
	want []string
}

func (c flaw) wantNamed(t *testing.T, s *store.Store) {
	t.Helper()
	if res := s.Writer().Exec(c.sql); res.Error != nil {
		t.Fatal(res.Error)
	}
	faults := faultsOf(t, s)
	for _, part := range c.want {
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, part) }) {
			t.Errorf("nothing says %q in\n%s", part, strings.Join(faults, "\n"))
		}
	}
}

// keep copies the tables of a register without guards, and returns what puts
// them back and sees to it that nothing but the guards is missed then.
func keep(t *testing.T, s *store.Store) (mend func(*testing.T)) {
	t.Helper()
	tables := []string{"texts", "revisions", "beliefs"}
	for _, table := range tables {
		change(t, s, "CREATE TABLE kept_"+table+" AS SELECT * FROM "+table)
	}
	return func(t *testing.T) {
		for _, table := range tables {
			change(t, s, "DELETE FROM "+table, "INSERT INTO "+table+" SELECT * FROM kept_"+table)
		}
		for _, f := range faultsOf(t, s) {
			if !strings.HasPrefix(f, "the database: ") {
				t.Errorf("not mended: %s", f)
			}
		}
	}
}

// dropGuards makes every change possible.
func dropGuards(t *testing.T, s *store.Store) {
	t.Helper()
	guards, before := "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'", []string{"PRAGMA foreign_keys=0", "PRAGMA ignore_check_constraints=1"}
	if store.OnPostgres(s) {
		guards, before = `SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint
			WHERE conrelid IN ('beliefs'::regclass, 'revisions'::regclass, 'texts'::regclass) AND contype IN ('c', 'x', 'f')`,
			[]string{"SET session_replication_role = replica"} // no trigger fires
	}
	var drop []string
	if err := s.Writer().Raw(guards).Scan(&drop).Error; err != nil || len(drop) == 0 {
		t.Fatal(drop, err)
	}
	for _, sql := range append(before, drop...) {
		if err := s.Writer().Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
}
