package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestWhenASourceWasLastReadIsToldAlikeEverywhere: the House takes eight seconds
// to serve its list. It was read when that was over, and a try that comes to
// nothing afterwards changes nothing.
func TestWhenASourceWasLastReadIsToldAlikeEverywhere(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		const list = "/Members/en/search/"
		ordinary := d.press.handler()
		d.press.sayInstead(list, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "XML") {
				d.later(8 * time.Second)
			}
			ordinary(w, r)
		})
		d.refresh("ourcommons")
		d.press.sayInstead(list, says(http.StatusBadRequest, "text/html", "no"))
		d.later(time.Hour)
		d.run("refresh", "ourcommons")
		if row := d.rows("ourcommons"); len(row) != 2 || row[0].Succeeded() || row[1].Began.String() != "2023-03-02T12:00:00Z" {
			t.Fatalf("the runs are %+v", row)
		}

		const want = "2023-03-02T12:00:08Z"
		s := d.served()
		_, source := s.get("/api/v1/sources/ourcommons")
		if got := dig(source, "last_success"); got != want {
			t.Errorf("/sources says %v", got)
		}
		if got := s.lastSuccess("ourcommons"); got != want {
			t.Errorf("/readyz says %v", got)
		}
		series := fmt.Sprintf(`caucus_source_last_success_timestamp_seconds{source="ourcommons"} %.9e`, float64(instantOf(want).Time().Unix()))
		if got := s.metrics(); !strings.Contains(got, series) {
			t.Errorf("/metrics does not say %s", series)
		}
	})
}

// lastSuccess is when a source was last read by /readyz, once the process has
// looked.
func (s *server) lastSuccess(source string) any {
	s.t.Helper()
	for end := time.Now().Add(atMost); ; time.Sleep(20 * time.Millisecond) {
		_, ready := s.get("/readyz?verbose")
		list, _ := dig(ready, "sources").([]any)
		for _, one := range list {
			if dig(one, "id") != source {
				continue
			}
			if got := dig(one, "last_success"); got != nil || time.Now().After(end) {
				return got
			}
		}
		if time.Now().After(end) {
			return nil
		}
	}
}
