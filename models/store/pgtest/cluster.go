package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"testing"
)

// Cluster is a running PostgreSQL server. It trusts whoever can reach it, which
// is this machine only.
type Cluster struct {
	address  *url.URL // of the database postgres
	private  bool     // it ends with a test
	bin      string   // the rest is empty for a server that others started
	dir      string
	port     int
	settings []string // of the command line, as in "fsync=on"
	lifeline io.Closer
	watch    *exec.Cmd
}

// Start starts a server of the test's own, which ends with the test. Settings,
// as in "max_connections=5", go before those that make tests fast: fsync is off
// unless they say otherwise.
func Start(t testing.TB, settings ...string) *Cluster {
	t.Helper()
	c, err := newCluster(settings...)
	need(t, err)
	c.private = true
	t.Cleanup(func() {
		if err := c.end(); err != nil {
			t.Error(err)
		}
	})
	need(t, c.initialise())
	need(t, c.start())
	return c
}

// patience is how many seconds a server may take to start and to stop, on a
// machine that has much else to do.
const patience = "180"

// guard waits until its input ends, which it does when the process that holds
// the other end does, killed or not, then stops the server and removes its files.
// It is no child of runuser, which a signal to the group of the tests would make
// kill it.
const guard = `trap '' HUP INT TERM; cat >/dev/null; dir=$0; "$@" >/dev/null 2>&1; rm -rf "$dir"`

// newCluster makes a directory for a server, and its guard.
func newCluster(settings ...string) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, settings: settings}
	if c.dir, err = os.MkdirTemp("", "caucus-postgres-"); err != nil {
		return nil, err
	}
	if err := c.handOver(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	stop := command(c.program("pg_ctl"), "stop", "-D", c.data(), "-m", "immediate")
	c.watch = exec.Command("sh", append([]string{"-c", guard, c.dir}, stop.Args...)...)
	c.watch.Dir = stop.Dir
	if c.lifeline, err = c.watch.StdinPipe(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	if err := c.watch.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	return c, nil
}

// handOver gives the directory to the user who runs the server.
func (c *Cluster) handOver() error {
	if os.Geteuid() != 0 {
		return nil
	}
	owner, err := user.Lookup("postgres")
	if err != nil {
		return fmt.Errorf("find a user for PostgreSQL, which root cannot run: %w", err)
	}
	uid, err := strconv.Atoi(owner.Uid)
	if err != nil {
		return err
	}
	return os.Chown(c.dir, uid, -1)
}

func (c *Cluster) program(name string) string { return filepath.Join(c.bin, name) }
func (c *Cluster) data() string               { return filepath.Join(c.dir, "data") }

// initialise makes the files of an empty server.
func (c *Cluster) initialise() error {
	return run(c.program("initdb"), "-D", c.data(), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
}

// start starts the server on the port that it had, or on a free one. Another
// process may take a free port first, hence the tries.
func (c *Cluster) start() (err error) {
	for range 3 {
		port := c.port
		if port == 0 {
			if port, err = freePort(); err != nil {
				return err
			}
		}
		if err = c.startAt(port); err == nil || c.port != 0 {
			break
		}
	}
	return err
}

func (c *Cluster) startAt(port int) error {
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=", port)
	for _, s := range append([]string{"fsync=off"}, c.settings...) {
		options += " -c " + s
	}
	log := filepath.Join(c.dir, "log")
	if err := run(c.program("pg_ctl"), "start", "-w", "-t", patience, "-D", c.data(), "-l", log, "-o", options); err != nil {
		said, _ := os.ReadFile(log) // an unreadable log leaves the error as it is
		return fmt.Errorf("%w\n%s", err, bytes.TrimSpace(said))
	}
	c.port = port
	c.address = &url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres",
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), RawQuery: "sslmode=disable"}
	return nil
}

// freePort is one on which nobody listens. It is below those that a system gives
// to whoever connects or asks for any: a server that is started again must have
// its port again.
func freePort() (port int, err error) {
	for range 20 {
		port = 20_000 + rand.IntN(12_000)
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			return port, l.Close()
		}
	}
	return 0, err
}

// end stops the server for good and removes its files.
func (c *Cluster) end() error {
	c.lifeline.Close()
	return c.watch.Wait()
}

// Stop ends the server at once, as a crash would: connections break, and the
// next start recovers.
func (c *Cluster) Stop(t testing.TB) { c.stop(t, "immediate") }

// ShutDown ends the server in order: open transactions are undone.
func (c *Cluster) ShutDown(t testing.TB) { c.stop(t, "fast") }

func (c *Cluster) stop(t testing.TB, mode string) {
	t.Helper()
	if err := run(c.program("pg_ctl"), "stop", "-w", "-t", patience, "-D", c.data(), "-m", mode); err != nil {
		t.Fatal(err)
	}
}

// Start starts the server again, at the address that it had.
func (c *Cluster) Start(t testing.TB) {
	t.Helper()
	if err := c.start(); err != nil {
		t.Fatal(err)
	}
}

// Postmaster is the id of the server's first process, for tests that kill it.
func (c *Cluster) Postmaster(t testing.TB) int {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := bytes.Cut(file, []byte("\n"))
	pid, err := strconv.Atoi(string(first))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}
