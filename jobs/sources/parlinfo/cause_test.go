package parlinfo

import (
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// TestWhyACaucusWasLeft: a reason is taken over only where it is of a change.
func TestWhyACaucusWasLeft(t *testing.T) {
	elected := seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19")
	liberalTo := func(end, reason string) answerOf {
		return labelled(2, liberal, "2019-10-21", end).with("EndReasonTypeEn", reason)
	}
	independentFrom := labelled(4, independent, "2020-06-30", "")
	for _, c := range []struct {
		name  string
		roles []answerOf
		want  models.Cause // empty: nothing is said
	}{
		{"suspended, says the label", []answerOf{liberalTo("2020-06-29", "Suspended from caucus"), independentFrom}, models.CauseSuspended},
		{"left, says the label", []answerOf{liberalTo("2020-06-29", "Left the caucus"), independentFrom}, models.CauseResigned},
		{"suspended, says the caucus role, which still counts the day", []answerOf{liberalTo("2020-06-29", ""), independentFrom,
			benched(3, liberal, "2019-12-05", "2020-06-30").with("EndReasonTypeEn", "Suspended from caucus")}, models.CauseSuspended},
		{"no reason", []answerOf{liberalTo("2020-06-29", ""), independentFrom}, ""},
		{"a reason that is about the seat", []answerOf{liberalTo("2020-06-29", "Resignation"), independentFrom}, ""},
		{"a reason where nothing changes", []answerOf{labelled(2, liberal, "2019-10-21", ""),
			benched(3, liberal, "2019-12-05", "2021-08-15").with("EndReasonTypeEn", "Suspended from caucus")}, ""},
		{"a reason at the end of a label without a caucus", []answerOf{labelled(2, independent, "2019-10-21", "2020-06-29").with("EndReasonTypeEn", "Suspended from caucus"),
			labelled(4, liberal, "2020-06-30", "")}, ""},
	} {
		docs := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example", append(c.roles, elected)...))})
		set, _ := Derive(docs, lists(), Reviewed{})
		if c.want == "" {
			if len(set.Events) != 0 {
				t.Errorf("%s: %+v", c.name, set.Events)
			}
			continue
		}
		if len(set.Events) != 1 || set.Events[0].Cause != c.want || set.Events[0].On != temporal.MustDay("2020-06-30") || len(set.Events[0].Citations) != 1 {
			t.Errorf("%s: %+v", c.name, set.Events)
		}
	}
}
