package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"caucus/models/temporal"
)

// sink takes an answer and keeps nothing but its size.
type sink struct {
	header http.Header
	status int
	bytes  int
}

func (s *sink) Header() http.Header { return s.header }

func (s *sink) WriteHeader(status int) { s.status = status }

func (s *sink) Write(p []byte) (int, error) {
	s.bytes += len(p)
	return len(p), nil
}

func bench(b *testing.B, h http.Handler, target func(int) string) {
	b.Helper()
	questions := make([]*http.Request, 4096)
	for i := range questions {
		questions[i] = httptest.NewRequest(http.MethodGet, target(i), nil)
	}
	w := &sink{header: http.Header{}}
	h.ServeHTTP(w, questions[0])
	if w.status == http.StatusInternalServerError {
		b.Fatalf("%s: status %d", questions[0].URL, w.status)
	}
	b.ReportMetric(float64(w.bytes), "bytes")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		clear(w.header)
		h.ServeHTTP(w, questions[i%len(questions)])
	}
}

// never asks as of ever other instants of the newest revision, so that no answer
// is found again.
func never(path string) func(int) string {
	return func(i int) string {
		return path + "&known_at=" + url.QueryEscape(time.Unix(1793620800, int64(i)*1000).UTC().Format(time.RFC3339Nano))
	}
}

func always(path string) func(int) string { return func(int) string { return path } }

// BenchmarkRoutes asks each route through the whole handler, without a network.
func BenchmarkRoutes(b *testing.B) {
	first := temporal.MustDay("2021-09-20")
	h := handler(b, options())
	for _, c := range []struct {
		name   string
		target func(int) string
	}{
		{"standings/one day", always("/api/v1/standings?on=2023-03-22")},
		{"standings/random days", func(i int) string { return "/api/v1/standings?on=" + first.Add(i*347%1280).String() }},
		{"person", always("/api/v1/people/ourcommons:105091?on=2023-03-22")},
		{"person/never asked before", never("/api/v1/people/ourcommons:105091?on=2023-03-22")},
		{"100 members on a day", always("/api/v1/people?sitting=true&on=2023-03-22")},
		{"100 members on a day/never asked before", never("/api/v1/people?sitting=true&on=2023-03-22")},
		{"changes page", always("/api/v1/changes?kind=seated&limit=20&on=2023-03-22")},
		{"changes page/never asked before", never("/api/v1/changes?kind=seated&limit=20&on=2023-03-22")},
		{"name search", func(i int) string { return "/api/v1/people?q=number" + strconv.Itoa(i%300) + "&on=2023-03-22" }},
		{"healthz", always("/healthz")},
		{"bad input", always("/api/v1/standings?on=x")},
	} {
		b.Run(c.name, func(b *testing.B) { bench(b, h, c.target) })
	}
	b.Run("unchanged", func(b *testing.B) { unchanged(b, h) })
	b.Run("bare gin, 2 kB", func(b *testing.B) { bench(b, bare(2302), always("/x")) })
}

func unchanged(b *testing.B, h http.Handler) {
	r := httptest.NewRequest(http.MethodGet, "/api/v1/standings?on=2023-03-22", nil)
	first := httptest.NewRecorder()
	h.ServeHTTP(first, r)
	r.Header.Set("If-None-Match", first.Header().Get("Etag"))
	w := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		h.ServeHTTP(w, r)
	}
	if w.status != http.StatusNotModified {
		b.Fatalf("status %d", w.status)
	}
}

// bare is Gin with bytes that were ready before: what nothing can be faster
// than.
func bare(size int) http.Handler {
	body := make([]byte, size)
	e := gin.New()
	e.GET("/x", func(c *gin.Context) { c.Data(http.StatusOK, "application/json", body) })
	return e
}
