package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

func init() {
	contract = append(contract,
		story{"a claim is seen again and again", claimIsSeenAgain},
		story{"a claim is gone and comes back", claimComesBack},
		story{"claims are read in order, page by page", claimsAreRead},
		story{"nothing of what is kept gets lost", nothingGetsLost},
		story{"every word of the vocabulary is kept", everyWordIsKept},
	)
}

// claimsOf are all claims that a store holds.
func claimsOf(t testing.TB, s *store.Store) []models.Claim {
	t.Helper()
	all, more, err := s.Claims(t.Context(), models.ClaimsQuery{Gone: true})
	if err != nil || more {
		t.Fatal(err, more)
	}
	return all
}

// Two sightings count as two if they lie an hour apart.
func claimIsSeenAgain(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	finish(t, s, models.Result{Run: runAt(t, "09:00:00"), Claims: []models.Claim{dongSaid(t, "09:00:00")}})
	for _, c := range []struct{ clock, second, last string }{
		{"09:59:59", "", "09:59:59"},
		{"10:00:00", "10:00:00", "10:00:00"},
		{"12:00:00", "10:00:00", "12:00:00"},
		{"11:00:00", "10:00:00", "12:00:00"}, // a clock that was set back
	} {
		finish(t, s, models.Result{Run: runAt(t, c.clock), Seen: []int{1, 1}})
		got := claimsOf(t, s)[0]
		second := temporal.Instant(0)
		if c.second != "" {
			second = instant(t, c.second)
		}
		if got.FirstSeen != instant(t, "09:00:00") || got.SecondSeen != second || got.LastSeen != instant(t, c.last) {
			t.Errorf("after %s: %s, %s, %s", c.clock, got.FirstSeen, got.SecondSeen, got.LastSeen)
		}
	}
}

// A source that takes back what it said, and says it once more, makes another
// claim of which nothing is known yet.
func claimComesBack(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	said := dongSaid(t, "09:00:00")
	finish(t, s, models.Result{Run: runAt(t, "09:00:00"), Claims: []models.Claim{said}})
	said.ID, said.Gone = 1, instant(t, "10:00:00")
	finish(t, s, models.Result{Run: runAt(t, "10:00:00"), Claims: []models.Claim{said}})
	again := dongSaid(t, "11:00:00")
	finish(t, s, models.Result{Run: runAt(t, "11:00:00"), Claims: []models.Claim{again}})
	again.ID = 2
	if diff := gocmp.Diff([]models.Claim{again, said}, claimsOf(t, s)); diff != "" {
		t.Error(diff)
	}
	open1, _, err := s.Claims(t.Context(), models.ClaimsQuery{})
	if diff := gocmp.Diff([]models.Claim{again}, open1); diff != "" || err != nil {
		t.Error(diff, err)
	}
	// In one run a claim goes and the same is said anew.
	again.Gone = instant(t, "12:00:00")
	finish(t, s, models.Result{Run: runAt(t, "12:00:00"), Claims: []models.Claim{dongSaid(t, "12:00:00"), again}})
	if n := len(claimsOf(t, s)); n != 3 {
		t.Errorf("%d claims", n)
	}
}

// someClaims are claims of three people on all matters by two sources.
func someClaims(t testing.TB) (all []models.Claim) {
	for i, who := range []models.PersonID{"per_b", "per_a", "per_c"} {
		for _, source := range []models.SourceID{"parlinfo", "ourcommons"} {
			for j, about := range []models.Matter{models.AboutParty, models.AboutSeat, models.AboutCaucus, models.AboutDesignation} {
				for n := range 3 {
					c := models.Claim{Source: source, Person: who, About: about, Name: fmt.Sprint(who, n), Written: "x"}
					c.Period.From = day("2021-09-20").Add((i * 7) % 5)
					c.FirstSeen = instant(t, "09:00:00") + temporal.Instant((n*5+j*3+i)%4)
					c.LastSeen = c.FirstSeen
					if i == 2 { // a newcomer
						c.Identity = models.Identity(fmt.Sprint("c\t\tc\t", source, ":", n))
					}
					if about == models.AboutSeat {
						c.Riding, c.ElectedAs = models.RidingID(fmt.Sprint("rid_", n)), models.OrganizationID(fmt.Sprint("org_", n))
					} else {
						c.Value = models.Of(models.OrganizationID(fmt.Sprint("org_", n)))
					}
					if n == 2 {
						c.Gone = c.LastSeen + 1
					}
					c.ID = len(all) + 1
					all = append(all, c)
				}
			}
		}
	}
	return all
}

func claimsAreRead(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	all := someClaims(t)
	fresh := slices.Clone(all)
	for i := range fresh {
		fresh[i].ID = 0
	}
	finish(t, s, models.Result{Run: runAt(t, "09:00:00"), Claims: fresh})
	slices.SortFunc(all, func(a, b models.Claim) int {
		rank := func(m models.Matter) int { return slices.Index(models.Matters[:], m) }
		return cmp.Or(cmp.Compare(a.Person, b.Person), rank(a.About)-rank(b.About), cmp.Compare(a.Source, b.Source),
			cmp.Compare(b.FirstSeen, a.FirstSeen), b.ID-a.ID)
	})
	for _, q := range []models.ClaimsQuery{
		{}, {Gone: true}, {Person: "per_a"}, {Person: "per_a", Gone: true, About: models.AboutSeat}, {Source: "parlinfo"},
		{Source: "ourcommons", About: models.AboutParty, Gone: true}, {Person: "per_nobody"},
	} {
		var want []models.Claim
		for _, c := range all {
			if (q.Person == "" || q.Person == c.Person) && (q.Source == "" || q.Source == c.Source) &&
				(q.About == "" || q.About == c.About) && (q.Gone || c.Gone == 0) {
				want = append(want, c)
			}
		}
		for _, limit := range []int{0, 7, len(want), len(want) + 1} {
			q, got := q, []models.Claim(nil)
			for q.Limit = limit; ; q.After = got[len(got)-1].ID {
				page, more, err := s.Claims(t.Context(), q)
				if err != nil || limit > 0 && len(page) > limit {
					t.Fatalf("%+v: %d claims, %v", q, len(page), err)
				}
				if got = append(got, page...); !more {
					break
				}
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%+v: %s", q, diff)
			}
		}
	}
	_, _, err := s.Claims(t.Context(), models.ClaimsQuery{After: 99999})
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Errorf("after a claim that is not there: %v", err)
	}
}

// wantFull insists that a sample leaves no field empty, so that one that is
// added later and forgotten here, or by the store, is missed.
func wantFull(t testing.TB, samples ...any) {
	t.Helper()
	for _, sample := range samples {
		v := reflect.ValueOf(sample)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("the sample of %T says nothing of %s", sample, v.Type().Field(i).Name)
			}
		}
	}
}

// What goes in comes out, field by field.
func nothingGetsLost(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	now := instant(t, "10:00:00")
	label := models.Claim{ID: 1, Source: "parlinfo", Person: dong.ID, Name: "Dong, Han", Identity: "Han Dong\tHan\tDong\tparlinfo:20103", About: models.AboutDesignation, Value: independent,
		Period: period("2023-03-22", "2025-03-24"), Written: "Indépendant", FirstSeen: now, SecondSeen: now + 1, LastSeen: now + 2,
		Gone: now + 3, Snapshot: document.ID, Locator: "PersonId 20103"}
	seat := label
	seat.ID, seat.About, seat.Value, seat.Riding = 2, models.AboutSeat, models.UnknownValue, dongSeat.Riding
	seat.ElectedAs = liberal.Organization
	filled := label
	filled.Riding, filled.ElectedAs = "only a seat has one", "as this"
	waited := models.Proposal{Kind: models.Contradiction, Source: "parlinfo", Person: dong.ID, Subject: "Han Dong", About: models.AboutDesignation,
		Value: independent, Riding: dongSeat.Riding, Day: day("2023-03-22"), Believed: liberal, Detail: "They differ.", Snapshot: document.ID,
		Locator: "PersonId 20103", Opened: now, LastSeen: now + 1, Settled: now + 2, Settlement: models.Rejected, Revision: 1}
	waited.ID = models.NewProposalID(&waited)
	run := runAt(t, "10:00:00")
	run.ID, run.Slot, run.Fence, run.RestUntil, run.Reason = 1, now-1, 3, now+9, "News."
	run.Snapshots = []models.SnapshotID{document.ID, "snp_other"}
	run.Tally = models.Tally{Documents: 1, Bytes: 2, Records: 3, Unread: 4, Agreeing: 5, Differing: 6, Claims: 7, Opened: 2, Closed: 1, Proposals: 8}
	run.Refusals = []models.Refusal{{Rule: "future_day", Detail: "Tomorrow.", Rows: []string{"row 1", "row 2"}}}
	run.Revision = 2
	wantFull(t, filled, waited, run, run.Tally)

	fresh := []models.Claim{label, seat}
	fresh[0].ID, fresh[1].ID = 0, 0
	got, _ := finish(t, s, models.Result{Run: run, Claims: fresh, Queue: []models.Proposal{waited}, Base: 1,
		Open: []models.Fact{dongWasLiberal, dongIndependent}, Actor: "refresh", Reason: "news"})
	runs, _, err := s.Runs(t.Context(), models.RunsQuery{})
	queue, _, errQueue := s.Proposals(t.Context(), models.ProposalsQuery{Settled: true})
	if err := errors.Join(err, errQueue); err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]any{
		"returned":  {run, got},
		"runs":      {[]models.Run{run}, runs},
		"proposals": {[]models.Proposal{waited}, queue},
		"claims":    {[]models.Claim{seat, label}, claimsOf(t, s)},
	} {
		if diff := gocmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

func everyWordIsKept(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	var r models.Result
	for _, kind := range models.ProposalKinds {
		for _, settlement := range []models.Settlement{"", models.Taken, models.Vanished, models.Rejected, models.Overtaken} {
			p := models.Proposal{Kind: kind, Source: almanac.ID, Subject: string(settlement), Settlement: settlement}
			if settlement != "" {
				p.Settled = instant(t, "10:00:00")
			}
			r.Queue = append(r.Queue, p)
		}
	}
	for _, about := range models.Matters {
		for _, v := range []models.Value{{}, models.UnknownValue, models.None, liberal} {
			c := dongSaid(t, "10:00:00")
			if c.About, c.Value = about, v; about == models.AboutSeat {
				if c.Riding = dongSeat.Riding; !v.IsUnknown() {
					continue
				}
			}
			r.Claims = append(r.Claims, c)
		}
	}
	for i, trigger := range []models.Trigger{models.BySchedule, models.ByCommand, models.ByReplay, models.ByStart, models.ByEditor} {
		r.Run, r.Base = runAt(t, "10:00:00"), 1
		r.Run.Trigger, r.Run.Outcome = trigger, models.Outcomes[i]
		finish(t, s, r)
		r = models.Result{}
	}
	wantRows(t, s, 14, len(models.ProposalKinds)*5, len(models.Outcomes))
}
