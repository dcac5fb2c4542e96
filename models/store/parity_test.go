package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
	"caucus/models/temporal"
)

// chainOf is what the table of revisions holds, to the byte.
func chainOf(t *testing.T, s *store.Store) (chain []struct{ Payload, Previous, Hash, RecordedAt string }) {
	t.Helper()
	if err := s.Reader().Raw("SELECT payload, previous, hash, recorded_at FROM revisions ORDER BY number").Scan(&chain).Error; err != nil {
		t.Fatal(err)
	}
	return chain
}

// odd are facts in which an engine might change a text, a day or an order.
func odd() []models.Fact {
	named := func(id models.PersonID, full string) models.Fact { return member(id, full) }
	old := almanac
	old.ID, old.Title = "almanac-1867", "Vol. <1> & \"2\" — l’Année\u00a0\u2028 Ł 🍁 \x01 \\ ' %s $1 ?"
	short := commons
	short.ID, short.Since, short.Balanced = "ca-old", day("0001-01-01"), day("9999-12-31")
	return []models.Fact{old, short,
		named("per_Z", "Zoé"), named("per_a", "Ábel"), named("per_é", "e\u0301 as two characters"), named("per_z ", "a space at the end"),
		seated("ten_first", "per_Z", "rid_zz", "1867-08-07", "1868-02-29"),
		seated("ten_early", "per_a", "rid_zz", "0001-01-01", "1867-08-07"),
		listed("per_Z", models.UnknownValue, "1899-12-31", "9999-12-31"),
	}
}

// The same entries give the same register on every engine, byte for byte.
func TestEnginesAgree(t *testing.T) {
	t.Parallel()
	at := func(n int) temporal.Instant { return temporal.Instant(1_700_000_000_000_000 + n) }
	entries := []store.Entry{
		{Open: theHouse()},
		{Open: []models.Fact{dongWasLiberal, dongIndependent}, Reason: "Han Dong crossed the floor — « indépendant »"},
		{Open: odd()},
		{Open: manyMembers(450)[3:]},
		{Close: []models.Ref{models.RefOf(odd()[3]), models.RefOf(odd()[0])}},
		{Open: odd()},
	}
	var stores []*store.Store
	for _, e := range engines {
		s := openAt(t, e.address(t), clock())
		for i, entry := range entries {
			entry.RecordedAt = at(i) // and with it the salts
			record(t, s, entry)
		}
		wantSound(t, s)
		stores = append(stores, s)
	}
	for i, s := range stores[1:] {
		wantEqual(t, engines[i+1].name, stores[0], s, len(entries))
	}
}

// wantEqual compares chains, facts of each revision and what was ever told.
func wantEqual(t *testing.T, name string, want, got *store.Store, revisions int) {
	t.Helper()
	if diff := cmp.Diff(chainOf(t, want), chainOf(t, got)); diff != "" {
		t.Errorf("the chain on %s differs:\n%s", name, diff)
	}
	for n := range revisions + 1 {
		if diff := cmp.Diff(factsOf(t, want, n), factsOf(t, got, n)); diff != "" {
			t.Errorf("the facts of revision %d on %s differ:\n%s", n, name, diff)
		}
	}
	ours, err := want.Revisions(t.Context())
	if err != nil || len(ours) != revisions {
		t.Fatalf("%d revisions, %v", len(ours), err)
	}
	theirs, err := got.Revisions(t.Context())
	if diff := cmp.Diff(ours, theirs); diff != "" || err != nil {
		t.Errorf("the revisions on %s differ, %v:\n%s", name, err, diff)
	}
}

func factsOf(t *testing.T, s *store.Store, n int) *models.Facts {
	t.Helper()
	set, err := s.Facts(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Every installation begins with the same chain, whatever it is kept in.
func TestDatasetHasOneHashOnEveryEngine(t *testing.T) {
	if underRace {
		t.Skip("recording the dataset takes minutes under the race detector")
	}
	set, err := facts.Read(migrations.Seed)
	if err != nil {
		t.Fatal(err)
	}
	dataset := store.Entry{Kind: models.DatasetRevision, RecordedAt: 1_700_000_000_000_000, Open: slices.Collect(set.All())}
	hashes := map[string][]string{}
	for _, e := range engines {
		s := openAt(t, e.address(t), clock())
		start := time.Now()
		rev := record(t, s, dataset)
		recorded := time.Since(start)
		got := factsOf(t, s, 1)
		loaded := time.Since(start) - recorded
		if got.Len() != set.Len() {
			t.Errorf("%s holds %d facts of %d", e.name, got.Len(), set.Len())
		}
		wantSound(t, s)
		t.Logf("%s: %d facts recorded in %s, loaded in %s, verified in %s", e.name, set.Len(),
			recorded.Round(time.Millisecond), loaded.Round(time.Millisecond), (time.Since(start) - recorded - loaded).Round(time.Millisecond))
		hashes[rev.Hash] = append(hashes[rev.Hash], e.name)
	}
	if len(hashes) != 1 {
		t.Errorf("the first revisions differ: %v", hashes)
	}
}
