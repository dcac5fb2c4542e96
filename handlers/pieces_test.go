package handlers

import (
	"strings"
	"sync/atomic"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// TestRowsStayWithinTheirBounds: when there is no room they begin anew.
func TestRowsStayWithinTheirBounds(t *testing.T) {
	const people = 100
	r := rowsOf{of: make([]atomic.Pointer[[]rowJSON], people)}
	row := rowJSON{json: strings.Repeat("x", maxRows/people)}
	for n := range int32(5 * people) {
		row.From = temporal.Day(n + 1)
		r.put(n%people, row)
		if kept := r.get(n % people); kept[len(kept)-1] != row {
			t.Fatalf("row %d is gone at once", n)
		}
		size := 0
		for place := range int32(people) {
			for _, kept := range r.get(place) {
				size += len(kept.json)
			}
		}
		if size > maxRows || int64(size) != r.size.Load() {
			t.Fatalf("%d bytes are kept, and counted as %d", size, r.size.Load())
		}
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
	var r rowsOf
	r.put(0, rowJSON{json: "{}"})
	r.put(-1, rowJSON{json: "{}"})
	var c told
	c.put(models.ChangeRef{}, "{}")
	if r.get(0) != nil || r.get(-1) != nil || c.get(models.ChangeRef{}) != "" {
		t.Error("something was kept")
	}
}
