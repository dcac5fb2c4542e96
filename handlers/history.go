package handlers

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

const historyCursor = "h"

// history lists the counts of the House through time, oldest first.
func history(s *scope, p *params) (reply, error) {
	parliament, _ := s.Parliament(s.house.ID, s.parliament(p))
	q := models.HistoryQuery{
		House: s.house.ID, Axis: p.axis(), Period: s.days(p), Parliament: parliament,
		Limit: p.limit(), After: placeAt(p, historyCursor, temporal.ParseDay),
	}
	p.faults.Faults = append(p.faults.Faults, q.Contradictions()...)
	return reply{json: func(w *page) {
		found := s.History(q)
		w.object()
		w.key("house")
		w.text(string(q.House))
		w.key("axis")
		w.text(string(q.Axis))
		w.key("history")
		w.array()
		for i := range found.Rows {
			w.historyRow(&found.Rows[i])
		}
		w.endArray()
		w.nextLink(encodePlace(historyCursor, found.Next.String()))
		w.meta()
	}, csv: func(sh *sheet) {
		found := s.History(q)
		table(sh, historyColumns, historyLines(found.Rows))
		sh.next = encodePlace(historyCursor, found.Next.String())
	}}, nil
}

func (w *page) historyRow(row *models.HistoryRow) {
	w.object()
	w.key("on")
	w.day(row.On)
	w.key("to")
	w.day(row.To)
	w.key("last_day")
	w.day(row.Period().LastDay())
	w.key("parliament")
	w.numberOrNull(row.Parliament)
	w.key("status")
	w.text(string(row.Status))
	w.seats(&row.Standings)
	w.rows(&row.Standings)
	w.endObject()
}

// historyColumns are those of standings, and until when they stood so.
var historyColumns = slices.Concat(
	of(func(_ *sheet, l historyLine) standingsLine { return l.standingsLine }, standingsColumns),
	[]column[historyLine]{
		{"to", func(_ *sheet, l historyLine) string { return l.period.To.String() }},
		{"last_day", func(_ *sheet, l historyLine) string { return l.period.LastDay().String() }},
	},
)

type historyLine struct {
	standingsLine
	period temporal.Period
}

// historyLines has a line for each value of each row. A row without values,
// such as that of a dissolved House, is one line.
func historyLines(rows []models.HistoryRow) []historyLine {
	var lines []historyLine
	for i := range rows {
		row := &rows[i]
		values := standingsLines(&row.Standings)
		if len(values) == 0 {
			values = []standingsLine{{of: &row.Standings}}
		}
		for _, l := range values {
			lines = append(lines, historyLine{l, row.Period()})
		}
	}
	return lines
}
