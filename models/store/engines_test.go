package store_test

import (
	"path/filepath"
	"testing"

	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// engines are the kinds of database that keep a register. An address is that of
// a database of the test's own, with nothing in it.
var engines = []struct {
	name    string
	address func(testing.TB) string
}{
	{"SQLite", sqliteFile},
	{"PostgreSQL", pgtest.Fresh},
}

func sqliteFile(t testing.TB) string { return filepath.Join(t.TempDir(), "caucus.db") }

// onEachEngine tells a story on each engine, on both at once. Open gives an
// empty store, another at each call.
func onEachEngine(t *testing.T, tell func(t *testing.T, open func(*testing.T) *store.Store)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			tell(t, func(t *testing.T) *store.Store { return openAt(t, e.address(t), clock()) })
		})
	}
}
