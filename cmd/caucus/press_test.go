package main

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// rostered is a member as publishers list them.
type rostered struct {
	person               models.PersonID
	given, family        string
	ourcommons, parlinfo int
	riding, ridingFr     string
	constituency         int // ParlInfo's id of the riding
	province             string
	labels               []rosterLabel // of this parliament, by start
	from, to             temporal.Day  // of the seat; to is the day after the last
	elected              string        // full name of the party on the ballot; empty if not known
	honorific            string
}

// rosterLabel is a label over a period.
type rosterLabel struct {
	house, full, fullFr string
	organization        int
	temporal.Period
}

// label is the last label of the member.
func (m *rostered) label() *rosterLabel { return &m.labels[len(m.labels)-1] }

// provinces are the names of provinces as the House writes them.
var provinceNames = map[string]string{
	"AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick", "NL": "Newfoundland and Labrador",
	"NS": "Nova Scotia", "NT": "Northwest Territories", "NU": "Nunavut", "ON": "Ontario", "PE": "Prince Edward Island",
	"QC": "Quebec", "SK": "Saskatchewan", "YT": "Yukon",
}

// rosterOn lists the members of the newest parliament as facts have them on a
// day: those who sit by name, then those who have left.
func rosterOn(f *models.Facts, on temporal.Day) []rostered {
	p := newestParliament(f, on)
	people, ridings, orgs := map[models.PersonID]models.Person{}, map[models.RidingID]models.Riding{}, map[models.OrganizationID]models.Organization{}
	for _, x := range f.People {
		people[x.ID] = x
	}
	for _, x := range f.Ridings {
		ridings[x.ID] = x
	}
	for _, x := range f.Organizations {
		orgs[x.ID] = x
	}
	var list []rostered
	for i, t := range f.Tenures {
		if t.Parliament != p.Number || t.From > on {
			continue
		}
		m := rostered{person: t.Person, given: people[t.Person].Name.Given, family: people[t.Person].Name.Family,
			riding: nameOfRiding(ridings[t.Riding], on).En, ridingFr: nameOfRiding(ridings[t.Riding], on).Fr,
			province: provinceNames[ridings[t.Riding].Province], from: t.From, parlinfo: 900000 + i, constituency: 90000 + i}
		if t.To != 0 && t.To <= on {
			m.to = t.To
		}
		for _, id := range people[t.Person].Identifiers {
			switch n, _ := strconv.Atoi(id.Value); id.Scheme {
			case "ourcommons":
				m.ourcommons = n
			case "parlinfo":
				m.parlinfo = n
			}
		}
		for _, id := range ridings[t.Riding].Identifiers {
			if n, _ := strconv.Atoi(id.Value); id.Scheme == "parlinfo" {
				m.constituency = n
			}
		}
		if o, ok := orgs[t.ElectedAs.Organization]; ok {
			m.elected = o.Names[len(o.Names)-1].Full.En
		}
		for _, a := range f.Affiliations {
			cut, ok := a.Period.Intersect(temporal.Period{From: t.From, To: cmp.Or(m.to, on.Add(1))})
			if a.Person != t.Person || a.Axis != models.Designation || a.State == models.Reported || !ok {
				continue
			}
			o := orgs[a.Value.Organization]
			if cut.To == on.Add(1) {
				cut.To = 0
			}
			if len(o.Names) == 0 || len(o.ParlInfoIDs) == 0 {
				continue
			}
			names := o.Names[len(o.Names)-1]
			house := names.Short.En
			if len(o.HouseLabels) > 0 {
				house = o.HouseLabels[0]
			}
			m.labels = append(m.labels, rosterLabel{house: house, full: names.Full.En, fullFr: names.Full.Fr, organization: o.ParlInfoIDs[0], Period: cut})
		}
		slices.SortFunc(m.labels, func(a, b rosterLabel) int { return a.Compare(b.Period) })
		if len(m.labels) > 0 {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b rostered) int {
		return cmp.Or(cmp.Compare(min(a.to, 1), min(b.to, 1)), cmp.Compare(a.family, b.family), cmp.Compare(a.given, b.given), cmp.Compare(a.riding, b.riding))
	})
	return list
}

func newestParliament(f *models.Facts, on temporal.Day) models.Parliament {
	var newest models.Parliament
	for _, p := range f.Parliaments {
		if p.Election <= on && p.Number > newest.Number {
			newest = p
		}
	}
	return newest
}

func nameOfRiding(r models.Riding, on temporal.Day) models.Name {
	for _, n := range r.Names {
		if n.Contains(on) {
			return n.Name
		}
	}
	return r.Names[0].Name
}

// sitting are those of a roster who have not left.
func sitting(list []rostered) []rostered {
	return slices.DeleteFunc(slices.Clone(list), func(m rostered) bool { return m.to != 0 })
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func element(name, value string) string {
	if value == "" {
		return "<" + name + " />"
	}
	return "<" + name + ">" + escaped(value) + "</" + name + ">"
}

// housedTime is an end as the House writes it: the last second of the last day.
func housedEnd(to temporal.Day) string {
	if to == 0 {
		return `<ToDateTime xsi:nil="true" />`
	}
	return element("ToDateTime", to.Add(-1).String()+"T23:59:59")
}

// membersXML is the members list of the House, of who sits.
func membersXML(list []rostered) []byte {
	var b strings.Builder
	b.WriteString(`<ArrayOfMemberOfParliament xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">` + "\n")
	for _, m := range sitting(list) {
		b.WriteString("  <MemberOfParliament>\n")
		if m.ourcommons != 0 {
			b.WriteString("    " + element("PersonId", strconv.Itoa(m.ourcommons)) + "\n")
		}
		for _, e := range [][2]string{{"PersonShortHonorific", m.honorific}, {"PersonOfficialFirstName", m.given}, {"PersonOfficialLastName", m.family},
			{"ConstituencyName", m.riding}, {"ConstituencyProvinceTerritoryName", m.province}, {"CaucusShortName", m.label().house},
			{"FromDateTime", m.from.String() + "T00:00:00"}} {
			b.WriteString("    " + element(e[0], e[1]) + "\n")
		}
		b.WriteString("    " + housedEnd(0) + "\n  </MemberOfParliament>\n")
	}
	b.WriteString("</ArrayOfMemberOfParliament>\n")
	return []byte(b.String())
}

// membersCSV is the members list of the House, of who sat in a parliament.
func membersCSV(list []rostered) []byte {
	var b strings.Builder
	b.WriteString("\ufeffHonorific Title,First Name,Last Name,Constituency,Province / Territory,Political Affiliation,Start Date,End Date\r\n")
	for _, m := range list {
		end := ""
		if m.to != 0 {
			end = m.to.Add(-1).String() + " 11:59:59 PM"
		}
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s 12:00:00 AM,%s\r\n", m.honorific, quotedCSV(m.given), quotedCSV(m.family),
			quotedCSV(m.riding), m.province, quotedCSV(m.label().house), m.from, end)
	}
	return []byte(b.String())
}

func quotedCSV(s string) string {
	if strings.ContainsAny(s, `",`) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// memberXML is the House's document of one member, with the labels by day.
func memberXML(m rostered, parliament int) []byte {
	var b strings.Builder
	b.WriteString(`<Profile xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">` + "\n<MemberOfParliamentRoles><MemberOfParliamentRole>\n")
	for _, e := range [][2]string{{"PersonShortHonorific", m.honorific}, {"PersonOfficialFirstName", m.given}, {"PersonOfficialLastName", m.family},
		{"ConstituencyName", m.riding}, {"ConstituencyProvinceTerritoryName", m.province}, {"CaucusShortName", m.label().house},
		{"FromDateTime", m.from.String() + "T00:00:00"}} {
		b.WriteString(element(e[0], e[1]) + "\n")
	}
	b.WriteString(housedEnd(m.to) + "</MemberOfParliamentRole></MemberOfParliamentRoles>\n<CaucusMemberRoles>\n")
	for _, l := range slices.Backward(m.labels) {
		to := l.To
		if to == 0 {
			to = m.to
		}
		fmt.Fprintf(&b, "<CaucusMemberRole>%s%s%s%s</CaucusMemberRole>\n", element("CaucusShortName", l.house),
			element("FromDateTime", l.From.String()+"T00:00:00"), housedEnd(to), element("ParliamentNumber", strconv.Itoa(parliament)))
	}
	b.WriteString("</CaucusMemberRoles>\n<ParliamentaryPositionRoles /><CommitteeMemberRoles /><ElectionCandidateRoles />\n</Profile>\n")
	return []byte(b.String())
}

// parlinfoDay is a day as ParlInfo writes it.
func parlinfoDay(d temporal.Day) any {
	if d == 0 {
		return nil
	}
	return d.String() + "T04:00:00Z"
}

// parlinfoSpan is a span as ParlInfo writes it in a list: the last day is one
// on which it holds.
func parlinfoSpan(name string, p temporal.Period) string {
	slashed := func(d temporal.Day) string { return strings.ReplaceAll(d.String(), "-", "/") }
	last := ""
	if p.To != 0 {
		last = slashed(p.To.Add(-1))
	}
	return fmt.Sprintf("%s (%s - %s)<br>", name, slashed(p.From), last)
}

// dashed is the name of a riding as ParlInfo writes it.
func dashed(name string) string { return strings.ReplaceAll(name, "—", "--") }

// parlinfoPerson is a person of a list, or of a profile (then with ids).
func parlinfoPerson(m rostered, profile bool) map[string]any {
	seat := temporal.Period{From: m.from, To: m.to}
	last := func(to temporal.Day) temporal.Day {
		if to == 0 {
			return 0
		}
		return to.Add(-1)
	}
	role := func(n int, name, long, longFr string, org, kind int, kindName string, p temporal.Period) map[string]any {
		r := map[string]any{"PersonRoleId": 0, "NameEn": name, "StartDate": parlinfoDay(p.From), "StartDateIsApproximate": false,
			"EndDate": parlinfoDay(last(p.To)), "EndDateIsApproximate": false, "HasCrossedTheFloor": false, "OrganizationId": org,
			"OrganizationLongEn": long, "OrganizationLongFr": longFr, "OrganizationTypeId": kind, "OrganizationTypeEn": nil, "IsCurrent": "False"}
		if p.To == 0 {
			r["IsCurrent"] = "True"
		}
		if profile {
			r["PersonRoleId"], r["OrganizationTypeEn"] = m.parlinfo*100+n, kindName
			r["OrganizationProvinceEn"] = m.province
		}
		return r
	}
	var roles []any
	var parties, partiesFr string
	for i, l := range slices.Backward(m.labels) {
		p := l.Period
		if p.To == 0 {
			p.To = m.to
		}
		roles = append(roles, role(i, "Party Member", l.full, l.fullFr, l.organization, 4, "Party", p))
		parties += parlinfoSpan(l.full, p)
		partiesFr += parlinfoSpan(l.fullFr, p)
	}
	roles = append(roles, role(50, "Constituency Member", dashed(m.riding), dashed(m.ridingFr), m.constituency, 35, "Constituency", seat))
	person := map[string]any{"PersonId": m.parlinfo, "HOCPersonId": 0, "UsedFirstName": m.given + " ", "LastName": m.family,
		"DisplayName": m.family + ", " + m.given, "PartyEn": parties, "PartyFr": partiesFr, "ConstituencyEn": parlinfoSpan(dashed(m.riding), seat),
		"ConstituencyFr": parlinfoSpan(dashed(m.ridingFr), seat), "TypeOfParliamentarianEn": parlinfoSpan("MP", seat), "IsCurrentlyMP": m.to == 0}
	person["Roles"] = roles
	if !profile {
		return person
	}
	person["HOCPersonId"] = m.ourcommons
	return map[string]any{"Person": person, "FederalExperience": roles}
}

// parlinfoList is ParlInfo's answer for the people in office.
func parlinfoList(list []rostered) []byte {
	people := []any{}
	for _, m := range sitting(list) {
		people = append(people, parlinfoPerson(m, false))
	}
	body, err := json.Marshal(people)
	if err != nil {
		panic(err)
	}
	return body
}

// parlinfoProfile is ParlInfo's answer for one person.
func parlinfoProfile(m rostered) []byte {
	body, err := json.Marshal(parlinfoPerson(m, true))
	if err != nil {
		panic(err)
	}
	return body
}
