package handlers

import (
	"strconv"

	"caucus/models"
)

const runsCursor = "x"

// runList lists the runs of a source, the newest first.
func (a *api) runList(s *scope, p *params) (reply, error) {
	one, missing := a.findSource(s, p)
	q := models.RunsQuery{
		Source:  one.ID,
		Outcome: oneOf(p, "outcome", models.Outcomes[:]...),
		Before:  numberPlace(p, runsCursor),
		Limit:   p.limit(),
	}
	f, err := a.freshness(p)
	if missing != nil {
		err = missing
	}
	if f == nil || err != nil {
		return reply{}, err
	}
	list, more, err := f.Runs(s.ctx, q)
	if err != nil {
		return reply{}, err
	}
	next := ""
	if more {
		next = encodeCursor(runsCursor, strconv.Itoa(list[len(list)-1].ID))
	}
	return nowReply("runs", list, next, runColumns, (*page).run), nil
}

func (w *page) run(r *models.Run) {
	w.object()
	w.key("id")
	w.number(r.ID)
	w.key("source")
	w.text(string(r.Source))
	w.key("trigger")
	w.text(string(r.Trigger))
	w.key("slot")
	w.instant(r.Slot)
	w.key("began")
	w.instant(r.Began)
	w.key("ended")
	w.instant(r.Ended)
	w.key("outcome")
	w.text(string(r.Outcome))
	w.key("reason")
	w.textOrNull(r.Reason)
	w.key("snapshots")
	w.array()
	for _, id := range r.Snapshots {
		w.text(string(id))
	}
	w.endArray()
	w.tally(&r.Tally)
	w.key("refusals")
	w.array()
	for i := range r.Refusals {
		w.refusal(&r.Refusals[i])
	}
	w.endArray()
	w.key("revision")
	w.numberOrNull(r.Revision)
	w.key("fence")
	w.numberOrNull(r.Fence)
	w.key("rest_until")
	w.instant(r.RestUntil)
	w.endObject()
}

// counted are the numbers of a tally, by name.
var counted = []struct {
	name string
	of   func(*models.Tally) int
}{
	{"documents", func(t *models.Tally) int { return t.Documents }},
	{"bytes", func(t *models.Tally) int { return int(t.Bytes) }},
	{"records", func(t *models.Tally) int { return t.Records }},
	{"unread", func(t *models.Tally) int { return t.Unread }},
	{"agreeing", func(t *models.Tally) int { return t.Agreeing }},
	{"differing", func(t *models.Tally) int { return t.Differing }},
	{"claims", func(t *models.Tally) int { return t.Claims }},
	{"opened", func(t *models.Tally) int { return t.Opened }},
	{"closed", func(t *models.Tally) int { return t.Closed }},
	{"proposals", func(t *models.Tally) int { return t.Proposals }},
}

func (w *page) tally(t *models.Tally) {
	w.key("tally")
	w.object()
	for _, c := range counted {
		w.key(c.name)
		w.number(c.of(t))
	}
	w.endObject()
}

func (w *page) refusal(r *models.Refusal) {
	w.object()
	w.key("rule")
	w.text(r.Rule)
	w.key("detail")
	w.text(r.Detail)
	w.key("rows")
	w.array()
	for _, row := range r.Rows {
		w.text(row)
	}
	w.endArray()
	w.endObject()
}
