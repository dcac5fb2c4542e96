package jobs

import (
	"cmp"
	"slices"

	"caucus/models"
)

// join makes one of all rows about a person. Whoever is spoken of in two ways
// that cannot both be true is left out of the run.
func (m *matcher) join() {
	rows := map[models.PersonID][]*row{}
	for _, r := range m.rows {
		if r.person != "" && r.problem == nil {
			rows[r.person] = append(rows[r.person], r)
		}
	}
	for p, list := range rows {
		if one, why := m.joined(p, list); why == "" {
			m.out.People = append(m.out.People, one)
		} else {
			for _, r := range list {
				r.stop(models.UnknownMember, why)
			}
		}
	}
	slices.SortFunc(m.out.People, func(a, b Matched) int {
		return cmp.Or(cmp.Compare(models.Fold(fullName(a.Name)), models.Fold(fullName(b.Name))),
			cmp.Compare(firstRiding(a), firstRiding(b)), cmp.Compare(a.Person, b.Person))
	})
}

func firstRiding(p Matched) models.RidingID {
	if len(p.Seats) == 0 {
		return ""
	}
	return p.Seats[0].Riding
}

func (m *matcher) joined(p models.PersonID, rows []*row) (one Matched, why string) {
	one = Matched{Person: p, New: m.people[p] == nil, Name: rows[0].rec.Name}
	one.Name.Full = fullName(one.Name)
	for _, r := range rows {
		one.Identifiers = append(one.Identifiers, r.rec.Identifiers...)
		for _, s := range r.seats {
			if s.riding != nil {
				one.Seats = append(one.Seats, m.seat(r, s))
			}
		}
		one.Labels = append(one.Labels, r.labels...)
	}
	if one.Identifiers, why = joinIdentifiers(one.Identifiers); why != "" {
		return one, why
	}
	if why = twoLabels(rows); why != "" {
		return one, why
	}
	if one.Seats, why = joinSeats(one.Seats); why != "" {
		return one, why
	}
	one.Labels, why = joinLabels(one.Labels)
	return one, why
}

func (m *matcher) seat(r *row, s said) MatchedSeat {
	seat := MatchedSeat{
		Riding: s.riding.ID, Parliament: m.parliament, Period: s.period, EndCause: s.EndCause, ElectedAs: models.UnknownValue,
		Written: s.Riding, Snapshot: r.doc.Snapshot, Locator: r.rec.Locator,
	}
	if org, _ := m.words.find(r.doc.Source, s.ElectedAs, "", s.period); org != nil {
		seat.ElectedAs = models.Of(org.ID)
	}
	return seat
}

func joinIdentifiers(ids []models.Identifier) (_ []models.Identifier, why string) {
	slices.SortFunc(ids, func(a, b models.Identifier) int {
		return cmp.Or(cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.Value, b.Value))
	})
	ids = slices.Compact(ids)
	for i := range ids {
		if i > 0 && ids[i-1].Scheme == ids[i].Scheme {
			return nil, "it has several identifiers of " + ids[i].Scheme
		}
	}
	return ids, ""
}
