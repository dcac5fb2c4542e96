package models_test

import (
	"fmt"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// spell is one of Han Dong's on an axis, with a window if its day was only seen.
func spell(v models.Value, axis models.Axis, from, to, window string) models.Affiliation {
	a := models.Affiliation{ID: models.NewAffiliationID("per_dong", axis, from), Person: "per_dong", Axis: axis, Value: v,
		Period: held(from, to), Cited: models.Cited{State: models.Confirmed}}
	if window != "" {
		a.State, a.Window = models.Provisional, &models.Window{From: Day(window)}
	}
	return a
}

func seat(to, window string, cause models.EndCause) models.Tenure {
	t := models.Tenure{ID: "ten_dong", Person: "per_dong", House: Commons, Parliament: 44, Riding: "rid_don", Place: 1,
		Period: temporal.Period{From: Day("2021-09-20"), To: Day(to)}, StartCause: models.ByGeneralElection, EndCause: cause}
	if window != "" {
		t.EndWindow = &models.Window{From: Day(window)}
	}
	return t
}

// TestAChangeThatWasSeenGetsItsDay: which of the beliefs that a revision closes
// only got the day that nobody had given.
func TestAChangeThatWasSeenGetsItsDay(t *testing.T) {
	lib, ind, ndp := models.Of(Liberal), models.Of(Independent), models.Of(NDP)
	const d = models.Designation
	seen := []models.Fact{spell(lib, d, "2021-09-20", "2023-03-24", ""), spell(ind, d, "2023-03-24", "", "2023-03-22")}
	hop := []models.Fact{spell(lib, d, "2021-09-20", "2023-03-24", ""), spell(ind, d, "2023-03-24", "2023-04-10", "2023-03-22"), spell(ndp, d, "2023-04-10", "", "2023-04-01")}
	lost := []models.Fact{seat("2022-12-12", "2022-05-21", models.ByUnknownCause), spell(lib, d, "2021-09-20", "2022-12-12", "")}
	for _, c := range []struct {
		name   string
		closed []models.Fact
		opened []models.Fact
		want   string
	}{
		{"the day lies in the window", seen, []models.Fact{spell(lib, d, "2021-09-20", "2023-03-22", ""), spell(ind, d, "2023-03-22", "", "")}, "[true true]"},
		{"it is the day on which it was seen", seen, []models.Fact{spell(lib, d, "2021-09-20", "2023-03-24", ""), spell(ind, d, "2023-03-24", "", "")}, "[true true]"},
		{"the day lies before the window", seen, []models.Fact{spell(lib, d, "2021-09-20", "2023-03-21", ""), spell(ind, d, "2023-03-21", "", "")}, "[false false]"},
		{"the day lies after it was seen", seen, []models.Fact{spell(lib, d, "2021-09-20", "2023-03-25", ""), spell(ind, d, "2023-03-25", "", "")}, "[false false]"},
		{"another value", seen, []models.Fact{spell(lib, d, "2021-09-20", "2023-03-22", ""), spell(ndp, d, "2023-03-22", "", "")}, "[false false]"},
		{"on another axis", seen, []models.Fact{spell(lib, models.Party, "2021-09-20", "2023-03-22", ""), spell(ind, models.Party, "2023-03-22", "", "")}, "[false false]"},
		{"what was before was something else all the time", seen, []models.Fact{spell(ndp, d, "2021-09-20", "2023-03-22", ""), spell(ind, d, "2023-03-22", "", "")}, "[false true]"},
		{"a party that was not known then is known", []models.Fact{spell(models.UnknownValue, models.Party, "2023-03-24", "", "2023-03-22")},
			[]models.Fact{spell(ndp, models.Party, "2023-03-22", "", "")}, "[true]"},
		{"what stands beside the record takes no place in it", seen, []models.Fact{with(spell(ind, d, "2023-03-22", "", ""), func(a *models.Affiliation) { a.State = models.Reported })}, "[false false]"},
		{"it never was", seen, []models.Fact{spell(lib, d, "2021-09-20", "", "")}, "[false false]"},
		{"two hops get their days at once", hop, []models.Fact{spell(lib, d, "2021-09-20", "2023-03-22", ""),
			spell(ind, d, "2023-03-22", "2023-04-05", ""), spell(ndp, d, "2023-04-05", "", "")}, "[true true true]"},
		{"a day that had been given is another", []models.Fact{spell(ind, d, "2023-03-24", "", "")}, []models.Fact{spell(ind, d, "2023-03-22", "", "")}, "[false]"},
		{"the end of a seat lies in the window", lost, []models.Fact{seat("2022-05-28", "", models.ByResignation), spell(lib, d, "2021-09-20", "2022-05-28", "")}, "[true true]"},
		{"the end of a seat lies before it", lost, []models.Fact{seat("2022-05-20", "", models.ByResignation), spell(lib, d, "2021-09-20", "2022-05-20", "")}, "[false false]"},
		{"the seat has not ended", lost, []models.Fact{seat("", "", ""), spell(lib, d, "2021-09-20", "", "")}, "[false false]"},
		{"a person is none of it", []models.Fact{models.Person{ID: "per_dong"}}, nil, "[false]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			only := models.Dated(c.closed, c.opened)
			var got []bool
			for _, f := range c.closed {
				got = append(got, only[models.RefOf(f)])
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("only dated: %v, want %s", got, c.want)
			}
		})
	}
}
