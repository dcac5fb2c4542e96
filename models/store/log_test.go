package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
)

// aHistory records five revisions: the House; a crossing; its withdrawal; a
// name that had been misspelt and an end that had been open; the crossing again,
// cited anew beside it the seat.
func aHistory(t *testing.T, s *store.Store) {
	t.Helper()
	record(t, s, store.Entry{Kind: models.DatasetRevision, Open: theHouse(), Actor: "dataset"})
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
	record(t, s, store.Entry{Close: []models.Ref{models.RefOf(dongIndependent)}, Reason: "not he"})
	misspelt, ended := dong, dongSeat
	misspelt.Name.Full = "Han Dông"
	ended.Period, ended.EndCause = period("2021-09-20", "2025-03-24"), models.ByDissolution
	record(t, s, store.Entry{Open: []models.Fact{misspelt, ended}, Actor: "editor"})
	cited := ended
	cited.Note = "seen again"
	record(t, s, store.Entry{Open: []models.Fact{cited, dongIndependent}})
}

func logOf(s *store.Store) *store.Log { return store.NewLog(func() *store.Store { return s }) }

// did writes what a revision did in one line.
func did(r models.Revised) string {
	line := fmt.Sprintf("%d %s %s", r.Revision, r.Kind, r.Key)
	switch {
	case r.Before == "":
		line += " opened"
	case r.After == "":
		line += fmt.Sprintf(" closed, of %d", r.Published)
	default:
		line += fmt.Sprintf(" replaced, of %d", r.Published)
	}
	if r.Correction {
		line += ", a correction"
	}
	return line
}

func TestLogTellsWhatEachRevisionDid(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		aHistory(t, s)
		log := logOf(s)
		list, more, err := log.Revisions(t.Context(), models.LogQuery{Until: 5, Limit: 100})
		if err != nil || more {
			t.Fatal(more, err)
		}
		var lines []string
		for _, r := range list {
			lines = append(lines, fmt.Sprintf("%d %s by %s: %d opened, %d closed, %d corrections", r.Number, r.Kind, r.Actor, r.Opened, r.Closed, r.Corrections))
		}
		if diff := cmp.Diff([]string{
			"1 dataset by dataset: 6 opened, 0 closed, 0 corrections",
			"2 import by clerk: 2 opened, 1 closed, 0 corrections",
			"3 import by clerk: 0 opened, 1 closed, 1 corrections",
			"4 import by editor: 2 opened, 2 closed, 1 corrections",
			"5 import by clerk: 2 opened, 1 closed, 0 corrections",
		}, lines); diff != "" {
			t.Error(diff)
		}
		for i, r := range list {
			want, err := s.Revision(t.Context(), r.Number)
			if err != nil || r.Revision != want || i > 0 && r.Previous != list[i-1].Hash || i == 0 && r.Previous != "" {
				t.Errorf("%v: %+v, want %+v", err, r, want)
			}
		}
		var all []string
		for n := range 5 {
			list, _, err := log.Revised(t.Context(), models.RevisedQuery{Revision: n + 1, Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				all = append(all, did(r))
			}
		}
		if diff := cmp.Diff([]string{
			"1 house ca-commons opened", "1 source almanac opened", "1 snapshot snp_almanac opened", "1 person per_dong opened", "1 tenure ten_dong opened",
			"1 affiliation " + dongLiberal.Key() + " opened",
			"2 affiliation " + dongLiberal.Key() + " replaced, of 1",
			"2 affiliation " + dongIndependent.Key() + " opened",
			"3 affiliation " + dongIndependent.Key() + " closed, of 2, a correction",
			"4 person per_dong replaced, of 1, a correction",
			"4 tenure ten_dong replaced, of 1",
			"5 tenure ten_dong replaced, of 4",
			"5 affiliation " + dongIndependent.Key() + " opened",
		}, all); diff != "" {
			t.Error(diff)
		}
	})
}

func TestLogIsFiltered(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		aHistory(t, s)
		log := logOf(s)
		numbers := func(q models.LogQuery) (n []int) {
			q.Limit = 100
			list, _, err := log.Revisions(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				n = append(n, r.Number)
			}
			return n
		}
		revised := func(q models.RevisedQuery) (kinds []models.Kind) {
			q.Limit = 100
			list, _, err := log.Revised(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				kinds = append(kinds, r.Kind)
			}
			return kinds
		}
		corrections := func(q models.CorrectionsQuery) (n []int) {
			q.Limit = 100
			list, _, err := log.Corrections(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				if c.By.Number != c.Revision || c.By.Actor == "" {
					t.Errorf("corrected by %+v", c.By)
				}
				n = append(n, c.Revision)
			}
			return n
		}
		for _, c := range []struct {
			name      string
			got, want any
		}{
			{"up to a revision", numbers(models.LogQuery{Until: 3}), []int{1, 2, 3}},
			{"none yet", numbers(models.LogQuery{}), []int(nil)},
			{"behind a number", numbers(models.LogQuery{Until: 5, After: 3}), []int{4, 5}},
			{"of a kind", numbers(models.LogQuery{Until: 5, Kind: models.DatasetRevision}), []int{1}},
			{"of an actor", numbers(models.LogQuery{Until: 5, Actor: "clerk"}), []int{2, 3, 5}},
			{"of a part of an actor", numbers(models.LogQuery{Until: 5, Actor: "cler"}), []int(nil)},
			{"that touch a day on which he was independent", numbers(models.LogQuery{Until: 5, On: day("2023-03-22")}), []int{1, 2, 3, 4, 5}},
			{"that touch a day on which nobody sat", numbers(models.LogQuery{Until: 5, On: day("2021-09-19")}), []int{1, 4}},
			{"facts of a kind", revised(models.RevisedQuery{Revision: 1, Kind: models.KindTenure}), []models.Kind{"tenure"}},
			{"facts about somebody", revised(models.RevisedQuery{Revision: 1, Person: "per_dong"}), []models.Kind{"person", "tenure", "affiliation"}},
			{"facts that hold on a day", revised(models.RevisedQuery{Revision: 1, On: day("2021-09-19")}), []models.Kind{"house", "source", "snapshot", "person"}},
			{"facts about nobody there", revised(models.RevisedQuery{Revision: 1, Person: "per_other"}), []models.Kind(nil)},
			{"all corrections, the newest first", corrections(models.CorrectionsQuery{Until: 5}), []int{4, 3}},
			{"corrections up to a revision", corrections(models.CorrectionsQuery{Until: 3}), []int{3}},
			{"corrections of a kind", corrections(models.CorrectionsQuery{Until: 5, Kind: models.KindPerson}), []int{4}},
			{"corrections of a day", corrections(models.CorrectionsQuery{Until: 5, On: day("2023-03-21")}), []int{4}},
			{"corrections of the day itself", corrections(models.CorrectionsQuery{Until: 5, On: day("2023-03-22"), Person: "per_dong"}), []int{4, 3}},
			{"corrections of nobody there", corrections(models.CorrectionsQuery{Until: 5, Person: "per_other"}), []int(nil)},
		} {
			if diff := cmp.Diff(c.want, c.got); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		for name, err := range map[string]error{
			"revisions":   second(log.Revisions(t.Context(), models.LogQuery{Until: 6, Limit: 1})),
			"revised":     second(log.Revised(t.Context(), models.RevisedQuery{Revision: 6, Limit: 1})),
			"corrections": second(log.Corrections(t.Context(), models.CorrectionsQuery{Until: 6, Limit: 1})),
		} {
			if !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s of a revision to come: %v", name, err)
			}
		}
	})
}

func second[T any](_ T, _ bool, err error) error { return err }

// TestLogOfAnotherDatabase: a database restored under a running process is
// another register, however far the old one was counted.
func TestLogOfAnotherDatabase(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		one, other, longer := open(t), open(t), open(t)
		aHistory(t, one)
		record(t, other, store.Entry{Open: []models.Fact{commons, almanac}})
		aHistory(t, longer)
		record(t, longer, store.Entry{Open: []models.Fact{dong}})
		var now *store.Store
		log := store.NewLog(func() *store.Store { return now })
		opened := func(until int) (counts []int) {
			list, _, err := log.Revisions(t.Context(), models.LogQuery{Until: until, Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				counts = append(counts, r.Opened)
			}
			return counts
		}
		for _, c := range []struct {
			name  string
			of    *store.Store
			until int
			want  []int
		}{
			{"the first", one, 5, []int{6, 2, 0, 2, 2}},
			{"a shorter one", other, 1, []int{2}},
			{"the first again", one, 3, []int{6, 2, 0}},
			{"counted further", one, 5, []int{6, 2, 0, 2, 2}},
			{"a longer one", longer, 6, []int{6, 2, 0, 2, 2, 1}},
			{"a part of it", longer, 2, []int{6, 2}},
		} {
			now = c.of
			if diff := cmp.Diff(c.want, opened(c.until)); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
	})
}

// TestLogIsAskedByMany at once, from the first question on.
func TestLogIsAskedByMany(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		aHistory(t, s)
		log := logOf(s)
		var asking sync.WaitGroup
		for i := range 8 {
			asking.Go(func() {
				list, _, err := log.Corrections(t.Context(), models.CorrectionsQuery{Until: 5 - i%2, Limit: 1})
				if err != nil || len(list) != 1 || list[0].Revision != 4 {
					t.Errorf("%v %v", list, err)
				}
			})
		}
		asking.Wait()
	})
}

// TestWithdrawnTextIsGoneFromTheLog, and only that.
func TestWithdrawnTextIsGoneFromTheLog(t *testing.T) {
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		aHistory(t, s)
		log := logOf(s)
		before, _, err := log.Revisions(t.Context(), models.LogQuery{Until: 5, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Writer().Exec("UPDATE texts SET salt = NULL, text = NULL WHERE text = 'editor'").Error; err != nil {
			t.Fatal(err)
		}
		after, _, err := log.Revisions(t.Context(), models.LogQuery{Until: 5, Limit: 10})
		before[3].Actor = ""
		if diff := cmp.Diff(before, after); err != nil || diff != "" {
			t.Error(err, diff)
		}
		list, _, err := log.Corrections(t.Context(), models.CorrectionsQuery{Until: 5, Limit: 1})
		if err != nil || list[0].By.Actor != "" || list[0].By.Reason == "" {
			t.Errorf("%v %+v", err, list)
		}
	})
}
