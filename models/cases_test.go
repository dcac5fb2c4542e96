package models_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	. "caucus/models/modeltest"
)

// told writes a change in one line: day, kind, designations.
func told(r *models.Register, c models.Change) string {
	short := func(v models.Value) string {
		if o, ok := r.Organization(v.Organization); ok {
			return o.Names[0].Short.En
		}
		return string(v.Status)
	}
	line := c.On.String() + " " + string(c.Kind) + " " + short(c.Before.Designation) + " → " + short(c.After.Designation)
	if !c.Window.IsZero() {
		line += " (seen between " + (c.Window.From - 1).String() + " and " + c.On.String() + ")"
	}
	return line
}

// TestCasesThatEveryBuildMustGetRight has a row for each row of the table of
// cases of the domain: the spells as the sources give them, and the changes that
// follow, oldest first.
func TestCasesThatEveryBuildMustGetRight(t *testing.T) {
	const riding = "Somewhere"
	for _, c := range []struct {
		name string
		tell func(*House) *Member
		want []string
	}{
		{"Han Dong leaves the Liberal caucus", func(h *House) *Member {
			return h.Person("Han Dong").Sits(riding, "2021-09-20", "2025-03-24").
				Label(Liberal, "2021-09-20", "2023-03-22").Label(Independent, "2023-03-22", "2025-03-24")
		}, []string{"2023-03-22 left_caucus Liberal → Independent"}},
		{"Jody Wilson-Raybould: the official day counts", func(h *House) *Member {
			return h.Person("Jody Wilson-Raybould").Sits(riding, "2015-10-19", "2019-09-12").
				Label(Liberal, "2015-10-19", "2019-04-03").Label(Independent, "2019-04-03", "2019-09-12")
		}, []string{"2019-04-03 left_caucus Liberal → Independent"}},
		{"Jane Philpott, the same day", func(h *House) *Member {
			return h.Person("Jane Philpott").Sits(riding, "2015-10-19", "2019-09-12").
				Label(Liberal, "2015-10-19", "2019-04-03").Label(Independent, "2019-04-03", "2019-09-12")
		}, []string{"2019-04-03 left_caucus Liberal → Independent"}},
		{"Jenica Atwin crosses with no spell between", func(h *House) *Member {
			return h.Person("Jenica Atwin").Sits(riding, "2019-10-21", "2021-08-16").
				Label(Green, "2019-10-21", "2021-06-10").Label(Liberal, "2021-06-10", "2021-08-16")
		}, []string{"2021-06-10 crossed_floor Green Party → Liberal"}},
		{"Pablo Rodriguez leaves and keeps his seat", func(h *House) *Member {
			return h.Person("Pablo Rodriguez").Sits(riding, "2021-09-20", "2025-01-21").
				Label(Liberal, "2021-09-20", "2024-09-19").Label(Independent, "2024-09-19", "2025-01-21")
		}, []string{"2024-09-19 left_caucus Liberal → Independent"}},
		{"Kevin Vuong is Independent from the start", func(h *House) *Member {
			return h.Person("Kevin Vuong").Sits(riding, "2021-09-20", "2025-03-24").Label(Independent, "2021-09-20", "2025-03-24")
		}, nil},
		{"David Emerson crosses before the first sitting", func(h *House) *Member {
			return h.Person("David Emerson").
				Sits(riding, "2004-06-28", "2005-11-30").Label(Liberal, "2004-06-28", "2005-11-30").
				Sits(riding, "2006-01-23", "2008-09-08").Label(Liberal, "2006-01-23", "2006-02-06").Label(Conservative, "2006-02-06", "2008-09-08")
		}, []string{"2006-02-06 crossed_floor Liberal → Conservative"}},
		{"John Nunziata: the caucus ends before the label does", func(h *House) *Member {
			return h.Person("John Nunziata").Sits(riding, "1993-10-25", "1997-04-28").
				On(models.Designation, models.Of(Liberal), "1993-10-25", "1996-04-22").
				On(models.Caucus, models.Of(Liberal), "1993-10-25", "1996-04-17").
				On(models.Caucus, models.None, "1996-04-17", "1997-04-28").
				On(models.Designation, models.Of(Independent), "1996-04-22", "1997-04-28")
		}, []string{"1996-04-17 left_caucus Liberal → Liberal", "1996-04-22 redesignated Liberal → Independent"}},
		{"Wajid Khan: three axes move on different days", func(h *House) *Member {
			return h.Person("Wajid Khan").Sits(riding, "2006-01-23", "2008-09-08").
				On(models.Designation, models.Of(Liberal), "2006-01-23", "2007-01-05").
				On(models.Party, models.Of(Liberal), "2006-01-23", "2007-01-05").
				On(models.Caucus, models.Of(Liberal), "2006-01-23", "2006-08-17").
				On(models.Caucus, models.None, "2006-08-17", "2007-01-05").
				Label(Conservative, "2007-01-05", "2008-09-08")
		}, []string{"2006-08-17 left_caucus Liberal → Liberal", "2007-01-05 joined_caucus Liberal → Conservative"}},
		{"the Democratic Representative Caucus has no label of its own at first", func(h *House) *Member {
			return h.Person("A Representative").Sits(riding, "2000-11-27", "2004-05-24").
				On(models.Designation, models.Of(Alliance), "2000-11-27", "2002-02-01").
				On(models.Caucus, models.Of(Alliance), "2000-11-27", "2001-09-24").
				On(models.Caucus, models.Of(DRC), "2001-09-24", "2002-04-11").
				On(models.Designation, models.Of(DRC), "2002-02-01", "2002-04-11").
				Label(Alliance, "2002-04-11", "2003-12-23").Label(Conservative, "2003-12-23", "2004-05-24")
		}, []string{
			"2001-09-24 crossed_floor Canadian Alliance → Canadian Alliance",
			"2002-02-01 redesignated Canadian Alliance → Democratic Representative",
			"2002-04-11 crossed_floor Democratic Representative → Canadian Alliance",
		}},
		{"a member of the Bloc goes with the group, which is renamed, and returns", func(h *House) *Member {
			return h.Person("A Member").Sits(riding, "2015-10-19", "2019-09-12").
				Label(Bloc, "2015-10-19", "2018-02-28").Label(GPQ, "2018-02-28", "2018-06-06").
				Label(QuebecDebout, "2018-06-06", "2018-09-17").Label(Bloc, "2018-09-17", "2019-09-12")
		}, []string{
			"2018-02-28 crossed_floor Bloc Québécois → Groupe parlementaire québécois",
			"2018-09-17 crossed_floor Québec debout → Bloc Québécois",
		}},
		{"a member of the Bloc returns on the day of the renaming", func(h *House) *Member {
			return h.Person("Another Member").Sits(riding, "2015-10-19", "2019-09-12").
				Label(Bloc, "2015-10-19", "2018-02-28").Label(GPQ, "2018-02-28", "2018-06-06").Label(Bloc, "2018-06-06", "2019-09-12")
		}, []string{
			"2018-02-28 crossed_floor Bloc Québécois → Groupe parlementaire québécois",
			"2018-06-06 crossed_floor Groupe parlementaire québécois → Bloc Québécois",
		}},
		{"an Alliance member on the day of the merger", func(h *House) *Member {
			return h.Person("A Member").Sits(riding, "2000-11-27", "2004-05-24").
				Label(Alliance, "2000-11-27", "2003-12-23").Label(Conservative, "2003-12-23", "2004-05-24")
		}, nil},
		{"a PC member on the second day of the merger", func(h *House) *Member {
			return h.Person("A Member").Sits(riding, "2000-11-27", "2004-05-24").
				Label(PC, "2000-11-27", "2004-02-02").Label(Conservative, "2004-02-02", "2004-05-24")
		}, nil},
		{"a PC member who crosses on another day", func(h *House) *Member {
			return h.Person("A Member").Sits(riding, "2000-11-27", "2004-05-24").
				Label(PC, "2000-11-27", "2003-12-10").Label(Liberal, "2003-12-10", "2004-05-24")
		}, []string{"2003-12-10 crossed_floor Progressive Conservative → Liberal"}},
		{"Pierre Nantel: running for the Greens is no second change", func(h *House) *Member {
			return h.Person("Pierre Nantel").Sits(riding, "2015-10-19", "2019-09-12").
				Label(NDP, "2015-10-19", "2019-08-16").Label(Independent, "2019-08-16", "2019-09-12")
		}, []string{"2019-08-16 left_caucus NDP → Independent"}},
		{"Simon-Pierre Savard-Tremblay: seen, not dated", func(h *House) *Member {
			return h.Person("Simon-Pierre Savard-Tremblay").Sits(riding, "2025-04-28", "2026-08-20").
				Label(Bloc, "2025-04-28", "2026-08-02").Label(Independent, "2026-08-02", "2026-08-20").Seen("2026-08-02", "2026-02-19")
		}, []string{"2026-08-02 left_caucus Bloc Québécois → Independent (seen between 2026-02-18 and 2026-08-02)"}},
		{"a step to and from unknown is a gap", func(h *House) *Member {
			return h.Person("A Member").Sits(riding, "2015-10-19", "2019-09-12").
				Label(NDP, "2015-10-19", "2016-01-01").Label(Opposition, "2016-01-01", "2016-02-01").
				On(models.Designation, models.UnknownValue, "2016-02-01", "2016-03-01").Label(NDP, "2016-03-01", "2019-09-12")
		}, []string{"2016-01-01 redesignated NDP → Opposition"}},
		{"elected under another label: an election is no change", func(h *House) *Member {
			return h.Person("A Member").Sits(riding, "2015-10-19", "2019-09-12").Label(NDP, "2015-10-19", "2019-09-12").
				Sits(riding, "2019-10-21", "2021-08-16").Label(Liberal, "2019-10-21", "2021-08-16")
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := New()
			m := c.tell(h)
			r := h.Register(t)
			var got []string
			for _, change := range r.ChangesOf(m.ID) {
				got = append([]string{told(r, change)}, got...)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOnePersonTwoNames(t *testing.T) {
	h := New()
	rachael := h.Person("Rachael Thomas", "ourcommons:89200").Sits("Lethbridge", "2021-09-20", "2025-03-24").Label(Conservative, "2021-09-20", "2025-03-24")
	h.Facts.People[0].OtherNames = []models.PersonName{{Full: "Rachael Harder", Family: "Harder", Given: "Rachael"}}
	r := h.Register(t)
	for _, q := range []string{"rachael harder", "Thomas Rachael", "HARDER"} {
		got := r.People(models.PeopleQuery{House: Commons, On: Day("2023-01-01"), Text: q}).People
		if !cmp.Equal(got, []models.PersonID{rachael.ID}) {
			t.Errorf("%q found %v", q, got)
		}
	}
}

func TestTwoMembersOfOneRidingAndOneMemberOfTwo(t *testing.T) {
	h := New()
	h.Person("First Member").Sits("Halifax", "2015-10-19", "2019-09-12").Label(Liberal, "2015-10-19", "2019-09-12")
	h.Person("Second Member").Sits("Halifax", "2015-10-19", "2019-09-12").Label(Conservative, "2015-10-19", "2019-09-12")
	h.Facts.Tenures[1].Place = 2
	both := h.Person("Wilfrid Laurier").Sits("Quebec East", "2015-10-19", "2019-09-12").Sits("Saskatchewan", "2015-10-19", "2016-05-01").
		Label(Liberal, "2015-10-19", "2019-09-12")
	r := h.Register(t)
	s := r.Standings(Commons, models.Designation, Day("2016-01-01"))
	if s.Filled != 4 {
		t.Errorf("four seats are filled, got %d", s.Filled)
	}
	var members int
	for _, row := range s.Rows {
		members += row.Seats
	}
	if members != 3 {
		t.Errorf("three members sit, got %d: %+v", members, s.Rows)
	}
	if n := len(r.ChangesOf(both.ID)); n != 0 {
		t.Errorf("two seats make %d changes", n)
	}
}

func TestStandingsOfTheWorkedExample(t *testing.T) {
	h := New()
	h.Person("Han Dong", "ourcommons:105091").Sits("Don Valley North", "2021-09-20", "2025-03-24").
		Label(Liberal, "2021-09-20", "2023-03-22").Label(Independent, "2023-03-22", "2025-03-24").
		Said("2023-03-22", models.CauseResigned, "2023-03-23T01:36:00Z")
	h.Person("Someone Else").Sits("Elsewhere", "2021-09-20", "2025-03-24").Label(Liberal, "2021-09-20", "2025-03-24")
	r := h.Register(t)
	for _, c := range []struct{ on, want string }{
		{"2021-09-19", "dissolved"},
		{"2021-09-20", "sitting org_liberal 2"},
		{"2023-03-21", "sitting org_liberal 2"},
		{"2023-03-22", "sitting org_independent 1 org_liberal 1"},
		{"2025-03-23", "sitting org_independent 1 org_liberal 1"},
		{"2025-03-24", "dissolved"},
		{"1867-08-01", "not_yet_elected"},
	} {
		s := r.Standings(Commons, models.Designation, Day(c.on))
		got := []string{string(s.Status)}
		for _, row := range s.Rows {
			got = append(got, string(row.Value.Organization), string(rune('0'+row.Seats)))
		}
		if c.on >= "2023-03-22" && len(s.Rows) == 2 { // equal counts: the order of the reviewed list
			if s.Rows[0].Value.Organization != Liberal {
				t.Errorf("%s: %+v", c.on, s.Rows)
			}
			got = []string{"sitting", "org_independent", "1", "org_liberal", "1"}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.on, strings.Join(got, " "), c.want)
		}
	}
}
