package store_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// kills is how often a loop kills; KILLS sets it for all.
func kills(t *testing.T, usual int) int { return times(t, "KILLS", usual, 1) }

// Clerks that are killed while they write, one after the other on one register.
func TestKilledWriters(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			address, random, hits := e.address(t), generator(t, e.name), tally{}
			v := victim{role: "writer", address: address, within: 60 * time.Millisecond}
			head, told := 1, 0
			reopened(t, address, func(s *store.Store) { begun(t, s) })
			for i := range kills(t, 10) {
				v.more = fmt.Sprintf("clerk%d 100000", i)
				d := v.kill(t, random)
				reopened(t, address, func(s *store.Store) {
					wantAfterKill(t, s, head, d)
					head = newest(t, s)
				})
				hits.add(d)
				told += len(d.recorded)
			}
			hits.log(t, "writers")
			t.Logf("%d revisions were acknowledged, and are there", told)
		})
	}
}

// begun brings a database up to date and records the first revision.
func begun(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	record(t, s, store.Entry{Open: theHouse()})
}

// An import that is killed at any moment is there whole or not at all.
func TestKilledImports(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			v := victim{role: "intake", more: fmt.Sprint("clerk ", times(t, "INTAKE", 1_300, 300))}
			killEach(t, "imports", e.name, 10, e.address, v, begun, func(t *testing.T, s *store.Store, d death) {
				wantAfterKill(t, s, 1, d)
			})
		})
	}
}

// A restore that is killed at any moment leaves the whole register or an empty
// one, into which it can be restored again.
func TestKilledRestores(t *testing.T) {
	t.Parallel()
	source := openAt(t, sqliteFile(t), clock())
	eventful(t, source)
	record(t, source, store.Entry{Open: manyMembers(times(t, "INTAKE", 1_300, 300))[3:]})
	file := backUp(t, source)
	path := filepath.Join(t.TempDir(), "backup")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	migrated := func(t *testing.T, s *store.Store) {
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			killEach(t, "restores", e.name, 6, e.address, victim{role: "restore", more: path}, migrated, func(t *testing.T, s *store.Store, d death) {
				settled(t, s)
				wantSound(t, s)
				n := newest(t, s)
				if n != 0 && n != 5 || n == 0 && d.ended {
					t.Errorf("after the kill the newest is revision %d (done: %t)", n, d.ended)
				}
				if n == 0 {
					restore(t, s, file)
				}
				if unpacked(t, backUp(t, s)) != unpacked(t, file) {
					t.Error("the restored register is another")
				}
				record(t, s, store.Entry{Open: []models.Fact{member("per_next", "Next")}})
			})
		})
	}
}

// shelves are where the migrations of each engine stand, and databases without
// any.
var shelves = map[string]struct {
	files fs.FS
	empty func(testing.TB) string
}{"SQLite": {migrations.SQLite, sqliteFile}, "PostgreSQL": {migrations.PostgreSQL, emptyPostgres}}

func emptyPostgres(t testing.TB) string { return pgtest.Empty(t) }

// A database that is killed while it is made, or brought up to date, is brought
// up to date by the next process, with all that it held.
func TestKilledMigrations(t *testing.T) {
	t.Parallel()
	for name, shelf := range shelves {
		for what, prepare := range map[string]func(*testing.T, *store.Store){
			"of a new database":         func(*testing.T, *store.Store) {},
			"of a database of the past": func(t *testing.T, s *store.Store) { outOfDate(t, s, shelf.files, 1) },
			"of a register of yesterday": func(t *testing.T, s *store.Store) {
				outOfDate(t, s, shelf.files, -1)
				record(t, s, store.Entry{Open: theHouse()})
			},
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				t.Parallel()
				var before, applied = 0, map[int64]int{}
				killEach(t, "migrations "+what, name, 4, shelf.empty, victim{role: "migrate"}, func(t *testing.T, s *store.Store) {
					if prepare(t, s); what == "of a register of yesterday" {
						before = 1
					}
				}, func(t *testing.T, s *store.Store, d death) {
					found := ledger(s)
					if applied[found]++; d.ended && found != int64(len(names(t, shelf.files))) {
						t.Errorf("migrating ended with %d migrations", found)
					}
					if err := s.Migrate(t.Context()); err != nil {
						t.Fatal(err)
					}
					if before == 1 {
						wantFacts(t, s, 1, theHouse()...)
					}
					wantAfterKill(t, s, before, death{})
				})
				t.Logf("registers by the number of migrations that the kill left: %v", applied)
			})
		}
	}
}

// outOfDate applies the first so many migrations; -1 is all but the last.
func outOfDate(t *testing.T, s *store.Store, files fs.FS, first int) {
	t.Helper()
	all, some := names(t, files), fstest.MapFS{}
	if first < 0 {
		first += len(all)
	}
	for _, name := range all[:first] {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		some[name] = &fstest.MapFile{Data: data}
	}
	pool, err := s.Writer().DB()
	if err == nil {
		err = migrations.Apply(t.Context(), pool, some)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, files fs.FS) []string {
	t.Helper()
	list, err := fs.Glob(files, "*.sql")
	if err != nil || len(list) < 2 {
		t.Fatal(list, err)
	}
	return list
}

// ledger counts the migrations applied; none where there is no ledger.
func ledger(s *store.Store) (n int64) {
	s.Reader().Table("migrations").Where("version > 0").Count(&n)
	return n
}

// killEach kills one victim on each of many databases, after it was measured
// how long one takes that lives.
func killEach(t *testing.T, what, engine string, usual int, address func(testing.TB) string, v victim,
	prepare func(*testing.T, *store.Store), look func(*testing.T, *store.Store, death)) {
	t.Helper()
	random, hits := generator(t, engine), tally{}
	for i := range kills(t, usual) + 1 {
		v.address = address(t)
		reopened(t, v.address, func(s *store.Store) { prepare(t, s) })
		if i == 0 {
			v.within = max(v.kill(t, nil).took, time.Millisecond)
			continue
		}
		d := v.kill(t, random)
		reopened(t, v.address, func(s *store.Store) { look(t, s, d) })
		hits.add(d)
		v.learn(d)
	}
	hits.log(t, what)
}
