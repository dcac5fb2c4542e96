package store_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
)

// TestLogAgreesWithTheRegister holds what each revision of a long history did
// against the difference of what was held before and after it, page by page.
func TestLogAgreesWithTheRegister(t *testing.T) {
	t.Parallel()
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		const last = 6
		someHistory(t, s, last)
		log := logOf(s)
		log.DenseFrom(200) // so that both ways to find keys are taken
		var wrong []string
		for n := last; n > 0; n-- {
			want := difference(t, s, n)
			for _, limit := range []int{1, 7, 1000} {
				if diff := cmp.Diff(want, walk(t, log, n, limit)); diff != "" {
					t.Fatalf("revision %d by pages of %d: %s", n, limit, diff)
				}
			}
			for _, line := range want {
				if strings.HasSuffix(line, "a correction") {
					wrong = append(wrong, line)
				}
			}
		}
		if len(wrong) == 0 {
			t.Fatal("a history without corrections shows nothing")
		}
		for _, limit := range []int{1, 4, 1000} {
			var got []string
			q := models.CorrectionsQuery{Until: last, Limit: limit}
			for more := true; more; {
				var list []models.Correction
				var err error
				if list, more, err = log.Corrections(t.Context(), q); err != nil || len(list) == 0 {
					t.Fatal(len(list), err)
				}
				for _, c := range list {
					got, q.AfterRevision, q.After = append(got, did(c.Revised)), c.Revision, c.Ref
				}
			}
			if diff := cmp.Diff(wrong, got); diff != "" {
				t.Errorf("corrections by pages of %d: %s", limit, diff)
			}
		}
	})
}

// someHistory records so many revisions: members whose labels begin, end, are
// withdrawn, turn out otherwise and are cited anew, and a first one that is
// dense.
func someHistory(t *testing.T, s *store.Store, revisions int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(44, 338))
	all := manyMembers(800)
	record(t, s, store.Entry{Open: all})
	var labels []models.Affiliation
	for _, f := range all {
		if a, ok := f.(models.Affiliation); ok {
			labels = append(labels, a)
		}
	}
	gone := map[string]bool{}
	for range revisions - 1 {
		e := store.Entry{}
		for _, i := range dice.Perm(len(labels))[:30] {
			a := &labels[i]
			if !gone[a.Key()] && dice.IntN(4) == 0 {
				e.Close, gone[a.Key()] = append(e.Close, models.RefOf(*a)), true
				continue
			}
			switch gone[a.Key()] = false; dice.IntN(3) {
			case 0:
				a.Value = [...]models.Value{liberal, independent, models.None, models.UnknownValue}[dice.IntN(4)]
			case 1:
				a.To = a.From.Add(1 + dice.IntN(300)) // before any other label of the member begins
			default:
				a.Note += " and again"
			}
			e.Open = append(e.Open, *a)
		}
		record(t, s, e)
	}
}

// difference tells what a revision did from what was held before and after.
func difference(t *testing.T, s *store.Store, n int) []string {
	t.Helper()
	before, after := heldAt(t, s, n-1), heldAt(t, s, n)
	var refs []models.Ref
	for ref, b := range before {
		if a, ok := after[ref]; !ok || a.text != b.text {
			refs = append(refs, ref)
		}
	}
	for ref := range after {
		if _, ok := before[ref]; !ok {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, func(a, b models.Ref) int {
		if d := slices.Index(models.Kinds[:], a.Kind) - slices.Index(models.Kinds[:], b.Kind); d != 0 {
			return d
		}
		return strings.Compare(a.Key, b.Key)
	})
	var lines []string
	for _, ref := range refs {
		b, a := before[ref], after[ref]
		lines = append(lines, did(models.Revised{Ref: ref, Revision: n, Before: b.text, After: a.text, Published: b.opened,
			Correction: b.text != "" && models.Corrects(b.fact, a.fact)}))
	}
	return lines
}

type heldFact struct {
	fact   models.Fact
	text   string
	opened int
}

func heldAt(t *testing.T, s *store.Store, n int) map[models.Ref]heldFact {
	t.Helper()
	set, err := s.Facts(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	all := map[models.Ref]heldFact{}
	for f := range set.All() {
		text, err := facts.Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		h := heldFact{fact: f, text: string(text)}
		if o, ok := f.(interface{ OpenedIn() int }); ok {
			h.opened = o.OpenedIn()
		}
		all[models.RefOf(f)] = h
	}
	return all
}

// walk reads what a revision did, page by page.
func walk(t *testing.T, log *store.Log, n, limit int) (lines []string) {
	t.Helper()
	q := models.RevisedQuery{Revision: n, Limit: limit}
	if n == 1 {
		q.Limit = max(limit, 90) // the first revision has hundreds
	}
	for more := true; more; {
		var list []models.Revised
		var err error
		if list, more, err = log.Revised(t.Context(), q); err != nil || len(list) == 0 {
			t.Fatal(len(list), err)
		}
		for _, r := range list {
			lines, q.After = append(lines, did(r)), r.Ref
		}
	}
	return lines
}
