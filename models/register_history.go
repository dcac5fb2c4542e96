package models

import (
	"slices"
	"strconv"

	"caucus/models/temporal"
)

// HistoryQuery asks for the counts of a House through time.
type HistoryQuery struct {
	House      HouseID
	Axis       Axis
	Period     temporal.Period // days whose counts are asked for; the zero period is all of them
	Parliament *Parliament     // only days of its term; nil for every day
	After      temporal.Day    // the day of the last row of the page before
	Limit      int             // 0 means no limit
}

// HistoryRow is the counts of a House from a day on, until they changed. Its
// standings are those of that day; whose seats do not add up they do not say.
type HistoryRow struct {
	Standings
	To temporal.Day // the day on which the counts changed next; zero if they have not
}

// Period is the days on which the counts were these.
func (h *HistoryRow) Period() temporal.Period { return temporal.Period{From: h.On, To: h.To} }

// HistoryAnswer is one page of rows, oldest first.
type HistoryAnswer struct {
	Rows []HistoryRow
	Next temporal.Day // day of the last row; zero if none follows
}

// Term is the days of a parliament, from its election to its dissolution.
func (p *Parliament) Term() temporal.Period {
	t := temporal.Period{From: p.Election}
	if p.Dissolution != 0 {
		t.To = p.Dissolution + 1
	}
	return t
}

// days are the days that the query is about; ok is false if there is none.
func (q *HistoryQuery) days() (days temporal.Period, ok bool) {
	if q.Parliament == nil {
		return q.Period, true
	}
	return q.Period.Intersect(q.Parliament.Term())
}

// Contradictions lists the filters of the query that no day can pass together.
func (q *HistoryQuery) Contradictions() []Fault {
	var e InvalidError
	if _, ok := q.days(); !ok {
		want := "a parliament elected before " + q.Period.To.String()
		if t := q.Parliament.Term(); q.Period.To == 0 || t.From < q.Period.To {
			want = "a parliament not dissolved before " + q.Period.From.String()
		}
		e.Add("parliament", strconv.Itoa(q.Parliament.Number), want+", or left out: its days must be among those asked for")
	}
	return e.Faults
}

// History answers a query: one row for each day on which a count changed, the
// seats by law did, a parliament was elected or dissolved, or from which the
// House promises balance. Rows follow one another without a gap from the first
// day of the House on, and those that touch the days asked for are told whole:
// the first may begin before them.
func (r *Register) History(q HistoryQuery) HistoryAnswer {
	answer := HistoryAnswer{Rows: []HistoryRow{}}
	i := r.houseAt(q.House)
	asked, ok := q.days()
	if i < 0 || !ok {
		return answer
	}
	turns := r.houses[i].turns(boardOf(q.Axis))
	for n, day := range turns {
		row := temporal.Period{From: day}
		if n+1 < len(turns) {
			row.To = turns[n+1]
		}
		if day <= q.After || !row.Overlaps(asked) {
			continue
		}
		if q.Limit > 0 && len(answer.Rows) == q.Limit {
			answer.Next = answer.Rows[q.Limit-1].On
			break
		}
		s := r.Standings(q.House, q.Axis, day)
		s.Unbalanced = []PersonID{}
		answer.Rows = append(answer.Rows, HistoryRow{Standings: s, To: row.To})
	}
	return answer
}

// counted is what the counts of a day are made from.
type counted struct {
	parliament, seats, block int
	status                   HouseStatus
	promised                 bool
}

// turns lists the first day of the House and every later one on which the
// counts on an axis differ from those of the day before.
func (h *houseIndex) turns(axis int) []temporal.Day {
	b := &h.boards[axis]
	days := make([]temporal.Day, 0, len(b.days)+2*len(h.parliaments)+len(h.seats)+2)
	days = append(append(days, b.days...), h.House.Since, h.House.Balanced)
	for i := range h.parliaments {
		t := h.parliaments[i].Term()
		days = append(days, t.From, t.To)
	}
	for i := range h.seats {
		days = append(days, h.seats[i].From)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	var before counted
	first := true
	return slices.DeleteFunc(days, func(day temporal.Day) bool {
		if day.IsZero() || day < h.House.Since {
			return true
		}
		now := h.counted(b, day)
		same := !first && now.parliament == before.parliament && now.seats == before.seats && now.status == before.status &&
			now.promised == before.promised && b.same(now.block, before.block)
		before, first = now, false
		return same
	})
}

func (h *houseIndex) counted(b *board, on temporal.Day) counted {
	c := counted{parliament: h.last(on), seats: h.seatsByLaw(on), block: -1, status: HouseNotYet}
	if c.parliament < 0 {
		return c
	}
	c.promised = on >= h.House.Balanced
	if c.status = h.parliaments[c.parliament].StatusOn(on); c.status == HouseSitting {
		c.block = b.block(on)
	}
	return c
}

// same reports whether two blocks count the same; -1 counts nothing.
func (b *board) same(n, m int) bool {
	if n < 0 || m < 0 {
		return n == m
	}
	return b.filled[n] == b.filled[m] && slices.Equal(b.rows[b.start(n):b.ends[n]], b.rows[b.start(m):b.ends[m]])
}
