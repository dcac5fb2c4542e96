package main

import (
	"context"
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
)

func TestTheFirstStartAnswersAndTheSecondWritesNothing(t *testing.T) {
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))

	s := m.serve()
	code, dong := s.get("/api/v1/people/ourcommons:105091?on=2023-03-22")
	if code != 200 || dig(dong, "standing", "designation", "organization", "id") != string(modeltest.Independent) {
		t.Errorf("on 22 March 2023 Dong is %v (%d)", dong["standing"], code)
	}
	_, dong = s.get("/api/v1/people/ourcommons:105091?on=2023-03-21")
	if dig(dong, "standing", "designation", "organization", "id") != string(modeltest.Liberal) {
		t.Errorf("on 21 March 2023 Dong is %v", dong["standing"])
	}
	if code, ready := s.get("/readyz"); code != 200 || ready["revision"] != 1.0 {
		t.Errorf("readyz is %d %v", code, ready)
	}
	_, found := s.get("/api/v1/sources/dataset/runs")
	if runs, _ := found["runs"].([]any); len(runs) != 1 || dig(runs[0], "outcome") != "changed" || dig(runs[0], "revision") != 1.0 {
		t.Errorf("of the dataset there are the runs %v", runs)
	}
	first := s.stop()
	if first.code != exitDone || !strings.Contains(first.stdout, "curl 'http://127.0.0.1:") ||
		!strings.Contains(first.stderr, "Loading the dataset") {
		t.Errorf("the first start ended with %+v", first)
	}

	s = m.serve()
	if _, ready := s.get("/readyz"); ready["revision"] != 1.0 {
		t.Errorf("after the second start the register is at %v", ready)
	}
	if second := s.stop(); second.code != exitDone || second.stderr != "" {
		t.Errorf("the second start ended with %+v", second)
	}
	if info, err := os.Stat(filepath.Dir(m.db)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the directory of the database is %v, %v", info, err)
	}
}

func TestTwoInstallationsBeginWithTheSameChain(t *testing.T) {
	seed := dataset(t, &twoSeats().Facts, firstDataset)
	var hashes []string
	for range 2 {
		m := newMachine(t, seed)
		m.serve().stop()
		hashes = append(hashes, m.head().Hash)
	}
	if hashes[0] == "" || hashes[0] != hashes[1] {
		t.Errorf("the first revisions have the hashes %q", hashes)
	}
}

func TestANewerDatasetBecomesOneMoreRevision(t *testing.T) {
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.serve().stop()

	newer := twoSeats()
	newer.Person("Pamela Goldsmith-Jones", "ourcommons:88299")
	m.seed = dataset(t, &newer.Facts, "2026-12-01T12:00:00Z")
	for range 2 { // the second start finds it loaded
		s := m.serve()
		if code, _ := s.get("/api/v1/people/ourcommons:88299"); code != 200 {
			t.Errorf("the newcomer of the newer dataset is a %d", code)
		}
		if _, ready := s.get("/readyz"); ready["revision"] != 2.0 {
			t.Errorf("the register is at %v, not at revision 2", ready)
		}
		s.stop()
	}
	m.seed = dataset(t, &twoSeats().Facts, firstDataset) // an older program on the newer register
	m.serve().stop()
	if n := m.head().Number; n != 2 {
		t.Errorf("an older dataset made revision %d", n)
	}
}

func TestServeSaysInOneSentenceWhyItCannot(t *testing.T) {
	good := dataset(t, &twoSeats().Facts, firstDataset)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for name, c := range map[string]struct {
		spoil func(*machine)
		says  string
	}{
		"the port is taken": {func(m *machine) { m.environ = append(m.environ, "CAUCUS_LISTEN="+taken.Addr().String()) },
			"another program listens on " + taken.Addr().String()},
		"no such address": {func(m *machine) { m.environ = append(m.environ, "CAUCUS_LISTEN=192.0.2.1:80") }, "listen on 192.0.2.1:80"},
		"a file where the directory should be": {func(m *machine) { m.db = filepath.Join(file(t, "x"), "caucus.db") },
			"make the directory of the database"},
		"a directory where the file should be": {func(m *machine) { m.db = t.TempDir() }, "not a directory"},
		"no database at all":                   {func(m *machine) { m.db = file(t, strings.Repeat("Hansard ", 1000)) }, "not a database of the register"},
		"a database of a newer program":        {makeNewer, "written by a newer version of caucus"},
		"no dataset":                           {func(m *machine) { m.seed = os.DirFS(t.TempDir()) }, manifestName},
		"a dataset without an instant":         {func(m *machine) { m.seed = os.DirFS(filepath.Dir(named(t, manifestName, `{"format":1}`))) }, "want format 1"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, good)
			c.spoil(m)
			r := m.do("serve")
			if r.code != exitFailed || !strings.Contains(r.stderr, c.says) || strings.Count(r.stderr, "\n") != 1 || r.stdout != "" {
				t.Errorf("exit %d, %q %q; want 1 and one line with %q", r.code, r.stdout, r.stderr, c.says)
			}
		})
	}
}

// makeNewer gives the machine a database in which a migration of the future was
// applied.
func makeNewer(m *machine) {
	m.must("migrate")
	db, err := sql.Open("sqlite", m.db)
	if err != nil {
		m.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`INSERT INTO migrations (version, name, sha256) VALUES (9999, '9999_future.sql', 'ab')`); err != nil {
		m.t.Fatal(err)
	}
}

// A register that began with an operator's import is given the dataset by
// command alone; what contradicts that import waits in the queue.
func TestADatasetThatContradictsWhatIsHeldSaysSo(t *testing.T) {
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.must("import", "facts", factsDir(t, &twoSeats().Facts, firstDataset)) // an operator's, not the program's
	other := contradiction()
	m.seed = dataset(t, &other.Facts, "2026-12-01T12:00:00Z")
	m.serve().stop()
	if n := m.head().Number; n != 1 {
		t.Errorf("the start brought the register to revision %d", n)
	}
	ended := m.do("refresh", "dataset")
	if ended.code != exitDone || !strings.Contains(ended.stderr, "contradicts the register in 2 facts") || !strings.Contains(ended.stdout, "(2 wait)") {
		t.Errorf("it ended with %+v", ended)
	}
	want, got := &models.Facts{Tenures: twoSeats().Facts.Tenures}, &models.Facts{Tenures: m.held().Tenures}
	if diff := cmp.Diff(texts(t, want), texts(t, got)); diff != "" {
		t.Errorf("tenures (-want +got):\n%s", diff)
	}
}

// What an earlier dataset said and a newer one does not is let go: the register
// is then as that of a new installation.
func TestANewerDatasetTakesBackWhatItNoLongerSays(t *testing.T) {
	older, newer := twoSeats(), twoSeats()
	dong := models.PersonID("")
	for _, p := range older.Facts.People {
		if p.Name.Full == "Han Dong" {
			dong = p.ID
		}
	}
	older.Facts.Add(models.Event{ID: models.NewEventID(dong, "2023-03-22"), Person: dong, On: modeltest.Day("2023-03-22"),
		Cause: models.CauseUnknown, Cited: older.Cited()})
	for i := range newer.Facts.Affiliations { // the newer one has the day wrong no more
		a := &newer.Facts.Affiliations[i]
		if a.Person == dong && a.To == modeltest.Day("2023-03-22") {
			a.To = modeltest.Day("2023-03-23")
		}
		if a.Person == dong && a.From == modeltest.Day("2023-03-22") {
			a.From, a.ID = modeltest.Day("2023-03-23"), models.NewAffiliationID(dong, a.Axis, "2023-03-23")
		}
	}
	for i := range newer.Facts.Affiliations { // and rests on a rule now where a source was read
		if a := &newer.Facts.Affiliations[i]; a.Person != dong && a.Axis == models.Designation {
			a.Basis, a.Value = models.Implied, models.Of(modeltest.NDP)
		}
	}
	m := newMachine(t, dataset(t, &older.Facts, firstDataset))
	m.serve().stop()
	m.seed = dataset(t, &newer.Facts, "2026-12-01T12:00:00Z")
	m.serve().stop()
	if diff := cmp.Diff(texts(t, &newer.Facts), texts(t, m.held())); diff != "" {
		t.Errorf("-newer dataset +register:\n%s", diff)
	}
	if out := m.must("verify"); !strings.Contains(out, "nothing is broken") {
		t.Errorf("verify says %s", out)
	}
}

func TestToldToStopWhileLoadingItStops(t *testing.T) {
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r := m.in(ctx, "serve"); r.code != exitDone {
		t.Errorf("ended with %+v", r)
	}
}

// file makes a file with a text and returns its path.
func file(t *testing.T, text string) string { return named(t, "file", text) }

func named(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
