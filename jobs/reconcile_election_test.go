package jobs

import (
	"fmt"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

// elects serves the list of the House after the general election of 2021-09-20.
func (d *desk) elects(at string, rows ...string) models.Result {
	d.t.Helper()
	doc, m := d.document(lists, instant(at), models.ListsSitting, rows)
	if d.parliament() == 43 {
		m.Elected = Day("2021-09-20")
	}
	for i := range m.People {
		for j := range m.People[i].Seats {
			m.People[i].Seats[j].Parliament = 44
		}
	}
	return d.run(doc, m)
}

// aHouseOf is dissolved, and newcomers are elected to each of its seats: their
// rows, with what stands behind.
func aHouseOf(t *testing.T, seats int) (d *desk, winners func(more func(n int) string) []string) {
	var members []string
	for n := range seats {
		members = append(members, fmt.Sprintf("Old Member%c | Riding %c | org_liberal", 'A'+n, 'A'+n))
	}
	return dissolved(t, members...), func(more func(n int) string) (rows []string) {
		for n := range seats {
			rows = append(rows, fmt.Sprintf("New Winner%c | Riding %c 2021-09-20.. | org_ndp | %s", 'A'+n, 'A'+n, more(n)))
		}
		return rows
	}
}

func (d *desk) elected(parliament int) (n int) {
	for _, t := range d.facts.Tenures {
		if t.Parliament == parliament {
			n++
		}
	}
	return n
}

// TestAnElectionWhileNumbersComeAndGo: the Library numbers people in its list, and
// tells the number of the House in profiles, of which some are read each time.
func TestAnElectionWhileNumbersComeAndGo(t *testing.T) {
	d, winners := aHouseOf(t, 20)
	numbered := func(run int) []string {
		return winners(func(n int) string {
			text := fmt.Sprintf("parlinfo=%d", 25000+n)
			if n%3 == run%3 {
				text += fmt.Sprintf(", ourcommons=%d", 110000+n)
			}
			return text
		})
	}
	d.elects("2021-09-28 12:00", numbered(0)...)
	d.elects("2021-09-28 15:00", numbered(1)...)
	must(t, "on the second sighting", fmt.Sprint(d.elected(44)), "20")
	must(t, "with what was given twice", d.numbers("New WinnerA")+d.numbers("New WinnerB"), "[{parlinfo 25000}][{parlinfo 25001}]")
}

// TestAnElectionWaitsForNobodyForEver: the number of one member is another each
// time. The others begin the parliament a day later, and the seat is vacant until
// the source says the same twice.
func TestAnElectionWaitsForNobodyForEver(t *testing.T) {
	for _, c := range []struct {
		story string
		wild  int // members of whom something else is said each time
		after string
		want  int
	}{
		{"a few hours", 1, "2021-09-29 08:00", 0},
		{"a day", 1, "2021-09-29 12:00", 19},
		{"a day, and a tenth of the House", 2, "2021-09-29 12:00", 18},
		{"a day, and more than a tenth", 3, "2021-09-29 12:00", 0},
	} {
		d, winners := aHouseOf(t, 20)
		run := 0
		rows := func() []string {
			run++
			return winners(func(n int) string {
				if n < c.wild {
					return fmt.Sprintf("ourcommons=%d", 110000+100*run+n)
				}
				return fmt.Sprintf("ourcommons=%d", 120000+n)
			})
		}
		d.elects("2021-09-28 12:00", rows()...)
		d.elects("2021-09-28 18:00", rows()...)
		must(t, c.story+", before", fmt.Sprint(d.elected(44)), "0")
		d.elects(c.after, rows()...)
		must(t, c.story, fmt.Sprint(d.elected(44)), fmt.Sprint(c.want))
		if c.want == 0 {
			must(t, c.story, d.waiting(lists), "election 2021-09-20")
			continue
		}
		must(t, "nobody", d.numbers("New WinnerA"), "nobody")
		run--
		d.elects("2021-09-30 12:00", rows()...) // as the day before
		must(t, "all at last", fmt.Sprint(d.elected(44)), "20")
		must(t, "nothing waits", d.waiting(lists), "")
	}
}
