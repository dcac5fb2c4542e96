package store_test

import (
	"errors"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

func init() {
	contract = append(contract,
		story{"a run is finished", runIsFinished},
		story{"a run is written whole or not at all", runIsWrittenWhole},
		story{"a run made from an older revision is refused", staleRunIsRefused},
		story{"a faulty run is refused with every fault", faultyRunIsRefused},
		story{"what a run repeats is no revision", repeatedRunIsUnchanged},
	)
}

// Whatever is refused of a run, the rest of it is not written either.
func runIsWrittenWhole(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	waits := models.Proposal{Kind: models.UnknownLabel, Source: almanac.ID, Subject: "Rhinoceros", Detail: "No organization has this label."}
	finish(t, s, models.Result{Run: runAt(t, "09:00:00"), Claims: []models.Claim{dongSaid(t, "09:00:00")}, Queue: []models.Proposal{waits}, Base: 1})
	gone := dongSaid(t, "09:00:00")
	gone.ID = 7
	other := dongSaid(t, "10:00:00")
	other.Value = liberal
	for name, spoil := range map[string]func(*models.Result){
		"a fact to close is not held":  func(r *models.Result) { r.Close = []models.Ref{{Kind: models.KindPerson, Key: "per_nobody"}} },
		"two labels on one day":        func(r *models.Result) { r.Open = []models.Fact{dongIndependent} },
		"a claim is made already":      func(r *models.Result) { r.Claims = append(r.Claims, dongSaid(t, "10:00:00")) },
		"a claim is made twice":        func(r *models.Result) { r.Claims = append(r.Claims, other) },
		"a changed claim is not there": func(r *models.Result) { r.Claims = append(r.Claims, gone) },
		"a seen claim is not there":    func(r *models.Result) { r.Seen = append(r.Seen, 7) },
		"a changed claim says another thing": func(r *models.Result) {
			c := other
			c.ID = 1
			r.Claims = []models.Claim{c}
		},
		"a proposal became a revision that is not there":       func(r *models.Result) { r.Queue[1].Revision = 7 },
		"under the id of a proposal another thing is proposed": func(r *models.Result) { r.Queue[0].ID = models.NewProposalID(&waits) },
	} {
		r := models.Result{Run: runAt(t, "10:00:00"), Claims: []models.Claim{other}, Seen: []int{1}, Base: 1,
			Queue: []models.Proposal{
				{Kind: models.IsAbsent, Source: almanac.ID, Person: dong.ID, Detail: "Not listed."},
				{Kind: models.WaitsForSight, Source: almanac.ID, Person: dong.ID, Detail: "Seen twice.", Settled: instant(t, "10:00:00"), Settlement: models.Taken},
			},
			Open: []models.Fact{dongWasLiberal, dongIndependent}, Actor: "refresh", Reason: "news"}
		spoil(&r)
		if _, _, err := s.Finish(t.Context(), nil, r); !errors.Is(err, models.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
		wantHead(t, s, 1)
		wantRows(t, s, 1, 1, 1)
	}
	claims, _, err := s.Claims(t.Context(), models.ClaimsQuery{})
	if err != nil || claims[0].LastSeen != instant(t, "09:00:00") {
		t.Error(claims, err)
	}
	wantSound(t, s)
}

func staleRunIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "New")}})
	for name, r := range map[string]models.Result{
		"with news":    {Open: []models.Fact{dongWasLiberal, dongIndependent}, Actor: "refresh", Reason: "news"},
		"without news": {Claims: []models.Claim{dongSaid(t, "10:00:00")}},
	} {
		r.Run, r.Base = runAt(t, "10:00:00"), 1
		_, _, err := s.Finish(t.Context(), nil, r)
		if !errors.Is(err, models.ErrConflict) || !strings.Contains(err.Error(), "made from revision 1") {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantRows(t, s, 0, 0, 0)
	failed := runAt(t, "10:00:00")
	failed.Outcome, failed.Reason = models.Unavailable, "The publisher does not answer."
	finish(t, s, models.Result{Run: failed, Base: 1}) // it rests on nothing
	wantRows(t, s, 0, 0, 1)
}

func faultyRunIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	claim := func(spoil func(*models.Claim)) models.Claim {
		c := dongSaid(t, "10:00:00")
		spoil(&c)
		return c
	}
	proposal := func(spoil func(*models.Proposal)) models.Proposal {
		p := models.Proposal{Kind: models.IsAbsent, Source: almanac.ID, Detail: "Not listed."}
		spoil(&p)
		return p
	}
	run := models.Run{Trigger: "whim", Outcome: "splendid", Began: 2, Ended: 1, Reason: "\xff"}
	r := models.Result{Run: run, Open: []models.Fact{dongWasLiberal},
		Claims: []models.Claim{
			claim(func(c *models.Claim) { c.About = "mood" }),
			claim(func(c *models.Claim) { c.Person = "" }),
			claim(func(c *models.Claim) { c.Riding = "rid_spadina" }),
			claim(func(c *models.Claim) { c.Value.Organization = "" }),
			claim(func(c *models.Claim) { c.Period = period("2023-03-22", "2021-09-20") }),
			claim(func(c *models.Claim) { c.LastSeen-- }),
			claim(func(c *models.Claim) { c.SecondSeen = c.LastSeen + 1 }),
			claim(func(c *models.Claim) { c.Gone = c.FirstSeen - 1 }),
			claim(func(c *models.Claim) { c.Written = "a\x00b" }),
		},
		Queue: []models.Proposal{
			proposal(func(p *models.Proposal) { p.Kind = "guess" }),
			proposal(func(p *models.Proposal) { p.About = "mood" }),
			proposal(func(p *models.Proposal) { p.Believed = models.Value{Status: models.HasOrganization} }),
			proposal(func(p *models.Proposal) { p.Settled = 7 }),
			proposal(func(p *models.Proposal) { p.Revision = 1 }),
			proposal(func(p *models.Proposal) { p.Settled, p.Settlement = 7, "forgotten" }),
			proposal(func(p *models.Proposal) { p.Detail = "\xff" }),
		},
	}
	_, _, err := s.Finish(t.Context(), nil, r)
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	// Of the run: source and trigger, outcome, instants, reason, news; of the
	// revision: actor and reason; and each claim and proposal.
	if want := 5 + 2 + len(r.Claims) + len(r.Queue); len(invalid.Faults) != want {
		t.Errorf("%d faults, want %d:\n%s", len(invalid.Faults), want, strings.ReplaceAll(err.Error(), "; ", "\n"))
	}
	wantRows(t, s, 0, 0, 0)
}

func repeatedRunIsUnchanged(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	taken := models.Proposal{Kind: models.WaitsForSight, Source: almanac.ID, Detail: "Seen twice.", Settled: instant(t, "10:00:00"), Settlement: models.Taken}
	run, rev := finish(t, s, models.Result{Run: runAt(t, "10:00:00"), Open: []models.Fact{dong, dongLiberal}, Actor: "refresh", Reason: "no news",
		Queue: []models.Proposal{taken}, Base: 1})
	if run.Outcome != models.Unchanged || run.Revision != 0 || run.Tally.Opened != 0 || rev != (models.Revision{}) {
		t.Errorf("%+v, %+v", run, rev)
	}
	wantHead(t, s, 1)
	queue, _, err := s.Proposals(t.Context(), models.ProposalsQuery{Settled: true})
	if err != nil || len(queue) != 1 || queue[0].Revision != 0 || queue[0].Settlement != models.Taken {
		t.Error(queue, err)
	}
}

// A process that only reads does no job and says so.
func TestWhoOnlyReadsDoesNoJob(t *testing.T) {
	t.Parallel()
	address := pgtest.Fresh(t)
	refreshed(t, openAt(t, address, clock()))
	s, err := store.OpenReading(t.Context(), "", address, clock())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.Lease(t.Context(), "ourcommons", "anna", 0, long)
	_, errRenewed := s.Renew(t.Context(), models.Lease{Job: "ourcommons", Holder: "anna", Fence: 1}, long)
	_, errKept := s.Keep(t.Context(), models.Served{Source: "x", URL: "y", Body: []byte{}, RetrievedAt: 1})
	_, errSwept := s.Sweep(t.Context(), instant(t, "12:00:00"))
	_, _, errFinished := s.Finish(t.Context(), nil, models.Result{Run: runAt(t, "10:00:00")})
	for what, err := range map[string]error{"lease": err, "renew": errRenewed, "keep": errKept, "sweep": errSwept, "finish": errFinished,
		"release": s.Release(t.Context(), models.Lease{Job: "ourcommons"}, true)} {
		want(t, what, err, models.ErrUnavailable)
	}
	wantSameMemory(t, s)
}
