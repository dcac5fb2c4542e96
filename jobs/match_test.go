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

func match(h *commons, docs ...*models.Document) Matching {
	return matchWith(h, nil, docs...)
}

func matchWith(h *commons, claims []models.Claim, docs ...*models.Document) Matching {
	var list []models.Document
	for _, d := range docs {
		list = append(list, *d)
	}
	return h.held().Match(list, claims, newIDs())
}

// told are the kinds and subjects of what is left to an editor.
func told(m Matching) (list []string) {
	for _, p := range m.Unmatched {
		list = append(list, string(p.Kind)+": "+p.Subject)
	}
	slices.Sort(list)
	return list
}

func TestTheListOfTheHouseAgreesWithTheRegister(t *testing.T) {
	h := newCommons("2023-03-21")
	m := match(h, h.list())
	if len(m.People) != 20 || len(m.Unmatched) != 0 || len(m.Absent) != 0 || m.Elected != 0 {
		t.Fatalf("%d people, unmatched %v, absent %v, elected %s", len(m.People), told(m), m.Absent, m.Elected)
	}
	want := Matched{
		Person: h.who(t, "Han Dong"), Name: models.PersonName{Full: "Han Dong", Given: "Han", Family: "Dong"},
		Identifiers: []models.Identifier{{Scheme: "ourcommons", Value: "105091"}},
		Seats: []MatchedSeat{{
			Riding: h.Riding("Don Valley North"), Parliament: 44, Period: temporal.Period{From: modeltest.Day(election)},
			ElectedAs: models.UnknownValue, Written: "Don Valley North", Snapshot: "snp_list", Locator: "row 1",
		}},
		Labels: []MatchedLabel{{
			About: models.AboutDesignation, Value: models.Of(modeltest.Liberal), Written: "Liberal", Snapshot: "snp_list", Locator: "row 1",
		}},
	}
	if diff := cmp.Diff(&want, of(m, want.Person)); diff != "" {
		t.Errorf("Han Dong (-want +got):\n%s", diff)
	}
}

// How somebody who sits may be written, with an identifier and without.
func TestOneMemberWrittenInManyWays(t *testing.T) {
	for _, c := range []struct {
		story, member string
		write         func(r *models.Record)
	}{
		{"without an id", "Han Dong", func(*models.Record) {}},
		{"in capitals", "Chris d'Entremont", func(r *models.Record) { r.Name.Full = "CHRIS D'ENTREMONT" }},
		{"with a curly apostrophe", "Chris d'Entremont", func(r *models.Record) { r.Name.Full = "Chris d’Entremont" }},
		{"without accents", "Yves-François Blanchet", func(r *models.Record) { r.Name.Full = "Yves-Francois Blanchet" }},
		{"without the dash of a given name", "Marie-Hélène Gaudreau", func(r *models.Record) { r.Name.Full = "Marie Hélène Gaudreau" }},
		{"with two hyphens for a dash", "Alain Rayes", func(r *models.Record) { r.Seats[0].Riding = "Richmond--Arthabaska" }},
		{"with a hyphen for a dash", "Niki Ashton", func(r *models.Record) { r.Seats[0].Riding = "Churchill-Keewatinook Aski" }},
		{"in French", "Han Dong", func(r *models.Record) { r.Seats[0].Riding = "Don Valley-Nord" }},
		{"with the province in French", "Alain Rayes", func(r *models.Record) { r.Seats[0].Province = "Québec" }},
		{"with a province that nobody knows", "Alain Rayes", func(r *models.Record) { r.Seats[0].Province = "Lower Canada" }},
		{"without a province", "Alain Rayes", func(r *models.Record) { r.Seats[0].Province = "" }},
		{"in two parts", "Luc Thériault", func(r *models.Record) { r.Name.Full = "" }},
		{"under her former name", "Rachael Thomas", func(r *models.Record) {
			r.Name = models.PersonName{Full: "Rachael Harder", Given: "Rachael", Family: "Harder"}
		}},
		{"by a riding that ParlInfo numbers", "Han Dong", func(r *models.Record) {
			r.Seats[0].Riding, r.Seats[0].Identifier = "DVN", models.Identifier{Scheme: "parlinfo", Value: "9001"}
		}},
		{"with a second given name", "Jenica Atwin", func(r *models.Record) {
			r.Name = models.PersonName{Full: "Jenica Anne Atwin", Given: "Jenica Anne", Family: "Atwin"}
		}},
	} {
		for _, id := range []bool{true, false} {
			h := newCommons("2023-03-21")
			h.Facts.Ridings[0].Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: "9001"}}
			d := h.list()
			r := rowOf(t, d, c.member)
			c.write(r)
			if !id {
				r.Identifiers = nil
			}
			m := match(h, d)
			if of(m, h.who(t, c.member)) == nil || len(m.Unmatched)+len(m.Absent) != 0 {
				t.Errorf("%s is not recognized %s (id %v): %v", c.member, c.story, id, told(m))
			}
		}
	}
}

func TestAFormerNameIsKnownToo(t *testing.T) {
	h := newCommons("2023-03-21")
	for i := range h.Facts.People {
		if p := &h.Facts.People[i]; p.Name.Full == "Rachael Thomas" {
			p.OtherNames = []models.PersonName{{Full: "Rachael Harder", Given: "Rachael", Family: "Harder"}}
		}
	}
	d := h.list()
	r := rowOf(t, d, "Rachael Thomas")
	r.Name, r.Identifiers = models.PersonName{Full: "Rachael Harder"}, nil
	r.Seats[0].Period.From = modeltest.Day("2021-09-21") // so that the first day does not help
	if m := match(h, d); of(m, h.who(t, "Rachael Thomas")) == nil {
		t.Errorf("Rachael Harder is not Rachael Thomas: %v", told(m))
	}
}

// What a row may be that is about nobody for sure. Nothing follows from it.
func TestRowsThatAreLeftToAnEditor(t *testing.T) {
	for _, c := range []struct {
		story  string
		member string
		write  func(r *models.Record)
		kind   models.ProposalKind
		detail string
		known  bool // the proposal names the member
	}{
		{"two identifiers of two people", "Han Dong", func(r *models.Record) {
			r.Identifiers = append(r.Identifiers, models.Identifier{Scheme: "parlinfo", Value: "20109"})
		}, models.UnknownMember, "Its identifiers are those of Han Dong and Jenica Atwin; the row is left out.", false},
		{"an identifier of somebody else altogether", "Han Dong", func(r *models.Record) { r.Identifiers[0].Value = "104586" },
			models.UnknownMember, "Its identifier is that of Jenica Atwin, its name and its riding are not; the row is left out.", false},
		{"another identifier of the same scheme", "Han Dong", func(r *models.Record) { r.Identifiers[0].Value = "999999" },
			models.UnknownMember, "Its identifiers contradict those of Han Dong; the row is left out.", false},
		{"one right and one wrong identifier", "Han Dong", func(r *models.Record) {
			r.Identifiers = append(r.Identifiers, models.Identifier{Scheme: "parlinfo", Value: "999999"})
		}, models.UnknownMember, "Its identifiers contradict those of Han Dong; the row is left out.", false},
		{"a label that is not on the list", "Han Dong", func(r *models.Record) { r.Labels[0].Label = "Rhinoceros" },
			models.UnknownLabel, `The label "Rhinoceros" is not on the reviewed list of organizations; the row is left out.`, true},
		{"a label that is not on the list, and a stranger's name", "Han Dong", func(r *models.Record) {
			r.Labels[0].Label, r.Name, r.Identifiers = "Rhinoceros", models.PersonName{Full: "Pat Roy"}, nil
		}, models.UnknownLabel, `The label "Rhinoceros" is not on the reviewed list of organizations; the row is left out.`, false},
		{"neither riding nor identifier", "Han Dong", func(r *models.Record) { r.Identifiers, r.Seats = nil, nil },
			models.UnknownMember, "It names no riding, and no identifier that the register has; the row is left out.", false},
		{"a seat that ends before it begins", "Han Dong", func(r *models.Record) { r.Seats[0].Period.To = modeltest.Day("2021-09-19") },
			models.UnknownMember, "The seat ends on the day on which it begins, or before; the row is left out.", true},
		{"a stranger in a seat that was taken at the election", "Han Dong", func(r *models.Record) {
			r.Identifiers, r.Name = nil, models.PersonName{Full: "Pat Roy", Given: "Pat", Family: "Roy"}
		}, models.UnknownMember, "By the register Han Dong has held the seat since 2021-09-20; the row is left out.", false},
		{"a colleague in a seat that was taken at the election", "Han Dong", func(r *models.Record) {
			r.Identifiers[0].Value = "88852"
			r.Name = models.PersonName{Full: "Sven Spengemann", Given: "Sven", Family: "Spengemann"}
		}, models.Contradiction, "By the register Han Dong has held the seat since 2021-09-20; the row is left out.", true},
	} {
		h := newCommons("2023-03-21")
		d := h.list()
		r := rowOf(t, d, c.member)
		c.write(r)
		m := match(h, d)
		if len(m.Unmatched) != 1 {
			t.Errorf("%s: %v is left to an editor", c.story, told(m))
			continue
		}
		p := m.Unmatched[0]
		if p.Kind != c.kind || p.Detail != c.detail || (p.Person != "") != c.known {
			t.Errorf("%s: %s %q, person %q", c.story, p.Kind, p.Detail, p.Person)
		}
		if p.Source != "ourcommons" || p.Snapshot != "snp_list" || p.Locator != r.Locator || p.ID != models.NewProposalID(&p) {
			t.Errorf("%s: the proposal does not tell where it comes from: %+v", c.story, p)
		}
		if of(m, h.who(t, "Han Dong")) != nil {
			t.Errorf("%s: something follows all the same", c.story)
		}
	}
}

func TestAnIdentifierIsBorneOutByTheRidingAlone(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	r := rowOf(t, d, "Rachael Thomas")
	r.Name, r.Seats[0].Period.From = models.PersonName{Full: "R. Harder", Given: "R.", Family: "Harder"}, modeltest.Day("2021-09-21")
	if m := match(h, d); of(m, h.who(t, "Rachael Thomas")) == nil {
		t.Errorf("she is not recognized: %v", told(m))
	}
}

func TestRowsThatSayTheSameMakeOneProposal(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	rowOf(t, d, "Han Dong").Labels[0].Label = "Rhinoceros"
	again := *rowOf(t, d, "Han Dong")
	again.Locator = "row 21"
	d.Records = append(d.Records, again)
	m := match(h, d)
	if diff := cmp.Diff([]string{"row 1 Han Dong", "row 21 Han Dong"}, m.LeftOut); diff != "" || len(m.Unmatched) != 1 {
		t.Errorf("%v; left out (-want +got):\n%s", told(m), diff)
	}
}

func TestARowWithoutARidingIsKnownByItsIdentifier(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	rowOf(t, d, "Han Dong").Seats = nil
	m := match(h, d)
	if p := of(m, h.who(t, "Han Dong")); p == nil || len(p.Seats) != 0 || len(p.Labels) != 1 || len(m.Unmatched)+len(m.Absent) != 0 {
		t.Errorf("Han Dong is %+v; %v", p, told(m))
	}
}

func TestWhoIsNotListedIsAbsent(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	drop(d, "Han Dong", "Jenica Atwin")
	want := []models.PersonID{h.who(t, "Han Dong"), h.who(t, "Jenica Atwin")}
	slices.Sort(want)
	if diff := cmp.Diff(want, match(h, d).Absent); diff != "" {
		t.Errorf("absent (-want +got):\n%s", diff)
	}
	d.Lists = models.ListsParliament
	if got := len(match(h, d).Absent); got != 2 {
		t.Errorf("%d are absent from a list of the parliament", got)
	}
	d.Lists = models.ListsSome
	if got := match(h, d).Absent; len(got) != 0 {
		t.Errorf("%v are absent from a document that lists whom it was asked for", got)
	}
}

func TestWhoseRowCannotBeUsedIsNotAbsent(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	rowOf(t, d, "Han Dong").Labels[0].Label = "Rhinoceros"
	if m := match(h, d); len(m.Absent) != 0 {
		t.Errorf("%v are absent", m.Absent)
	}
}

func TestAMemberWhoLeftIsListedWithTheLastDay(t *testing.T) {
	h := newCommons("2022-06-01")
	d := h.list()
	r := rowOf(t, d, "Sven Spengemann")
	r.Seats[0].Period.To = modeltest.Day("2022-05-28")
	m := match(h, d)
	p := of(m, h.who(t, "Sven Spengemann"))
	if p == nil || len(p.Seats) != 1 || p.Seats[0].Period.LastDay() != modeltest.Day("2022-05-27") {
		t.Fatalf("Sven Spengemann is %+v", p)
	}
	if len(p.Labels) != 0 {
		t.Errorf("his label is still one of today: %+v", p.Labels)
	}
	if len(m.Absent)+len(m.Unmatched) != 0 {
		t.Errorf("absent %v, unmatched %v", m.Absent, told(m))
	}
}

func TestARenamedRidingKeepsItsMember(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	r := rowOf(t, d, "Alain Rayes")
	r.Identifiers, r.Seats[0].Riding = nil, "Richmond—Arthabaska—Val-des-Sources"
	m := match(h, d)
	p := of(m, h.who(t, "Alain Rayes"))
	if p == nil || len(p.Seats) != 0 || len(p.Labels) != 1 {
		t.Fatalf("Alain Rayes is %+v", p)
	}
	if diff := cmp.Diff([]string{"unknown_riding: Alain Rayes, Richmond—Arthabaska—Val-des-Sources"}, told(m)); diff != "" || m.Unmatched[0].Person != p.Person {
		t.Errorf("(-want +got):\n%s", diff)
	}

	for story, write := range map[string]func(){
		"another province":  func() { r.Seats[0].Province = "Ontario" },
		"no province":       func() { r.Seats[0].Province = "" },
		"another first day": func() { r.Seats[0].Period.From++ },
		"somebody else in the riding that he holds": func() {
			d.Records = append(d.Records, record(21, bench{"Pat Roy", "120000", "", "Richmond—Arthabaska", "", "QC", modeltest.Liberal}, byElection))
		},
		"a namesake in the riding that he holds": func() { d.Records = append(d.Records, record(21, member(t, "Alain Rayes"), election)) },
	} {
		d = h.list()
		r = rowOf(t, d, "Alain Rayes")
		r.Identifiers, r.Seats[0].Riding = nil, "Richmond—Arthabaska—Val-des-Sources"
		write()
		if m := match(h, d); !slices.Contains(told(m), "unknown_riding: Alain Rayes, Richmond—Arthabaska—Val-des-Sources") || m.Unmatched[0].Person != "" {
			t.Errorf("%s: he is recognized all the same: %+v", story, m.Unmatched)
		}
	}
}

func TestARidingIsKnownByItsNamesOfAnyDate(t *testing.T) {
	h := newCommons("2023-03-21")
	for i := range h.Facts.Ridings {
		if r := &h.Facts.Ridings[i]; r.Names[0].En == "Richmond—Arthabaska" {
			day := modeltest.Day("2022-01-01")
			r.Names[0].To = day
			r.Names = append(r.Names, models.RidingName{Period: temporal.Period{From: day}, Name: models.Name{En: "Richmond—Arthabaska—Val-des-Sources"}})
		}
	}
	for _, name := range []string{"Richmond—Arthabaska", "Richmond-Arthabaska-Val-des-Sources"} {
		d := h.list()
		rowOf(t, d, "Alain Rayes").Seats[0].Riding = name
		if m := match(h, d); len(m.Unmatched) != 0 {
			t.Errorf("%s: %v", name, told(m))
		}
	}
}

func TestTwoRidingsOfOneNameAreToldApartByTheProvince(t *testing.T) {
	h := newCommons("2023-03-21")
	other := bench{"Pat Roy", "120000", "", "York", "York", "NB", modeltest.Liberal}
	h.seat(bench{"Ann Lee", "120001", "", "York", "York", "ON", modeltest.Liberal}, election)
	h.Facts.Ridings = append(h.Facts.Ridings, h.Facts.Ridings[len(h.Facts.Ridings)-1])
	second := &h.Facts.Ridings[len(h.Facts.Ridings)-1]
	second.ID, second.Province = "rid_york_nb", "NB"
	h.Person(other.name, other.ids()...).Sits("York", election, "").Label(other.label, election, "")
	h.Facts.Tenures[len(h.Facts.Tenures)-1].Riding = "rid_york_nb"

	d := h.list()
	d.Records = append(d.Records, record(21, other, election))
	if m := match(h, d); of(m, h.who(t, "Pat Roy")) == nil || of(m, h.who(t, "Pat Roy")).Seats[0].Riding != "rid_york_nb" {
		t.Errorf("Pat Roy does not sit for York in New Brunswick: %v", told(m))
	}
	d.Records[20].Seats[0].Province = ""
	m := match(h, d)
	if diff := cmp.Diff([]string{"unknown_riding: Pat Roy, York"}, told(m)); diff != "" || !strings.HasPrefix(m.Unmatched[0].Detail, "Several ridings") {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d.Records[20].Seats[0].Province = "Alberta"
	if m := match(h, d); len(m.Unmatched) != 1 || m.Unmatched[0].Detail != "The riding of this name does not lie in Alberta; the seat is left out." {
		t.Errorf("a York in Alberta: %+v", m.Unmatched)
	}
}
