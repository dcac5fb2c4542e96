package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

// Behind one name there may be two standbys, of which one has not heard of the
// newest revision. What that did is told as it is, or not yet.
func TestStandbysOfWhichOneLags(t *testing.T) {
	ahead, behind := sqliteFile(t), sqliteFile(t)
	s, late := openAt(t, ahead, clock()), openAt(t, behind, clock())
	first := store.Entry{Kind: models.DatasetRevision, Open: theHouse(), RecordedAt: temporal.Instant(1_700_000_000_000_000)}
	if a, b := record(t, s, first), record(t, late, first); a.Hash != b.Hash {
		t.Fatal("two registers, where one is to lag")
	}
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
	want, err := s.Facts(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := logOf(s).Revisions(t.Context(), models.LogQuery{Until: 2, Limit: 9})
	if err != nil || len(list) != 2 || list[1].Opened != 2 {
		t.Fatal(list, err)
	}
	if err := store.ReadInTurn(s, ahead, behind); err != nil {
		t.Fatal(err)
	}
	told := map[bool]int{}
	for range 6 {
		facts, err := s.Facts(t.Context(), 2)
		again, _, logged := logOf(s).Revisions(t.Context(), models.LogQuery{Until: 2, Limit: 9})
		did, _, revised := logOf(s).Revised(t.Context(), models.RevisedQuery{Revision: 2, Limit: 9})
		_, _, corrected := logOf(s).Corrections(t.Context(), models.CorrectionsQuery{Until: 2, Limit: 9})
		for _, err := range []error{err, logged, revised, corrected} {
			if told[err == nil]++; err != nil && !errors.Is(err, models.ErrNotFound) {
				t.Error(err)
			}
		}
		if diff := cmp.Diff(want, facts); err == nil && diff != "" {
			t.Errorf("the facts of revision 2 as revision 1 has them:\n%s", diff)
		}
		if diff := cmp.Diff(list, again); logged == nil && diff != "" {
			t.Errorf("what revision 2 did, of which only its number was seen:\n%s", diff)
		}
		if revised == nil && len(did) == 0 {
			t.Error("revision 2 is said to have done nothing")
		}
		// One more question lets the next round begin at the other server.
		if _, err := s.Head(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if told[true] == 0 || told[false] == 0 {
		t.Errorf("answered %d times, not yet %d times", told[true], told[false])
	}
}
