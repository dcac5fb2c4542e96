package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

func TestWhatIsExportedCanBeImportedAgain(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.serve().stop()
	dir := filepath.Join(t.TempDir(), "export")
	if out := m.must("export", "facts", dir); !strings.Contains(out, "wrote revision 1") {
		t.Errorf("the export says %q", out)
	}
	other := newMachine(t, nil)
	other.must("import", "facts", dir)
	if diff := cmp.Diff(texts(t, m.held()), texts(t, other.held())); diff != "" {
		t.Errorf("exported and imported again (-want +got):\n%s", diff)
	}
}

func TestTheManifestSaysWhatTheDatasetIs(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.serve().stop()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte("ours"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time over the first
		m.must("export", "facts", "--title", "The House", "--reason", "To begin with.", dir)
	}
	got, err := readManifest(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	want := manifest{Format: 1, Title: "The House", RecordedAt: m.head().RecordedAt, Actor: "editors", Reason: "To begin with.",
		Counts: map[models.Kind]int{}}
	for f := range twoSeats().Facts.All() {
		want.Counts[f.Kind()]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	if want.RecordedAt.String() != firstDataset {
		t.Errorf("the revision was recorded at %s, the dataset at %s", want.RecordedAt, firstDataset)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "README.md")); err != nil || string(text) != "ours" {
		t.Errorf("the README is %q, %v", text, err)
	}
}

func TestAnExportIsRefused(t *testing.T) {
	t.Parallel()
	full := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	full.serve().stop()
	empty := newMachine(t, nil)
	empty.must("migrate")
	other := filepath.Dir(named(t, "thesis.doc", "do not lose"))
	for name, c := range map[string]struct {
		m    *machine
		dir  string
		says string
	}{
		"into a directory of other things": {full, other, "it holds thesis.doc"},
		"onto a file":                      {full, file(t, ""), "make the directory"},
		"of an empty register":             {empty, t.TempDir(), "holds nothing yet"},
		"of no database":                   {newMachine(t, nil), t.TempDir(), "there is no database"},
	} {
		t.Run(name, func(t *testing.T) {
			r := c.m.do("export", "facts", c.dir)
			if r.code != exitFailed || !strings.Contains(r.stderr, c.says) {
				t.Errorf("exit %d, %q; want 1 and %q", r.code, r.stderr, c.says)
			}
		})
	}
	if entries, _ := os.ReadDir(other); len(entries) != 1 {
		t.Errorf("the directory of other things now holds %v", entries)
	}
}
