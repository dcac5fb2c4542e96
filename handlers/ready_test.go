package handlers_test

import (
	"testing"

	"caucus/handlers"
	"caucus/models"
)

// TestReadinessInFull: whatever is wrong with the database, the scheduler or a
// source shows, and answers go on.
func TestReadinessInFull(t *testing.T) {
	const path, plain = "/readyz?verbose", `{"status":"ready","revision":3}`
	for _, c := range []struct {
		name   string
		change func(*handlers.Options)
		rows   []row
	}{
		{"all is known", func(*handlers.Options) {}, []row{
			{"everything", path, 200, []string{`{"status":"ready","revision":3,"known_at":"2026-11-01T12:00:00.5Z","at":"2026-11-22T15:00:00Z","database":"ok",` +
				`"scheduler":{"running":true,"stopped":false,"last_beat":"2026-11-22T14:59:30Z","age_seconds":30},"sources":[` +
				`{"id":"ourcommons","refreshed":true,"late":false,"late_since":null,"last_success":"2026-11-22T08:00:03Z","next_run":"2026-11-22T16:00:00Z","rest_until":null},` +
				`{"id":"parlinfo","refreshed":true,"late":true,"late_since":"2026-11-22T12:00:00Z","last_success":null,"next_run":null,"rest_until":null},` +
				`{"id":"dataset","refreshed":false,"late":null,`}, nil},
			{"with a value", "/readyz?verbose=1", 200, []string{`"scheduler"`}, nil},
			{"as a probe asks", "/readyz", 200, []string{plain}, []string{"scheduler"}},
			{"with what it does not know", "/readyz?now=1", 200, []string{plain}, nil},
		}},
		{"the database is gone", func(o *handlers.Options) {
			o.Freshness = func() handlers.Freshness { return asleep{models.ErrUnavailable} }
		}, []row{
			{"in full", path, 200, []string{`"database":"unavailable"`}, nil},
			{"in short", "/readyz", 200, []string{plain}, nil},
		}},
		{"the scheduler stands still", func(o *handlers.Options) {
			o.Health = func() models.Health { return models.Health{Running: true, Stopped: true} }
		}, []row{{"in full", path, 200, []string{`"scheduler":{"running":true,"stopped":true,"last_beat":null,"age_seconds":null},"sources":[]}`}, nil}}},
		{"nothing is known", func(o *handlers.Options) { o.Freshness, o.Health = nil, nil }, []row{
			{"in full", path, 200, []string{`"database":null,"scheduler":null,"sources":[]}`}, nil},
		}},
		{"no register", func(o *handlers.Options) { o.Registers = handlers.NewShelf(load, 1) }, []row{
			{"in full", path, 503, []string{`"status":503`}, nil},
			{"in short", "/readyz", 503, []string{`"status":503`}, nil},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options()
			c.change(&o)
			askAll(t, o, c.rows)
		})
	}
}
