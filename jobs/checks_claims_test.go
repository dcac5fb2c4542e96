package jobs

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

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
