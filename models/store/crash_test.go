package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
)

// A test that needs a second process starts its own binary again, with a role
// and a database in the environment.
const (
	roleEnv = "CAUCUS_TEST_ROLE"
	fileEnv = "CAUCUS_TEST_FILE"
)

func TestMain(m *testing.M) {
	role := os.Getenv(roleEnv)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := play(role, os.Getenv(fileEnv)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// importSize makes some 7 batches: the race detector slows the database fiftyfold.
const importSize = 1_300

// perClerk is the number of revisions that each of several processes makes.
const perClerk = 15

// play is the life of a second process.
func play(role, path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, time.Now)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	if role == "import" {
		_, err := s.Record(ctx, attributed(store.Entry{Open: manyMembers(importSize), Progress: func(done, total int) {
			fmt.Println("written", done, "of", total)
			_, _ = os.Stdin.Read(make([]byte, 1)) // goes on when told to, or where nobody tells
		}}))
		return err
	}
	for i := range perClerk { // role is the name of a clerk
		if _, err := s.Record(ctx, attributed(store.Entry{Open: []models.Fact{member(models.PersonID(fmt.Sprintf("per_%s_%d", role, i)), "Somebody")}})); err != nil {
			return err
		}
	}
	return nil
}

func inProcess(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+role, fileEnv+"="+path)
	return cmd
}

// An import that is killed leaves the register as if it had never begun, and
// can be done again.
func TestKilledImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "caucus.db")
	for _, after := range []int{1, 3, 6} {
		killAfter(t, path, after)
		s, err := store.Open(t.Context(), path, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		wantHead(t, s, 0)
		wantSound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := inProcess(t, "import", path).CombinedOutput(); err != nil {
		t.Fatalf("importing again: %v\n%s", err, out)
	}
	s := openAt(t, path, time.Now)
	wantHead(t, s, 1)
	wantSound(t, s)
	if set, err := s.Facts(t.Context(), 1); err != nil || set.Len() < importSize {
		t.Errorf("%d facts, %v", set.Len(), err)
	}
}

// killAfter starts an import and kills it after some batches. The import waits
// to be told to go on after each, so that it cannot be done before it is
// killed.
func killAfter(t *testing.T, path string, batches int) {
	t.Helper()
	cmd := inProcess(t, "import", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	goOn, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for lines := bufio.NewScanner(out); seen < batches && lines.Scan(); seen++ {
		if seen+1 < batches {
			_, _ = goOn.Write([]byte{'.'})
		}
	}
	killed := cmd.Process.Kill()
	var exit *exec.ExitError
	if err := cmd.Wait(); killed != nil || seen < batches || !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the import was not killed in the middle: %d batches, %v, %v", seen, killed, err)
	}
}

// Processes that start at once on no database take turns.
func TestProcessesStartAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "caucus.db")
	clerks := []string{"anna", "bruno", "clara"}
	var running []*exec.Cmd
	var said []*strings.Builder
	for _, clerk := range clerks {
		cmd, out := inProcess(t, clerk, path), &strings.Builder{}
		cmd.Stdout, cmd.Stderr = out, out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running, said = append(running, cmd), append(said, out)
	}
	for i, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s: %v: %s", clerks[i], err, said[i])
		}
	}
	s := openAt(t, path, time.Now)
	wantHead(t, s, perClerk*len(clerks))
	wantSound(t, s)
}
