package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"caucus/models"
)

// another is a machine of the same dataset with an empty database.
func (m *machine) another() *machine { return newMachine(m.t, m.seed) }

// crossed is a machine whose register holds the dataset and Dong's crossing as
// a second revision.
func crossed(t *testing.T) *machine {
	t.Helper()
	h := twoSeats()
	m := newMachine(t, dataset(t, &h.Facts, firstDataset))
	m.serve().stop()
	later := twoSeats()
	later.Facts.People[0].OtherNames = []models.PersonName{{Full: "Han Dong (Don Valley North)"}}
	m.must("import", "facts", factsDir(t, &later.Facts, firstDataset))
	return m
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	file := filepath.Join(t.TempDir(), "caucus.backup")
	out := m.must("backup", file)
	head := m.head()
	if head.Number != 2 || !strings.Contains(out, "wrote revision 2 (hash "+head.Hash+") to "+file) || !strings.Contains(out, "restored on trial and verified") {
		t.Errorf("backup says %q", out)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v %v", info, err)
	}
	wantOnly(t, filepath.Dir(file), "caucus.backup")

	other := m.another()
	if out := other.must("restore", file); !strings.Contains(out, "restored revision 2 (hash "+head.Hash+")") || !strings.Contains(out, "; verified") {
		t.Errorf("restore says %q", out)
	}
	if got := other.head(); got != head {
		t.Errorf("restored %+v, want %+v", got, head)
	}
	if out := other.must("verify"); !strings.Contains(out, "2 revisions") || !strings.Contains(out, "nothing is broken") {
		t.Errorf("verify says %q", out)
	}
	// The dataset is in: serving adds nothing.
	other.serve().stop()
	if got := other.head(); got != head {
		t.Errorf("after serving: %+v, want %+v", got, head)
	}
	if r := other.do("restore", file); r.code != exitFailed || !strings.Contains(r.stderr, "only into an empty register, and this one is at revision 2") {
		t.Errorf("restored twice: %d %q", r.code, r.stderr)
	}
}

func wantOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, names)
	}
}

func TestBackupThroughAPipe(t *testing.T) {
	m := crossed(t)
	t.Setenv("TMPDIR", t.TempDir())
	var out, errs bytes.Buffer
	if code := m.process(&out, &errs).run(t.Context(), []string{"backup", "-"}); code != exitDone || !strings.Contains(errs.String(), "wrote revision 2 ") {
		t.Fatalf("exit %d\n%s", code, &errs)
	}
	other := m.another()
	var said bytes.Buffer
	p := other.process(&said, io.Discard)
	p.stdin = &out
	if code := p.run(t.Context(), []string{"restore", "--json", "-"}); code != exitDone {
		t.Fatalf("exit %d", code)
	}
	var s backupSummary
	if err := json.Unmarshal(said.Bytes(), &s); err != nil || s.Revision != 2 || s.Hash != m.head().Hash || !s.Checked || s.Texts != 4 || s.Bytes == 0 {
		t.Errorf("restore --json says %+v, %v", s, err)
	}
	wantOnly(t, os.Getenv("TMPDIR"))
}

// A backup never takes the place of another one, nor of anything else, unless
// it is told to.
func TestBackupReplacesNothingUnasked(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "caucus.backup")
	put := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("thesis"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("caucus.backup")
	if r := m.do("backup", file); r.code != exitFailed || !strings.Contains(r.stderr, "exists; --force replaces it") {
		t.Errorf("onto a file: %d %q", r.code, r.stderr)
	}
	if data, _ := os.ReadFile(file); string(data) != "thesis" {
		t.Errorf("the file was touched: %q", data)
	}
	put("caucus.backup.partial")
	m.must("backup", "--force", file)
	wantOnly(t, dir, "caucus.backup")
	m.another().must("restore", file)

	put("next.backup.partial")
	if r := m.do("backup", filepath.Join(dir, "next.backup")); r.code != exitFailed || !strings.Contains(r.stderr, "next.backup.partial exists: another backup is being written, or was interrupted") {
		t.Errorf("beside another: %d %q", r.code, r.stderr)
	}
	for says, args := range map[string][]string{
		"is a directory":       {"backup", dir, "--force"},
		"no such file":         {"backup", filepath.Join(dir, "missing", "file")},
		"there is no database": {"backup", filepath.Join(dir, "other"), "--database-url", filepath.Join(dir, "none.db")},
	} {
		if r := m.do(args...); r.code != exitFailed || !strings.Contains(r.stderr, says) {
			t.Errorf("%v: %d %q, want %q", args, r.code, r.stderr, says)
		}
	}
	wantOnly(t, dir, "caucus.backup", "next.backup.partial")
	if r := m.another().do("backup", file); r.code != exitFailed {
		t.Errorf("of no database: %d", r.code)
	}
}

// What cannot be restored is not a backup: it does not get the name of one.
func TestBackupOfABrokenRegister(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	data, err := os.ReadFile(m.db)
	if err != nil {
		t.Fatal(err)
	}
	spoiled := bytes.Replace(data, []byte(`"number":2,"kind":"dataset"`), []byte(`"number":2,"kind":"mistake"`), 1)
	if bytes.Equal(data, spoiled) {
		t.Fatal("the database does not hold the payload")
	}
	if err := os.WriteFile(m.db, spoiled, 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "caucus.backup")
	if r := m.do("backup", file); r.code != exitFailed || !strings.Contains(r.stderr, "check the backup: ") || !strings.Contains(r.stderr, "revision 2 does not follow revision 1") {
		t.Errorf("exit %d %q", r.code, r.stderr)
	}
	wantOnly(t, dir)
	// What there is can still be carried away, and is called what it is.
	if out := m.must("backup", "--no-check", file); !strings.Contains(out, "not checked") {
		t.Errorf("backup --no-check says %q", out)
	}
	other := m.another()
	if r := other.do("restore", file); r.code != exitFailed || !strings.Contains(r.stderr, "this is no whole backup of caucus: revision 2") {
		t.Errorf("restored: %d %q", r.code, r.stderr)
	}
	if _, err := os.Stat(other.db); err == nil {
		t.Error("a database was made for what cannot be restored")
	}
}

// A projection that was tampered with is no part of a backup: restoring heals
// it.
func TestRestoreHealsTheProjection(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	data, err := os.ReadFile(m.db)
	if err != nil {
		t.Fatal(err)
	}
	// In payloads a fact follows its kind, in rows of beliefs it does not.
	row := regexp.MustCompile(`[^:](\{"id":"per_[^}]*"full":"Leah )Taylor`)
	spoiled := row.ReplaceAllFunc(data, func(found []byte) []byte { return append(found[:len(found)-6:len(found)-6], "Tailor"...) })
	if bytes.Equal(data, spoiled) {
		t.Fatal("the database does not hold the belief")
	}
	if err := os.WriteFile(m.db, spoiled, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := m.do("verify"); r.code != exitFailed || !strings.Contains(r.stdout, "Tailor") {
		t.Fatalf("verify: exit %d %q", r.code, r.stdout)
	}
	file := filepath.Join(t.TempDir(), "caucus.backup")
	m.must("backup", file)
	other := m.another()
	other.must("restore", file)
	other.must("verify")
	if other.head() != m.head() {
		t.Error("the restored register is another")
	}
}

func TestRestoreOfWhatIsNoBackup(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole")
	m.must("backup", whole)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"cut":     {data[:len(data)-40], "it is cut short after revision"},
		"foreign": {[]byte("a thesis"), "it is not compressed with Zstandard"},
		"altered": {append(bytes.Clone(data[:2000]), append([]byte{data[2000] ^ 1}, data[2001:]...)...), "this is no whole backup of caucus"},
		"empty":   {nil, "cut short"},
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		other := m.another()
		r := other.do("restore", file)
		if r.code != exitFailed || !strings.Contains(r.stderr, "read "+file+": ") || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%s: exit %d %q, want %q", name, r.code, r.stderr, c.says)
		}
		if _, err := os.Stat(other.db); err == nil {
			t.Errorf("%s: a database was made", name)
		}
	}
	if r := m.another().do("restore", filepath.Join(dir, "none")); r.code != exitFailed || !strings.Contains(r.stderr, "no such file") {
		t.Errorf("no file: %d %q", r.code, r.stderr)
	}
}

// A backup that is told to stop leaves no file behind.
func TestBackupIsToldToStop(t *testing.T) {
	t.Parallel()
	m := crossed(t)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r := m.in(ctx, "backup", filepath.Join(dir, "caucus.backup")); r.code != exitFailed {
		t.Errorf("exit %d", r.code)
	}
	wantOnly(t, dir)
}

// Backups of one register made at once each get their own file.
func TestAnotherBackupTakesThePlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "caucus.backup")
	first, err := partialFile(file, false)
	if err != nil {
		t.Fatal(err)
	}
	second, err := partialFile(file, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.keep(nil, true); err == nil || !strings.Contains(err.Error(), "another backup took the place") {
		t.Errorf("the first is kept: %v", err)
	}
	if err := second.keep(nil, false); err != nil {
		t.Error(err)
	}
	for _, f := range []*partial{first, second} {
		if err := f.discard(); err != nil {
			t.Error(err)
		}
	}
	wantOnly(t, dir, "caucus.backup")
}
