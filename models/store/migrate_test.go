package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// Two processes never migrate at once: the second waits, and can be told to
// give up.
func TestMigrationsWaitForOneAnother(t *testing.T) {
	t.Parallel()
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		release, err := store.LockMigrations(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		hasty, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if err := s.Migrate(hasty); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("migrated while another did: %v", err)
		}
		var releasing sync.WaitGroup
		releasing.Go(func() {
			time.Sleep(500 * time.Millisecond) // longer than one try
			if err := release(); err != nil {
				t.Error(err)
			}
		})
		if err := s.Migrate(t.Context()); err != nil {
			t.Errorf("waiting: %v", err)
		}
		releasing.Wait() // who waited may be done before who let go
	})
}

// Servers that start at the same moment on an empty database all come up.
func TestManyMigrateAnEmptyDatabase(t *testing.T) {
	for _, e := range []struct{ name, address string }{{"SQLite", sqliteFile(t)}, {"PostgreSQL", ""}} {
		t.Run(e.name, func(t *testing.T) {
			if e.address == "" {
				e.address = pgtest.Empty(t)
			}
			var starting sync.WaitGroup
			for range 4 {
				starting.Go(func() {
					s, err := store.Open(t.Context(), e.address, time.Now)
					if err != nil {
						t.Error(err)
						return
					}
					if err := errors.Join(s.Migrate(t.Context()), s.Close()); err != nil {
						t.Error(err)
					}
				})
			}
			starting.Wait()
			s := openAt(t, e.address, clock())
			record(t, s, store.Entry{Open: theHouse()})
			wantSound(t, s)
		})
	}
}

// The log asks what one revision opened and closed: by index, or it would read
// the whole projection each time.
func TestLogIsReadByIndex(t *testing.T) {
	t.Parallel()
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		record(t, s, store.Entry{Open: manyMembers(2000)})
		for range 3 {
			record(t, s, store.Entry{Open: theHouse()[3:]})
			record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal}})
		}
		explain := "EXPLAIN QUERY PLAN "
		if store.OnPostgres(s) {
			explain = "EXPLAIN "
			change(t, s, "ANALYZE")
		}
		for column, index := range map[string]string{"from_revision": "beliefs_by_opening", "to_revision": "beliefs_by_closing"} {
			rows, err := s.Reader().Raw(explain + "SELECT kind, key FROM beliefs WHERE " + column + " = 3").Rows()
			if err != nil {
				t.Fatal(err)
			}
			plan, err := lastColumn(rows)
			if err != nil || !strings.Contains(plan, index) {
				t.Errorf("beliefs by %s are found by %q, %v; want %s", column, plan, err, index)
			}
		}
	})
}

// lastColumn joins the last column of each row, in which engines tell a plan.
func lastColumn(rows *sql.Rows) (string, error) {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	var all []string
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return "", err
		}
		all = append(all, fmt.Sprint(*values[len(values)-1].(*any)))
	}
	return strings.Join(all, "; "), rows.Err()
}
