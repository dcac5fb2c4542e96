package parlinfo

import (
	"encoding/json"
	"fmt"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// The publisher's ids that the tests use.
const (
	liberal, conservative, bloc, independent = 4831, 2159, 1045, 3842
	donValley, sudbury                       = 11579, 8998
)

// lists is a House with two parliaments and four labels.
func lists() *models.Facts {
	day := temporal.MustDay
	house := models.HouseID("ca-commons")
	return &models.Facts{
		Parliaments: []models.Parliament{
			{House: house, Number: 43, Election: day("2019-10-21"), FirstSitting: day("2019-12-05"), Dissolution: day("2021-08-15")},
			{House: house, Number: 44, Election: day("2021-09-20"), FirstSitting: day("2021-11-22"), Dissolution: day("2025-03-23")},
		},
		Organizations: []models.Organization{
			{ID: "org_liberal", Type: models.PartyKind, CaucusValue: models.HasOrganization, PartyValue: models.HasOrganization, ParlInfoIDs: []int{liberal}},
			{ID: "org_conservative", Type: models.PartyKind, CaucusValue: models.HasOrganization, PartyValue: models.HasOrganization, ParlInfoIDs: []int{conservative}},
			{ID: "org_bloc", Type: models.PartyKind, CaucusValue: models.HasOrganization, PartyValue: models.HasOrganization, ParlInfoIDs: []int{bloc}},
			{ID: "org_independent", Type: models.LabelKind, CaucusValue: models.HasNone, PartyValue: models.Unknown, ParlInfoIDs: []int{independent}},
		},
	}
}

// answerOf is one person as the publisher serves it.
type answerOf map[string]any

// person is a profile with the fields that are read and some that must not be
// kept.
func person(id int, used, last string, roles ...answerOf) answerOf {
	return answerOf{"PersonId": id, "HOCPersonId": 0, "SenatePersonId": 0, "FormalFirstName": nil, "UsedFirstName": used, "LastName": last,
		"DateOfBirth": "1971-01-01T00:00:00Z", "Gender": "F", "Death": nil, "DiedInOffice": false, "Roles": roles, "ElectionCandidates": nil,
		"DisplayName": last + ", " + used, "LastModified": "0001-01-01T00:00:00"}
}

func (a answerOf) with(key string, value any) answerOf {
	a[key] = value
	return a
}

func role(id int, kind string, typ, org int, en, start, end string) answerOf {
	r := answerOf{"PersonRoleId": id, "NameEn": kind, "StartDate": start + "T04:00:00Z", "StartDateIsApproximate": false,
		"EndDate": end + "T05:00:00Z", "EndDateIsApproximate": false, "EndReasonTypeEn": nil, "HasCrossedTheFloor": false,
		"OrganizationId": org, "OrganizationLongEn": en, "OrganizationLongFr": en + " (fr)", "OrganizationTypeId": typ,
		"OrganizationProvinceEn": nil, "IsCurrent": "False"}
	if end == "" {
		r["EndDate"] = nil
	}
	if start == "" {
		r["StartDate"] = nil
	}
	return r
}

func seat(id, constituency int, name, start, end string) answerOf {
	return role(id, "Constituency Member", 35, constituency, name, start, end).with("OrganizationProvinceEn", "Ontario")
}

func labelled(id, org int, start, end string) answerOf {
	return role(id, "Party Member", 4, org, names[org], start, end)
}

func benched(id, org int, start, end string) answerOf {
	return role(id, "Caucus Member", 4, org, names[org], start, end)
}

var names = map[int]string{liberal: "Liberal Party of Canada", conservative: "Conservative Party of Canada", bloc: "Bloc Québécois ", independent: "Independent"}

func won(day string, parliament, constituency, party int) answerOf {
	return answerOf{"ElectionDate": day + "T00:00:00Z", "ParliamentNumber": parliament, "IsGeneral": true, "OrganizationId": constituency,
		"PartyOrganizationId": party, "ResultLongEn": "Elected"}
}

// profileText is the answer of GetPersonWebProfile with a callback.
func profileText(a answerOf) string {
	body, err := json.Marshal(map[string]any{"Person": a, "FederalExperience": []any{}, "PictureId": 1})
	if err != nil {
		panic(err) // the builders make JSON
	}
	return fmt.Sprintf("/**/ typeof 1 === 'function' && 1(%s);", body)
}

// listText is the answer of SearchAndRefine: no role ids, no House ids.
func listText(people ...answerOf) string {
	for _, p := range people {
		p["HOCPersonId"] = 0
		for _, r := range p["Roles"].([]answerOf) {
			r["PersonRoleId"] = 0
		}
	}
	body, err := json.Marshal(map[string]any{"parliament": "44", "people": people})
	if err != nil {
		panic(err) // the builders make JSON
	}
	return string(body)
}

// read parses documents that must have no faults.
func read(t *testing.T, texts map[string]string) (docs []Document) {
	t.Helper()
	for name, text := range texts {
		d, faults := Parse(name, []byte(text))
		if len(faults) > 0 {
			t.Fatalf("%s: unexpected faults: %v", name, faults)
		}
		docs = append(docs, d...)
	}
	return docs
}
