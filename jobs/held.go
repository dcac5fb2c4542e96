package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// Held is what is believed of one House as of one revision, as matching and
// reconciling look at it. It is not changed by them.
type Held struct {
	House      models.House
	Today      temporal.Day      // where the House sits, when the documents were served
	Parliament models.Parliament // the newest that was elected by Today; number 0 before the first
	Facts      *models.Facts

	people    map[models.PersonID]*models.Person
	holders   map[models.Identifier]models.PersonID
	tenures   map[models.PersonID][]*models.Tenure
	seats     map[models.RidingID][]*models.Tenure // of the newest parliament
	spans     map[axisOf][]*models.Affiliation
	reported  map[models.PersonID][]*models.Affiliation
	orgs      map[models.OrganizationID]*models.Organization
	ridings   map[models.RidingID]*models.Riding
	snapshots map[models.SnapshotID]*models.Snapshot
	sources   map[models.SourceID]*models.Source
	rejected  map[models.RejectionID]bool
}

type axisOf struct {
	person models.PersonID
	axis   models.Axis
}

// Hold indexes what is believed. It keeps f, which must not change any more.
func Hold(f *models.Facts, house models.HouseID, today temporal.Day) *Held {
	h := &Held{
		Today: today, Facts: f,
		people: map[models.PersonID]*models.Person{}, holders: map[models.Identifier]models.PersonID{},
		tenures: map[models.PersonID][]*models.Tenure{}, seats: map[models.RidingID][]*models.Tenure{},
		spans: map[axisOf][]*models.Affiliation{}, reported: map[models.PersonID][]*models.Affiliation{},
		orgs: map[models.OrganizationID]*models.Organization{}, ridings: map[models.RidingID]*models.Riding{},
		snapshots: map[models.SnapshotID]*models.Snapshot{}, sources: map[models.SourceID]*models.Source{},
		rejected: map[models.RejectionID]bool{},
	}
	for _, one := range f.Houses {
		if one.ID == house {
			h.House = one
		}
	}
	for _, p := range f.Parliaments {
		if p.House == house && p.Election <= today && p.Number > h.Parliament.Number {
			h.Parliament = p
		}
	}
	h.lists()
	h.members()
	return h
}

func (h *Held) lists() {
	f := h.Facts
	for i := range f.Organizations {
		if f.Organizations[i].House == h.House.ID {
			h.orgs[f.Organizations[i].ID] = &f.Organizations[i]
		}
	}
	for i := range f.Ridings {
		if f.Ridings[i].House == h.House.ID {
			h.ridings[f.Ridings[i].ID] = &f.Ridings[i]
		}
	}
	for i := range f.Snapshots {
		h.snapshots[f.Snapshots[i].ID] = &f.Snapshots[i]
	}
	for i := range f.Sources {
		h.sources[f.Sources[i].ID] = &f.Sources[i]
	}
	for i := range f.Rejections {
		h.rejected[f.Rejections[i].ID] = true
	}
}

func (h *Held) members() {
	f := h.Facts
	for i := range f.People {
		p := &f.People[i]
		h.people[p.ID] = p
		for _, id := range p.Identifiers {
			h.holders[id] = p.ID
		}
	}
	for i := range f.Tenures {
		t := &f.Tenures[i]
		if t.House != h.House.ID {
			continue
		}
		h.tenures[t.Person] = append(h.tenures[t.Person], t)
		if t.Parliament == h.Parliament.Number {
			h.seats[t.Riding] = append(h.seats[t.Riding], t)
		}
	}
	for i := range f.Affiliations {
		a := &f.Affiliations[i]
		if a.State == models.Reported {
			h.reported[a.Person] = append(h.reported[a.Person], a)
			continue
		}
		at := axisOf{a.Person, a.Axis}
		h.spans[at] = append(h.spans[at], a)
	}
	for _, list := range h.tenures {
		slices.SortFunc(list, func(a, b *models.Tenure) int { return a.Period.Compare(b.Period) })
	}
	for _, list := range h.seats {
		slices.SortFunc(list, func(a, b *models.Tenure) int { return a.Period.Compare(b.Period) })
	}
	for _, list := range h.spans {
		slices.SortFunc(list, func(a, b *models.Affiliation) int { return a.Period.Compare(b.Period) })
	}
}

// Dissolved reports whether the newest parliament is over, so that nobody sits
// and the next election may show in the lists.
func (h *Held) Dissolved() bool {
	return h.Parliament.Dissolution != 0 && h.Parliament.Dissolution < h.Today
}

// Sitting lists the tenures of the newest parliament that hold on a day.
func (h *Held) Sitting(on temporal.Day) []*models.Tenure {
	var list []*models.Tenure
	for i := range h.Facts.Tenures {
		t := &h.Facts.Tenures[i]
		if t.House == h.House.ID && t.Parliament == h.Parliament.Number && t.Contains(on) {
			list = append(list, t)
		}
	}
	return list
}

// SeatOf is the tenure that a person holds on a day; nil if there is none.
func (h *Held) SeatOf(p models.PersonID, on temporal.Day) *models.Tenure {
	for _, t := range h.tenures[p] {
		if t.Contains(on) {
			return t
		}
	}
	return nil
}

// SpanOn is what holds of a person on an axis on a day; nil if nothing does.
func (h *Held) SpanOn(p models.PersonID, a models.Axis, on temporal.Day) *models.Affiliation {
	for _, s := range h.spans[axisOf{p, a}] {
		if s.Contains(on) {
			return s
		}
	}
	return nil
}

// ValueOn is the value of a person on an axis on a day, unknown if nothing
// holds.
func (h *Held) ValueOn(p models.PersonID, a models.Axis, on temporal.Day) models.Value {
	if s := h.SpanOn(p, a, on); s != nil {
		return s.Value
	}
	return models.UnknownValue
}

// SeatsByLaw is the number of seats that the House has by law on a day; 0 if
// it is not known.
func (h *Held) SeatsByLaw(on temporal.Day) int {
	var last models.Seats
	for _, s := range h.Facts.Seats {
		if s.House == h.House.ID && s.From <= on && s.From >= last.From {
			last = s
		}
	}
	return last.Seats
}

// Implies is the value on an axis that a label implies or states there.
func (h *Held) Implies(id models.OrganizationID, a models.Axis) models.Value {
	o := h.orgs[id]
	if o == nil {
		return models.UnknownValue
	}
	status := models.HasOrganization
	switch a {
	case models.Caucus:
		status = o.CaucusValue
	case models.Party:
		status = o.PartyValue
	}
	if status == models.HasOrganization {
		return models.Of(id)
	}
	return models.Value{Status: status}
}
