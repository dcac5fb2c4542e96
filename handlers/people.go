package handlers

import "caucus/models"

// people lists people by name, each with what holds of them on the day.
func people(s *scope, p *params) (reply, error) {
	q := models.PeopleQuery{
		House: s.house.ID, On: s.on,
		Text:        p.words("q"),
		Sitting:     p.flag("sitting"),
		Designation: s.value(p, "designation"),
		Caucus:      s.value(p, "caucus"),
		Party:       s.value(p, "party"),
		Riding:      s.riding(p, "riding"),
		Province:    p.province("province"),
		Parliament:  s.parliament(p),
		State:       oneOf(p, "state", models.Confirmed, models.Provisional, models.Reported),
		Limit:       p.limit(),
		After:       p.cursor(peopleCursor),
	}
	p.faults.Faults = append(p.faults.Faults, q.Contradictions()...)
	return reply{json: func(w *page) {
		found := s.People(q)
		w.object()
		w.key("people")
		w.array()
		for i, id := range found.People {
			w.listedAt(found.Places[i], id)
		}
		w.endArray()
		w.nextLink(encodePlace(peopleCursor, found.Next))
		w.meta()
	}, csv: func(sh *sheet) {
		found := s.People(q)
		table(sh, listedColumns, sh.listedRows(found.People))
		sh.next = encodePlace(peopleCursor, found.Next)
	}}, nil
}

// listed writes a person as lists show one. But for the day, a row is the same
// for as long as nothing about the person changes.
func (w *page) listed(id models.PersonID) { w.listedAt(w.PlaceOf(id), id) }

// listedAt is listed for a person at a place in the order of names.
func (w *page) listedAt(place int32, id models.PersonID) {
	if w.again(&w.listings, place) {
		return
	}
	w.record()
	day := w.listedNew(id)
	w.keep(&w.listings, place, w.Steady(id, w.on), day)
}

// listedNew writes a row that is not known, and tells where the day begins.
func (w *page) listedNew(id models.PersonID) (day int) {
	p, _ := w.Person(id)
	s := &w.listing
	w.StandingTo(s, &w.seat, id, w.on)
	w.object()
	w.head(&p)
	w.put(`,"standing":`)
	day = len(w.b) + len(`{"on":"`)
	w.standing(s)
	w.put(`,"tenure":`)
	if s.Sitting() {
		w.tenure(s.Tenure)
	} else {
		w.null()
	}
	w.endObject()
	return day
}
