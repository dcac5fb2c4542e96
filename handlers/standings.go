package handlers

import "caucus/models"

// standings counts the seats of the House on a day.
func standings(s *scope, p *params) (reply, error) {
	axis := oneOf(p, "axis", models.Axes[:]...)
	if axis == "" {
		axis = models.Designation
	}
	return reply{json: func(w *page) {
		c := s.Standings(s.house.ID, axis, s.on)
		w.object()
		w.counts(&c)
		w.key("rows")
		w.array()
		for i := range c.Rows {
			w.row(&c.Rows[i])
		}
		w.endArray()
		w.meta()
	}, csv: func(sh *sheet) {
		c := s.Standings(s.house.ID, axis, s.on)
		table(sh, standingsColumns, standingsLines(&c))
	}}, nil
}

func (w *page) counts(c *models.Standings) {
	w.key("house")
	w.text(string(c.House))
	w.key("parliament")
	w.numberOrNull(c.Parliament)
	w.key("status")
	w.text(string(c.Status))
	w.key("axis")
	w.text(string(c.Axis))
	w.key("seats")
	w.numberOrNull(c.Seats)
	w.key("filled")
	w.number(c.Filled)
	w.key("vacant")
	if w.promised(c) {
		w.number(c.Vacant)
	} else {
		w.null()
	}
	w.key("majority")
	if c.Seats == 0 {
		w.null() // of a number that is not known there is no majority
	} else {
		w.number(c.Majority)
	}
	w.balance(c)
}

// promised reports whether the vacant seats of the day can be told. Before the
// day from which the House promises it, what is vacant is only what somebody is
// known to have held, which leaves out seats: then nothing is said of it. Once
// the House is dissolved nobody holds a seat, so that all of them are vacant and
// add up, if it is a day of the promise and the seats by law are known.
func (w *page) promised(c *models.Standings) bool {
	return c.Promised || c.Status == models.HouseDissolved && c.Seats > 0 && c.On >= w.house.Balanced
}

// balance says whether filled plus vacant equals the seats by law, or that it
// cannot be promised for the day.
func (w *page) balance(c *models.Standings) {
	w.key("balanced")
	if w.promised(c) {
		w.bool(c.Balanced)
		w.raw(`"balance":"promised"`)
	} else {
		w.null()
		w.raw(`"balance":"not_promised"`)
	}
	w.key("unbalanced")
	w.array()
	for _, id := range c.Unbalanced {
		p, _ := w.Person(id)
		w.object()
		w.key("id")
		w.text(string(id))
		w.key("name")
		w.text(p.Name.Full)
		w.endObject()
	}
	w.endArray()
}

func (w *page) row(r *models.StandingsRow) {
	w.object()
	w.key("status")
	w.text(string(r.Value.Status))
	w.key("organization")
	w.raw(w.organizationOn(r.Value.Organization, w.on))
	w.key("seats")
	w.number(r.Seats)
	w.key("provisional")
	w.number(r.Provisional)
	w.key("uncertain")
	w.number(r.Uncertain)
	w.key("short_of_majority")
	w.number(r.ShortOfMajority)
	w.endObject()
}
