package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wipe takes everything out of the machine's database, as an operator does who
// is about to restore a backup into it.
func (m *machine) wipe() {
	m.t.Helper()
	if isPostgres(m.db) {
		m.sql("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
		return
	}
	for _, table := range []string{"leases", "served", "claims", "proposals", "runs", "beliefs", "revisions", "texts", "migrations"} {
		m.sql("DROP TABLE " + table)
	}
}

// sql does what no program of ours would do.
func (m *machine) sql(statements ...string) {
	m.t.Helper()
	driver := "sqlite"
	if isPostgres(m.db) {
		driver = "pgx"
	}
	db, err := sql.Open(driver, m.db)
	if err != nil {
		m.t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // what is set by one statement holds for the next
	for _, one := range statements {
		if _, err := db.Exec(one); err != nil {
			m.t.Fatalf("%s: %v", one, err)
		}
	}
}

// A database that was set back to a backup is served as it is: what is cited
// must be what is kept. While it holds nothing, answers go on.
func TestADatabaseThatWasSetBackIsServedAsItIs(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		m.waits.lag = 500 * time.Millisecond
		s := m.serve()
		m.commit(2)
		backup := filepath.Join(t.TempDir(), "backup")
		m.must("backup", "--no-check", backup)
		m.commit(3)
		s.await(3)
		r := s.read()
		s.awaits(func() bool { return r.asked.Load() > 10 }, "nobody asks")

		m.wipe()
		m.must("migrate")
		s.awaits(func() bool { return strings.Contains(s.log(), "answers go on from revision 3") }, "the log tells of no empty database")
		time.Sleep(m.waits.lag + 2*m.waits.poll)
		s.await(3)
		m.must("restore", backup)
		s.await(2)
		r.wantNoFault()
		if !strings.Contains(s.log(), "the database was replaced: revision 2 of") {
			t.Errorf("the log tells of no replacement:\n%s", s.log())
		}
		if code, _ := s.get("/api/v1/people?revision=3"); code != 400 && code != 404 {
			t.Errorf("revision 3, which is no more, is a %d", code)
		}
	})
}

// Of several standbys one may not have come as far as another: what was shown
// stays shown until it has.
func TestADatabaseThatLagsBehindIsWaitedFor(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		m.waits.lag = time.Hour
		s := m.serve()
		second, third := filepath.Join(t.TempDir(), "second"), filepath.Join(t.TempDir(), "third")
		m.commit(2)
		m.must("backup", "--no-check", second)
		m.commit(3)
		m.must("backup", "--no-check", third)
		s.await(3)
		m.wipe()
		m.must("restore", second)
		s.awaits(func() bool { return strings.Contains(s.log(), "answers go on from revision 3") }, "the log does not tell")
		time.Sleep(3 * m.waits.poll)
		s.await(3)
		m.wipe()
		m.must("restore", third)
		s.awaits(func() bool {
			return strings.Contains(s.log(), "newer revisions can be seen again; revision 3 is served")
		}, "the log does not tell of its end")
		if strings.Contains(s.log(), "was replaced") {
			t.Errorf("the log tells of a replacement:\n%s", s.log())
		}
	})
}

// Another register in the place of the one that was served has other revisions
// under the same numbers, none of which may come from memory.
func TestAnotherRegisterInItsPlaceIsServedAtOnce(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		s := m.serve()
		m.commit(2)
		s.await(2)
		if _, before := s.get("/api/v1/people/ourcommons:105091?revision=1"); dig(before, "name", "full") != "Han Dong 1" {
			t.Fatalf("in revision 1 he is %v", dig(before, "name"))
		}
		m.wipe()
		m.must("migrate")
		m.must("import", "facts", factsDir(t, ofRevision(11), firstDataset))
		m.must("import", "facts", factsDir(t, ofRevision(12), firstDataset))
		s.awaits(func() bool { return strings.Contains(s.log(), "the database was replaced: revision ") }, "the log tells of no replacement")
		s.await(2)
		for revision, want := range map[string]string{"1": "Han Dong 11", "2": "Han Dong 12"} {
			if _, now := s.get("/api/v1/people/ourcommons:105091?revision=" + revision); dig(now, "name", "full") != want {
				t.Errorf("in revision %s he is %v, want %s", revision, dig(now, "name"), want)
			}
		}
	})
}

// A process that goes on with a file that lies there no more would never hear
// of a commit again. It says so.
func TestAnSQLiteFileThatIsMovedAwayIsNoticed(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, ofRevision(1), firstDataset))
	s := m.serve()
	r := s.read()
	if err := os.Rename(m.db, m.db+".old"); err != nil {
		t.Fatal(err)
	}
	s.awaits(func() bool { return strings.Contains(s.log(), "was moved or replaced while it was open") }, "the log does not tell")
	if err := os.Rename(m.db+".old", m.db); err != nil {
		t.Fatal(err)
	}
	s.awaits(func() bool { return strings.Contains(s.log(), "can be seen again") }, "the log does not tell that it is back")
	m.commit(2)
	s.await(2)
	r.wantNoFault()
}
