package ourcommons_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

// TestRowsOfOnePerson reads several rows that seem to be of one person. Kept
// are the lines that stand, refused those that are faults.
func TestRowsOfOnePerson(t *testing.T) {
	const (
		dongs  = "105091,,Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,"
		copps  = "1,,Sheila,Copps,Hamilton East,Ontario,Liberal,1993-10-25,1996-05-01"
		coppsB = "1,,Sheila,Copps,Hamilton East,Ontario,Liberal,1996-06-17,"
	)
	for name, c := range map[string]struct {
		rows          []string
		kept, refused []string
	}{
		"a row is there twice":                {[]string{dongs, dongs}, []string{"line 2"}, []string{"line 3"}},
		"a row is there three times":          {[]string{dongs, dongs, dongs}, []string{"line 2"}, []string{"line 3", "line 4"}},
		"a member resigned and won again":     {[]string{coppsB, copps}, []string{"line 2", "line 3"}, nil},
		"a member married between":            {[]string{"89200,,Rachael,Harder,Lethbridge,Alberta,Conservative,2019-10-21,2021-09-19", "89200,,Rachael,Thomas,Lethbridge,Alberta,Conservative,2021-09-20,"}, []string{"line 2", "line 3"}, nil},
		"one id is on two members":            {[]string{dongs, "105091,,Jean,Yip,Scarborough—Agincourt,Ontario,Liberal,2021-09-20,"}, nil, []string{"line 2", "line 3"}},
		"one id is on two members in turn":    {[]string{dongs, "105091,,Geng,Tan,Don Valley North,Ontario,Liberal,2015-10-19,2019-09-12"}, nil, []string{"line 2", "line 3"}},
		"one member has two seats":            {[]string{dongs, "105091,,Han,Dong,Scarborough—Agincourt,Ontario,Liberal,2021-09-20,"}, nil, []string{"line 2", "line 3"}},
		"one member has two labels":           {[]string{dongs, "105091,,Han,Dong,Don Valley North,Ontario,Independent,2021-09-20,"}, nil, []string{"line 2", "line 3"}},
		"one member has two labels and no id": {[]string{",,Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,", ",,Han,Dong,Don Valley-North,Ontario,Independent,2021-09-20,"}, nil, []string{"line 2", "line 3"}},
		"two members have one name":           {[]string{",,David,Anderson,Victoria,British Columbia,Liberal,2000-11-27,", ",,David,Anderson,Cypress Hills—Grasslands,Saskatchewan,Canadian Alliance,2000-11-27,"}, []string{"line 2", "line 3"}, nil},
		"a seat overlaps the one before":      {[]string{copps, "1,,Sheila,Copps,Hamilton East,Ontario,Liberal,1996-05-01,"}, nil, []string{"line 2", "line 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := line("Person Id," + head)
			for _, r := range c.rows {
				text += line(r)
			}
			d := read(t, csvAddress, text)
			var kept, refused []string
			for _, r := range d.Records {
				kept = append(kept, r.Locator)
			}
			for _, f := range d.Faults {
				refused = append(refused, f.Locator)
			}
			if !slices.Equal(kept, c.kept) || !slices.Equal(refused, c.refused) {
				t.Errorf("kept %v, refused %v; want %v and %v", kept, d.Faults, c.kept, c.refused)
			}
		})
	}
}

// TestDaysBeforeMonths reads tables in which one date can only be of one order,
// and another could be of both.
func TestDaysBeforeMonths(t *testing.T) {
	for _, day := range []string{"28/4/2025", "13/12/2025", "31/1/2026"} {
		d := read(t, csvAddress, line(head)+line(",Han,Dong,Don Valley North,Ontario,Liberal,"+day+" 12:00:00 a.m.,")+
			line(",Jean,Yip,Scarborough—Agincourt,Ontario,Liberal,5/6/2025 12:00:00 a.m.,")+
			line(",Alain,Rayes,Richmond—Arthabaska,Quebec,Independent,2021-09-20,"))
		if len(d.Records) != 1 || said(d, "Alain Rayes") == "nothing" || len(d.Faults) != 2 {
			t.Errorf("records %v, faults %v", d.Records, d.Faults)
			continue
		}
		want := models.RecordFault{Locator: "line 3", Detail: `the dates cannot be read: "` + day + ` 12:00:00 a.m." of line 2 has the day before the month; ` +
			`right would be 2021-09-20, 2021-09-20 12:00:00 AM or 9/20/2021 12:00:00 a.m., without a zone`}
		if diff := cmp.Diff(want, d.Faults[1]); diff != "" {
			t.Error(diff)
		}
	}
}

// TestWhomAListMustHave asks for parts of the House and for the whole.
func TestWhomAListMustHave(t *testing.T) {
	const search = "https://www.ourcommons.ca/Members/en/search/csv"
	sits, left := ",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,", ",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2025-03-23"
	for name, c := range map[string]struct {
		address, row string
		want         models.Scope
	}{
		"everyone":                  {search, sits, models.ListsSitting},
		"of this parliament":        {search + "?parliament=44&caucusId=all&province=all&gender=all", sits, models.ListsSitting},
		"of all parliaments":        {search + "?parliament=all", sits, models.ListsSitting},
		"of a parliament long over": {search + "?parliament=43", left, models.ListsPast},
		"of one caucus":             {search + "?caucusId=4", sits, models.ListsSome},
		"of one province":           {search + "?parliament=44&province=ON", sits, models.ListsSome},
		"with a name":               {search + "?searchText=Dong", sits, models.ListsSome},
		"with any name":             {search + "?searchText=&gender=", sits, models.ListsSitting},
		"in a file":                 {"", sits, models.ListsSitting},
		"at no address":             {"members%zz.csv", sits, models.ListsSitting},
	} {
		t.Run(name, func(t *testing.T) {
			if d := read(t, c.address, line(head)+line(c.row)); d.Lists != c.want {
				t.Errorf("it lists %s, want %s", d.Lists, c.want)
			}
		})
	}
}
