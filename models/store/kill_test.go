package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
)

// victim is a process that is killed. It says "begin" before what it does, and
// after it "recorded", with number and hash of the revision, or "done".
type victim struct {
	role, more string
	address    string
	within     time.Duration // the kill comes within this time after the first "begin"
}

// learn moves the kills of the next victim, so that they go on hitting both the
// middle and the end, however busy the machine is.
func (v *victim) learn(d death) {
	if d.ended {
		v.within = v.within * 9 / 10
	} else {
		v.within = v.within * 11 / 10
	}
}

// death is what was heard of a victim before it died.
type death struct {
	recorded []models.Revision // number and hash of each
	begun    int               // how often it began
	ended    bool              // it was done before the kill
	took     time.Duration     // from the first "begin" to the last word
}

// middle reports whether the victim was in the middle of its work.
func (d death) middle() bool { return !d.ended && d.begun > len(d.recorded) }

// kill runs a victim and kills it at a moment drawn from random; a nil one lets
// it live.
func (v victim) kill(t *testing.T, random *rand.Rand) (d death) {
	t.Helper()
	cmd := inProcess(t, v.role, v.address, v.more)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for lines := bufio.NewScanner(out); lines.Scan(); d.took = time.Since(start) {
		switch word, rest, _ := strings.Cut(lines.Text(), " "); word {
		case "begin":
			if d.begun++; d.begun == 1 {
				start = time.Now()
				if random != nil {
					time.AfterFunc(time.Duration(random.Int64N(int64(v.within))), func() { _ = cmd.Process.Kill() })
				}
			}
		case "recorded":
			var r models.Revision
			if _, err := fmt.Sscan(rest, &r.Number, &r.Hash); err != nil {
				break // the line was cut by the kill, so nothing was told
			}
			d.recorded = append(d.recorded, r)
		case "done":
			d.ended = true
		}
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if killed := errors.As(err, &exit) && !exit.Exited(); err != nil && !killed || d.begun == 0 {
		t.Fatalf("%s ended by itself: %v: %s", v.role, err, errs.String())
	}
	return d
}

// begin and recorded are what a victim says.
func begin() { fmt.Println("begin") }

func recorded(r models.Revision) { fmt.Println("recorded", r.Number, r.Hash) }

// writeForEver records small revisions until it is killed, or as often as it
// is told.
func writeForEver(ctx context.Context, s *store.Store, more string) error {
	name, writes, err := clerk(more)
	if err != nil {
		return err
	}
	for i := 0; i < writes; i++ {
		begin()
		r, err := s.Record(ctx, attributed(store.Entry{Open: []models.Fact{member(models.PersonID(fmt.Sprintf("per_%s_%d", name, i)), "Somebody")}}))
		if err != nil {
			return err
		}
		recorded(r)
	}
	return nil
}

// importAtOnce records one large revision.
func importAtOnce(ctx context.Context, s *store.Store, more string) error {
	_, size, err := clerk(more)
	if err != nil {
		return err
	}
	all := manyMembers(size)
	begin()
	r, err := s.Record(ctx, attributed(store.Entry{Open: all}))
	if err != nil {
		return err
	}
	recorded(r)
	fmt.Println("done")
	return nil
}

func onlyMigrate(ctx context.Context, s *store.Store, _ string) error {
	begin()
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	fmt.Println("done")
	return nil
}

func restoreFile(ctx context.Context, s *store.Store, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	begin()
	if _, err := s.Restore(ctx, f, nil); err != nil {
		return err
	}
	fmt.Println("done")
	return nil
}

// tally counts where kills hit.
type tally struct{ middle, between, after int }

func (c *tally) add(d death) {
	switch {
	case d.middle():
		c.middle++
	case d.ended:
		c.after++
	default:
		c.between++
	}
}

func (c tally) log(t *testing.T, of string) {
	t.Helper()
	t.Logf("%s: %d kills: %d in the middle, %d between two writes, %d after the end", of, c.middle+c.between+c.after, c.middle, c.between, c.after)
}

// settled waits until a transaction that outlived its process is over: a server
// carries out what it was told before it sees that nobody is there any more.
// No entry is made from revision -1, but its refusal waits for the lock.
func settled(t *testing.T, s *store.Store) {
	t.Helper()
	_, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{commons}, Base: new(-1)}))
	if !errors.Is(err, models.ErrConflict) {
		t.Fatalf("an entry made from no revision: %v", err)
	}
}

// wantAfterKill looks at a register that stood at revision before when a victim
// came: nothing acknowledged is lost, nothing is there by half, and the next
// write works.
func wantAfterKill(t *testing.T, s *store.Store, before int, d death) {
	t.Helper()
	settled(t, s)
	wantSound(t, s)
	head := newest(t, s)
	if more := head - before - len(d.recorded); more < 0 || more > 1 || more == 1 && !d.middle() {
		t.Errorf("from revision %d the victim recorded %d, and the newest is revision %d (in the middle: %t)", before, len(d.recorded), head, d.middle())
	}
	for _, told := range d.recorded {
		if r, err := s.Revision(t.Context(), told.Number); err != nil || r.Hash != told.Hash {
			t.Errorf("revision %d was acknowledged with the hash %s and has %q; %v", told.Number, told.Hash, r.Hash, err)
		}
	}
	next := record(t, s, store.Entry{Open: []models.Fact{member(models.PersonID(fmt.Sprint("per_next_", head)), "Next")}})
	if next.Number != head+1 {
		t.Errorf("the next write is revision %d after %d", next.Number, head)
	}
}

func newest(t *testing.T, s *store.Store) int {
	t.Helper()
	head, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return head.Number
}

// generator gives the same moments at each run of a test.
func generator(t *testing.T, engine string) *rand.Rand {
	return rand.New(rand.NewPCG(1867, uint64(len(t.Name())+len(engine))))
}
