package handlers

import (
	"caucus/models"
	"caucus/models/temporal"
)

// standings counts the seats of the House on a day.
func standings(s *scope, p *params) (reply, error) {
	axis := p.axis()
	return reply{json: func(w *page) {
		c := s.Standings(s.house.ID, axis, s.on)
		w.object()
		w.counts(&c)
		w.meta()
	}, csv: func(sh *sheet) {
		c := s.Standings(s.house.ID, axis, s.on)
		table(sh, standingsColumns, standingsLines(&c))
	}}, nil
}

// axis reads on which axis members are counted.
func (p *params) axis() models.Axis {
	if axis := oneOf(p, "axis", models.Axes[:]...); axis != "" {
		return axis
	}
	return models.Designation
}

// counts writes the members that standings have.
func (w *page) counts(c *models.Standings) {
	w.key("house")
	w.text(string(c.House))
	w.key("parliament")
	w.numberOrNull(c.Parliament)
	w.key("status")
	w.text(string(c.Status))
	w.key("axis")
	w.text(string(c.Axis))
	w.seats(c)
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
	w.rows(c)
}

// seats writes the seats of the House. Before the day from which it promises
// that they add up, what is vacant is only what somebody is known to have held,
// which leaves out seats: then nothing is said of it.
func (w *page) seats(c *models.Standings) {
	w.key("seats")
	w.numberOrNull(c.Seats)
	w.key("filled")
	w.number(c.Filled)
	w.key("vacant")
	if c.Promised {
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

// balance says whether filled plus vacant equals the seats by law, or that it
// cannot be promised for the day.
func (w *page) balance(c *models.Standings) {
	w.key("balanced")
	if c.Promised {
		w.bool(c.Balanced)
		w.raw(`"balance":"promised"`)
	} else {
		w.null()
		w.raw(`"balance":"not_promised"`)
	}
}

func (w *page) rows(c *models.Standings) {
	w.key("rows")
	w.array()
	for i := range c.Rows {
		w.row(&c.Rows[i], c.On)
	}
	w.endArray()
}

// row writes how many members have a value, named as of a day.
func (w *page) row(r *models.StandingsRow, day temporal.Day) {
	w.object()
	w.put(`"status":`)
	w.word(string(r.Value.Status))
	w.put(`,"organization":`)
	w.put(w.organizationOn(r.Value.Organization, day))
	w.put(`,"seats":`)
	w.number(r.Seats)
	w.put(`,"provisional":`)
	w.number(r.Provisional)
	w.put(`,"uncertain":`)
	w.number(r.Uncertain)
	w.put(`,"short_of_majority":`)
	w.number(r.ShortOfMajority)
	w.endObject()
}
