package parlinfo

import (
	"fmt"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// The publisher's ids of the types of organization that are read.
const (
	federalParty  = 4
	commonsRiding = 35
)

type rawPerson struct {
	PersonID    int            `json:"PersonId"`
	HouseID     int            `json:"HOCPersonId"`
	Used        string         `json:"UsedFirstName"`
	Formal      string         `json:"FormalFirstName"`
	Last        string         `json:"LastName"`
	Died        bool           `json:"DiedInOffice"`
	Death       *rawDeath      `json:"Death"`
	Roles       []rawRole      `json:"Roles"`
	Candidacies []rawCandidacy `json:"ElectionCandidates"`
	Parties     *string        `json:"PartyEn"` // federal labels with their days, as one text
}

type rawDeath struct {
	Day string `json:"DateOfDeath"`
}

type rawRole struct {
	ID          int    `json:"PersonRoleId"`
	Kind        string `json:"NameEn"`
	Start       string `json:"StartDate"`
	Approximate bool   `json:"StartDateIsApproximate"`
	End         string `json:"EndDate"`
	EndApprox   bool   `json:"EndDateIsApproximate"`
	Crossed     bool   `json:"HasCrossedTheFloor"`
	Org         int    `json:"OrganizationId"`
	OrgType     int    `json:"OrganizationTypeId"`
	En          string `json:"OrganizationLongEn"`
	Fr          string `json:"OrganizationLongFr"`
	Province    string `json:"OrganizationProvinceEn"`
	EndReason   string `json:"EndReasonTypeEn"`
	Note        string `json:"NotesEn"` // read for the kind of an end and the day of a return, and not kept
}

type rawCandidacy struct {
	Parliament   int    `json:"ParliamentNumber"`
	General      bool   `json:"IsGeneral"`
	Day          string `json:"ElectionDate"`
	Constituency int    `json:"OrganizationId"`
	Party        int    `json:"PartyOrganizationId"`
	PartyName    string `json:"PartyNameEn"`
	Result       string `json:"ResultLongEn"`
}

// shape tells which kind of document a person was read from.
type shape int

const (
	list shape = iota
	table
	profile
)

func (p *parser) person(raw *rawPerson, s shape) {
	if raw.PersonID <= 0 {
		p.fault(NoPerson, 0, "PersonId", fmt.Sprintf("PersonId %d is no person", raw.PersonID))
		return
	}
	d := Document{
		File: p.file, SHA256: p.sha, Captured: p.captured, complete: int(s),
		Person: raw.PersonID, HousePerson: raw.HouseID,
		Name: personName(raw.Used, raw.Last), Formal: blanks(raw.Formal), Died: raw.Died,
	}
	d.URL, d.Title = address(s, raw.PersonID)
	if raw.Died && raw.Death != nil {
		d.Death, _ = day(raw.Death.Day) // only an end cause depends on it
	}
	for i := range raw.Roles {
		p.role(&d, &raw.Roles[i])
	}
	for _, c := range raw.Candidacies {
		if on, err := day(c.Day); err == nil && on != 0 && c.Result == "Elected" {
			d.Won = append(d.Won, Candidacy{
				Parliament: c.Parliament, General: c.General, Day: on, Constituency: c.Constituency, Organization: c.Party, Party: blanks(c.PartyName)})
		}
	}
	p.docs = append(p.docs, d)
}

func address(s shape, person int) (url, title string) {
	switch s {
	case profile:
		id := strconv.Itoa(person)
		return base + "GetPersonWebProfile/" + id, "Profile of person " + id
	case table:
		return base + "GetPersonWebProfile", "Federal experience, from profiles"
	}
	return base + "SearchAndRefine", "List of people"
}

func (p *parser) role(d *Document, raw *rawRole) {
	kind := RoleKind(raw.Kind)
	switch {
	case kind == Seat && raw.OrgType == commonsRiding:
	case (kind == PartyLabel || kind == CaucusPlace) && raw.OrgType == federalParty:
	default:
		return // the Senate, provinces, offices
	}
	r := Role{
		ID: raw.ID, Kind: kind, Approximate: raw.Approximate, EndApprox: raw.EndApprox,
		Organization: raw.Org, Name: models.Name{En: blanks(raw.En), Fr: blanks(raw.Fr)},
		Province: blanks(raw.Province), Crossed: raw.Crossed, EndReason: blanks(raw.EndReason),
		Returned: returned(raw.Note),
	}
	if kind == Seat && r.EndReason == "" {
		r.EndReason = endOfSeat(raw.Note)
	}
	start, err1 := day(raw.Start)
	last, err2 := day(raw.End)
	r.Period = temporal.Period{From: start}
	for _, err := range []error{err1, err2} {
		if err != nil {
			p.fault(BadDate, d.Person, d.locator(r), err.Error()+"; the role is left out")
			return
		}
	}
	if start.IsZero() {
		p.fault(NoDates, d.Person, d.locator(r), string(kind)+" "+raw.En+" has no start; the role is left out")
		return
	}
	r.Period = period(start, last)
	d.Roles = append(d.Roles, r)
}
