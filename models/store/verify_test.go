package store_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// Whoever can write to the file can drop the guards. What is broken then must
// be found, and named.
func TestVerifyNamesWhatIsBroken(t *testing.T) {
	label := dongIndependent.Key()
	const rehash = "UPDATE revisions SET hash = '00' || substr(hash, 3)"
	for name, c := range map[string]struct {
		sql  string
		want []string // each must be part of one line
	}{
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
			"PRAGMA ignore_check_constraints=1; UPDATE revisions SET recorded_at = '2026-08-20' WHERE number = 2; PRAGMA ignore_check_constraints=0",
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
	} {
		t.Run(name, func(t *testing.T) { wantNamed(t, c.sql, c.want...) })
	}
	// Every typed column is compared.
	for column, value := range map[string]string{
		"person": "'per_x'", "axis": "'caucus'", "value_status": "'none'", "organization": "NULL", "house": "'x'",
		"parliament": "1", "riding": "'x'", "place": "2", "valid_from": "'2020-01-01'", "valid_to": "'2030-01-01'",
		"state": "'provisional'", "basis": "'implied'",
	} {
		t.Run("the column "+column+" was changed", func(t *testing.T) {
			wantNamed(t, "UPDATE beliefs SET "+column+" = "+value+" WHERE key = '"+label+"'",
				"revision 2: affiliation "+label+": "+column+" is ")
		})
	}
}

// wantNamed breaks a sound register in one way and looks for the names.
func wantNamed(t *testing.T, sql string, want ...string) {
	t.Helper()
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	somebody := member("per_new", "New")
	record(t, s, store.Entry{Open: append(theHouse(), somebody)})
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
	record(t, s, store.Entry{Close: []models.Ref{models.RefOf(somebody)}})
	wantSound(t, s)
	dropGuards(t, s)
	if res := s.Writer().Exec(sql); res.Error != nil {
		t.Fatal(res.Error)
	}
	faults, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range want {
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, part) }) {
			t.Errorf("nothing says %q in\n%s", part, strings.Join(faults, "\n"))
		}
	}
}

func dropGuards(t *testing.T, s *store.Store) {
	t.Helper()
	var triggers []string
	if err := s.Writer().Raw("SELECT name FROM sqlite_schema WHERE type = 'trigger'").Scan(&triggers).Error; err != nil || len(triggers) == 0 {
		t.Fatal(triggers, err)
	}
	statements := []string{"PRAGMA foreign_keys=0"}
	for _, name := range triggers {
		statements = append(statements, "DROP TRIGGER "+name)
	}
	for _, sql := range statements {
		if err := s.Writer().Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
}
