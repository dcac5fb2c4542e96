package parlinfo

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// places derives "last name, place, days" of the holders of one constituency.
func places(t *testing.T, reviewed Reviewed, holders ...answerOf) (list []string) {
	t.Helper()
	texts := map[string]string{}
	for _, h := range holders {
		texts[fmt.Sprintf("c-2024-05-31/%d", h["PersonId"])] = profileText(h)
	}
	facts, _ := Derive(read(t, texts), lists(), reviewed)
	check(t, facts)
	for _, x := range facts.Tenures {
		for _, p := range facts.People {
			if p.ID == x.Person {
				list = append(list, fmt.Sprintf("%s %d %s", p.Name.Family, x.Place, x.Period))
			}
		}
	}
	slices.Sort(list)
	return list
}

func holder(id int, last, start, end string) answerOf {
	return person(id, "A", last, seat(id*10, sudbury, "Sudbury", start, end), labelled(id*10+1, liberal, start, end))
}

func TestPlaces(t *testing.T) {
	two := Reviewed{TwoMembers: []TwoMembers{{sudbury, 43, 43, "two members"}}}
	for _, c := range []struct {
		name     string
		reviewed Reviewed
		holders  []answerOf
		want     []string
	}{
		{"one follows another", Reviewed{}, []answerOf{holder(1, "First", "2019-10-21", "2020-01-31"), holder(2, "Second", "2020-04-06", "2021-09-19")},
			[]string{"First 1 2019-10-21/2020-02-01", "Second 1 2020-04-06/2021-08-16"}},
		{"two members, and a successor to the first", two, []answerOf{holder(1, "First", "2019-10-21", "2020-01-31"), holder(2, "Second", "2019-10-21", "2021-09-19"), holder(3, "Third", "2020-04-06", "2021-09-19")},
			[]string{"First 1 2019-10-21/2020-02-01", "Second 2 2019-10-21/2021-08-16", "Third 1 2020-04-06/2021-08-16"}},
		{"a seat that passes on one day is the newcomer's from that day", Reviewed{}, []answerOf{holder(1, "First", "2019-10-21", "2020-04-06"), holder(2, "Second", "2020-04-06", "2021-09-19")},
			[]string{"First 1 2019-10-21/2020-04-06", "Second 1 2020-04-06/2021-08-16"}},
		{"one seat recorded for two", Reviewed{}, []answerOf{holder(1, "First", "2019-10-21", "2021-09-19"), holder(2, "Second", "2020-04-06", "2021-09-19")},
			[]string{"First 1 2019-10-21/2021-08-16", "Second 2 2020-04-06/2021-08-16"}},
		{"a third beside two members is left out", two, []answerOf{holder(1, "First", "2019-10-21", "2021-09-19"), holder(2, "Second", "2019-10-21", "2021-09-19"), holder(3, "Third", "2020-04-06", "2021-09-19")},
			[]string{"First 1 2019-10-21/2021-08-16", "Second 2 2019-10-21/2021-08-16"}},
	} {
		if diff := cmp.Diff(c.want, places(t, c.reviewed, c.holders...)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestReviewedSeats(t *testing.T) {
	fix := func(d SeatDecision, f func(*SeatRepair)) Reviewed {
		s := SeatRepair{Person: 1, Role: 10, Parliament: 43, Decision: d, Reason: "for the test"}
		f(&s)
		return Reviewed{Seats: []SeatRepair{s}}
	}
	one := func() answerOf { return holder(1, "Only", "2019-11-01", "2021-12-31") }
	rest := "Only 1 2021-09-20/2022-01-01"
	for _, c := range []struct {
		name     string
		reviewed Reviewed
		want     []string
	}{
		{"not reviewed", Reviewed{}, []string{"Only 1 2019-11-01/2021-08-16", rest}},
		{"dropped", fix(Drop, func(*SeatRepair) {}), []string{rest}},
		{"held longer", fix(From, func(s *SeatRepair) { s.Day = dayZero }), []string{"Only 1 2019-10-21/2021-08-16", rest}},
		{"absent for a time", fix(Absent, func(s *SeatRepair) { s.Absent = period(dayZero.Add(100), dayZero.Add(199)) }),
			[]string{"Only 1 2019-11-01/2020-01-29", "Only 1 2020-05-08/2021-08-16", rest}},
		{"of another riding, of which no document tells", fix(Moved, func(s *SeatRepair) { s.Constituency = 1 }), []string{rest}},
	} {
		if diff := cmp.Diff(c.want, places(t, c.reviewed, one())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestSeatMovedToItsTrueRiding(t *testing.T) {
	other := person(2, "B", "Other", seat(20, donValley, "Don Valley North", "2021-09-20", ""), labelled(21, liberal, "2021-09-20", ""))
	wrong := holder(1, "Wrong", "2019-10-21", "2021-09-19")
	docs := read(t, map[string]string{"c-2024-05-31/1": profileText(wrong), "c-2024-05-31/2": profileText(other)})
	facts, _ := Derive(docs, lists(), Reviewed{Seats: []SeatRepair{{Person: 1, Role: 10, Parliament: 43, Decision: Moved, Constituency: donValley, Reason: "for the test"}}})
	if len(facts.Ridings) != 1 || len(facts.Tenures) != 2 || facts.Tenures[0].Riding != facts.Tenures[1].Riding {
		t.Errorf("both seats should be Don Valley North: %+v", facts.Tenures)
	}
}

func TestRenamedRidingOfWhichOnlyTheNewIDIsKnown(t *testing.T) {
	docs := read(t, map[string]string{"c-2024-05-31/1": profileText(holder(1, "Only", "2019-10-21", "2021-09-19"))})
	facts, _ := Derive(docs, lists(), Reviewed{Renames: []Rename{{2013, 1, sudbury, dayZero.Add(9), "for the test"}}})
	if len(facts.Ridings) != 1 || len(facts.Ridings[0].Names) != 1 || facts.Ridings[0].Names[0].En != "Sudbury" {
		t.Errorf("got %+v", facts.Ridings)
	}
}
