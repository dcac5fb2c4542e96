package handlers

import "caucus/models"

const queueCursor = "q"

// queue lists what waits for a decision, the oldest first.
func (a *api) queue(s *scope, p *params) (reply, error) {
	q := models.ProposalsQuery{
		Kind:    oneOf(p, "kind", models.ProposalKinds[:]...),
		Source:  a.source(s, p, "source"),
		Person:  s.anybody(p, "person"),
		Settled: p.yes("settled"),
		After:   placeAt(p, queueCursor, parseProposal),
		Limit:   p.limit(),
	}
	f, err := a.freshness(p)
	if f == nil {
		return reply{}, err
	}
	list, more, err := f.Proposals(s.ctx, q)
	if err != nil {
		return reply{}, err
	}
	next := ""
	if more {
		next = encodeCursor(queueCursor, string(list[len(list)-1].ID))
	}
	return nowReply("proposals", list, next, proposalColumns, (*page).proposal), nil
}

func parseProposal(key string) (models.ProposalID, error) {
	if !isID("prp_", key) {
		return "", errNoPlace
	}
	return models.ProposalID(key), nil
}

func (w *page) proposal(x *models.Proposal) {
	w.object()
	w.key("id")
	w.text(string(x.ID))
	w.key("kind")
	w.text(string(x.Kind))
	w.key("source")
	w.text(string(x.Source))
	w.key("person")
	w.loggedPerson(x.Person)
	w.key("subject")
	w.text(x.Subject)
	w.key("about")
	w.textOrNull(string(x.About))
	w.saidValue(x.About, x.Value, x.Riding)
	w.key("day")
	w.day(x.Day)
	w.key("believed")
	w.believed(x)
	w.key("detail")
	w.text(x.Detail)
	w.key("snapshot")
	w.textOrNull(string(x.Snapshot))
	w.key("locator")
	w.textOrNull(x.Locator)
	w.key("opened")
	w.instant(x.Opened)
	w.key("age_seconds")
	w.number(w.waited(x))
	w.key("last_seen")
	w.instant(x.LastSeen)
	w.key("settled")
	w.instant(x.Settled)
	w.key("settlement")
	w.textOrNull(string(x.Settlement))
	w.key("revision")
	w.numberOrNull(x.Revision)
	w.endObject()
}

// believed writes what the register holds instead, on an axis.
func (w *page) believed(x *models.Proposal) {
	if onAxis(x.About) {
		w.value(x.Believed, w.on)
	} else {
		w.null()
	}
}

// waited is for how long a proposal has waited, or did until it was settled, in
// seconds.
func (s *scope) waited(x *models.Proposal) int {
	until := s.now
	if x.Settled != 0 {
		until = x.Settled
	}
	return ageOn(until, x.Opened)
}
