package parlinfo

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// span is a value over a run of days, with what it is cited from.
type span struct {
	temporal.Period
	value  models.Value
	basis  models.Basis
	cites  []models.Citation
	note   string
	window temporal.Day // first day on which it may already have begun; zero if its day is known
}

// cut divides a period at days; days outside it do not matter.
func cut(p temporal.Period, days []temporal.Day) (parts []temporal.Period) {
	slices.Sort(days)
	from := p.From
	for _, d := range days {
		if d > from && (p.Open() || d < p.To) {
			parts = append(parts, temporal.Period{From: from, To: d})
			from = d
		}
	}
	return append(parts, temporal.Period{From: from, To: p.To})
}

// coalesce joins neighbours that say the same on the same basis. The spans
// must be in order and must not overlap.
func coalesce(list []span) (joined []span) {
	for _, s := range list {
		if n := len(joined); n > 0 {
			last := &joined[n-1]
			if last.Meets(s.Period) && last.value == s.value && last.basis == s.basis {
				last.To = s.To
				for _, c := range s.cites {
					if !slices.Contains(last.cites, c) {
						last.cites = append(last.cites, c)
					}
				}
				continue
			}
		}
		s.cites = slices.Clone(s.cites)
		joined = append(joined, s)
	}
	return joined
}

// term is the days on which a person sat in one parliament without a break,
// in one seat or in two at once.
type term struct {
	temporal.Period
	tenures []*tenure
}

func termsOf(m *member) (list []term) {
	for _, t := range m.tenures {
		if t.place == 0 {
			continue
		}
		if n := len(list); n > 0 && list[n-1].Overlaps(t.Period) {
			last := &list[n-1]
			last.To = temporal.LaterEnd(last.To, t.To)
			last.tenures = append(last.tenures, t)
			continue
		}
		list = append(list, term{t.Period, []*tenure{t}})
	}
	return list
}

// ended is how the term ended: as its last tenure did.
func (t term) ended() models.EndCause {
	for _, h := range t.tenures {
		if h.To == t.To {
			return h.end
		}
	}
	return models.ByUnknownCause
}
