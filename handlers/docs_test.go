package handlers_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
)

// TestDocsPage: every file that the page names is there, nothing comes from
// elsewhere, and the policy refuses what the page does not need.
func TestDocsPage(t *testing.T) {
	s, log := served(t, options())
	page := do(t, s, "GET", "/api/v1/docs")
	if page.status != 200 || page.header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %v", page.status, page.header)
	}
	policy := page.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy is %s", policy)
	}
	if regexp.MustCompile(`<script>|<style>| style=| on[a-z]+=`).MatchString(page.body) {
		t.Errorf("the policy refuses what stands in the page: %s", page.body)
	}
	names := regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(page.body, -1)
	if len(names) < 4 {
		t.Fatalf("the page names %v", names)
	}
	for _, name := range names {
		if strings.Contains(name[1], ":") || strings.HasPrefix(name[1], "/") {
			t.Errorf("%s is not beside the page", name[1])
		}
		if a := do(t, s, "GET", "/api/v1/"+name[1]); a.status != 200 || len(a.body) < 100 {
			t.Errorf("%s: %d, %d bytes", name[1], a.status, len(a.body))
		}
	}
	if start := do(t, s, "GET", "/api/v1/docs/start.js").body; !strings.Contains(start, `url: "openapi.json"`) {
		t.Errorf("the page shows %s", start)
	}
	if log.String() != "" {
		t.Errorf("the log says %s", log)
	}
}

// TestDocsFiles: packed or not, they are the same.
func TestDocsFiles(t *testing.T) {
	s, _ := served(t, options())
	const file = "/api/v1/docs/swagger-ui.css"
	plain := do(t, s, "GET", file, "Accept-Encoding", "identity")
	for accept, packed := range map[string]bool{
		"gzip": true, "gzip, deflate, br": true, "br, gzip;q=0.5": true, "GZIP": false, "gzip;q=0": false, "gzip; q=0.0": false, "br": false, "gzip;q=x": true,
	} {
		a := do(t, s, "GET", file, "Accept-Encoding", accept)
		body := io.Reader(strings.NewReader(a.body))
		if got := a.header.Get("Content-Encoding") == "gzip"; got != packed {
			t.Errorf("%s: packed %v", accept, got)
		} else if packed {
			var err error
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		if text, err := io.ReadAll(body); err != nil || string(text) != plain.body {
			t.Errorf("%s: %d bytes, %v", accept, len(text), err)
		}
		if a.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %v", accept, a.header)
		}
	}
	for _, name := range []string{"swagger-ui.css.gz", "index.html", "..%2fdocs.go", "swagger-ui-bundle.js.map"} {
		if a := do(t, s, "GET", "/api/v1/docs/"+name); a.status != 404 {
			t.Errorf("%s: %d", name, a.status)
		}
	}
}

// TestDocsUnderAnAddress: the document names the address that readers use, the
// page may ask there, and who looks at the top is sent there.
func TestDocsUnderAnAddress(t *testing.T) {
	for base, want := range map[string]struct{ server, docs, ask string }{
		"":                                {"/", "/api/v1/docs", "connect-src 'self';"},
		"https://caucus.example.ca/house": {"https://caucus.example.ca/house", "https://caucus.example.ca/house/api/v1/docs", "connect-src 'self' https://caucus.example.ca;"},
	} {
		o := options()
		o.BaseURL = base
		s, _ := served(t, o)
		var document struct{ Servers []struct{ URL string } }
		if err := json.Unmarshal([]byte(do(t, s, "GET", "/api/v1/openapi.json").body), &document); err != nil {
			t.Fatal(err)
		}
		if len(document.Servers) != 1 || document.Servers[0].URL != want.server {
			t.Errorf("%q: the servers are %v", base, document.Servers)
		}
		if a := do(t, s, "GET", "/docs"); a.status != 308 || a.header.Get("Location") != want.docs {
			t.Errorf("%q: %d %v", base, a.status, a.header)
		}
		if policy := do(t, s, "GET", "/api/v1/docs").header.Get("Content-Security-Policy"); !strings.Contains(policy, want.ask) {
			t.Errorf("%q: the policy is %s", base, policy)
		}
	}
}
