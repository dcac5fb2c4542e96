package jobs

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// profile is what a second document says of a member.
func profile(h *commons, r models.Record) *models.Document {
	r.Locator = "profile"
	return &models.Document{Source: "parlinfo", Snapshot: "snp_profile", At: noon(h.today), Lists: models.ListsSome, Records: []models.Record{r}}
}

func span(from, to string) temporal.Period {
	return temporal.Period{From: modeltest.Day(from), To: modeltest.Day(to)}
}

func designated(label string, p temporal.Period) models.SaidLabel {
	return models.SaidLabel{Axis: models.Designation, Label: label, Period: p}
}

func TestDuplicateRowsAreOne(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	again := record(21, member(t, "Han Dong"), election)
	again.Identifiers = nil
	d.Records = append(d.Records, again)
	m := match(h, d)
	if p := of(m, h.who(t, "Han Dong")); p == nil || len(p.Seats) != 1 || len(p.Labels) != 1 || len(m.People) != 20 || len(m.Unmatched) != 0 {
		t.Errorf("Han Dong is %+v; %v", p, told(m))
	}
}

// Rows about one person that cannot all be true.
func TestContradictoryDuplicatesAreLeftToAnEditor(t *testing.T) {
	for _, c := range []struct {
		story  string
		write  func(r *models.Record)
		detail string
	}{
		{"two labels of today", func(r *models.Record) { r.Labels[0].Label = "Independent" },
			`Its label is said to be "Liberal" and "Independent"; the row is left out.`},
		{"a dated label of today", func(r *models.Record) {
			r.Labels = []models.SaidLabel{designated("Independent", span("2023-03-01", ""))}
		},
			`Its label is said to be "Liberal" and "Independent"; the row is left out.`},
		{"a seat that is over, and is not", func(r *models.Record) { r.Seats[0].Period.To = modeltest.Day("2023-03-01") },
			"It is said to sit for Don Valley North from 2021-09-20 to 2023-02-28 and for Don Valley North from 2021-09-20 on; the row is left out."},
		{"two seats at once", func(r *models.Record) {
			r.Seats[0] = models.SaidSeat{Riding: "Fredericton", Period: span("2023-03-01", "")}
		},
			"It is said to sit for Don Valley North from 2021-09-20 on and for Fredericton from 2023-03-01 on; the row is left out."},
	} {
		h := newCommons("2023-03-21")
		again := record(21, member(t, "Han Dong"), election)
		c.write(&again)
		m := match(h, h.list(), profile(h, again))
		if of(m, h.who(t, "Han Dong")) != nil || len(m.Unmatched) == 0 {
			t.Errorf("%s: something follows all the same: %v", c.story, told(m))
			continue
		}
		if p := m.Unmatched[0]; p.Kind != models.UnknownMember || p.Detail != c.detail || p.Person != h.who(t, "Han Dong") {
			t.Errorf("%s: %+v", c.story, p)
		}
		if len(m.Absent) != 0 || len(m.People) != 19 {
			t.Errorf("%s: %d people, absent %v", c.story, len(m.People), m.Absent)
		}
	}
}

func TestALabelThatAgreesFromADayIsNoContradiction(t *testing.T) {
	h := newCommons("2023-03-21")
	r := record(1, member(t, "Han Dong"), election)
	r.Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: "20103"}}
	r.Labels = []models.SaidLabel{
		designated("Independent", span("2011-05-02", "2015-08-03")),
		designated("Liberal", span("2019-10-21", "2023-01-01")), designated("Liberal Party of Canada", span("2023-01-01", "")),
	}
	for i := range h.Facts.Organizations {
		if o := &h.Facts.Organizations[i]; o.ID == modeltest.Liberal {
			o.Names[0].Full.En = "Liberal Party of Canada"
		}
	}
	p := of(match(h, h.list(), profile(h, r)), h.who(t, "Han Dong"))
	if p == nil {
		t.Fatal("Han Dong is left out")
	}
	var periods []string
	for _, l := range p.Labels {
		periods = append(periods, l.Written+" "+l.Period.String())
	}
	if diff := cmp.Diff([]string{"Liberal /", "Liberal 2021-09-20/"}, periods); diff != "" {
		t.Errorf("labels are cut to the parliament and joined (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]models.Identifier{{Scheme: "ourcommons", Value: "105091"}, {Scheme: "parlinfo", Value: "20103"}}, p.Identifiers); diff != "" {
		t.Errorf("identifiers (-want +got):\n%s", diff)
	}
}

// What dated labels of one member come to, in a House elected on 2021-09-20.
func TestDatedLabels(t *testing.T) {
	for _, c := range []struct {
		story  string
		labels []models.SaidLabel
		want   []string // nil if the row is left out
	}{
		{"a change", []models.SaidLabel{designated("Liberal", span(election, "2023-03-22")), designated("Independent", span("2023-03-22", ""))},
			[]string{"Liberal 2021-09-20/2023-03-22", "Independent 2023-03-22/"}},
		{"both holding on the day of the change", []models.SaidLabel{designated("Liberal", span(election, "2023-03-23")), designated("Independent", span("2023-03-22", ""))},
			[]string{"Liberal 2021-09-20/2023-03-22", "Independent 2023-03-22/"}},
		{"a label of the last day only", []models.SaidLabel{designated("Liberal", span(election, "2023-03-22")), designated("Independent", span("2023-03-21", "2023-03-22"))}, nil},
		{"both holding for a week", []models.SaidLabel{designated("Liberal", span(election, "2023-03-29")), designated("Independent", span("2023-03-22", ""))}, nil},
		{"two from one day", []models.SaidLabel{designated("Liberal", span(election, "")), designated("Independent", span(election, "2023-03-22"))}, nil},
		{"one around the other", []models.SaidLabel{designated("Liberal", span(election, "")), designated("Independent", span("2022-03-22", "2023-03-22"))}, nil},
		{"a label of a parliament before", []models.SaidLabel{designated("Unheard of", span("2011-05-02", "2021-09-20")), designated("Liberal", span(election, ""))},
			[]string{"Liberal 2021-09-20/"}},
		{"an unknown one in this parliament", []models.SaidLabel{designated("Unheard of", span(election, "2022-01-01")), designated("Liberal", span("2022-01-01", ""))}, nil},
	} {
		h := newCommons("2023-03-25")
		r := record(1, member(t, "Han Dong"), election)
		r.Labels = c.labels
		var got []string
		if p := of(match(h, profile(h, r)), h.who(t, "Han Dong")); p != nil {
			for _, l := range p.Labels {
				got = append(got, l.Written+" "+l.Period.String())
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
	}
}

// On the day of a change ParlInfo may still count the label before.
func TestOnTheDayOfTheChangeTheLaterLabelIsTodays(t *testing.T) {
	h := newCommons("2023-03-22")
	d := h.list()
	rowOf(t, d, "Han Dong").Labels[0].Label = "Independent"
	r := record(1, member(t, "Han Dong"), election)
	r.Labels = []models.SaidLabel{designated("Independent", span("2023-03-22", "")), designated("Liberal", span(election, "2023-03-23"))}
	if m := match(h, d, profile(h, r)); of(m, h.who(t, "Han Dong")) == nil {
		t.Errorf("Han Dong is left out: %+v", m.Unmatched)
	}
}

// ParlInfo breaks a seat where its riding is renamed.
func TestASeatThatRunsOnUnderAnotherName(t *testing.T) {
	h := newCommons("2023-03-21")
	r := record(1, member(t, "Han Dong"), election)
	r.Seats[0].Period.To, r.Seats[0].EndCause = modeltest.Day("2022-06-24"), models.ByUnknownCause
	r.Seats = append(r.Seats, models.SaidSeat{Riding: "Don Valley-Nord", Period: span("2022-06-24", "")})
	p := of(match(h, profile(h, r)), h.who(t, "Han Dong"))
	if p == nil || len(p.Seats) != 1 || p.Seats[0].Period != span(election, "") || p.Seats[0].EndCause != "" {
		t.Errorf("Han Dong is %+v", p)
	}
}

// Of two documents with the same seat one tells the cause, one the party.
func TestTheCauseAndTheParty(t *testing.T) {
	h := newCommons("2022-06-01")
	d, r := h.list(), record(1, member(t, "Sven Spengemann"), election)
	rowOf(t, d, "Sven Spengemann").Seats[0].Period.To = modeltest.Day("2022-05-28")
	rowOf(t, d, "Sven Spengemann").Seats[0].ElectedAs = "Liberal"
	r.Seats[0].Period.To, r.Seats[0].EndCause = modeltest.Day("2022-05-28"), models.ByResignation
	p := of(match(h, d, profile(h, r)), h.who(t, "Sven Spengemann"))
	if p == nil || len(p.Seats) != 1 || p.Seats[0].EndCause != models.ByResignation || p.Seats[0].ElectedAs != models.Of(modeltest.Liberal) {
		t.Errorf("Sven Spengemann is %+v", p)
	}
}

func TestLabelsOnTheirAxes(t *testing.T) {
	h := newCommons("2023-03-25")
	r := record(1, member(t, "Han Dong"), election)
	r.Labels = []models.SaidLabel{
		designated("Independent", span("2023-03-22", "")),
		{Axis: models.Party, Label: "Independent", Period: span("2023-03-22", "")},
		{Axis: models.Party, Label: "Liberal", Period: span(election, "2023-03-22")},
		{Axis: models.Caucus, Label: "Liberal", Period: span("2021-11-22", "2023-03-22")},
	}
	p := of(match(h, profile(h, r)), h.who(t, "Han Dong"))
	got := map[string]models.Value{}
	for _, l := range p.Labels {
		got[string(l.About)+" "+l.Period.From.String()] = l.Value
	}
	want := map[string]models.Value{
		"designation 2023-03-22": models.Of(modeltest.Independent), "party 2023-03-22": models.UnknownValue,
		"party 2021-09-20": models.Of(modeltest.Liberal), "caucus 2021-11-22": models.Of(modeltest.Liberal),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A label is that of an organization of its time, by ParlInfo's number, else by
// what the House writes, else by a name.
func TestWhatLabelsMean(t *testing.T) {
	h := newCommons("2023-03-25")
	for i := range h.Facts.Organizations {
		switch o := &h.Facts.Organizations[i]; o.ID {
		case modeltest.Liberal:
			o.ParlInfoIDs = []int{4831}
		case modeltest.PC:
			o.HouseLabels = []string{"PC", "Conservative"} // before the name of the other
			o.Period.To = modeltest.Day("2003-12-08")
		case modeltest.Alliance, modeltest.Opposition:
			o.Names[0].Abbreviation = models.Name{En: "Opp.", Fr: "Opp."}
		}
	}
	v := h.held().newVocabulary()
	now := span("2023-03-25", "2023-03-26")
	for _, c := range []struct {
		source     models.SourceID
		label, id  string
		during     temporal.Period
		want       models.OrganizationID
		wantReason string
	}{
		{"ourcommons", "bloc quebecois", "", now, modeltest.Bloc, ""},
		{"ourcommons", "Libéral", "", now, modeltest.Liberal, ""},
		{"ourcommons", "Parti vert", "", now, modeltest.Green, ""},
		{"parlinfo", "Whatever they call themselves", "4831", now, modeltest.Liberal, ""},
		{"ourcommons", "Green Party", "4831", now, modeltest.Green, ""},
		{"parlinfo", "Green Party", "99999", now, modeltest.Green, ""},
		{"ourcommons", "Conservative", "", span("2000-01-01", "2001-01-01"), modeltest.PC, ""},
		{"ourcommons", "Conservative", "", now, modeltest.Conservative, ""},
		{"ourcommons", "PC", "", now, "", `the label "PC" is not on the reviewed list of organizations`},
		{"ourcommons", "Opp.", "", now, "", `the label "Opp." is that of several organizations`},
		{"ourcommons", "", "", now, "", `the label "" is not on the reviewed list of organizations`},
	} {
		o, why := v.find(c.source, c.label, c.id, c.during)
		var got models.OrganizationID
		if o != nil {
			got = o.ID
		}
		if got != c.want || why != c.wantReason {
			t.Errorf("%q (%s) of %s is %q: %s", c.label, c.id, c.source, got, why)
		}
	}
}

func TestThePartyOnTheBallot(t *testing.T) {
	h, d := afterByElection()
	d.Records[19].Seats[0].ElectedAs = "Liberal"
	rowOf(t, d, "Han Dong").Seats[0].ElectedAs = "A party that nobody knows"
	m := match(h, d)
	if got := of(m, "per_new1").Seats[0].ElectedAs; got != models.Of(modeltest.Liberal) {
		t.Errorf("Charles Sousa was elected as %v", got)
	}
	if got := of(m, h.who(t, "Han Dong")).Seats[0].ElectedAs; !got.IsUnknown() {
		t.Errorf("Han Dong was elected as %v", got)
	}
}
