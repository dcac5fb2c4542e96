package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// killed runs the program and kills it at a random moment within a time after
// its first word on standard error. It reports whether the program was done
// before, which is certain when nothing is drawn.
func (m *machine) killed(random *rand.Rand, within time.Duration, args ...string) (done bool, took time.Duration) {
	m.t.Helper()
	cmd := exec.CommandContext(m.t.Context(), os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), asProgram, "CAUCUS_DATABASE_URL="+m.db, "TMPDIR="+m.t.TempDir()), m.environ...)
	errs, err := cmd.StderrPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	var said strings.Builder
	begun := time.Now()
	for lines := bufio.NewScanner(errs); lines.Scan(); said.WriteString(lines.Text() + "\n") {
		if said.Len() == 0 {
			begun = time.Now()
			if random != nil {
				time.AfterFunc(time.Duration(random.Int64N(int64(within))), func() { _ = cmd.Process.Kill() })
			}
		}
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.Exited()) {
		m.t.Fatalf("caucus %s: %v\n%s", strings.Join(args, " "), err, &said)
	}
	return err == nil, time.Since(begun)
}

// killLoop kills the program at many moments, and looks after each death. KILLS
// sets how often.
func killLoop(t *testing.T, run func(random *rand.Rand, within time.Duration) (done bool, took time.Duration), look func(done bool)) {
	t.Helper()
	kills := 3
	if given := os.Getenv("KILLS"); given != "" {
		var err error
		if kills, err = strconv.Atoi(given); err != nil || kills < 1 {
			t.Fatalf("KILLS=%s: want a number from 1", given)
		}
	}
	_, within := run(nil, 0)
	random, after := rand.New(rand.NewPCG(1867, 7)), 0
	for range kills {
		done, _ := run(random, max(within, time.Millisecond))
		if look(done); done {
			after++
			within = within * 9 / 10
		} else {
			within = within * 11 / 10
		}
	}
	t.Logf("%d kills: %d in the middle, %d after the end", kills, kills-after, after)
}

// crowded is a machine whose register holds more than one batch of facts.
func crowded(t *testing.T) *machine {
	h := twoSeats()
	for i := range 250 {
		h.Person(fmt.Sprint("Somebody ", i), fmt.Sprint("ourcommons:", 900_000+i))
	}
	m := newMachine(t, dataset(t, &h.Facts, firstDataset))
	m.must("import", "facts", factsDir(t, &h.Facts, firstDataset))
	return m
}

// A restore that is killed leaves an empty register or the whole one; the next
// restore into an empty one works.
func TestKilledRestore(t *testing.T) {
	t.Parallel()
	m := crowded(t)
	file := filepath.Join(t.TempDir(), "caucus.backup")
	m.must("backup", file)
	head := m.head()
	for engine, address := range map[string]func(testing.TB) string{
		"SQLite":     func(t testing.TB) string { return filepath.Join(t.TempDir(), "caucus.db") },
		"PostgreSQL": pgtest.Empty,
	} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			other := newMachine(t, m.seed)
			killLoop(t, func(random *rand.Rand, within time.Duration) (bool, time.Duration) {
				other.db = address(t)
				return other.killed(random, within, "restore", file)
			}, func(done bool) {
				// A server may still be at what it was told: refused or not, another
				// restore waits for that.
				r := other.do("restore", file)
				if refused := strings.Contains(r.stderr, "only into an empty register"); r.code != exitDone && !refused || done && !refused {
					t.Errorf("restored again: exit %d %q", r.code, r.stderr)
				}
				if out := other.must("verify"); !strings.Contains(out, "nothing is broken") {
					t.Errorf("verify says %q", out)
				}
				if got := other.head(); got != head {
					t.Errorf("the newest is %+v, want %+v", got, head)
				}
			})
		})
	}
}

// A backup that is killed leaves no file under its name, or the whole one.
func TestKilledBackup(t *testing.T) {
	t.Parallel()
	m := crowded(t)
	file := filepath.Join(t.TempDir(), "caucus.backup")
	killLoop(t, func(random *rand.Rand, within time.Duration) (bool, time.Duration) {
		for _, name := range []string{file, file + ".partial"} {
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
		return m.killed(random, within, "backup", file)
	}, func(done bool) {
		switch f, err := os.Open(file); {
		case errors.Is(err, fs.ErrNotExist) && !done:
		case err != nil:
			t.Error(err)
		default:
			if told, err := store.ReadBackup(t.Context(), f); err != nil || told.Hash != m.head().Hash {
				t.Errorf("the file is no whole backup: %+v, %v", told, err)
			}
			f.Close()
		}
		m.must("backup", "--force", file)
		wantOnly(t, filepath.Dir(file), "caucus.backup")
	})
}

// One register goes from engine to engine and back, and stays the same.
func TestRestoreFromOneEngineIntoTheOther(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	head, dir := m.head(), t.TempDir()
	for i, address := range []string{pgtest.Empty(t), filepath.Join(dir, "back.db")} {
		file := filepath.Join(dir, strconv.Itoa(i))
		m.must("backup", file)
		m.db = address
		m.must("restore", file)
		if got := m.head(); got != head {
			t.Errorf("at %s the newest is %+v, want %+v", address, got, head)
		}
		if out := m.must("verify"); !strings.Contains(out, "nothing is broken") {
			t.Errorf("verify says %q", out)
		}
	}
}
