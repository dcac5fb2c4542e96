package parlinfo

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models/temporal"
)

const stays = "; what that means is not decided, and it is left out"

// TestCaucuses: a role tells of the caucus only from the day on which the label
// changed too, or without a day.
func TestCaucuses(t *testing.T) {
	seat := "seat Don Valley North 2019-10-21/"
	liberalStays := "designation 4831 2019-10-21/"
	vague := func(r answerOf) answerOf { return r.with("StartDateIsApproximate", true) }
	hear(t, []story{
		{"from the first sitting on",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "")},
			[]string{seat, liberalStays, "caucus 4831 2019-10-21/"}},
		{"expelled, and alone since",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2020-04-02"), labelled(3, independent, "2020-04-03", ""), benched(4, liberal, "2019-10-21", "2020-04-02")},
			[]string{seat, "designation 4831 2019-10-21/2020-04-03", "designation 3842 2020-04-03/", "caucus 4831 2019-10-21/2020-04-03"}},
		{"crossed the floor",
			[]answerOf{sat(), labelled(2, conservative, "2019-10-21", "2020-04-02"), labelled(3, liberal, "2020-04-03", ""), benched(4, conservative, "2019-12-05", "2020-04-02"), benched(5, liberal, "2020-04-03", "")},
			[]string{seat, "designation 2159 2019-10-21/2020-04-03", "designation 4831 2020-04-03/", "caucus 2159 2019-10-21/2020-04-03", "caucus 4831 2020-04-03/"}},
		{"the role counts the day of the change",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2020-04-02"), labelled(3, independent, "2020-04-03", ""), benched(4, liberal, "2019-10-21", "2020-04-03")},
			[]string{seat, "designation 4831 2019-10-21/2020-04-03", "designation 3842 2020-04-03/", "caucus 4831 2019-10-21/2020-04-03"}},
		{"out of the caucus under the same label",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "2020-04-02")},
			[]string{seat, liberalStays, "fault PersonId 7, PersonRoleId 3: Caucus Member Liberal Party of Canada ends on 2020-04-02 while the label Liberal Party of Canada stays" + stays}},
		{"out and in again under the same label",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", "2020-04-02"), benched(4, liberal, "2021-01-25", "")},
			[]string{seat, liberalStays, "caucus 4831 /"}},
		{"out and in again, and then gone",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", "2021-05-01"), labelled(5, independent, "2021-05-02", ""), benched(3, liberal, "2019-12-05", "2020-04-02"), benched(4, liberal, "2021-01-25", "2021-05-01")},
			[]string{seat, "designation 4831 2019-10-21/2021-05-02", "designation 3842 2021-05-02/"}},
		{"in the caucus of a party whose label is not borne",
			[]answerOf{sat(), labelled(2, independent, "2019-10-21", ""), benched(3, liberal, "2020-04-02", "")},
			[]string{seat, "designation 3842 2019-10-21/", "caucus 4831 2020-04-02/"}},
		{"the label has no day",
			[]answerOf{sat(), vague(labelled(2, liberal, "2020-01-01", "")), benched(3, liberal, "2020-04-02", "")},
			[]string{seat, "designation 4831 /", "caucus 4831 /", "fault PersonId 7, PersonRoleId 2: Party Member Liberal Party of Canada, 2020-01-01 to –, has an approximate day; it is stated without its first day"}},
		{"the role has no certain day",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", ""), vague(benched(3, liberal, "2020-01-01", ""))},
			[]string{seat, liberalStays}},
		{"in two caucuses at once",
			[]answerOf{sat(), labelled(2, liberal, "2019-10-21", ""), benched(3, liberal, "2019-12-05", ""), benched(4, bloc, "2020-04-02", "")},
			[]string{seat, liberalStays, "fault PersonId 7, PersonRoleId 4: Liberal Party of Canada 2019-12-05 to – and Bloc Québécois 2020-04-02 to –, both 2020-04-02 to –; there should be one label a day, and neither is stated with its days"}},
		{"before this seat",
			[]answerOf{sat(), labelled(2, liberal, "2015-10-19", ""), benched(3, liberal, "2015-12-03", "2019-09-11")},
			[]string{seat, liberalStays}},
	})
}

// TestReviewedRoles: what is decided is not asked again.
func TestReviewedRoles(t *testing.T) {
	p := profileText(person(7, "Ada", "Example", sat(), labelled(2, liberal, "2019-10-21", ""), labelled(5, bloc, "2020-02-01", ""),
		benched(3, liberal, "2019-12-05", "2020-04-02")))
	f := NewFeed(Reviewed{
		CaucusRoles: []CaucusRole{{Person: 7, Role: 3, LastDay: temporal.MustDay("2020-04-02"), Decision: "none"}},
		Dropped:     []DroppedRole{{7, 5, "for the test"}},
	})
	want := []string{"seat Don Valley North 2019-10-21/", "designation 4831 2019-10-21/"}
	if diff := cmp.Diff(want, spoken(t, f, p)); diff != "" {
		t.Errorf("(-want +read): %s", diff)
	}
}
