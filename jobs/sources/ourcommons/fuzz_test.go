package ourcommons_test

import (
	"testing"

	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
	"caucus/models/temporal"
)

func readQuietly(address, text string) (models.Document, error) {
	return ourcommons.Source{}.Read(served(address, text))
}

func FuzzReadXML(f *testing.F) {
	for _, file := range []string{"2023.xml", "2023-french.xml"} {
		f.Add(sourcetest.Load(f, "testdata/"+file))
	}
	f.Add("<ArrayOfMemberOfParliament>" + member(idOf, given, family, seatOf, placeOf, labelOf, from, nobodyTo) + "</ArrayOfMemberOfParliament>")
	f.Add("<html>")
	f.Fuzz(neverWrong)
}

func FuzzReadCSV(f *testing.F) {
	for _, file := range []string{"2021.csv", "2022.csv", "2026.csv"} {
		f.Add(sourcetest.Load(f, "testdata/"+file))
	}
	f.Add(line(head) + line(`,"Han ""H""",Dong,Don Valley North,Ontario,,28/4/2025,`))
	f.Fuzz(neverWrong)
}

// neverWrong holds of whatever is served: it is refused, or what is read could be
// of a House.
func neverWrong(t *testing.T, text string) {
	d, whole := sourcetest.ReadTwice(t, ourcommons.Source{}, served(xmlAddress, text))
	if whole && len(d.Records)+len(d.Faults) == 0 {
		t.Fatal("nothing is read, and nothing is said to be wrong")
	}
	seen := map[string]bool{}
	for _, r := range d.Records {
		if seen[r.Locator] || r.Locator == "" || r.Name.Family == "" || len(r.Seats) != 1 || r.Seats[0].Riding == "" {
			t.Fatalf("the record %+v", r)
		}
		seen[r.Locator] = true
		p := r.Seats[0].Period
		if !p.Valid() || p.From < temporal.MustDay("1867-01-01") || max(p.From, p.To) > temporal.MustDay("2200-01-01") {
			t.Fatalf("a seat in the days %v", p)
		}
		if len(r.Labels) > 0 && (!p.Open() || r.Labels[0].Label == "" || r.Labels[0].Period != (temporal.Period{})) {
			t.Fatalf("the label %v of a seat in %v", r.Labels, p)
		}
	}
}
