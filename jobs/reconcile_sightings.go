package jobs

import (
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

const (
	hour = temporal.Instant(time.Hour / time.Microsecond)
	// apart is how long two fetches lie apart to count as two sightings: what a
	// publisher puts right within the hour is never believed.
	apart = hour
	// trusted is how long after a source was last heard it bears out another: one
	// that has been silent for a week may only not have heard.
	trusted = 7 * 24 * hour
)

// sighting is a claim as a document of this run makes it.
type sighting struct {
	models.Claim
	cite models.Citation // of the place in the document
	seat *MatchedSeat    // of a claim of a seat
}

// see holds what is said now against what was claimed before: it is seen again,
// or it is new.
func (r *reconciler) see() {
	made := map[models.Said]*models.Claim{}
	for i := range r.Claims {
		c := &r.Claims[i]
		at := matterOf{c.Person, c.About}
		switch {
		case c.Source == r.Source.ID && c.Gone == 0:
			made[alike(c.Said())] = c
		case c.Source == r.Source.ID:
			r.gone[at] = append(r.gone[at], c)
		case c.Gone == 0:
			r.others[at] = append(r.others[at], c)
		}
	}
	for _, m := range r.persons {
		for i := range m.Seats {
			s := &m.Seats[i]
			r.saw(made, &sighting{seat: s, cite: models.Citation{Snapshot: s.Snapshot, Locator: s.Locator}, Claim: models.Claim{
				About: models.AboutSeat, Value: models.UnknownValue, Riding: s.Riding,
				ElectedAs: s.ElectedAs.Organization, Period: s.Period, Written: s.Written}}, m)
		}
		for _, l := range m.Labels {
			r.saw(made, &sighting{cite: models.Citation{Snapshot: l.Snapshot, Locator: l.Locator}, Claim: models.Claim{
				About: l.About, Value: l.Value, Period: l.Period, Written: l.Written}}, m)
		}
	}
}

// identity is who a newcomer is by a source; empty of whom the register has.
func (r *reconciler) identity(m *Matched) models.Identity {
	if r.Held.people[m.Person] != nil {
		return ""
	}
	return models.NewIdentity(models.PersonName{Full: fullName(m.Name), Given: m.Name.Given, Family: m.Name.Family}, m.Identifiers)
}

// same reports whether a claim that says what a sighting does is about the same
// person: of a newcomer there is no record yet that would tell who is meant.
func (r *reconciler) same(c *models.Claim, s *sighting) bool {
	return c != nil && (r.Held.people[s.Person] != nil || c.Identity.Agrees(s.Identity))
}

// alike tells what is said in one way: what is not known is said to be unknown.
func alike(s models.Said) models.Said {
	if s.Value.IsUnknown() {
		s.Value = models.UnknownValue
	}
	return s
}

func (r *reconciler) saw(made map[models.Said]*models.Claim, s *sighting, m *Matched) {
	s.Source, s.Person, s.Name, s.Identity = r.Source.ID, m.Person, fullName(m.Name), r.identity(m)
	s.Snapshot, s.Locator = s.cite.Snapshot, s.cite.Locator
	s.FirstSeen, s.LastSeen = r.At, r.At
	at := matterOf{s.Person, s.About}
	for _, other := range r.said[at] {
		if alike(other.Said()) == alike(s.Said()) {
			return // two documents that say the same are one sighting
		}
	}
	r.said[at] = append(r.said[at], s)
	c := made[alike(s.Said())]
	if !r.same(c, s) {
		r.result.Claims = append(r.result.Claims, s.Claim)
		return
	}
	s.Claim = *c
	s.LastSeen = max(c.LastSeen, r.At)
	if s.SecondSeen == 0 && r.At-s.FirstSeen >= apart {
		s.SecondSeen = r.At
		r.result.Claims = append(r.result.Claims, s.Claim)
		return
	}
	r.result.Seen = append(r.result.Seen, c.ID)
}

// vanish ends the claims that this source does not make any more: those on a
// matter of which it says something else, and those about people whom a list of
// everyone leaves out. Of a matter that a record is silent on, as lists are on
// what only profiles tell, nothing is known.
func (r *reconciler) vanish() {
	for i := range r.Claims {
		c := r.Claims[i]
		at := matterOf{c.Person, c.About}
		if c.Source != r.Source.ID || c.Gone != 0 || r.sees(at, &c) {
			continue
		}
		if r.listed[c.Person] && len(r.said[at]) > 0 || !r.listed[c.Person] && r.tellsOf(c.Person) {
			c.Gone = r.At
			r.result.Claims = append(r.result.Claims, c)
			r.gone[at] = append(r.gone[at], &c)
		}
	}
}

func (r *reconciler) sees(at matterOf, c *models.Claim) bool {
	for _, s := range r.said[at] {
		if s.ID == c.ID {
			return true
		}
	}
	return false
}
