package handlers

import (
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// TestPiecesStayWithinTheirBounds: when there is no room they begin anew.
func TestPiecesStayWithinTheirBounds(t *testing.T) {
	const people, most = 100, 100_000
	var k pieces
	k.begin(people, most)
	p := piece{own: strings.Repeat("x", 900), shares: make([]share, 4)}
	for n := range int32(5 * people) {
		p.From = temporal.Day(n + 1)
		p.To = p.From + 1
		k.put(n%people, p)
		if got := k.get(n%people, p.From); got == nil || got.own != p.own {
			t.Fatalf("piece %d is gone at once", n)
		}
		if k.get(n%people, p.To) != nil {
			t.Fatalf("piece %d holds on a day after it", n)
		}
		size := 0
		for place := range int32(people) {
			for _, kept := range k.all(place) {
				size += kept.size()
			}
		}
		if size > most || int64(size) != k.size.Load() {
			t.Fatalf("%d bytes are kept, and counted as %d", size, k.size.Load())
		}
	}
	p.own = strings.Repeat("x", most+1)
	if k.put(0, p); k.get(0, p.From) != nil && k.get(0, p.From).own == p.own {
		t.Error("a piece that is too large was kept")
	}
}

// TestChangesStayWithinTheirBounds: so do changes.
func TestChangesStayWithinTheirBounds(t *testing.T) {
	h := modeltest.New()
	for _, day := range []string{"2021-09-20", "2022-01-01", "2022-02-01", "2022-03-01"} {
		h.Person("Member since "+day).Sits("Riding "+day, day, "")
	}
	var refs []models.ChangeRef
	h.Register(t).EachChange(models.ChangesQuery{House: modeltest.Commons, Kinds: []models.ChangeKind{models.Seated}},
		func(ref models.ChangeRef, _ func() *models.Change) { refs = append(refs, ref) })
	if len(refs) != 4 {
		t.Fatalf("%d members were seated", len(refs))
	}
	kept := told{of: map[models.ChangeRef]string{}}
	json := strings.Repeat("x", maxTold/3)
	for _, ref := range refs {
		kept.put(ref, json)
		if kept.get(ref) != json {
			t.Error("a change is gone at once")
		}
	}
	if len(kept.of) != 1 || kept.size != len(json) {
		t.Errorf("%d changes of %d bytes are kept, three of which fit", len(kept.of), kept.size)
	}
	if kept.put(refs[0], strings.Repeat("x", maxTold+1)); len(kept.get(refs[0])) > maxTold {
		t.Error("a change that is too long was kept")
	}
}

// TestOfAPastRegisterNothingIsKept: the zero values keep nothing.
func TestOfAPastRegisterNothingIsKept(t *testing.T) {
	var k pieces
	k.put(0, piece{own: "{}"})
	k.put(-1, piece{own: "{}"})
	var c told
	c.put(models.ChangeRef{}, "{}")
	if k.get(0, 1) != nil || k.get(-1, 1) != nil || c.get(models.ChangeRef{}) != "" {
		t.Error("something was kept")
	}
}
