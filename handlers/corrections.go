package handlers

import (
	"strconv"

	"caucus/models"
)

// corrections lists what the register had wrong, the newest correction first.
func (a *api) corrections(s *scope, p *params) (reply, error) {
	after := placeAt(p, correctionsCursor, parseCorrection)
	q := models.CorrectionsQuery{
		Until:         s.revision,
		Kind:          factKind(p),
		Person:        s.person(p, "person"),
		AfterRevision: after.revision,
		After:         after.Ref,
		Limit:         p.limit(),
	}
	if ok, err := a.inLog(s, p); !ok {
		return reply{}, err
	}
	q.On = s.on
	list, more, err := a.Revisions.Corrections(s.ctx, q)
	if err != nil {
		return reply{}, unlogged(err)
	}
	next := ""
	if more {
		last := list[len(list)-1]
		next = encodeCursor(correctionsCursor, strconv.Itoa(last.Revision)+"\n"+refKey(last.Ref))
	}
	return logReply("corrections", list, next, correctionColumns, (*page).correction,
		func(c *models.Correction) models.Revision { return c.By }), nil
}

func (w *page) correction(c *models.Correction) {
	w.object()
	w.key("revision")
	w.object()
	w.key("number")
	w.number(c.By.Number)
	w.madeBy(&c.By)
	w.endObject()
	w.key("published")
	w.object()
	w.key("number")
	w.number(c.Published)
	w.key("recorded_at")
	w.instant(w.RecordedAt(c.Published))
	w.endObject()
	w.key("kind")
	w.text(string(c.Kind))
	w.key("key")
	w.text(c.Key)
	w.key("person")
	w.loggedPerson(c.Person)
	w.key("before")
	w.fact(c.Before)
	w.key("after")
	w.fact(c.After)
	w.endObject()
}
