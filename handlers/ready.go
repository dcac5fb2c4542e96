package handlers

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"caucus/models"
	"caucus/models/temporal"
)

// pingWithin bounds the wait for the database where only its state is asked for.
const pingWithin = 2 * time.Second

// readiness tells the state of everything on which the register rests. It is 200
// whatever that is: answers come from the register, which is there.
func (a *api) readiness(c *gin.Context, r *models.Register) {
	now := temporal.InstantOf(a.Clock())
	w := writer{}
	w.object()
	w.key("status")
	w.text("ready")
	w.key("revision")
	w.number(r.Head().Number)
	w.key("known_at")
	w.instant(r.Head().RecordedAt)
	w.key("at")
	w.instant(now)
	w.key("database")
	w.textOrNull(a.database(c.Request.Context()))
	health := a.health()
	w.key("scheduler")
	if a.Health == nil {
		w.null()
	} else {
		w.scheduler(&health, now)
	}
	w.key("sources")
	w.array()
	for i := range health.Jobs {
		w.sourceHealth(&health.Jobs[i])
	}
	w.endArray()
	w.endObject()
	c.Writer.Header()["Cache-Control"] = notStored
	writeJSON(c, w.b)
}

// database tells whether the database answers; empty if there is none to ask.
func (a *api) database(ctx context.Context) string {
	f, err := a.freshness(&params{})
	if err != nil {
		return ""
	}
	asking, stop := context.WithTimeout(ctx, pingWithin)
	defer stop()
	if _, _, err := f.Runs(asking, models.RunsQuery{Limit: 1}); err != nil {
		return "unavailable"
	}
	return "ok"
}

func (w *writer) scheduler(h *models.Health, now temporal.Instant) {
	w.object()
	w.key("running")
	w.bool(h.Running)
	w.key("stopped")
	w.bool(h.Stopped)
	w.key("last_beat")
	w.instant(h.LastBeat)
	w.key("age_seconds")
	if h.LastBeat == 0 {
		w.null()
	} else {
		w.number(ageOn(now, h.LastBeat))
	}
	w.endObject()
}

func (w *writer) sourceHealth(j *models.JobHealth) {
	w.object()
	w.key("id")
	w.text(string(j.Source))
	w.key("refreshed")
	w.bool(j.Enabled)
	w.lateness(j)
	w.key("last_success")
	w.instant(j.LastSuccess)
	w.key("next_run")
	w.instant(j.NextRun)
	w.key("rest_until")
	w.instant(j.RestUntil)
	w.endObject()
}

// lateness writes whether a source is late, and null where nothing is expected
// of it.
func (w *writer) lateness(j *models.JobHealth) {
	w.key("late")
	if j.Interval == 0 {
		w.null()
	} else {
		w.bool(j.Late)
	}
	w.key("late_since")
	w.instant(j.LateSince)
}
