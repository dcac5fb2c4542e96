package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// scene is what a corruption may draw from.
type scene struct {
	*rand.Rand
	kind  *documentKind
	today temporal.Day
	older [][]rostered // rosters of earlier days
	alien [][]byte     // documents of other kinds
}

// rowCorruption damages what a publisher lists before it is written.
type rowCorruption func(s *scene, list []rostered) []rostered

var rowCorruptions = map[string]rowCorruption{
	"labels_swapped":     rotated(func(a, b *rostered) { *a.label() = relabel(*a.label(), *b.label()) }),
	"names_swapped":      rotated(func(a, b *rostered) { a.given, a.family = b.given, b.family }),
	"family_names_mixed": rotated(func(a, b *rostered) { a.family = b.family }),
	"ridings_swapped": rotated(func(a, b *rostered) {
		a.riding, a.ridingFr, a.constituency, a.province = b.riding, b.ridingFr, b.constituency, b.province
	}),
	"ids_swapped":   rotated(func(a, b *rostered) { a.ourcommons, a.parlinfo = b.ourcommons, b.parlinfo }),
	"dates_swapped": rotated(func(a, b *rostered) { a.from, a.to = b.from, b.to }),
	"rows_swapped":  shuffledRows, "column_shifted": columnShifted,
	"label_replaced": labelReplaced, "some_relabelled": someRelabelled,
	"rows_dropped": rowsDropped, "rows_duplicated": rowsDuplicated,
	"seat_days_shifted": seatDaysShifted, "label_days_shifted": labelDaysShifted, "label_history_lost": historyLost,
	"ends_given": endsGiven, "names_garbled": namesGarbled, "names_turned": namesTurned, "older_capture": olderCapture,
}

// relabel keeps the days of a label and takes over the rest of another.
func relabel(own, other rosterLabel) rosterLabel {
	other.Period = own.Period
	return other
}

// some draws rows: mostly a few, at times all of them.
func (s *scene) some(n, least int) []int {
	if n == 0 {
		return nil
	}
	k := least + s.IntN(5)
	switch s.IntN(6) {
	case 0:
		k = n
	case 1:
		k = 1 + s.IntN(n)
	}
	return s.Perm(n)[:min(max(k, least), n)]
}

// rotated lets each of some rows take something from the next one.
func rotated(take func(a, b *rostered)) rowCorruption {
	return func(s *scene, list []rostered) []rostered {
		old := deep(list)
		rows := s.some(len(list), 2)
		for i, at := range rows {
			take(&list[at], &old[rows[(i+1)%len(rows)]])
		}
		return list
	}
}

func deep(list []rostered) []rostered {
	out := slices.Clone(list)
	for i := range out {
		out[i].labels = slices.Clone(out[i].labels)
	}
	return out
}

// shuffledRows lists the same in another order: no corruption at all.
func shuffledRows(s *scene, list []rostered) []rostered {
	s.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// columnShifted moves one column by some rows.
func columnShifted(s *scene, list []rostered) []rostered {
	takes := []func(a, b *rostered){
		func(a, b *rostered) { *a.label() = relabel(*a.label(), *b.label()) },
		func(a, b *rostered) { a.labels = slices.Clone(b.labels) },
		func(a, b *rostered) { a.given, a.family = b.given, b.family },
		func(a, b *rostered) { a.given = b.given },
		func(a, b *rostered) { a.riding, a.ridingFr, a.constituency = b.riding, b.ridingFr, b.constituency },
		func(a, b *rostered) { a.province = b.province },
		func(a, b *rostered) { a.from, a.to = b.from, b.to },
		func(a, b *rostered) { a.ourcommons, a.parlinfo = b.ourcommons, b.parlinfo },
	}
	take, by, old := takes[s.IntN(len(takes))], 1+s.IntN(3), deep(list)
	for i := range list {
		take(&list[i], &old[(i+by)%len(old)])
	}
	return list
}

func (s *scene) other(list []rostered) rosterLabel { return *list[s.IntN(len(list))].label() }

// labelReplaced writes another label for one, everywhere.
func labelReplaced(s *scene, list []rostered) []rostered {
	if len(list) == 0 {
		return list
	}
	from, to := s.other(list), s.other(list)
	for i := range list {
		for j, l := range list[i].labels {
			if l.house == from.house {
				list[i].labels[j] = relabel(l, to)
			}
		}
	}
	return list
}

// someRelabelled gives some rows a label that others have.
func someRelabelled(s *scene, list []rostered) []rostered {
	for _, i := range s.some(len(list), 1) {
		other := s.other(list)
		for range 20 {
			if other.house != list[i].label().house {
				break
			}
			other = s.other(list)
		}
		*list[i].label() = relabel(*list[i].label(), other)
	}
	return list
}

func rowsDropped(s *scene, list []rostered) []rostered {
	gone := map[int]bool{}
	for _, i := range s.some(len(list), 1) {
		gone[i] = true
	}
	var left []rostered
	for i := range list {
		if !gone[i] {
			left = append(left, list[i])
		}
	}
	return left
}

// rowsDuplicated lists some members twice, the second time perhaps otherwise.
func rowsDuplicated(s *scene, list []rostered) []rostered {
	old := deep(list)
	how := s.IntN(6)
	for _, i := range s.some(len(list), 1) {
		m, o := deep(old[i : i+1])[0], old[s.IntN(len(old))]
		switch how {
		case 1:
			*m.label() = relabel(*m.label(), *o.label())
		case 2:
			m.riding, m.ridingFr, m.constituency, m.province = o.riding, o.ridingFr, o.constituency, o.province
		case 3:
			m.given, m.family = o.given, o.family
		case 4:
			m.from = s.shifted(m.from)
		case 5:
			m.ourcommons, m.parlinfo = 0, 0
			m.given, m.family = o.given, o.family
		}
		list = slices.Insert(list, s.IntN(len(list)+1), m)
	}
	return list
}

// shifted is another day.
func (s *scene) shifted(d temporal.Day) temporal.Day {
	by := []int{1, 30, 31, 365, 3650}[s.IntN(5)]
	if s.IntN(2) == 0 {
		by = -by
	}
	if s.IntN(8) == 0 {
		return s.today.Add(1 + s.IntN(400))
	}
	return d.Add(by)
}

// moved is a shift of days that is the same for all rows.
func (s *scene) moved() func(temporal.Day) temporal.Day {
	by := int(s.shifted(1000000)) - 1000000
	if s.IntN(4) == 0 {
		by = 1 + s.IntN(60)
	}
	return func(d temporal.Day) temporal.Day {
		if d == 0 {
			return 0
		}
		return d.Add(by)
	}
}

func seatDaysShifted(s *scene, list []rostered) []rostered {
	move := s.moved()
	for _, i := range s.some(len(list), 1) {
		list[i].from = move(list[i].from)
		if s.IntN(2) == 0 {
			list[i].to = move(list[i].to)
		}
	}
	return list
}

func labelDaysShifted(s *scene, list []rostered) []rostered {
	move, all := s.moved(), s.IntN(2) == 0
	for _, i := range s.some(len(list), 1) {
		labels := list[i].labels
		for j := range labels {
			if all || j == len(labels)-1 {
				labels[j].From, labels[j].To = move(labels[j].From), move(labels[j].To)
			}
		}
	}
	return list
}

// historyLost leaves out some of the labels of those who had several, or lets
// the last one hold from the first day on.
func historyLost(s *scene, list []rostered) []rostered {
	how := s.IntN(3)
	for i := range list {
		labels := list[i].labels
		switch n := len(labels); {
		case n < 2:
		case how == 0:
			list[i].labels = labels[:n-1]
		case how == 1:
			list[i].labels = labels[n-1:]
		default:
			labels[n-1].From = labels[0].From
			list[i].labels = labels[n-1:]
		}
	}
	return list
}

func endsGiven(s *scene, list []rostered) []rostered {
	for _, i := range s.some(len(list), 1) {
		if m := &list[i]; m.to == 0 {
			m.to = m.from.Add(1 + s.IntN(max(1, int(s.today-m.from))))
			for j := range m.labels {
				if m.labels[j].To == 0 && m.labels[j].From < m.to && s.IntN(2) == 0 {
					m.labels[j].To = m.to
				}
			}
		}
	}
	return list
}

// namesGarbled writes some names with a wrong letter, or as others are called.
func namesGarbled(s *scene, list []rostered) []rostered {
	garble := func(name string) string {
		r := []rune(name)
		if len(r) > 0 {
			r[s.IntN(len(r))] = rune('a' + s.IntN(26))
		}
		return string(r)
	}
	for _, i := range s.some(len(list), 1) {
		switch s.IntN(4) {
		case 0:
			list[i].given = garble(list[i].given)
		case 1:
			list[i].family = garble(list[i].family)
		case 2:
			list[i].given, list[i].family = garble(list[i].given), garble(list[i].family)
		case 3:
			list[i].riding = garble(list[i].riding)
		}
	}
	return list
}

// namesTurned exchanges given and family names, or shouts.
func namesTurned(s *scene, list []rostered) []rostered {
	shout := s.IntN(3) == 0
	for _, i := range s.some(len(list), 1) {
		m := &list[i]
		if shout {
			m.family = strings.ToUpper(m.family)
		} else {
			m.given, m.family = m.family, m.given
		}
	}
	return list
}

// olderCapture serves what was listed on an earlier day.
func olderCapture(s *scene, list []rostered) []rostered {
	old := s.older[s.IntN(len(s.older))]
	if !s.kind.profile {
		return deep(old)
	}
	var some []rostered
	for _, m := range list {
		for _, o := range old {
			if o.person == m.person {
				some = append(some, o)
			}
		}
	}
	return deep(some)
}
