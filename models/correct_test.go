package models_test

import (
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

func held(from, to string) temporal.Period { return temporal.Period{From: Day(from), To: Day(to)} }

// TestCorrections: what the register had wrong, and what is merely news.
func TestCorrections(t *testing.T) {
	cited := models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: "snp_one", Locator: "PersonRoleId 1"}}}
	recited := models.Cited{State: models.Provisional, Citations: []models.Citation{{Snapshot: "snp_two"}}, Note: "seen twice"}
	rayes := models.Tenure{ID: "ten_rayes", Person: "per_rayes", House: Commons, Parliament: 44, Riding: "rid_richmond", Place: 1,
		Period: held("2021-09-20", "2023-01-21"), StartCause: models.ByGeneralElection, EndCause: models.ByResignation, ElectedAs: models.Of(Conservative), Cited: cited}
	dong := models.Affiliation{ID: "aff_dong", Person: "per_dong", Axis: models.Designation, Value: models.Of(Liberal),
		Period: held("2021-09-20", ""), Basis: models.Stated, Cited: cited}
	harder := models.Person{ID: "per_harder", Name: models.PersonName{Full: "Rachael Harder", Family: "Harder", Given: "Rachael"},
		Identifiers: []models.Identifier{{Scheme: "ourcommons", Value: "89200"}}, Cited: cited}
	thomas := models.PersonName{Full: "Rachael Thomas", Family: "Thomas", Given: "Rachael"}
	riding := models.Riding{ID: "rid_toronto", House: Commons, Province: "ON", Names: []models.RidingName{{Name: models.Name{En: "Toronto—Danforth"}}}, Cited: cited}
	liberal := models.Organization{ID: Liberal, House: Commons, Type: models.PartyKind, CaucusValue: models.HasOrganization, PartyValue: models.HasOrganization,
		Names: []models.OrganizationNames{{Full: models.Name{En: "Liberal Party"}, Short: models.Name{En: "Liberal"}}}, Colour: "#D71920", ParlInfoIDs: []int{5}, Cited: cited}
	term := models.Parliament{House: Commons, Number: 44, Election: Day("2021-09-20"), Cited: cited}
	said := models.Event{ID: "evt_1", Person: "per_dong", On: Day("2023-03-22"), Cause: models.CauseUnknown, Cited: cited}
	house := models.House{ID: Commons, Name: models.Name{En: "House of Commons"}, TimeZone: "America/Toronto", Since: Day("1867-07-01"), Cited: cited}
	law := models.Seats{House: Commons, From: Day("2015-10-19"), Seats: 338, Basis: "statute", Cited: cited}
	merger := models.Succession{House: Commons, Type: models.Merger, On: Day("2003-12-23"), From: Alliance, To: Conservative, Cited: cited}

	for _, c := range []struct {
		name   string
		before models.Fact
		after  models.Fact
		want   bool
	}{
		{"Alain Rayes's last day was wrong", rayes, with(rayes, func(x *models.Tenure) { x.To = Day("2023-01-20") }), true},
		{"his last day turns out not to be known", rayes, with(rayes, func(x *models.Tenure) { x.To, x.EndCause = 0, "" }), true},
		{"he died, and had not resigned", rayes, with(rayes, func(x *models.Tenure) { x.EndCause = models.ByDeath }), true},
		{"why his seat ended is known at last", with(rayes, func(x *models.Tenure) { x.EndCause = models.ByUnknownCause }), rayes, false},
		{"his seat was that of another riding", rayes, with(rayes, func(x *models.Tenure) { x.Riding = "rid_other" }), true},
		{"the seat was somebody else's", rayes, with(rayes, func(x *models.Tenure) { x.Person = "per_other" }), true},
		{"it was a by-election", rayes, with(rayes, func(x *models.Tenure) { x.StartCause = models.ByByElection }), true},
		{"another party was on the ballot", rayes, with(rayes, func(x *models.Tenure) { x.ElectedAs = models.Of(Liberal) }), true},
		{"which party was on the ballot is known at last", with(rayes, func(x *models.Tenure) { x.ElectedAs = models.UnknownValue }), rayes, false},
		{"a seat that lasted has ended, seen and not dated", with(rayes, func(x *models.Tenure) { x.To, x.EndCause = 0, "" }),
			with(rayes, func(x *models.Tenure) { x.EndWindow = &models.Window{From: Day("2023-01-10")} }), false},
		{"a tenure that never was", rayes, nil, true},

		{"a label whose value was wrong", dong, with(dong, func(x *models.Affiliation) { x.Value = models.Of(Conservative) }), true},
		{"a member who left is listed so until the day", dong, with(dong, func(x *models.Affiliation) { x.To = Day("2023-03-22") }), false},
		{"the day on which a member left was wrong", with(dong, func(x *models.Affiliation) { x.To = Day("2023-03-24") }),
			with(dong, func(x *models.Affiliation) { x.To = Day("2023-03-22") }), true},
		{"the first day was wrong", dong, with(dong, func(x *models.Affiliation) { x.From = Day("2021-10-01") }), true},
		{"a label that was unknown is known", with(dong, func(x *models.Affiliation) { x.Value = models.UnknownValue }), dong, false},
		{"known to have none is not unknown", with(dong, func(x *models.Affiliation) { x.Value = models.None }),
			with(dong, func(x *models.Affiliation) { x.Value = models.UnknownValue }), true},
		{"a label withdrawn", dong, nil, true},
		{"a label cited anew, firmer or weaker", dong, with(dong, func(x *models.Affiliation) { x.Cited, x.Basis = recited, models.Implied }), false},
		{"a report withdrawn was no belief", with(dong, func(x *models.Affiliation) { x.State = models.Reported }), nil, false},
		{"a belief that is only a report now", dong, with(dong, func(x *models.Affiliation) { x.State = models.Reported }), true},

		{"a name misspelt", harder, with(harder, func(x *models.Person) { x.Name.Full, x.Name.Given = "Rachel Harder", "Rachel" }), true},
		{"a member takes another name", harder, with(harder, func(x *models.Person) { x.OtherNames, x.Name = []models.PersonName{x.Name}, thomas }), false},
		{"an identifier is added", harder, with(harder, func(x *models.Person) {
			x.Identifiers = append([]models.Identifier{{Scheme: "wikidata", Value: "Q1"}}, x.Identifiers...)
		}), false},
		{"an identifier was somebody else's", harder, with(harder, func(x *models.Person) { x.Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: "1"}} }), true},
		{"somebody who never was", harder, nil, true},

		{"a riding is renamed", riding, with(riding, func(x *models.Riding) {
			x.Names = []models.RidingName{{Period: held("", "2024-01-01"), Name: x.Names[0].Name}, {Period: held("2024-01-01", ""), Name: models.Name{En: "Danforth"}}}
		}), false},
		{"a riding has a French name", riding, with(riding, func(x *models.Riding) {
			x.Names = []models.RidingName{{Name: models.Name{En: "Toronto—Danforth", Fr: "Toronto—Danforth"}}}
		}), false},
		{"a riding was never called that", riding, with(riding, func(x *models.Riding) { x.Names = []models.RidingName{{Name: models.Name{En: "Danforth"}}} }), true},
		{"a riding had its name only from a day on", riding, with(riding, func(x *models.Riding) {
			x.Names = []models.RidingName{{Period: held("", "2000-01-01"), Name: models.Name{En: "Broadview"}}, {Period: held("2000-01-01", ""), Name: x.Names[0].Name}}
		}), true},
		{"a riding lies in another province", riding, with(riding, func(x *models.Riding) { x.Province = "QC" }), true},

		{"a party in another colour", liberal, with(liberal, func(x *models.Organization) { x.Colour, x.Order, x.ReviewReason = "#FF0000", 2, "again" }), false},
		{"a party has a French name", liberal, with(liberal, func(x *models.Organization) {
			x.Names = []models.OrganizationNames{{Full: models.Name{En: "Liberal Party", Fr: "Parti libéral"}, Short: models.Name{En: "Liberal"}}}
		}), false},
		{"a party short of its name", liberal, with(liberal, func(x *models.Organization) { x.Names = nil }), true},
		{"a party that implies no caucus", liberal, with(liberal, func(x *models.Organization) { x.CaucusValue = models.HasNone }), true},
		{"a party that is somebody else's number", liberal, with(liberal, func(x *models.Organization) { x.ParlInfoIDs = []int{6} }), true},
		{"a party ends", liberal, with(liberal, func(x *models.Organization) { x.Period.To = Day("2030-01-01") }), false},

		{"a parliament first sits and is dissolved", term, with(term, func(x *models.Parliament) { x.FirstSitting, x.Dissolution = Day("2021-11-22"), Day("2025-03-23") }), false},
		{"a parliament was elected on another day", term, with(term, func(x *models.Parliament) { x.Election = Day("2021-09-21") }), true},
		{"a dissolution was dated wrongly", with(term, func(x *models.Parliament) { x.Dissolution = Day("2025-03-24") }),
			with(term, func(x *models.Parliament) { x.Dissolution = Day("2025-03-23") }), true},

		{"a cause becomes known, with the hour", said, with(said, func(x *models.Event) { x.Cause, x.AnnouncedAt = models.CauseResigned, 1 }), false},
		{"another cause was right", with(said, func(x *models.Event) { x.Cause = models.CauseResigned }), with(said, func(x *models.Event) { x.Cause = models.CauseSuspended }), true},
		{"it was announced at another hour", with(said, func(x *models.Event) { x.AnnouncedAt = 1 }), with(said, func(x *models.Event) { x.AnnouncedAt = 2 }), true},
		{"a step between that never was", with(said, func(x *models.Event) { x.Between = []models.Value{models.None} }), said, true},
		{"a cause withdrawn", said, nil, true},

		{"the House sits elsewhere", house, with(house, func(x *models.House) { x.TimeZone = "America/Winnipeg" }), true},
		{"the House is cited anew", house, with(house, func(x *models.House) { x.Cited = recited }), false},
		{"the seats by law were miscounted", law, with(law, func(x *models.Seats) { x.Seats = 339 }), true},
		{"the seats rest on better knowledge", law, with(law, func(x *models.Seats) { x.Basis = "knowledge" }), false},
		{"a merger that was a rename", merger, with(merger, func(x *models.Succession) { x.Type = models.Rename }), true},
		{"a source is no belief", models.Source{ID: "parlinfo", Title: "ParlInfo"}, nil, false},
		{"nor is a document", models.Snapshot{ID: "snp_one"}, models.Snapshot{ID: "snp_one", Title: "Profile"}, false},
		{"news closes nothing", nil, dong, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := models.Corrects(c.before, c.after); got != c.want {
				t.Errorf("a correction: %v, want %v", got, c.want)
			}
		})
	}
}

// with is a fact told otherwise.
func with[F any](f F, change func(*F)) F {
	change(&f)
	return f
}

// TestNothingCorrectsItself: what is held as it was, or cited anew, is never a
// correction, and what is withdrawn always is, for every fact of a House.
func TestNothingCorrectsItself(t *testing.T) {
	h := New()
	h.Person("Han Dong", "ourcommons:105091").Sits("Don Valley North", "2021-09-20", "2025-03-24").
		Label(Liberal, "2021-09-20", "2023-03-22").Label(Independent, "2023-03-22", "2025-03-24").Said("2023-03-22", models.CauseResigned, "2023-03-23T01:36:00Z")
	for f := range h.Facts.All() {
		_, cites := f.(models.Citing)
		if models.Corrects(f, f) || models.Corrects(nil, f) || models.Corrects(f, nil) != cites {
			t.Errorf("%s %s: itself %v, withdrawn %v", f.Kind(), f.Key(), models.Corrects(f, f), models.Corrects(f, nil))
		}
	}
}
