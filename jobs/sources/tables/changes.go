package tables

import (
	"caucus/models"
)

// kindsOfChange gives what a row of the table of changes asserts as the cause.
var kindsOfChange = map[string]models.Cause{
	"crossed_floor": models.CauseJoined, "joined_caucus": models.CauseJoined,
	"left_to_sit_independent": models.CauseResigned, "expelled": models.CauseExpelled,
	"suspended": models.CauseSuspended, "readmitted": models.CauseReadmit, "unknown": models.CauseUnknown,
}

func (b *book) changeActs(r row) []act {
	at := r.moment()
	cause, ok := kindsOfChange[r.text("kind")]
	if !ok {
		r.fault(BadValue, "kind", "must be one of crossed_floor, expelled, joined_caucus, left_to_sit_independent, readmitted, suspended, unknown")
	}
	from, ok1 := b.label(r, "from")
	to, ok2 := b.label(r, "to")
	if *r.bad || !ok1 || !ok2 {
		return nil
	}
	return []act{{at.day, changes, func() { b.change(r, at, cause, from, to) }}}
}

// change lets a member be listed under another label. The member must sit on
// that day, and under the label that the row leads from.
func (b *book) change(r row, at moment, cause models.Cause, from, to models.Organization) {
	person, ok := b.sitting(r, at)
	if !ok {
		r.fault(Unknown, "person", "must be somebody who sits on "+at.day.String())
		return
	}
	was, ok := b.spanAt(person, models.Designation, at.day.Add(-1))
	switch {
	case !ok || !was.Value.Is(from.ID):
		r.fault(Conflict, "from", "must be the label on the day before")
		return
	case from.ID == to.ID:
		r.fault(Conflict, "to", "must be another label than the one before")
		return
	case at.window != nil && at.window.From <= was.From:
		r.fault(Conflict, "date_earliest", "must be after "+was.From.String()+", on which the label before began")
		return
	}
	b.list(person, to, at, r.cited(at.dated()))
	if at.dated() && r.text("basis") == "source" && r.citation().URL != "" && cause != models.CauseUnknown {
		b.putEvent(models.Event{Person: person, On: at.day, Cause: cause, Cited: r.cited(true)})
	}
}

func (b *book) sitting(r row, at moment) (models.PersonID, bool) {
	for _, p := range b.current.Parliaments {
		if p.House != house || p.Election > at.day || (!p.Dissolution.IsZero() && p.Dissolution < at.day) {
			continue
		}
		id, ok := b.known(r.text("ourcommons_id"), r.text("person"), p)
		if _, sits := b.tenureAt(id, at.day); ok && sits {
			return id, true
		}
	}
	return "", false
}

func (b *book) putEvent(e models.Event) {
	e.ID = models.NewEventID(e.Person, e.On.String())
	b.events.put(e)
}
