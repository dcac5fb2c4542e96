package parlinfo

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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

// TestReadmitted: the note on the earlier role names the day of the return.
func TestReadmitted(t *testing.T) {
	out := []answerOf{
		seat(1, donValley, "Don Valley North", "2019-10-21", "2021-09-19"), labelled(2, liberal, "2019-10-21", ""),
		benched(3, liberal, "2019-12-05", "2020-06-30").with("EndReasonTypeEn", "Suspended from caucus").
			with("NotesEn", "Suspended from Caucus June 30, 2020.  Reintegrated the Caucus on September 10, 2020."),
		benched(4, liberal, "2020-09-10", "2021-08-15"),
	}
	for _, c := range []struct {
		name string
		role CaucusRole
		want map[string]models.Cause
	}{
		{"the role ends on the last day in caucus", CaucusRole{Person: 7, Role: 3, LastDay: temporal.MustDay("2020-06-30"), Decision: "none"},
			map[string]models.Cause{"2020-07-01": models.CauseSuspended, "2020-09-10": models.CauseReadmit}},
		{"the note dates the departure on the last day of the role",
			CaucusRole{Person: 7, Role: 3, LastDay: temporal.MustDay("2020-06-30"), Left: temporal.MustDay("2020-06-30"), Decision: "none"},
			map[string]models.Cause{"2020-06-30": models.CauseSuspended, "2020-09-10": models.CauseReadmit}},
	} {
		docs := read(t, map[string]string{"profiles-2020-10-01/7": profileText(person(7, "Ada", "Example", out...))})
		set, report := Derive(docs, lists(), Reviewed{CaucusRoles: []CaucusRole{c.role}})
		got := map[string]models.Cause{}
		for _, e := range set.Events {
			got[e.On.String()] = e.Cause
		}
		if diff := cmp.Diff(c.want, got); diff != "" || report.Kinds()[CaucusUnreviewed] != 0 {
			t.Errorf("%s: %s %v", c.name, diff, report.Kinds())
		}
	}
}

// TestWhatNotesTell: of a note only the kind of an end and the day of a return
// are read.
func TestWhatNotesTell(t *testing.T) {
	for note, want := range map[string]string{
		"Unseated on petition.": electionVoid, "Election declared void.": electionVoid, "Election of 1874-01-22 declared void.": electionVoid,
		"Élection déclarée nulle.": electionVoid, "Expelled from the House of Commons": expelledFromHouse,
		"Resignation. Called to the Senate.": "Resignation", "Resigned": "Resignation", "Died in office.": "Passed away",
		"Called to the Senate": "", "Appointed Postmaster of Victoria": "", "": "",
		"On Mr. Smith being unseated, Mr. Brown was declared elected.": "",
	} {
		if got := endOfSeat(note); got != want {
			t.Errorf("%q: %q, want %q", note, got, want)
		}
	}
	for note, want := range map[string]string{
		"Reintegrated the Caucus on July 31, 1996.": "1996-07-31", "Returned to Caucus on July 31, 1996.": "1996-07-31",
		"Reintegrated the Caucus on Juli 31, 1996.": "", "Reintegrated the Caucus on February 30, 1996.": "", "Reintegrated the Caucus.": "", "": "",
	} {
		if got := returned(note).String(); got != want {
			t.Errorf("%q: %q, want %q", note, got, want)
		}
	}
}
