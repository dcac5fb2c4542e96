package parlinfo

import (
	"strings"
	"testing"
)

func TestReviewedDecisionsAreReadable(t *testing.T) {
	v, err := LoadReviewed()
	if err != nil {
		t.Fatal(err)
	}
	if len(v.CaucusRoles) == 0 || len(v.Renames) == 0 || len(v.Seats) == 0 || len(v.TwoMembers) == 0 || len(v.Dropped) == 0 || len(v.Namesakes) == 0 {
		t.Errorf("a file is empty: %+v", v)
	}
	roles := map[[2]int]bool{}
	for _, c := range v.CaucusRoles {
		key := [2]int{c.Person, c.Role}
		if roles[key] {
			t.Errorf("role %d of person %d is decided twice", c.Role, c.Person)
		}
		roles[key] = true
	}
	ids := map[[2]int]bool{}
	for _, r := range v.Renames {
		key := [2]int{r.Order, r.To}
		if ids[key] || r.From == r.To {
			t.Errorf("constituency %d of the order of %d has two former ids, or is its own", r.To, r.Order)
		}
		ids[key] = true
	}
}

func TestReviewedRowThatCannotBeRead(t *testing.T) {
	l := &loader{}
	r := row{l, "seats.csv:2", []string{"x", "10", "44", "absent", "2020-01-01", ""}}
	r.seat()
	text := ""
	for _, err := range l.faults {
		text += err.Error() + "\n"
	}
	for _, want := range []string{"seats.csv:2: column 1:", "column 5:", "column 6 is empty"} {
		if !strings.Contains(text, want) {
			t.Errorf("the faults do not name %q:\n%s", want, text)
		}
	}
	l = &loader{}
	l.each("seats.csv", "other,columns", func(row) { t.Error("a row was read in spite of the columns") })
	l.each("absent.csv", "a", func(row) {})
	if len(l.faults) != 2 {
		t.Errorf("faults %v, want one of the columns and one of the file", l.faults)
	}
}
