package handlers

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"caucus/models"
)

// revisions lists the revisions of the register, the oldest first. A number is
// its own cursor: whoever has seen revision 3 asks for what comes after=3.
func (a *api) revisions(s *scope, p *params) (reply, error) {
	q := models.LogQuery{
		Until: s.revision,
		Kind:  oneOf(p, "kind", models.RevisionKinds[:]...),
		Actor: actor(p),
		After: p.number("after", 0, math.MaxInt32, 0),
		Limit: p.limit(),
	}
	if ok, err := a.inLog(s, p); !ok {
		return reply{}, err
	}
	q.On = s.on
	list, more, err := a.Revisions.Revisions(s.ctx, q)
	if err != nil {
		return reply{}, unlogged(err)
	}
	next := ""
	if more {
		next = strconv.Itoa(list[len(list)-1].Number)
	}
	return logReply("revisions", list, next, loggedColumns, (*page).logged,
		func(r *models.LoggedRevision) models.Revision { return r.Revision }), nil
}

// revision tells what one revision did, fact by fact.
func (a *api) revision(s *scope, p *params) (reply, error) {
	number, missing := s.revisionNumber(p)
	q := models.RevisedQuery{
		Revision: number,
		Kind:     factKind(p),
		Person:   s.person(p, "person"),
		After:    placeAt(p, revisedCursor, parseRef),
		Limit:    p.limit(),
	}
	if ok, err := a.inLog(s, p); !ok || missing != nil {
		if missing != nil {
			err = missing
		}
		return reply{}, err
	}
	q.On = s.on
	made, err := a.one(s.ctx, number)
	if err != nil {
		return reply{}, unlogged(err)
	}
	list, more, err := a.Revisions.Revised(s.ctx, q)
	if err != nil {
		return reply{}, unlogged(err)
	}
	next := ""
	if more {
		next = encodeCursor(revisedCursor, refKey(list[len(list)-1].Ref))
	}
	return reply{also: texts([]models.Revision{made.Revision}), json: func(w *page) {
		w.object()
		w.key("revision")
		w.logged(&made)
		w.key("facts")
		w.array()
		for i := range list {
			w.revised(&list[i])
		}
		w.endArray()
		w.nextLink(next)
		w.meta()
	}, csv: func(sh *sheet) {
		table(sh, revisedColumns, list)
		sh.next = next
	}}, nil
}

// revisionNumber reads the number of the path. One behind the revision asked for
// is not there; what is no number is a fault.
func (s *scope) revisionNumber(p *params) (number int, missing error) {
	n, _ := strconv.Atoi(p.id) // what is no number is not written like n
	want := "the number of a revision, from 1 to " + strconv.Itoa(s.revision)
	if strconv.Itoa(n) != p.id || n < 1 {
		p.fault("number", p.id, want)
		return 0, nil
	}
	if n > s.revision {
		f := &models.InvalidError{}
		f.Add("number", p.id, want)
		return 0, fmt.Errorf("%w: %w", models.ErrNotFound, f)
	}
	return n, nil
}

// one returns a revision as the log lists it.
func (a *api) one(ctx context.Context, number int) (models.LoggedRevision, error) {
	list, _, err := a.Revisions.Revisions(ctx, models.LogQuery{Until: number, After: number - 1, Limit: 1})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("revision %d: %w", number, models.ErrNotFound)
	}
	if err != nil {
		return models.LoggedRevision{}, err
	}
	return list[0], nil
}

func (w *page) logged(r *models.LoggedRevision) {
	w.object()
	w.key("number")
	w.number(r.Number)
	w.key("kind")
	w.text(string(r.Kind))
	w.madeBy(&r.Revision)
	w.key("hash")
	w.text(r.Hash)
	w.key("previous_hash")
	w.textOrNull(r.Previous)
	w.key("opened")
	w.number(r.Opened)
	w.key("closed")
	w.number(r.Closed)
	w.key("corrections")
	w.number(r.Corrections)
	w.endObject()
}

// madeBy writes when a revision was made, by whom and why; null for a text that
// was withdrawn.
func (w *page) madeBy(r *models.Revision) {
	w.key("recorded_at")
	w.instant(r.RecordedAt)
	w.key("actor")
	w.textOrNull(r.Actor)
	w.key("reason")
	w.textOrNull(r.Reason)
}

func (w *page) revised(r *models.Revised) {
	w.object()
	w.key("kind")
	w.text(string(r.Kind))
	w.key("key")
	w.text(r.Key)
	w.key("before")
	w.fact(r.Before)
	w.key("after")
	w.fact(r.After)
	w.key("published")
	w.numberOrNull(r.Published)
	w.key("correction")
	w.bool(r.Correction)
	w.key("person")
	w.loggedPerson(r.Person)
	w.endObject()
}
