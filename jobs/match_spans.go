package jobs

import (
	"cmp"
	"fmt"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// joinSeats makes one of seats that are the same or meet.
func joinSeats(seats []MatchedSeat) (joined []MatchedSeat, why string) {
	slices.SortFunc(seats, func(a, b MatchedSeat) int {
		return cmp.Or(cmp.Compare(a.Riding, b.Riding), a.Period.Compare(b.Period), cmp.Compare(b.ElectedAs.Organization, a.ElectedAs.Organization),
			cmp.Compare(b.EndCause, a.EndCause), cmp.Compare(a.Snapshot, b.Snapshot), cmp.Compare(a.Locator, b.Locator))
	})
	for _, s := range seats {
		if n := len(joined); n > 0 && joined[n-1].Riding == s.Riding {
			last := &joined[n-1]
			switch {
			case last.Period == s.Period:
				last.EndCause = cmp.Or(last.EndCause, s.EndCause) // the one with a party on the ballot comes first
				continue
			case last.Period.Meets(s.Period):
				last.Period.To, last.EndCause = s.Period.To, s.EndCause
				continue
			}
		}
		joined = append(joined, s)
	}
	slices.SortStableFunc(joined, func(a, b MatchedSeat) int { return a.Period.Compare(b.Period) })
	for i := range joined {
		for _, other := range joined[:i] {
			if joined[i].Period.Overlaps(other.Period) {
				return nil, fmt.Sprintf("it is said to sit for %s %s and for %s %s", other.Written, days(other.Period), joined[i].Written, days(joined[i].Period))
			}
		}
	}
	return joined, ""
}

// days tells a period in words.
func days(p temporal.Period) string {
	if p.Open() {
		return "from " + p.From.String() + " on"
	}
	return "from " + p.From.String() + " to " + p.LastDay().String()
}

// joinLabels makes one of labels that are the same or meet. Where a label still
// counts the first day of the next the later holds.
func joinLabels(labels []MatchedLabel) (joined []MatchedLabel, why string) {
	slices.SortFunc(labels, func(a, b MatchedLabel) int {
		return cmp.Or(order(a.About)-order(b.About), a.Period.Compare(b.Period), cmp.Compare(a.Value.Status, b.Value.Status),
			cmp.Compare(a.Value.Organization, b.Value.Organization), cmp.Compare(a.Snapshot, b.Snapshot), cmp.Compare(a.Locator, b.Locator))
	})
	for _, l := range labels {
		n := len(joined)
		if n == 0 || joined[n-1].About != l.About || joined[n-1].Period.From == 0 && l.Period.From != 0 {
			joined = append(joined, l)
			continue
		}
		switch last := &joined[n-1]; {
		case last.Value == l.Value && (last.Period.Overlaps(l.Period) || last.Period.Meets(l.Period)):
			last.Period.To = temporal.LaterEnd(last.Period.To, l.Period.To)
		case !last.Period.Overlaps(l.Period):
			joined = append(joined, l)
		case last.Period.To == l.Period.From+1 && last.Period.From < l.Period.From && last.Period.To != l.Period.To:
			last.Period.To = l.Period.From
			joined = append(joined, l)
		default:
			return nil, fmt.Sprintf("it is said to be %s %s and %s %s", last.Written, days(last.Period), l.Written, days(l.Period))
		}
	}
	return joined, ""
}

func order(about models.Matter) int { return slices.Index(models.Matters[:], about) }

// twoLabels tells of which two labels rows say that both are today's on one
// axis.
func twoLabels(rows []*row) (why string) {
	first := map[models.Matter]MatchedLabel{}
	for _, r := range rows {
		for _, about := range models.Matters {
			for _, l := range todays(r.labels, about, r.day) {
				if was, ok := first[about]; ok && was.Value != l.Value {
					return fmt.Sprintf("its label is said to be %q and %q", was.Written, l.Written)
				}
				first[about] = l
			}
		}
	}
	return ""
}

// todays are the labels of a matter that hold on a day: the one without a day,
// and of those with one the latest.
func todays(labels []MatchedLabel, about models.Matter, on temporal.Day) (list []MatchedLabel) {
	var dated MatchedLabel
	for _, l := range labels {
		switch {
		case l.About != about:
		case l.Period.From == 0:
			list = append(list, l)
		case l.Period.Contains(on) && l.Period.From >= dated.Period.From:
			dated = l
		}
	}
	if dated.About != "" {
		list = append(list, dated)
	}
	return list
}
