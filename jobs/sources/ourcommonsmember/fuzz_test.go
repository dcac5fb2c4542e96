package ourcommonsmember_test

import (
	"testing"

	"caucus/jobs/sources/ourcommonsmember"
	"caucus/jobs/sources/sourcetest"
	"caucus/models/temporal"
)

// FuzzRead holds of whatever is served: it is refused, or what is read could be
// of a member.
func FuzzRead(f *testing.F) {
	for _, file := range []string{"dong", "atwin", "spengemann", "boulerice-french"} {
		f.Add("x(105091)", sourcetest.Load(f, "testdata/"+file+".xml"))
	}
	f.Add("", profile(labelRole("Liberal, 2021-09-20, 2023-03-22"), labelRole("NDP, 2023-03-22, "), seatRole("Han Dong", "Don Valley North, 2021-09-20, , NDP")))
	f.Add("2023/105091.xml", profile(labelRole("Liberal, 2021-09-20, "), labelRole("NDP, 2021-09-20, 2021-09-20"), labelRole("Bloc, 2021-09-20, 2021-09-20")))
	f.Fuzz(func(t *testing.T, address, text string) {
		d, whole := sourcetest.ReadTwice(t, ourcommonsmember.Source{}, served(address, text))
		if whole && len(d.Records)+len(d.Faults) == 0 {
			t.Fatal("nothing is read, and nothing is said to be wrong")
		}
		for _, r := range d.Records {
			if len(r.Identifiers) == 0 && r.Name.Family == "" || len(r.Seats)+len(r.Labels) == 0 {
				t.Fatalf("the record %+v", r)
			}
			var seats, labels []temporal.Period
			for _, s := range r.Seats {
				seats = append(seats, s.Period)
			}
			for _, l := range r.Labels {
				if l.Period.From != 0 || l.Period.To != 0 || len(r.Seats) == 0 {
					labels = append(labels, l.Period)
				}
			}
			inTurn(t, seats)
			inTurn(t, labels)
		}
	})
}

// inTurn holds of periods that are in the years of a House, one after the other.
func inTurn(t *testing.T, list []temporal.Period) {
	t.Helper()
	for i, p := range list {
		if !p.Valid() || p.From < temporal.MustDay("1867-01-01") || max(p.From, p.To) > temporal.MustDay("2200-01-01") {
			t.Fatalf("the days %v", p)
		}
		if i > 0 && (list[i-1].Overlaps(p) || list[i-1].From >= p.From) {
			t.Fatalf("%v, then %v", list[i-1], p)
		}
	}
}
