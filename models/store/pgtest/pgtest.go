// Package pgtest gives tests a real PostgreSQL. No program imports it.
//
// The server is the one at TEST_POSTGRES_URL, which must let its user create
// databases, or else a private one that the first test of a process starts on
// a free port of the loopback interface and that ends with the process, however
// that ends. Where PostgreSQL is not installed tests skip; with
// REQUIRE_POSTGRES=1 they fail, so that a build cannot pass without it unseen.
//
// Tests that stop, restart or copy a server call [Start] for one of their own.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"
)

// errAbsent says that there is no PostgreSQL on this machine.
var errAbsent = errors.New("PostgreSQL is not installed (set TEST_POSTGRES_URL, or put its binaries into PATH)")

// shared is the server of this process. Its lifeline must stay reachable, or
// the server would end with the next garbage collection.
var shared = sync.OnceValues(func() (*Cluster, error) {
	if given := os.Getenv("TEST_POSTGRES_URL"); given != "" {
		at, err := url.Parse(given)
		if err != nil {
			return nil, errors.New("TEST_POSTGRES_URL is not a URL") // the parser's error would repeat a password
		}
		c := &Cluster{address: at}
		if err := c.exec(context.Background(), "SELECT 1"); err != nil {
			return nil, fmt.Errorf("ask the server at TEST_POSTGRES_URL: %w", err)
		}
		return c, nil
	}
	c, err := newCluster()
	if err != nil {
		return nil, err
	}
	if err := c.initialise(); err != nil {
		return nil, errors.Join(err, c.end())
	}
	if err := c.start(); err != nil {
		return nil, errors.Join(err, c.end())
	}
	return c, nil
})

// Shared is the server of this process. It cannot be stopped.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	c, err := shared()
	need(t, err)
	return c
}

// Fresh makes a database with the newest schema and nothing in it, and returns
// its address. It is dropped with the test.
func Fresh(t testing.TB) string {
	t.Helper()
	return Shared(t).Fresh(t)
}

// Empty makes a database without a schema, and returns its address. It is
// dropped with the test.
func Empty(t testing.TB) string {
	t.Helper()
	return Shared(t).Empty(t)
}

// need ends a test that has no PostgreSQL: it skips where none is installed and
// none is promised.
func need(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errAbsent) && os.Getenv("REQUIRE_POSTGRES") == "" && os.Getenv("TEST_POSTGRES_URL") == "":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}
