package parlinfo

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

// spoken is what the document of one person says, a line each: the seats, the
// labels and what could not be read.
func spoken(t *testing.T, f *Feed, text string) (lines []string) {
	t.Helper()
	d, err := f.Read(pageOf("", text))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range d.Records {
		for _, s := range r.Seats {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("seat %s %s %s %s", s.Riding, s.Period, s.EndCause, s.ElectedAs)))
		}
		for _, l := range r.Labels {
			if l.Axis == models.Party { // as the designation, see TestPartyAndDesignationAreSaidTogether
				continue
			}
			lines = append(lines, fmt.Sprintf("%s %s %s", l.Axis, l.Organization, l.Period))
		}
	}
	for _, f := range d.Faults {
		lines = append(lines, "fault "+f.Locator+": "+f.Detail)
	}
	return lines
}

// story is a profile and what is read from it.
type story struct {
	name  string
	roles []answerOf
	want  []string
}

func hear(t *testing.T, stories []story) {
	t.Helper()
	for _, c := range stories {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, spoken(t, feed(t), profileText(person(7, "Ada", "Example", c.roles...)))); diff != "" {
				t.Errorf("(-want +read): %s", diff)
			}
		})
	}
}

// sat is the seat of most stories.
func sat() answerOf { return seat(1, donValley, "Don Valley North", "2019-10-21", "") }

func TestLabels(t *testing.T) {
	vagueStart := func(r answerOf) answerOf { return r.with("StartDateIsApproximate", true) }
	vagueEnd := func(r answerOf) answerOf { return r.with("EndDateIsApproximate", true) }
	hear(t, []story{
		{"a member sits as an independent from the day of the statement",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2023-03-21"), labelled(3, independent, "2023-03-22", "")},
			[]string{"seat Don Valley North 2019-10-21/", "designation 4831 2019-10-21/2023-03-22", "designation 3842 2023-03-22/"}},
		{"a label of long before counts from the by-election",
			[]answerOf{seat(1, donValley, "Don Valley North", "2022-12-12", ""), vagueStart(labelled(2, liberal, "2014-01-01", ""))},
			[]string{"seat Don Valley North 2022-12-12/", "designation 4831 2022-12-12/"}},
		{"a label that outlasts the seat ends with it",
			[]answerOf{seat(1, donValley, "Don Valley North", "2019-10-21", "2022-01-31"), labelled(2, liberal, "2019-10-21", "")},
			[]string{"seat Don Valley North 2019-10-21/2022-02-01", "designation 4831 2019-10-21/2022-02-01"}},
		{"a label that is recorded once for each of two parliaments is one",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2021-09-19"), labelled(3, liberal, "2021-09-20", "")},
			[]string{"seat Don Valley North 2019-10-21/", "designation 4831 2019-10-21/"}},
		{"a riding renamed does not cut the label",
			[]answerOf{seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19"), seat(2, sudbury, "Sudbury", "2021-09-20", ""), labelled(3, liberal, "2019-10-21", "")},
			[]string{"seat Don Valley North 2019-10-21/2021-09-20", "seat Sudbury 2021-09-20/", "designation 4831 2019-10-21/"}},
		{"a member who came back after a parliament",
			[]answerOf{seat(1, sudbury, "Sudbury", "2015-10-19", "2019-10-20"), seat(2, sudbury, "Sudbury", "2021-09-20", ""), labelled(3, liberal, "2015-10-19", "2019-10-20"), labelled(4, liberal, "2021-09-20", "")},
			[]string{"seat Sudbury 2015-10-19/2019-10-21", "seat Sudbury 2021-09-20/", "designation 4831 2015-10-19/2019-10-21", "designation 4831 2021-09-20/"}},
		{"one day as an independent, the last of the seat",
			[]answerOf{seat(1, sudbury, "Sudbury", "2019-10-21", "2022-01-05"), labelled(2, bloc, "2019-10-21", "2022-01-04"), labelled(3, independent, "2022-01-05", "2022-01-05")},
			[]string{"seat Sudbury 2019-10-21/2022-01-06", "designation 1045 2019-10-21/2022-01-06",
				"fault PersonId 7, PersonRoleId 3: Independent on 2022-01-05 only, the last day of the seat; Bloc Québécois is held to that day"}},
		{"one day in another party, the last of the seat",
			[]answerOf{seat(1, sudbury, "Sudbury", "2019-10-21", "2022-01-05"), labelled(2, bloc, "2019-10-21", "2022-01-04"), labelled(3, liberal, "2022-01-05", "2022-01-05")},
			[]string{"seat Sudbury 2019-10-21/2022-01-06", "designation 1045 2019-10-21/2022-01-05", "designation 4831 2022-01-05/2022-01-06"}},
		{"two labels on the day of the change",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2023-03-22"), labelled(3, independent, "2023-03-22", "")},
			[]string{"seat Don Valley North 2019-10-21/", "designation 3842 /",
				"fault PersonId 7, PersonRoleId 3: Liberal Party of Canada 2019-10-21 to 2023-03-22 and Independent 2023-03-22 to –, both 2023-03-22 to 2023-03-22; there should be one label a day, and neither is stated with its days"}},
		{"two labels that both go on",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", ""), labelled(3, independent, "2023-03-22", "")},
			[]string{"seat Don Valley North 2019-10-21/",
				"fault PersonId 7, PersonRoleId 3: Liberal Party of Canada 2019-10-21 to – and Independent 2023-03-22 to –, both 2023-03-22 to –; there should be one label a day, and neither is stated with its days"}},
		{"two labels on one day of an older seat are no news",
			[]answerOf{seat(1, sudbury, "Sudbury", "2004-06-28", "2011-05-01"), sat(), labelled(2, bloc, "2004-06-28", "2008-01-01"), labelled(3, independent, "2008-01-01", "2011-05-01"), labelled(4, liberal, "2019-10-21", "")},
			[]string{"seat Sudbury 2004-06-28/2011-05-02", "seat Don Valley North 2019-10-21/",
				"designation 1045 2004-06-28/2008-01-02", "designation 3842 2008-01-01/2011-05-02", "designation 4831 2019-10-21/"}},
		{"a label whose end comes before its start",
			[]answerOf{sat(), labelled(2, liberal, "2023-03-22", "2023-03-20"), labelled(3, independent, "2023-03-22", "")},
			[]string{"seat Don Valley North 2019-10-21/", "designation 3842 2023-03-22/",
				"fault PersonId 7, PersonRoleId 2: Party Member Liberal Party of Canada runs 2023-03-22 to 2023-03-20, its end before its start; it is left out"}},
		{"a change of which the source knows about when",
			[]answerOf{sat(), vagueEnd(labelled(2, liberal, "2019-10-21", "2022-12-31")), vagueStart(labelled(3, independent, "2023-01-01", ""))},
			[]string{"seat Don Valley North 2019-10-21/", "designation 3842 /",
				"fault PersonId 7, PersonRoleId 2: Party Member Liberal Party of Canada, 2019-10-21 to 2022-12-31, has an approximate day; it is left out",
				"fault PersonId 7, PersonRoleId 3: Party Member Independent, 2023-01-01 to –, has an approximate day; it is stated without its first day"}},
		{"a date that is none",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2023-02-30"), labelled(3, independent, "2023-03-22", "")},
			[]string{"seat Don Valley North 2019-10-21/", "designation 3842 2023-03-22/",
				"fault PersonId 7, PersonRoleId 2: 2023-02-30 is not a day of the calendar; the role is left out"}},
	})
}

func TestSeats(t *testing.T) {
	hear(t, []story{
		{"a by-election", []answerOf{seat(1, donValley, "Mississauga--Lakeshore ", "2022-12-12", "")}, []string{"seat Mississauga—Lakeshore 2022-12-12/"}},
		{"a member resigns", []answerOf{seat(1, sudbury, "Sudbury", "2019-10-21", "2022-01-05").with("EndReasonTypeEn", "Resignation")},
			[]string{"seat Sudbury 2019-10-21/2022-01-06 resignation"}},
		{"a member dies", []answerOf{seat(1, sudbury, "Sudbury", "2019-10-21", "2022-01-05").with("EndReasonTypeEn", "Passed away")},
			[]string{"seat Sudbury 2019-10-21/2022-01-06 death"}},
		{"an election is declared void", []answerOf{seat(1, sudbury, "Sudbury", "2019-10-21", "2022-01-05").with("NotesEn", "Election declared void")},
			[]string{"seat Sudbury 2019-10-21/2022-01-06 election_void"}},
		{"a reason for an end that has not come", []answerOf{sat().with("EndReasonTypeEn", "Resignation")}, []string{"seat Don Valley North 2019-10-21/"}},
		{"the same seat twice", []answerOf{sat(), sat()}, []string{"seat Don Valley North 2019-10-21/"}},
		{"a seat whose end comes before its start", []answerOf{seat(1, sudbury, "Sudbury", "2022-01-05", "2022-01-03"), labelled(2, liberal, "2022-01-05", "")},
			[]string{"fault PersonId 7, PersonRoleId 1: the seat of Sudbury runs 2022-01-05 to 2022-01-03, its end before its start; it is left out"}},
		{"a seat of about 2022", []answerOf{seat(1, sudbury, "Sudbury", "2022-01-01", "").with("StartDateIsApproximate", true)},
			[]string{"fault PersonId 7, PersonRoleId 1: the seat of Sudbury, 2022-01-01 to –, has an approximate day; it is left out"}},
		{"a senator", []answerOf{role(1, "Constituency Member", 50, 6067, "Nova Scotia", "2023-10-31", ""), role(2, "Senator", 18, 7803, "Senate", "2023-10-31", ""),
			role(3, "Party Member", 4, 15343, "Progressive Senate Group", "2023-12-15", "")}, nil},
	})
	died := person(7, "Ada", "Example", seat(1, sudbury, "Sudbury", "2019-10-21", "2022-01-05")).
		with("DiedInOffice", true).with("Death", answerOf{"DateOfDeath": "2022-01-05T00:00:00Z"})
	if diff := cmp.Diff([]string{"seat Sudbury 2019-10-21/2022-01-06 death"}, spoken(t, feed(t), profileText(died))); diff != "" {
		t.Errorf("a member dies in office (-want +read): %s", diff)
	}
}

// TestTheBallotOfEachElection: who is re-elected for another party was not
// elected for it before.
func TestTheBallotOfEachElection(t *testing.T) {
	ballot := func(day string, constituency, party int) answerOf {
		return won(day, 0, constituency, party).with("PartyNameEn", names[party])
	}
	p := person(7, "Ada", "Example", seat(1, donValley, "Don Valley North", "2015-10-19", "")).with("ElectionCandidates", []answerOf{
		ballot("2015-10-19", donValley, liberal), ballot("2019-10-21", donValley, conservative),
		ballot("2021-09-20", donValley, liberal).with("ResultLongEn", "Defeated"), ballot("2017-04-03", sudbury, bloc)})
	want := []string{"seat Don Valley North 2015-10-19/2019-10-21  Liberal Party of Canada", "seat Don Valley North 2019-10-21/  Conservative Party of Canada"}
	if diff := cmp.Diff(want, spoken(t, feed(t), profileText(p))); diff != "" {
		t.Errorf("(-want +read): %s", diff)
	}
}

func TestPartyAndDesignationAreSaidTogether(t *testing.T) {
	d, err := feed(t).Read(pageOf(listAddress, load(t, "list.json")))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range d.Records {
		var said [2][]models.SaidLabel
		for _, l := range r.Labels {
			i := 0
			if l.Axis == models.Party {
				i, l.Axis = 1, models.Designation
			}
			said[i] = append(said[i], l)
		}
		if diff := cmp.Diff(said[0], said[1]); diff != "" || len(said[0]) == 0 {
			t.Errorf("%s (-designation +party): %s", r.Name.Full, diff)
		}
	}
}

func TestIDOfTheHouse(t *testing.T) {
	for _, c := range []struct {
		name          string
		person, house int
		want          []models.Identifier
	}{
		{"of one person", 7, 105091, []models.Identifier{{Scheme: "ourcommons", Value: "105091"}, {Scheme: "parlinfo", Value: "7"}}},
		{"0, as of everyone first elected in 2019", 7, 0, []models.Identifier{{Scheme: "parlinfo", Value: "7"}}},
		{"of two people, reviewed to be his", 18419, 89147, []models.Identifier{{Scheme: "ourcommons", Value: "89147"}, {Scheme: "parlinfo", Value: "18419"}}},
		{"of two people, reviewed to be another's", 7, 89147, []models.Identifier{{Scheme: "parlinfo", Value: "7"}}},
	} {
		d, err := feed(t).Read(pageOf("", profileText(person(c.person, "Ada", "Example", sat()).with("HOCPersonId", c.house))))
		if err != nil || len(d.Records) != 1 {
			t.Fatalf("%s: %d records, error %v", c.name, len(d.Records), err)
		}
		if diff := cmp.Diff(c.want, d.Records[0].Identifiers); diff != "" {
			t.Errorf("%s (-want +read): %s", c.name, diff)
		}
	}
}

// TestTheSummaryMustAgree: PartyEn and the roles are made from one database.
func TestTheSummaryMustAgree(t *testing.T) {
	member := func() answerOf {
		return person(7, "Ada", "Example", sat(), labelled(2, liberal, "2019-10-21", "2023-03-21"), labelled(3, independent, "2023-03-22", ""))
	}
	agreed := []string{"seat Don Valley North 2019-10-21/", "designation 4831 2019-10-21/2023-03-22", "designation 3842 2023-03-22/"}
	const independentNow, liberalThen = "Independent (2023/03/22 - )<br>", "Liberal Party of Canada (2019/10/21 - 2023/03/21)<br>"
	for _, c := range []struct {
		name    string
		summary any
		want    []string
	}{
		{"it does", independentNow + liberalThen, agreed},
		{"in another order, with blanks", liberalThen + " Independent  (2023/03/22 - ) <br>", agreed},
		{"it is not there", nil, agreed},
		{"another day", "Independent (2023/03/23 - )<br>" + liberalThen, []string{`fault PersonId 7: PartyEn says ["Independent (2023/03/23 - )" "Liberal Party of Canada (2019/10/21 - 2023/03/21)"], ` +
			`the roles say ["Independent (2023/03/22 - )" "Liberal Party of Canada (2019/10/21 - 2023/03/21)"]; the two should be the same, and the person is left out`}},
		{"another party", "Bloc Québécois (2023/03/22 - )<br>" + liberalThen, []string{`fault PersonId 7: PartyEn says ["Bloc Québécois (2023/03/22 - )" "Liberal Party of Canada (2019/10/21 - 2023/03/21)"], ` +
			`the roles say ["Independent (2023/03/22 - )" "Liberal Party of Canada (2019/10/21 - 2023/03/21)"]; the two should be the same, and the person is left out`}},
		{"one label less", independentNow, []string{`fault PersonId 7: PartyEn says ["Independent (2023/03/22 - )"], ` +
			`the roles say ["Independent (2023/03/22 - )" "Liberal Party of Canada (2019/10/21 - 2023/03/21)"]; the two should be the same, and the person is left out`}},
	} {
		if diff := cmp.Diff(c.want, spoken(t, feed(t), listText(member().with("PartyEn", c.summary)))); diff != "" {
			t.Errorf("%s (-want +read): %s", c.name, diff)
		}
	}
	senator := person(8, "Bo", "Sample", role(1, "Constituency Member", 50, 6067, "Nova Scotia", "2023-10-31", "")).with("PartyEn", independentNow)
	if lines := spoken(t, feed(t), listText(senator, member())); len(lines) != 3 {
		t.Errorf("a senator is none of the House's, whatever is said of the label: %v", lines)
	}
}
