package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

// What each run of these stories leaves, besides its row and its revision.
const (
	claimsOfRun    = 60
	proposalsOfRun = 20
)

// finishForEver takes a lease and finishes runs under it until it is killed.
func finishForEver(ctx context.Context, s *store.Store, more string) error {
	l, err := s.Lease(ctx, "almanac", more, 0, time.Hour)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		head, err := s.Head(ctx)
		if err != nil {
			return err
		}
		now := temporal.InstantOf(time.Now())
		r := models.Result{
			Run:  models.Run{Source: almanac.ID, Trigger: models.BySchedule, Began: now, Ended: now, Outcome: models.Changed},
			Open: []models.Fact{member(models.PersonID(fmt.Sprintf("per_%s_%d", more, i)), "Somebody")}, Actor: "refresh", Reason: "news", Base: head.Number,
		}
		for n := range claimsOfRun {
			r.Claims = append(r.Claims, models.Claim{Source: almanac.ID, Person: models.PersonID(fmt.Sprintf("per_%s_%d_%d", more, i, n)),
				About: models.AboutDesignation, Value: liberal, FirstSeen: now, LastSeen: now})
		}
		for n := range proposalsOfRun {
			r.Queue = append(r.Queue, models.Proposal{Kind: models.UnknownMember, Source: almanac.ID, Subject: fmt.Sprintf("%s %d %d", more, i, n)})
		}
		begin()
		_, rev, err := s.Finish(ctx, &l, r)
		if err != nil {
			return err
		}
		recorded(rev)
	}
}

// Processes that are killed while they finish runs, one after the other. What
// was acknowledged is there; each run is there with all that it left, or not at
// all; and the lease of the dead is taken over once it has run out.
func TestKilledRefreshes(t *testing.T) {
	t.Parallel()
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			address, random, hits := e.address(t), generator(t, e.name), tally{}
			v := victim{role: "refresh", address: address, within: 80 * time.Millisecond}
			told, before := 0, 1
			reopened(t, address, func(s *store.Store) { begun(t, s) })
			for i := range kills(t, 5) {
				v.more = fmt.Sprint("process", i)
				d := v.kill(t, random)
				hits.add(d)
				told += len(d.recorded)
				reopened(t, address, func(s *store.Store) {
					settled(t, s)
					_, err := s.Lease(t.Context(), "almanac", "next", 0, time.Hour)
					want(t, "while the lease of the dead lasts", err, models.ErrHeld)
					runsOut(t, s)
					l, err := s.Lease(t.Context(), "almanac", "next", 0, time.Hour)
					if err != nil || l.Fence != 2*i+2 {
						t.Errorf("after the kill %d: %+v, %v", i, l, err)
					}
					if err := s.Release(t.Context(), l, false); err != nil {
						t.Error(err)
					}
					before = wantWholeRuns(t, s, before, d)
				})
			}
			hits.log(t, "refreshes")
			t.Logf("%d runs were acknowledged, and are there", told)
		})
	}
}

// wantWholeRuns looks at a register that stood at a revision when a victim came,
// and returns at which it stands.
func wantWholeRuns(t *testing.T, s *store.Store, before int, d death) int {
	t.Helper()
	wantSound(t, s)
	head := newest(t, s)
	if more := head - before - len(d.recorded); more < 0 || more > 1 || more == 1 && !d.middle() {
		t.Errorf("from revision %d the victim recorded %d, and the newest is revision %d", before, len(d.recorded), head)
	}
	n := head - 1 // the first was of no run
	wantRows(t, s, n*claimsOfRun, n*proposalsOfRun, n)
	runs, _, err := s.Runs(t.Context(), models.RunsQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range runs {
		if run.Revision != run.ID+1 {
			t.Errorf("run %d made revision %d", run.ID, run.Revision)
		}
	}
	for _, told := range d.recorded {
		if r, err := s.Revision(t.Context(), told.Number); err != nil || r.Hash != told.Hash {
			t.Errorf("revision %d was acknowledged with the hash %s and has %q; %v", told.Number, told.Hash, r.Hash, err)
		}
	}
	return head
}
