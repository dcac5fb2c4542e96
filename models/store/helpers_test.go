package store_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
)

// clock is a clock that moves one second at each look.
func clock() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

// migrated is an SQLite file with the newest schema and nothing in it. To copy
// it takes a fraction of a migration.
var migrated = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "caucus-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "caucus.db")
	s, err := store.Open(context.Background(), path, time.Now)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(s.Migrate(context.Background()), s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// openAt opens and migrates a database, and closes it with the test.
func openAt(t testing.TB, path string, clock func() time.Time) *store.Store {
	t.Helper()
	if _, err := os.Stat(path); !strings.HasPrefix(path, "postgres") && errors.Is(err, fs.ErrNotExist) {
		file, err := migrated()
		if err := errors.Join(err, os.WriteFile(path, file, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(t.Context(), path, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// record records an entry, for which kind, actor and reason are made up.
func record(t testing.TB, s *store.Store, e store.Entry) models.Revision {
	t.Helper()
	rev, err := s.Record(t.Context(), attributed(e))
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

func attributed(e store.Entry) store.Entry {
	if e.Kind == "" {
		e.Kind = models.ImportRevision
	}
	if e.Actor == "" {
		e.Actor = "clerk"
	}
	if e.Reason == "" {
		e.Reason = "the Almanac says so"
	}
	return e
}
