package ourcommonsmember_test

import (
	"strings"

	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// seatRole writes the role of a seat: "Don Valley North, 2021-09-20, , Liberal"
// is the riding, the first day, the last one and today's label.
func seatRole(who, what string) string {
	given, family, _ := strings.Cut(who, " ")
	f := strings.Split(what, ", ")
	return "<MemberOfParliamentRole>" + sourcetest.Element("PersonOfficialFirstName", given) + sourcetest.Element("PersonOfficialLastName", family) +
		sourcetest.Element("ConstituencyName", f[0]) + sourcetest.Element("FromDateTime", f[1]) + sourcetest.Element("ToDateTime", f[2]) + sourcetest.Element("CaucusShortName", f[3]) +
		"</MemberOfParliamentRole>"
}

// labelRole writes the role of a label: "Liberal, 2021-09-20, 2023-03-21".
func labelRole(what string) string {
	f := strings.Split(what, ", ")
	return "<CaucusMemberRole>" + sourcetest.Element("CaucusShortName", f[0]) + sourcetest.Element("FromDateTime", f[1]) + sourcetest.Element("ToDateTime", f[2]) + "</CaucusMemberRole>"
}

// candidacy writes the role of a candidate: "2021-09-20, Don Valley North,
// Liberal Party of Canada, Re-Elected".
func candidacy(what string) string {
	f := strings.Split(what, ", ")
	return "<ElectionCandidateRole>" + sourcetest.Element("ElectionEndDate", f[0]) + sourcetest.Element("ConstituencyName", f[1]) + sourcetest.Element("PoliticalPartyName", f[2]) +
		sourcetest.Element("ResolvedElectionResultTypeName", f[3]) + "</ElectionCandidateRole>"
}

func profile(roles ...string) string {
	return `<Profile xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + strings.Join(roles, "\n") + `</Profile>`
}

// labelsOf sums up the labels of a document.
func labelsOf(d models.Document) string {
	var list []string
	for _, r := range d.Records {
		for _, l := range r.Labels {
			list = append(list, l.Label+" "+l.Period.String())
		}
	}
	return strings.Join(list, "; ")
}

// seatsOf sums up the seats of a document.
func seatsOf(d models.Document) string {
	var list []string
	for _, r := range d.Records {
		for _, s := range r.Seats {
			list = append(list, strings.TrimSpace(s.Riding+" "+s.Period.String()+" "+s.ElectedAs))
		}
	}
	return strings.Join(list, "; ")
}
