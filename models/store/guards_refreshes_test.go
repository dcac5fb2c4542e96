package store_test

import (
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// What no method of the store does to the memory of refreshes, the database
// refuses: each statement is tried with the rights of the writer.
func TestDatabaseRefusesOfRefreshes(t *testing.T) {
	const (
		claims    = "id, source, person, name, about, value_status, organization, riding, valid_from, valid_to, written, first_seen, second_seen, last_seen, gone, snapshot, locator"
		proposals = "id, kind, source, person, subject, about, value_status, organization, riding, day, believed_status, believed_organization, detail, snapshot, locator, opened, last_seen, settled, settlement, revision"
		runs      = "id, source, begun_by, slot, began, ended, outcome, reason, snapshots, tally, refusals, rest_until, revision, fence"
		served    = "id, source, url, retrieved_at, seen_at, content_type, etag, last_modified, sha256, size, body"
		leases    = "job, holder, fence, slot, until, done"
	)
	// like is the insertion of a row like another, but for some columns.
	like := func(table, columns, where string, replace ...string) string {
		values := ", " + columns + ","
		for i := 0; i < len(replace); i += 2 {
			values = strings.Replace(values, ", "+replace[i]+",", ", "+replace[i+1]+",", 1)
		}
		return "INSERT INTO " + table + " (" + columns + ") SELECT " + strings.Trim(values, ", ") + " FROM " + table + " WHERE " + where
	}
	claim := func(replace ...string) string {
		return like("claims", claims, "id = 1", append([]string{"id", "9"}, replace...)...)
	}
	other := func(replace ...string) string { return claim(append([]string{"person", "'per_other'"}, replace...)...) }
	seat := func(replace ...string) string {
		return like("claims", claims, "id = 2", append([]string{"id", "9", "person", "'per_other'"}, replace...)...)
	}
	proposal := func(replace ...string) string {
		return like("proposals", proposals, "kind = 'seen_once'", append([]string{"id", "'prp_new'"}, replace...)...)
	}
	run := func(replace ...string) string {
		return like("runs", runs, "id = 1", append([]string{"id", "9"}, replace...)...)
	}
	document := func(replace ...string) string {
		return like("served", served, "size = 23", append([]string{"id", "'snp_new'", "url", "'x'"}, replace...)...)
	}
	cases := []forbidden{
		{"deleting a lease", "DELETE FROM leases", "its fence would begin anew"},
		{"replacing a lease", "INSERT OR REPLACE INTO leases SELECT job, 'bruno', 1, slot, until, done FROM leases", "its fence would begin anew"},
		{"a fence that shrinks", "UPDATE leases SET fence = fence - 1", "fence of a lease grows"},
		{"another holder behind the same fence", "UPDATE leases SET holder = 'bruno'", "fence of a lease grows"},
		{"another slot behind the same fence", "UPDATE leases SET slot = '2027-01-01T00:00:00.000000Z'", "fence of a lease grows"},
		{"a lease of another job", "UPDATE leases SET job = 'x', fence = 9", "fence of a lease grows"},
		{"a lease that was given back lives on", "UPDATE leases SET until = '2027-01-01T00:00:00.000000Z' WHERE until IS NULL", "fence of a lease grows"},
		{"what was done is undone", "UPDATE leases SET fence = 9, done = NULL WHERE done IS NOT NULL", "what was done stays done"},
		{"what was done was done before", "UPDATE leases SET fence = 9, done = '2020-01-01T00:00:00.000000Z' WHERE done IS NOT NULL", "what was done stays done"},
		{"a lease of no job", like("leases", leases, "done IS NULL", "job", "''"), "job"},
		{"a lease of nobody", like("leases", leases, "done IS NULL", "job", "'x'", "holder", "''"), "holder"},
		{"a fence of zero", like("leases", leases, "done IS NULL", "job", "'x'", "fence", "0"), "fence"},
		{"a lease until no instant", like("leases", leases, "done IS NULL", "job", "'x'", "until", "'tomorrow'"), "until"},

		{"deleting a document", "DELETE FROM served", "served document cannot be deleted"},
		{"other bytes of a document", "UPDATE served SET body = (SELECT body FROM served WHERE size = 24) WHERE size = 23", "served document cannot be changed"},
		{"another digest of a document", "UPDATE served SET sha256 = '" + strings.Repeat("0", 64) + "'", "served document cannot be changed"},
		{"a document from elsewhere", "UPDATE served SET url = 'x'", "served document cannot be changed"},
		{"a document served before", "UPDATE served SET seen_at = retrieved_at WHERE size = 24", "served document cannot be changed"},
		{"the same bytes of an address twice", like("served", served, "size = 23", "id", "'snp_new'"), "UNIQUE"},
		{"a digest that is none", document("sha256", "'abc'"), "sha256"},
		{"a document seen before it was served", document("seen_at", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a document of no source", document("source", "''"), "source"},
		{"a document of less than nothing", document("size", "-1"), "size"},

		{"deleting a claim", "DELETE FROM claims", "claim cannot be deleted"},
		{"a claim about another person", "UPDATE claims SET person = 'per_other'", "what a claim says cannot be changed"},
		{"a claim about another newcomer", "UPDATE claims SET identity = 'ben carr ourcommons:110800'", "what a claim says cannot be changed"},
		{"a claim of another ballot", "UPDATE claims SET elected_as = 'org_green' WHERE about = 'seat'", "what a claim says cannot be changed"},
		{"a claim of another label", "UPDATE claims SET organization = 'org_green' WHERE id = 1", "what a claim says cannot be changed"},
		{"a claim of another day", "UPDATE claims SET valid_from = '2023-03-24' WHERE id = 1", "what a claim says cannot be changed"},
		{"a claim that gets an end", "UPDATE claims SET valid_to = '2025-03-24' WHERE id = 1", "what a claim says cannot be changed"},
		{"a claim seen before it was made", "UPDATE claims SET first_seen = '2020-01-01T00:00:00.000000Z'", "what a claim says cannot be changed"},
		{"the same claim twice", claim("gone", "NULL"), "UNIQUE"},
		{"the same claim of a seat twice", like("claims", claims, "id = 2", "id", "9"), "UNIQUE"},
		{"a claim about no matter", other("about", "'mood'"), "about"},
		{"a claim of nobody", claim("person", "''"), "person"},
		{"a label without organization", other("organization", "NULL"), "CHECK"},
		{"no label, and an organization", other("value_status", "'none'"), "CHECK"},
		{"a value that is none", other("value_status", "'perhaps'", "organization", "NULL"), "value_status"},
		{"a label of a riding", other("riding", "'rid_x'"), "CHECK"},
		{"a seat of no riding", seat("riding", "NULL"), "CHECK"},
		{"a seat with a label", seat("value_status", "'none'"), "CHECK"},
		{"a claim that ends before it starts", seat("valid_to", "'1999-01-01'"), "CHECK"},
		{"a claim from a day that is none", seat("valid_from", "'2024-02-30'"), "valid_from"},
		{"a claim last seen before it was first", other("last_seen", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a claim seen a second time before the first", other("second_seen", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a claim seen a second time after the last", other("second_seen", "'2027-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a claim gone before it was made", other("gone", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a claim seen at no instant", other("last_seen", "'2026-08-20 10:00:00'"), "last_seen"},
		{"a claim seen on no day", other("gone", "'2027-02-30T00:00:00.000000Z'"), "gone"},

		{"deleting a proposal", "DELETE FROM proposals", "proposal cannot be deleted"},
		{"another thing is proposed", "UPDATE proposals SET subject = 'x'", "what is proposed cannot be changed"},
		{"another day is proposed", "UPDATE proposals SET day = '2023-03-24'", "what is proposed cannot be changed"},
		{"an open proposal gets older", "UPDATE proposals SET opened = '2020-01-01T00:00:00.000000Z' WHERE kind = 'unknown_member'", "what is proposed cannot be changed"},
		{"a proposal of no kind", proposal("kind", "'guess'"), "kind"},
		{"a proposal settled in no manner", proposal("settlement", "NULL"), "CHECK"},
		{"a proposal settled and open", proposal("settled", "NULL", "revision", "NULL"), "CHECK"},
		{"a proposal settled somehow", proposal("settlement", "'forgotten'"), "settlement"},
		{"a proposal settled before it was opened", proposal("settled", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"an open proposal that became a revision", proposal("settled", "NULL", "settlement", "NULL"), "CHECK"},
		{"a proposal that became no revision", proposal("revision", "99"), "FOREIGN KEY"},
		{"a proposal seen before it was opened", proposal("last_seen", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a proposal of no organization", proposal("organization", "NULL"), "CHECK"},
		{"a proposal against no organization", proposal("believed_organization", "NULL"), "CHECK"},

		{"deleting a run", "DELETE FROM runs", "run cannot be deleted"},
		{"changing a run", "UPDATE runs SET outcome = 'unchanged', revision = NULL", "run cannot be changed"},
		{"a run that ended before it began", run("ended", "'2020-01-01T00:00:00.000000Z'"), "CHECK"},
		{"a run with another outcome", run("outcome", "'splendid'"), "CHECK"},
		{"a run begun by a whim", run("begun_by", "'whim'"), "begun_by"},
		{"a run that changed nothing", run("outcome", "'changed'"), "CHECK"},
		{"a run that changed something unnoticed", run("revision", "2"), "CHECK"},
		{"two runs that made one revision", run("outcome", "'changed'", "revision", "2"), "UNIQUE"},
		{"a run that made no revision", run("outcome", "'changed'", "revision", "99"), "FOREIGN KEY"},
		{"a run with a tally that is no JSON", run("tally", "'{'"), "CHECK"},
		{"a run behind no fence", run("fence", "0"), "fence"},
	}
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		refreshed(t, s)
		if _, err := s.Keep(t.Context(), models.Served{Source: almanac.ID, URL: "https://example.org/", RetrievedAt: instant(t, "11:00:00"),
			SeenAt: instant(t, "12:00:00"), Body: []byte("<Members>Dong </Members>")}); err != nil {
			t.Fatal(err)
		}
		if err := s.Release(t.Context(), lease(t, s, "anna", instant(t, "10:00:00")), true); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Lease(t.Context(), "parlinfo", "anna", 0, long); err != nil {
			t.Fatal(err)
		}
		before := unpacked(t, backUp(t, s))
		cases := cases
		if store.OnPostgres(s) {
			cases = refreshesInPostgres(cases)
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
		wantSound(t, s)
		if unpacked(t, backUp(t, s)) != before {
			t.Error("something was changed")
		}
	})
}

// refreshesInPostgres is what PostgreSQL refuses, in its own words.
func refreshesInPostgres(cases []forbidden) (all []forbidden) {
	words := map[string]string{"CHECK": "check constraint", "FOREIGN KEY": "foreign key constraint", "UNIQUE": "unique constraint"}
	for _, table := range []string{"leases", "served", "claims", "proposals", "runs"} {
		all = append(all, forbidden{"emptying " + table, "TRUNCATE " + table + " CASCADE", "cannot be deleted"})
	}
	for _, c := range cases {
		if strings.Contains(c.sql, "OR REPLACE") {
			continue
		}
		if says, ok := words[c.says]; ok {
			c.says = says
		}
		switch c.name {
		case "a claim seen on no day", "a claim from a day that is none":
			c.says = "date/time field value out of range"
		case "a run with a tally that is no JSON":
			c.says = "invalid input syntax for type json"
		}
		all = append(all, c)
	}
	return all
}

// What refreshes ask for often is found by index.
func TestRefreshesAreReadByIndex(t *testing.T) {
	t.Parallel()
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		var claims []models.Claim
		for range 8 {
			claims = append(claims, someClaims(t)...)
		}
		for i := range claims {
			claims[i].ID, claims[i].Person = 0, models.PersonID(string(claims[i].Person)+string(rune('a'+i/72)))
		}
		finish(t, s, models.Result{Run: runAt(t, "09:00:00"), Claims: claims})
		for range 15 {
			finish(t, s, models.Result{Run: runAt(t, "10:00:00")})
		}
		failed := runAt(t, "10:00:00")
		failed.Outcome = models.Failed
		finish(t, s, models.Result{Run: failed})
		explain := "EXPLAIN QUERY PLAN "
		if store.OnPostgres(s) {
			explain = "EXPLAIN "
			change(t, s, "ANALYZE", "SET enable_seqscan = off") // the tables of a test are too small to bother
		}
		for sql, index := range map[string]string{
			"SELECT * FROM claims WHERE person = 'per_aa' ORDER BY about":                         "claims_by_person",
			"SELECT * FROM claims WHERE source = 'parlinfo' AND gone IS NULL":                     "claims_of_source",
			"SELECT * FROM proposals WHERE settled IS NULL ORDER BY opened, id LIMIT 50":          "proposals_open",
			"SELECT * FROM runs WHERE source = 'almanac' ORDER BY id DESC LIMIT 50":               "runs_",
			"SELECT * FROM runs WHERE source = 'almanac' AND outcome = 'failed' ORDER BY id DESC": "runs_by_outcome",
			"SELECT * FROM served WHERE source = 'x' AND url = 'y' ORDER BY seen_at DESC":         "served_by_url",
		} {
			rows, err := s.Writer().Raw(explain + sql).Rows()
			if err != nil {
				t.Fatal(err)
			}
			plan, err := lastColumn(rows)
			if err != nil || !strings.Contains(plan, index) {
				t.Errorf("%s\nis answered by %q, %v; want %s", sql, plan, err, index)
			}
		}
	})
}
