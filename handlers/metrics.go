package handlers

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"caucus/models"
	"caucus/models/temporal"
)

// sample is a number of this moment, with the values of its labels.
type sample struct {
	of     *prometheus.Desc
	kind   prometheus.ValueType
	value  float64
	labels []string
}

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("caucus_"+name, help, labels, nil)
}

// What is measured of this moment. That of sources and the queue stands in the
// database, so that every process tells the same: whoever adds up processes must
// take the highest, not the sum.
var (
	lastSuccessMetric = describe("source_last_success_timestamp_seconds", "When the source was last read to the end, by any process.", "source")
	lateMetric        = describe("source_late", "1 if the source was last read too long ago.", "source")
	runsMetric        = describe("source_runs_total", "Runs of the source by how they ended, of all processes.", "source", "outcome")
	queueMetric       = describe("queue_open", "What waits for a decision, by kind.", "kind")
	revisionMetric    = describe("revision", "The newest revision that is served.")
	loadedMetric      = describe("register_loaded_timestamp_seconds", "When the register that is served was first asked.")
	beatMetric        = describe("scheduler_last_beat_timestamp_seconds", "When the scheduler of this process last moved.")
	databaseMetric    = describe("database_up", "1 if the database answers.")
	streamsMetric     = describe("streams_open", "Streams of revisions that are open.")
)

// Describe says nothing: which samples there are depends on the moment.
func (samples) Describe(chan<- *prometheus.Desc) {}

// samples are what one answer tells of the moment.
type samples []sample

// Collect hands them over.
func (l samples) Collect(to chan<- prometheus.Metric) {
	for _, x := range l {
		to <- prometheus.MustNewConstMetric(x.of, x.kind, x.value, x.labels...)
	}
}

func (l *samples) gauge(of *prometheus.Desc, value float64, labels ...string) {
	*l = append(*l, sample{of, prometheus.GaugeValue, value, labels})
}

// since writes when something was, and nothing for never.
func (l *samples) since(of *prometheus.Desc, at temporal.Instant, labels ...string) {
	if at != 0 {
		l.gauge(of, float64(at)/1e6, labels...)
	}
}

// tellMetrics answers Prometheus, in its text format alone.
func (a *api) tellMetrics(c *gin.Context) {
	moment := prometheus.NewPedanticRegistry()
	list := a.moment(c.Request.Context())
	if err := moment.Register(list); err != nil {
		a.fail(c, err)
		return
	}
	r := c.Request.Clone(c.Request.Context())
	r.Header = http.Header{}
	c.Writer.Header()["Cache-Control"] = notStored
	promhttp.HandlerFor(prometheus.Gatherers{a.times.registry, moment}, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, DisableCompression: true,
	}).ServeHTTP(c.Writer, r)
}

// moment gathers what is measured now. What the database does not tell is left
// out.
func (a *api) moment(ctx context.Context) samples {
	var l samples
	l.gauge(streamsMetric, float64(a.streams.Load()))
	health := a.health()
	l.since(beatMetric, health.LastBeat)
	for _, job := range health.Jobs {
		if job.Interval != 0 {
			l.gauge(lateMetric, oneIf(job.Late), string(job.Source))
		}
	}
	current := a.Registers.Current()
	if current == nil {
		return l
	}
	v := a.viewOf(current, &a.newest)
	l.gauge(revisionMetric, float64(current.Head().Number))
	l.since(loadedMetric, v.loaded)
	f, err := a.freshness(&params{})
	if err != nil {
		return l
	}
	asking, stop := context.WithTimeout(ctx, pingWithin)
	defer stop()
	stored, err := a.stored(asking, f, a.sources(&scope{view: v}))
	if err != nil && !errors.Is(err, models.ErrUnavailable) && ctx.Err() == nil {
		a.Log.Error("metrics", "error", err)
	}
	l.gauge(databaseMetric, oneIf(err == nil))
	return append(l, stored...)
}

// stored gathers what stands in the database; nothing if it does not answer.
func (a *api) stored(ctx context.Context, f Freshness, sources []models.Source) (l samples, err error) {
	all, err := a.refreshed(ctx, f, sources)
	if err != nil {
		return nil, err
	}
	runs, err := a.counted.count(ctx, f)
	if err != nil {
		return nil, err
	}
	for i := range all {
		x := &all[i]
		l.since(lastSuccessMetric, x.lastSuccess, string(x.ID))
		if x.last == nil && !x.job.Enabled {
			continue
		}
		for _, o := range models.Outcomes {
			l = append(l, sample{runsMetric, prometheus.CounterValue, float64(runs[ended{x.ID, o}]), []string{string(x.ID), string(o)}})
		}
	}
	for _, kind := range models.ProposalKinds {
		n := 0
		for i := range all {
			n += all[i].waiting[kind]
		}
		l.gauge(queueMetric, float64(n), string(kind))
	}
	return l, nil
}

func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
