package modeltest

import (
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// Member is someone whose tenures and labels a test tells.
type Member struct {
	ID    models.PersonID
	house *House
}

// Person adds someone with a full name and identifiers "scheme:value".
func (h *House) Person(full string, identifiers ...string) *Member {
	given, family, _ := strings.Cut(full, " ")
	p := models.Person{
		ID:   models.PersonID(models.DeriveID("per", append([]string{full}, identifiers...)...)),
		Name: models.PersonName{Full: full, Family: family, Given: given}, Identifiers: []models.Identifier{}, Cited: h.cited,
	}
	for _, id := range identifiers {
		scheme, value, _ := strings.Cut(id, ":")
		p.Identifiers = append(p.Identifiers, models.Identifier{Scheme: scheme, Value: value})
	}
	h.Facts.Add(p)
	return &Member{ID: p.ID, house: h}
}

// Riding adds a riding, or returns the one of that name.
func (h *House) Riding(name string) models.RidingID {
	for _, r := range h.Facts.Ridings {
		if r.Names[0].En == name {
			return r.ID
		}
	}
	id := models.RidingID(models.DeriveID("rid", name))
	h.Facts.Add(models.Riding{
		ID: id, House: Commons, Province: "ON", Order: 2013, Identifiers: []models.Identifier{},
		Names: []models.RidingName{{Name: models.Name{En: name}}}, Cited: h.cited,
	})
	return id
}

// Sits gives the member a seat from a day to the day after the last; an empty
// end means that it lasts.
func (m *Member) Sits(riding, from, to string) *Member {
	t := models.Tenure{
		Person: m.ID, House: Commons, Riding: m.house.Riding(riding), Place: 1,
		Period: temporal.Period{From: Day(from), To: Day(to)}, ElectedAs: models.UnknownValue,
		StartCause: models.ByByElection, Cited: m.house.cited,
	}
	for _, p := range m.house.Facts.Parliaments {
		if t.From >= p.Election && (p.Dissolution == 0 || t.From <= p.Dissolution) {
			t.Parliament = p.Number
			if t.From == p.Election {
				t.StartCause = models.ByGeneralElection
			}
			t.EndCause = endCause(t.To, p.Dissolution)
		}
	}
	t.ID = models.NewTenureID(t.Person, t.Riding, from)
	m.house.Facts.Add(t)
	return m
}

func endCause(to, dissolution temporal.Day) models.EndCause {
	switch {
	case to == 0:
		return ""
	case dissolution != 0 && to == dissolution+1:
		return models.ByDissolution
	}
	return models.ByResignation
}

// Label gives the member a designation, with the caucus and the party that it
// implies.
func (m *Member) Label(org models.OrganizationID, from, to string) *Member {
	m.On(models.Designation, models.Of(org), from, to)
	for _, o := range m.house.Facts.Organizations {
		if o.ID == org {
			m.on(models.Caucus, implied(o.CaucusValue, org), from, to, models.Implied)
			m.on(models.Party, implied(o.PartyValue, org), from, to, models.Implied)
		}
	}
	return m
}

func implied(s models.Status, org models.OrganizationID) models.Value {
	if s == models.HasOrganization {
		return models.Of(org)
	}
	return models.Value{Status: s}
}

// On gives the member a stated value on one axis.
func (m *Member) On(axis models.Axis, v models.Value, from, to string) *Member {
	return m.on(axis, v, from, to, models.Stated)
}

func (m *Member) on(axis models.Axis, v models.Value, from, to string, basis models.Basis) *Member {
	m.house.Facts.Add(models.Affiliation{
		ID: models.NewAffiliationID(m.ID, axis, from), Person: m.ID, Axis: axis, Value: v,
		Period: temporal.Period{From: Day(from), To: Day(to)}, Basis: basis, Cited: m.house.cited,
	})
	return m
}

// Seen makes the spell that begins on a day one whose start was only seen: it
// may have begun on any day from earliest on.
func (m *Member) Seen(from, earliest string) *Member {
	for i := range m.house.Facts.Affiliations {
		a := &m.house.Facts.Affiliations[i]
		if a.Person == m.ID && a.From == Day(from) {
			a.Window = &models.Window{From: Day(earliest)}
		}
	}
	return m
}

// Said adds what a source says of the member's change on a day.
func (m *Member) Said(on string, cause models.Cause, announced string) *Member {
	e := models.Event{ID: models.NewEventID(m.ID, on), Person: m.ID, On: Day(on), Cause: cause, Cited: m.house.cited}
	if announced != "" {
		at, err := temporal.ParseInstant(announced)
		if err != nil {
			panic(err)
		}
		e.AnnouncedAt = at
	}
	m.house.Facts.Add(e)
	return m
}
