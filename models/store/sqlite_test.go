package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/store"
)

// What the package promises of SQLite's settings is what the connections have.
func TestSettings(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	for name, c := range map[string]struct {
		db   *gorm.DB
		want map[string]string
	}{
		"writer": {s.Writer(), map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "query_only": "0"}},
		"reader": {s.Reader(), map[string]string{"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000", "query_only": "1"}},
	} {
		for pragma, want := range c.want {
			var got string
			if err := c.db.Raw("PRAGMA " + pragma).Row().Scan(&got); err != nil || got != want {
				t.Errorf("%s: %s is %s (%v), want %s", name, pragma, got, err, want)
			}
		}
	}
	if err := s.Reader().Exec("UPDATE texts SET text = NULL, salt = NULL").Error; err == nil {
		t.Error("a reader wrote")
	}
}

// Somebody else who writes for long is waited for, and then named.
func TestAnotherWriterHoldsOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "caucus.db")
	s, other := openAt(t, path, clock()), openAt(t, path, clock())
	if err := s.Writer().Exec("PRAGMA busy_timeout=50").Error; err != nil {
		t.Fatal(err)
	}
	held := other.Writer().Begin()
	if _, err := s.Record(t.Context(), attributed(store.Entry{Open: theHouse()})); !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("recorded meanwhile: %v", err)
	}
	if err := held.Rollback().Error; err != nil {
		t.Fatal(err)
	}
	s.SetClock(time.Now)
	record(t, s, store.Entry{Open: theHouse()})
}
