package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
)

func init() {
	contract = append(contract,
		story{"a proposal is settled and opens anew", proposalOpensAnew},
		story{"proposals are read by age, page by page", proposalsAreRead},
		story{"runs are read newest first, page by page", runsAreRead},
	)
}

func proposalOpensAnew(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	waits := models.Proposal{Kind: models.IsAbsent, Source: almanac.ID, Person: dong.ID, Detail: "Not listed."}
	propose := func(clock string, settlement models.Settlement, detail string) models.Proposal {
		t.Helper()
		p := waits
		p.Opened, p.LastSeen, p.Detail = instant(t, clock), instant(t, clock), detail
		if settlement != "" {
			p.Settled, p.Settlement = p.Opened, settlement
		}
		finish(t, s, models.Result{Run: runAt(t, clock), Queue: []models.Proposal{p}})
		all, _, err := s.Proposals(t.Context(), models.ProposalsQuery{Settled: true})
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		return all[0]
	}
	wants := func(got models.Proposal, opened, last, settled string, settlement models.Settlement) {
		t.Helper()
		if got.Opened != instant(t, opened) || got.LastSeen != instant(t, last) || got.Settlement != settlement ||
			(got.Settled == 0) != (settled == "") || settled != "" && got.Settled != instant(t, settled) {
			t.Errorf("%+v", got)
		}
	}
	wants(propose("09:00:00", "", "a"), "09:00:00", "09:00:00", "", "")
	again := propose("10:00:00", "", "b")
	if wants(again, "09:00:00", "10:00:00", "", ""); again.Detail != "b" {
		t.Errorf("it says %q", again.Detail)
	}
	wants(propose("11:00:00", models.Vanished, "c"), "09:00:00", "11:00:00", "11:00:00", models.Vanished)
	settled := propose("12:00:00", models.Overtaken, "d")
	if wants(settled, "09:00:00", "11:00:00", "11:00:00", models.Vanished); settled.Detail != "c" {
		t.Errorf("settled once more it says %q", settled.Detail)
	}
	wants(propose("13:00:00", "", "e"), "13:00:00", "13:00:00", "", "")

	// Given twice in one run, the later counts.
	first, second := waits, waits
	first.Detail, second.Detail = "f", "g"
	finish(t, s, models.Result{Run: runAt(t, "14:00:00"), Queue: []models.Proposal{first, second}})
	all, _, err := s.Proposals(t.Context(), models.ProposalsQuery{})
	if err != nil || len(all) != 1 || all[0].Detail != "g" {
		t.Error(all, err)
	}
}

func proposalsAreRead(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	var all []models.Proposal
	for i := range 24 {
		p := models.Proposal{Kind: models.ProposalKinds[i%3], Source: []models.SourceID{"parlinfo", "ourcommons"}[i%2],
			Subject: fmt.Sprint("row ", i), Opened: instant(t, fmt.Sprintf("09:00:%02d", i*7%10))}
		if i%4 == 0 {
			p.Person = dong.ID
		}
		if p.LastSeen = p.Opened; i%5 == 0 {
			p.Settled, p.Settlement = p.Opened, models.Vanished
		}
		p.ID = models.NewProposalID(&p)
		all = append(all, p)
	}
	finish(t, s, models.Result{Run: runAt(t, "10:00:00"), Queue: all})
	slices.SortFunc(all, func(a, b models.Proposal) int {
		if a.Opened != b.Opened {
			return int(a.Opened - b.Opened)
		}
		return map[bool]int{true: -1, false: 1}[a.ID < b.ID]
	})
	for _, q := range []models.ProposalsQuery{{}, {Settled: true}, {Kind: models.IsAbsent}, {Source: "parlinfo", Settled: true}, {Person: dong.ID}, {Person: "per_x"}} {
		var want []models.Proposal
		for _, p := range all {
			if (q.Kind == "" || q.Kind == p.Kind) && (q.Source == "" || q.Source == p.Source) && (q.Person == "" || q.Person == p.Person) && (q.Settled || p.Settled == 0) {
				want = append(want, p)
			}
		}
		for _, limit := range []int{0, 1, 4, len(want)} {
			q, got := q, []models.Proposal(nil)
			for q.Limit = limit; ; q.After = got[len(got)-1].ID {
				page, more, err := s.Proposals(t.Context(), q)
				if err != nil || limit > 0 && len(page) > limit {
					t.Fatalf("%+v: %d proposals, %v", q, len(page), err)
				}
				if got = append(got, page...); !more {
					break
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%+v: %s", q, diff)
			}
		}
	}
	_, _, err := s.Proposals(t.Context(), models.ProposalsQuery{After: "prp_nothing"})
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Errorf("after a proposal that is not there: %v", err)
	}
}

func runsAreRead(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	var all []models.Run
	for i := range 12 {
		run := runAt(t, fmt.Sprintf("10:%02d:00", i))
		run.Source = []models.SourceID{"parlinfo", "ourcommons"}[i%2]
		if run.Outcome = models.Unchanged; i%3 == 0 {
			run.Outcome, run.Reason = models.Unavailable, "It does not answer."
		}
		got, _ := finish(t, s, models.Result{Run: run})
		run.ID = i + 1
		if diff := cmp.Diff(run, got); diff != "" {
			t.Error(diff)
		}
		all = append(all, run)
	}
	slices.Reverse(all)
	for _, q := range []models.RunsQuery{{}, {Source: "parlinfo"}, {Source: "ourcommons", Outcome: models.Unavailable}, {Outcome: models.Failed}} {
		var want []models.Run
		for _, r := range all {
			if (q.Source == "" || q.Source == r.Source) && (q.Outcome == "" || q.Outcome == r.Outcome) {
				want = append(want, r)
			}
		}
		for _, limit := range []int{0, 1, 5, len(want)} {
			q, got := q, []models.Run(nil)
			for q.Limit = limit; ; q.Before = got[len(got)-1].ID {
				page, more, err := s.Runs(t.Context(), q)
				if err != nil || limit > 0 && len(page) > limit {
					t.Fatalf("%+v: %d runs, %v", q, len(page), err)
				}
				if got = append(got, page...); !more {
					break
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%+v: %s", q, diff)
			}
		}
	}
}
