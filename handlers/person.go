package handlers

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"
)

const personPath = "/api/v1/people/"

// person tells all that the register holds of one person.
func person(s *scope, p *params) (reply, error) {
	id, err := s.findPerson(p)
	if err != nil {
		return reply{}, err
	}
	s.path = personPath + string(id) // the permalink names the person by the id that is for life
	return reply{json: func(w *page) {
		one, _ := s.Person(id)
		w.StandingTo(&w.listing, &w.seat, id, s.on)
		w.object()
		w.head(&one)
		w.key("other_names")
		w.array()
		for _, n := range one.OtherNames {
			w.personName(n)
		}
		w.endArray()
		w.key("standing")
		w.standing(&w.listing)
		w.history(id)
		w.meta()
	}}, nil
}

// findPerson finds whom the path names. A reference in no known form is a fault
// like those of the parameters; one to nobody is its own error, told only if
// nothing else is wrong.
func (s *scope) findPerson(p *params) (models.PersonID, error) {
	if !utf8.ValidString(p.id) || !strings.Contains(p.id, ":") && !strings.HasPrefix(p.id, "per_") {
		p.fault("id", p.id, personForms)
		return "", nil
	}
	id, err := s.FindPerson(p.id)
	if err == nil || errors.Is(err, models.ErrNotFound) {
		return id, s.nobody(p, err)
	}
	p.fault("id", p.id, personForms)
	return "", nil
}

// nobody says what was looked for in vain.
func (s *scope) nobody(p *params, err error) error {
	if err == nil {
		return nil
	}
	f := &models.InvalidError{}
	f.Add("id", p.id, wantPerson(err))
	return fmt.Errorf("%w: %w", err, f)
}

// history writes tenures, timelines, changes and what was merely reported, in
// which the day tells only what things are called.
func (w *page) history(id models.PersonID) {
	place := w.PlaceOf(id)
	if w.again(&w.histories, place) {
		return
	}
	w.record()
	w.historyNew(id)
	w.keep(&w.histories, place, temporal.Period{}, -1)
}

func (w *page) historyNew(id models.PersonID) {
	w.key("tenures")
	w.array()
	tenures := w.SeatsHeld(id)
	for i := range tenures {
		w.tenure(&tenures[i])
	}
	w.endArray()
	w.key("timeline")
	w.object()
	for _, axis := range models.Axes {
		w.key(string(axis))
		w.spans = w.AppendTimeline(w.spans[:0], id, axis)
		w.timeline(w.spans)
	}
	w.endObject()
	w.key("changes")
	w.array()
	w.EachChangeOf(id, w.changeOnce)
	w.endArray()
	w.key("reported")
	w.array()
	reported := w.Reported(id)
	for i := range reported {
		w.reported(&reported[i])
	}
	w.endArray()
}

func (w *page) timeline(t models.Timeline) {
	w.array()
	for i := range t {
		w.span(&t[i])
	}
	w.endArray()
}

func (w *page) changes(list []models.Change) {
	w.array()
	for i := range list {
		w.change(&list[i])
	}
	w.endArray()
}
