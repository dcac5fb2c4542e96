package store_test

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"caucus/migrations"
	"caucus/models/store"
)

var (
	raise      = regexp.MustCompile(`(?i)\bRAISE\s*\(`)
	fixedRaise = regexp.MustCompile(`\bRAISE\(ABORT, '(?:[^']|'')+'\)`)
)

// Before version 3.47 SQLite takes no expression inside RAISE, and a schema
// with one makes the whole database unreadable for it.
func TestGuardsSpeakInFixedTexts(t *testing.T) {
	names, err := fs.Glob(migrations.SQLite, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		data, err := fs.ReadFile(migrations.SQLite, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			all, fixed := raise.FindAllString(line, -1), fixedRaise.FindAllString(line, -1)
			if len(all) != len(fixed) {
				t.Errorf("%s:%d: RAISE takes one fixed text here, not %s", name, i+1, strings.TrimSpace(line))
			}
			found += len(all)
		}
	}
	if found == 0 {
		t.Error("the migrations have no RAISE at all")
	}
}

// An SQLite that is not ours opens the register: that of Python, which often
// is years old.
func TestAnotherSQLiteReadsTheRegister(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to read the database with")
	}
	path := filepath.Join(t.TempDir(), "caucus.db")
	record(t, openAt(t, path, clock()), store.Entry{Open: theHouse()})
	const script = `import sqlite3, sys
if sqlite3.sqlite_version_info < (3, 37):
    print("too old for STRICT tables:", sqlite3.sqlite_version)
else:
    print(sqlite3.connect(sys.argv[1]).execute("select count(*) from revisions").fetchone()[0])`
	out, err := exec.CommandContext(t.Context(), python, "-c", script, path).CombinedOutput()
	said := strings.TrimSpace(string(out))
	if strings.HasPrefix(said, "too old") {
		t.Skip("the SQLite of python3 is " + said)
	}
	if err != nil || said != "1" {
		t.Errorf("python3 read %q, want 1 revision; %v", said, err)
	}
}
