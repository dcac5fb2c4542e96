package handlers

import (
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// changes lists changes up to the day, newest first.
func changes(s *scope, p *params) (reply, error) {
	q := models.ChangesQuery{
		House:  s.house.ID,
		Period: s.days(p),
		Kinds:  p.kinds("kind"),
		Cause: oneOf(p, "cause", models.CauseResigned, models.CauseExpelled, models.CauseSuspended, models.CauseReadmit,
			models.CauseJoined, models.CauseDissolved, models.CauseMerged, models.CauseRenamed, models.CauseUnknown),
		Person:     s.person(p, "person"),
		Caucus:     s.value(p, "caucus"),
		FromCaucus: s.value(p, "from_caucus"),
		ToCaucus:   s.value(p, "to_caucus"),
		Parliament: s.parliament(p),
		State:      oneOf(p, "state", models.Confirmed, models.Provisional),
		KnownSince: s.knownSince(p),
		Limit:      p.limit(),
		After:      p.changeCursor(changesCursor),
	}
	p.faults.Faults = append(p.faults.Faults, q.Contradictions()...)
	return reply{json: func(w *page) {
		w.object()
		w.key("changes")
		w.array()
		next := s.EachChange(q, w.changeOnce)
		w.endArray()
		w.nextLink(cursorOf(changesCursor, next))
		w.meta()
	}, csv: func(sh *sheet) {
		found := s.Changes(q)
		table(sh, changeColumns, found.Changes)
		sh.next = cursorOf(changesCursor, found.Next)
	}}, nil
}

// days reads the days whose changes are asked for: none after the day that the
// question is about.
func (s *scope) days(p *params) temporal.Period {
	from := p.day("from", s.house.Since, s.on, ", the day that the question is about")
	to := p.day("to", s.house.Since, s.today+1, ", the day after today in "+s.house.TimeZone)
	if from != 0 {
		p.keep("from", from.String())
	}
	if to != 0 {
		p.keep("to", to.String())
	}
	if from != 0 && to != 0 && from >= to {
		p.fault("to", to.String(), "a day after from, since it is the day after the last")
	}
	return temporal.Period{From: from, To: temporal.EarlierEnd(to, s.on+1)}
}

// kinds reads kinds of change, with commas between them.
func (p *params) kinds(name string) []models.ChangeKind {
	text, ok := p.take(name)
	if !ok {
		return nil
	}
	var kinds []models.ChangeKind
	for one := range strings.SplitSeq(text, ",") {
		k := models.ChangeKind(one)
		if !slices.Contains(models.ChangeKinds[:], k) || slices.Contains(kinds, k) {
			p.fault(name, text, "each of these at most once, with commas between: "+joined(models.ChangeKinds[:]))
			return nil
		}
		kinds = append(kinds, k)
	}
	p.keep(name, text)
	return kinds
}

func (s *scope) knownSince(p *params) temporal.Instant {
	at, ok := p.instant("known_since", s.now)
	if ok {
		p.keep("known_since", at.String())
	}
	return at
}
