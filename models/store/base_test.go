package store_test

import (
	"errors"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// Two clerks look at the same page of the register. Whoever writes second must
// look again, even to write what is held already.
func staleBaseIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse(), Base: new(0)})
	for name, c := range map[string]struct {
		base int
		says models.Fact
		want []string
	}{
		"made from the empty register":      {0, dongIndependent, []string{"made from revision 0", "the newest is revision 1"}},
		"says what is held":                 {0, dong, []string{"made from revision 0"}},
		"made from a revision not there":    {2, member("per_new", "New"), []string{"made from revision 2", "the newest is revision 1"}},
		"made from no number of a revision": {-1, member("per_new", "New"), []string{"made from revision -1"}},
	} {
		_, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{c.says}, Base: new(c.base)}))
		if !errors.Is(err, models.ErrConflict) {
			t.Errorf("%s: %v is no conflict", name, err)
			continue
		}
		for _, part := range c.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v does not say %q", name, err, part)
			}
		}
	}
	wantFacts(t, s, 1, theHouse()...)
	wantHead(t, s, 1)
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}, Base: new(1)})
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "New")}}) // whatever is newest
	wantHead(t, s, 3)
	wantSound(t, s)
}
