package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// endSeats compares what is said of seats that the register has with how it has
// them. It comes before new seats, so that whose seat has ended is in nobody's
// way.
func (r *reconciler) endSeats() {
	for _, m := range r.persons {
		for _, c := range r.said[matterOf{m.Person, models.AboutSeat}] {
			s := r.sheet(m.Person)
			if t := s.tenureOf(c.seat); t != nil {
				r.endSeat(s, t, c)
			}
		}
	}
}

// tenureOf is the tenure that a seat is; nil if it is none of the person's.
func (s *sheet) tenureOf(seat *MatchedSeat) *models.Tenure {
	i := slices.IndexFunc(s.tenures, func(t models.Tenure) bool {
		return t.Riding == seat.Riding && t.Parliament == seat.Parliament && t.From == seat.Period.From
	})
	if i < 0 {
		return nil
	}
	return &s.tenures[i]
}

// endSeat compares the end of a seat with what is believed of it. Who is still
// listed after a dissolution no longer sits all the same.
func (r *reconciler) endSeat(s *sheet, t *models.Tenure, c *sighting) {
	to := r.within(c.Period).To
	why := ""
	switch {
	case r.rejects(&c.Claim):
		r.deny(c)
		return
	case to == t.To:
		r.confirmEnd(s, t, c)
		return
	case c.Period.Open() && t.To > r.Held.Today:
		return // the document is of a day on which the seat had not ended
	case c.Period.Open(): // that nobody sits after a dissolution is no statement of when this member left
		why = "the register holds that the seat has ended on " + t.LastDay().String()
	case !r.may.datesSeats:
		why = "no rule says that this source dates the end of a seat"
	case r.editorial(t.Cited):
		why = "that is the statement of an editor"
	case t.To != 0 && t.EndWindow == nil && t.State != models.Provisional && !r.own(t.Cited):
		why = "the register holds that it ended on " + t.LastDay().String() + ", not from this source alone"
	case r.nextHolder(s, t, to):
		why = "by then somebody else holds the seat"
	}
	switch {
	case why != "":
		r.contradictsSeat(s, c, why)
	case !r.ripe(c):
		r.waitsSeat(s, c)
	default:
		r.say(s, "the seat of %s ended on %s", r.riding(t.Riding), to-1)
		r.end(s, t, to, c)
	}
}

// within cuts the days of a seat to the parliament: a list that was made after
// the dissolution may still show whoever sat.
func (r *reconciler) within(p temporal.Period) temporal.Period {
	if last := r.Held.Parliament.Dissolution; last != 0 && r.Matching.Elected == 0 {
		p.To = temporal.EarlierEnd(p.To, last+1)
	}
	return p
}

// end lets a tenure end on a day that is dated, and with it all that the member
// had as such.
func (r *reconciler) end(s *sheet, t *models.Tenure, to temporal.Day, c *sighting) {
	if t.To != 0 && t.To < to {
		s.stretch(t, to, c.cite)
	}
	s.cut(t, to, c.cite)
	t.To, t.EndWindow, t.EndCause, t.State = to, nil, r.endCause(to, c, t.EndCause), models.Confirmed
	also(&t.Cited, r.cites(c)...)
}

func (r *reconciler) endCause(to temporal.Day, c *sighting, known models.EndCause) models.EndCause {
	switch last := r.Held.Parliament.Dissolution; {
	case last != 0 && to == last+1:
		return models.ByDissolution
	case c.seat.EndCause != "":
		return c.seat.EndCause
	case known != "":
		return known
	}
	return models.ByUnknownCause
}

// confirmEnd makes of an end that was only seen, or known without a source, one
// that a source dates.
func (r *reconciler) confirmEnd(s *sheet, t *models.Tenure, c *sighting) {
	if t.State != models.Provisional || !r.may.datesSeats || r.editorial(t.Cited) || !r.ripe(c) {
		return
	}
	s.touched = true
	t.State, t.EndWindow = models.Confirmed, nil
	if t.To != 0 {
		t.EndCause = r.endCause(t.To, c, t.EndCause)
	}
	also(&t.Cited, r.cites(c)...)
	r.say(s, "the seat of %s, %s (confirmed)", r.riding(t.Riding), days(t.Period))
}

// nextHolder reports whether somebody else has begun to hold a seat before a day
// on which it is said to end.
func (r *reconciler) nextHolder(s *sheet, t *models.Tenure, to temporal.Day) bool {
	return slices.ContainsFunc(r.holders(t.Riding), func(o holder) bool {
		return o.tenure.ID != t.ID && o.tenure.Place == t.Place && o.tenure.From >= t.From && o.tenure.From < to
	})
}

// holder is somebody who holds or held a riding in the newest parliament.
type holder struct {
	sheet  *sheet
	tenure *models.Tenure
}

// holders lists them as this run has them.
func (r *reconciler) holders(riding models.RidingID) (list []holder) {
	var sheets []*sheet
	for _, t := range r.Held.seats[riding] {
		if s := r.sheet(t.Person); !slices.Contains(sheets, s) {
			sheets = append(sheets, s)
		}
	}
	for _, s := range append(sheets, r.taken[riding]...) {
		for i := range s.tenures {
			t := &s.tenures[i]
			known := slices.ContainsFunc(list, func(h holder) bool { return h.tenure == t })
			if t.Riding == riding && t.Parliament == r.Held.Parliament.Number && !known {
				list = append(list, holder{s, t})
			}
		}
	}
	return list
}
