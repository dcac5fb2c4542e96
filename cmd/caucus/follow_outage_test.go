package main

import (
	"net"
	"strings"
	"testing"
	"time"

	"caucus/models/store/pgtest"
)

// A PostgreSQL that is restarted is nobody's business but that of whoever
// writes: readers are answered from memory throughout.
func TestReadsGoOnWhilePostgreSQLIsRestarted(t *testing.T) {
	t.Parallel()
	cluster := pgtest.Start(t)
	m := newMachine(t, dataset(t, ofRevision(1), firstDataset))
	m.db = cluster.Empty(t)
	s := m.serve()
	r := s.read()
	rounds := times(t, "RESTARTS", 1)
	for round := range rounds {
		cluster.Stop(t)
		s.awaits(func() bool { return strings.Count(s.log(), "newer revisions cannot be seen") == round+1 }, "the log tells of no outage")
		asked := r.asked.Load()
		s.wantReady()
		refused := m.do("import", "facts", factsDir(t, ofRevision(round+2), firstDataset))
		if refused.code != exitFailed || !strings.Contains(refused.stderr, "the server does not answer") || strings.Count(refused.stderr, "\n") != 1 {
			t.Errorf("an import during the outage ends with %+v", refused)
		}
		s.awaits(func() bool { return r.asked.Load() > asked+20 }, "nobody asks during the outage")
		cluster.Start(t)
		m.commit(round + 2)
		s.await(round + 2)
	}
	r.wantNoFault()
	ended := s.stop()
	if ended.code != exitDone || strings.Count(ended.stderr, "can be seen again") != rounds {
		t.Errorf("it ended with %+v", ended)
	}
	cluster.ShutDown(t)
	waitsForPostgreSQL(t, m, func() { cluster.Start(t) })
}

// wantReady insists that the server says of itself that it can answer.
func (s *server) wantReady() {
	s.t.Helper()
	if code, ready := s.get("/readyz"); code != 200 {
		s.t.Errorf("/readyz is %d %v", code, ready)
	}
}

// When all machines start at once the server may be there before PostgreSQL.
func waitsForPostgreSQL(t *testing.T, m *machine, start func()) {
	listen := freeAddress(t)
	m.environ = append(m.environ, "CAUCUS_LISTEN="+listen)
	s := m.begin()
	s.awaits(func() bool { return strings.Contains(s.log(), "no register yet") }, "the log does not tell what is waited for")
	time.Sleep(3 * m.waits.poll)
	if n := strings.Count(s.log(), "\n"); n != 1 {
		t.Errorf("the log has %d lines:\n%s", n, s.log())
	}
	s.url = "http://" + listen
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 503, "/api/v1/people": 503} {
		if code, _ := s.get(path); code != want {
			t.Errorf("while it waits %s is %d, want %d", path, code, want)
		}
	}
	start()
	s.answers()
	s.wantReady()
}

// freeAddress is one on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestTheServerToldToStopWhileItWaitsStops(t *testing.T) {
	m := newMachine(t, dataset(t, ofRevision(1), firstDataset))
	m.db = "postgres://clerk:hunter2@127.0.0.1:1/caucus?connect_timeout=5"
	s := m.begin()
	s.awaits(func() bool { return strings.Contains(s.log(), "no register yet") }, "the log does not tell what is waited for")
	ended := s.stop()
	if ended.code != exitDone || strings.Contains(ended.stderr, "hunter2") {
		t.Errorf("it ended with %+v", ended)
	}
}
