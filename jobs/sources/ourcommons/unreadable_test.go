package ourcommons_test

import (
	"strings"
	"testing"

	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/sourcetest"
)

func TestAnswersThatAreNoLists(t *testing.T) {
	table, members := sourcetest.Load(t, "testdata/2022.csv"), sourcetest.Load(t, "testdata/2023.xml")
	half := strings.Index(members, "Blanchet")
	for name, c := range map[string]struct{ text, rule string }{
		"nothing at all":                         {"", "empty"},
		"blanks":                                 {" \r\n\t\n", "empty"},
		"only a byte order mark":                 {"\ufeff", "empty"},
		"a table without members":                {line(head), "empty"},
		"a list without members":                 {`<ArrayOfMemberOfParliament />`, "empty"},
		"a page of errors":                       {"<!DOCTYPE html>\n<html><head><title>Runtime Error</title></head></html>", "html"},
		"a page in XHTML":                        {`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`, "html"},
		"a page that says so late":               {"<!--" + strings.Repeat("x", 600) + "--><HTML></HTML>", "html"},
		"a sentence":                             {"Service Unavailable", "wrong_format"},
		"an error as JSON":                       {`{"Message":"An error has occurred."}`, "wrong_format"},
		"the profile of one member":              {`<Profile><MemberOfParliamentRole/></Profile>`, "wrong_format"},
		"another table":                          {"Riding,Votes\r\nDon Valley North,22067\r\n", "wrong_format"},
		"two lists in one":                       {members + members, "wrong_format"},
		"XML with an end too many":               {`<ArrayOfMemberOfParliament></MemberOfParliament>`, "wrong_format"},
		"bytes in another encoding":              {strings.Replace(table, "Québec", "Qu\xe9bec", 1) + "Qu\xe9bec\r\n", "invalid_text"},
		"a table cut in a name":                  {table[:strings.Index(table, "Vuong")+3], "truncated"},
		"a table cut before the end of a seat":   {table[:strings.Index(table, "2022-05-27")], "truncated"},
		"a table cut inside the end of a seat":   {table[:strings.Index(table, "2022-05-27")+len("2022-05-27")], "truncated"},
		"a table cut in its first line":          {"Honorific Title,First Name,Last Na", "truncated"},
		"a list cut in a name":                   {members[:half], "truncated"},
		"a list cut in a tag":                    {members[:half+len("Blanchet</Pers")], "truncated"},
		"a list cut between members":             {members[:strings.LastIndex(members, "<MemberOfParliament>")], "truncated"},
		"a list cut in its last tag":             {members[:len(members)-3], "truncated"},
		"a list cut before it begins":            {`<?xml version="1.0" encoding="utf-8"?>`, "truncated"},
		"a table without the end of seats":       {line(strings.TrimSuffix(head, ",End Date")) + line(",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20"), "missing_column"},
		"a table without labels":                 {line("First Name,Last Name,Constituency,Start Date,End Date"), "missing_column"},
		"a list in which no seat ends or lasts":  {strings.ReplaceAll(members, "ToDateTime", "EndDateTime"), "missing_column"},
		"a list without labels":                  {strings.ReplaceAll(members, "CaucusShortName", "Caucus"), "missing_column"},
		"two columns of one name":                {line(head+",End Date") + line(",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,,"), "wrong_format"},
		"a quotation mark that is not closed":    {line(head) + line(`,"Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,`) + line(`,"Jean",Yip,Scarborough—Agincourt,Ontario,Liberal,2021-09-20,`), "wrong_format"},
		"a quotation mark around two lines":      {line(head) + `,"Han` + "\n" + `",Dong,Don Valley North,Ontario,Liberal,2021-09-20,` + "\n", "wrong_format"},
		"a list of more people than ever sat":    {line(head) + strings.Repeat(line(",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,"), 10_001), "wrong_format"},
		"XML of more members than ever sat":      {"<ArrayOfMemberOfParliament>" + strings.Repeat("<MemberOfParliament/>", 10_001) + "</ArrayOfMemberOfParliament>", "wrong_format"},
		"more lines that are no rows":            {line(head) + strings.Repeat(line("?"), 10_001), "wrong_format"},
		"XML with a reference to nothing":        {strings.Replace(members, "Dong", "D&onge;", 1), "wrong_format"},
		"a list that ends with another document": {members + "<more/>", "wrong_format"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := ourcommons.Source{}.Read(served(xmlAddress, c.text))
			if got := sourcetest.RuleOf(err); got != c.rule || len(d.Records) > 0 {
				t.Errorf("read as %d records, %v (%q); want it refused as %s", len(d.Records), err, got, c.rule)
			}
		})
	}
}
