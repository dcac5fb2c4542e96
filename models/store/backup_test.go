package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

// backups are stories of the contract.
var backups = []story{
	{"a backup makes an equal register", backupMakesAnEqualRegister},
	{"a backup is restored only into an empty register", restoredOnlyIntoEmpty},
	{"a backup is of one moment while clerks write", backupIsOfOneMoment},
	{"a restore that is cancelled leaves nothing", cancelledRestoreLeavesNothing},
	{"a backup of a broken register is not restored", brokenBackupIsNotRestored},
	{"what is cut short leaves nothing", cutBackupLeavesNothing},
	{"an empty register has no backup", emptyHasNoBackup},
}

func init() { contract = append(contract, backups...) }

// lighter is a size for tests, smaller under the race detector.
func lighter(usual, underTheRaceDetector int) int {
	if underRace {
		return underTheRaceDetector
	}
	return usual
}

// backUp makes a backup at a fixed instant, so that those of equal registers
// are equal.
func backUp(t testing.TB, s *store.Store) []byte {
	t.Helper()
	s.SetClock(func() time.Time { return time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC) })
	defer s.SetClock(clock())
	var file bytes.Buffer
	if _, err := s.Backup(t.Context(), &file, "a test", nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// unpacked is the text of a backup, packed makes a backup of a text.
func unpacked(t testing.TB, file []byte) string {
	t.Helper()
	zip, err := zstd.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer zip.Close()
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// packer is one for all, since making one takes longer than packing.
var packer = sync.OnceValues(func() (*zstd.Encoder, error) { return zstd.NewWriter(nil) })

func packed(t testing.TB, text string) []byte {
	t.Helper()
	zip, err := packer()
	if err != nil {
		t.Fatal(err)
	}
	return zip.EncodeAll([]byte(text), nil)
}

func restore(t testing.TB, s *store.Store, file []byte) store.Backup {
	t.Helper()
	told, err := s.Restore(t.Context(), bytes.NewReader(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// eventful is a register with all that a backup must keep.
func eventful(t *testing.T, s *store.Store) {
	t.Helper()
	record(t, s, store.Entry{Kind: models.DatasetRevision, RecordedAt: temporal.InstantOf(time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)),
		Open: append(theHouse(), member("per_new", "Zoë «Côté» <b>\"O'Neil\"</b> & \u2028 \U0001F341 \x00"))})
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}, Reason: "a remark that must go"})
	record(t, s, store.Entry{Close: []models.Ref{{Kind: models.KindPerson, Key: "per_new"}}, Reason: "<&>\u2028\t\"quoted\"\r\n"})
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "Zoe Cote")}, Actor: " "})
	if err := s.Writer().Exec("UPDATE texts SET text = NULL, salt = NULL WHERE text = ?", "a remark that must go").Error; err != nil {
		t.Fatal(err)
	}
}

func backupMakesAnEqualRegister(t *testing.T, open func(*testing.T) *store.Store) {
	first, second := open(t), open(t)
	eventful(t, first)
	file := backUp(t, first)
	told := restore(t, second, file)
	head := wantHead(t, first, 4)
	want := store.Backup{MadeAt: temporal.InstantOf(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)), Build: "a test",
		Head: 4, Hash: head.Hash, Texts: 8, Revisions: 4, Facts: 10}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("restored (-want +got):\n%s", diff)
	}
	wantSound(t, second)
	wantAlike(t, first, second)
	if strings.Contains(unpacked(t, file), "must go") {
		t.Error("the withdrawn text stands in the backup")
	}

	// Both go on alike.
	moment := func() time.Time { return time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC) }
	first.SetClock(moment)
	second.SetClock(moment)
	next := store.Entry{Kind: models.DatasetRevision, RecordedAt: temporal.InstantOf(moment()), Open: []models.Fact{member("per_next", "Next")}}
	if a, b := record(t, first, next), record(t, second, next); !cmp.Equal(a, b) {
		t.Errorf("the next revision: %s", cmp.Diff(a, b))
	}
	wantAlike(t, first, second)
}

// wantAlike compares two registers, on one engine or two: revision by revision,
// text by text, and what was held at each.
func wantAlike(t *testing.T, first, second *store.Store) {
	t.Helper()
	if a, b := unpacked(t, backUp(t, first)), unpacked(t, backUp(t, second)); a != b {
		t.Errorf("the backups differ:\n%s", cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")))
	}
	head, err := first.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n := range head.Number + 1 {
		a, err := first.Facts(t.Context(), n)
		b, errs := second.Facts(t.Context(), n)
		if err != nil || errs != nil {
			t.Fatal(err, errs)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("revision %d: %s", n, diff)
		}
	}
}

func restoredOnlyIntoEmpty(t *testing.T, open func(*testing.T) *store.Store) {
	s, other := open(t), open(t)
	eventful(t, s)
	file := backUp(t, s)
	record(t, other, store.Entry{Open: theHouse()})
	for name, to := range map[string]*store.Store{"itself": s, "another": other} {
		before := unpacked(t, backUp(t, to))
		_, err := to.Restore(t.Context(), bytes.NewReader(file), nil)
		if !errors.Is(err, models.ErrConflict) || !strings.Contains(err.Error(), "only into an empty register") {
			t.Errorf("%s: %v", name, err)
		}
		if unpacked(t, backUp(t, to)) != before {
			t.Errorf("%s was touched", name)
		}
		wantSound(t, to)
	}
}

func backupIsOfOneMoment(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: manyMembers(lighter(500, 60))})
	var clerks sync.WaitGroup
	for _, clerk := range []string{"anna", "bruno"} {
		clerks.Go(func() {
			for i := range lighter(20, 5) {
				who := member(models.PersonID(fmt.Sprintf("per_%s_%d", clerk, i)), "Somebody")
				if _, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{who}})); err != nil {
					t.Error(err)
				}
			}
		})
	}
	var files [][]byte
	for done := make(chan bool); ; {
		if len(files) == 0 {
			go func() { clerks.Wait(); close(done) }()
		}
		var file bytes.Buffer
		if _, err := s.Backup(t.Context(), &file, "", nil); err != nil {
			t.Error(err)
		}
		files = append(files, file.Bytes())
		select {
		case <-done:
		default:
			continue
		}
		break
	}
	wantHead(t, s, 1+2*lighter(20, 5))
	for _, file := range []([]byte){files[0], files[len(files)/2], files[len(files)-1]} {
		other := open(t)
		told := restore(t, other, file)
		wantSound(t, other)
		then, err := s.Revision(t.Context(), told.Head)
		if err != nil || then.Hash != told.Hash {
			t.Errorf("the backup ends with revision %d of another hash; %v", told.Head, err)
		}
	}
}

func cancelledRestoreLeavesNothing(t *testing.T, open func(*testing.T) *store.Store) {
	s, other := open(t), open(t)
	record(t, s, store.Entry{Open: manyMembers(420)})
	file := backUp(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := other.Restore(ctx, bytes.NewReader(file), func(facts int) {
		if facts > 200 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled restore: %v", err)
	}
	wantHead(t, other, 0)
	wantSound(t, other)
	restore(t, other, file)
	wantAlike(t, s, other)
}

// A file that can be read to its end can still hold what is no register: here
// somebody rewrote a payload, and every hash to go with it.
func brokenBackupIsNotRestored(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	eventful(t, s)
	text := unpacked(t, backUp(t, s))
	for name, c := range map[string]struct{ old, new, says string }{
		"a fact closed that was not held": {`\"close\":[{\"kind\":\"person\",\"key\":\"per_new\"}]`, `\"close\":[{\"kind\":\"person\",\"key\":\"per_nil\"}]`, "revision 4: person per_new"},
		"a payload with a space":          {`\"close\":[{\"kind\":\"person\"`, `\"close\":[ {\"kind\":\"person\"`, "not in canonical form"},
		"a number beside another":         {`\"number\":3`, `\"number\":7`, "not in canonical form"},
		"a field that no fact has":        {`\"axis\":`, `\"creed\":\"x\",\"axis\":`, "creed"},
		"two labels on one day":           {`\"close\":[{\"kind\":\"affiliation\",\"key\":\"` + dongLiberal.Key() + `\"}]`, `\"close\":[]`, "revision 2"},
		"an unknown kind of fact":         {`{\"kind\":\"person\",\"fact\"`, `{\"kind\":\"rumour\",\"fact\"`, "rumour"},
	} {
		forged := forge(t, text, c.old, c.new)
		other := open(t)
		_, err := other.Restore(t.Context(), bytes.NewReader(packed(t, forged)), nil)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		wantHead(t, other, 0)
		wantSound(t, other)
	}
}

func cutBackupLeavesNothing(t *testing.T, open func(*testing.T) *store.Store) {
	s, other := open(t), open(t)
	record(t, s, store.Entry{Open: manyMembers(60)})
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "New")}})
	text := unpacked(t, backUp(t, s))
	lines := strings.SplitAfter(text, "\n")
	cut := packed(t, strings.Join(lines[:len(lines)-2], "")) // without its last line
	_, err := other.Restore(t.Context(), bytes.NewReader(cut), nil)
	if !errors.Is(err, store.ErrBackup) || !strings.Contains(err.Error(), "it is cut short after revision 2 of 2") {
		t.Errorf("a backup without its last line: %v", err)
	}
	wantHead(t, other, 0)
	wantSound(t, other)
	restore(t, other, packed(t, text))
}

func emptyHasNoBackup(t *testing.T, open func(*testing.T) *store.Store) {
	if _, err := open(t).Backup(t.Context(), io.Discard, "", nil); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("an empty register: %v", err)
	}
}

// Whatever was recorded, in whatever order, comes back.
func TestAnyHistoryComesBack(t *testing.T) {
	if underRace {
		t.Skip("a hundred pairs of registers take minutes under the race detector")
	}
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		s, other := openAt(t, filepath.Join(dir, "a.db"), clock()), openAt(t, filepath.Join(dir, "b.db"), clock())
		held := map[int]bool{}
		for range rapid.IntRange(1, 8).Draw(rt, "revisions") {
			e := store.Entry{Reason: "r" + strings.ReplaceAll(rapid.String().Draw(rt, "reason"), "\x00", "")} // no database keeps NUL
			for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 1, 5, rapid.ID).Draw(rt, "people") {
				who := models.PersonID(fmt.Sprint("per_", i))
				if held[i] && rapid.Bool().Draw(rt, "close") {
					e.Close, held[i] = append(e.Close, models.Ref{Kind: models.KindPerson, Key: string(who)}), false
					continue
				}
				e.Open, held[i] = append(e.Open, member(who, rapid.String().Draw(rt, "name"))), true
			}
			if _, err := s.Record(t.Context(), attributed(e)); err != nil && !errors.Is(err, store.ErrUnchanged) {
				rt.Fatal(err)
			}
			if rapid.Bool().Draw(rt, "withdraw") {
				s.Writer().Exec("UPDATE texts SET text = NULL, salt = NULL WHERE text = ?", e.Reason)
			}
		}
		restore(t, other, backUp(t, s))
		wantSound(t, other)
		wantAlike(t, s, other)
		if t.Failed() {
			rt.Fatal("the register differs")
		}
	})
}
