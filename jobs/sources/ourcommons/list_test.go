package ourcommons_test

import (
	"strings"
	"testing"
)

const head = "Honorific Title,First Name,Last Name,Constituency,Province / Territory,Political Affiliation,Start Date,End Date"

func line(s string) string { return s + "\r\n" }

// TestRowsOfTheTable reads single rows. Of each the story says what becomes of
// the member: what [said] sums up, and the fault if there is one.
func TestRowsOfTheTable(t *testing.T) {
	const dong = "Don Valley North, 2021-09-20 to , Liberal"
	for name, c := range map[string]struct{ row, said, fault string }{
		"a member sits":                           {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20 12:00:00 AM,", dong, ""},
		"a privy councillor sits":                 {"Right Hon.,Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20 12:00:00 AM,", dong, ""},
		"blanks are around everything":            {" , Han ,Dong ,\tDon  Valley North,Ontario,Liberal , 2021-09-20 12:00:00 AM, ", dong, ""},
		"everything is in quotation marks":        {`"","Han","Dong","Don Valley North","Ontario","Liberal","2021-09-20 12:00:00 AM",""`, dong, ""},
		"the province is not said":                {",Han,Dong,Don Valley North,,Liberal,2021-09-20 12:00:00 AM,", dong, ""},
		"dates are of the calendar alone":         {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,", dong, ""},
		"dates are as in XML":                     {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20T00:00:00,", dong, ""},
		"dates are as in 2026":                    {",Han,Dong,Don Valley North,Ontario,Liberal,9/20/2021 12:00:00 a.m.,", dong, ""},
		"a narrow blank is before the a.m.":       {",Han,Dong,Don Valley North,Ontario,Liberal,9/20/2021 12:00:00\u202fa.m.,", dong, ""},
		"a member left at the end of a day":       {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2022-05-27 11:59:59 PM", "Don Valley North, 2021-09-20 to 2022-05-28, ", ""},
		"a member left in the afternoon":          {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2022-05-27 3:50:00 PM", "Don Valley North, 2021-09-20 to 2022-05-28, ", ""},
		"a member left at midnight":               {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2022-05-27 12:00:00 AM", "Don Valley North, 2021-09-20 to 2022-05-28, ", ""},
		"a member left on the last of February":   {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2/29/2024 11:59:59 p.m.", "Don Valley North, 2021-09-20 to 2024-03-01, ", ""},
		"a member left on the day of election":    {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2021-09-20 11:59:59 PM", "Don Valley North, 2021-09-20 to 2021-09-21, ", ""},
		"a member without a label sits":           {",Han,Dong,Don Valley North,Ontario,,2021-09-20,", "Don Valley North, 2021-09-20 to , ", "Political Affiliation is empty, so that the row says nothing of today's label"},
		"a member without a label left":           {",Manon,Perreault,Montcalm,Quebec,,2011-05-02,2015-10-18", "nothing", ""},
		"nobody sits":                             {",,,,,,,", "nothing", `First Name is empty; Last Name is empty; Constituency is empty; Start Date "" is no date`},
		"the election is not said":                {",Han,Dong,Don Valley North,Ontario,Liberal,,", "nothing", `Start Date "" is no date; right would be 2021-09-20`},
		"the election is no day":                  {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-31,", "nothing", `Start Date "2021-09-31" is no day of the calendar`},
		"the election is in the year 1":           {",Han,Dong,Don Valley North,Ontario,Liberal,1/1/0001 12:00:00 a.m.,", "nothing", "since 1867"},
		"the seat ends with the calendar":         {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,9999-12-31 11:59:59 PM", "nothing", "End Date"},
		"the end is in another zone":              {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2022-05-28T03:59:59Z", "nothing", "without a zone"},
		"the end is at no hour":                   {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2022-05-28 24:00:00", "nothing", "is no date"},
		"the end is before the election":          {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20,2021-09-19", "nothing", "End Date 2021-09-19 is before Start Date 2021-09-20"},
		"a comma is too many":                     {",Han,Dong,Don Valley, North,Ontario,Liberal,2021-09-20,", "nothing", "9 columns; right would be 8"},
		"a comma is missing":                      {",Han,Dong,Don Valley North,Ontario,Liberal,2021-09-20", "nothing", "7 columns; right would be 8"},
		"a quotation mark is inside a name":       {`,Han "H",Dong,Don Valley North,Ontario,Liberal,2021-09-20,`, "nothing", `bare " in non-quoted`},
		"a character was lost":                    {",Han,Dong,Beloeil\ufffdChambly,Quebec,Liberal,2021-09-20,", "nothing", "U+FFFD"},
		"a character is no character":             {",Han,Do\x00ng,Don Valley North,Ontario,Liberal,2021-09-20,", "nothing", "U+0000"},
		"a riding is as long as its history":      {",Han,Dong," + strings.Repeat("Don Valley ", 30) + ",Ontario,Liberal,2021-09-20,", "nothing", "longer than 200 characters"},
		"everything is wrong and is said at once": {",,Dong,Don Valley North,Ontario,Liberal,soon,never", "nothing", `First Name is empty; Start Date "soon" is no date; right would be 2021-09-20, 2021-09-20 12:00:00 AM or 9/20/2021 12:00:00 a.m., without a zone; End Date "never" is no date`},
	} {
		t.Run(name, func(t *testing.T) {
			other := ",Jean,Yip,Scarborough—Agincourt,Ontario,Liberal,2021-09-20,"
			d := read(t, csvAddress, line(head)+line(c.row)+line(other))
			if got := said(d, "Han Dong"); got != c.said {
				t.Errorf("of Han Dong it says %q, want %q", got, c.said)
			}
			if got := said(d, "Jean Yip"); got != "Scarborough—Agincourt, 2021-09-20 to , Liberal" {
				t.Errorf("the other row says %q", got)
			}
			switch {
			case c.fault == "" && len(d.Faults) > 0, len(d.Faults) > 1:
				t.Errorf("faults %v", d.Faults)
			case c.fault != "" && (len(d.Faults) == 0 || d.Faults[0].Locator != "line 2" || !strings.Contains(d.Faults[0].Detail, c.fault)):
				t.Errorf("faults %v; want one of line 2 with %q", d.Faults, c.fault)
			}
		})
	}
}
