package jobs

import (
	"slices"

	"caucus/models"
)

// Ways in which a row fits people, each with a list of whom it fits.

// nameAndRiding: the name of somebody who holds or held that riding. Where two
// of one name did, the first day tells them apart.
func (m *matcher) nameAndRiding(r *row) []models.PersonID {
	var list, exact []models.PersonID
	for _, s := range r.seats {
		if s.riding == nil {
			continue
		}
		for _, k := range m.roster.byRiding[s.riding.ID] {
			if !slices.Contains(m.roster.names[k.person], r.name) {
				continue
			}
			list = appendNew(list, k.person)
			if k.from == s.period.From {
				exact = appendNew(exact, k.person)
			}
		}
	}
	if len(list) > 1 && len(exact) == 1 {
		return exact
	}
	return list
}

// seatAndDay: the riding and the first day of somebody of whose name one half
// agrees. People marry and change their names.
func (m *matcher) seatAndDay(r *row) (list []models.PersonID) {
	for _, s := range r.seats {
		if s.riding == nil {
			continue
		}
		for _, k := range m.roster.byRiding[s.riding.ID] {
			if k.from == s.period.From && r.agrees(m.roster.names[k.person]) {
				list = appendNew(list, k.person)
			}
		}
	}
	return list
}

// nameAndDay: the name, the first day and the province of somebody whose riding
// the document does not name. Ridings are renamed.
func (m *matcher) nameAndDay(r *row) (list []models.PersonID) {
	for _, s := range r.seats {
		if s.riding != nil {
			continue
		}
		for _, k := range m.roster.byName[r.name] {
			held := m.ridings[k.riding]
			if k.from == s.period.From && held != nil && held.Province == s.province && !m.names(r.number, k.riding) {
				list = appendNew(list, k.person)
			}
		}
	}
	return list
}

// names reports whether a document names a riding.
func (m *matcher) names(document int, riding models.RidingID) bool {
	if m.mentioned == nil {
		m.mentioned = map[mention]bool{}
		for _, r := range m.rows {
			for _, s := range r.seats {
				if s.riding != nil {
					m.mentioned[mention{r.number, s.riding.ID}] = true
				}
			}
		}
	}
	return m.mentioned[mention{document, riding}]
}

// nameAndProvince: after a general election the name and the province of the
// only one of that name who sat in the parliament before. Members come back for
// other ridings.
func (m *matcher) nameAndProvince(r *row) (list []models.PersonID) {
	if m.out.Elected == 0 {
		return nil
	}
	for _, k := range m.roster.byName[r.name] {
		if !k.waits {
			list = appendNew(list, k.person)
		}
	}
	if slices.ContainsFunc(m.roster.byName[r.name], func(k seating) bool { return m.inProvince(r, k) }) {
		return list // several cannot be told apart, wherever they sat
	}
	return nil
}

// nameAndFormerRiding: the name of the only one in living memory who ever sat
// for a riding of that name in that province. Members come back after years.
func (m *matcher) nameAndFormerRiding(r *row) (list []models.PersonID) {
	for _, p := range m.livingNamed(r.name) {
		if slices.ContainsFunc(m.tenures[p.ID], func(t *models.Tenure) bool { return m.sameRiding(r, t) }) {
			list = appendNew(list, p.ID)
		}
	}
	return list
}

func (m *matcher) sameRiding(r *row, t *models.Tenure) bool {
	held := m.ridings[t.Riding]
	return held != nil && slices.ContainsFunc(r.seats, func(s said) bool {
		return s.riding != nil && s.riding.Province == held.Province && shareName(s.riding, held)
	})
}

// shareName reports whether two ridings were ever called the same in English.
func shareName(a, b *models.Riding) bool {
	return slices.ContainsFunc(a.Names, func(n models.RidingName) bool {
		return slices.ContainsFunc(b.Names, func(o models.RidingName) bool { return models.Fold(n.En) == models.Fold(o.En) })
	})
}

func (m *matcher) inProvince(r *row, k seating) bool {
	held := m.ridings[k.riding]
	return !k.waits && held != nil && slices.ContainsFunc(r.seats, func(s said) bool {
		return s.province == held.Province || s.riding != nil && s.riding.Province == held.Province
	})
}

func appendNew[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}
