package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

// set is the facts in canonical order.
func set(all ...models.Fact) *models.Facts {
	s := &models.Facts{}
	for _, f := range all {
		s.Add(f)
	}
	s.Sort()
	return s
}

// notRecordedIn leaves out the revision that opened a fact: no part of it.
var notRecordedIn = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".RecordedIn" }, cmp.Ignore())

func wantFacts(t *testing.T, s *store.Store, revision int, want ...models.Fact) {
	t.Helper()
	got, err := s.Facts(t.Context(), revision)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(set(want...), got, notRecordedIn); diff != "" {
		t.Errorf("facts of revision %d (-want +got):\n%s", revision, diff)
	}
}

// wantSound fails unless Verify finds nothing.
func wantSound(t *testing.T, s *store.Store) {
	t.Helper()
	faults, err := s.Verify(t.Context())
	if err != nil || len(faults) > 0 {
		t.Errorf("verify: %v, %q", err, faults)
	}
}

func wantHead(t *testing.T, s *store.Store, number int) models.Revision {
	t.Helper()
	head, err := s.Head(t.Context())
	if err != nil || head.Number != number {
		t.Errorf("head is revision %d (%v), want %d", head.Number, err, number)
	}
	return head
}

func crossingIsRecorded(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	wantHead(t, s, 0)
	wantFacts(t, s, 0)
	before := record(t, s, store.Entry{Open: theHouse()})
	after := record(t, s, store.Entry{Open: []models.Fact{dongIndependent, dongWasLiberal}, Reason: "Han Dong crossed the floor"})

	if got := wantHead(t, s, 2); !cmp.Equal(got, after) {
		t.Errorf("head: %s", cmp.Diff(after, got))
	}
	if after.Reason != "Han Dong crossed the floor" || after.Actor != "clerk" || len(after.Hash) != 64 {
		t.Errorf("the revision says %+v", after)
	}
	first, err := s.First(t.Context())
	if err != nil || !cmp.Equal(first, before) {
		t.Errorf("first: %v %s", err, cmp.Diff(before, first))
	}
	wantFacts(t, s, 1, theHouse()...)
	wantFacts(t, s, 2, commons, almanac, document, dong, dongSeat, dongWasLiberal, dongIndependent)
	wantSound(t, s)
	held, err := s.Facts(t.Context(), 2)
	if err != nil || held.Tenures[0].RecordedIn != 1 || held.Affiliations[0].RecordedIn != 2 || held.Affiliations[1].RecordedIn != 2 {
		t.Errorf("the seat is of revision 1 and both labels of revision 2: %v %+v", err, held)
	}

	// What was wrongly said is closed, not rewritten.
	record(t, s, store.Entry{Close: []models.Ref{models.RefOf(dongIndependent)}})
	wantFacts(t, s, 3, commons, almanac, document, dong, dongSeat, dongWasLiberal)
	wantFacts(t, s, 2, commons, almanac, document, dong, dongSeat, dongWasLiberal, dongIndependent)
	if _, err := s.Facts(t.Context(), 4); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("facts of a revision to come: %v", err)
	}
	wantSound(t, s)
}

func knownTimeGoesOn(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	noon := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	var recorded []string
	for i, now := range []time.Time{noon, noon, noon.Add(-time.Hour), noon.Add(time.Second)} {
		s.SetClock(func() time.Time { return now })
		rev := record(t, s, store.Entry{Open: []models.Fact{member(models.PersonID(fmt.Sprint("per_", i)), "Somebody")}})
		recorded = append(recorded, rev.RecordedAt.Sortable())
	}
	want := []string{"2026-08-20T12:00:00.000000Z", "2026-08-20T12:00:00.000001Z", "2026-08-20T12:00:00.000002Z", "2026-08-20T12:00:01.000000Z"}
	if diff := cmp.Diff(want, recorded); diff != "" {
		t.Error(diff)
	}
	wantSound(t, s)
}

func revisionAtAnInstant(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	if _, err := s.At(t.Context(), 1); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("an empty register at an instant: %v", err)
	}
	one := record(t, s, store.Entry{Open: []models.Fact{commons}})
	two := record(t, s, store.Entry{Open: []models.Fact{almanac}})
	for name, c := range map[string]struct {
		at   temporal.Instant
		want int
	}{
		"on the first":      {one.RecordedAt, 1},
		"between":           {two.RecordedAt - 1, 1},
		"on the second":     {two.RecordedAt, 2},
		"long after":        {two.RecordedAt + 1e12, 2},
		"before everything": {one.RecordedAt - 1, 0},
	} {
		rev, err := s.At(t.Context(), c.at)
		if rev.Number != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%s: revision %d, %v", name, rev.Number, err)
		}
		if c.want == 0 && (!errors.Is(err, models.ErrNotFound) || !strings.Contains(err.Error(), one.RecordedAt.String())) {
			t.Errorf("%s: the error does not name the first instant: %v", name, err)
		}
	}
	if rev, err := s.Revision(t.Context(), 2); err != nil || !cmp.Equal(rev, two) {
		t.Errorf("revision 2: %v %s", err, cmp.Diff(two, rev))
	}
	if _, err := s.Revision(t.Context(), 3); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("revision 3: %v", err)
	}
}

func nothingNewIsNoRevision(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	if _, err := s.Record(t.Context(), attributed(store.Entry{})); !errors.Is(err, store.ErrUnchanged) {
		t.Errorf("an empty entry: %v", err)
	}
	first := record(t, s, store.Entry{Open: theHouse()})
	for name, e := range map[string]store.Entry{
		"nothing":                     {},
		"the same":                    {Open: theHouse()},
		"closed and opened as it was": {Open: []models.Fact{dong}, Close: []models.Ref{models.RefOf(dong)}},
	} {
		rev, err := s.Record(t.Context(), attributed(e))
		if !errors.Is(err, store.ErrUnchanged) || !cmp.Equal(rev, first) {
			t.Errorf("%s: %v, %+v", name, err, rev)
		}
	}
	wantHead(t, s, 1)
	wantSound(t, s)
}

func faultyEntryIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	reversed := dongLiberal
	reversed.Period = period("2023-03-22", "2021-09-20")
	standing := dongSeat
	standing.Place = 0
	rumoured := dong
	rumoured.State = "rumoured"
	_, err := s.Record(t.Context(), store.Entry{Kind: models.ImportRevision, Open: []models.Fact{reversed, standing, rumoured, commons, commons}})
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	var fields []string
	for _, f := range invalid.Faults {
		fields = append(fields, f.Field)
	}
	want := []string{"actor", "reason", "affiliation " + dongLiberal.Key(), "tenure ten_dong", "person per_dong", "house"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Error(diff)
	}
	wantHead(t, s, 0)
}

func unkeepableIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	far := dongSeat
	far.Parliament = 1 << 31
	_, err := s.Record(t.Context(), store.Entry{Kind: models.ImportRevision, Actor: "clerk\x00", Reason: "Qu\xe9bec",
		Open: []models.Fact{far, member("per_\x00", "Nobody"), member("per_\xff", "Nobody"), member("per_fine", "Some\x00body")}})
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	var fields []string
	for _, f := range invalid.Faults {
		fields = append(fields, f.Field+" "+f.Value)
	}
	want := []string{"actor clerk\x00", "reason Qu?bec", "tenure ten_dong 2147483648",
		"person per_\x00 person", "person per_\x00 key", "person per_\xff person", "person per_\xff key"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Error(diff)
	}
	record(t, s, store.Entry{Open: []models.Fact{member("per_fine", "Some\x00body")}}) // escaped in JSON
	wantSound(t, s)
}

func contradictionIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	first := record(t, s, store.Entry{Open: theHouse()})
	rival := seated("ten_rival", "per_rival", dongSeat.Riding, "2022-01-01", "2022-02-01")
	for name, c := range map[string]struct {
		entry store.Entry
		named string
	}{
		"two labels on one day":              {store.Entry{Open: []models.Fact{dongIndependent}}, dongIndependent.Key()},
		"two members on one seat":            {store.Entry{Open: []models.Fact{rival}}, "ten_rival"},
		"closing what nobody holds":          {store.Entry{Close: []models.Ref{{Kind: models.KindPerson, Key: "per_nobody"}}}, "per_nobody"},
		"an instant that has passed already": {store.Entry{Open: []models.Fact{rival}, RecordedAt: first.RecordedAt}, "instant"},
	} {
		c.entry.Open = append(c.entry.Open, member("per_new", "Somebody New"))
		_, err := s.Record(t.Context(), attributed(c.entry))
		if !errors.Is(err, models.ErrConflict) || !strings.Contains(err.Error(), c.named) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Seen once only, a label stands beside the record and contradicts nothing.
	seen := dongIndependent
	seen.State = models.Reported
	record(t, s, store.Entry{Open: []models.Fact{seen}})
	wantFacts(t, s, 2, append(theHouse(), seen)...)
	wantSound(t, s)
}

func datasetBeginsAlike(t *testing.T, open func(*testing.T) *store.Store) {
	at, err := temporal.ParseInstant("2026-08-20T00:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	dataset := store.Entry{Kind: models.DatasetRevision, RecordedAt: at, Open: theHouse()}
	one, two := record(t, open(t), dataset), record(t, open(t), dataset)
	if one != two || one.RecordedAt != at {
		t.Errorf("two installations begin with %+v and %+v", one, two)
	}
	dataset.RecordedAt = 0
	if three, four := record(t, open(t), dataset), record(t, open(t), dataset); three.Hash == four.Hash {
		t.Error("texts of a revision of its own instant are not salted at random")
	}
}

func textIsWithdrawn(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	rev := record(t, s, store.Entry{Open: theHouse(), Reason: "a remark that must go"})
	if err := s.Writer().Exec("UPDATE texts SET text = NULL, salt = NULL WHERE text = ?", "a remark that must go").Error; err != nil {
		t.Fatal(err)
	}
	got := wantHead(t, s, 1)
	if got.Reason != "" || got.Actor != "clerk" || got.Hash != rev.Hash {
		t.Errorf("after the withdrawal: %+v", got)
	}
	var left int
	if err := s.Writer().Raw("SELECT count(*) FROM revisions WHERE payload LIKE '%must go%'").Scan(&left).Error; err != nil || left > 0 {
		t.Errorf("the text stands in %d payloads, %v", left, err)
	}
	wantSound(t, s)
}

func toldIsRemembered(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
	told, err := s.Told(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other := dongIndependent
	other.Value = models.None
	for _, c := range []struct {
		fact models.Fact
		want bool
	}{{dongLiberal, true}, {dongWasLiberal, true}, {dongIndependent, true}, {dong, true}, {other, false}, {member("per_new", "New"), false}} {
		if told(c.fact) != c.want {
			t.Errorf("told of %s %s: %v", c.fact.Kind(), c.fact.Key(), !c.want)
		}
	}
}

func orderDoesNotMatter(t *testing.T, open func(*testing.T) *store.Store) {
	all := theHouse()
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	at := temporal.Instant(1_700_000_000_000_000)
	one := record(t, open(t), store.Entry{Open: all, RecordedAt: at})
	two := record(t, open(t), store.Entry{Open: backwards, RecordedAt: at})
	if one.Hash != two.Hash {
		t.Error("the same facts in another order are another revision")
	}
}

func twoClerksWriteAtOnce(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	const each = 20
	var clerks sync.WaitGroup
	for clerk := range 2 {
		clerks.Go(func() {
			for i := range each {
				p := member(models.PersonID(fmt.Sprintf("per_%d_%d", clerk, i)), "Somebody")
				if _, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{p}})); err != nil {
					t.Error(err)
				}
			}
		})
	}
	clerks.Wait()
	wantHead(t, s, 2*each)
	wantSound(t, s)
}

func cancelledImportLeavesNothing(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	entry := attributed(store.Entry{Open: manyMembers(800)})
	entry.Progress = func(done, total int) {
		if done > total/2 {
			cancel()
		}
	}
	if _, err := s.Record(ctx, entry); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled import: %v", err)
	}
	wantHead(t, s, 0)
	entry.Progress = nil
	record(t, s, entry)
	wantSound(t, s)
}

func progressIsTold(t *testing.T, open func(*testing.T) *store.Store) {
	all := manyMembers(1000)
	last, calls := 0, 0
	record(t, open(t), store.Entry{Open: all, Progress: func(done, total int) {
		if done <= last || total != len(all) {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last, calls = done, calls+1
	}})
	if last != len(all) || calls < 3 {
		t.Errorf("progress ended at %d of %d after %d calls", last, len(all), calls)
	}
}
