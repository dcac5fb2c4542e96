package handlers

import (
	"strconv"

	"caucus/models"
)

const parliamentsCursor = "n"

// parliaments lists the parliaments of the House, by number.
func parliaments(s *scope, p *params) (reply, error) {
	limit, after := p.limit(), placeAt(p, parliamentsCursor, strconv.Atoi)
	find := func() ([]models.ParliamentRecord, string) {
		list, more := s.ParliamentRecords(s.house.ID, after, limit)
		if !more {
			return list, ""
		}
		return list, encodeCursor(parliamentsCursor, strconv.Itoa(list[limit-1].Number))
	}
	return reply{json: func(w *page) {
		list, next := find()
		w.object()
		w.key("parliaments")
		w.array()
		for i := range list {
			w.object()
			w.parliamentMembers(&list[i])
			w.endObject()
		}
		w.endArray()
		w.nextLink(next)
		w.meta()
	}, csv: func(sh *sheet) {
		list, next := find()
		table(sh, parliamentColumns, list)
		sh.next = next
	}}, nil
}

// parliament tells all that the register holds of one parliament.
func parliament(s *scope, p *params) (reply, error) {
	one, err := s.FindParliament(s.house.ID, p.id)
	if err = p.unfound("number", "the number of a parliament of the register", err); err != nil {
		return reply{}, err
	}
	return reply{json: func(w *page) {
		w.object()
		w.parliamentMembers(&one)
		w.key("citations")
		w.citations(one.Citations)
		w.key("standings")
		if day := one.Nearest(s.on); day.IsZero() {
			w.null()
		} else {
			c := s.Standings(s.house.ID, models.Designation, day)
			w.countsOn(&c)
		}
		w.key("sitting")
		w.listedAll(s.MembersIn(s.house.ID, one.Number, s.on))
		w.key("history")
		w.tenuresHeld(s.TenuresIn(s.house.ID, one.Number))
		w.meta()
	}}, nil
}

// parliamentMembers writes the members that every parliament has.
func (w *page) parliamentMembers(one *models.ParliamentRecord) {
	w.key("number")
	w.number(one.Number)
	w.key("election")
	w.day(one.Election)
	w.key("first_sitting")
	w.day(one.FirstSitting)
	w.key("dissolution")
	w.day(one.Dissolution)
	w.key("status")
	w.text(string(one.StatusOn(w.on)))
	w.key("seats")
	w.numberOrNull(one.Seats)
	w.key("members")
	w.number(one.Members)
	w.key("changes")
	w.number(one.Changes)
}
