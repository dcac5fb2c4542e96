package fetch_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"

	"github.com/google/go-cmp/cmp"
)

var refused = syscall.ECONNREFUSED

const list = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ArrayOfMemberOfParliament>Bloc Québécois</ArrayOfMemberOfParliament>"

func TestAGoodDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, r *http.Request) {
			want := http.Header{"User-Agent": {"caucus/1.0.0 (+register@example.org)"}, "Accept": {"application/xml"}, "Accept-Encoding": {"gzip"}}
			if diff := cmp.Diff(want, r.Header); diff != "" {
				t.Errorf("headers of the question (-want +got):\n%s", diff)
			}
			if r.URL.RequestURI() != "/mirror/Members/en/search/XML" || r.Host != "127.0.0.1:9" {
				t.Errorf("asked %s for %s", r.Host, r.URL.RequestURI())
			}
			w.Header().Set("Content-Type", "application/xml")
			w.Header().Set("ETag", `"v7"`)
			w.Header().Set("Last-Modified", "Wed, 22 Mar 2023 21:36:00 GMT")
			w.Header().Set("Set-Cookie", "session=1")
			w.Write([]byte("\xef\xbb\xbf" + list))
		})
		c := client(t, p)
		mirror := fetch.Site{Source: "ourcommons", Public: house, Base: "http://127.0.0.1:9/mirror/"}
		got, err := c.Get(t.Context(), mirror, members, models.Served{})
		if err != nil {
			t.Fatal(err)
		}
		modified, _ := temporal.ParseInstant("2023-03-22T21:36:00Z")
		sha := "485d1575c128f97d1fd578299bb3a24b828f6575667933fa86f2be2f14252a5d"
		want := fetch.Page{
			Title: "Members of the House", URL: house + "Members/en/search/XML", At: temporal.InstantOf(time.Now()),
			Modified: modified, LastModified: "Wed, 22 Mar 2023 21:36:00 GMT", ContentType: "application/xml", ETag: `"v7"`,
			Body: []byte("\xef\xbb\xbf" + list), Text: []byte(list), SHA256: sha,
			Snapshot: models.NewSnapshotID("ourcommons", house+"Members/en/search/XML", sha),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("page (-want +got):\n%s", diff)
		}
		if _, err := c.Get(t.Context(), mirror, members, models.Served{}); err != nil { // no cookie comes back
			t.Error(err)
		}
	})
}

func TestNothingHasChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked http.Header
		p := opens(t, func(w http.ResponseWriter, r *http.Request) {
			asked = r.Header
			w.WriteHeader(http.StatusNotModified)
		})
		c := client(t, p)
		before := temporal.InstantOf(time.Now().Add(-48 * time.Hour))
		known := models.Served{
			Source: "ourcommons", URL: house + members.Path, RetrievedAt: before, SeenAt: before, ContentType: "application/xml",
			ETag: `"v7"`, LastModified: "Wed, 22 Mar 2023 21:36:00 GMT", Body: []byte(list),
		}
		got, err := c.Get(t.Context(), commons, members, known)
		if err != nil {
			t.Fatal(err)
		}
		if asked.Get("If-None-Match") != `"v7"` || asked.Get("If-Modified-Since") != known.LastModified {
			t.Errorf("asked with %v", asked)
		}
		want, err := fetch.PageOf(known, members.Title)
		if err != nil {
			t.Fatal(err)
		}
		want.Unchanged, want.At = true, temporal.InstantOf(time.Now())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("page (-want +got):\n%s", diff)
		}
		kept := got.Served("ourcommons")
		known.ID, known.SHA256, known.Size = got.Snapshot, got.SHA256, len(list)
		known.RetrievedAt, known.SeenAt = got.At, got.At
		if diff := cmp.Diff(known, kept); diff != "" {
			t.Errorf("as it is kept (-want +got):\n%s", diff)
		}

		for name, useless := range map[string]models.Served{
			"of another document": {URL: house + "other", ETag: `"v7"`, Body: []byte(list)},
			"no longer kept":      {URL: house + members.Path, ETag: `"v7"`},
		} {
			if _, err := c.Get(t.Context(), commons, members, useless); err == nil || asked.Get("If-None-Match") != "" {
				t.Errorf("%s: asked with %v, and believed that nothing has changed: %v", name, asked, err)
			}
		}
	})
}

func TestOneQuestionASecondToAHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		at := map[string][]time.Duration{}
		open, start := map[string]int{}, time.Now()
		answering := func(host string, by int) int {
			mu.Lock()
			defer mu.Unlock()
			if by > 0 {
				at[host] = append(at[host], time.Since(start))
			}
			if open[host] += by; open[host] > 1 {
				t.Error("two questions to one host at once")
			}
			return len(at[host])
		}
		p := opens(t, func(w http.ResponseWriter, r *http.Request) {
			defer answering(r.Host, -1)
			if answering(r.Host, 1) == 3 {
				time.Sleep(1500 * time.Millisecond) // the next waits for the end of a slow answer
			}
			w.Write([]byte("x"))
		})
		c := client(t, p)
		var all sync.WaitGroup
		for range 5 {
			for _, host := range []string{"http://www.ourcommons.example/", "http://lop.parl.example/"} {
				all.Go(func() {
					if _, err := c.Get(t.Context(), fetch.Site{Source: "s", Public: host}, members, models.Served{}); err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		s, ms := time.Second, time.Millisecond
		each := []time.Duration{0, s, 2 * s, 3*s + 500*ms, 4*s + 500*ms}
		want := map[string][]time.Duration{"www.ourcommons.example": each, "lop.parl.example": each}
		if diff := cmp.Diff(want, at); diff != "" {
			t.Errorf("asked at (-want +got):\n%s", diff)
		}
	})
}

func TestNobodyWaitsForATurnLongerThanTheyLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) { time.Sleep(20 * time.Second) })
		c := client(t, p)
		go get(t, c)
		synctest.Wait()
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		_, err := c.Get(ctx, commons, members, models.Served{})
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, models.ErrUnavailable) || time.Since(start) != 3*time.Second {
			t.Errorf("after %s: %v, want the caller's own end, which is no fault of the publisher", time.Since(start), err)
		}
		time.Sleep(time.Minute)
	})
}

// Whoever tests against a server of their own passes in a clock and does not
// wait.
func TestWaitingIsPassedIn(t *testing.T) {
	n := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if n++; n == 2 {
			w.Header().Set("Retry-After", "45")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer s.Close()
	now := time.Date(2023, time.March, 22, 21, 36, 0, 0, time.UTC)
	var waited []time.Duration
	c, err := fetch.New(fetch.Options{Agent: "caucus/1", Clock: func() time.Time { return now }, Wait: func(_ context.Context, d time.Duration) error {
		waited = append(waited, d)
		now = now.Add(d)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := c.Get(t.Context(), fetch.Site{Source: "s", Public: house, Base: s.URL + "/"}, members, models.Served{})
		if err != nil || got.At != temporal.InstantOf(now) {
			t.Errorf("at %s: %v", got.At, err)
		}
	}
	if diff := cmp.Diff([]time.Duration{time.Second, 45 * time.Second}, waited); diff != "" {
		t.Errorf("waited (-want +got):\n%s", diff)
	}
}

func TestOptionsAreCheckedAtOnce(t *testing.T) {
	_, err := fetch.New(fetch.Options{Agent: "caucus", Contact: "me) (you"})
	invalid, ok := errors.AsType[*models.InvalidError](err)
	if !ok {
		t.Fatal(err)
	}
	var fields []string
	for _, f := range invalid.Faults {
		fields = append(fields, f.Field)
	}
	if diff := cmp.Diff([]string{"agent", "contact", "clock"}, fields); diff != "" {
		t.Error(diff)
	}
	for contact, right := range map[string]bool{
		"":                               true,
		"register@example.org":           true,
		"mailto:register@example.org":    true,
		"https://example.org/a?b=c":      true,
		"example.org":                    false,
		"https://":                       false,
		"Me <register@example.org>":      false,
		"register@example.org\r\nX: y":   false,
		"https://example.org/) evil/1.0": false,
		"ftp://example.org/":             false,
		"régistre@example.org":           false,
	} {
		_, err := fetch.New(fetch.Options{Agent: "caucus/1", Contact: contact, Clock: time.Now})
		if (err == nil) != right {
			t.Errorf("contact %q: %v", contact, err)
		}
	}
}
