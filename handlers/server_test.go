package handlers_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/handlers"
	"caucus/handlers/contracttest"
	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// The register of the tests has three revisions. In the first nobody knows that
// Han Dong left; the second adds that; the third changes nothing that is asked.
var recorded = []string{"2026-10-01T00:00:00Z", "2026-10-02T12:00:00Z", "2026-11-01T12:00:00.5Z"}

// today is a Sunday in Ottawa, where it is still ten in the morning.
var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func instant(text string) temporal.Instant {
	at, err := temporal.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return at
}

func revisions(n int) []models.Revision {
	list := make([]models.Revision, n)
	for i := range list {
		list[i] = models.Revision{Number: i + 1, Kind: models.DatasetRevision, RecordedAt: instant(recorded[i])}
	}
	return list
}

// house is the 44th Parliament in 2023: 338 seats, five of them vacant, with
// Han Dong among the Liberals until he leaves.
func house(left bool) *House {
	h := New()
	for i := range h.Facts.Organizations {
		if o := &h.Facts.Organizations[i]; o.ID == Liberal {
			o.Colour = "#D71920"
			o.Names[0].Full = models.Name{En: "Liberal Party of Canada", Fr: "Parti libéral du Canada"}
			o.Names[0].Abbreviation = models.Name{En: "Lib.", Fr: "Lib."}
		}
	}
	const from, to = "2021-09-20", "2025-03-24"
	dong := h.Person("Han Dong", "ourcommons:105091", "parlinfo:20103").Sits("Don Valley North", from, to)
	h.Facts.Ridings[0].Names[0].Fr = "Don Valley-Nord"
	if !left {
		dong.Label(Liberal, from, to)
	} else {
		dong.Label(Liberal, from, "2023-03-22").
			On(models.Designation, models.Of(Independent), "2023-03-22", to).
			On(models.Caucus, models.None, "2023-03-22", to).
			Said("2023-03-22", models.CauseResigned, "2023-03-23T01:36:00Z")
	}
	for _, c := range []struct {
		label models.OrganizationID
		seats int
		to    string
	}{{Liberal, 156, to}, {Conservative, 115, to}, {Bloc, 32, to}, {NDP, 25, to}, {Green, 2, to}, {Independent, 2, to}, {Liberal, 5, "2023-01-01"}} {
		for range c.seats {
			n := strconv.Itoa(len(h.Facts.People))
			h.Person("Member Number"+n, "parlinfo:9"+n).Sits("Riding "+n, from, c.to).Label(c.label, from, c.to)
		}
	}
	return h
}

func register(h *House, n int) *models.Register {
	for i := range h.Facts.Affiliations {
		h.Facts.Affiliations[i].RecordedIn = min(n, 2)
	}
	r, err := models.NewRegister(revisions(n), &h.Facts)
	if err != nil {
		panic(err)
	}
	return r
}

// built builds the registers of the tests once; they are immutable.
var built = sync.OnceValue(func() map[int]*models.Register {
	return map[int]*models.Register{1: register(house(false), 1), 2: register(house(true), 2), 3: register(house(true), 3)}
})

func load(_ context.Context, revision int) (*models.Register, error) {
	if r := built()[revision]; r != nil {
		return r, nil
	}
	return nil, fmt.Errorf("revision %d: %w", revision, models.ErrNotFound)
}

// options serve the registers of the tests.
func options() handlers.Options {
	shelf := handlers.NewShelf(load, 2)
	shelf.Swap(built()[3])
	return fresh(handlers.Options{Registers: shelf, Revisions: theLedger(), Clock: func() time.Time { return now }, Machine: time.Now, Build: "test"}, shared())
}

func handler(t testing.TB, o handlers.Options) http.Handler {
	t.Helper()
	h, err := handlers.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// served is a real server; what it logs goes to the returned text.
func served(t testing.TB, o handlers.Options) (*httptest.Server, *log) {
	t.Helper()
	l := &log{}
	o.Log = slog.New(slog.NewTextHandler(l, nil))
	s := httptest.NewServer(handler(t, o))
	t.Cleanup(s.Close)
	return s, l
}

type log struct {
	sync.Mutex
	strings.Builder
}

func (l *log) Write(p []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Builder.Write(p)
}

func (l *log) String() string {
	l.Lock()
	defer l.Unlock()
	return l.Builder.String()
}

// answer is a response, read to its end.
type answer struct {
	status int
	header http.Header
	body   string
}

// do asks, and holds the answer to the contract.
func do(t testing.TB, s *httptest.Server, method, path string, headers ...string) answer {
	t.Helper()
	return send(t, s, method, path, "", headers...)
}

// send is do with a body.
func send(t testing.TB, s *httptest.Server, method, path, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := whole(res)
	if err != nil {
		t.Fatal(err)
	}
	contracttest.Check(t, r, res, got)
	return answer{res.StatusCode, res.Header, string(got)}
}

// whole reads an answer to its end, and of a stream, which has none, what it
// says at once.
func whole(res *http.Response) ([]byte, error) {
	body := io.Reader(res.Body)
	if res.Request.Method != http.MethodHead && res.Header.Get("Content-Type") == "text/event-stream" {
		body = io.LimitReader(body, int64(len("retry: 2000\n\n")))
	}
	return io.ReadAll(body)
}
