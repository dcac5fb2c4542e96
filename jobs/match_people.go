package jobs

import (
	"slices"
	"strings"

	"caucus/models"
)

// recognize tells whom the rows are about, the surest ways first. A row that
// several people fit is left alone.
func (m *matcher) recognize() {
	m.byIdentifier()
	m.by(m.nameAndRiding)
	for _, way := range [...]func(*row) []models.PersonID{m.seatAndDay, m.nameAndDay, m.nameAndProvince, m.nameAndFormerRiding} {
		m.by(m.onlyOne(way))
	}
}

// open reports whether it is still to be found out whom a row is about.
func (r *row) open() bool { return r.person == "" && !r.past && !r.nobody }

// unfit leaves a row that cannot be about anybody, or may be about several.
func (r *row) unfit(why string) {
	r.nobody = true
	r.stop(models.UnknownMember, why)
}

// byIdentifier trusts an identifier that the name or the riding bears out: one
// wrong number in a list must not change the record of somebody else.
func (m *matcher) byIdentifier() {
	for _, r := range m.rows {
		p, why := m.identified(r)
		if r.person = p; why != "" && !r.past {
			r.unfit(why)
		}
	}
}

func (m *matcher) identified(r *row) (p models.PersonID, why string) {
	var found []models.PersonID
	for _, id := range r.rec.Identifiers {
		if p, ok := m.holders[id]; ok {
			found = appendNew(found, p)
		}
	}
	switch {
	case len(found) == 0:
		return "", ""
	case len(found) > 1:
		return "", "its identifiers are those of " + m.named(found)
	case !r.agrees(namesOf(m.people[found[0]])) && !m.satFor(found[0], r):
		return "", "its identifier is that of " + m.named(found) + ", its name and its riding are not"
	case m.contradicts(r, found[0]):
		return "", "its identifiers contradict those of " + m.named(found)
	}
	return found[0], ""
}

func (m *matcher) satFor(p models.PersonID, r *row) bool {
	return slices.ContainsFunc(m.tenures[p], func(t *models.Tenure) bool { return r.holdsSeat(t.Riding) })
}

// contradicts reports whether a row gives another identifier than the person
// has, of a scheme of which the person has one.
func (m *matcher) contradicts(r *row, p models.PersonID) bool {
	if m.people[p] == nil {
		return false
	}
	return slices.ContainsFunc(r.rec.Identifiers, func(id models.Identifier) bool {
		ids := m.people[p].Identifiers
		scheme := func(held models.Identifier) bool { return held.Scheme == id.Scheme }
		return slices.ContainsFunc(ids, scheme) && !slices.Contains(ids, id)
	})
}

// by recognizes the rows that one person fits.
func (m *matcher) by(way func(*row) []models.PersonID) {
	for _, r := range m.rows {
		if !r.open() {
			continue
		}
		found := slices.DeleteFunc(way(r), func(p models.PersonID) bool { return m.outlived(r, p) })
		switch {
		case len(found) == 0:
		case len(found) > 1:
			r.unfit("it fits " + m.named(found))
		case m.contradicts(r, found[0]):
			r.unfit("its identifiers contradict those of " + m.named(found))
		default:
			r.person = found[0]
		}
	}
}

// onlyOne keeps a way of which a document has one row for each person, and
// none for somebody who has a row already: such a row is that of a namesake.
func (m *matcher) onlyOne(way func(*row) []models.PersonID) func(*row) []models.PersonID {
	type place struct {
		document int
		person   models.PersonID
	}
	rows, found := map[place]int{}, map[*row][]models.PersonID{}
	for _, r := range m.rows {
		if r.person != "" {
			rows[place{r.number, r.person}]++
		} else if r.open() {
			found[r] = m.without(way(r), r)
		}
	}
	for r, list := range found {
		for _, p := range list {
			rows[place{r.number, p}]++
		}
	}
	return func(r *row) []models.PersonID {
		return slices.DeleteFunc(found[r], func(p models.PersonID) bool { return rows[place{r.number, p}] > 1 })
	}
}

// without drops those whom an identifier of the row rules out.
func (m *matcher) without(list []models.PersonID, r *row) []models.PersonID {
	return slices.DeleteFunc(list, func(p models.PersonID) bool { return m.contradicts(r, p) })
}

// named lists people by name.
func (m *matcher) named(list []models.PersonID) string {
	var names []string
	for _, p := range list {
		if known := m.people[p]; known != nil {
			names = append(names, known.Name.Full)
		} else {
			names = append(names, "a newcomer")
		}
	}
	slices.Sort(names)
	return strings.Join(names, " and ")
}
