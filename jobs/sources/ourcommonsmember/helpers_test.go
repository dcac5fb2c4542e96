package ourcommonsmember_test

import (
	"encoding/xml"
	"errors"
	"strings"

	"caucus/jobs/fetch"
	"caucus/models"
)

// element writes an element; one without text as the House does.
func element(name, text string) string {
	if text == "" {
		return "<" + name + " />"
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err)
	}
	return "<" + name + ">" + b.String() + "</" + name + ">"
}

// seatRole writes the role of a seat: "Don Valley North, 2021-09-20, , Liberal"
// is the riding, the first day, the last one and today's label.
func seatRole(who, what string) string {
	given, family, _ := strings.Cut(who, " ")
	f := strings.Split(what, ", ")
	return "<MemberOfParliamentRole>" + element("PersonOfficialFirstName", given) + element("PersonOfficialLastName", family) +
		element("ConstituencyName", f[0]) + element("FromDateTime", f[1]) + element("ToDateTime", f[2]) + element("CaucusShortName", f[3]) +
		"</MemberOfParliamentRole>"
}

// labelRole writes the role of a label: "Liberal, 2021-09-20, 2023-03-21".
func labelRole(what string) string {
	f := strings.Split(what, ", ")
	return "<CaucusMemberRole>" + element("CaucusShortName", f[0]) + element("FromDateTime", f[1]) + element("ToDateTime", f[2]) + "</CaucusMemberRole>"
}

// candidacy writes the role of a candidate: "2021-09-20, Don Valley North,
// Liberal Party of Canada, Re-Elected".
func candidacy(what string) string {
	f := strings.Split(what, ", ")
	return "<ElectionCandidateRole>" + element("ElectionEndDate", f[0]) + element("ConstituencyName", f[1]) + element("PoliticalPartyName", f[2]) +
		element("ResolvedElectionResultTypeName", f[3]) + "</ElectionCandidateRole>"
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

// ruleOf is the rule by which a document was refused; empty for another error
// and for none.
func ruleOf(err error) string {
	var u *fetch.Unreadable
	if !errors.As(err, &u) || !strings.HasSuffix(u.Detail, ".") {
		return ""
	}
	return u.Rule
}
