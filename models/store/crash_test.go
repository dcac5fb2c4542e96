package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
)

// A test that needs a second process starts its own binary again, with a role,
// a database and what the role needs besides in the environment.
const (
	roleEnv = "CAUCUS_TEST_ROLE"
	fileEnv = "CAUCUS_TEST_FILE"
	moreEnv = "CAUCUS_TEST_MORE"
)

func TestMain(m *testing.M) {
	role := os.Getenv(roleEnv)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := play(role, os.Getenv(fileEnv), os.Getenv(moreEnv)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// roles are the lives that a second process can lead, by name. Each tells on
// standard output how far it is.
var roles = map[string]func(ctx context.Context, s *store.Store, more string) error{
	"import":  importInSteps,
	"clerk":   clerkWrites,
	"fighter": clerkFights,
	"planner": clerkPlans,
	"writer":  writeForEver,
	"intake":  importAtOnce,
	"migrate": onlyMigrate,
	"restore": restoreFile,
	"refresh": finishForEver,
}

// play opens the database and leads the life of a role.
func play(role, address, more string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, address, time.Now)
	if err != nil {
		return err
	}
	defer s.Close()
	return roles[role](ctx, s, more)
}

// importSize makes some 7 batches: the race detector slows the database fiftyfold.
const importSize = 1_300

// importInSteps waits after each batch until it is told to go on, or for
// nobody if nobody is there to tell.
func importInSteps(ctx context.Context, s *store.Store, _ string) error {
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	_, err := s.Record(ctx, attributed(store.Entry{Open: manyMembers(importSize), Progress: func(done, total int) {
		fmt.Println("written", done, "of", total)
		_, _ = os.Stdin.Read(make([]byte, 1))
	}}))
	return err
}

func inProcess(t *testing.T, role, address, more string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+role, fileEnv+"="+address, moreEnv+"="+more)
	return cmd
}

// reopened opens a database for as long as a look at it takes.
func reopened(t *testing.T, address string, look func(*store.Store)) {
	t.Helper()
	s, err := store.Open(t.Context(), address, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	look(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// An import that is killed leaves the register as if it had never begun, and
// can be done again.
func TestKilledImport(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			address := e.address(t)
			for _, after := range []int{1, 3, 6}[:lighter(3, 1)] {
				killAfter(t, address, after)
				reopened(t, address, func(s *store.Store) {
					wantHead(t, s, 0)
					wantSound(t, s)
				})
			}
			if out, err := inProcess(t, "import", address, "").CombinedOutput(); err != nil {
				t.Fatalf("importing again: %v\n%s", err, out)
			}
			reopened(t, address, func(s *store.Store) {
				wantHead(t, s, 1)
				wantSound(t, s)
				if set, err := s.Facts(t.Context(), 1); err != nil || set.Len() < importSize {
					t.Errorf("%d facts, %v", set.Len(), err)
				}
			})
		})
	}
}

// killAfter starts an import and kills it after some batches. The import waits
// to be told to go on after each, so that it cannot be done before it is
// killed.
func killAfter(t *testing.T, address string, batches int) {
	t.Helper()
	cmd := inProcess(t, "import", address, "")
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

// together runs several processes of one role at once and returns what each
// said. More is for the first, the second and so on.
func together(t *testing.T, role, address string, more ...string) []string {
	t.Helper()
	running, said := make([]*exec.Cmd, len(more)), make([]strings.Builder, len(more))
	for i, m := range more {
		running[i] = inProcess(t, role, address, m)
		running[i].Stdout, running[i].Stderr = &said[i], &said[i]
		if err := running[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	all := make([]string, len(more))
	for i, cmd := range running {
		err := cmd.Wait()
		if all[i] = said[i].String(); err != nil {
			t.Fatalf("%s: %v: %s", more[i], err, all[i])
		}
	}
	return all
}

// Processes that start at once on no database take turns.
func TestProcessesStartAtOnce(t *testing.T) {
	t.Parallel()
	for name, shelf := range shelves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := shelf.empty(t)
			together(t, "clerk", at, "anna 15", "bruno 15", "clara 15")
			reopened(t, at, func(s *store.Store) {
				wantHead(t, s, 45)
				wantSound(t, s)
			})
		})
	}
}

// clerk is what the environment tells a process about itself.
func clerk(more string) (name string, writes int, err error) {
	_, err = fmt.Sscan(more, &name, &writes)
	return name, writes, err
}

// persistent records an entry, again while others hold the lock for long.
func persistent(ctx context.Context, s *store.Store, e store.Entry) (models.Revision, error) {
	for {
		rev, err := s.Record(ctx, attributed(e))
		if !errors.Is(err, store.ErrBusy) {
			return rev, err
		}
		fmt.Println("busy")
	}
}

// clerkWrites records what nobody else does.
func clerkWrites(ctx context.Context, s *store.Store, more string) error {
	name, writes, err := clerk(more)
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	for i := range writes {
		who := models.PersonID(fmt.Sprintf("per_%s_%d", name, i))
		if _, err := persistent(ctx, s, store.Entry{Open: []models.Fact{member(who, "Somebody")}}); err != nil {
			return err
		}
		fmt.Println("recorded")
	}
	return nil
}
