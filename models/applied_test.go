package models_test

import (
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
)

func TestAChangeBreaksWhatHeldBefore(t *testing.T) {
	h := modeltest.New()
	h.Person("Han Dong", "ourcommons:105091").Sits("Don Valley North", "2021-09-20", "2025-03-24").Label(modeltest.Liberal, "2021-09-20", "2025-03-24")
	held := &h.Facts
	seat := held.Tenures[0]
	twin := seat
	twin.ID = models.NewTenureID(seat.Person, seat.Riding, "another day")
	for _, c := range []struct {
		name   string
		open   []models.Fact
		close  []models.Ref
		breaks bool
	}{
		{name: "nothing changes"},
		{name: "a seat is held twice", open: []models.Fact{twin}, breaks: true},
		{name: "one tenure takes the place of another", open: []models.Fact{twin}, close: []models.Ref{models.RefOf(seat)}},
		{name: "a label outlives its seat", close: []models.Ref{models.RefOf(seat)}, breaks: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := models.Applied(held, c.open, c.close)
			if got := models.Breaks(models.Applied(held, nil, nil), after); len(got) > 0 != c.breaks {
				t.Errorf("breaks %q", got)
			}
			if want := held.Len() + len(c.open) - len(c.close); after.Len() != want {
				t.Errorf("%d facts, want %d", after.Len(), want)
			}
			if got := models.Breaks(after, models.Applied(after, nil, nil)); len(got) > 0 {
				t.Errorf("what was broken before counts as broken by nothing: %q", got)
			}
		})
	}
}
