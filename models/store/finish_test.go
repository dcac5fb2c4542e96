package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

// instant is an instant of the day on which these stories are told.
func instant(t testing.TB, clock string) temporal.Instant {
	t.Helper()
	at, err := temporal.ParseInstant("2026-08-20T" + clock + "Z")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// runAt is a run of the almanac that was read to the end in a second.
func runAt(t testing.TB, clock string) models.Run {
	began := instant(t, clock)
	return models.Run{Source: almanac.ID, Trigger: models.ByCommand, Began: began, Ended: began + temporal.Instant(time.Second/time.Microsecond), Outcome: models.Changed}
}

// dongSaid is what the almanac says of Dong's label, seen once.
func dongSaid(t testing.TB, clock string) models.Claim {
	seen := instant(t, clock)
	return models.Claim{Source: almanac.ID, Person: "per_dong", Name: "Dong, Han", About: models.AboutDesignation, Value: independent,
		Written: "Independent", FirstSeen: seen, LastSeen: seen, Snapshot: document.ID, Locator: "row 17"}
}

// finish finishes a run without a lease.
func finish(t testing.TB, s *store.Store, r models.Result) (models.Run, models.Revision) {
	t.Helper()
	run, rev, err := s.Finish(t.Context(), nil, r)
	if err != nil {
		t.Fatal(err)
	}
	return run, rev
}

func runIsFinished(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	said, waits := dongSaid(t, "10:00:00"), models.Proposal{Kind: models.WaitsForSight, Source: almanac.ID, Person: "per_dong",
		Subject: "Han Dong, Don Valley North", About: models.AboutDesignation, Value: independent, Believed: liberal,
		Detail: "The almanac says Independent, seen once.", Snapshot: document.ID}
	run, rev := finish(t, s, models.Result{Run: runAt(t, "10:00:00"), Claims: []models.Claim{said}, Queue: []models.Proposal{waits}, Base: 1})
	want := runAt(t, "10:00:00")
	want.ID, want.Outcome = 1, models.Unchanged
	if diff := cmp.Diff(want, run); diff != "" || rev.Number != 0 {
		t.Errorf("revision %d, run:\n%s", rev.Number, diff)
	}
	claims, _, err := s.Claims(t.Context(), models.ClaimsQuery{Person: "per_dong"})
	said.ID = 1
	if diff := cmp.Diff([]models.Claim{said}, claims); diff != "" || err != nil {
		t.Error(err, diff)
	}
	waits.ID = models.NewProposalID(&waits)
	waits.Opened, waits.LastSeen = want.Began, want.Began
	queue, _, err := s.Proposals(t.Context(), models.ProposalsQuery{})
	if diff := cmp.Diff([]models.Proposal{waits}, queue); diff != "" || err != nil {
		t.Error(err, diff)
	}

	// An hour later it is said again, and believed.
	later := runAt(t, "11:00:00")
	taken := waits
	taken.Settled, taken.Settlement = later.Began, models.Taken
	run, rev = finish(t, s, models.Result{Run: later, Seen: []int{1}, Queue: []models.Proposal{taken}, Base: 1,
		Open: []models.Fact{dongWasLiberal, dongIndependent}, Actor: "refresh", Reason: "the almanac says so twice"})
	if rev.Number != 2 || rev.Kind != models.RefreshRevision || run.Revision != 2 || run.Outcome != models.Changed || run.Tally.Opened != 2 || run.Tally.Closed != 1 {
		t.Errorf("%+v, %+v", rev, run)
	}
	claims, _, err = s.Claims(t.Context(), models.ClaimsQuery{})
	said.SecondSeen, said.LastSeen = later.Began, later.Began
	if diff := cmp.Diff([]models.Claim{said}, claims); diff != "" || err != nil {
		t.Error(err, diff)
	}
	taken.Revision = 2
	queue, _, err = s.Proposals(t.Context(), models.ProposalsQuery{Settled: true})
	if diff := cmp.Diff([]models.Proposal{taken}, queue); diff != "" || err != nil {
		t.Error(err, diff)
	}
	runs, _, err := s.Runs(t.Context(), models.RunsQuery{Source: almanac.ID})
	if diff := cmp.Diff([]models.Run{run, {ID: 1, Source: want.Source, Trigger: want.Trigger, Began: want.Began, Ended: want.Ended, Outcome: want.Outcome}}, runs); diff != "" || err != nil {
		t.Error(err, diff)
	}
	wantSound(t, s)
}
