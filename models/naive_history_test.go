package models_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/temporal"
)

// naiveRow is the counts of a run of days that are all alike.
type naiveRow struct {
	models.Standings
	days []temporal.Day
}

// history walks day by day and begins a row where the counts are others than
// those of the day before.
func (n *naive) history(axis models.Axis) (rows []naiveRow) {
	for on := dawn; on <= nightfall; on++ {
		s := n.standings(axis, on)
		if last := len(rows) - 1; last >= 0 {
			before := rows[last].Standings
			if before.On = on; reflect.DeepEqual(before, s) {
				rows[last].days = append(rows[last].days, on)
				continue
			}
		}
		rows = append(rows, naiveRow{s, []temporal.Day{on}})
	}
	return rows
}

// asked reports whether a day is one that a question about history is about.
func asked(q models.HistoryQuery, on temporal.Day) bool {
	if p := q.Parliament; p != nil && (on < p.Election || p.Dissolution != 0 && on > p.Dissolution) {
		return false
	}
	return on >= q.Period.From && (q.Period.To == 0 || on < q.Period.To)
}

func drawHistoryQuery(rng *rand.Rand, n *naive, axis models.Axis) models.HistoryQuery {
	q := models.HistoryQuery{House: smallHouse, Axis: axis, Period: temporal.Period{To: nightfall + 1}, Limit: rng.IntN(8)}
	if rng.IntN(2) == 0 {
		q.Period.From = dawn.Add(rng.IntN(140))
		q.Period.To = min(q.Period.From.Add(1+rng.IntN(40)), nightfall+1)
	}
	if rng.IntN(3) == 0 {
		q.Parliament = &n.facts.Parliaments[rng.IntN(3)]
	}
	return q
}

// histories compares rows, page by page. What comes after nightfall the naive
// model does not see.
func histories(r *models.Register, n *naive, rng *rand.Rand) string {
	for _, axis := range models.Axes {
		rows := n.history(axis)
		for range 20 {
			q := drawHistoryQuery(rng, n, axis)
			var want []models.HistoryRow
			for _, row := range rows {
				if !slices.ContainsFunc(row.days, func(on temporal.Day) bool { return asked(q, on) }) {
					continue
				}
				one := models.HistoryRow{Standings: row.Standings, To: row.days[len(row.days)-1] + 1}
				if one.To > nightfall {
					one.To = 0
				}
				want = append(want, one)
			}
			if got := historyPaged(r, q); !reflect.DeepEqual(want, got) {
				return fmt.Sprintf("%s of %+v (-want +got):\n%s", axis, q, cmp.Diff(want, got))
			}
			if none := len(q.Contradictions()) > 0; none && len(want) > 0 {
				return fmt.Sprintf("%+v is called contradictory, but has rows", q)
			}
		}
	}
	return ""
}

func historyPaged(r *models.Register, q models.HistoryQuery) (out []models.HistoryRow) {
	for range 200 {
		a := r.History(q)
		if q.Limit > 0 && len(a.Rows) > q.Limit {
			return nil
		}
		for _, row := range a.Rows {
			if row.To > nightfall {
				row.To = 0
			}
			out = append(out, row)
		}
		if q.After = a.Next; q.After == 0 {
			break
		}
	}
	return out
}

// personDay is a member on one day.
type personDay struct {
	person models.PersonID
	on     temporal.Day
}

// comparisons walks the changes between two days, and what is nobody's change,
// from the counts of the one to those of the other.
func comparisons(r *models.Register, n *naive, rng *rand.Rand) string {
	all := n.allChanges()
	for range 12 {
		from := dawn.Add(rng.IntN(int(nightfall - dawn - 1)))
		to := min(from.Add(1+rng.IntN(60)), nightfall)
		q := models.CompareQuery{House: smallHouse, From: from, To: to}
		for _, axis := range models.Axes {
			q.Axis = axis
			c := r.Compare(q)
			var got, want []string
			for _, change := range c.Changes {
				got = append(got, toldAs(change).String())
			}
			for _, change := range all {
				if change.on > from && change.on <= to {
					want = append(want, change.String())
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				return fmt.Sprintf("changes after %s to %s (-want +got):\n%s", from, to, diff)
			}
			if where := n.leads(c, axis); where != "" {
				return where
			}
		}
	}
	return ""
}

// leads says why the changes of a comparison do not lead from the counts of its
// first day to those of its second; empty if they do.
func (n *naive) leads(c models.Comparison, axis models.Axis) string {
	counts, filled := map[models.Value]int{}, c.From.Filled
	for _, row := range c.From.Rows {
		counts[row.Value] += row.Seats
	}
	told := map[personDay]bool{}
	for _, change := range c.Changes {
		switch change.Kind {
		case models.Seated:
			filled++
		case models.Unseated:
			filled--
		}
		at := personDay{change.Person, change.On}
		if change.Person == "" || told[at] {
			continue
		}
		told[at] = true
		if change.Before.Sitting() {
			counts[change.Before.Value(axis)]--
		}
		if change.After.Sitting() {
			counts[change.After.Value(axis)]++
		}
	}
	for on := c.From.On + 1; on <= c.To.On; on++ {
		for _, p := range n.people {
			if told[personDay{p.ID, on}] || n.held(p.ID, on) == nil {
				continue
			}
			if n.differs(p.ID, axis, on) {
				return fmt.Sprintf("%s: what changed for %s is not told", on, p.ID)
			}
			counts[n.value(p.ID, axis, on-1)]-- // a succession, or a gap
			counts[n.value(p.ID, axis, on)]++
		}
	}
	want, differences := map[models.Value]int{}, map[models.Value]int{}
	for _, row := range n.standings(axis, c.To.On).Rows {
		want[row.Value] = row.Seats
	}
	for _, d := range c.Differences {
		if d.To != 0 {
			differences[d.Value] = d.To
		}
		if counts[d.Value] != d.From+d.Change() {
			return fmt.Sprintf("%s on %s: changes make %d of %s, the difference says %d", axis, c.To.On, counts[d.Value], said(d.Value), d.To)
		}
		delete(counts, d.Value)
	}
	for v, left := range counts {
		if left != 0 {
			return fmt.Sprintf("%s on %s: changes leave %d of %s, of which nothing is said", axis, c.To.On, left, said(v))
		}
	}
	if diff := cmp.Diff(want, differences); diff != "" || filled != c.To.Filled {
		return fmt.Sprintf("%s on %s: %d filled, want %d; (-want +got)\n%s", axis, c.To.On, c.To.Filled, filled, diff)
	}
	return ""
}
