package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// diary is what a clerk was told who writes on while the server dies.
type diary struct {
	mu          sync.Mutex
	told        []models.Revision
	unavailable int
	wrong       error // an error that does not say that the server is unavailable
}

func (d *diary) len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.told)
}

// write records one revision after the other until the context ends. Whether a
// revision was committed whose connection broke is not known: the clerk says
// the same again, and hears of it then.
func (d *diary) write(ctx context.Context, s *store.Store) {
	for i := 0; ctx.Err() == nil; {
		who := member(models.PersonID(fmt.Sprint("per_diary_", i)), "Somebody")
		r, err := s.Record(ctx, attributed(store.Entry{Open: []models.Fact{who}}))
		d.mu.Lock()
		switch {
		case err == nil || errors.Is(err, store.ErrUnchanged):
			d.told = append(d.told, r)
			i++
		case ctx.Err() != nil:
		case errors.Is(err, models.ErrUnavailable):
			d.unavailable++
		default:
			d.wrong = err
		}
		d.mu.Unlock()
		if err != nil {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// wantMore waits until a number of further revisions are told.
func (d *diary) wantMore(t *testing.T, n int) {
	t.Helper()
	for start, until := d.len(), time.Now().Add(time.Minute); d.len() < start+n; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			d.mu.Lock()
			defer d.mu.Unlock()
			t.Fatalf("nothing more is recorded after a minute: %d unavailable, %v", d.unavailable, d.wrong)
		}
	}
}

// A server that flushes to disk, as any outside of tests does, loses nothing
// that it acknowledged when it, or a part of it, is killed during writes.
func TestKilledServer(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the processes of a server are found only on Linux")
	}
	if underRace {
		t.Skip("the server is another program: the race detector sees nothing of it")
	}
	c := pgtest.Start(t, "fsync=on")
	for what, kill := range map[string]func(*testing.T, *pgtest.Cluster, *store.Store, *rand.Rand){
		"a backend is killed": killBackend, "the whole server is killed": killServer,
	} {
		t.Run(what, func(t *testing.T) {
			address, random := c.Fresh(t), generator(t, what)
			s := openAt(t, address, time.Now)
			record(t, s, store.Entry{Open: theHouse()})
			d := &diary{}
			ctx, stop := context.WithCancel(t.Context())
			var clerk sync.WaitGroup
			clerk.Go(func() { d.write(ctx, s) })
			defer clerk.Wait()
			defer stop()
			n := times(t, "SERVER_KILLS", 3, 3)
			for range n {
				d.wantMore(t, 3)
				time.Sleep(time.Duration(random.Int64N(int64(50 * time.Millisecond))))
				kill(t, c, s, random)
			}
			d.wantMore(t, 3)
			stop()
			clerk.Wait()
			reopened(t, address, func(s *store.Store) { wantDiary(t, s, d) })
			t.Logf("%d kills: %d revisions were acknowledged, and are there; %d times the server was unavailable", n, len(d.told), d.unavailable)
		})
	}
}

func wantDiary(t *testing.T, s *store.Store, d *diary) {
	t.Helper()
	settled(t, s)
	wantSound(t, s)
	if d.wrong != nil {
		t.Errorf("an error does not say that the server is unavailable: %v", d.wrong)
	}
	if n := newest(t, s); n != 1+len(d.told) && n != 2+len(d.told) {
		t.Errorf("%d revisions were acknowledged after the first, and the newest is revision %d", len(d.told), n)
	}
	for i, told := range d.told {
		if r, err := s.Revision(t.Context(), 2+i); err != nil || r != told {
			t.Errorf("acknowledged: %+v, there: %+v, %v", told, r, err)
		}
	}
}

// killBackend kills the process that serves a connection. The server ends all
// others, too, and recovers by itself.
func killBackend(t *testing.T, _ *pgtest.Cluster, s *store.Store, random *rand.Rand) {
	var pids []int
	for until := time.Now().Add(time.Minute); len(pids) == 0; time.Sleep(10 * time.Millisecond) {
		err := s.Reader().WithContext(t.Context()).Raw("SELECT pid FROM pg_stat_activity WHERE datname = current_database()").Scan(&pids).Error
		if time.Now().After(until) {
			t.Fatalf("the server tells of no connection after a minute: %v", err)
		}
	}
	slay(t, pids[random.IntN(len(pids))])
}

// killServer kills the first process of the server, waits until the others have
// seen that, and starts the server again.
func killServer(t *testing.T, c *pgtest.Cluster, s *store.Store, _ *rand.Rand) {
	first := c.Postmaster(t)
	family := children(t, first)
	var data string
	for until := time.Now().Add(time.Minute); data == ""; time.Sleep(10 * time.Millisecond) {
		if err := s.Reader().WithContext(t.Context()).Raw("SHOW data_directory").Row().Scan(&data); err != nil && time.Now().After(until) {
			t.Fatal(err)
		}
	}
	slay(t, first)
	for _, pid := range append(family, first) {
		for until := time.Now().Add(time.Minute); alive(pid); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatalf("process %d of the killed server is still there after a minute", pid)
			}
		}
	}
	// Where nobody collects the dead, a server takes its own remains for
	// another server.
	if err := os.Remove(filepath.Join(data, "postmaster.pid")); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	c.Start(t)
}

func slay(t *testing.T, pid int) {
	t.Helper()
	p, err := os.FindProcess(pid)
	if err == nil {
		err = p.Kill()
	}
	if err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
}

// status reads the state and the parent of a process.
func status(pid int) (state string, parent int) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name before it may hold anything
	_, _ = fmt.Sscan(rest, &state, &parent)
	return state, parent
}

// alive is false of a process that only waits to be collected.
func alive(pid int) bool {
	state, _ := status(pid)
	return state != "" && state != "Z" && state != "X"
}

func children(t *testing.T, of int) (list []int) {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if _, parent := status(pid); parent == of {
			list = append(list, pid)
		}
	}
	return list
}
