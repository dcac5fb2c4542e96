package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"caucus/models/store/pgtest"
)

// smallDisk mounts a disk of a megabyte and a half. That takes rights which
// tests seldom have.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here to be filled: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return dir
}

// fill takes what is left of a disk, and returns how to give it back.
func fill(t *testing.T, dir string) (giveBack func()) {
	t.Helper()
	path := filepath.Join(dir, "minutes of proceedings")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// A full disk stops writers, who are told; readers notice nothing.
func TestReadsGoOnWhileTheDiskIsFull(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, ofRevision(1), firstDataset))
	disk := smallDisk(t)
	m.db = filepath.Join(disk, "caucus.db")
	s := m.serve()
	r := s.read()
	giveBack := fill(t, disk)
	refused := m.do("import", "facts", factsDir(t, ofRevision(2), firstDataset))
	if refused.code != exitFailed || !strings.Contains(refused.stderr, "the disk is full") {
		t.Errorf("an import on the full disk ends with %+v", refused)
	}
	asked := r.asked.Load()
	s.awaits(func() bool { return r.asked.Load() > asked+20 }, "nobody asks on the full disk")
	s.await(1)
	giveBack()
	m.commit(2)
	s.await(2)
	r.wantNoFault()
}

// A server that only reads, which PostgreSQL can be told to do, is told of as
// clearly, and is written to again when it may be.
func TestReadsGoOnWhilePostgreSQLOnlyReads(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, ofRevision(1), firstDataset))
	m.db = pgtest.Empty(t)
	s := m.serve()
	r := s.read()
	setting := "ALTER DATABASE " + databaseOf(t, m.db) + " SET default_transaction_read_only = "
	m.sql(setting + "on")
	refused := m.do("import", "facts", factsDir(t, ofRevision(2), firstDataset))
	if refused.code != exitFailed || !strings.Contains(refused.stderr, "the server only reads") {
		t.Errorf("an import ends with %+v", refused)
	}
	m.sql("SET default_transaction_read_only = off", setting+"off")
	m.commit(2)
	s.await(2)
	r.wantNoFault()
}
