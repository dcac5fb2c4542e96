package ourcommonsmember_test

import (
	"strings"
	"testing"
)

// TestLabelsOfAMember reads profiles of a member who sits since 2021-09-20. The
// story is in the roles of labels, in any order.
func TestLabelsOfAMember(t *testing.T) {
	for name, c := range map[string]struct {
		today  string // the label beside the seat
		roles  []string
		labels string
		fault  string
	}{
		"never changed":                    {"Liberal", []string{"Liberal, 2021-09-20, "}, "Liberal 2021-09-20/", ""},
		"left in the middle":               {"Independent", []string{"Independent, 2023-03-22T00:00:00, ", "Liberal, 2021-09-20T00:00:00, 2023-03-21T23:59:59"}, "Liberal 2021-09-20/2023-03-22; Independent 2023-03-22/", ""},
		"left at an hour of the day":       {"Independent", []string{"Liberal, 2021-09-20T00:00:00, 2023-03-22T21:36:00", "Independent, 2023-03-22T21:36:00, "}, "Liberal 2021-09-20/2023-03-22; Independent 2023-03-22/", ""},
		"crossed for an hour only":         {"Conservative", []string{"Liberal, 2021-09-20, 2023-03-22", "Independent, 2023-03-22, 2023-03-22", "Conservative, 2023-03-22, "}, "Liberal 2021-09-20/2023-03-22; Conservative 2023-03-22/", ""},
		"was nowhere for a week":           {"NDP", []string{"Liberal, 2021-09-20, 2023-03-21", "NDP, 2023-03-29, "}, "Liberal 2021-09-20/2023-03-22; NDP 2023-03-29/", ""},
		"one role for each parliament":     {"Liberal", []string{"Liberal, 2021-09-20, ", "Liberal, 2019-10-21, 2021-09-19T23:59:59"}, "Liberal 2019-10-21/2021-09-20; Liberal 2021-09-20/", ""},
		"one label said twice":             {"Liberal", []string{"Liberal, 2021-09-20, ", "Liberal, 2021-09-20, "}, "Liberal 2021-09-20/", ""},
		"one label in parts that overlap":  {"Liberal", []string{"Liberal, 2021-09-20, 2022-01-01", "LIBERAL, 2021-12-01, "}, "Liberal 2021-09-20/", ""},
		"two labels at a time":             {"", []string{"Liberal, 2021-09-20, 2023-03-21", "Independent, 2023-03-01, ", "NDP, 2019-10-21, 2021-09-19"}, "NDP 2019-10-21/2021-09-20", "another label at the time of CaucusMemberRole 1; neither is taken"},
		"two labels that last":             {"Liberal", []string{"Liberal, 2021-09-20, ", "NDP, 2021-09-20, "}, "Liberal /", "another label at the time"},
		"two labels on one day":            {"", []string{"Liberal, 2021-09-20, 2021-09-20", "NDP, 2021-09-20, 2021-09-20"}, "", "another label at the time"},
		"the seat has another label":       {"Liberal", []string{"Liberal, 2021-09-20, 2023-03-21", "Independent, 2023-03-22, "}, "", `the label is "Independent", and in MemberOfParliamentRole 1 it is "Liberal"; none is taken`},
		"only the seat has a label":        {"Independent", nil, "Independent /", ""},
		"today only the seat has a label":  {"Independent", []string{"Liberal, 2021-09-20, 2023-03-21"}, "Liberal 2021-09-20/2023-03-22; Independent /", ""},
		"the seat has none":                {"", []string{"Liberal, 2021-09-20, "}, "Liberal 2021-09-20/", ""},
		"nobody says any":                  {"", nil, "", ""},
		"a role says none":                 {"Liberal", []string{", 2021-09-20, "}, "Liberal /", "CaucusShortName is empty"},
		"a role does not say since when":   {"Liberal", []string{"Liberal, , "}, "Liberal /", `FromDateTime "" is no date; right would be 2021-09-20T00:00:00, without a zone`},
		"a role ends before it begins":     {"Liberal", []string{"Liberal, 2021-09-20, 2021-09-19"}, "Liberal /", "ToDateTime 2021-09-19 is before FromDateTime 2021-09-20"},
		"a role ends in another zone":      {"Liberal", []string{"Liberal, 2021-09-20, 2023-03-22T03:59:59Z"}, "Liberal /", "without a zone"},
		"a role begins with the calendar":  {"Liberal", []string{"Liberal, 0001-01-01T00:00:00, "}, "Liberal /", "since 1867"},
		"a role ends with the calendar":    {"Liberal", []string{"Liberal, 2021-09-20, 9999-12-31T23:59:59"}, "Liberal /", "since 1867"},
		"a role begins on no day":          {"Liberal", []string{"Liberal, 2021-09-31, "}, "Liberal /", "is no day"},
		"a label lost a character":         {"Liberal", []string{"Bloc Qu\ufffdb\ufffdcois, 2021-09-20, "}, "Liberal /", "U+FFFD"},
		"a label is as long as its speech": {"Liberal", []string{strings.Repeat("Liberal ", 40) + ", 2021-09-20, "}, "Liberal /", "longer than 200"},
	} {
		t.Run(name, func(t *testing.T) {
			roles := []string{seatRole("Han Dong", "Don Valley North, 2021-09-20, , "+c.today)}
			for _, r := range c.roles {
				roles = append(roles, labelRole(r))
			}
			d := read(t, addressOf("105091"), profile(roles...))
			if got := labelsOf(d); got != c.labels {
				t.Errorf("labels %q, want %q", got, c.labels)
			}
			if got := seatsOf(d); got != "Don Valley North 2021-09-20/" {
				t.Errorf("seats %q", got)
			}
			if (len(d.Faults) == 1) != (c.fault != "") || len(d.Faults) > 0 && !strings.Contains(d.Faults[0].Detail, c.fault) {
				t.Errorf("faults %v, want one with %q", d.Faults, c.fault)
			}
		})
	}
}
