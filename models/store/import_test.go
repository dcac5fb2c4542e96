package store_test

import (
	"errors"
	"testing"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
)

// reconciled records what documents change, as an import does.
func reconciled(t *testing.T, s *store.Store, says ...models.Fact) (models.Revision, facts.Plan, error) {
	t.Helper()
	head, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current, err := s.Facts(t.Context(), head.Number)
	if err != nil {
		t.Fatal(err)
	}
	told, err := s.Told(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan := facts.Reconcile(current, set(says...), told)
	rev, err := s.Record(t.Context(), attributed(store.Entry{Open: plan.Open, Close: plan.Close}))
	return rev, plan, err
}

// Documents of two days, imported again and again in any order, make one
// revision each.
func TestImportsAreIdempotent(t *testing.T) {
	onEachEngine(t, importsAreIdempotent)
}

func importsAreIdempotent(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	older := theHouse()
	newer := []models.Fact{commons, almanac, document, dong, dongSeat, dongWasLiberal, dongIndependent}
	for i, c := range []struct {
		says []models.Fact
		want int // the newest revision afterwards
	}{{older, 1}, {older, 1}, {newer, 2}, {older, 2}, {newer, 2}} {
		rev, plan, err := reconciled(t, s, c.says...)
		if rev.Number != c.want || len(plan.Conflicts) > 0 || err != nil && !errors.Is(err, store.ErrUnchanged) {
			t.Errorf("import %d: revision %d, want %d; %v, %v", i, rev.Number, c.want, plan.Conflicts, err)
		}
	}
	wantFacts(t, s, 2, newer...)

	// The Almanac moves the crossing by a day: it corrects itself.
	corrected := listed("per_dong", independent, "2023-03-23", "")
	until := listed("per_dong", liberal, "2021-09-20", "2023-03-23")
	if _, plan, err := reconciled(t, s, corrected, until); err != nil || len(plan.Close) != 1 {
		t.Errorf("the correction: %+v, %v", plan, err)
	}
	wantFacts(t, s, 3, commons, almanac, document, dong, dongSeat, until, corrected)
	wantSound(t, s)
}
