package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/modeltest"
)

// asProgram makes the test binary be the program, so that a test can end a real
// process as a power cut would.
const asProgram = "BE_THE_PROGRAM=1"

func TestMain(m *testing.M) {
	switch os.Getenv("BE_THE_PROGRAM") {
	case "1":
		os.Exit(run(context.Background(), os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
	case "2":
		os.Exit(beProgram())
	}
	os.Exit(m.Run())
}

func TestImportingFactsTwiceMakesOneRevision(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	dir := factsDir(t, &twoSeats().Facts, firstDataset)
	if out := m.must("import", "facts", dir); !strings.Contains(out, "revision 1: ") {
		t.Errorf("the first import says\n%s", out)
	}
	if out := m.must("import", "facts", dir); !strings.Contains(out, "nothing new: the register stays at revision 1") {
		t.Errorf("the second import says\n%s", out)
	}
	if n := m.head().Number; n != 1 {
		t.Errorf("the register is at revision %d", n)
	}
}

func TestTheSummaryCountsWhatWasRead(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	var got summary
	out := m.must("import", "facts", "--json", factsDir(t, &twoSeats().Facts, firstDataset))
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Seconds <= 0 || got.PeakMemory < 1<<20 {
		t.Errorf("it took %v s and %d bytes", got.Seconds, got.PeakMemory)
	}
	got.Seconds, got.PeakMemory = 0, 0
	want := summary{
		Revision: 1, New: true, People: 2, Ridings: 2, Tenures: 2, Opened: 36,
		Spans: map[models.Axis]map[models.Basis]int{
			models.Designation: {models.Stated: 3}, models.Caucus: {models.Implied: 3}, models.Party: {models.Implied: 3},
		},
		Faults: map[string]int{}, Conflicts: []string{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestADryRunChangesNothing(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	dir := factsDir(t, &twoSeats().Facts, firstDataset)
	if out := m.must("import", "facts", "--dry-run", dir); !strings.Contains(out, "dry run: the register stays at revision 0; there would be 36 facts opened") {
		t.Errorf("on an empty register it says\n%s", out)
	}
	if n := m.head().Number; n != 0 {
		t.Errorf("the register is at revision %d", n)
	}
}

func TestUntilADayTheRestIsNotKnown(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	dir := factsDir(t, &twoSeats().Facts, firstDataset)
	m.must("import", "facts", "--until", "2023-03-21", dir)
	for _, a := range m.held().Affiliations {
		if a.From > modeltest.Day("2023-03-21") {
			t.Errorf("a spell from %s is held", a.From)
		}
	}
	m.must("import", "facts", dir)
	if diff := cmp.Diff(texts(t, &twoSeats().Facts), texts(t, m.held())); diff != "" {
		t.Errorf("after the whole import (-want +got):\n%s", diff)
	}
}

func TestFactsThatReferToNothingAreRefused(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	lost := twoSeats()
	lost.Facts.People = nil
	r := m.do("import", "facts", factsDir(t, &lost.Facts, firstDataset))
	if r.code != exitFailed || !strings.Contains(r.stderr, "make no sound register") {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	if n := m.head().Number; n != 0 {
		t.Errorf("the register is at revision %d", n)
	}
}

func TestFactsThatBreakAnInvariantAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*models.Facts)
		says  string
	}{
		"one identifier on two people": {func(f *models.Facts) { f.People[1].Identifiers = f.People[0].Identifiers }, "belongs to"},
		"members without a label":      {func(f *models.Facts) { f.Affiliations = nil }, "has no designation"},
		"a basis that is none":         {func(f *models.Facts) { f.Affiliations[0].Basis = "guess" }, "guess"},
		"none and an organization":     {func(f *models.Facts) { f.Affiliations[0].Value.Status = models.HasNone }, "none"},
		"a state that is none":         {func(f *models.Facts) { f.Tenures[0].State = "sure" }, "sure"},
	} {
		m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
		spoiled := twoSeats()
		c.spoil(&spoiled.Facts)
		r := m.do("import", "facts", factsDir(t, &spoiled.Facts, firstDataset))
		if r.code != exitFailed || !strings.Contains(r.stderr, c.says) || m.head().Number != 0 {
			t.Errorf("%s: exit %d, revision %d: %s", name, r.code, m.head().Number, r.stderr)
		}
	}
}

func TestAnUnfinishedOrForeignExportIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"counts that are not those of the files": `{"format":1,"title":"x","recorded_at":"2026-11-01T12:00:00Z","actor":"a","reason":"r","counts":{"person":3}}`,
		"another format":                         `{"format":2}`,
		"no JSON":                                `{`,
	} {
		m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
		dir := factsDir(t, &twoSeats().Facts, firstDataset)
		if err := os.WriteFile(filepath.Join(dir, manifestName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := m.do("import", "facts", dir); r.code != exitFailed || !strings.Contains(r.stderr, manifestName) {
			t.Errorf("%s: exit %d: %s", name, r.code, r.stderr)
		}
	}
}

func TestDocumentsThatBringNothingLeaveNoRegister(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.must("import", "parlinfo", named(t, "x_2024-05-31.json", "<html></html>"))
	if n := m.head().Number; n != 0 {
		t.Errorf("the register is at revision %d", n)
	}
	if out := m.must("verify"); !strings.Contains(out, "nothing is broken") {
		t.Errorf("verify says %s", out)
	}
}

// contradiction is a House of two seats in which another source gives each seat
// to a second holder.
func contradiction() *modeltest.House {
	other := twoSeats()
	other.Facts.Add(models.Source{ID: "caucus-tables", Title: "Tables", Publisher: "Editors", Terms: "facts"})
	snapshot := models.Snapshot{Source: "caucus-tables", Title: "A table", RetrievedAt: 1, SHA256: strings.Repeat("cd", 32)}
	snapshot.ID = models.NewSnapshotID(snapshot.Source, "", snapshot.SHA256)
	other.Facts.Add(snapshot)
	for i := range other.Facts.Tenures { // another holder of the same seat, says another source
		other.Facts.Tenures[i].ID = models.TenureID(models.DeriveID("ten", string(other.Facts.Tenures[i].ID)))
		other.Facts.Tenures[i].Citations = []models.Citation{{Snapshot: snapshot.ID}}
	}
	return other
}

func TestWhatContradictsTheRegisterIsAConflict(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.must("import", "facts", factsDir(t, &twoSeats().Facts, firstDataset))

	other := contradiction()
	out := m.must("import", "facts", factsDir(t, &other.Facts, firstDataset))
	if strings.Count(out, "conflict: tenure ten_") != 2 {
		t.Errorf("two second holders of a seat give\n%s", out)
	}
}

func TestImportsRefuseWhatIsNotThere(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	for name, c := range map[string]struct {
		args []string
		code int
		says []string
	}{
		"no such documents":   {[]string{"import", "parlinfo", "/no/such", "/nor/this"}, exitMisused, []string{`PATH "/no/such"`, `PATH "/nor/this"`}},
		"a file for facts":    {[]string{"import", "facts", file(t, "{}")}, exitMisused, []string{"a directory that exists"}},
		"no such tables":      {[]string{"import", "tables", "/no/such"}, exitMisused, []string{`DIR "/no/such"`}},
		"an impossible day":   {[]string{"import", "facts", "--until", "2023-02-29", "."}, exitMisused, []string{"2023-02-29 is not a day"}},
		"no path":             {[]string{"import", "parlinfo"}, exitMisused, []string{"path"}},
		"no command":          {nil, exitMisused, []string{"expected one of"}},
		"an unknown command":  {[]string{"reform"}, exitMisused, []string{"reform"}},
		"an unknown flag":     {[]string{"serve", "--port", "80"}, exitMisused, []string{"--port"}},
		"facts that are none": {[]string{"import", "facts", filepath.Dir(named(t, "person.jsonl", "{\"id\":1}\n[]\n"))}, exitFailed, []string{"person.jsonl:1", "person.jsonl:2"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := m.do(c.args...)
			if r.code != c.code {
				t.Errorf("exit %d, want %d: %s", r.code, c.code, r.stderr)
			}
			for _, text := range c.says {
				if !strings.Contains(r.stderr, text) {
					t.Errorf("%q does not say %q", r.stderr, text)
				}
			}
		})
	}
}

func TestMisuseTouchesNothing(t *testing.T) {
	t.Parallel()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	m.environ = append(m.environ, "CAUCUS_LISTN=x", "CAUCUS_LOG=xml")
	r := m.do("serve", "--jobs", "perhaps")
	if r.code != exitMisused || strings.Count(r.stderr, "\n") != 3 {
		t.Errorf("exit %d, want 2 and three faults:\n%s", r.code, r.stderr)
	}
	if _, err := os.Stat(filepath.Dir(m.db)); err == nil {
		t.Error("the directory of the database was made")
	}
}

// An import that the machine ends in the middle must leave the register as it
// was, and the next one must bring it where an undisturbed one would have.
func TestAnImportThatIsKilledHasChangedNothing(t *testing.T) {
	t.Parallel()
	big := twoSeats()
	for i := range 1_500 {
		big.Person(fmt.Sprintf("Member %d", i), fmt.Sprintf("parlinfo:%d", 1_000_000+i))
	}
	dir := factsDir(t, &big.Facts, firstDataset)

	undisturbed := newMachine(t, nil)
	undisturbed.asProcess(t, func(cmd *exec.Cmd, _ *bufio.Reader) { wait(t, cmd) }, "import", "facts", dir)
	killed := newMachine(t, nil)
	for tries := 1; ; tries++ { // on a busy machine the import may be quicker than its killer
		killed.asProcess(t, killWhileItRecords, "import", "facts", dir)
		n := killed.head().Number
		if n == 0 {
			break
		}
		if n > 1 || tries == 10 {
			t.Fatalf("after it was killed, for the %dth time, the register is at revision %d", tries, n)
		}
		killed = newMachine(t, nil)
	}
	killed.asProcess(t, func(cmd *exec.Cmd, _ *bufio.Reader) { wait(t, cmd) }, "import", "facts", dir)
	if diff := cmp.Diff(texts(t, undisturbed.held()), texts(t, killed.held())); diff != "" {
		t.Errorf("undisturbed and killed differ (-undisturbed +killed):\n%s", diff)
	}
}

func killWhileItRecords(cmd *exec.Cmd, stderr *bufio.Reader) {
	for line, err := "", error(nil); err == nil && !strings.HasPrefix(line, "Recording"); {
		line, err = stderr.ReadString('\n')
	}
	_ = cmd.Process.Kill() // it may be done by now
	_ = cmd.Wait()
}

// asProcess runs the program as a process of its own.
func (m *machine) asProcess(t *testing.T, watch func(*exec.Cmd, *bufio.Reader), args ...string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram, "CAUCUS_DATABASE_URL="+m.db)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(atMost, func() { _ = cmd.Process.Kill() }).Stop()
	read := bufio.NewReader(stderr)
	watch(cmd, read)
	_, _ = io.Copy(io.Discard, read)
}

func wait(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// held is all that the register of the machine holds now.
func (m *machine) held() *models.Facts {
	m.t.Helper()
	dir := filepath.Join(m.t.TempDir(), "held")
	m.must("export", "facts", dir)
	set, err := facts.Read(os.DirFS(dir))
	if err != nil {
		m.t.Fatal(err)
	}
	return set
}

// texts is the canonical text of each fact, in canonical order.
func texts(t *testing.T, set *models.Facts) (list []string) {
	t.Helper()
	set.Sort()
	for f := range set.All() {
		text, err := facts.Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(text))
	}
	return list
}
