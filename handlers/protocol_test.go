package handlers_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
)

// paths are one of each route, good and bad.
var paths = []string{
	"/", "/healthz", "/readyz", "/api/v1/people?q=dong", "/api/v1/people/ourcommons:105091", "/api/v1/changes",
	"/api/v1/standings?on=2023-03-22", "/api/v1/standings?on=x", "/api/v1/people/per_000000000000", "/nothing",
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	s, _ := served(t, options())
	for _, path := range paths {
		get, head := do(t, s, "GET", path), do(t, s, "HEAD", path)
		if head.status != get.status || head.body != "" {
			t.Errorf("%s: HEAD says %d %q, GET %d", path, head.status, head.body, get.status)
		}
		for _, name := range []string{"Content-Type", "Content-Length", "Etag", "Cache-Control", "Access-Control-Allow-Origin"} {
			if head.header.Get(name) != get.header.Get(name) {
				t.Errorf("%s: %s of HEAD is %q, of GET %q", path, name, head.header.Get(name), get.header.Get(name))
			}
		}
	}
}

func TestPagesOfEveryOriginMayAsk(t *testing.T) {
	s, _ := served(t, options())
	for _, path := range paths {
		for _, origin := range []string{"https://example.org", "null", s.URL} {
			a := do(t, s, "GET", path, "Origin", origin)
			if a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Access-Control-Expose-Headers") != "Allow, Content-Disposition, ETag, Link, Retry-After" {
				t.Errorf("%s from %s: %v", path, origin, a.header)
			}
			a = do(t, s, "OPTIONS", path, "Origin", origin, "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
			if a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Access-Control-Allow-Headers") != "*" ||
				a.header.Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" {
				t.Errorf("preflight of %s from %s: %d %v", path, origin, a.status, a.header)
			}
			if a.status != 204 || a.body != "" || path != "/nothing" && a.header.Get("Allow") != "GET, HEAD, OPTIONS" {
				t.Errorf("preflight of %s from %s: %d %v %s", path, origin, a.status, a.header, a.body)
			}
		}
	}
}

// TestPreflightsSucceed, so that the page may ask and read why there is no
// answer; who merely asks for the methods of nothing is told that it is nothing.
func TestPreflightsSucceed(t *testing.T) {
	s, log := served(t, options())
	const origin, method = "Origin", "Access-Control-Request-Method"
	for _, c := range []struct {
		name, path string
		headers    []string
		status     int
	}{
		{"of a route", "/api/v1/people", []string{origin, "null", method, "GET"}, 204},
		{"of a route, for a method that it does not take", "/api/v1/people", []string{origin, "null", method, "POST"}, 204},
		{"of nothing", "/nothing", []string{origin, "null", method, "GET"}, 204},
		{"of nothing beside a route", "/api/v1/people/", []string{origin, "null", method, "DELETE"}, 204},
		{"no preflight, of a route", "/api/v1/people", nil, 204},
		{"no preflight, of nothing", "/nothing", nil, 404},
		{"without a method", "/nothing", []string{origin, "null"}, 404},
		{"without an origin", "/nothing", []string{method, "GET"}, 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, "OPTIONS", c.path, c.headers...)
			if a.status != c.status || a.header.Get("Access-Control-Allow-Origin") != "*" ||
				a.header.Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" || a.header.Get("Access-Control-Max-Age") != "86400" {
				t.Errorf("%d %v", a.status, a.header)
			}
			if c.status == 204 && a.body != "" {
				t.Errorf("a body: %s", a.body)
			}
			if c.status == 404 {
				kept(t, a)
			}
		})
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

func TestOtherMethods(t *testing.T) {
	s, _ := served(t, options())
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"} {
		a := do(t, s, method, "/api/v1/standings")
		if a.status != 405 || a.header.Get("Allow") != "GET, HEAD, OPTIONS" || !strings.Contains(a.body, `"status":405`) {
			t.Errorf("%s: %d %v %s", method, a.status, a.header, a.body)
		}
		kept(t, a)
		if a = do(t, s, method, "/nothing"); a.status != 404 {
			t.Errorf("%s of nothing: %d", method, a.status)
		}
	}
}

func TestAskingAgainForTheSame(t *testing.T) {
	s, _ := served(t, options())
	const path = "/api/v1/standings?on=2023-03-22"
	first := do(t, s, "GET", path)
	tag := first.header.Get("Etag")
	for _, field := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		for _, method := range []string{"GET", "HEAD"} {
			a := do(t, s, method, path, "If-None-Match", field)
			if a.status != 304 || a.body != "" || a.header.Get("Etag") != tag || a.header.Get("Cache-Control") != "no-cache" {
				t.Errorf("%s with %s: %d %v %q", method, field, a.status, a.header, a.body)
			}
		}
	}
	if a := do(t, s, "GET", path, "If-None-Match", `"other"`); a.status != 200 || a.body != first.body {
		t.Errorf("with another tag: %d", a.status)
	}
	seen := map[string]string{}
	for _, other := range []string{path, "/api/v1/standings", path + "&revision=2", path + "&revision=3", "/api/v1/standings?on=2023-03-21", path + "&axis=caucus"} {
		tag := do(t, s, "GET", other).header.Get("Etag")
		if twin, ok := seen[tag]; ok {
			t.Errorf("%s and %s have one tag", twin, other)
		}
		seen[tag] = other
	}
}

func TestTagOfAnotherBuildOrDay(t *testing.T) {
	tag := func(change func(*handlers.Options)) string {
		o := options()
		change(&o)
		s, _ := served(t, o)
		return do(t, s, "GET", "/api/v1/standings").header.Get("Etag")
	}
	plain := tag(func(*handlers.Options) {})
	if plain != tag(func(*handlers.Options) {}) {
		t.Error("another process has another tag for the same answer")
	}
	if plain == tag(func(o *handlers.Options) { o.Build = "next" }) {
		t.Error("another build has the same tag")
	}
	if plain == tag(func(o *handlers.Options) { o.Clock = func() time.Time { return now.AddDate(0, 0, 1) } }) {
		t.Error("tomorrow has the same tag")
	}
}

func TestLinksWithAnAddress(t *testing.T) {
	o := options()
	o.BaseURL = "https://caucus.example.ca/house"
	s, _ := served(t, o)
	a := do(t, s, "GET", "/api/v1/people?limit=1&on=2023-03-22")
	for _, want := range []string{
		`"self":"https://caucus.example.ca/house/api/v1/people?limit=1&on=2023-03-22"`,
		`"permalink":"https://caucus.example.ca/house/api/v1/people?on=2023-03-22&revision=3&limit=1"`,
		`"next":"https://caucus.example.ca/house/api/v1/people?on=2023-03-22&revision=3&limit=1&after=`,
	} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%s is not in %s", want, a.body)
		}
	}
}

// TestTodayIsThatOfTheHouse: a little after midnight UTC it is still the day
// before in Ottawa, and there today is no day to come.
func TestTodayIsThatOfTheHouse(t *testing.T) {
	o := options()
	o.Clock = func() time.Time { return time.Date(2026, 11, 23, 4, 59, 59, 0, time.UTC) }
	s, _ := served(t, o)
	if a := do(t, s, "GET", "/api/v1/standings"); !strings.Contains(a.body, `"on":"2026-11-22"`) {
		t.Error(a.body)
	}
	if a := do(t, s, "GET", "/api/v1/standings?on=2026-11-23"); a.status != 400 {
		t.Errorf("tomorrow: %d", a.status)
	}
}

// registers answer as a test tells them.
type registers struct {
	current func() *models.Register
	err     error
}

func (r registers) Current() *models.Register { return r.current() }

func (r registers) Watch() (*models.Register, int, <-chan struct{}) { return r.current(), 0, nil }

func (r registers) At(context.Context, int) (*models.Register, error) { return nil, r.err }

// TestOurOwnFaults: what goes wrong here is logged, and shown to nobody.
func TestOurOwnFaults(t *testing.T) {
	newest := func() *models.Register { return built()[3] }
	lost := New()
	lost.Facts.Houses[0].TimeZone = "s3cret"
	zoneless := lost.Register(t)
	empty, err := models.NewRegister(nil, &models.Facts{})
	if err != nil {
		t.Fatal(err)
	}
	secret := &models.InvalidError{}
	secret.Add("payload", "s3cret", "to stay inside")
	for _, c := range []struct {
		name   string
		r      registers
		path   string
		status int
		retry  string
		logged string
	}{
		{"no register yet", registers{current: func() *models.Register { return nil }}, "/api/v1/standings", 503, "5", ""},
		{"not ready", registers{current: func() *models.Register { return nil }}, "/readyz", 503, "5", ""},
		{"the process is up all the same", registers{current: func() *models.Register { return nil }}, "/healthz", 200, "", ""},
		{"too many past registers", registers{newest, models.ErrUnavailable}, "/api/v1/standings?revision=1", 503, "5", ""},
		{"the caller has gone", registers{newest, context.Canceled}, "/api/v1/standings?revision=1", 503, "5", ""},
		{"the database", registers{newest, errors.New("open /s3cret: no such file")}, "/api/v1/standings?revision=1", 500, "", "s3cret"},
		{"a broken payload is no bad question", registers{newest, secret}, "/api/v1/standings?revision=1", 500, "", "s3cret"},
		{"nothing recorded yet", registers{current: func() *models.Register { return empty }}, "/api/v1/standings", 503, "5", ""},
		{"a zone that nobody knows", registers{current: func() *models.Register { return zoneless }}, "/api/v1/standings", 500, "", "s3cret"},
		{"a panic", registers{current: func() *models.Register { panic("s3cret") }}, "/api/v1/standings", 500, "", "s3cret"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options()
			o.Registers = c.r
			s, log := served(t, o)
			a := do(t, s, "GET", c.path)
			if a.status != c.status || a.header.Get("Retry-After") != c.retry || strings.Contains(a.body, "s3cret") {
				t.Errorf("%d %v %s", a.status, a.header, a.body)
			}
			if !strings.Contains(log.String(), c.logged) || c.logged == "" && log.String() != "" {
				t.Errorf("the log says %q", log)
			}
			kept(t, a)
		})
	}
}

func TestBadProxies(t *testing.T) {
	o := options()
	o.TrustedProxies = []string{"everybody"}
	if _, err := handlers.New(o); err == nil {
		t.Error("a proxy without an address is trusted")
	}
}

// TestPaths that no client library sends, but somebody will.
func TestPaths(t *testing.T) {
	h := handler(t, options())
	for _, target := range []string{"//api/v1/people", "/api/v1/../v1/people", "/api/v1/people/%", "/api/v1/people/%2e%2e", "/%00", "/api/v1/people/:::", "*"} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path, r.RequestURI = target, target
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 404 && w.Code != 400 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
}
