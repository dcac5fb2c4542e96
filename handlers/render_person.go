package handlers

import (
	"caucus/models"
	"caucus/models/temporal"
)

// head writes the members with which every person begins.
func (w *page) head(p *models.Person) {
	w.key("id")
	w.text(string(p.ID))
	w.key("name")
	w.personName(p.Name)
	w.key("identifiers")
	w.identifiers(p.Identifiers)
}

func (w *page) standing(s *models.Standing) {
	w.object()
	w.key("on")
	w.day(s.On)
	w.key("sitting")
	w.bool(s.Sitting())
	w.key("tenure_id")
	if s.Sitting() {
		w.text(string(s.Tenure.ID))
	} else {
		w.null()
	}
	for _, axis := range models.Axes {
		w.key(string(axis))
		w.value(s.Value(axis), s.On)
	}
	w.key("uncertain")
	w.uncertain(s)
	w.endObject()
}

// uncertain lists what may already have changed on the day of a standing; null
// if nothing may have. other is the value that may already have held; of a
// riding's name that is other_name.
func (w *page) uncertain(s *models.Standing) {
	var renamed *models.RidingName
	if s.Sitting() {
		r, _ := w.Riding(s.Tenure.Riding)
		_, renamed = r.NameOn(s.On)
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
	w.text(string(t.ID))
	w.key("parliament")
	w.number(t.Parliament)
	w.key("riding")
	w.riding(t.Riding, day)
	w.period(t.Period)
	w.key("start_cause")
	w.text(string(t.StartCause))
	w.key("end_cause")
	w.textOrNull(string(t.EndCause))
	w.key("elected_as")
	w.value(t.ElectedAs, t.From)
}

func (w *page) span(s *models.Span) {
	w.object()
	w.key("id")
	w.text(string(s.ID))
	w.key("value")
	w.value(s.Value, w.named(s.Period))
	w.period(s.Period)
	w.key("state")
	w.text(string(s.State))
	w.key("basis")
	w.text(string(s.Basis))
	w.key("citations")
	w.citations(s.Citations)
	w.key("observed_between")
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
