package store_test

import (
	"fmt"

	"caucus/models"
	"caucus/models/temporal"
)

// The members and facts of these tests. Everything rests on one document of
// one invented source.
var (
	almanac  = models.Source{ID: "almanac", Title: "Almanac of the House", Publisher: "Tests", Terms: "ours"}
	document = models.Snapshot{
		ID: "snp_almanac", Source: "almanac", Title: "Members", RetrievedAt: 1_717_200_000_000_000, SHA256: "00",
	}
	cited   = models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: document.ID}}}
	commons = models.House{
		ID: "ca-commons", Name: models.Name{En: "House of Commons", Fr: "Chambre des communes"},
		TimeZone: "America/Toronto", Since: day("1867-07-01"), Balanced: day("1949-01-01"), Cited: cited,
	}
)

func day(s string) temporal.Day { return temporal.MustDay(s) }

func period(from, to string) temporal.Period {
	p := temporal.Period{From: day(from)}
	if to != "" {
		p.To = day(to)
	}
	return p
}

func member(id models.PersonID, full string) models.Person {
	return models.Person{ID: id, Name: models.PersonName{Full: full}, Cited: cited}
}

func seated(id models.TenureID, who models.PersonID, riding models.RidingID, from, to string) models.Tenure {
	return models.Tenure{
		ID: id, Person: who, House: "ca-commons", Parliament: 44, Riding: riding, Place: 1,
		Period: period(from, to), StartCause: models.ByGeneralElection, Cited: cited,
	}
}

func listed(who models.PersonID, under models.Value, from, to string) models.Affiliation {
	return models.Affiliation{
		ID:     models.NewAffiliationID(who, models.Designation, from),
		Person: who, Axis: models.Designation, Value: under, Period: period(from, to), Basis: models.Stated, Cited: cited,
	}
}

var (
	liberal     = models.Of("org_liberal")
	independent = models.Of("org_independent")
	dong        = member("per_dong", "Han Dong")
	dongSeat    = seated("ten_dong", "per_dong", "rid_don_valley_north", "2021-09-20", "")
	// What was known of Dong before he crossed the floor, and after.
	dongLiberal     = listed("per_dong", liberal, "2021-09-20", "")
	dongWasLiberal  = listed("per_dong", liberal, "2021-09-20", "2023-03-22")
	dongIndependent = listed("per_dong", independent, "2023-03-22", "")
)

func theHouse() []models.Fact {
	return []models.Fact{commons, almanac, document, dong, dongSeat, dongLiberal}
}

// manyMembers generates n facts or a few more: members with a seat in each of
// several parliaments, and a label for each term.
func manyMembers(n int) []models.Fact {
	all := []models.Fact{commons, almanac, document}
	for i := 0; len(all) < n; i++ {
		who := models.PersonID(models.DeriveID("per", fmt.Sprint(i)))
		p := member(who, fmt.Sprintf("Member of Riding %d", i))
		p.Identifiers = []models.Identifier{{Scheme: "parlinfo", Value: fmt.Sprint(i)}, {Scheme: "ourcommons", Value: fmt.Sprint(i * 7)}}
		all = append(all, p)
		riding := models.RidingID(models.DeriveID("rid", fmt.Sprint(i)))
		for term := range 3 {
			from := fmt.Sprintf("%d-10-14", 1972+4*term)
			t := seated(models.NewTenureID(who, riding, from), who, riding, from, fmt.Sprintf("%d-10-14", 1976+4*term))
			t.Parliament, t.EndCause, t.ElectedAs = 30+term, models.ByDissolution, liberal
			a := listed(who, liberal, from, t.To.String())
			c := a
			c.Axis, c.Basis = models.Caucus, models.Implied
			c.ID = models.NewAffiliationID(who, models.Caucus, from)
			all = append(all, t, a, c)
		}
	}
	return all
}
