//go:build unix

package pgtest_test

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"caucus/models/store/pgtest"
)

// Whoever gives up a run of tests ends the whole group of its processes. The
// server must not be what is left.
func TestTheServerEndsWithTheGroup(t *testing.T) {
	if at := os.Getenv("PGTEST_WAIT"); at != "" {
		told := make(chan os.Signal, 1)
		signal.Notify(told, syscall.SIGTERM)
		c := pgtest.Start(t)
		if err := os.WriteFile(at+".new", []byte(c.Address("postgres")), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(at+".new", at); err != nil {
			t.Fatal(err)
		}
		<-told
		time.Sleep(3 * time.Second) // to end in order takes a while: runuser gives two seconds
		os.Exit(0)
	}
	if !strings.Contains(pgtest.Shared(t).Address("postgres"), "127.0.0.1") || os.Getenv("TEST_POSTGRES_URL") != "" {
		t.Skip("the server of this run is none of its own")
	}
	at := filepath.Join(t.TempDir(), "address")
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "PGTEST_WAIT="+at)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var address []byte
	for address == nil {
		select {
		case err := <-ended:
			t.Fatalf("the tests ended by themselves: %v", err)
		case <-time.After(50 * time.Millisecond):
			address, _ = os.ReadFile(at) // it is not there yet
		}
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatalf("the tests did not end in order: %v", err)
	}
	for range 600 {
		conn, err := pgx.Connect(t.Context(), string(address))
		if err != nil {
			return
		}
		_ = conn.Close(t.Context())
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the server is still there after a minute")
}
