package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"caucus/models/store"
)

// A server asks for the newest revision again and again: SQLite must not walk
// through its payload to find what lies behind it.
func TestNewestRevisionIsFoundWithoutItsPayload(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	record(t, s, store.Entry{Open: theHouse()})
	var plan []struct{ Detail string }
	if err := s.Writer().Raw("EXPLAIN QUERY PLAN " + store.HeadSQL(s)).Scan(&plan).Error; err != nil || len(plan) == 0 {
		t.Fatal(plan, err)
	}
	if !strings.Contains(plan[0].Detail, "COVERING INDEX revisions_without_payload") {
		t.Errorf("the plan is %q", plan[0].Detail)
	}
}
