package jobs

import (
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// roster is of whom a row may speak: whoever sat in the newest parliament, and
// newcomers for whom claims wait.
type roster struct {
	names    map[models.PersonID][]string // whole names, folded
	byRiding map[models.RidingID][]seating
	byName   map[string][]seating
}

// seating is that somebody took a seat on a day, or is said to have.
type seating struct {
	person models.PersonID
	riding models.RidingID
	from   temporal.Day
	waits  bool // known by claims alone
}

func (h *Held) newRoster(claims []models.Claim) *roster {
	r := &roster{map[models.PersonID][]string{}, map[models.RidingID][]seating{}, map[string][]seating{}}
	for _, seats := range h.seats {
		for _, t := range seats {
			r.names[t.Person] = namesOf(h.people[t.Person])
			r.add(seating{t.Person, t.Riding, t.From, false})
		}
	}
	for i := range claims {
		if c := &claims[i]; h.waits(c) {
			if name := models.Fold(c.Name); !slices.Contains(r.names[c.Person], name) {
				r.names[c.Person] = append(r.names[c.Person], name)
			}
		}
	}
	for i := range claims {
		if c := &claims[i]; h.waits(c) {
			r.add(seating{c.Person, c.Riding, c.Period.From, true})
		}
	}
	return r
}

// waits reports whether a claim is of the seat of somebody whom the register
// does not have yet.
func (h *Held) waits(c *models.Claim) bool {
	return c.About == models.AboutSeat && c.Gone == 0 && h.people[c.Person] == nil
}

func (r *roster) add(s seating) {
	if slices.Contains(r.byRiding[s.riding], s) {
		return
	}
	r.byRiding[s.riding] = append(r.byRiding[s.riding], s)
	for _, name := range r.names[s.person] {
		r.byName[name] = append(r.byName[name], s)
	}
}

// namesOf are the whole names of a person, folded.
func namesOf(p *models.Person) (names []string) {
	if p == nil {
		return nil
	}
	for _, n := range append([]models.PersonName{p.Name}, p.OtherNames...) {
		for _, whole := range []string{n.Full, n.Given + " " + n.Family} {
			if key := models.Fold(whole); key != "" && !slices.Contains(names, key) {
				names = append(names, key)
			}
		}
	}
	return names
}

// agrees reports whether a row bears one of some names, or their family name or
// given name: people change one of the two, not both.
func (r *row) agrees(names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return n == r.name || strings.HasSuffix(n, " "+r.family) || strings.HasPrefix(n, r.given+" ")
	})
}
