package ourcommonsmember_test

import (
	"strings"
	"testing"

	"caucus/jobs/sources/sourcetest"
)

func TestAnswersThatAreNoProfiles(t *testing.T) {
	whole := sourcetest.Load(t, "testdata/dong.xml")
	for name, c := range map[string]struct{ text, rule string }{
		"nothing at all":                  {"", "empty"},
		"blanks":                          {"\r\n\t ", "empty"},
		"the page of errors":              {"<!DOCTYPE html>\r\n<html><body>Page not found</body></html>", "html"},
		"a page that says so late":        {"<!--" + strings.Repeat("x", 600) + "--><html><body/></html>", "html"},
		"a sentence":                      {"Service Unavailable", "wrong_format"},
		"an error as JSON":                {`{"Message":"An error has occurred."}`, "wrong_format"},
		"a profile of nothing":            {"<Profile />", "wrong_format"},
		"a list of members":               {"<ArrayOfMemberOfParliament><MemberOfParliament/></ArrayOfMemberOfParliament>", "wrong_format"},
		"two profiles":                    {whole + whole[strings.Index(whole, "<Profile"):], "wrong_format"},
		"XML that is not well made":       {"<Profile><MemberOfParliamentRoles></Profile>", "wrong_format"},
		"bytes in another encoding":       {strings.Replace(whole, "Han", "Qu\xe9bec", 1), "invalid_text"},
		"a profile cut in a name":         {whole[:strings.Index(whole, "Valley")], "truncated"},
		"a profile cut in its last tag":   {strings.TrimSpace(whole)[:len(whole)-4], "truncated"},
		"a profile cut before it begins":  {`<?xml version="1.0"?>`, "truncated"},
		"the profile of somebody else":    {strings.Replace(whole, "<MemberOfParliamentRole>", "<MemberOfParliamentRole><PersonId>58775</PersonId>", 1), "wrong_format"},
		"the profile of no number":        {strings.Replace(whole, "<MemberOfParliamentRole>", "<MemberOfParliamentRole><PersonId>dong</PersonId>", 1), "wrong_format"},
		"more roles than a life can have": {profile(strings.Repeat(labelRole("Liberal, 2021-09-20, "), 1001)), "wrong_format"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := readQuietly(addressOf("105091"), c.text)
			if got := sourcetest.RuleOf(err); got != c.rule || len(d.Records) > 0 {
				t.Errorf("read as %d records, %v (%q); want it refused as %s", len(d.Records), err, got, c.rule)
			}
		})
	}
}

// TestAProfileThatIsCutIsNeverRead cuts a profile at every byte.
func TestAProfileThatIsCutIsNeverRead(t *testing.T) {
	whole := profile(seatRole("Jenica Atwin", "Fredericton, 2019-10-21, , Liberal"),
		labelRole("Green Party, 2019-10-21, 2021-06-10"), labelRole("Liberal, 2021-06-10, "))
	for n := range len(whole) {
		if d, err := readQuietly(addressOf("104586"), whole[:n]); err == nil {
			t.Fatalf("cut after %d bytes it says %v", n, d.Records)
		}
	}
}

// TestWhoseProfileItIs reads one profile from many places. Whose it is the
// address tells, or the name of a file, or the document.
func TestWhoseProfileItIs(t *testing.T) {
	text := profile(seatRole("Han Dong", "Don Valley North, 2021-09-20, , Liberal"))
	named := profile("<PersonId>105091</PersonId>", seatRole("Han Dong", "Don Valley North, 2021-09-20, , Liberal"))
	for address, want := range map[string]string{
		addressOf("105091"): "105091",
		"https://www.ourcommons.ca/Members/fr/han-dong(105091)/XML":    "105091",
		"https://www.ourcommons.ca/Members/en/x(105091)/XML?a=(b)":     "105091",
		"https://www.ourcommons.ca/Members/en/anybody(44)(105091)/XML": "105091",
		"profiles/105091.xml":                   "105091",
		"profiles/han-dong_105091.xml":          "105091",
		"2023-10-05/105091_2023-10-05.xml":      "105091",
		"105091_20231005T120000Z.xml":           "105091",
		`C:\profiles\2023\105091.xml`:           "105091",
		"x(105091)":                             "105091",
		"dong.xml":                              "",
		"parliament-44_105091.xml":              "",
		"0.xml":                                 "",
		"1234567890.xml":                        "",
		"":                                      "",
		"https://www.ourcommons.ca/Members/XML": "",
	} {
		d := read(t, address, text)
		got, locator := "", "Profile"
		if ids := d.Records[0].Identifiers; len(ids) > 0 {
			got, locator = ids[0].Value, "PersonId "+ids[0].Value
		}
		if got != want || d.Records[0].Locator != locator {
			t.Errorf("%q is of %q (%s), want %q", address, got, d.Records[0].Locator, want)
		}
		if d := read(t, address, named); len(d.Records[0].Identifiers) != 1 || d.Records[0].Identifiers[0].Value != "105091" {
			t.Errorf("%q, which says whose it is, is of %v", address, d.Records[0].Identifiers)
		}
	}
}

// TestAProfileOfNobodySaysNothing has labels only, and neither name nor id.
func TestAProfileOfNobodySaysNothing(t *testing.T) {
	text := profile(labelRole("Liberal, 2021-09-20, "))
	if d := read(t, "", text); len(d.Records) != 0 || len(d.Faults) != 1 || !strings.Contains(d.Faults[0].Detail, "neither an id nor a name") {
		t.Errorf("records %v, faults %v", d.Records, d.Faults)
	}
	if d := read(t, addressOf("105091"), text); len(d.Records) != 1 || len(d.Faults) != 0 || labelsOf(d) != "Liberal 2021-09-20/" {
		t.Errorf("with an id: records %v, faults %v", d.Records, d.Faults)
	}
	if d := read(t, addressOf("105091"), profile("<CaucusMemberRole />")); len(d.Records) != 0 || len(d.Faults) != 1 {
		t.Errorf("without anything: records %v, faults %v", d.Records, d.Faults)
	}
}
