package pgtest_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"caucus/models/store/pgtest"
)

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(t.Context()) })
	return conn
}

func count(t *testing.T, address, from string) (n int) {
	t.Helper()
	if err := connect(t, address).QueryRow(t.Context(), "SELECT count(*) FROM "+from).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDatabases(t *testing.T) {
	if n := count(t, pgtest.Fresh(t), "revisions"); n != 0 {
		t.Errorf("a fresh register has %d revisions", n)
	}
	if n := count(t, pgtest.Empty(t), "pg_tables WHERE schemaname = 'public'"); n != 0 {
		t.Errorf("an empty database has %d tables", n)
	}
	if a, b := pgtest.Fresh(t), pgtest.Fresh(t); a == b {
		t.Errorf("two tests share %s", a)
	}
}

func TestAStandbyFollowsAServerThatCrashes(t *testing.T) {
	primary := pgtest.Start(t)
	at := primary.Empty(t)
	write := func(sql string) {
		t.Helper()
		if _, err := connect(t, at).Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	write("CREATE TABLE members (name text)")
	write("INSERT INTO members VALUES ('Han Dong')")
	standby := primary.Standby(t)
	copied := standby.Address(filepath.Base(strings.Split(at, "?")[0]))
	write("INSERT INTO members VALUES ('Kevin Vuong')")
	standby.CatchUp(t, primary)
	if n := count(t, copied, "members"); n != 2 {
		t.Errorf("the standby has %d members", n)
	}
	primary.Stop(t)
	if _, err := pgx.Connect(t.Context(), at); err == nil {
		t.Error("a stopped server answers")
	}
	primary.Start(t)
	if n := count(t, at, "members"); n != 2 {
		t.Errorf("after the crash there are %d members", n)
	}
}

// The server must not outlive the tests, however they end. The test is run
// again in a process that dies on the spot.
func TestTheServerEndsWithTheProcess(t *testing.T) {
	if at := os.Getenv("PGTEST_DIE"); at != "" {
		c := pgtest.Start(t)
		if err := os.WriteFile(at, []byte(c.Address("postgres")), 0o600); err != nil {
			t.Fatal(err)
		}
		panic("the process dies")
	}
	pgtest.Shared(t) // skips where there is none
	at := filepath.Join(t.TempDir(), "address")
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "PGTEST_DIE="+at, "REQUIRE_POSTGRES=")
	said, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) {
		if strings.Contains(string(said), "SKIP") || err == nil {
			t.Skip("there are no binaries to start a server with")
		}
		t.Fatal(err)
	}
	address, err := os.ReadFile(at)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for range 1800 {
		conn, err := pgx.Connect(t.Context(), string(address))
		if err != nil {
			return
		}
		_ = conn.Close(t.Context()) // a server with too many would refuse the next, too
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the server is still there after three minutes")
}
