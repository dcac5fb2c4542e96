package handlers_test

import (
	"net/http"
	"testing"

	"caucus/handlers/contracttest"
)

// TestPermalinks: what the House of the tests was once said to be, it stays.
func TestPermalinks(t *testing.T) {
	s, _ := served(t, options())
	contracttest.Permalinks(t, "the House of the tests", func(q contracttest.Question) string {
		method := http.MethodGet
		if len(q.Body) > 0 {
			method = http.MethodPost
		}
		a := send(t, s, method, q.Ask, string(q.Body), "Content-Type", "application/json")
		if a.status != http.StatusOK {
			t.Fatalf("%s: %d %s", q.Ask, a.status, a.body)
		}
		return a.body
	})
}
