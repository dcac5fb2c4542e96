package store_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// smallDisk mounts a disk of a size like "3m", for as long as the test lasts.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir, err := os.MkdirTemp("", "caucus-disk-") // that of the test cannot be entered by other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(dir) })
	if said, err := exec.Command("mount", "-t", "tmpfs", "-o", "mode=0777,size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("this machine mounts no small disk: %s", said)
	}
	t.Cleanup(func() {
		if said, err := exec.Command("umount", "--lazy", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, said)
		}
	})
	return dir
}

// fill takes all room on a disk until it is told to give it back.
func fill(t *testing.T, disk string) (giveBack func()) {
	t.Helper()
	path := filepath.Join(disk, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 20; size >= 1; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	_ = f.Close() // it is full
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk that is full takes nothing, and nothing by half; what is recorded can
// be read; with room again, writing goes on.
func TestFullDisk(t *testing.T) {
	for name, address := range map[string]func(*testing.T) (address, disk string){
		"SQLite": func(t *testing.T) (string, string) {
			disk := smallDisk(t, "4m")
			return filepath.Join(disk, "caucus.db"), disk
		},
		"PostgreSQL": databaseOnSmallDisk,
	} {
		t.Run(name, func(t *testing.T) {
			at, disk := address(t)
			s := openAt(t, at, clock())
			record(t, s, store.Entry{Open: theHouse()})
			giveBack := fill(t, disk)
			for range 3 {
				_, err := s.Record(t.Context(), attributed(store.Entry{Open: manyMembers(lighter(2_000, 600))[3:]}))
				if !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), "full") {
					t.Errorf("recorded on a full disk: %v", err)
				}
			}
			wantHead(t, s, 1)
			wantFacts(t, s, 1, theHouse()...)
			wantSound(t, s)
			giveBack()
			record(t, s, store.Entry{Open: manyMembers(200)[3:]})
			wantHead(t, s, 2)
			wantSound(t, s)
		})
	}
}

// databaseOnSmallDisk keeps the tables of a database on a small disk. The log of
// the server has room.
func databaseOnSmallDisk(t *testing.T) (address, disk string) {
	t.Helper()
	disk = smallDisk(t, "24m")
	dir := filepath.Join(disk, "tables")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	c := pgtest.Start(t)
	owner, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.Atoi(owner.Uid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, uid, -1); err != nil {
		t.Fatal(err)
	}
	address = c.Empty(t)
	name, _, _ := strings.Cut(address[strings.LastIndex(address, "/")+1:], "?")
	reopened(t, c.Address("postgres"), func(s *store.Store) {
		for _, sql := range []string{"CREATE TABLESPACE small LOCATION '" + dir + "'", "ALTER DATABASE " + name + " SET TABLESPACE small"} {
			if err := s.Writer().Exec(sql).Error; err != nil {
				t.Fatal(err)
			}
		}
	})
	return address, disk
}

// A server that has no room for its log stops at once. With room again it is
// started, and goes on with all that it acknowledged.
func TestFullDiskOfTheLog(t *testing.T) {
	if underRace {
		t.Skip("the server is another program: the race detector sees nothing of it")
	}
	disk := smallDisk(t, "120m")
	t.Setenv("TMPDIR", disk)
	c := pgtest.Start(t, "fsync=on")
	address := c.Fresh(t)
	s := openAt(t, address, clock())
	witness, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	d := &diary{told: []models.Revision{}}
	record(t, s, store.Entry{Open: theHouse()})
	first := c.Postmaster(t)
	giveBack := fill(t, disk)
	for i := 0; d.unavailable == 0 && i < 100; i++ {
		_ = s.Writer().Exec("SELECT pg_switch_wal()").Error // ends a file of the log, so that the next needs room
		r, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{member(models.PersonID(fmt.Sprint("per_", i)), "Somebody")}}))
		switch {
		case errors.Is(err, models.ErrUnavailable):
			d.unavailable++
		case err != nil:
			t.Fatal(err)
		default:
			d.told = append(d.told, r)
		}
	}
	if d.unavailable == 0 {
		t.Fatal("the log of the server found room for everything")
	}
	patience := time.Now().Add(time.Minute)
	for witness.Ping(t.Context()) == nil { // the server has not yet ended all connections
		if time.Sleep(10 * time.Millisecond); time.Now().After(patience) {
			t.Fatal("the server goes on although a part of it broke")
		}
	}
	giveBack()
	for {
		if _, err := s.Head(t.Context()); err == nil {
			break
		} else if !alive(first) {
			c.Start(t)
			first = c.Postmaster(t)
		} else if time.Now().After(patience) {
			t.Fatalf("the server does not come back: %v", err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	wantDiary(t, s, d)
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "New")}})
}

// An SQLite file, or a directory, that cannot be written: the register is not
// harmed, and the error says that it is the file.
func TestReadOnlyDisk(t *testing.T) {
	disk := smallDisk(t, "4m")
	path := filepath.Join(disk, "caucus.db")
	mount := func(args ...string) {
		t.Helper()
		if said, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	reopened(t, path, func(s *store.Store) { begun(t, s) })
	for name, c := range map[string]struct{ spoil, mend func() }{
		"the directory": {func() { mount("-o", "remount,ro", disk) }, func() { mount("-o", "remount,rw", disk) }},
		"the file": {func() { mount("--bind", path, path); mount("-o", "remount,bind,ro", path) }, func() {
			if said, err := exec.Command("umount", path).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
		}},
	} {
		c.spoil()
		err := writeTo(t, path)
		if !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), "the file cannot be ") {
			t.Errorf("%s is read-only: %v", name, err)
		}
		c.mend()
		reopened(t, path, func(s *store.Store) { wantAfterKill(t, s, newest(t, s), death{}) })
	}
}

// writeTo does what any command does first, and then writes.
func writeTo(t *testing.T, address string) error {
	s, err := store.Open(t.Context(), address, time.Now)
	if err != nil {
		return err
	}
	err = s.Migrate(t.Context())
	if err == nil {
		_, err = s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{member("per_x", "X")}}))
	}
	return errors.Join(err, s.Close())
}

// Another program that holds a lock for long is named as what keeps the
// register from writing; reading goes on.
func TestAnotherProgramHoldsTheLock(t *testing.T) {
	for _, e := range engines {
		for what, lock := range map[string]map[string]string{
			"a transaction that writes": {"SQLite": "UPDATE texts SET text = NULL, salt = NULL", "PostgreSQL": fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", 0x6361756375730001)},
			"a lock on the table":       {"SQLite": "DELETE FROM migrations", "PostgreSQL": "LOCK TABLE revisions IN EXCLUSIVE MODE"},
		} {
			t.Run(e.name+" "+what, func(t *testing.T) {
				address := e.address(t)
				s, other := openAt(t, address, clock()), openAt(t, address, clock())
				record(t, s, store.Entry{Open: theHouse()})
				hurry := map[string]string{"SQLite": "PRAGMA busy_timeout=50", "PostgreSQL": "SET lock_timeout = '50ms'"}[e.name]
				if err := s.Writer().Exec(hurry).Error; err != nil {
					t.Fatal(err)
				}
				held := other.Writer().Begin()
				if err := held.Exec(lock[e.name]).Error; err != nil {
					t.Fatal(err)
				}
				_, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{member("per_new", "New")}}))
				if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "another process is writing") {
					t.Errorf("recorded meanwhile: %v", err)
				}
				wantFacts(t, s, 1, theHouse()...)
				if err := held.Rollback().Error; err != nil {
					t.Fatal(err)
				}
				wantAfterKill(t, s, 1, death{})
			})
		}
	}
}
