package jobs

import (
	"slices"
	"strings"

	"caucus/models"
)

// lifetime is how many years after the last seat of a former member a newcomer
// of the same name may be that member. One who came back had been away for 30.
const lifetime = 40

// dispute leaves rows that put somebody into a seat which, by the register,
// somebody else has held since the same day or an earlier one of the seat: no
// by-election explains them.
func (m *matcher) dispute() {
	for _, r := range m.rows {
		for _, s := range r.seats {
			if t := m.holderInstead(r, s); t != nil && (r.person != "" || r.open()) {
				why := "by the register " + m.named([]models.PersonID{t.Person}) + " has held the seat since " + t.From.String()
				if r.person == "" {
					r.unfit(why)
				}
				r.stop(models.Contradiction, why)
				r.about(models.AboutSeat)
			}
		}
	}
}

// holderInstead is the tenure of somebody else that a seat would displace from
// its first day on; nil if there is none. Whoever held the riding themselves
// may be listed with other days: that is no question of who they are.
func (m *matcher) holderInstead(r *row, s said) *models.Tenure {
	if s.riding == nil {
		return nil
	}
	var other *models.Tenure
	for _, t := range m.Held.seats[s.riding.ID] {
		switch {
		case t.Person == r.person:
			return nil
		case s.period.From <= t.From && t.Overlaps(s.period):
			other = t
		}
	}
	return other
}

// newcomers gives ids to people whom the register does not have: those with a
// seat in a known riding. Rows of one run mean one newcomer if they share an
// identifier, or the name and the riding.
func (m *matcher) newcomers(newID func() models.PersonID) {
	var groups []*newcomer
	for _, r := range m.rows {
		if r.open() && m.mayBeNew(r) {
			groups = joinGroup(groups, r)
		}
	}
	for _, g := range groups {
		if g.twofold() {
			for _, r := range g.rows {
				r.unfit("one identifier stands beside several names")
			}
			continue
		}
		id := newID()
		for _, r := range g.rows {
			r.person = id
		}
	}
}

// mayBeNew reports whether a row tells enough of somebody who is nobody known.
func (m *matcher) mayBeNew(r *row) bool {
	known := func(s said) bool { return s.riding != nil }
	switch {
	case len(r.seats) == 0:
		r.unfit("it names no riding, and no identifier that the register has")
	case r.name == "":
		r.unfit("it names nobody")
	case !slices.ContainsFunc(r.seats, known):
		r.nobody = true
		r.stop(models.UnknownRiding, r.seats[0].why)
		r.about(models.AboutSeat)
	default:
		if p := m.namesake(r); p != nil {
			r.unfit("it may be " + p.Name.Full + " who sat before, and no identifier tells")
		}
	}
	return !r.nobody
}

// namesake is somebody of that name who sat in living memory and whom neither
// an identifier nor a death tells apart; nil if there is nobody. To give such a person a
// second id would be worse than to wait.
func (m *matcher) namesake(r *row) *models.Person {
	for _, p := range m.livingNamed(r.name) {
		if !m.contradicts(r, p.ID) && !m.outlived(r, p.ID) {
			return p
		}
	}
	return nil
}

// livingNamed are the people of a name who sat in living memory.
func (m *matcher) livingNamed(name string) []*models.Person {
	if m.living == nil {
		m.living = map[string][]*models.Person{}
		for i := range m.Facts.People {
			if p := &m.Facts.People[i]; m.recent(m.tenures[p.ID]) {
				for _, name := range namesOf(p) {
					m.living[name] = append(m.living[name], p)
				}
			}
		}
	}
	return m.living[name]
}

func (m *matcher) recent(terms []*models.Tenure) bool {
	return slices.ContainsFunc(terms, func(t *models.Tenure) bool { return t.Open() || t.To.Add(lifetime*365) > m.Today })
}

// newcomer is the rows of one person whom the register does not have.
type newcomer struct {
	rows []*row
	keys []string
}

// joinGroup adds a row to the group with which it shares a key, and joins the
// groups that it connects.
func joinGroup(groups []*newcomer, r *row) []*newcomer {
	one := &newcomer{[]*row{r}, r.keys()}
	rest := groups[:0]
	for _, g := range groups {
		shared := func(key string) bool { return slices.Contains(one.keys, key) }
		if slices.ContainsFunc(g.keys, shared) {
			one.rows, one.keys = append(g.rows, one.rows...), append(g.keys, one.keys...)
		} else {
			rest = append(rest, g)
		}
	}
	return append(rest, one)
}

func (r *row) keys() (keys []string) {
	for _, id := range r.rec.Identifiers {
		keys = append(keys, strings.Join([]string{"id", id.Scheme, id.Value}, "\x00"))
	}
	for _, s := range r.seats {
		if s.riding != nil {
			keys = append(keys, strings.Join([]string{"seat", r.name, string(s.riding.ID)}, "\x00"))
		}
	}
	return keys
}

// twofold reports whether an identifier joins rows of which neither the names
// nor the ridings agree.
func (g *newcomer) twofold() bool {
	first := g.rows[0]
	return slices.ContainsFunc(g.rows, func(r *row) bool {
		shares := slices.ContainsFunc(first.seats, func(s said) bool { return s.riding != nil && r.holdsSeat(s.riding.ID) })
		return !shares && !r.agrees([]string{first.name})
	})
}
