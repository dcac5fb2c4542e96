package handlers

import (
	"caucus/models"
	"caucus/models/temporal"
)

// head writes the members with which every person begins.
func (w *page) head(p *models.Person) {
	w.key("id")
	w.word(string(p.ID))
	w.put(`,"name":`)
	w.personName(p.Name)
	w.put(`,"identifiers":`)
	w.identifiers(p.Identifiers)
}

func (w *page) standing(s *models.Standing) {
	w.object()
	w.put(`"on":`)
	w.day(s.On)
	if s.Sitting() {
		w.put(`,"sitting":true,"tenure_id":`)
		w.word(string(s.Tenure.ID))
	} else {
		w.put(`,"sitting":false,"tenure_id":null`)
	}
	w.put(`,"designation":`)
	w.value(s.Designation, s.On)
	w.put(`,"caucus":`)
	w.value(s.Caucus, s.On)
	w.put(`,"party":`)
	w.value(s.Party, s.On)
	w.put(`,"uncertain":`)
	w.uncertain(s)
	w.endObject()
}

// uncertain lists what may already have changed on the day of a standing; null
// if nothing may have. other is the value that may already have held; of a
// riding's name that is other_name.
func (w *page) uncertain(s *models.Standing) {
	var renamed *models.RidingName
	if s.Sitting() {
		renamed = w.perhapsRenamed(s.Tenure.Riding, s.On)
	}
	if len(s.Uncertain) == 0 && renamed == nil {
		w.null()
		return
	}
	w.array()
	for _, u := range s.Uncertain {
		w.doubt(string(u.Axis), u.Window)
		w.key("other")
		if u.Vacant() {
			w.null()
		} else {
			w.value(u.Other, u.Window.To)
		}
		w.key("other_name")
		w.null()
		w.endObject()
	}
	if renamed != nil {
		w.renaming(renamed)
	}
	w.endArray()
}

// renaming writes that a riding may already have had its next name.
func (w *page) renaming(next *models.RidingName) {
	w.doubt("riding_name", temporal.Period{From: next.Window.From, To: next.From})
	w.key("other")
	w.null()
	w.key("other_name")
	w.name(next.Name)
	w.endObject()
}

// doubt begins an entry of uncertain: what it is about, and between which days
// it changed.
func (w *page) doubt(of string, window temporal.Period) {
	if of == "" {
		of = "seat"
	}
	w.object()
	w.key("of")
	w.text(of)
	w.key("observed_between")
	w.between(models.Window{From: window.From}, window.To)
}

func (w *page) tenure(t *models.Tenure) {
	w.object()
	w.tenureMembers(t)
	w.endObject()
}

// tenureMembers writes the members that a tenure has.
func (w *page) tenureMembers(t *models.Tenure) {
	day := w.named(t.Period)
	w.key("id")
	w.word(string(t.ID))
	w.put(`,"parliament":`)
	w.number(t.Parliament)
	w.put(`,"riding":`)
	w.riding(t.Riding, day)
	w.period(t.Period)
	w.put(`,"start_cause":`)
	w.word(string(t.StartCause))
	w.put(`,"end_cause":`)
	w.textOrNull(string(t.EndCause))
	w.put(`,"elected_as":`)
	w.value(t.ElectedAs, t.From)
}

func (w *page) span(s *models.Span) {
	w.object()
	w.put(`"id":`)
	w.word(string(s.ID))
	w.put(`,"value":`)
	w.value(s.Value, w.named(s.Period))
	w.period(s.Period)
	w.put(`,"state":`)
	w.word(string(s.State))
	w.put(`,"basis":`)
	w.word(string(s.Basis))
	w.put(`,"citations":`)
	w.citations(s.Citations)
	w.put(`,"observed_between":`)
	w.between(s.Window, s.From)
	w.endObject()
}

// reported writes what was seen once and is no part of the record.
func (w *page) reported(a *models.Affiliation) {
	w.object()
	w.key("id")
	w.text(string(a.ID))
	w.key("axis")
	w.text(string(a.Axis))
	w.key("value")
	w.value(a.Value, w.named(a.Period))
	w.period(a.Period)
	w.key("state")
	w.text(string(a.State))
	w.key("basis")
	w.text(string(a.Basis))
	w.key("citations")
	w.citations(a.Citations)
	w.endObject()
}
