package ourcommons_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// shared is a document as the House served it, where the documents are.
func shared(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "ourcommons", name))
	if err != nil {
		t.Skip("the documents as served are not here")
	}
	return string(b)
}

// TestListsAsTheHouseServedThem counts what the real lists say.
func TestListsAsTheHouseServedThem(t *testing.T) {
	const all = "https://www.ourcommons.ca/Members/en/search/csv?parliament=all&caucusId=all&province=all&gender=all"
	for _, c := range []struct {
		file, address string
		rows, sitting int
		labels        map[string]int
	}{
		{"csv/members_2021-09-14.csv", csvAddress, 340, 337, nil},
		{"csv/members_2021-12-14.csv", csvAddress, 338, 338, map[string]int{
			"Liberal": 159, "Conservative": 119, "Bloc Québécois": 32, "NDP": 25, "Green Party": 2, "Independent": 1}},
		{"csv/members_2022-05-29.csv", csvAddress, 338, 337, map[string]int{
			"Liberal": 158, "Conservative": 119, "Bloc Québécois": 32, "NDP": 25, "Green Party": 2, "Independent": 1}},
		{"csv/members-all-since-1997_2023-01-07.csv", all, 1109, 336, nil},
		{"xml/members-search_2023-10.xml", xmlAddress, 337, 337, map[string]int{
			"Liberal": 158, "Conservative": 117, "Bloc Québécois": 32, "NDP": 25, "Green Party": 2, "Independent": 3}},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			d := read(t, c.address, shared(t, c.file))
			sitting, labels := tally(d)
			if len(d.Records) != c.rows || sitting != c.sitting || len(d.Faults) != 0 || d.Lists != models.ListsSitting {
				t.Errorf("%d rows, %d of them sitting, scope %s, faults %v; want %d, %d, sitting and none",
					len(d.Records), sitting, d.Lists, d.Faults, c.rows, c.sitting)
			}
			if diff := cmp.Diff(c.labels, labels); c.labels != nil && diff != "" {
				t.Errorf("labels (-want +got):\n%s", diff)
			}
		})
	}
}

func tally(d models.Document) (sitting int, labels map[string]int) {
	labels = map[string]int{}
	for i := range d.Records {
		if d.Records[i].Sits() {
			sitting++
		}
		for _, l := range d.Records[i].Labels {
			labels[l.Label]++
		}
	}
	return sitting, labels
}

// TestMembersAsTheHouseListedThem looks at the people whom the examples name.
func TestMembersAsTheHouseListedThem(t *testing.T) {
	for _, c := range []struct{ file, who, riding, period, label string }{
		{"csv/members_2022-05-29.csv", "Han Dong", "Don Valley North", "2021-09-20 to ", "Liberal"},
		{"xml/members-search_2023-10.xml", "Han Dong", "Don Valley North", "2021-09-20 to ", "Independent"},
		{"csv/members_2022-05-29.csv", "Alain Rayes", "Richmond—Arthabaska", "2021-09-20 to ", "Conservative"},
		{"xml/members-search_2023-10.xml", "Alain Rayes", "Richmond—Arthabaska", "2021-09-20 to ", "Independent"},
		{"csv/members_2022-05-29.csv", "Sven Spengemann", "Mississauga—Lakeshore", "2021-09-20 to 2022-05-28", ""},
		{"csv/members_2021-09-14.csv", "Diane Finley", "Haldimand—Norfolk", "2019-10-21 to 2021-05-12", ""},
		{"csv/members_2021-09-14.csv", "Jenica Atwin", "Fredericton", "2019-10-21 to ", "Liberal"},
		{"xml/members-search_2023-10.xml", "Charles Sousa", "Mississauga—Lakeshore", "2022-12-12 to ", "Liberal"},
	} {
		t.Run(c.who+" in "+filepath.Base(c.file), func(t *testing.T) {
			d := read(t, "", shared(t, c.file))
			want := c.riding + ", " + c.period + ", " + c.label
			if got := said(d, c.who); got != want {
				t.Errorf("the list says %q, want %q", got, want)
			}
		})
	}
}

// said sums up what a list says of somebody.
func said(d models.Document, who string) string {
	for _, r := range d.Records {
		if r.Name.Full != who {
			continue
		}
		s := r.Seats[0]
		text := s.Riding + ", " + s.Period.From.String() + " to " + s.Period.To.String() + ", "
		for _, l := range r.Labels {
			text += l.Label
		}
		return text
	}
	return "nothing"
}

// TestAnswersOfTheHouseThatAreNoLists reads the capture that was empty, and a
// table that somebody made of a list.
func TestAnswersOfTheHouseThatAreNoLists(t *testing.T) {
	for file, rule := range map[string]string{
		"csv/members_2022-01-22_empty.csv": "empty", "csv/roster45_retyped_2026-08-20.csv": "missing_column",
		"html/members-html-tile-han-dong-2023-10.html": "wrong_format",
	} {
		_, err := ourcommons.Source{}.Read(served(csvAddress, shared(t, file)))
		if got := sourcetest.RuleOf(err); got != rule {
			t.Errorf("%s: %v has the rule %q, want %q", file, err, got, rule)
		}
	}
}

func BenchmarkReadXML(b *testing.B) { benchmark(b, "xml/members-search_2023-10.xml") }
func BenchmarkReadCSV(b *testing.B) { benchmark(b, "csv/members-all-since-1997_2023-01-07.csv") }

func benchmark(b *testing.B, file string) {
	text := shared(b, file)
	p := served(xmlAddress, text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (ourcommons.Source{}).Read(p); err != nil {
			b.Fatal(err)
		}
	}
}
