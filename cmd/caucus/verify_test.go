package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"caucus/models"
)

func TestVerifyFindsNothingInAWholeRegister(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.serve().stop()
	if out := m.must("verify"); out != "verify: 1 revisions, 36 beliefs: nothing is broken (0 exceptions, 0 parliaments not whole)\n" {
		t.Errorf("verify says\n%s", out)
	}
	var v verdict
	if err := json.Unmarshal([]byte(m.must("verify", "--json")), &v); err != nil {
		t.Fatal(err)
	}
	if v.Revisions != 1 || v.Beliefs != 36 || v.Broken == nil || v.Exceptions == nil {
		t.Errorf("verify --json says %+v", v)
	}
}

// What a text editor can do to the file past all guards must be seen.
func TestVerifyNamesWhatIsBroken(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.serve().stop()
	data, err := os.ReadFile(m.db)
	if err != nil {
		t.Fatal(err)
	}
	spoiled := bytes.ReplaceAll(data, []byte(`"full":"Han Dong"`), []byte(`"full":"Han Bong"`))
	if bytes.Equal(data, spoiled) {
		t.Fatal("the database does not hold the name")
	}
	if err := os.WriteFile(m.db, spoiled, 0o600); err != nil {
		t.Fatal(err)
	}
	r := m.do("verify")
	if r.code != exitFailed || !strings.Contains(r.stdout, "broken: ") || !strings.Contains(r.stdout, "revision 1") ||
		!strings.Contains(r.stderr, "the register is broken") {
		t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
}

func TestVerifyTellsOfMembersWithoutALabel(t *testing.T) {
	t.Parallel()
	h := twoSeats()
	for i := range h.Facts.Affiliations {
		h.Facts.Affiliations[i].Value = models.UnknownValue
	}
	m := newMachine(t, dataset(t, &h.Facts, firstDataset))
	m.serve().stop()
	r := m.do("verify")
	if r.code != exitDone || strings.Count(r.stdout, "exception: ") != 3 || !strings.Contains(r.stdout, "Han Dong") ||
		!strings.Contains(r.stdout, "nothing is broken (3 exceptions, ") {
		t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
}

func TestVerifyMakesNoDatabase(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	if r := m.do("verify"); r.code != exitFailed || !strings.Contains(r.stderr, "there is no database") {
		t.Errorf("exit %d %q", r.code, r.stderr)
	}
	if _, err := os.Stat(m.db); err == nil {
		t.Error("verify made a database")
	}
}

func TestVersionAndMigrate(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	if out := m.must("version"); !strings.HasPrefix(out, "caucus ") || !strings.Contains(out, "dataset of "+firstDataset) {
		t.Errorf("version says %q", out)
	}
	if out := m.must("migrate"); !strings.Contains(out, m.db+" is up to date; the register is at revision 0") {
		t.Errorf("migrate says %q", out)
	}
	if out := m.must("serve", "--help"); !strings.Contains(out, "--trusted-proxies") {
		t.Errorf("help says %q", out)
	}
}
