package handlers

import (
	"net/http"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// times measures how long answers take, by route, method and class of status.
// Each has its place, so that to note an answer costs no search by labels.
type times struct {
	registry *prometheus.Registry
	took     *prometheus.HistogramVec
	routes   map[string]*routeTimes // by the path of the router; "" for none
}

// measuredMethods are told apart; all others are "other".
var measuredMethods = [...]string{http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPost, "other"}

type routeTimes struct {
	name   string // as the contract writes the path
	places [len(measuredMethods)][6]atomic.Pointer[place]
}

type place struct{ prometheus.Observer }

// newTimes measures a process that has nothing to answer yet.
func newTimes() *times {
	t := &times{
		registry: prometheus.NewRegistry(),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "caucus_http_request_duration_seconds", Help: "How long answers took, by route, method and class of status.",
			Buckets: []float64{.0001, .0005, .001, .005, .025, .1, .5, 2.5},
		}, []string{"route", "method", "status"}),
		routes: map[string]*routeTimes{"": {name: "none"}},
	}
	t.registry.MustRegister(t.took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return t
}

var inPath = regexp.MustCompile(`:([a-z_]+)`)

// know makes room for routes.
func (t *times) know(list gin.RoutesInfo) {
	for _, r := range list {
		t.routes[r.Path] = &routeTimes{name: inPath.ReplaceAllString(r.Path, "{$1}")}
	}
}

// note notes an answer.
func (t *times) note(path, method string, status int, took time.Duration) {
	r, ok := t.routes[path]
	if !ok {
		r = t.routes[""]
	}
	m := methodPlace(method)
	at := &r.places[m][min(status/100, 5)]
	one := at.Load()
	if one == nil {
		one = &place{t.took.WithLabelValues(r.name, measuredMethods[m], strconv.Itoa(status/100)+"xx")}
		at.Store(one)
	}
	one.Observe(took.Seconds())
}

func methodPlace(method string) int {
	for i, known := range measuredMethods {
		if method == known {
			return i
		}
	}
	return len(measuredMethods) - 1
}

// measured notes how long each answer took. What is asked of a stream takes as
// long as somebody listens.
func (a *api) measured(c *gin.Context) {
	start := a.Clock()
	c.Next()
	a.times.note(c.FullPath(), c.Request.Method, c.Writer.Status(), a.Clock().Sub(start))
}
