package models

import (
	"cmp"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// RidingSchemes are the identifier schemes of ridings, in the order of answers.
var RidingSchemes = [...]string{"parlinfo", "fed"}

// RidingForms tells how a riding may be referred to.
var RidingForms = "rid_… or one of " + strings.Join(RidingSchemes[:], ":…, ") + ":…"

// FindRiding finds the riding that a reference names: an id rid_…, or
// scheme:value such as "parlinfo:6929". Some publishers give one identifier to a
// riding and to those that had its place under other representation orders; then
// the one that exists on the day is meant. A reference in no known form, or to
// several ridings, is an *[InvalidError]; one to none wraps [ErrNotFound].
func (r *Register) FindRiding(house HouseID, ref string, on temporal.Day) (RidingID, error) {
	scheme, v, ok := strings.Cut(ref, ":")
	if !ok && strings.HasPrefix(ref, "rid_") {
		if i, ok := r.ridingAt[RidingID(ref)]; ok && r.ridings[i].House == house {
			return RidingID(ref), nil
		}
		return "", ErrNotFound
	}
	e := &InvalidError{}
	if !slices.Contains(RidingSchemes[:], scheme) || v == "" {
		e.Add("id", ref, RidingForms)
		return "", e
	}
	ids := r.identified(house, Identifier{scheme, v}, on)
	switch len(ids) {
	case 0:
		return "", ErrNotFound
	case 1:
		return ids[0], nil
	}
	e.Add("id", ref, "an id, or a day on which one of them exists, since the identifier is that of "+joinIDs(ids))
	return "", e
}

func joinIDs[T ~string](ids []T) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return strings.Join(texts, ", ")
}

// identified lists the ridings with an identifier, by id: those that exist on
// the day if there are any, otherwise all.
func (r *Register) identified(house HouseID, id Identifier, on temporal.Day) []RidingID {
	var ever, then []RidingID
	for i := range r.ridings {
		d := &r.ridings[i]
		if d.House != house || !slices.Contains(d.Identifiers, id) {
			continue
		}
		ever = append(ever, d.ID)
		if r.represented(house, int32(i), on) {
			then = append(then, d.ID)
		}
	}
	if len(then) > 0 {
		return then
	}
	return ever
}

// RidingRecord is a riding with what holds of it on a day.
type RidingRecord struct {
	*Riding
	On      temporal.Day
	Seats   int        // places that anybody held in the parliament of the day; 0 if the riding has none in it
	Members []PersonID // who hold them, by place
	told    bool       // the day is one of the House's promise that seats add up
}

// Exists reports whether the riding has a seat in the parliament of the day,
// which on a day after a dissolution is the one dissolved.
func (d RidingRecord) Exists() bool { return d.Seats > 0 }

// Vacant is how many of the seats nobody holds. It is not told of a riding that
// does not exist, nor on days before the House promises that seats add up: more
// members may have sat then than are known.
func (d RidingRecord) Vacant() (n int, told bool) {
	return d.Seats - len(d.Members), d.told && d.Exists()
}

// RidingOn tells what holds of a riding on a day; ok is false if there is no
// such riding.
func (r *Register) RidingOn(id RidingID, on temporal.Day) (record RidingRecord, ok bool) {
	i, ok := r.ridingAt[id]
	if !ok {
		return record, false
	}
	h := r.houseAt(r.ridings[i].House)
	return r.ridingRecord(h, i, r.seatsOn(h, on), on), true
}

func (r *Register) ridingRecord(house int, i int32, seats map[int32]*seatsOfRiding, on temporal.Day) RidingRecord {
	d := RidingRecord{Riding: &r.ridings[i], On: on, Members: []PersonID{}, told: on >= r.houses[house].House.Balanced}
	if s := seats[i]; s != nil {
		d.Seats = len(s.places)
		slices.SortFunc(s.held, func(a, b *term) int {
			return cmp.Or(int(a.place)-int(b.place), int(r.rank[a.person]-r.rank[b.person]))
		})
		for _, t := range s.held {
			d.Members = append(d.Members, r.people[t.person].ID)
		}
	}
	return d
}

// seatsOfRiding are the places of a riding in a parliament, and the tenures
// that hold on a day.
type seatsOfRiding struct {
	places []uint8
	held   []*term
}

// seatsOn tells the seats of each riding in the parliament of a day.
func (r *Register) seatsOn(house int, on temporal.Day) map[int32]*seatsOfRiding {
	h := r.houses[house]
	n := h.last(on)
	if n < 0 {
		return nil
	}
	out := make(map[int32]*seatsOfRiding, h.known[n])
	for _, at := range h.terms[n] {
		t := &r.terms[at]
		s := out[t.riding]
		if s == nil {
			s = &seatsOfRiding{}
			out[t.riding] = s
		}
		if !slices.Contains(s.places, t.place) {
			s.places = append(s.places, t.place)
		}
		if t.period().Contains(on) {
			s.held = append(s.held, t)
		}
	}
	return out
}

// TenuresFor lists the tenures of a riding, newest first, then by place.
func (r *Register) TenuresFor(id RidingID) []Tenure {
	riding, ok := r.ridingAt[id]
	if !ok {
		return []Tenure{}
	}
	var places []int32
	for i := range r.terms {
		if r.terms[i].riding == riding {
			places = append(places, int32(i))
		}
	}
	slices.SortFunc(places, func(a, b int32) int {
		s, t := &r.terms[a], &r.terms[b]
		return cmp.Or(int(t.from-s.from), int(s.place)-int(t.place), int(a-b))
	})
	return r.tenures(places)
}

// RepresentationOrders lists the years of the representation orders of a House,
// oldest first.
func (r *Register) RepresentationOrders(house HouseID) []int {
	var years []int
	for i := range r.ridings {
		if d := &r.ridings[i]; d.House == house && d.Order != 0 && !slices.Contains(years, d.Order) {
			years = append(years, d.Order)
		}
	}
	slices.Sort(years)
	return years
}
