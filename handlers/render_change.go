package handlers

import (
	"strings"

	"caucus/models"
)

// changeOnce is change for those that were perhaps written before.
func (w *page) changeOnce(ref models.ChangeRef, look func() *models.Change) {
	if json := w.told.get(ref); json != "" {
		w.raw(json)
		return
	}
	begin := len(w.b)
	if w.change(look()); ref != (models.ChangeRef{}) {
		w.told.put(ref, strings.TrimPrefix(string(w.b[begin:]), ","))
	}
}

// change writes a change of a member, or an event of an organization. Each has
// every member; those that do not apply are null.
func (w *page) change(c *models.Change) {
	w.object()
	w.put(`"id":`)
	w.word(c.ID)
	w.put(`,"on":`)
	w.day(c.On)
	w.put(`,"kind":`)
	w.word(string(c.Kind))
	w.put(`,"axis":`)
	w.textOrNull(string(c.Kind.Axis()))
	w.who(c)
	w.put(`,"organization":`)
	w.became(c)
	w.put(`,"cause":{"kind":`)
	w.word(string(c.Cause))
	w.put(`,"citations":`)
	w.citations(c.CauseCitations)
	w.endObject()
	w.when(c)
	w.put(`,"state":`)
	w.word(string(c.State))
	w.put(`,"citations":`)
	w.citations(c.Citations)
	w.put(`,"recorded_in":`)
	w.number(c.RecordedIn)
	w.endObject()
}

// who writes whose change it is, and from what to what each axis moved.
func (w *page) who(c *models.Change) {
	w.key("person")
	if c.Person == "" {
		w.null()
	} else {
		w.personRef(c.Person)
	}
	w.key("riding")
	if c.Tenure == nil {
		w.null()
	} else {
		w.riding(c.Tenure.Riding, c.On)
	}
	w.key("parliament")
	w.numberOrNull(w.parliamentOf(c))
	for _, axis := range [...]models.Axis{models.Caucus, models.Designation, models.Party} {
		w.key(string(axis))
		if c.Person == "" {
			w.null()
			continue
		}
		w.put(`{"from":`)
		w.value(c.Before.Value(axis), c.On-1)
		w.put(`,"to":`)
		w.value(c.After.Value(axis), c.On)
		w.endObject()
	}
}

func (w *page) personRef(id models.PersonID) {
	p, _ := w.Person(id)
	w.object()
	w.put(`"id":`)
	w.word(string(p.ID))
	w.put(`,"name":`)
	w.text(p.Name.Full)
	w.put(`,"identifiers":`)
	w.identifiers(p.Identifiers)
	w.endObject()
}

func (w *page) parliamentOf(c *models.Change) int {
	if c.Tenure != nil {
		return c.Tenure.Parliament
	}
	if p, _ := w.ParliamentOn(w.house.ID, c.On); p != nil {
		return p.Number
	}
	return 0
}

// became writes what an organization was and what it became; null for the
// change of a member.
func (w *page) became(c *models.Change) {
	if c.Person != "" {
		w.null()
		return
	}
	w.object()
	w.key("from")
	w.raw(w.organizationOn(c.From, c.On-1))
	w.key("to")
	w.raw(w.organizationOn(c.To, c.On))
	w.endObject()
}

// when writes what is known of the time of a change besides its day, and the
// steps between if there were several on that day.
func (w *page) when(c *models.Change) {
	w.key("announced_at")
	w.instant(c.AnnouncedAt)
	w.key("announced_local")
	if c.AnnouncedAt == 0 {
		w.null()
	} else {
		local, _ := c.AnnouncedAt.LocalIn(w.house.TimeZone) // the zone was used for today, so it is known
		w.text(local)
	}
	w.key("observed_between")
	w.between(c.Window, c.On)
	w.key("between")
	w.array()
	for _, v := range c.Between {
		w.value(v, c.On)
	}
	w.endArray()
}
