package handlers_test

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"testing"

	"caucus/handlers"
)

// page is what paging needs of a list.
type page struct {
	People  []struct{ ID string }
	Changes []struct{ ID string }
	Next    string
	Meta    struct {
		Revision int
		Links    struct{ Self, Permalink string }
	}
}

func read(t *testing.T, s *httptest.Server, path string) page {
	t.Helper()
	a := do(t, s, "GET", path)
	var p page
	if err := json.Unmarshal([]byte(a.body), &p); err != nil || a.status != 200 {
		t.Fatalf("%s: %d %v %s", path, a.status, err, a.body)
	}
	return p
}

func (p page) ids() []string {
	var ids []string
	for _, x := range append(p.People, p.Changes...) {
		ids = append(ids, x.ID)
	}
	return ids
}

// TestPagesNeitherRepeatNorSkip walks lists page by page and compares with the
// list in one piece.
func TestPagesNeitherRepeatNorSkip(t *testing.T) {
	s, _ := served(t, options())
	for _, list := range []string{
		"/api/v1/people?limit=", "/api/v1/people?sitting=true&on=2023-03-22&limit=", "/api/v1/people?q=member&limit=",
		"/api/v1/changes?kind=seated,unseated,left_caucus,merged,renamed&limit=",
	} {
		whole := read(t, s, list+"1000").ids()
		if len(whole) < 300 {
			t.Fatalf("%s has only %d entries", list, len(whole))
		}
		for _, limit := range []string{"7", "100", "333"} {
			var got []string
			for next := list + limit; next != ""; {
				p := read(t, s, next)
				if next != list+limit && p.Meta.Links.Permalink != next {
					t.Fatalf("the permalink of %s is %s", next, p.Meta.Links.Permalink)
				}
				got, next = append(got, p.ids()...), p.Next
			}
			if !slices.Equal(got, whole) {
				t.Errorf("%s%s: %d entries, want %d", list, limit, len(got), len(whole))
			}
		}
	}
}

// TestPagesStayWithTheirRevision: a revision that comes in the midst of a walk
// does not change what is walked through.
func TestPagesStayWithTheirRevision(t *testing.T) {
	o := options()
	shelf := handlers.NewShelf(load, 1)
	shelf.Swap(built()[2])
	o.Registers = shelf
	s, _ := served(t, o)
	first := read(t, s, "/api/v1/people?limit=1")
	shelf.Swap(built()[3])
	if second := read(t, s, first.Next); second.Meta.Revision != 2 {
		t.Errorf("the second page is of revision %d", second.Meta.Revision)
	}
	if again := read(t, s, "/api/v1/people?limit=1"); again.Meta.Revision != 3 {
		t.Errorf("asked anew, the page is of revision %d", again.Meta.Revision)
	}
}

func TestCursorsOfOtherLists(t *testing.T) {
	s, _ := served(t, options())
	people := read(t, s, "/api/v1/people?limit=1").Next
	cursor := people[len(people)-20:]
	for i := len(people) - 1; people[i] != '='; i-- {
		cursor = people[i:]
	}
	for _, path := range []string{
		"/api/v1/changes?after=" + cursor,
		"/api/v1/people?after=" + cursor[1:],
		"/api/v1/people?after=" + cursor[:len(cursor)-1],
		"/api/v1/people?after=A" + cursor[1:],
		"/api/v1/people?after=" + cursor + "=",
	} {
		if a := do(t, s, "GET", path); a.status != 400 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := do(t, s, "GET", "/api/v1/people?after="+cursor); a.status != 200 {
		t.Errorf("the cursor itself: %d", a.status)
	}
}
