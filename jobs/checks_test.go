package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// rules are those by which a document is refused, with their sentences.
func rules(list []models.Refusal) map[string]string {
	out := map[string]string{}
	for _, r := range list {
		out[r.Rule] = r.Detail
	}
	return out
}

func check1(h *commons, claims []models.Claim, newest temporal.Instant, d *models.Document) map[string]string {
	return rules(Check(h.held(), matchWith(h, claims, d), []models.Document{*d}, claims, newest))
}

// relabel gives the first n rows whose label is not that one another.
func relabel(d *models.Document, n int, label string) {
	for i := range d.Records {
		if r := &d.Records[i]; n > 0 && r.Labels[0].Label != label {
			r.Labels[0].Label = label
			n--
		}
	}
}

func end(d *models.Document, n int, last string) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Period.To = modeltest.Day(last) + 1
	}
}

// Each way of being implausible, next to what is just plausible. The House has
// 20 seats, so that three changes at once are the most.
func TestWhatIsRefused(t *testing.T) {
	for _, c := range []struct {
		story string
		write func(h *commons, d *models.Document)
		want  map[string]string
	}{
		{"the list agrees", func(*commons, *models.Document) {}, nil},
		{"19 of 20 members", func(_ *commons, d *models.Document) { d.Records = d.Records[:19] }, nil},
		{"18 of 20 members", func(_ *commons, d *models.Document) { d.Records = d.Records[:18] }, map[string]string{
			"too_few_rows": "The document has 18 members who sit; by the register 20 sit, and fewer than 95 % of them are too few."}},
		{"one member twenty times", func(_ *commons, d *models.Document) {
			for i := range d.Records {
				d.Records[i] = d.Records[0]
			}
		}, map[string]string{
			"too_few_rows": "The document has 1 member who sits; by the register 20 sit, and fewer than 95 % of them are too few."}},
		{"one member asked for", func(_ *commons, d *models.Document) { d.Records, d.Lists = d.Records[:1], models.ListsSome }, nil},
		{"a member listed twice", func(_ *commons, d *models.Document) { d.Records = append(d.Records, d.Records[0]) }, nil},
		{"21 members for 20 seats", func(h *commons, d *models.Document) {
			b := bench{"Pat Roy", "120000", "", "Papineau", "", "QC", modeltest.Liberal}
			h.seat(b, election)
			d.Records = append(d.Records, record(21, b, election))
		}, map[string]string{"too_many_rows": "The document has 21 members who sit; the House has 20 seats by law."}},
		{"21 members in a House of no number", func(h *commons, d *models.Document) {
			b := bench{"Pat Roy", "120000", "", "Papineau", "", "QC", modeltest.Liberal}
			h.seat(b, election)
			h.Facts.Seats = nil
			d.Records = append(d.Records, record(21, b, election))
		}, nil},
		{"the loser sits beside the winner", func(h *commons, d *models.Document) {
			d.Records[0] = record(1, sousa, byElection)
		}, map[string]string{"two_in_one_seat": "The document has two members in 1 seat."}},
		{"the winner sits after the loser", func(h *commons, d *models.Document) {
			d.Records = append(d.Records, record(21, sousa, byElection))
			rowOf(t, d, "Sven Spengemann").Seats[0].Period.To = modeltest.Day("2022-05-28")
		}, nil},
		{"a member listed twice, without an id", func(_ *commons, d *models.Document) {
			d.Records[0].Identifiers = nil
			d.Records = append(d.Records, d.Records[0])
		}, nil},
		{"two members without a riding", func(_ *commons, d *models.Document) {
			for i := range d.Records[:2] {
				d.Records[i].Seats[0].Riding, d.Records[i].Seats[0].Province = "", ""
			}
		}, nil},
		{"three members left and were elected again", func(h *commons, d *models.Document) {
			shiftTo(d, 3, byElection)
			for i := range h.Facts.Tenures[:3] {
				h.Facts.Tenures[i].To, h.Facts.Tenures[i].EndCause = modeltest.Day("2022-05-28"), models.ByResignation
			}
		}, nil},
		{"a seat passes on today", func(_ *commons, d *models.Document) {
			d.Records = append(d.Records, record(21, sousa, "2023-03-21"))
			rowOf(t, d, "Sven Spengemann").Seats[0].Period.To = modeltest.Day("2023-03-22")
			drop(d, "Han Dong")
		}, nil},
		{"one member under two names", func(_ *commons, d *models.Document) {
			r := record(21, member(t, "Rachael Thomas"), election)
			r.Name = models.PersonName{Full: "Rachael Harder", Given: "Rachael", Family: "Harder"}
			d.Records = append(d.Records, r)
		}, nil},
		{"a seat that began today", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Han Dong").Seats[0].Period.From = modeltest.Day("2023-03-21")
		}, nil},
		{"a seat that begins tomorrow", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Han Dong").Seats[0].Period.From = modeltest.Day("2023-03-22")
		},
			map[string]string{"future_day": "1 row gives a day after 2023-03-21, on which it was served."}},
		{"a seat whose last day is today", func(_ *commons, d *models.Document) { end(d, 1, "2023-03-21") }, nil},
		{"seats whose last day is tomorrow", func(_ *commons, d *models.Document) { end(d, 2, "2023-03-22") },
			map[string]string{"future_day": "2 rows give a day after 2023-03-21, on which it was served."}},
		{"a label from tomorrow", func(_ *commons, d *models.Document) { d.Records[0].Labels[0].Period.From = modeltest.Day("2023-03-22") },
			map[string]string{"future_day": "1 row gives a day after 2023-03-21, on which it was served."}},
		{"three members change", func(_ *commons, d *models.Document) { relabel(d, 3, "Independent") }, nil},
		{"three members change, and a former one comes back", func(h *commons, d *models.Document) {
			relabel(d, 3, "Independent")
			b := bench{"Olivia Chow", "25455", "", "Mississauga—Lakeshore", "", "ON", modeltest.NDP}
			h.Person(b.name, b.ids()...).Sits("Papineau", "2006-01-23", "2008-09-08")
			d.Records[19] = record(20, b, byElection)
		}, nil},
		{"four members change", func(_ *commons, d *models.Document) { relabel(d, 4, "Independent") }, map[string]string{
			"mass_change": "The labels of 4 members differ from those before; more than 3 at once are too many."}},
		{"five members change", func(_ *commons, d *models.Document) { relabel(d, 5, "Independent") }, map[string]string{
			"mass_change": "The labels of 5 members differ from those before; more than 3 at once are too many."}},
		{"one of two Greens becomes a Liberal", func(_ *commons, d *models.Document) { rowOf(t, d, "Mike Morrice").Labels[0].Label = "Liberal" }, nil},
		{"both Greens become Liberals", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Mike Morrice").Labels[0].Label, rowOf(t, d, "Elizabeth May").Labels[0].Label = "Liberal", "Libéral"
		}, map[string]string{
			"whole_label": "All 2 members of Green Party have become Liberal; that would be a merger or a new name, which an editor records."}},
		{"one Green becomes a Liberal, the other Independent", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Mike Morrice").Labels[0].Label, rowOf(t, d, "Elizabeth May").Labels[0].Label = "Liberal", "Independent"
		}, nil},
		{"the only Independent becomes a Liberal", func(_ *commons, d *models.Document) { rowOf(t, d, "Kevin Vuong").Labels[0].Label = "Liberal" }, nil},
		{"two seats begin on other days", func(_ *commons, d *models.Document) { shift(d, 2) }, nil},
		{"three seats begin on other days", func(_ *commons, d *models.Document) { shift(d, 3) }, map[string]string{
			"mass_starts": "The seats of 3 members begin on other days than those held; more than 2 are too many."}},
		{"three rows of 23 fit nobody", func(_ *commons, d *models.Document) { strangers(d, 3) }, nil},
		{"four rows of 24 fit nobody", func(_ *commons, d *models.Document) { strangers(d, 4) }, map[string]string{
			"unread_rows": "Of 24 rows 4 could not be read or fit nobody; more than 2 % are too many."}},
		{"four rows could not be read", func(_ *commons, d *models.Document) { faults(d, "row 2%d", 4) }, map[string]string{
			"unread_rows": "Of 24 rows 4 could not be read or fit nobody; more than 2 % are too many."}},
		{"four labels are unknown", func(_ *commons, d *models.Document) {
			for i := range d.Records[:4] {
				d.Records[i].Labels[0].Label = "Rhinoceros"
			}
		}, map[string]string{
			"unread_rows": "Of 20 rows 4 could not be read or fit nobody; more than 2 % are too many."}},
		{"four rows that stand have a fault", func(_ *commons, d *models.Document) { faults(d, "row %d", 4) }, nil},
		{"three ridings have new names", func(_ *commons, d *models.Document) { rename(d, 3) }, nil},
		{"four ridings of 20 have new names", func(_ *commons, d *models.Document) { rename(d, 4) }, map[string]string{
			"unknown_ridings": "Of 20 rows 4 name a riding that the register does not have; more than 10 % are too many."}},
	} {
		h := newCommons("2023-03-21")
		d := h.list()
		c.write(h, d)
		got := check1(h, nil, 0, d)
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
	}
}

func shiftTo(d *models.Document, n int, from string) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Period.From = modeltest.Day(from)
	}
}

func shift(d *models.Document, n int) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Period.From++
	}
}

func strangers(d *models.Document, n int) {
	for i := range n {
		d.Records = append(d.Records, models.Record{Locator: fmt.Sprintf("row %d", 30+i), Name: models.PersonName{Full: "Pat Roy"}})
	}
}

func faults(d *models.Document, locator string, n int) {
	for i := range n {
		d.Faults = append(d.Faults, models.RecordFault{Locator: fmt.Sprintf(locator, 1+i), Detail: "its label is empty"})
	}
}

func rename(d *models.Document, n int) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Riding = fmt.Sprintf("New Name %d", i)
	}
}

// Ends are looked at in a list that has those who left besides everyone who
// sits.
func TestSeatsThatEndAtOnce(t *testing.T) {
	for n, want := range map[int]map[string]string{
		3: {}, 4: {"mass_ends": "The seats of 4 members have ended; more than 3 at once are too many."},
	} {
		h := newCommons("2023-03-21")
		d := h.list()
		d.Lists = models.ListsSome
		end(d, n, "2023-03-20")
		if diff := cmp.Diff(want, check1(h, nil, 0, d)); diff != "" {
			t.Errorf("%d ends (-want +got):\n%s", n, diff)
		}
		var claims []models.Claim
		for _, b := range benches[:n] {
			c := waiting(h, h.who(t, b.name), b, election)
			c.Source, c.Period.To = "ourcommons", modeltest.Day("2023-03-21")
			claims = append(claims, c)
		}
		if got := check1(h, claims, 0, d); len(got) != 0 {
			t.Errorf("%d ends that the source has told before: %v", n, got)
		}
	}
}

// Starts that the source has told before are no news, and a member who moved to
// another riding has begun there.
func TestSeatsThatBeginOnOtherDays(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	shift(d, 3)
	var claims []models.Claim
	for _, b := range benches[:3] {
		c := waiting(h, h.who(t, b.name), b, "2021-09-21")
		c.Source = "ourcommons"
		claims = append(claims, c)
	}
	if got := check1(h, claims, 0, d); len(got) != 0 {
		t.Errorf("three starts that the source has told before: %v", got)
	}
	d = h.list()
	for i, b := range benches[:3] {
		d.Records[(i+1)%3].Seats[0] = record(1, b, byElection).Seats[0]
	}
	if got := check1(h, nil, 0, d); len(got) != 0 {
		t.Errorf("three members who changed their seats at by-elections: %v", got)
	}
}

// labelled is what a source has said of the label of a member.
func labelled(h *commons, source models.SourceID, p models.PersonID, org models.OrganizationID, since string) models.Claim {
	return models.Claim{Source: source, Person: p, About: models.AboutDesignation, Value: models.Of(org), FirstSeen: noon(modeltest.Day(since))}
}

// A change that the source has shown before is none; one that the register
// believes already is none either.
func TestOnlyWhatIsNewCountsAsAChange(t *testing.T) {
	for _, c := range []struct {
		story  string
		source models.SourceID
		org    models.OrganizationID // that claims give those who differ
		gone   bool
		want   bool
	}{
		{"the source has said so before", "ourcommons", modeltest.Independent, false, false},
		{"another source has said so", "parlinfo", modeltest.Independent, false, true},
		{"the source said so once and no longer", "ourcommons", modeltest.Independent, true, true},
		{"the source said something else again", "ourcommons", modeltest.NDP, false, true},
	} {
		h := newCommons("2023-03-21")
		d := h.list()
		relabel(d, 5, "Independent")
		var claims []models.Claim
		for i, r := range d.Records {
			if r.Labels[0].Label == "Independent" {
				one := labelled(h, c.source, h.who(t, benches[i].name), c.org, "2023-03-20")
				if c.gone {
					one.Gone = one.FirstSeen
				}
				claims = append(claims, one)
			}
		}
		if got := check1(h, claims, 0, d); (got["mass_change"] != "") != c.want {
			t.Errorf("%s: %v", c.story, got)
		}
	}
	h := newCommons("2023-03-21")
	var claims []models.Claim
	for _, b := range benches {
		claims = append(claims, labelled(h, "ourcommons", h.who(t, b.name), modeltest.NDP, "2023-03-20"))
	}
	if got := check1(h, claims, 0, h.list()); len(got) != 0 {
		t.Errorf("a source that comes round to what is believed: %v", got)
	}
}

// A merger is told by what the source said before, too.
func TestAWholeLabelByTheClaimsOfTheSource(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	claims := []models.Claim{
		labelled(h, "ourcommons", h.who(t, "Han Dong"), modeltest.Green, "2023-03-20"),
	}
	d.Records[0].Labels[0].Label = "NDP"
	relabelOne := func(name string) { rowOf(t, d, name).Labels[0].Label = "NDP" }
	relabelOne("Mike Morrice")
	if got := check1(h, claims, 0, d); len(got) != 0 {
		t.Errorf("two of three who were Greens: %v", got)
	}
	relabelOne("Elizabeth May")
	if got := check1(h, claims, 0, d)["whole_label"]; !strings.HasPrefix(got, "All 3 members of Green Party have become NDP") {
		t.Errorf("all three: %q", got)
	}
}

// The days of labels that a source has given do not move all at once.
func TestLabelsThatAreRedated(t *testing.T) {
	for n, want := range map[int]map[string]string{
		3: {}, 4: {"mass_days": "The labels of 4 members begin on other days than the source gave before; more than 3 at once are too many."},
	} {
		h := newCommons("2023-03-21")
		d := h.list()
		var claims []models.Claim
		for i, b := range benches {
			d.Records[i].Labels[0].Period.From = modeltest.Day("2022-05-05")
			c := labelled(h, "ourcommons", h.who(t, b.name), b.label, "2022-06-01")
			c.Period.From = modeltest.Day("2022-05-05")
			if i < n {
				c.Period.From--
			}
			claims = append(claims, c)
		}
		if diff := cmp.Diff(want, check1(h, claims, 0, d)); diff != "" {
			t.Errorf("%d days (-want +got):\n%s", n, diff)
		}
	}
}

// A label that runs on from the parliament before begins with this one.
func TestAnElectionRedatesNothing(t *testing.T) {
	h := newCommons("2021-09-25")
	d := h.list()
	var claims []models.Claim
	for i, b := range benches {
		d.Records[i].Labels[0].Period.From = modeltest.Day("2019-10-21")
		c := labelled(h, "ourcommons", h.who(t, b.name), b.label, "2020-06-01")
		c.Period.From = modeltest.Day("2019-10-21")
		claims = append(claims, c)
	}
	if got := check1(h, claims, 0, d); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestDocumentsThatAreOlder(t *testing.T) {
	h := newCommons("2023-03-25")
	served := noon(h.today)
	const minute = 60_000_000
	for _, c := range []struct {
		story  string
		newest temporal.Instant
		want   bool
	}{
		{"the first", 0, false},
		{"the same", served, false},
		{"a minute before the newest, by another clock", served + minute, false},
		{"an hour before the newest", served + 60*minute, true},
	} {
		if got := check1(h, nil, c.newest, h.list()); (got["older"] != "") != c.want {
			t.Errorf("%s: %v", c.story, got)
		}
	}
	for _, c := range []struct {
		story, modified, label string
		want                   bool
	}{
		{"unchanged for a week, it says the same", "2023-03-18", "Independent", false},
		{"unchanged for a week, it does not say what was first seen since", "2023-03-18", "Liberal", true},
		{"changed today, it says something else", "2023-03-25", "Liberal", false},
		{"it does not say when it changed", "", "Liberal", false},
	} {
		claims := []models.Claim{labelled(h, "ourcommons", h.who(t, "Han Dong"), modeltest.Independent, "2023-03-22")}
		d := h.list()
		d.Records[0].Labels[0].Label = c.label
		if c.modified != "" {
			d.Modified = noon(modeltest.Day(c.modified))
		}
		if got := check1(h, claims, 0, d); (got["older"] != "") != c.want {
			t.Errorf("%s: %v", c.story, got)
		}
	}
}

// Of what a source has said the newest that holds today counts.
func TestTheLastClaimCounts(t *testing.T) {
	h := newCommons("2023-03-25")
	d := h.list()
	var claims []models.Claim
	for i, b := range benches[:5] {
		d.Records[i].Labels[0].Label = "Parti vert"
		p := h.who(t, b.name)
		past := labelled(h, "ourcommons", p, modeltest.PC, "2023-03-24")
		past.Period = span("2022-01-01", "2023-01-01")
		claims = append(claims, labelled(h, "ourcommons", p, modeltest.NDP, "2023-03-20"),
			labelled(h, "ourcommons", p, modeltest.Green, "2023-03-22"), labelled(h, "ourcommons", p, modeltest.NDP, "2023-03-21"), past)
	}
	if got := check1(h, claims, 0, d); len(got) != 0 {
		t.Errorf("five members as they were said to be last: %v", got)
	}
}

// A document is older by what it says itself, not by what another says.
func TestAnOldDocumentBesideANewOne(t *testing.T) {
	h := newCommons("2023-03-25")
	xml, table := h.list(), h.list()
	xml.Records[0].Labels[0].Label = "Liberal"
	table.Snapshot, table.Modified = "snp_csv", noon(modeltest.Day("2023-03-18"))
	table.Records[0].Labels = nil
	claims := []models.Claim{labelled(h, "ourcommons", h.who(t, "Han Dong"), modeltest.Independent, "2023-03-22")}
	docs := []models.Document{*xml, *table}
	if got := Check(h.held(), matchWith(h, claims, xml, table), docs, claims, 0); got != nil {
		t.Errorf("%+v", got)
	}
}

// Around an election other things are plausible than within a parliament.
func TestChecksAroundAnElection(t *testing.T) {
	for _, c := range []struct {
		story, today string
		write        func(h *commons, d *models.Document)
		want         string
	}{
		{"everyone has another label", "2021-09-25", func(_ *commons, d *models.Document) { relabel(d, 20, "Independent") }, ""},
		{"18 of 20 are elected", "2021-09-25", func(_ *commons, d *models.Document) { d.Records = d.Records[:18] }, ""},
		{"who lost is still shown", "2021-09-25", func(h *commons, d *models.Document) {
			d.Records[0] = record(1, bench{"Pat Roy", "120000", "", "Don Valley North", "", "ON", modeltest.Liberal}, election)
			d.Records = append(d.Records, record(21, member(t, "Han Dong"), "2019-10-21"))
		}, ""},
		{"two are elected for one seat", "2021-09-25", func(h *commons, d *models.Document) {
			d.Records = append(d.Records[:19], record(21, bench{"Pat Roy", "120000", "", "Don Valley North", "", "ON", modeltest.Liberal}, election))
		}, "two_in_one_seat"},
		{"all who sat and some who were elected are shown", "2021-09-25", func(_ *commons, d *models.Document) {
			begin(d, "2019-10-21")
			d.Records = append(d.Records, record(21, bench{"Pat Roy", "120000", "", "Don Valley North", "", "ON", modeltest.Liberal}, election))
		}, ""},
		{"a list that is cut short while nobody sits", "2021-09-01", func(_ *commons, d *models.Document) {
			begin(d, "2019-10-21")
			d.Records = d.Records[:3]
		}, ""},
		{"everyone's seat has ended while nobody sits", "2021-09-01", func(_ *commons, d *models.Document) {
			begin(d, "2019-10-21")
			end(d, 20, "2021-08-15")
		}, ""},
		{"everyone's seat has ended, and no dissolution is known", "2021-08-16", func(h *commons, d *models.Document) {
			h.undissolve()
			begin(d, "2019-10-21")
			end(d, 20, "2021-08-15")
		}, "mass_ends too_few_rows"},
		{"a new parliament is shown, and no dissolution is known", "2021-09-25", func(h *commons, _ *models.Document) { h.undissolve() }, "mass_starts"},
	} {
		h, d := results(c.today)
		c.write(h, d)
		var got []string
		for _, r := range Check(h.held(), match(h, d), []models.Document{*d}, nil, 0) {
			got = append(got, r.Rule)
		}
		if diff := cmp.Diff(c.want, strings.Join(slices.Sorted(slices.Values(got)), " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
	}
}

// undissolve takes back what the register knows of the end of the parliament.
func (h *commons) undissolve() {
	h.Facts.Parliaments[len(h.Facts.Parliaments)-1].Dissolution = 0
	for i := range h.Facts.Tenures {
		h.Facts.Tenures[i].To, h.Facts.Tenures[i].EndCause = 0, ""
	}
	for i := range h.Facts.Affiliations {
		h.Facts.Affiliations[i].To = 0
	}
}

// A refusal names rows, so that an editor finds them, and at most twenty.
func TestARefusalNamesItsRows(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	relabel(d, 4, "NDP")
	got := Check(h.held(), match(h, d), []models.Document{*d}, nil, 0)
	want := []string{"row 1 Han Dong", "row 2 Rachael Thomas", "row 3 Alain Rayes", "row 4 Kevin Vuong"}
	if len(got) != 1 || cmp.Diff(want, got[0].Rows) != "" {
		t.Errorf("%+v", got)
	}
	d = h.list()
	strangers(d, 50)
	got = Check(h.held(), match(h, d), []models.Document{*d}, nil, 0)
	if len(got) != 1 || len(got[0].Rows) != 20 || got[0].Rows[0] != "row 30 Pat Roy" {
		t.Errorf("%+v", got)
	}
}

func TestNoDocumentsAreNotRefused(t *testing.T) {
	h := newCommons("2023-03-21")
	if got := Check(h.held(), match(h), nil, nil, noon(h.today)); got != nil {
		t.Errorf("%+v", got)
	}
}
