package handlers_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/handlers/contracttest"
)

// TestRevisionsAreToldAsTheyLand, each with the object that the list has.
func TestRevisionsAreToldAsTheyLand(t *testing.T) {
	o, shelf := streaming(1)
	s, log := served(t, o)
	l := listen(t, s.Client(), s.URL+streamPath)
	for n := 2; n <= 3; n++ {
		shelf.Swap(built()[n])
		e := l.next()
		var list struct{ Revisions []json.RawMessage }
		if err := json.Unmarshal([]byte(do(t, s, "GET", "/api/v1/revisions").body), &list); err != nil {
			t.Fatal(err)
		}
		if e != (event{id: strconv.Itoa(n), name: "revision", data: string(list.Revisions[n-1])}) {
			t.Errorf("revision %d is the event %+v, in the list\n%s", n, e, list.Revisions[n-1])
		}
		value, err := contracttest.JSON(e.data)
		if err == nil {
			err = contract(t).Value("/components/schemas/RevisionRecord", value)
		}
		if err != nil {
			t.Errorf("%s: %v", e.data, err)
		}
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

// TestWhereAStreamBegins: revision 2 is the newest when somebody asks, then
// revision 3 lands.
func TestWhereAStreamBegins(t *testing.T) {
	for _, c := range []struct {
		name, query string
		headers     []string
		want        []int
	}{
		{"with what comes", "", nil, []int{3}},
		{"with everything", "?after=0", nil, []int{1, 2, 3}},
		{"behind a number", "?after=1", nil, []int{2, 3}},
		{"behind the newest", "?after=2", nil, []int{3}},
		{"behind the last event", "", []string{"Last-Event-ID", "1"}, []int{2, 3}},
		{"before the first event", "", []string{"last-event-id", "0"}, []int{1, 2, 3}},
		{"behind both, which are the same", "?after=1", []string{"Last-Event-ID", "1"}, []int{2, 3}},
		{"behind the last event of a browser that asks its address again", "?after=0", []string{"Last-Event-ID", "2"}, []int{3}},
		{"behind a reset of the history in which it began", "?after=9", []string{"Last-Event-ID", "1"}, []int{2, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, shelf := streaming(2)
			s, _ := served(t, o)
			l := listen(t, s.Client(), s.URL+streamPath+c.query, c.headers...)
			shelf.Swap(built()[3])
			l.want(c.want...)
		})
	}
}

// TestNoStream: what is wrong with a question is told as for every other.
func TestNoStream(t *testing.T) {
	o, _ := streaming(2)
	s, _ := served(t, o)
	const whole, known = `"want":"a whole number from 0 to 2"`, `"want":"one of after"`
	for _, c := range []struct {
		name, query string
		headers     []string
		says        []string
	}{
		{"no such revision yet", "?after=3", nil, []string{`"field":"after","value":"3",` + whole}},
		{"no number", "?after=-1", nil, []string{`"field":"after","value":"-1",` + whole}},
		{"an event that is not there yet", "", []string{"Last-Event-ID", "3"}, []string{`"field":"Last-Event-ID","value":"3",` + whole}},
		{"an event of another stream", "", []string{"Last-Event-ID", "a4f"}, []string{`"field":"Last-Event-ID","value":"a4f",` + whole}},
		{"no event", "", []string{"Last-Event-ID", ""}, []string{`"field":"Last-Event-ID","value":"",` + whole}},
		{"two beginnings, neither of which is one", "?after=x", []string{"Last-Event-ID", "y"}, []string{`"field":"after"`, `"field":"Last-Event-ID"`}},
		{"a day", "?on=2023-03-22", nil, []string{`"field":"on","value":"2023-03-22",` + known}},
		{"a state of the register", "?revision=1&known_at=2026-10-02T12:00:00Z", nil, []string{`"field":"revision"`, `"field":"known_at"`, known}},
		{"the header as a parameter", "?Last-Event-ID=1", nil, []string{`"field":"Last-Event-ID","value":"1",` + known}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, "GET", streamPath+c.query, c.headers...)
			if a.status != 400 {
				t.Errorf("%d %s", a.status, a.body)
			}
			for _, text := range c.says {
				if !strings.Contains(a.body, text) {
					t.Errorf("%s is not in %s", text, a.body)
				}
			}
			kept(t, a)
			if head := do(t, s, "HEAD", streamPath+c.query, c.headers...); head.status != 400 {
				t.Errorf("HEAD: %d", head.status)
			}
		})
	}
}

func TestWithoutALogThereIsNoStream(t *testing.T) {
	o, _ := streaming(2)
	o.Revisions = nil
	s, _ := served(t, o)
	if a := do(t, s, "GET", streamPath); a.status != 503 || a.header.Get("Retry-After") != "5" {
		t.Errorf("%d %v", a.status, a.header)
	}
}

// TestHeadersOfAStream are those that keep caches and proxies from holding it
// back; to HEAD they are all.
func TestHeadersOfAStream(t *testing.T) {
	o, _ := streaming(2)
	s, _ := served(t, o)
	for _, method := range []string{"GET", "HEAD"} {
		a := do(t, s, method, streamPath+"?after=0", "Origin", "https://example.org")
		for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
			"Access-Control-Allow-Origin": "*", "Content-Length": "", "Etag": ""} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", method, name, got, want)
			}
		}
	}
}

// TestAHistoryThatWasReplaced ends the stream, and the client that comes back by
// itself goes on in the other one.
func TestAHistoryThatWasReplaced(t *testing.T) {
	o, shelf := streaming(3)
	s, _ := served(t, o)
	l := listen(t, s.Client(), s.URL+streamPath+"?after=2")
	l.want(3)
	shelf.Replace(built()[1])
	e := l.next()
	if e != (event{id: "1", name: "reset", data: `{"revision":1}`}) {
		t.Errorf("the replacement is the event %+v", e)
	}
	l.wantEnd()
	l = listen(t, s.Client(), s.URL+streamPath, "Last-Event-ID", e.id)
	shelf.Swap(built()[2])
	l.want(2)
}

// TestListenersWhoAreCutOff now and then miss nothing and hear nothing twice,
// however many revisions land at once.
func TestListenersWhoAreCutOff(t *testing.T) {
	const last = 450
	registers, log := manyRevisions(t, last)
	o, shelf := streaming(1)
	o.Revisions = log
	shelf.Replace(registers[1])
	s, _ := served(t, o)
	var writing sync.WaitGroup
	writing.Go(func() {
		dice := rand.New(rand.NewPCG(44, 44))
		for n := 1; n < last; {
			n = min(last, n+1+dice.IntN(30))
			shelf.Swap(registers[n])
			time.Sleep(time.Millisecond) // lets others go on; what is wanted does not depend on it
		}
	})
	t.Run("listeners", func(t *testing.T) {
		for n := range uint64(4) {
			t.Run(strconv.FormatUint(n, 10), func(t *testing.T) {
				t.Parallel()
				dice := rand.New(rand.NewPCG(n, 44))
				for seen := 0; seen < last; {
					l := listen(t, s.Client(), s.URL+streamPath, "Last-Event-ID", strconv.Itoa(seen))
					for range min(1+dice.IntN(200), last-seen) {
						seen++
						l.want(seen)
					}
					l.body.Close()
				}
			})
		}
	})
	writing.Wait()
}

// TestAProcessThatEnds ends its streams, and waits for no listener.
func TestAProcessThatEnds(t *testing.T) {
	o, _ := streaming(2)
	serving, end := context.WithCancel(t.Context())
	o.Serving = serving
	s, _ := served(t, o)
	all := make([]*listener, 5)
	for i := range all {
		all[i] = listen(t, s.Client(), s.URL+streamPath+"?after=1")
		all[i].want(2)
	}
	end()
	if err := s.Config.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	for _, l := range all {
		l.wantEnd()
	}
}

// TestOnlySoManyListen: the one who is too many is asked to come again, and may
// when another has gone.
func TestOnlySoManyListen(t *testing.T) {
	o, _ := streaming(2)
	s, _ := served(t, o)
	var hearing, listening sync.WaitGroup
	leave := func() {}
	for range 1000 {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		hearing.Add(1)
		gone := make(chan struct{})
		listening.Go(func() {
			defer close(gone)
			s.Config.Handler.ServeHTTP(&ear{hears: sync.OnceFunc(hearing.Done)}, httptest.NewRequestWithContext(ctx, "GET", streamPath, nil))
		})
		leave = func() { cancel(); <-gone }
	}
	hearing.Wait()
	for _, method := range []string{"GET", "HEAD"} {
		if a := do(t, s, method, streamPath); a.status != 503 || a.header.Get("Retry-After") != "5" {
			t.Errorf("%s of one too many: %d %v", method, a.status, a.header)
		}
	}
	if a := do(t, s, "GET", "/api/v1/revisions"); a.status != 200 {
		t.Errorf("who asks instead of listening: %d", a.status)
	}
	leave()
	listen(t, s.Client(), s.URL+streamPath)
}

// ear listens without a connection.
type ear struct {
	header http.Header
	hears  func()
}

func (e *ear) Header() http.Header {
	if e.header == nil {
		e.header = http.Header{}
	}
	return e.header
}

func (e *ear) Write(b []byte) (int, error)      { e.hears(); return len(b), nil }
func (e *ear) WriteHeader(int)                  {}
func (e *ear) Flush()                           {}
func (e *ear) SetWriteDeadline(time.Time) error { return nil }
