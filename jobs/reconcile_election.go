package jobs

import (
	"fmt"
	"slices"

	"caucus/models"
)

// patience is how long a general election waits for all of those elected. One
// member of whom the source says something else each time must not keep a
// parliament from beginning.
const patience = 24 * hour

// election takes in a general election: the new parliament, and everyone's
// seat and label in it, at once or not at all. Until every seat and label may be
// believed it is one proposal; after a day those that may are enough, if they
// are an election by themselves, and the others follow as they ripen.
func (r *reconciler) election() {
	day := r.Matching.Elected
	number := r.Held.Parliament.Number + 1
	seats, ripe := 0, 0
	r.elect(number, func(m *Matched, c *sighting) {
		if seats++; r.believes(m, c) {
			ripe++
		}
	})
	p := models.Proposal{Kind: models.IsElection, Subject: "general election of " + day.String(), Day: day,
		Detail: fmt.Sprintf("%s lists %d members whose seats begin on %s. The %d%s Parliament begins once all of them have been seen twice, or nine in ten for a day.",
			r.Source.ID, seats, day, number, ordinal(number))}
	enough := ripe == seats || r.waited(p) && ripe*100 >= r.Held.SeatsByLaw(day)*electedShare
	if r.may.rank == 0 || !r.may.datesSeats || !enough {
		if len(r.Docs) > 0 {
			p.Snapshot = r.Docs[0].Snapshot
		}
		r.propose(p)
		return
	}
	r.convene(number, ripe)
}

// elect visits the seats of a new parliament of which no editor decided that they
// are not to be believed.
func (r *reconciler) elect(number int, visit func(m *Matched, c *sighting)) {
	for _, m := range r.persons {
		for _, c := range r.said[matterOf{m.Person, models.AboutSeat}] {
			if c.seat.Parliament == number && !r.rejects(&c.Claim) {
				visit(m, c)
			}
		}
	}
}

func (r *reconciler) believes(m *Matched, c *sighting) bool {
	return r.ripe(c) && r.labelled(r.sheet(m.Person))
}

// waited reports whether an election has been a proposal for long.
func (r *reconciler) waited(p models.Proposal) bool {
	p.Source = r.Source.ID
	id := models.NewProposalID(&p)
	return slices.ContainsFunc(r.Queue, func(o models.Proposal) bool { return o.ID == id && r.At-o.Opened >= patience })
}

// convene opens the new parliament.
func (r *reconciler) convene(number, seats int) {
	var cited models.Cited
	r.elect(number, func(m *Matched, c *sighting) {
		s := r.sheet(m.Person)
		switch {
		case !r.believes(m, c):
			r.waitsSeat(s, c)
		case !r.seatFree(s, c):
			r.contradictsSeat(s, c, "the seat is given to two people, or the member to two seats")
		default:
			r.take(s, m, c)
			cited = models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: c.cite.Snapshot}}}
		}
	})
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
