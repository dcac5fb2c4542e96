package jobs

import (
	"fmt"

	"caucus/models"
)

// election takes in a general election: the new parliament, and everyone's
// seat and label in it, at once or not at all. Until every seat and label may be
// believed it is one proposal.
func (r *reconciler) election() {
	day := r.Matching.Elected
	number := r.Held.Parliament.Number + 1
	seats, ripe := 0, r.may.rank != 0 && r.may.datesSeats
	for _, m := range r.persons {
		for _, c := range r.said[matterOf{m.Person, models.AboutSeat}] {
			if c.seat.Parliament == number && !r.rejects(&c.Claim) {
				seats++
				ripe = ripe && r.ripe(c) && r.labelled(r.sheet(m.Person))
			}
		}
	}
	if !ripe {
		p := models.Proposal{Kind: models.IsElection, Subject: "general election of " + day.String(), Day: day,
			Detail: fmt.Sprintf("%s lists %d members whose seats begin on %s. The %d%s Parliament begins once all of them have been seen twice.",
				r.Source.ID, seats, day, number, ordinal(number))}
		if len(r.Docs) > 0 {
			p.Snapshot = r.Docs[0].Snapshot
		}
		r.propose(p)
		return
	}
	r.convene(number, seats)
}

// convene opens the new parliament.
func (r *reconciler) convene(number, seats int) {
	var cited models.Cited
	for _, m := range r.persons {
		for _, c := range r.said[matterOf{m.Person, models.AboutSeat}] {
			if c.seat.Parliament != number || r.rejects(&c.Claim) {
				continue
			}
			if s := r.sheet(m.Person); r.seatFree(s, c) {
				r.take(s, m, c)
				cited = models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: c.cite.Snapshot}}}
			} else {
				r.contradictsSeat(s, c, "the seat is given to two people, or the member to two seats")
			}
		}
	}
	if len(cited.Citations) == 0 {
		return
	}
	r.open(models.Parliament{House: r.Held.House.ID, Number: number, Election: r.Matching.Elected, Cited: cited})
	r.headline = fmt.Sprintf("General election of %s: the %d%s Parliament, %d members", r.Matching.Elected, number, ordinal(number), seats)
}

// seatFree reports whether nobody has the seat yet, nor the member another.
func (r *reconciler) seatFree(s *sheet, c *sighting) bool {
	for _, other := range append(r.taken[c.Riding], s) {
		for _, t := range other.tenures {
			if t.Parliament == c.seat.Parliament && (t.Riding == c.Riding || other == s) && t.Overlaps(c.Period) {
				return false
			}
		}
	}
	return true
}

func ordinal(n int) string {
	switch {
	case n/10%10 == 1:
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}
