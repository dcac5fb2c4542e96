package store_test

import (
	"testing"

	"caucus/models"
	"caucus/models/store"
)

func init() {
	contract = append(contract, story{"a run names the revision that it recorded before", runNamesItsRevision})
}

// The embedded dataset is recorded with an instant of its own, and leaves its
// run afterwards.
func runNamesItsRevision(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	ran := runAt(t, "10:00:00")
	ran.Revision, ran.Tally.Opened = 1, 7
	run, rev := finish(t, s, models.Result{Run: ran, Base: 1})
	if run.Outcome != models.Changed || run.Revision != 1 || run.Tally.Opened != 7 || rev.Number != 0 {
		t.Errorf("the run is left as %+v, with revision %d", run, rev.Number)
	}
	if _, _, err := s.Finish(t.Context(), nil, models.Result{Run: ran, Base: 1}); err == nil {
		t.Error("two runs recorded the same revision")
	}
	ran.Revision = 2
	if _, _, err := s.Finish(t.Context(), nil, models.Result{Run: ran, Base: 1}); err == nil {
		t.Error("a run recorded a revision that is not there")
	}
	ran.Outcome = models.Refused
	if run, _ := finish(t, s, models.Result{Run: ran, Base: 1}); run.Revision != 0 {
		t.Errorf("a refused run recorded revision %d", run.Revision)
	}
	wantSound(t, s)
}
