package models_test

import (
	"strings"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

func soundHouse() (*House, *Member) {
	h := New()
	h.Facts.Seats = nil // these Houses are too small for the seats by law
	for i := range h.Facts.Houses {
		h.Facts.Houses[i].Balanced = Day("2100-01-01")
	}
	m := h.Person("Han Dong", "ourcommons:105091").Sits("Don Valley North", "2021-09-20", "2025-03-24").
		Label(Liberal, "2021-09-20", "2023-03-22").Label(Independent, "2023-03-22", "2025-03-24")
	return h, m
}

// rejected is the decision not to believe what is said, as an editor cites it.
func rejected(h *House, m *Member, s models.Said) models.Rejection {
	return models.Rejection{ID: models.NewRejectionID(s), Source: s.Source, Person: s.Person, About: s.About, Value: s.Value,
		Riding: s.Riding, From: s.Period.From, To: s.Period.To, Cited: h.Facts.Houses[0].Cited}
}

func TestCheckFindsNothingInASoundRegister(t *testing.T) {
	h, m := soundHouse()
	h.Facts.Add(rejected(h, m, models.Said{Source: "parlinfo", Person: m.ID, About: models.AboutDesignation, Value: models.Of(NDP)}))
	if got := models.Check(&h.Facts); len(got.Broken)+len(got.Exceptions) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestCheckNamesWhatIsBroken(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*House, *Member)
		want  string
	}{
		{"two values on one day", func(h *House, m *Member) {
			m.On(models.Designation, models.Of(NDP), "2022-01-01", "2022-02-01")
		}, "has two values on the designation axis"},
		{"a seat held twice", func(h *House, m *Member) {
			h.Person("Other").Sits("Don Valley North", "2022-01-01", "2025-03-24").Label(NDP, "2022-01-01", "2025-03-24")
		}, "at once"},
		{"a label as caucus", func(h *House, m *Member) {
			h.Person("Other").Sits("Elsewhere", "2021-09-20", "2025-03-24").
				On(models.Designation, models.Of(NDP), "2021-09-20", "2025-03-24").
				On(models.Caucus, models.Of(Independent), "2021-09-20", "2025-03-24")
		}, "has no caucus, as its caucus"},
		{"a caucus as party", func(h *House, m *Member) {
			h.Person("Other").On(models.Party, models.Of(DRC), "2021-09-20", "2025-03-24")
		}, "is no party"},
		{"an affiliation outside every tenure", func(h *House, m *Member) {
			m.On(models.Designation, models.Of(NDP), "2025-04-28", "2025-05-01")
		}, "outside every tenure"},
		{"days without a designation", func(h *House, m *Member) {
			h.Person("Other").Sits("Elsewhere", "2021-09-20", "2025-03-24").Label(NDP, "2021-09-20", "2024-01-01")
		}, "has no designation from 2024-01-01 on"},
		{"a tenure that outlives its parliament", func(h *House, m *Member) {
			h.Person("Other").Sits("Elsewhere", "2021-09-20", "2025-04-01").Label(NDP, "2021-09-20", "2025-04-01")
		}, "lies outside parliament 44"},
		{"a rejection of what nobody says", func(h *House, m *Member) {
			h.Facts.Add(rejected(h, m, models.Said{Source: "rumour", Person: m.ID, About: models.AboutDesignation, Value: models.Of(NDP)}))
		}, `is of source "rumour", which is not known`},
		{"a rejection of a claim about nobody", func(h *House, m *Member) {
			h.Facts.Add(rejected(h, m, models.Said{Source: "parlinfo", Person: "per_nobody", About: models.AboutDesignation, Value: models.Of(NDP)}))
		}, `about person "per_nobody", who is not known`},
		{"a rejection under the id of another", func(h *House, m *Member) {
			f := rejected(h, m, models.Said{Source: "parlinfo", Person: m.ID, About: models.AboutDesignation, Value: models.Of(NDP)})
			f.Value = models.Of(Green)
			h.Facts.Add(f)
		}, "would reject nothing"},
		{"a rejection that cites nothing", func(h *House, m *Member) {
			f := rejected(h, m, models.Said{Source: "parlinfo", Person: m.ID, About: models.AboutDesignation, Value: models.Of(NDP)})
			f.Citations = nil
			h.Facts.Add(f)
		}, "there is no citation"},
		{"an identifier on two people", func(h *House, m *Member) {
			h.Person("Other", "ourcommons:105091")
		}, "identifier ourcommons:105091 belongs to"},
		{"an event on a day on which nothing changed", func(h *House, m *Member) {
			m.Said("2022-01-01", models.CauseResigned, "")
		}, "nothing changed"},
		{"an organization that becomes itself", func(h *House, m *Member) {
			s := models.Succession{House: Commons, Type: models.Merger, On: Day("2022-01-01"), From: NDP, To: NDP, Cited: h.Cited()}
			h.Facts.Add(s)
		}, "cannot become"},
		{"a window that reaches before the spell", func(h *House, m *Member) {
			m.Seen("2023-03-22", "2021-01-01")
		}, "does not lie in the spell before it"},
		{"twenty tenures on a day without a general election", func(h *House, m *Member) {
			for i := range 20 {
				name := "Member " + string(rune('A'+i))
				h.Person(name).Sits(name, "2022-05-05", "2025-03-24").Label(NDP, "2022-05-05", "2025-03-24")
			}
		}, "20 tenures begin on 2022-05-05"},
		{"one fact believed twice", func(h *House, m *Member) {
			h.Facts.Add(h.Facts.Seats[0])
		}, "is believed twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, m := soundHouse()
			h.Facts.Seats = New().Facts.Seats
			c.spoil(h, m)
			got := strings.Join(models.Check(&h.Facts).Broken, "\n")
			if !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCheckTellsWhichParliamentsAreNotWhole(t *testing.T) {
	h, _ := soundHouse()
	h.Facts.Seats = New().Facts.Seats
	h.Facts.Houses[0].Balanced = Day("2021-01-01")
	got := models.Check(&h.Facts)
	want := "parliament 44 of ca-commons has 338 seats by law, and members are known for 1"
	if len(got.Broken) != 0 || len(got.Unbalanced) != 2 || got.Unbalanced[0] != want {
		t.Errorf("%+v", got)
	}
}

func TestCheckListsMembersWhomTheSourceLeavesOpen(t *testing.T) {
	h, _ := soundHouse()
	other := h.Person("Gilles Open").Sits("Elsewhere", "2021-09-20", "2025-03-24").
		Label(Bloc, "2021-09-20", "2024-01-01").
		On(models.Designation, models.UnknownValue, "2024-01-01", "2025-03-24").
		On(models.Caucus, models.UnknownValue, "2024-01-01", "2025-03-24")
	got := models.Check(&h.Facts)
	if len(got.Broken) != 0 || len(got.Exceptions) != 1 || got.Exceptions[0].Person != other.ID || got.Exceptions[0].Period.From != Day("2024-01-01") {
		t.Errorf("%+v", got)
	}
}
