package handlers_test

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"caucus/handlers"
)

// TestRequestsAreLoggedAtDebug: each request is one line if the log takes that
// much, and none otherwise. Whom it is from is told by a proxy only if it is
// trusted.
func TestRequestsAreLoggedAtDebug(t *testing.T) {
	for _, c := range []struct {
		name    string
		level   slog.Level
		proxies []string
		has     []string
	}{
		{"at info", slog.LevelInfo, nil, nil},
		{"at debug", slog.LevelDebug, nil, []string{"path=/api/v1/standings", "query=\"on=x\"", "status=400", "from=192.0.2.1"}},
		{"behind a proxy", slog.LevelDebug, []string{"192.0.2.0/24"}, []string{"from=203.0.113.9"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &log{}
			o := options()
			o.Log, o.TrustedProxies = slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: c.level})), c.proxies
			r := httptest.NewRequest("GET", "/api/v1/standings?on=x", nil)
			r.Header.Set("X-Forwarded-For", "203.0.113.9")
			handler(t, o).ServeHTTP(httptest.NewRecorder(), r)
			for _, text := range c.has {
				if !strings.Contains(l.String(), text) {
					t.Errorf("%s is not in %s", text, l)
				}
			}
			if c.has == nil && l.String() != "" {
				t.Errorf("the log says %s", l)
			}
		})
	}
}

var _ handlers.Registers = (*handlers.Shelf)(nil)
