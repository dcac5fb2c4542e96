package handlers

import (
	"cmp"
	"fmt"
	"time"

	"caucus/models"
)

const sourcesCursor = "s"

// runsShown is how many runs are told beside a source.
const runsShown = 10

// sourceList lists sources by id, each with how up to date it is.
func (a *api) sourceList(s *scope, p *params) (reply, error) {
	after, limit := models.SourceID(p.cursor(sourcesCursor)), p.limit()
	f, err := a.freshness(p)
	if f == nil {
		return reply{}, err
	}
	list, next := a.sources(s), ""
	for len(list) > 0 && after != "" && cmp.Compare(list[0].ID, after) <= 0 {
		list = list[1:]
	}
	if len(list) > limit {
		list = list[:limit]
		next = encodeCursor(sourcesCursor, string(list[limit-1].ID))
	}
	all, err := a.refreshed(s.ctx, f, list)
	if err != nil {
		return reply{}, err
	}
	return nowReply("sources", all, next, sourceColumns, func(w *page, x *fresh) {
		w.object()
		w.fresh(x)
		w.endObject()
	}), nil
}

// sourceAlone tells of one source, with its newest runs.
func (a *api) sourceAlone(s *scope, p *params) (reply, error) {
	one, missing := a.findSource(s, p)
	f, err := a.freshness(p)
	if missing != nil {
		err = missing
	}
	if f == nil || err != nil {
		return reply{}, err
	}
	all, err := a.refreshed(s.ctx, f, []models.Source{one})
	if err != nil {
		return reply{}, err
	}
	runs, _, err := f.Runs(s.ctx, models.RunsQuery{Source: one.ID, Limit: runsShown})
	if err != nil {
		return reply{}, fmt.Errorf("runs of source %s: %w", one.ID, err)
	}
	return reply{json: func(w *page) {
		w.object()
		w.fresh(&all[0])
		w.key("runs")
		w.array()
		for i := range runs {
			w.run(&runs[i])
		}
		w.endArray()
		w.metaNow()
	}}, nil
}

// findSource finds the source that the path names.
func (a *api) findSource(s *scope, p *params) (models.Source, error) {
	list := a.sources(s)
	for _, one := range list {
		if string(one.ID) == p.id {
			return one, nil
		}
	}
	f := &models.InvalidError{}
	f.Add("id", p.id, "a source: one of "+joined(a.sourceIDs(s)))
	return models.Source{}, fmt.Errorf("%w: %w", models.ErrNotFound, f)
}

// fresh writes the members of a source: who publishes it, whether and when it is
// asked, how that went, and how it agrees with the register.
func (w *page) fresh(x *fresh) {
	w.key("id")
	w.text(string(x.ID))
	w.key("title")
	w.textOrNull(x.Title)
	w.key("publisher")
	w.textOrNull(x.Publisher)
	w.key("url")
	w.textOrNull(x.URL)
	w.key("terms")
	w.textOrNull(x.Terms)
	w.key("speaks_until")
	w.day(x.SpeaksUntil)
	w.freshJob(x)
	w.key("last_run")
	w.lastRun(x.last)
	w.key("last_success")
	w.instant(x.lastSuccess)
	w.key("last_change")
	w.instant(x.lastChange)
	w.key("age_seconds")
	w.ageOrNull(x.lastSuccess)
	w.key("agreement")
	w.agreement(x.read)
	w.key("open_conflicts")
	w.number(x.waiting[models.Contradiction])
	w.key("queue")
	w.object()
	for _, kind := range models.ProposalKinds {
		w.key(string(kind))
		w.number(x.waiting[kind])
	}
	w.endObject()
}

func (w *page) freshJob(x *fresh) {
	w.key("refreshed")
	w.bool(x.job.Enabled)
	w.key("schedule")
	w.textOrNull(x.job.Schedule)
	w.key("expected_interval_seconds")
	w.numberOrNull(int(x.job.Interval / time.Second))
	w.key("next_run")
	w.instant(x.job.NextRun)
	w.key("rest_until")
	w.instant(x.restUntil(w.now))
	w.lateness(&x.job)
}

func (w *page) lastRun(r *models.Run) {
	if r == nil {
		w.null()
		return
	}
	w.object()
	w.key("id")
	w.number(r.ID)
	w.key("outcome")
	w.text(string(r.Outcome))
	w.key("at")
	w.instant(r.Ended)
	w.key("reason")
	w.textOrNull(r.Reason)
	w.endObject()
}

// agreement writes how many people a source speaks of, and of how many it says
// what the register holds.
func (w *page) agreement(r *models.Run) {
	if r == nil {
		w.null()
		return
	}
	w.object()
	w.key("people")
	w.number(r.Tally.Records)
	w.key("agreeing")
	w.number(r.Tally.Agreeing)
	w.key("differing")
	w.number(r.Tally.Differing)
	w.endObject()
}
