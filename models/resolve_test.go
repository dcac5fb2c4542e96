package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	. "caucus/models/modeltest"
)

// TestAffiliationsThen: what a program that labels votes and speeches asks.
func TestAffiliationsThen(t *testing.T) {
	h := New()
	h.Person("Han Dong", "ourcommons:105091").Sits("Don Valley North", "2021-09-20", "2025-03-24").Label(Liberal, "2021-09-20", "2023-03-22").
		On(models.Designation, models.Of(Independent), "2023-03-22", "2025-03-24").On(models.Caucus, models.None, "2023-03-22", "2025-03-24")
	h.Facts.Ridings[0].Names[0].Fr = "Don Valley-Nord"
	h.Person("Geng Tan", "ourcommons:88938").Sits("Don Valley North", "2015-10-19", "2019-09-12").Label(Liberal, "2015-10-19", "2019-09-12")
	rachael := h.Person("Rachael Thomas", "ourcommons:89200").Sits("Lethbridge", "2021-09-20", "2025-03-24").Label(Conservative, "2021-09-20", "2025-03-24")
	h.Facts.People[2].OtherNames = []models.PersonName{{Full: "Rachael Harder"}}
	h.Person("Resigned Member", "parlinfo:1").Sits("Halifax", "2021-09-20", "2022-01-01").Label(NDP, "2021-09-20", "2022-01-01")
	h.Person("John Smith", "parlinfo:2").Sits("Halifax", "2022-06-20", "2025-03-24").Label(Liberal, "2022-06-20", "2025-03-24")
	other := h.Person("John  Smith", "parlinfo:3").Sits("Halifax", "2022-06-20", "2025-03-24").Label(Conservative, "2022-06-20", "2025-03-24")
	h.Facts.Tenures[len(h.Facts.Tenures)-1].Place = 2
	h.Person("An Opponent", "parlinfo:4").Sits("Winnipeg", "2021-09-20", "2025-03-24").Label(Opposition, "2021-09-20", "2025-03-24")
	left := h.Person("A Partisan", "parlinfo:5").Sits("Regina", "2021-09-20", "2022-01-01").Label(NDP, "2021-09-20", "2022-01-01")
	left.On(models.Party, models.Of(Green), "2022-01-01", "")
	r := h.Register(t)
	d := models.NewDirectory(r)

	for _, c := range []struct {
		name string
		item models.ResolveItem
		want string // status, who, value, first day of the span
		why  string
	}{
		{"by an identifier of the House", models.ResolveItem{Person: "ourcommons:105091", On: Day("2023-03-22")}, "resolved Han Dong org_independent 2023-03-22", ""},
		{"the day before", models.ResolveItem{Person: "ourcommons:105091", On: Day("2023-03-21")}, "resolved Han Dong org_liberal 2021-09-20", ""},
		{"on another axis", models.ResolveItem{Person: "ourcommons:105091", On: Day("2023-03-22"), Axis: models.Caucus}, "resolved Han Dong none 2023-03-22", ""},
		{"a party that nobody tells", models.ResolveItem{Person: "ourcommons:105091", On: Day("2023-03-22"), Axis: models.Party}, "unknown Han Dong", "No source tells the party of Han Dong on 22 March 2023."},
		{"a caucus that nobody tells", models.ResolveItem{Person: "parlinfo:4", On: Day("2023-03-22"), Axis: models.Caucus}, "unknown An Opponent unknown 2021-09-20", "No source tells the caucus of An Opponent on 22 March 2023."},
		{"by our own id", models.ResolveItem{Person: string(rachael.ID), On: Day("2023-03-22")}, "resolved Rachael Thomas org_conservative 2021-09-20", ""},
		{"by name and riding", models.ResolveItem{Name: "HAN DONG", Riding: "Don Valley North", On: Day("2023-03-22")}, "resolved Han Dong org_independent 2023-03-22", ""},
		{"by name and French riding, folded", models.ResolveItem{Name: "Han-Dong", Riding: "don valley—nord", On: Day("2023-03-22")}, "resolved Han Dong org_independent 2023-03-22", ""},
		{"by name and id of the riding", models.ResolveItem{Name: "Han Dong", Riding: string(h.Riding("Don Valley North")), On: Day("2023-03-22")}, "resolved Han Dong org_independent 2023-03-22", ""},
		{"by a former name", models.ResolveItem{Name: "rachael harder", Riding: "Lethbridge", On: Day("2022-01-01")}, "resolved Rachael Thomas org_conservative 2021-09-20", ""},
		{"the riding was somebody else's then", models.ResolveItem{Name: "Han Dong", Riding: "Don Valley North", On: Day("2018-01-01")}, "not_found",
			"Nobody called Han Dong held Don Valley North in the 42nd Parliament."},
		{"a part of a name", models.ResolveItem{Name: "Dong", Riding: "Don Valley North", On: Day("2023-03-22")}, "not_found",
			"Nobody called Dong held Don Valley North in the 44th Parliament."},
		{"a name of no letters", models.ResolveItem{Name: "--", Riding: "Don Valley North", On: Day("2023-03-22")}, "not_found",
			"Nobody called -- held Don Valley North in the 44th Parliament."},
		{"no such riding", models.ResolveItem{Name: "Han Dong", Riding: "Old Sarum", On: Day("2023-03-22")}, "not_found", "The register has no riding called Old Sarum."},
		{"before there was a House", models.ResolveItem{Name: "Han Dong", Riding: "Don Valley North", On: Day("1867-07-02")}, "not_found", "On 2 July 1867 the House had not been elected."},
		{"nobody", models.ResolveItem{Person: "parlinfo:99", On: Day("2023-03-22")}, "not_found", "The register has nobody under parlinfo:99."},
		{"an unknown scheme", models.ResolveItem{Person: "imdb:1", On: Day("2023-03-22")}, "not_found", "imdb:1 is no reference to a person."},
		{"has resigned", models.ResolveItem{Person: "parlinfo:1", On: Day("2023-03-22")}, "not_sitting Resigned Member",
			"As of 22 March 2023, Resigned Member holds no seat, having last sat for Halifax until 31 December 2021, when the seat ended by resignation."},
		{"has resigned, by name", models.ResolveItem{Name: "Resigned Member", Riding: "Halifax", On: Day("2023-03-22")}, "not_sitting Resigned Member",
			"As of 22 March 2023, Resigned Member holds no seat, having last sat for Halifax until 31 December 2021, when the seat ended by resignation."},
		{"dissolved", models.ResolveItem{Name: "Han Dong", Riding: "Don Valley North", On: Day("2025-04-01")}, "not_sitting Han Dong",
			"As of 1 April 2025, nobody holds a seat: the 44th Parliament was dissolved on 23 March 2025, until which day Han Dong sat for Don Valley North."},
		{"two of one name in a riding with two members", models.ResolveItem{Name: "john smith", Riding: "Halifax", On: Day("2023-03-22")}, "ambiguous",
			"2 people called john smith held Halifax on 22 March 2023."},
		{"and while nobody held it", models.ResolveItem{Name: "john smith", Riding: "Halifax", On: Day("2022-03-22")}, "ambiguous",
			"2 people called john smith held Halifax in the 44th Parliament."},
		{"the party of somebody who does not sit", models.ResolveItem{Person: "parlinfo:5", On: Day("2022-06-01"), Axis: models.Party}, "resolved A Partisan org_green 2022-01-01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.item.Axis == "" {
				c.item.Axis = models.Designation
			}
			a := d.Resolve(Commons, c.item)
			got := string(a.Status)
			if p, ok := r.Person(a.Person); ok {
				got += " " + p.Name.Full
			}
			if a.Span != nil {
				v := a.Value()
				value := string(v.Organization)
				if value == "" {
					value = string(v.Status)
				}
				got += " " + value + " " + a.Span.From.String()
				if len(a.Span.Citations) == 0 || a.Span.Value != a.Standing.Value(a.Axis) {
					t.Errorf("%+v", a.Span)
				}
			}
			if got != c.want || a.Why != c.why {
				t.Errorf("got  %q %q\nwant %q %q", got, a.Why, c.want, c.why)
			}
			if (a.Status == models.IsAmbiguous) != (len(a.Candidates) == 2) || a.On != c.item.On || a.Axis != c.item.Axis {
				t.Errorf("%+v", a)
			}
			if a.Status == models.IsAmbiguous && !cmp.Equal(a.Candidates[1], other.ID) && !cmp.Equal(a.Candidates[0], other.ID) {
				t.Errorf("candidates %v", a.Candidates)
			}
		})
	}
}

func TestReferences(t *testing.T) {
	for text, want := range map[string]bool{
		"per_64nxzp69ckdt": true, "ourcommons:105091": true, "wikidata:Q1": true, "openparliament:x": true, "parlinfo:": false,
		"imdb:1": false, "Han Dong": false, "": false, ":": false, "105091": false,
	} {
		if got := models.IsReference(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
