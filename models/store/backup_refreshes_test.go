package store_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

func init() {
	contract = append(contract, story{"a backup keeps what refreshes remember", backupKeepsRefreshes})
}

// refreshed is a register with all that refreshes leave in a backup: two
// documents of which one was let go, claims that are open, seen twice and gone,
// proposals that wait and were settled, runs of every outcome.
func refreshed(t *testing.T, s *store.Store) {
	t.Helper()
	record(t, s, store.Entry{Open: theHouse()})
	for _, served := range []struct{ clock, body string }{{"09:00:00", ""}, {"10:00:00", "<Members>Dong</Members>"}} {
		if _, err := s.Keep(t.Context(), models.Served{Source: almanac.ID, URL: "https://example.org/", RetrievedAt: instant(t, served.clock),
			ETag: `"17"`, ContentType: "text/xml; charset=utf-8", Body: []byte(served.body)}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.Sweep(t.Context(), instant(t, "10:00:00")); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	label, seat, other := dongSaid(t, "10:00:00"), dongSaid(t, "10:00:00"), dongSaid(t, "10:00:00")
	label.Period.From = day("2023-03-22")
	seat.About, seat.Value, seat.Riding, seat.Period = models.AboutSeat, models.Value{}, dongSeat.Riding, period("2021-09-20", "2025-03-24")
	other.About, other.Value, other.Name = models.AboutParty, models.UnknownValue, "Zoë \u2028 <b>"
	waits := models.Proposal{Kind: models.UnknownMember, Source: almanac.ID, Subject: "Somebody, Nowhere", Detail: "Row 18 fits nobody.", Locator: "row 18"}
	news := models.Proposal{Kind: models.WaitsForSight, Source: almanac.ID, Person: dong.ID, Subject: "Han Dong", About: models.AboutDesignation,
		Value: independent, Day: label.Period.From, Believed: liberal, Detail: "Seen once.", Snapshot: document.ID}
	finish(t, s, models.Result{Run: runAt(t, "10:00:00"), Claims: []models.Claim{label, seat, other}, Queue: []models.Proposal{waits, news}, Base: 1})

	other.ID, other.Gone = 3, instant(t, "11:00:00")
	taken := news
	taken.Opened, taken.Settled, taken.Settlement = instant(t, "10:00:00"), instant(t, "11:00:00"), models.Taken
	finish(t, s, models.Result{Run: runAt(t, "11:00:00"), Claims: []models.Claim{other}, Seen: []int{1}, Queue: []models.Proposal{taken},
		Open: []models.Fact{dongWasLiberal, dongIndependent}, Actor: "refresh", Reason: "seen twice", Base: 1})
	for _, outcome := range []models.Outcome{models.Unavailable, models.Refused, models.Failed} {
		run := runAt(t, "12:00:00")
		run.Outcome, run.Reason, run.Trigger, run.Slot = outcome, "It did not work.", models.BySchedule, run.Began
		run.Snapshots, run.Tally = []models.SnapshotID{document.ID}, models.Tally{Documents: 1, Bytes: 1 << 40}
		run.Refusals = []models.Refusal{{Rule: "too_few_rows", Detail: "3 rows instead of 338.", Rows: []string{"row 1"}}}
		finish(t, s, models.Result{Run: run})
	}
}

func backupKeepsRefreshes(t *testing.T, open func(*testing.T) *store.Store) {
	first, second := open(t), open(t)
	refreshed(t, first)
	told := restore(t, second, backUp(t, first))
	told.MadeAt, told.Hash = 0, ""
	want := store.Backup{Build: "a test", Head: 2, Texts: 4, Revisions: 2, Facts: 8, Documents: 2, Claims: 3, Proposals: 2, Runs: 5}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	wantSound(t, second)
	wantAlike(t, first, second)
	wantSameMemory(t, first, second)

	// Both go on alike.
	for _, s := range []*store.Store{first, second} {
		run, _ := finish(t, s, models.Result{Run: runAt(t, "13:00:00"), Claims: []models.Claim{{Source: "other", Person: "per_dong",
			About: models.AboutParty, FirstSeen: instant(t, "13:00:00"), LastSeen: instant(t, "13:00:00")}}, Seen: []int{1}, Base: 2})
		if run.ID != 6 {
			t.Errorf("the next run has the number %d", run.ID)
		}
	}
	wantAlike(t, first, second)
}

// wantSameMemory compares what the methods of two stores answer.
func wantSameMemory(t *testing.T, stores ...*store.Store) {
	t.Helper()
	var answers []any
	for _, s := range stores {
		claims, _, err := s.Claims(t.Context(), models.ClaimsQuery{Gone: true})
		queue, _, errQueue := s.Proposals(t.Context(), models.ProposalsQuery{Settled: true})
		runs, _, errRuns := s.Runs(t.Context(), models.RunsQuery{})
		last, ok, errServed := s.ServedAt(t.Context(), almanac.ID, "https://example.org/")
		if err := errors.Join(err, errQueue, errRuns, errServed); err != nil || !ok || len(claims)*len(queue)*len(runs) == 0 {
			t.Fatal(err, ok)
		}
		answers = append(answers, []any{claims, queue, runs, last})
	}
	for _, other := range answers[1:] {
		if diff := cmp.Diff(answers[0], other); diff != "" {
			t.Error(diff)
		}
	}
}

// From one engine to the other and back, nothing is lost or changed.
func TestRefreshesMoveBetweenEngines(t *testing.T) {
	first, second, third := openAt(t, sqliteFile(t), clock()), openAt(t, pgtest.Fresh(t), clock()), openAt(t, sqliteFile(t), clock())
	refreshed(t, first)
	restore(t, second, backUp(t, first))
	restore(t, third, backUp(t, second))
	wantSound(t, third)
	wantAlike(t, first, third)
	wantSameMemory(t, first, second, third)
}

// A register in which runs were kept before the first revision is not empty.
func TestRestoreIntoARegisterWithRunsOnly(t *testing.T) {
	first, second := openAt(t, sqliteFile(t), clock()), openAt(t, sqliteFile(t), clock())
	refreshed(t, first)
	run := runAt(t, "10:00:00")
	run.Outcome = models.Failed
	finish(t, second, models.Result{Run: run})
	_, err := second.Restore(t.Context(), bytes.NewReader(backUp(t, first)), nil)
	if !errors.Is(err, models.ErrConflict) || !strings.Contains(err.Error(), "1 rows of runs") {
		t.Error(err)
	}
	wantHead(t, second, 0)
}

// What refreshes remember is checked as it is read.
func TestForgedRefreshesAreNotRestored(t *testing.T) {
	s := openAt(t, sqliteFile(t), clock())
	refreshed(t, s)
	text := unpacked(t, backUp(t, s))
	lines := strings.SplitAfter(text, "\n")
	section := func(name string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, `{"`+name+`"`) })
	}
	replace := func(old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("the backup does not say %s", old)
		}
		return resealed(t, strings.Replace(text, old, new, 1))
	}
	swapped := slices.Clone(lines)
	a, b := section("claims"), section("proposals")
	swapped[a], swapped[b] = swapped[b], swapped[a]
	for name, c := range map[string]struct{ text, says string }{
		"a document of another address": {replace(`"url":"https://example.org/"`, `"url":"https://example.com/"`), "its id is not that of its source"},
		"a document of another size":    {replace(`"size":23`, `"size":24`), "not those that were served"},
		"a document that is no archive": {replace(`"body":"K`, `"body":"L`), "cannot be unpacked"},
		"a claim with another number":   {replace(`{"claims":{"id":2`, `{"claims":{"id":7`), "claim 7 stands in the place of claim 2"},
		"a run with another number":     {replace(`{"runs":{"id":5`, `{"runs":{"id":4`), "run 4 stands in the place of run 5"},
		"claims after proposals":        {resealed(t, strings.Join(swapped, "")), "stands after the proposals"},
		"a claim that sees its end":     {replace(`"gone":"2026-08-20T11`, `"gone":"2026-08-20T01`), "conflict"},
		"a proposal of no kind":         {replace(`"kind":"unknown_member"`, `"kind":"unknown_person"`), "conflict"},
		"a run that changed nothing":    {replace(`"outcome":"unchanged"`, `"outcome":"changed"`), "conflict"},
		"a claim with a field too many": {replace(`{"claims":{`, `{"claims":{"creed":"x",`), "creed"},
	} {
		other := openAt(t, sqliteFile(t), clock())
		_, err := other.Restore(t.Context(), bytes.NewReader(packed(t, c.text)), nil)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		wantHead(t, other, 0)
	}
}
