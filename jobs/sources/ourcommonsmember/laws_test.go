package ourcommonsmember_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

// step is a label and how many days it was held.
type step struct {
	label string
	days  int
}

// TestWhatIsWrittenAsAProfileIsReadFromIt writes the labels of one seat in turn,
// one a step, in any order and either shape. The last is held today.
func TestWhatIsWrittenAsAProfileIsReadFromIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-ZÉ][a-zé'&<>]{0,8}`)
		steps := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
			return step{name.Draw(t, "label"), rapid.IntRange(1, 900).Draw(t, "days")}
		}), 1, 8).Draw(t, "steps")
		first := time.Date(1867, 8, 7, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 80_000).Draw(t, "first"))
		want := models.Record{
			Locator: "PersonId 7", Identifiers: []models.Identifier{{Scheme: "ourcommons", Value: "7"}},
			Name:  models.PersonName{Full: "Han Dong", Given: "Han", Family: "Dong"},
			Seats: []models.SaidSeat{{Riding: "Don Valley North", Period: temporal.Period{From: dayOf(first)}, ElectedAs: "Ballot"}},
		}
		var roles []string
		at := first
		for i, s := range steps {
			next := at.AddDate(0, 0, s.days)
			p, last := temporal.Period{From: dayOf(at)}, ""
			if i < len(steps)-1 {
				p.To = dayOf(next)
				last = next.Add(-time.Second).Format("2006-01-02T15:04:05")
			}
			want.Labels = append(want.Labels, models.SaidLabel{Axis: models.Designation, Label: s.label, Period: p})
			roles = append(roles, labelRole(fmt.Sprintf("%s, %s, %s", s.label, at.Format("2006-01-02T15:04:05"), last)))
			at = next
		}
		roles = rapid.Permutation(roles).Draw(t, "order")
		if rapid.Bool().Draw(t, "wrapped") {
			roles = []string{"<CaucusMemberRoles>" + strings.Join(roles, "") + "</CaucusMemberRoles>"}
		}
		roles = append(roles, seatRole("Han Dong", "Don Valley North, "+first.Format(time.DateOnly)+", , "+steps[len(steps)-1].label),
			candidacy(first.Format(time.DateOnly)+", Don Valley North, Ballot, Elected"))
		text := profile(roles...)
		d, err := readQuietly(addressOf("7"), text)
		if err != nil || len(d.Faults) > 0 {
			t.Fatalf("%v, faults %v, of\n%s", err, d.Faults, text)
		}
		if diff := cmp.Diff([]models.Record{want}, d.Records); diff != "" {
			t.Fatalf("(-written +read):\n%s\nof\n%s", diff, text)
		}
	})
}

func dayOf(t time.Time) temporal.Day { return temporal.MustDay(t.Format(time.DateOnly)) }
