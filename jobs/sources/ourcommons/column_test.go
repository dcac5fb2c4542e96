package ourcommons_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// dong is what a list says of Han Dong in 2023.
func dong(id, locator string) models.Record {
	r := models.Record{
		Locator: locator,
		Name:    models.PersonName{Full: "Han Dong", Family: "Dong", Given: "Han"},
		Seats: []models.SaidSeat{{Riding: "Don Valley North", Province: "Ontario",
			Period: temporal.Period{From: temporal.MustDay("2021-09-20")}}},
		Labels: []models.SaidLabel{{Axis: models.Designation, Label: "Independent"}},
	}
	if id != "" {
		r.Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: id}}
	}
	return r
}

// TestColumnsAreKnownByTheirNames moves columns about, adds some and calls them
// otherwise.
func TestColumnsAreKnownByTheirNames(t *testing.T) {
	const row = ",Han,Dong,Don Valley North,Ontario,Independent,2021-09-20,"
	for name, c := range map[string]struct{ head, row, id string }{
		"as in 2023":                 {head, row, ""},
		"a mark is before the first": {"\ufeff" + head, row, ""},
		"ids are at the end":         {head + ",PersonId", row + ",105091", "105091"},
		"ids are at the beginning":   {"Person ID," + head, "105091," + row, "105091"},
		"the id is 0":                {"Person ID," + head, "0," + row, ""},
		"the id is not there":        {"Person ID," + head, "," + row, ""},
		"an id is of who knows what": {"Id," + head, "35020," + row, ""},
		"something new is in the middle": {
			"Start Date,Photo,End Date,Last Name,First Name,Political Affiliation,Province / Territory,Constituency",
			"2021-09-20,x.jpg,,Dong,Han,Independent,Ontario,Don Valley North", ""},
		"in capitals and with blanks": {strings.ToUpper(strings.ReplaceAll(head, ",", " , ")), row, ""},
		"in French": {"Titre honorifique,Prénom,Nom de famille,Circonscription,Province / Territoire,Affiliation politique,Date de début,Date de fin",
			row, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, csvAddress, c.head+"\n"+c.row+"\n")
			if diff := cmp.Diff([]models.Record{dong(c.id, "line 2")}, d.Records); diff != "" || len(d.Faults) > 0 {
				t.Errorf("faults %v, records (-want +got):\n%s", d.Faults, diff)
			}
		})
	}
}

// member writes a row of the XML by its elements.
func member(elements ...string) string {
	return "<MemberOfParliament>" + strings.Join(elements, "\n") + "</MemberOfParliament>"
}

const (
	idOf     = `<PersonId>105091</PersonId>`
	given    = `<PersonOfficialFirstName>Han</PersonOfficialFirstName>`
	family   = `<PersonOfficialLastName>Dong</PersonOfficialLastName>`
	seatOf   = `<ConstituencyName>Don Valley North</ConstituencyName>`
	placeOf  = `<ConstituencyProvinceTerritoryName>Ontario</ConstituencyProvinceTerritoryName>`
	labelOf  = `<CaucusShortName>Independent</CaucusShortName>`
	from     = `<FromDateTime>2021-09-20T00:00:00</FromDateTime>`
	to       = `<ToDateTime xsi:nil="true"/>`
	nobodyTo = `<ToDateTime>2022-05-27T23:59:59</ToDateTime>`
)

// TestFormsOfTheXML reads one member in every form in which the House writes
// members, or might.
func TestFormsOfTheXML(t *testing.T) {
	const root = `<ArrayOfMemberOfParliament xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">%s</ArrayOfMemberOfParliament>`
	for name, c := range map[string]struct{ doc, id string }{
		"as in 2023":                {fmt.Sprintf(root, member(`<PersonShortHonorific />`, given, family, seatOf, placeOf, labelOf, from, to)), ""},
		"as in 2026":                {fmt.Sprintf(root, member(idOf, `<PersonShortHonorific>Hon.</PersonShortHonorific>`, given, family, seatOf, placeOf, labelOf, from, to)), "105091"},
		"in another order":          {fmt.Sprintf(root, member(to, from, labelOf, placeOf, seatOf, family, given, idOf)), "105091"},
		"with an id of 0":           {fmt.Sprintf(root, member(`<PersonId>0</PersonId>`, given, family, seatOf, placeOf, labelOf, from, to)), ""},
		"with an id that is nil":    {fmt.Sprintf(root, member(`<PersonId xsi:nil="true" />`, given, family, seatOf, placeOf, labelOf, from, to)), ""},
		"with an end that is empty": {fmt.Sprintf(root, member(given, family, seatOf, placeOf, labelOf, from, `<ToDateTime />`)), ""},
		"with a namespace": {`<ArrayOfMemberOfParliament xmlns="http://schemas.example/2004/07/Members" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
			member(given, family, seatOf, placeOf, labelOf, from, `<ToDateTime i:nil="true"/>`) + `</ArrayOfMemberOfParliament>`, ""},
		"with prefixes": {`<m:ArrayOfMemberOfParliament xmlns:m="http://schemas.example/Members">` +
			strings.NewReplacer("</", "</m:", "<", "<m:").Replace(member(given, family, seatOf, placeOf, labelOf, from, `<ToDateTime></ToDateTime>`)) +
			`</m:ArrayOfMemberOfParliament>`, ""},
		"declared as UTF-16":  {`<?xml version="1.0" encoding="utf-16"?>` + fmt.Sprintf(root, member(given, family, seatOf, placeOf, labelOf, from, to)), ""},
		"declared as Latin-1": {`<?xml version="1.0" encoding="iso-8859-1"?>` + fmt.Sprintf(root, member(given, family, seatOf, placeOf, labelOf, from, to)), ""},
		"with comments and parts of it quoted": {"\ufeff<!-- members -->" + fmt.Sprintf(root, member(given, family,
			`<ConstituencyName><!-- 35020 --><![CDATA[Don Valley]]> North</ConstituencyName>`, placeOf, labelOf, from, to, `<Photo><Url>x</Url></Photo>`)) + "\n<!-- end -->\n", ""},
		"with references": {fmt.Sprintf(root, member(given, `<PersonOfficialLastName>D&#111;ng</PersonOfficialLastName>`, seatOf, placeOf, labelOf, from, to)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, xmlAddress, c.doc)
			if diff := cmp.Diff([]models.Record{dong(c.id, "MemberOfParliament 1")}, d.Records); diff != "" || len(d.Faults) > 0 {
				t.Errorf("faults %v, records (-want +got):\n%s", d.Faults, diff)
			}
		})
	}
}

func TestRowsOfTheXMLThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ row, fault string }{
		"the name is not there":    {member(given, seatOf, placeOf, labelOf, from, to), "PersonOfficialLastName is empty"},
		"the label is there twice": {member(given, family, seatOf, placeOf, labelOf, `<CaucusShortName>Liberal</CaucusShortName>`, from, to), "CaucusShortName is there twice"},
		"the id is a word":         {member(`<PersonId>dong</PersonId>`, given, family, seatOf, labelOf, from, to), `PersonId "dong" is no id; right would be a number such as 105091`},
		"the end is a sentinel":    {member(given, family, seatOf, labelOf, from, `<ToDateTime>9999-12-31T23:59:59.9999999</ToDateTime>`), `ToDateTime "9999-12-31T23:59:59.9999999" is no day of a House`},
		"something else is there":  {`<PartyStanding/>`, "right would be MemberOfParliament"},
	} {
		t.Run(name, func(t *testing.T) {
			other := member(`<PersonOfficialFirstName>Sven</PersonOfficialFirstName>`, `<PersonOfficialLastName>Spengemann</PersonOfficialLastName>`,
				`<ConstituencyName>Mississauga—Lakeshore</ConstituencyName>`, `<CaucusShortName>Liberal</CaucusShortName>`, from, nobodyTo)
			d := read(t, xmlAddress, "<ArrayOfMemberOfParliament xmlns:xsi='x'>"+c.row+other+"</ArrayOfMemberOfParliament>")
			if said(d, "Han Dong") != "nothing" || said(d, "Sven Spengemann") != "Mississauga—Lakeshore, 2021-09-20 to 2022-05-28, " {
				t.Errorf("records %v", d.Records)
			}
			if len(d.Faults) != 1 || !strings.Contains(d.Faults[0].Detail, c.fault) || d.Faults[0].Locator == "" {
				t.Errorf("faults %v; want one with %q", d.Faults, c.fault)
			}
		})
	}
}
