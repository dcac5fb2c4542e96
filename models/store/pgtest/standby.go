package pgtest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Standby copies the running server and starts the copy, which follows it by
// streaming and can be read, but not written. Both end with the test.
func (c *Cluster) Standby(t testing.TB, settings ...string) *Cluster {
	t.Helper()
	s, err := newCluster(settings...)
	need(t, err)
	s.private = true
	t.Cleanup(func() {
		if err := s.end(); err != nil {
			t.Error(err)
		}
	})
	need(t, run(s.program("pg_basebackup"), "-d", c.address.String(), "-D", s.data(), "-R", "-X", "stream", "-c", "fast", "--no-sync"))
	need(t, s.start())
	return s
}

// Promote makes a standby a server that can be written and follows no other.
func (c *Cluster) Promote(t testing.TB) {
	t.Helper()
	if err := run(c.program("pg_ctl"), "promote", "-w", "-D", c.data()); err != nil {
		t.Fatal(err)
	}
}

// CatchUp waits until a standby shows all that the primary has committed, three
// minutes at most.
func (c *Cluster) CatchUp(t testing.TB, primary *Cluster) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	var written string
	primary.ask(ctx, t, &written, "SELECT pg_current_wal_lsn()::text")
	for replayed := false; !replayed; {
		c.ask(ctx, t, &replayed, "SELECT coalesce(pg_last_wal_replay_lsn() >= $1::text::pg_lsn, false)", written)
		if !replayed {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// ask reads one value.
func (c *Cluster) ask(ctx context.Context, t testing.TB, answer any, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(ctx, c.address.String())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(conn.QueryRow(ctx, sql, args...).Scan(answer), conn.Close(ctx)); err != nil {
		t.Fatal(err)
	}
}
