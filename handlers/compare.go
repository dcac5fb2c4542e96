package handlers

import (
	"caucus/models"
	"caucus/models/temporal"
)

const compareCursor = "d"

// compare tells how the House stood on two days, and which changes lead from
// one to the other.
func compare(s *scope, p *params) (reply, error) {
	q := models.CompareQuery{House: s.house.ID, Axis: p.axis(), Kinds: p.kinds("kind"), Limit: p.limit(), After: p.changeCursor(compareCursor)}
	q.From, q.To = s.twoDays(p)
	return reply{json: func(w *page) {
		found := s.Compare(q)
		w.object()
		w.key("house")
		w.text(string(q.House))
		w.key("axis")
		w.text(string(q.Axis))
		w.key("from")
		w.countsOn(&found.From)
		w.key("to")
		w.countsOn(&found.To)
		w.key("differences")
		w.array()
		for i := range found.Differences {
			w.difference(&found.Differences[i], &q)
		}
		w.endArray()
		w.key("changes")
		w.changes(found.Changes)
		w.nextLink(cursorOf(compareCursor, found.Next))
		w.meta()
	}, csv: func(sh *sheet) {
		found := s.Compare(q)
		table(sh, changeColumns, found.Changes)
		sh.next = cursorOf(compareCursor, found.Next)
	}}, nil
}

// twoDays reads two days, the first before the second, neither after the day
// that the question is about.
func (s *scope) twoDays(p *params) (from, to temporal.Day) {
	from, to = s.neededDay(p, "from"), s.neededDay(p, "to")
	if from != 0 && to != 0 && from >= to {
		p.fault("to", to.String(), "a day after from")
	}
	return from, to
}

// neededDay reads a day that must be given.
func (s *scope) neededDay(p *params, name string) temporal.Day {
	const why = ", the day that the question is about"
	if !p.was(name) {
		p.fault(name, "", "to be given: a day YYYY-MM-DD from "+s.house.Since.String()+" to "+s.on.String()+why)
		return 0
	}
	day := p.day(name, s.house.Since, s.on, why)
	if day != 0 {
		p.keep(name, day.String())
	}
	return day
}

// countsOn writes standings as an object that says of which day they are.
func (w *page) countsOn(c *models.Standings) {
	w.object()
	w.key("on")
	w.day(c.On)
	w.counts(c)
	w.endObject()
}

// difference writes how many members had a value on either day. An organization
// is called as on the second if it has members then.
func (w *page) difference(d *models.Difference, q *models.CompareQuery) {
	day := q.To
	if d.To == 0 {
		day = q.From
	}
	w.object()
	w.key("status")
	w.text(string(d.Value.Status))
	w.key("organization")
	w.raw(w.organizationOn(d.Value.Organization, day))
	w.key("from")
	w.number(d.From)
	w.key("to")
	w.number(d.To)
	w.key("change")
	w.number(d.Change())
	w.endObject()
}
