package handlers_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"caucus/handlers"
	"caucus/models"
)

// measured is one line of /metrics, by what stands before its value; empty if
// there is no such line.
func measured(t *testing.T, body, name string) string {
	t.Helper()
	for line := range strings.Lines(body) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func TestMetrics(t *testing.T) {
	o := options()
	s, log := served(t, o)
	for _, path := range []string{"/api/v1/people/ourcommons:105091", "/api/v1/people/parlinfo:20103", "/api/v1/standings?on=x", "/nothing", "/api/v1/standings"} {
		do(t, s, "GET", path)
	}
	do(t, s, "BREW", "/api/v1/standings")
	a := do(t, s, "GET", "/metrics", "Accept", "application/openmetrics-text", "Accept-Encoding", "gzip")
	if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Type"), "text/plain; version=0.0.4") || a.header.Get("Content-Encoding") != "" {
		t.Fatalf("%d %v", a.status, a.header)
	}
	for name, want := range map[string]string{
		`caucus_revision`: "3", `caucus_register_loaded_timestamp_seconds`: "1.7953596e+09", `caucus_database_up`: "1", `caucus_streams_open`: "0",
		`caucus_scheduler_last_beat_timestamp_seconds`:                                                                "1.79535957e+09",
		`caucus_source_last_success_timestamp_seconds{source="ourcommons"}`:                                           "1.795334403e+09",
		`caucus_source_last_success_timestamp_seconds{source="parlinfo"}`:                                             "", // it never was
		`caucus_source_late{source="ourcommons"}`:                                                                     "0",
		`caucus_source_late{source="parlinfo"}`:                                                                       "1",
		`caucus_source_late{source="dataset"}`:                                                                        "", // nothing is expected of it
		`caucus_source_runs_total{outcome="unchanged",source="ourcommons"}`:                                           "2",
		`caucus_source_runs_total{outcome="refused",source="ourcommons"}`:                                             "1",
		`caucus_source_runs_total{outcome="unavailable",source="parlinfo"}`:                                           "1",
		`caucus_source_runs_total{outcome="changed",source="parlinfo"}`:                                               "0",
		`caucus_source_runs_total{outcome="changed",source="dataset"}`:                                                "",
		`caucus_queue_open{kind="conflict"}`:                                                                          "1",
		`caucus_queue_open{kind="absent"}`:                                                                            "0", // it was settled
		`caucus_http_request_duration_seconds_count{method="GET",route="/api/v1/people/{id}",status="2xx"}`:           "2",
		`caucus_http_request_duration_seconds_count{method="GET",route="/api/v1/standings",status="4xx"}`:             "1",
		`caucus_http_request_duration_seconds_count{method="GET",route="none",status="4xx"}`:                          "1",
		`caucus_http_request_duration_seconds_count{method="other",route="none",status="4xx"}`:                        "1",
		`caucus_http_request_duration_seconds_bucket{method="GET",route="/api/v1/standings",status="2xx",le="0.005"}`: "1",
	} {
		if got := measured(t, a.body, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(a.body, "\ngo_goroutines ") || strings.Contains(a.body, "105091") {
		t.Errorf("what the process uses, and nobody's id: %s", a.body)
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

// TestMetricsWithoutADatabase: what is known is told.
func TestMetricsWithoutADatabase(t *testing.T) {
	for _, c := range []struct {
		name               string
		change             func(*handlers.Options)
		up, revision, late string
		logged             bool
	}{
		{"the database is gone", func(o *handlers.Options) {
			o.Freshness = func() handlers.Freshness { return asleep{models.ErrUnavailable} }
		}, "0", "3", "1", false},
		{"a fault of ours", func(o *handlers.Options) {
			o.Freshness = func() handlers.Freshness { return asleep{http.ErrBodyNotAllowed} }
		}, "0", "3", "1", true},
		{"nothing of that kind", func(o *handlers.Options) { o.Freshness, o.Health = nil, nil }, "", "3", "", false},
		{"no register", func(o *handlers.Options) { o.Registers = handlers.NewShelf(load, 1) }, "", "", "1", false},
	} {
		o := options()
		c.change(&o)
		s, log := served(t, o)
		a := do(t, s, "GET", "/metrics")
		got := [...]string{measured(t, a.body, "caucus_database_up"), measured(t, a.body, "caucus_revision"), measured(t, a.body, `caucus_source_late{source="parlinfo"}`)}
		if a.status != 200 || got != [...]string{c.up, c.revision, c.late} || strings.Contains(a.body, "runs_total") || (log.String() != "") != c.logged {
			t.Errorf("%s: %d %v; the log says %q", c.name, a.status, got, log)
		}
	}
}

// brittle breaks off after some questions about runs.
type brittle struct {
	*bulletin
	left int
}

func (b *brittle) Runs(ctx context.Context, q models.RunsQuery) ([]models.Run, bool, error) {
	if b.left--; b.left == 0 {
		return nil, false, models.ErrUnavailable
	}
	return b.bulletin.Runs(ctx, q)
}

// TestEveryRunIsCountedOnce: however many there are, whenever the database breaks
// off, and if one shows later than its number says.
func TestEveryRunIsCountedOnce(t *testing.T) {
	b := &brittle{bulletin: &bulletin{}, left: -1}
	add := func(id int) {
		b.runs = append(b.runs, models.Run{ID: id, Source: "parlinfo", Outcome: models.Unchanged, Began: ago(0), Ended: ago(0)})
	}
	for id := 1; id <= 650; id++ {
		if id != 649 {
			add(id)
		}
	}
	s, _ := served(t, fresh(options(), b))
	count := func() string {
		return measured(t, do(t, s, "GET", "/metrics").body, `caucus_source_runs_total{outcome="unchanged",source="parlinfo"}`)
	}
	b.left = 9 // in the midst of counting
	if got := count(); got != "" {
		t.Errorf("the database broke off: %q", got)
	}
	b.left = -1
	if got := count(); got != "649" {
		t.Errorf("%q runs", got)
	}
	b.runs = append(b.runs[:648], models.Run{ID: 649, Source: "parlinfo", Outcome: models.Unchanged, Began: ago(1e9)}, b.runs[648])
	add(651)
	for range 2 {
		if got := count(); got != "651" {
			t.Errorf("%q runs, of which one came late", got)
		}
	}
}

// TestMetricsFollowTheRegister: what was loaded later is told to be.
func TestMetricsFollowTheRegister(t *testing.T) {
	o := options()
	shelf := o.Registers.(*handlers.Shelf)
	shelf.Swap(built()[2])
	s, _ := served(t, o)
	if got := measured(t, do(t, s, "GET", "/metrics").body, "caucus_revision"); got != "2" {
		t.Errorf("revision %s", got)
	}
	shelf.Swap(built()[3])
	if got := measured(t, do(t, s, "GET", "/metrics").body, "caucus_revision"); got != "3" {
		t.Errorf("revision %s", got)
	}
}
