package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/store"
)

// Two servers that start at once on one empty database both come up, on one
// revision.
func TestTwoServersStartAtOnceOnAnEmptyDatabase(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		servers := []*server{m.begin(), m.begin(), m.begin()}
		for _, s := range servers {
			s.answers()
			s.await(1)
		}
		for _, s := range servers {
			if ended := s.stop(); ended.code != exitDone {
				t.Errorf("a server ended with %+v", ended)
			}
		}
		if diff := cmp.Diff(texts(t, ofRevision(1)), texts(t, m.held())); diff != "" || m.head().Number != 1 {
			t.Errorf("revision %d (-dataset +register):\n%s", m.head().Number, diff)
		}
	})
}

// Two programs of different versions that start at once leave the newer dataset,
// whichever was quicker, and a restart of either changes nothing.
func TestTwoVersionsStartAtOnce(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		newer := *m
		newer.seed = dataset(t, ofRevision(2), "2026-12-01T12:00:00Z")
		both := func() {
			servers := []*server{m.begin(), newer.begin()}
			for _, s := range servers {
				s.answers()
			}
			for _, s := range servers {
				s.await(m.head().Number)
				s.stop()
			}
			if diff := cmp.Diff(texts(t, ofRevision(2)), texts(t, m.held())); diff != "" {
				t.Errorf("revision %d (-newer dataset +register):\n%s", m.head().Number, diff)
			}
		}
		both()
		n := m.head().Number
		both()
		if out := m.must("verify"); n > 2 || m.head().Number != n || !strings.Contains(out, "nothing is broken") {
			t.Errorf("at revision %d after %d verify says %s", m.head().Number, n, out)
		}
	})
}

// Imports that run at once plan again until each has its turn: no fact is lost,
// none is recorded twice.
func TestImportsAtOnceLoseNothing(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		clerks := times(t, "CLERKS", 4)
		m.must("import", "facts", factsDir(t, ofRevision(1), firstDataset))
		dirs := make([]string, clerks)
		for i := range dirs {
			h := twoSeats()
			h.Person(fmt.Sprintf("Candidate %d", i), fmt.Sprintf("parlinfo:%d", 900_000+i))
			h.Facts.People = h.Facts.People[2:]
			dirs[i] = factsDir(t, &h.Facts, firstDataset)
		}
		ended := make([]result, clerks)
		var importing sync.WaitGroup
		for i := range dirs {
			importing.Go(func() { ended[i] = m.do("import", "facts", dirs[i]) })
		}
		importing.Wait()
		revisions := map[string]bool{}
		for _, r := range ended {
			for n := 2; n <= clerks+1; n++ {
				if r.code == exitDone && strings.Contains(r.stdout, fmt.Sprintf("revision %d: 1 facts opened", n)) {
					revisions[fmt.Sprint(n)] = true
				}
			}
		}
		if len(revisions) != clerks || m.head().Number != clerks+1 {
			t.Errorf("%d imports made %d revisions; the register is at %d\n%+v", clerks, len(revisions), m.head().Number, ended)
		}
		if held := m.held(); len(held.People) != 2+clerks {
			t.Errorf("%d people are held, not %d", len(held.People), 2+clerks)
		}
	})
}

// A change that others always overtake says so in the end.
func TestAChangeThatIsAlwaysOvertakenSaysSo(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		m.must("migrate")
		st, err := m.process(nil, nil).openStore(t.Context(), settings{database: m.db})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		person := func(base, n int) store.Entry {
			h := modeltest.New()
			h.Person(fmt.Sprintf("Candidate %d", n), fmt.Sprintf("parlinfo:%d", n))
			return store.Entry{Kind: models.ImportRevision, Actor: "clerk", Reason: "Practice.", Base: &base,
				Open: []models.Fact{h.Facts.People[0]}}
		}
		planned := 0
		err = fromNewest(t.Context(), st, func(head models.Revision) error {
			planned++
			if _, err := st.Record(t.Context(), person(head.Number, planned)); err != nil {
				t.Fatal(err) // the others are quicker
			}
			_, err := st.Record(t.Context(), person(head.Number, 0))
			return err
		})
		if !errors.Is(err, models.ErrConflict) || !strings.Contains(err.Error(), "try again when they are done") || planned != plans {
			t.Errorf("after %d plans: %v", planned, err)
		}
	})
}

// What one engine holds, the other takes in, and gives back byte for byte.
func TestAnExportPassesThroughTheOtherEngineUnchanged(t *testing.T) {
	onBothEngines(t, func(t *testing.T, m *machine) {
		m.serve().stop()
		m.commit(2)
		first := filepath.Join(t.TempDir(), "first")
		m.must("export", "facts", "--title", "T", "--reason", "R", first)
		other := m.onTheOtherEngine()
		other.must("import", "facts", first)
		second := filepath.Join(t.TempDir(), "second")
		other.must("export", "facts", "--title", "T", "--reason", "R", second)
		wantSameFiles(t, first, second)
	})
}
