package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// FuzzQuery asks every route with whatever parameters: never a fault of ours,
// never anything but JSON.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{
		"", "on=2023-03-22", "on=2023-03-22&revision=1&axis=caucus", "known_at=2026-10-02T12:00:00Z&q=d%C3%B6ng",
		"from=2023-03-22&to=2023-03-23&kind=left_caucus,seated", "caucus=liberal&designation=none&riding=Don+Valley+North&province=qc",
		"after=cA", "limit=1000000", "q=%ff", "%=%", "&&=&;", "on=0000-00-00", "revision=-0", "known_since=0001-01-01T00:00:00Z",
		"person=ourcommons:105091&cause=unknown&state=confirmed&parliament=44", "known_at=9999-12-31T23:59:60Z", "sitting=false&caucus=none",
	} {
		f.Add(q)
	}
	h := handler(f, options())
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"people", "people/parlinfo:20103", "changes", "standings", "people/parlinfo:20103/explanation", "revisions", "revisions/2", "corrections",
			"sources", "sources/parlinfo", "sources/ourcommons/runs", "claims", "queue", "people/parlinfo:20103/sources"} {
			sound(t, h, &url.URL{Path: "/api/v1/" + path, RawQuery: query})
		}
	})
}

// FuzzID asks for whomever.
func FuzzID(f *testing.F) {
	for _, id := range []string{"per_64nxzp69ckdt", "ourcommons:105091", "parlinfo:", ":", "per_", "%", "a/b", "..", "\x00", "\xff:\xfe", "wikidata:Q1?", "é:é"} {
		f.Add(id)
	}
	h := handler(f, options())
	f.Fuzz(func(t *testing.T, id string) {
		if id == "" || id[0] == '/' || id == "stream" {
			return // that is another address, or one whose answer has no end
		}
		for _, before := range []string{"/api/v1/people/", "/api/v1/revisions/", "/api/v1/sources/"} {
			sound(t, h, &url.URL{Path: before + id, RawPath: before + url.PathEscape(id)})
		}
	})
}

func sound(t *testing.T, h http.Handler, u *url.URL) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, (&http.Request{Method: "GET", URL: u, Header: http.Header{}}).WithContext(t.Context()))
	if w.Code != 200 && w.Code != 400 && w.Code != 404 {
		t.Fatalf("%v: status %d: %s", u, w.Code, w.Body)
	}
	if !json.Valid(w.Body.Bytes()) {
		t.Fatalf("%v: not JSON: %s", u, w.Body)
	}
}
