package jobs

import (
	"caucus/models"
	"caucus/models/temporal"
)

// Match tells whom and what documents of one run mean. Claims are those of any
// source: of people whom the register does not have yet, so that a newcomer
// whom several sources show is one. A newcomer nobody has claimed gets an id
// from newID. The order of the records does not matter.
//
// Nobody is recognized by a name alone, and what fits nobody or several people
// is left for an editor: a row that is missing is better than one that changes
// the record of somebody else.
func (h *Held) Match(docs []models.Document, claims []models.Claim, newID func() models.PersonID) Matching {
	m := &matcher{Held: h, parliament: h.Parliament.Number}
	m.term = temporal.Period{From: h.Parliament.Election}
	if h.Parliament.Dissolution != 0 {
		m.term.To = h.Parliament.Dissolution + 1
	}
	if m.out.Elected = h.elected(docs); m.out.Elected != 0 {
		m.parliament++
		m.term = temporal.Period{From: m.out.Elected}
	}
	m.places = h.newPlaces(m.out.Elected != 0, docs)
	m.words = h.newVocabulary()
	m.roster = h.newRoster(claims)
	m.read(docs)
	m.recognize()
	m.doubt()
	m.dispute()
	m.newcomers(newID)
	m.absent(docs)
	m.join()
	m.queue()
	return m.out
}

// matcher is the work of one call of Match.
type matcher struct {
	*Held
	parliament int             // whose seats count
	term       temporal.Period // of it
	places     places
	words      vocabulary
	roster     *roster
	rows       []*row
	mentioned  map[mention]bool            // filled when it is first asked for
	living     map[string][]*models.Person // by folded name; filled when it is first asked for
	out        Matching
}

// mention is that a document of the run names a riding.
type mention struct {
	document int
	riding   models.RidingID
}

// dayOf is the day on which a document was served, where the House sits.
func (h *Held) dayOf(d *models.Document) temporal.Day {
	day, err := d.At.DayIn(h.House.TimeZone)
	if err != nil {
		return h.Today // a House without a time zone has no other day
	}
	return day
}
