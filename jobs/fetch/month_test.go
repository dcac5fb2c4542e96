package fetch_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

// TestABadMonth goes through what a publisher has done to those who ask it.
func TestABadMonth(t *testing.T) {
	const host = "www.ourcommons.example "
	secret := strings.Repeat("<p>secret</p>", 100)
	status := func(code int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
			io.WriteString(w, secret)
		}
	}
	drip := func(every time.Duration, bytes int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write(make([]byte, bytes))
				w.(http.Flusher).Flush()
				time.Sleep(every)
			}
		}
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string        // the error
		asked  int           // how often
		within time.Duration // it gave up
	}{
		"an outage":                        {status(500), host + "answered 500 Internal Server Error (3 tries)", 3, 10 * time.Second},
		"a gateway that waits in vain":     {status(504), host + "answered 504 Gateway Timeout (3 tries)", 3, 10 * time.Second},
		"a code of its own":                {status(599), host + "answered 599 (3 tries)", 3, 10 * time.Second},
		"too many questions":               {status(429), host + "answered 429 Too Many Requests (3 tries)", 3, 10 * time.Second},
		"a Retry-After that is gibberish":  {status(429, "Retry-After", "<secret>"), host + "answered 429 Too Many Requests (3 tries)", 3, 10 * time.Second},
		"an error page with 200 in a ZIP":  {status(200, "Content-Encoding", "br"), host + `sent a document in the encoding "br", which was not asked for`, 1, 0},
		"nobody may read it":               {status(403), host + "answered 403 Forbidden", 1, 0},
		"a question that it does not like": {status(400, "Retry-After", "5"), host + "answered 400 Bad Request", 1, 0},
		"no list any more":                 {status(410), host + "has no such document: it answered 410 Gone", 1, 0},
		"part of the list":                 {status(206), host + "answered 206 Partial Content", 1, 0},
		"unchanged, but since when":        {raw("HTTP/1.1 304 secret\r\n\r\n"), host + "answered 304 Not Modified", 1, 0},
		"a redirect to nowhere":            {raw("HTTP/1.1 302 secret\r\nContent-Length: 0\r\n\r\n"), host + "answered 302 Found", 1, 0},
		"what is no HTTP":                  {raw("secret"), host + "could not be understood, or broke the connection off (3 tries)", 3, 10 * time.Second},
		"it hangs up":                      {raw(""), host + "broke the connection off (3 tries)", 3, 10 * time.Second},
		"it hangs up in the middle":        {raw("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + secret), host + "broke the document off before its end (3 tries)", 3, 10 * time.Second},
		"it hangs up between two chunks":   {raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecret\r\n"), host + "broke the document off before its end (3 tries)", 3, 10 * time.Second},
		"two lengths":                      {raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nsecret"), host + "could not be understood, or broke the connection off (3 tries)", 3, 10 * time.Second},
		"it never answers":                 {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, host + "did not answer in time (3 tries)", 3, 100 * time.Second},
		"it stops in the middle": {func(w http.ResponseWriter, r *http.Request) {
			w.Write(make([]byte, 9000))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, host + "sent the document too slowly (3 tries)", 3, 40 * time.Second},
		"a byte a second":                {drip(time.Second, 1), host + "sent the document too slowly (3 tries)", 3, 40 * time.Second},
		"just fast enough, without end":  {drip(time.Second, 500), host + "sent the document too slowly (3 tries)", 3, 370 * time.Second},
		"a document that does not end":   {drip(time.Millisecond, 1<<20), host + "sent a document of more than 33554432 bytes", 1, time.Second},
		"a document that says it is big": {status(200, "Content-Length", "33554433"), host + "sent a document of more than 33554432 bytes", 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := opens(t, c.answer)
				start := time.Now()
				_, err := get(t, client(t, p))
				if err == nil {
					t.Fatal("there is a page")
				}
				if got, want := err.Error(), "asking for "+house+members.Path+": "+c.want; got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
				if !errors.Is(err, models.ErrUnavailable) || errors.Is(err, models.ErrNotFound) != (name == "no list any more") {
					t.Errorf("kind of %v", err)
				}
				if took := time.Since(start); int(p.asked.Load()) != c.asked || took > c.within {
					t.Errorf("asked %d times in %s, want %d in %s at most", p.asked.Load(), took, c.asked, c.within)
				}
			})
		})
	}
}

func TestItIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, list) })
		p.down.Store(true)
		c := client(t, p)
		_, err := get(t, c)
		if u := unavailable(t, err); u.Error() != "www.ourcommons.example refuses connections (3 tries)" || u.RestUntil != 0 {
			t.Errorf("%v, rest until %v", u, u.RestUntil)
		}
		if !errors.Is(err, refused) {
			t.Error("the cause is lost")
		}

		go func() { time.Sleep(3 * time.Second); p.down.Store(false) }() // and up again
		if got, err := get(t, c); err != nil || string(got.Text) != list {
			t.Errorf("it is up again: %v", err)
		}
	})
}

func TestItFlaps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		p := opens(t, func(w http.ResponseWriter, r *http.Request) {
			switch n++; n % 3 {
			case 1:
				w.WriteHeader(http.StatusBadGateway)
			case 2:
				raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf")(w, r)
			default:
				io.WriteString(w, list)
			}
		})
		c := client(t, p)
		for range 4 {
			if got, err := get(t, c); err != nil || string(got.Text) != list {
				t.Errorf("%q, %v", got.Text, err)
			}
		}
	})
}

func TestRestThatAPublisherAsksFor(t *testing.T) {
	for name, c := range map[string]struct {
		header func(now time.Time) string
		status int
		rest   time.Duration // the answer comes no earlier; 0 if it is not waited for
		until  time.Duration // that the error carries
	}{
		"seconds":                 {func(time.Time) string { return "20" }, 429, 20 * time.Second, 0},
		"seconds of an outage":    {func(time.Time) string { return " 30 " }, 503, 30 * time.Second, 0},
		"a date":                  {func(now time.Time) string { return now.Add(40 * time.Second).UTC().Format(http.TimeFormat) }, 429, 40 * time.Second, 0},
		"a date that is over":     {func(time.Time) string { return "Wed, 22 Mar 1995 21:36:00 GMT" }, 429, time.Second, 0},
		"at once":                 {func(time.Time) string { return "0" }, 429, time.Second, 0},
		"longer than one waits":   {func(time.Time) string { return "3600" }, 429, 0, time.Hour},
		"longer, as a date":       {func(now time.Time) string { return now.Add(2 * time.Hour).UTC().Format(http.TimeFormat) }, 503, 0, 2 * time.Hour},
		"for ever, or as good as": {func(time.Time) string { return "99999999999999999999" }, 429, 0, 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
					if c.until > 0 && time.Since(start) < c.until || c.rest > 0 && time.Since(start) < c.rest {
						w.Header().Set("Retry-After", c.header(start))
						w.WriteHeader(c.status)
						return
					}
					io.WriteString(w, list)
				})
				cl := client(t, p)
				_, err := get(t, cl)
				if c.rest > 0 {
					if took := time.Since(start); err != nil || p.asked.Load() != 2 || took < c.rest || took > c.rest+4*time.Second {
						t.Errorf("after %s and %d questions: %v", took, p.asked.Load(), err)
					}
					return
				}
				want := temporal.InstantOf(start.Add(c.until))
				if u := unavailable(t, err); u.RestUntil != want || u.Status != c.status || u.Tries != 1 || !time.Now().Equal(start) || !strings.HasSuffix(u.Error(), "; it is to be left alone until "+want.String()) {
					t.Errorf("%+v", u)
				}
				// Nobody asks that host before, for whatever document.
				time.Sleep(c.until / 2)
				_, err = cl.Get(t.Context(), commons, fetch.Request{Path: "other"}, models.Served{})
				if u := unavailable(t, err); u.RestUntil != want || u.Tries != 0 || p.asked.Load() != 1 {
					t.Errorf("asked %d times: %+v", p.asked.Load(), u)
				}
				time.Sleep(c.until / 2)
				if _, err := get(t, cl); err != nil {
					t.Errorf("after the rest: %v", err)
				}
			})
		})
	}
}

// A short rest is one for everybody.
func TestNobodyAsksDuringAShortRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var at []time.Duration
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
			if at = append(at, time.Since(start)); len(at) == 1 {
				w.Header().Set("Retry-After", "30")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		})
		c := client(t, p)
		go get(t, c)
		synctest.Wait()
		time.Sleep(time.Second)
		_, err := get(t, c)
		time.Sleep(time.Minute)
		synctest.Wait()
		if err != nil || len(at) != 3 || at[1] != 30*time.Second {
			t.Errorf("asked at %s: %v", at, err)
		}
	})
}

// What was asked for once does not hold for the fault that comes after it.
func TestAShortRestIsOverOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var at []time.Duration
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
			switch at = append(at, time.Since(start)); len(at) {
			case 1:
				w.Header().Set("Retry-After", "25")
				w.WriteHeader(http.StatusTooManyRequests)
			case 2:
				w.WriteHeader(http.StatusInternalServerError)
			}
		})
		if _, err := get(t, client(t, p)); err != nil || len(at) != 3 || at[1] != 25*time.Second || at[2] > 31*time.Second {
			t.Errorf("asked at %s: %v", at, err)
		}
	})
}

// An error page that calls itself a good answer is a page: what it is, its
// reader sees.
func TestAnErrorPageThatSaysItIsWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := opens(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<html>An error has occurred.</html>")
		})
		got, err := get(t, client(t, p))
		if err != nil || !strings.HasPrefix(got.ContentType, "text/html") || string(got.Text) != "<html>An error has occurred.</html>" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestTheCallerGivesUp(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"before an answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"in the middle": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "half")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"between two tries": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "50")
			w.WriteHeader(http.StatusServiceUnavailable)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := opens(t, answer)
				ctx, cancel := contextThatEnds(t, 5*time.Second)
				defer cancel()
				start := time.Now()
				_, err := client(t, p).Get(ctx, commons, members, models.Served{})
				if !errors.Is(err, errEnough) || errors.Is(err, models.ErrUnavailable) || time.Since(start) != 5*time.Second {
					t.Errorf("after %s: %v", time.Since(start), err)
				}
			})
		})
	}
}
