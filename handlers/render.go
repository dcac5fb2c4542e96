package handlers

import (
	"caucus/models"
	"caucus/models/temporal"
)

// name writes a name in both languages. Where no source gives the French one,
// the English one stands there and is marked.
func (w *writer) name(n models.Name) {
	w.object()
	w.put(`"en":`)
	w.text(n.En)
	w.put(`,"fr":`)
	if n.Fr != "" {
		w.text(n.Fr)
	} else {
		w.text(n.En)
		w.key("fr_missing")
		w.bool(true)
	}
	w.endObject()
}

// organization writes an organization under some of its names.
func (w *writer) organization(o *models.Organization, n models.OrganizationNames) {
	w.object()
	w.key("id")
	w.text(string(o.ID))
	w.key("kind")
	w.text(string(o.Type))
	w.key("name")
	w.name(n.Full)
	w.key("short")
	w.name(n.Short)
	w.key("abbreviation")
	w.name(n.Abbreviation)
	w.key("colour")
	w.textOrNull(o.Colour)
	w.endObject()
}

// value writes a value of an axis, named as of a day.
func (w *page) value(v models.Value, day temporal.Day) {
	switch {
	case v.Status == models.HasOrganization:
		names := w.organizations[v.Organization]
		w.next()
		w.calledSo(names, day)
		w.shared(valueIn(names, day))
	case v.IsUnknown():
		w.raw(`{"status":"unknown"}`)
	default:
		w.raw(`{"status":"none"}`)
	}
}

// riding writes a riding, named as of a day.
func (w *page) riding(id models.RidingID, day temporal.Day) {
	names, json := w.ridings[id], "null"
	if at := namedOn(names, day); at >= 0 {
		json = names[at].json
	}
	w.next()
	w.calledSo(names, day)
	w.shared(json)
}

// named is the day as of which something is named that holds over a period: the
// day asked for, or the nearest to it on which the thing holds.
func (w *page) named(p temporal.Period) temporal.Day {
	day := max(w.on, p.From)
	if p.To != 0 {
		day = min(day, p.LastDay())
	}
	return day
}

// period writes the members that tell a period.
func (w *writer) period(p temporal.Period) {
	w.key("from")
	w.day(p.From)
	w.put(`,"to":`)
	w.day(p.To)
	w.put(`,"last_day":`)
	w.day(p.LastDay())
}

// between writes between which days an undated change happened, and null for
// one whose day is known. It was first seen on seen.
func (w *writer) between(window models.Window, seen temporal.Day) {
	if window.IsZero() {
		w.null()
		return
	}
	w.object()
	w.key("last_seen_old")
	w.day(window.From - 1)
	w.key("first_seen_new")
	w.day(seen)
	w.endObject()
}

// instant writes RFC 3339 in UTC, and null for none.
func (w *writer) instant(at temporal.Instant) { w.textOrNull(at.String()) }

func (w *writer) identifiers(list []models.Identifier) {
	w.array()
	for _, id := range list {
		w.object()
		w.put(`"scheme":`)
		w.text(id.Scheme)
		w.put(`,"value":`)
		w.text(id.Value)
		w.endObject()
	}
	w.endArray()
}

func (w *writer) personName(n models.PersonName) {
	w.object()
	w.put(`"full":`)
	w.text(n.Full)
	w.put(`,"family":`)
	w.text(n.Family)
	w.put(`,"given":`)
	w.text(n.Given)
	w.endObject()
}
