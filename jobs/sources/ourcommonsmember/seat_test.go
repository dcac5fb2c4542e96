package ourcommonsmember_test

import (
	"strings"
	"testing"

	"caucus/models"
)

// TestSeatsOfAMember reads profiles of one who was elected once or more often.
func TestSeatsOfAMember(t *testing.T) {
	const seat = "Don Valley North, 2021-09-20, , "
	for name, c := range map[string]struct {
		seats, candidacies []string
		want, fault        string
	}{
		"sits":                {[]string{seat}, nil, "Don Valley North 2021-09-20/", ""},
		"left":                {[]string{"Mississauga—Lakeshore, 2021-09-20, 2022-05-27T23:59:59, Liberal"}, nil, "Mississauga—Lakeshore 2021-09-20/2022-05-28", ""},
		"left in the morning": {[]string{"York Centre, 2019-10-21, 2020-09-01T09:00:00, Liberal"}, nil, "York Centre 2019-10-21/2020-09-02", ""},
		"was elected twice": {[]string{seat, "Don Valley North, 2019-10-21, 2021-09-19, "}, nil,
			"Don Valley North 2019-10-21/2021-09-20; Don Valley North 2021-09-20/", ""},
		"sat until the next election": {[]string{seat, "Don Valley North, 2019-10-21, 2021-09-20, "}, nil,
			"Don Valley North 2019-10-21/2021-09-20; Don Valley North 2021-09-20/", ""},
		"resigned and won again": {[]string{"Hamilton East, 1996-06-17, , ", "Hamilton East, 1993-10-25, 1996-05-01, "}, nil,
			"Hamilton East 1993-10-25/1996-05-02; Hamilton East 1996-06-17/", ""},
		"has one seat, said twice":      {[]string{seat, seat}, nil, "Don Valley North 2021-09-20/", "the same as MemberOfParliamentRole 1"},
		"has two seats":                 {[]string{seat, "Fredericton, 2022-01-01, , "}, nil, "", "another seat at the time of MemberOfParliamentRole 1; neither is taken"},
		"has two seats from one day":    {[]string{seat, "Fredericton, 2021-09-20, 2021-09-20, "}, nil, "", "another seat at the time of MemberOfParliamentRole 2; neither is taken"},
		"has a seat of no riding":       {[]string{seat, ", 2019-10-21, 2021-09-19, "}, nil, "Don Valley North 2021-09-20/", "ConstituencyName is empty"},
		"was on the ballot":             {[]string{seat}, []string{"2021-09-20, Don Valley North, Liberal Party of Canada, Re-Elected"}, "Don Valley North 2021-09-20/ Liberal Party of Canada", ""},
		"was on no other ballot":        {[]string{seat}, []string{"2019-10-21, Don Valley North, Liberal Party of Canada, Elected"}, "Don Valley North 2021-09-20/", ""},
		"lost elsewhere":                {[]string{seat}, []string{"2021-09-20, Don Valley North, Green Party, Not Elected", "2021-09-20, Don Valley North, NDP, Defeated"}, "Don Valley North 2021-09-20/", ""},
		"won another riding":            {[]string{seat}, []string{"2021-09-20, Fredericton, Green Party, Elected"}, "Don Valley North 2021-09-20/", ""},
		"won a riding that is not said": {[]string{seat}, []string{"2021-09-20, , Liberal Party of Canada, Elected"}, "Don Valley North 2021-09-20/ Liberal Party of Canada", ""},
		"won without a party":           {[]string{seat}, []string{"2021-09-20, Don Valley North, , Elected"}, "Don Valley North 2021-09-20/", ""},
		"won for two parties":           {[]string{seat}, []string{"2021-09-20, Don Valley North, NDP, Elected", "2021-09-20, Don Valley North, Liberal, Elected"}, "Don Valley North 2021-09-20/", ""},
		"won at the by-election": {[]string{"Battle River—Crowfoot, 2025-08-18, , "}, []string{
			"2025-04-28, Carleton, Conservative Party of Canada, Defeated", "2025-08-18, Battle River--Crowfoot, Conservative Party of Canada, Elected"},
			"Battle River—Crowfoot 2025-08-18/ Conservative Party of Canada", ""},
		"won without opponents": {[]string{seat}, []string{"2021-09-20, Don Valley North, Liberal, Elected by acclamation"}, "Don Valley North 2021-09-20/ Liberal", ""},
		"won in French":         {[]string{seat}, []string{"2021-09-20, Don Valley North, Parti libéral du Canada, Réélue"}, "Don Valley North 2021-09-20/ Parti libéral du Canada", ""},
		"lost in French":        {[]string{seat}, []string{"2021-09-20, Don Valley North, NPD, Non élu(e)"}, "Don Valley North 2021-09-20/", ""},
		"won on no day":         {[]string{seat}, []string{"soon, Don Valley North, Liberal, Elected"}, "Don Valley North 2021-09-20/", "ElectionEndDate"},
		"lost on no day":        {[]string{seat}, []string{"soon, Don Valley North, Liberal, Defeated"}, "Don Valley North 2021-09-20/", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var roles []string
			for _, s := range c.seats {
				roles = append(roles, seatRole("Han Dong", s))
			}
			for _, s := range c.candidacies {
				roles = append(roles, candidacy(s))
			}
			d := read(t, addressOf("105091"), profile(roles...))
			if got := seatsOf(d); got != c.want {
				t.Errorf("seats %q, want %q", got, c.want)
			}
			if (len(d.Faults) == 1) != (c.fault != "") || len(d.Faults) > 0 && !strings.Contains(d.Faults[0].Detail, c.fault) {
				t.Errorf("faults %v, want one with %q", d.Faults, c.fault)
			}
		})
	}
}

// TestASeatThatLastsExcludesAllLaterOnes reads a seat that was not closed, and
// two that came after it, one after the other.
func TestASeatThatLastsExcludesAllLaterOnes(t *testing.T) {
	d := read(t, addressOf("105091"), profile(seatRole("Han Dong", "Don Valley North, 2015-10-19, , "),
		seatRole("Han Dong", "Fredericton, 2019-10-21, 2021-09-19, "), seatRole("Han Dong", "York Centre, 2021-09-20, 2025-03-23, ")))
	if len(d.Records) != 0 || len(d.Faults) != 2 {
		t.Errorf("seats %q, faults %v", seatsOf(d), d.Faults)
	}
}

// TestAMemberWhoMarriedHasTheNewestName reads the roles of Rachael Harder, who
// has been Rachael Thomas since.
func TestAMemberWhoMarriedHasTheNewestName(t *testing.T) {
	d := read(t, addressOf("89200"), profile(
		seatRole("Rachael Thomas", "Lethbridge, 2021-09-20, , Conservative"), seatRole("Rachael Harder", "Lethbridge, 2019-10-21, 2021-09-19, Conservative")))
	if want := (models.PersonName{Full: "Rachael Thomas", Family: "Thomas", Given: "Rachael"}); len(d.Records) != 1 || d.Records[0].Name != want {
		t.Errorf("records %v", d.Records)
	}
}

// TestBothShapesSayTheSame reads one profile with its roles in elements for all
// of a kind, right below the root, in a namespace, and declared otherwise.
func TestBothShapesSayTheSame(t *testing.T) {
	seat, label, won := seatRole("Han Dong", "Don Valley North, 2021-09-20, , Liberal"), labelRole("Liberal, 2021-09-20, "),
		candidacy("2021-09-20, Don Valley North, Liberal Party of Canada, Re-Elected")
	in := func(name string) (string, string) { return "<" + name + ">", "</" + name + ">" }
	a, z := in("MemberOfParliamentRoles")
	b, y := in("CaucusMemberRoles")
	c, x := in("ElectionCandidateRoles")
	wrapped := profile(a+seat+z, b+label+y, "<CommitteeMemberRoles/>", c+won+x)
	for name, text := range map[string]string{
		"wrapped":               wrapped,
		"bare":                  profile(seat, label, won),
		"the last thing first":  profile(won, label, seat),
		"in a namespace":        strings.Replace(wrapped, "<Profile", `<Profile xmlns="http://schemas.example/Profile"`, 1),
		"declared as UTF-16":    `<?xml version="1.0" encoding="utf-16"?>` + wrapped,
		"with its id":           strings.Replace(wrapped, "<MemberOfParliamentRole>", "<MemberOfParliamentRole><PersonId>105091</PersonId>", 1),
		"with its id above all": strings.Replace(wrapped, a, "<PersonId>105091</PersonId>"+a, 1),
		"with an id of 0":       strings.Replace(wrapped, a, "<PersonId>0</PersonId>"+a, 1),
		"under another root":    strings.NewReplacer("<Profile", "<MemberProfile", "</Profile", "</MemberProfile").Replace(wrapped),
	} {
		d := read(t, addressOf("105091"), text)
		if got := seatsOf(d) + "; " + labelsOf(d); got != "Don Valley North 2021-09-20/ Liberal Party of Canada; Liberal 2021-09-20/" || len(d.Faults) > 0 ||
			d.Records[0].Locator != "PersonId 105091" || len(d.Records[0].Identifiers) != 1 {
			t.Errorf("%s: %q, records %v, faults %v", name, got, d.Records, d.Faults)
		}
	}
}
