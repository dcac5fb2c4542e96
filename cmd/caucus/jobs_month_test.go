package main

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

// badAnswer is what a publisher does instead of answering.
type badAnswer struct {
	answer  http.HandlerFunc
	outcome models.Outcome
	reason  string // begins so
	slow    bool   // no test waits so long unless it is told to
}

// hugeDocument says nothing, at length.
func hugeDocument(bytesLong int64) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		piece := bytes.Repeat([]byte("<!-- nothing -->"), 1<<12)
		for n := int64(0); n < bytesLong && r.Context().Err() == nil; n += int64(len(piece)) {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}
}

// bomb is a small answer that becomes a gigabyte.
var bomb = sync.OnceValue(func() http.HandlerFunc {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, _ = zip.Write(make([]byte, 16<<20))
	_ = zip.Close()
	return says(200, "text/xml", strings.Repeat(packed.String(), 64), "Content-Encoding", "gzip")
})

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = w.Write([]byte(" "))
		w.(http.Flusher).Flush()
		time.Sleep(100 * time.Millisecond)
	}
}

func badAnswers() map[string]badAnswer {
	closed := func(w http.ResponseWriter, _ *http.Request) {
		if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
			c.Close()
		}
	}
	return map[string]badAnswer{
		"it is down":               {closed, models.Unavailable, "The publisher broke the connection off", false},
		"it fails":                 {says(500, "text/plain", "secret"), models.Unavailable, "The publisher answered 500", false},
		"it is asked too often":    {says(429, "text/plain", "secret", "Retry-After", "7200"), models.Unavailable, "The publisher answered 429", false},
		"it has moved":             {says(404, "text/html", "<html>"), models.Unavailable, "The publisher has no such document (404)", false},
		"an error page with 200":   {says(200, "text/html", "<!DOCTYPE html><html>An error has occurred</html>"), models.Refused, "The answer is a page in HTML", false},
		"nothing with 200":         {says(200, "text/xml", ""), models.Refused, "The answer is empty", false},
		"a document of a gigabyte": {hugeDocument(1 << 30), models.Unavailable, "The publisher sent a document of more than", false},
		"a gigabyte in a megabyte": {bomb(), models.Unavailable, "The publisher sent a compressed document that grows", false},
		"a byte now and then":      {drip, models.Unavailable, "The publisher sent the document too slowly", true},
		"it hangs":                 {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, models.Unavailable, "The publisher did not answer in time", true},
	}
}

// TestABadMonth: of whatever the House does instead of answering, the runs tell;
// ParlInfo is read all the same, the register stays as it is, and once the House
// answers again it is read again.
func TestABadMonth(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.environ = append(d.environ, strings.Replace(d.press.sources(), "parlinfo=http://127.0.0.1:", "parlinfo=http://localhost:", 1))
	d.refresh()
	head := d.head()
	for name, bad := range badAnswers() {
		if bad.slow && os.Getenv("MONTH") == "" {
			continue
		}
		d.later(3 * time.Hour)
		d.press.sayInstead("/Members/en/search/", bad.answer)
		out := d.refresh("ourcommons", "parlinfo")
		run := d.rows("ourcommons")[0]
		if run.Outcome != bad.outcome || !strings.HasPrefix(run.Reason, bad.reason) || strings.Contains(run.Reason, "secret") {
			t.Errorf("%s: the run is %s: %s", name, run.Outcome, run.Reason)
		}
		if rests := run.RestUntil != 0; rests != (name == "it is asked too often") {
			t.Errorf("%s: it is left alone until %v", name, run.RestUntil)
		}
		wantLine(t, out, "ourcommons ", string(bad.outcome), run.Reason)
		wantLine(t, out, "parlinfo ", "unchanged   20 people, 20 as the register has them")
		if got := d.head(); got != head {
			t.Errorf("%s: the newest is %+v", name, got)
		}
		d.press.sayInstead("/Members/en/search/", nil)
		d.later(3 * time.Hour)
		wantLine(t, d.refresh("ourcommons"), "ourcommons ", "unchanged   20 people, 20 as the register has them")
	}
	if out := d.refresh("ourcommons"); strings.Contains(out, "Waiting") {
		t.Errorf("refused documents still wait:\n%s", out)
	}
	d.wantSound()
}

// TestABadHourOfAServer: a server goes on while the House misbehaves: it answers,
// reads ParlInfo, says that the House is not read, stays small, and reads it
// again when it can.
func TestABadHourOfAServer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.often()
	d.refresh()
	var before int64
	for i, name := range []string{"", "a document of a gigabyte", "a gigabyte in a megabyte", "an error page with 200", "", "it hangs"} {
		bad := badAnswers()[name]
		if bad.slow && os.Getenv("MONTH") == "" { // a server that stops gives a run ten seconds
			continue
		}
		d.later(24 * time.Hour)
		d.press.sayInstead("/Members/en/search/", bad.answer)
		w := d.work()
		w.answers()
		standings := d.standings(w.server)
		w.awaits(func() bool { return len(d.rows("parlinfo")) == i+2 }, "%q: ParlInfo is not read", name)
		if name == "it hangs" {
			w.awaits(func() bool { return d.press.questions("/Members/en/search/XML") > len(d.rows("ourcommons")) }, "%q: the House is not asked", name)
			d.stopsSoon(w)
			continue
		}
		w.awaits(func() bool { return len(d.rows("ourcommons")) == i+2 }, "%q: the House has no run", name)
		run := d.rows("ourcommons")[0]
		if name != "" && (run.Outcome != bad.outcome || !strings.HasPrefix(run.Reason, bad.reason)) || name == "" && run.Outcome != models.Unchanged {
			t.Errorf("%q: the run is %s: %s", name, run.Outcome, run.Reason)
		}
		if diff := cmp.Diff(standings, d.standings(w.server)); diff != "" {
			t.Errorf("%q: standings (-before +after):\n%s", name, diff)
		}
		d.wantTold(w.server, name, run.Outcome)
		peak := w.peak()
		if before == 0 {
			before = peak
		}
		if grown := peak - before; grown > 256<<20 {
			t.Errorf("%q: memory grows by %d MB", name, grown>>20)
		}
		t.Logf("%q: the most memory was %d MB: %s", name, peak>>20, run.Reason)
		w.stops()
	}
	d.wantSound()
}

// standings are those of 2 March 2023, which nothing here changes.
func (d *desk) standings(s *server) any {
	_, body := s.get("/api/v1/standings?on=2023-03-02")
	return dig(body, "rows")
}

// stopsSoon stops a worker that waits for a publisher: the run is broken off, and
// leaves a row that says so.
func (d *desk) stopsSoon(w *worker) {
	d.t.Helper()
	begun := time.Now()
	w.stops()
	run := d.rows("ourcommons")[0]
	if run.Outcome != models.Failed || run.Reason != "The run was stopped before it had ended." {
		d.t.Errorf("after %v the run that was broken off is %s: %s", time.Since(begun), run.Outcome, run.Reason)
	}
}

// wantTold insists that a server tells how it went to ask the House.
func (d *desk) wantTold(s *server, name string, outcome models.Outcome) {
	d.t.Helper()
	_, source := s.get("/api/v1/sources/ourcommons")
	if got := dig(source, "last_run", "outcome"); got != string(outcome) {
		d.t.Errorf("%q: /sources tells of a run that is %v", name, got)
	}
	if name != "" { // the House has not been read for a day; whether a server that read it since has noticed is a matter of the minute
		s.awaits(func() bool {
			_, source := s.get("/api/v1/sources/ourcommons")
			return dig(source, "late") == true
		}, "%q: /sources does not say that it is late", name)
	}
	if code, ready := s.get("/readyz?verbose"); code != http.StatusOK || dig(ready, "database") != "ok" || dig(ready, "scheduler", "running") != true {
		d.t.Errorf("%q: /readyz tells %d %v", name, code, ready)
	}
	if series := `caucus_source_runs_total{outcome="` + string(outcome) + `",source="ourcommons"}`; !strings.Contains(s.metrics(), series) {
		d.t.Errorf("%q: /metrics has no %s", name, series)
	}
}
