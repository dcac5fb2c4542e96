package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
)

// TestAChangeThatGetsItsDayIsNoCorrection: Han Dong was seen to be Independent
// on 24 March, and may have been so since the 22nd. That he was since then is
// learned; that he was since the 20th corrects what was said of two days.
func TestAChangeThatGetsItsDayIsNoCorrection(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		for _, c := range []struct {
			day         string
			corrections int
		}{{"2023-03-22", 0}, {"2023-03-20", 2}} {
			s := open(t)
			before, seen, until, since := dongLiberal, dongIndependent, dongLiberal, dongIndependent
			before.Period = period("2021-09-20", "2023-03-24")
			seen.ID, seen.Period = models.NewAffiliationID(dong.ID, seen.Axis, "2023-03-24"), period("2023-03-24", "")
			seen.State, seen.Window = models.Provisional, &models.Window{From: day("2023-03-22")}
			until.Period = period("2021-09-20", c.day)
			since.ID, since.Period = models.NewAffiliationID(dong.ID, since.Axis, c.day), period(c.day, "")
			record(t, s, store.Entry{Open: theHouse()})
			record(t, s, store.Entry{Open: []models.Fact{before, seen}})
			record(t, s, store.Entry{Open: []models.Fact{until, since}, Close: []models.Ref{models.RefOf(seen)}})
			list, _, err := logOf(s).Revisions(t.Context(), models.LogQuery{Until: 3, Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]int{0, 0, c.corrections}, []int{list[0].Corrections, list[1].Corrections, list[2].Corrections}); diff != "" {
				t.Errorf("since %s: corrections of each revision:\n%s", c.day, diff)
			}
		}
	})
}
