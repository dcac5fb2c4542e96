package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"caucus/models/store/pgtest"
)

// replicated is a primary with a standby that follows it, and one database.
type replicated struct {
	primary, standby *pgtest.Cluster
	writer, reader   *machine // a process with the primary's address, and one with the standby's alone
}

func newReplicated(t *testing.T) *replicated {
	p := pgtest.Start(t)
	seed := dataset(t, ofRevision(1), firstDataset)
	r := &replicated{primary: p, writer: newMachine(t, seed), reader: newMachine(t, seed)}
	r.writer.db = p.Empty(t)
	r.standby = p.Standby(t)
	r.reader.db, r.reader.waits = "", usualWaits
	r.reader.environ = append(r.reader.environ, "CAUCUS_READ_DATABASE_URL="+r.standby.Address(databaseOf(t, r.writer.db)))
	return r
}

// databaseOf is the name of the database at an address.
func databaseOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Trim(u.Path, "/")
}

// A process with nothing but the address of a standby waits for a register,
// follows the writer, outlives the primary and writes nothing.
func TestAProcessReadsFromAStandby(t *testing.T) {
	t.Parallel()
	c := newReplicated(t)
	t.Run("a server with the addresses of both", c.serveFromBoth)
	s := c.reader.begin()
	s.awaits(func() bool { return strings.Contains(s.log(), "no register yet") }, "the log does not tell what is waited for")
	c.writer.must("import", "facts", factsDir(t, ofRevision(1), firstDataset))
	s.answers()
	r := s.read()
	var seen []time.Duration
	last := 1 + times(t, "FOLLOW", 2)
	for n := 2; n <= last; n++ {
		c.writer.commit(n)
		s.awaits(func() bool { return r.newest.Load() >= int64(n) }, "no answer of revision %d", n)
		shown := time.Now()
		seen = append(seen, shown.Sub(time.UnixMicro(int64(c.writer.head().RecordedAt))))
	}
	slices.Sort(seen)
	t.Logf("from the instant of a revision to its first answer over a standby: median %v, longest %v of %d",
		seen[len(seen)/2], seen[len(seen)-1], len(seen))

	for _, args := range [][]string{{"migrate"}, {"import", "facts", factsDir(t, ofRevision(9), firstDataset)}, {"restore", file(t, "")}} {
		refused := c.reader.do(args...)
		if refused.code != exitMisused || !strings.Contains(refused.stderr, "CAUCUS_DATABASE_URL: want the address of the primary") {
			t.Errorf("caucus %s ends with %+v", args[0], refused)
		}
	}
	c.primary.Stop(t)
	asked := r.asked.Load()
	s.awaits(func() bool { return r.asked.Load() > asked+20 }, "nobody asks without the primary")
	if held := c.reader.held(); len(held.People) != 2 {
		t.Errorf("an export from the standby has %d people", len(held.People))
	}
	if out := c.reader.must("verify"); !strings.Contains(out, "nothing is broken") {
		t.Errorf("verify of the standby says %s", out)
	}
	c.standby.Stop(t) // now nothing is left but memory
	s.awaits(func() bool { return strings.Contains(s.log(), "newer revisions cannot be seen") }, "the log tells of no outage")
	r.wantNoFault()
}

// With both addresses a server writes to the primary and answers from the
// standby, which has followed before the first answer.
func (c *replicated) serveFromBoth(t *testing.T) {
	m := newMachine(t, c.writer.seed)
	m.db = c.primary.Empty(t)
	c.standby.CatchUp(t, c.primary) // a database that the standby does not know is refused, as a slip in the address is
	m.environ = append(m.environ, "CAUCUS_READ_DATABASE_URL="+c.standby.Address(databaseOf(t, m.db)))
	s := m.serve()
	s.await(1)
	m.commit(2)
	s.await(2)
	if ended := s.stop(); strings.Contains(ended.stderr, "cannot be seen") {
		t.Errorf("the log says\n%s", ended.stderr)
	}
}

func TestAStandbyThatFollowsAnotherPrimaryIsRefused(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]func() string{
		"it has no schema":   func() string { return pgtest.Empty(t) },
		"it has no revision": func() string { return pgtest.Fresh(t) },
		"it has another revision": func() string {
			m := newMachine(t, dataset(t, ofRevision(7), firstDataset))
			m.db = pgtest.Fresh(t)
			m.serve().stop()
			return m.db
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, dataset(t, ofRevision(1), firstDataset))
			m.db, m.waits.standby = pgtest.Fresh(t), 300*time.Millisecond
			m.environ = append(m.environ, "CAUCUS_READ_DATABASE_URL="+other())
			if r := m.do("serve"); r.code != exitFailed || !strings.Contains(r.stderr, "has not followed within 300ms, while the primary is at revision 1") {
				t.Errorf("it ended with %+v", r)
			}
		})
	}
}
