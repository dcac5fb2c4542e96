package store_test

import (
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// What no method of the store does, the database itself must refuse: each
// statement is tried with the rights of the writer.
func TestDatabaseRefuses(t *testing.T) {
	const zeros = "'0000000000000000000000000000000000000000000000000000000000000000'"
	copyOf := func(table, columns, values, where string) string {
		return "INSERT INTO " + table + " (" + columns + ") SELECT " + values + " FROM " + table + " WHERE " + where
	}
	const everything = "kind, key, from_revision, to_revision, person, axis, value_status, organization, house, parliament, riding, place, valid_from, valid_to, state, basis, body"
	belief := func(verb, where string, replace ...string) string {
		values := strings.Replace(everything, "from_revision", "3", 1)
		for i := 0; i < len(replace); i += 2 {
			values = strings.Replace(values, replace[i], replace[i+1], 1)
		}
		return strings.Replace(copyOf("beliefs", everything, values, where), "INSERT", verb, 1)
	}
	const seat, label = "kind = 'tenure' AND to_revision IS NULL", "kind = 'affiliation' AND valid_to IS NULL AND to_revision IS NULL"
	cases := []forbidden{
		{"deleting a revision", "DELETE FROM revisions WHERE number = 1", "revision cannot be deleted"},
		{"changing a payload", "UPDATE revisions SET payload = '{}' WHERE number = 1", "revision cannot be changed"},
		{"changing an instant", "UPDATE revisions SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE number = 1", "revision cannot be changed"},
		{"replacing a revision", "INSERT OR REPLACE INTO revisions SELECT * FROM revisions WHERE number = 1", "must follow"},
		{"a gap in the numbers", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"5, kind, '2027-01-01T00:00:00.000000Z', actor, reason, payload, hash, "+zeros, "number = 3"), "must follow"},
		{"a revision in the past", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2020-01-01T00:00:00.000000Z', actor, reason, payload, hash, "+zeros, "number = 3"), "must follow"},
		{"a revision off the chain", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2027-01-01T00:00:00.000000Z', actor, reason, payload, previous, "+zeros, "number = 3"), "must follow"},
		{"a hash used twice", strings.Replace(copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2027-01-01T00:00:00.000000Z', actor, reason, payload, hash, previous", "number = 3"), "INSERT", "INSERT OR REPLACE", 1), "must follow"},
		{"an instant in another form", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2027-01-01T00:00:00Z', actor, reason, payload, hash, "+zeros, "number = 3"), "CHECK"},
		{"an instant on no day", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2027-02-30T00:00:00.000000Z', actor, reason, payload, hash, "+zeros, "number = 3"), "CHECK"},
		{"a revision of no kind", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, '', '2027-01-01T00:00:00.000000Z', actor, reason, payload, hash, "+zeros, "number = 3"), "kind"},
		{"a hash that is none", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2027-01-01T00:00:00.000000Z', actor, reason, payload, hash, 'abc'", "number = 3"), "hash"},
		{"an actor without a text", copyOf("revisions", "number, kind, recorded_at, actor, reason, payload, previous, hash",
			"4, kind, '2027-01-01T00:00:00.000000Z', "+zeros+", reason, payload, hash, "+zeros, "number = 3"), "FOREIGN KEY"},

		{"deleting a text", "DELETE FROM texts", "text cannot be deleted"},
		{"changing a text", "UPDATE texts SET text = 'other'", "can only be withdrawn"},
		{"moving a text to another digest", "UPDATE texts SET text = NULL, salt = NULL, digest = " + zeros, "can only be withdrawn"},
		{"keeping the salt of a withdrawn text", "UPDATE texts SET text = NULL", "can only be withdrawn"},
		{"a digest that is none", "INSERT INTO texts VALUES ('abc', 'salt', 'text')", "digest"},
		{"a text without salt", "INSERT INTO texts VALUES (" + zeros + ", NULL, 'text')", "salt"},
		{"replacing a text", "INSERT OR REPLACE INTO texts SELECT digest, salt, 'other' FROM texts LIMIT 1", "already recorded"},

		{"deleting a belief", "DELETE FROM beliefs WHERE kind = 'person'", "belief cannot be deleted"},
		{"changing a belief", "UPDATE beliefs SET valid_to = '2023-03-23' WHERE valid_to = '2023-03-22'", "only closed"},
		{"changing the text of a belief", "UPDATE beliefs SET body = '{}' WHERE kind = 'person'", "only closed"},
		{"moving a belief to another revision", "UPDATE beliefs SET from_revision = 2 WHERE kind = 'person'", "only closed"},
		{"opening a closed belief again", "UPDATE beliefs SET to_revision = NULL WHERE to_revision IS NOT NULL", "only be closed once"},
		{"closing a closed belief again", "UPDATE beliefs SET to_revision = 3 WHERE to_revision = 2", "only be closed once"},
		{"closing a belief in the past", "UPDATE beliefs SET to_revision = 2 WHERE kind = 'person' AND to_revision IS NULL", "only be closed once"},
		{"closing a belief in the future", "UPDATE beliefs SET to_revision = 9 WHERE kind = 'person' AND to_revision IS NULL", "only be closed once"},
		{"closing a belief when it opens", "UPDATE beliefs SET to_revision = 3 WHERE from_revision = 3", "CHECK"},

		{"one fact held twice", belief("INSERT", "kind = 'person'"), "already held"},
		{"replacing a held fact", belief("INSERT OR REPLACE", "kind = 'person'"), "already held"},
		{"replacing a belief of the past", belief("INSERT OR REPLACE", "to_revision = 2", "3,", "1,", "person", "'per_other'"), "a belief "},
		{"a belief that was always held", belief("INSERT", "key = 'per_dong'", "key", "'per_new'", "3,", "1,"), "opened by the newest"},
		{"a belief that is born closed", belief("INSERT", "key = 'per_dong'", "key", "'per_new'", "to_revision", "4"), "opened by the newest"},
		{"a second label on the same day", belief("INSERT", label, "key", "'aff_new'", "valid_from", "'2024-01-01'"), "overlaps another value"},
		{"a label for a while inside another", belief("INSERT", label, "key", "'aff_new'", "valid_from", "'2022-01-01'", "valid_to", "'2022-01-02'"), "overlaps another value"},
		{"a second holder of a seat", belief("INSERT", seat, "key", "'ten_new'", "valid_from", "'2024-01-01'"), "overlaps another tenure"},
		{"a holder before and into another", belief("INSERT", seat, "key", "'ten_new'", "valid_from", "'2021-01-01'", "valid_to", "'2021-09-21'"), "overlaps another tenure"},
		{"a period that ends before it starts", belief("INSERT", label, "key", "'aff_new'", "valid_to", "'1999-01-01'"), "CHECK"},
		{"a period of no day", belief("INSERT", label, "key", "'aff_new'", "valid_from", "'1999-01-01'", "valid_to", "'1999-01-01'"), "CHECK"},
		{"a day that is none", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "valid_to", "'2024-02-30'"), "date(valid_to)"},
		{"a day with a time", belief("INSERT", label, "key", "'aff_new'", "valid_to", "'2023-02-03T00:00:00'"), "CHECK"},
		{"a day in short", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "valid_from", "'1999-1-1'"), "CHECK"},
		{"a day as a number", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "valid_from", "19990101"), "CHECK"},
		{"a label without a start", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "valid_from", "NULL"), "CHECK"},
		{"an axis that is none", belief("INSERT", label, "key", "'aff_new'", "axis", "'faction'"), "CHECK"},
		{"a state that is none", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "state", "'rumoured'"), "CHECK"},
		{"a value that is none", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "value_status", "'perhaps'"), "value_status"},
		{"a basis without a word", belief("INSERT", label, "key", "'aff_new'", "person", "'per_other'", "basis", "''"), "basis"},
		{"a tenure of no riding", belief("INSERT", seat, "key", "'ten_new'", "riding", "NULL"), "CHECK"},
		{"a place before the first", belief("INSERT", seat, "key", "'ten_new'", "place", "0"), "place"},
		{"a fact of no kind", belief("INSERT", "kind = 'person'", "kind", "''"), "kind"},
		{"a fact without a key", belief("INSERT", "kind = 'person'", "key", "''"), "key"},
		{"a fact that is no JSON", belief("INSERT", "kind = 'person'", "key", "'per_new'", "body", "'{'"), "CHECK"},
		{"a place as a text", belief("INSERT", seat, "key", "'ten_new'", "place", "'first'"), "cannot store TEXT"},
	}
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		record(t, s, store.Entry{Open: theHouse()})
		record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
		record(t, s, store.Entry{Open: []models.Fact{member("per_new_member", "New")}})
		cases := cases
		if store.OnPostgres(s) {
			cases = inPostgres(cases)
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				res := s.Writer().Exec(c.sql)
				if res.Error == nil {
					t.Fatalf("%d rows changed by %s", res.RowsAffected, c.sql)
				}
				if !strings.Contains(res.Error.Error(), c.says) {
					t.Errorf("refused, but for another reason: %v", res.Error)
				}
			})
		}
		t.Run("and all is as it was", func(t *testing.T) { wantSound(t, s) })
	})
}

// forbidden is a statement that the database refuses, and a part of the reason.
type forbidden struct{ name, sql, says string }

// inPostgres is what PostgreSQL refuses: the same in its own words, but without
// REPLACE, which it does not have, and with TRUNCATE and ON CONFLICT. A date
// there has one form only, whatever it was written as.
func inPostgres(cases []forbidden) []forbidden {
	words := map[string]string{
		"CHECK":                   "check constraint",
		"FOREIGN KEY":             "foreign key constraint",
		"date(valid_to)":          "date/time field value out of range",
		"cannot store TEXT":       "invalid input syntax for type integer",
		"already held":            "beliefs_one_open",
		"overlaps another value":  "beliefs_one_value",
		"overlaps another tenure": "beliefs_one_holder",
	}
	own := map[string]string{
		"an instant on no day":         "date/time field value out of range",
		"a text without salt":          "texts_whole_or_withdrawn",
		"a belief that is born closed": "foreign key constraint",
		"a day as a number":            "is of type date but expression is of type integer",
		"a fact that is no JSON":       "invalid input syntax for type json",
	}
	const upsert = " ON CONFLICT (digest) DO UPDATE SET text = 'other', salt = 'other'"
	all := []forbidden{
		{"emptying the revisions", "TRUNCATE revisions CASCADE", "cannot be deleted"},
		{"emptying the texts", "TRUNCATE texts CASCADE", "cannot be deleted"},
		{"emptying the beliefs", "TRUNCATE beliefs", "belief cannot be deleted"},
		{"inserting a text over another", "INSERT INTO texts SELECT * FROM texts LIMIT 1" + upsert, "can only be withdrawn"},
		{"inserting a belief over another", "INSERT INTO beliefs SELECT * FROM beliefs ON CONFLICT (kind, key, from_revision) DO UPDATE SET body = '{}'", "only closed"},
		{"a day without end", "INSERT INTO beliefs (kind, key, from_revision, valid_from, body) VALUES ('seats', 'x', 3, 'infinity', '{}')", "check constraint"},
		{"a day before the first", "INSERT INTO beliefs (kind, key, from_revision, valid_from, body) VALUES ('seats', 'x', 3, '0044-03-15 BC', '{}')", "check constraint"},
	}
	for _, c := range cases {
		if strings.Contains(c.sql, "OR REPLACE") || c.name == "a day with a time" || c.name == "a day in short" {
			continue
		}
		if says, ok := words[c.says]; ok {
			c.says = says
		}
		if says, ok := own[c.name]; ok {
			c.says = says
		}
		all = append(all, c)
	}
	return all
}

// The guards leave room for what is right.
func TestDatabaseAllows(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) { successionIsAllowed(t, open(t)) })
}

func successionIsAllowed(t *testing.T, s *store.Store) {
	record(t, s, store.Entry{Open: theHouse()})
	second := dongSeat
	second.ID, second.Person, second.Place = "ten_second", "per_second", 2
	successor := seated("ten_successor", "per_second", "rid_spadina", "2023-03-01", "")
	predecessor := seated("ten_predecessor", "per_third", "rid_spadina", "2021-09-20", "2023-03-01")
	onOtherAxis := dongLiberal
	onOtherAxis.ID, onOtherAxis.Axis = "aff_caucus", models.Caucus
	record(t, s, store.Entry{Open: []models.Fact{second, successor, predecessor, onOtherAxis}})
	// A member leaves and returns: the same key is held, closed and held again.
	record(t, s, store.Entry{Close: []models.Ref{models.RefOf(onOtherAxis)}})
	record(t, s, store.Entry{Open: []models.Fact{onOtherAxis}})
	wantFacts(t, s, 4, append(theHouse(), second, successor, predecessor, onOtherAxis)...)
	wantSound(t, s)
}
