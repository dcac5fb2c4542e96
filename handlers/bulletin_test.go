package handlers_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// bulletin is what sources say and how it went to ask them, in memory, as naive
// as it can be.
type bulletin struct {
	claims    []models.Claim
	proposals []models.Proposal
	runs      []models.Run
	served    []models.Served
	asked     int // how often it was asked for a document
}

func (b *bulletin) Claims(_ context.Context, q models.ClaimsQuery) ([]models.Claim, bool, error) {
	var found []models.Claim
	behind := q.After == 0
	for _, c := range b.claims {
		if behind && (q.Person == "" || c.Person == q.Person) && (q.Source == "" || c.Source == q.Source) &&
			(q.About == "" || c.About == q.About) && (q.Gone || c.Gone == 0) {
			found = append(found, c)
		}
		behind = behind || c.ID == q.After
	}
	page, more := upTo(found, q.Limit)
	return page, more, nil
}

func (b *bulletin) Proposals(_ context.Context, q models.ProposalsQuery) ([]models.Proposal, bool, error) {
	var found []models.Proposal
	behind := q.After == ""
	for _, p := range b.proposals {
		if behind && (q.Kind == "" || p.Kind == q.Kind) && (q.Source == "" || p.Source == q.Source) &&
			(q.Person == "" || p.Person == q.Person) && (q.Settled || p.Settled == 0) {
			found = append(found, p)
		}
		behind = behind || p.ID == q.After
	}
	page, more := upTo(found, q.Limit)
	return page, more, nil
}

func (b *bulletin) Runs(_ context.Context, q models.RunsQuery) ([]models.Run, bool, error) {
	var found []models.Run
	for _, r := range slices.Backward(b.runs) {
		if (q.Before == 0 || r.ID < q.Before) && (q.Source == "" || r.Source == q.Source) && (q.Outcome == "" || r.Outcome == q.Outcome) {
			found = append(found, r)
		}
	}
	page, more := upTo(found, q.Limit)
	return page, more, nil
}

func (b *bulletin) Served(_ context.Context, id models.SnapshotID) (models.Served, error) {
	b.asked++
	for _, s := range b.served {
		if s.ID == id {
			return s, nil
		}
	}
	return models.Served{}, models.ErrNotFound
}

// upTo is firstOf, where 0 is no limit.
func upTo[T any](list []T, limit int) ([]T, bool) {
	if limit == 0 {
		return list, false
	}
	return firstOf(list, limit)
}

// newcomer sits for Here since the day before yesterday, say the sources; the
// register does not know of it.
const newcomer = models.PersonID("per_0newcomer000")

var ago = func(d time.Duration) temporal.Instant { return temporal.InstantOf(now.Add(-d)) }

// theBulletin: a list says of Han Dong what the register holds of his label, and
// something else of his seat; ParlInfo says otherwise since an hour.
func theBulletin() *bulletin {
	h := house(true)
	dong, liberal, independent := h.Facts.People[0].ID, models.Of(Liberal), models.Of(Independent)
	list, page := models.NewSnapshotID("ourcommons", "https://www.ourcommons.ca/Members/en/search/XML", "00"), h.Facts.Snapshots[0].ID
	b := &bulletin{served: []models.Served{{ID: list, Source: "ourcommons", URL: "https://www.ourcommons.ca/Members/en/search/XML",
		RetrievedAt: ago(50 * time.Hour), SHA256: strings.Repeat("0f", 32), Body: []byte("<List/>")}}}
	say := func(source models.SourceID, p models.PersonID, about models.Matter, v models.Value, from, to string, first, second time.Duration) *models.Claim {
		c := models.Claim{ID: 100 + len(b.claims), Source: source, Person: p, Name: "Dong, Han", About: about, Value: v, Written: "as written",
			Period: temporal.Period{From: Day(from), To: Day(to)}, FirstSeen: ago(first), LastSeen: ago(time.Hour), Snapshot: list, Locator: "row 17"}
		if second != 0 {
			c.SecondSeen = ago(second)
		}
		b.claims = append(b.claims, c)
		return &b.claims[len(b.claims)-1]
	}
	seat := say("ourcommons", dong, models.AboutSeat, models.UnknownValue, "2021-09-20", "", 50*time.Hour, 40*time.Hour)
	seat.Riding = h.Facts.Ridings[0].ID
	say("ourcommons", dong, models.AboutDesignation, independent, "", "", 50*time.Hour, 40*time.Hour)
	say("parlinfo", dong, models.AboutDesignation, liberal, "2021-09-20", "", time.Hour, 0).Snapshot = page
	say("parlinfo", dong, models.AboutDesignation, liberal, "2021-09-20", "2023-03-22", 90*time.Hour, 80*time.Hour).Gone = ago(time.Hour)
	say("parlinfo", dong, models.AboutParty, liberal, "2021-09-20", "2023-03-22", 90*time.Hour, 80*time.Hour).Snapshot = ""
	say("ourcommons", newcomer, models.AboutSeat, models.UnknownValue, "2026-11-20", "", time.Hour, 0).Riding = h.Facts.Ridings[0].ID
	say("ourcommons", newcomer, models.AboutDesignation, liberal, "", "", time.Hour, 0).Snapshot = "snp_000000000000"
	b.waits(dong, list)
	b.ran(list)
	return b
}

// waits fills the queue.
func (b *bulletin) waits(dong models.PersonID, list models.SnapshotID) {
	wait := func(kind models.ProposalKind, source models.SourceID, p models.Proposal) {
		p.Kind, p.Source, p.Snapshot, p.LastSeen = kind, source, list, ago(time.Hour)
		p.ID = models.NewProposalID(&p)
		p.Opened = ago(time.Duration(9-len(b.proposals)) * time.Hour)
		b.proposals = append(b.proposals, p)
	}
	wait(models.Contradiction, "parlinfo", models.Proposal{Person: dong, Subject: "Han Dong, Don Valley North", About: models.AboutDesignation,
		Value: models.Of(Liberal), Believed: models.Of(Independent), Day: Day("2021-09-20"), Detail: "ParlInfo says Liberal; the register holds Independent."})
	wait(models.UnknownLabel, "ourcommons", models.Proposal{Subject: "<script>alert(1)</script>", Detail: strings.Repeat("long ", 400) + "\"end\"\x00\xff", Locator: "row 18"})
	wait(models.WaitsForSight, "ourcommons", models.Proposal{Person: newcomer, Subject: "New Comer, Don Valley North", About: models.AboutSeat,
		Riding: "rid_1f543805hgnn", Day: Day("2026-11-20"), Detail: "It was seen once."})
	wait(models.IsAbsent, "ourcommons", models.Proposal{Person: dong, Subject: "Han Dong", Detail: "He was missing from the list.", About: models.AboutSeat})
	b.proposals[3].Settled, b.proposals[3].Settlement, b.proposals[3].Revision = ago(time.Hour), models.Taken, 3
	slices.SortFunc(b.proposals, func(x, y models.Proposal) int { return cmp.Compare(x.Opened, y.Opened) })
}

// ran writes down some runs: the list was refused once, ParlInfo was away.
func (b *bulletin) ran(list models.SnapshotID) {
	for i, o := range []models.Outcome{models.Changed, models.Unchanged, models.Refused, models.Unchanged, models.Failed} {
		r := models.Run{ID: 1 + i, Source: "ourcommons", Trigger: models.BySchedule, Slot: ago(time.Duration(10-i) * time.Hour), Outcome: o, Fence: 7 + i, Snapshots: []models.SnapshotID{list}}
		r.Began, r.Ended = r.Slot+2e6, r.Slot+3e6
		r.Tally = models.Tally{Documents: 1, Bytes: 140000, Records: 338, Agreeing: 337, Differing: 1, Proposals: 2}
		switch o {
		case models.Changed:
			r.Revision, r.Tally.Opened, r.Tally.Closed = 3, 4, 3
		case models.Refused:
			r.Reason, r.Refusals = "The document is implausible.", []models.Refusal{{Rule: "too_few_rows", Detail: "120 members where 338 sit.", Rows: []string{"row 1: <b>Dong</b>"}}, {Rule: "future_day", Detail: "A seat from 2030."}}
		case models.Failed:
			r.Reason, r.Snapshots = "Something went wrong here.", nil
		}
		b.runs = append(b.runs, r)
	}
	b.runs = append(b.runs, models.Run{ID: 6, Source: "parlinfo", Trigger: models.ByCommand, Began: ago(2 * time.Hour), Ended: ago(2 * time.Hour),
		Outcome: models.Unavailable, Reason: "The publisher answered 503.", RestUntil: temporal.InstantOf(now.Add(time.Hour))})
}

var shared = sync.OnceValue(theBulletin)

// jobsOf is what a process that runs jobs knows of them: ParlInfo is late.
func jobsOf() models.Health {
	return models.Health{Running: true, LastBeat: ago(30 * time.Second), Jobs: []models.JobHealth{
		{Source: "ourcommons", Enabled: true, Schedule: "20 7,10,13,16,19,22 * * *", Interval: 9 * time.Hour, NextRun: temporal.InstantOf(now.Add(time.Hour)), LastSuccess: ago(7*time.Hour) + 3e6},
		{Source: "parlinfo", Enabled: true, Schedule: "40 6,18 * * *", Interval: 12 * time.Hour, Late: true, LateSince: ago(3 * time.Hour)},
		{Source: "dataset"},
	}}
}

// fresh are options that serve the bulletin too.
func fresh(o handlers.Options, b handlers.Freshness) handlers.Options {
	o.Freshness = func() handlers.Freshness { return b }
	o.Health = jobsOf
	o.Sources = []models.Source{
		{ID: "ourcommons", Title: "Members of the House of Commons", Publisher: "House of Commons of Canada", URL: "https://www.ourcommons.ca/Members/en/search", Terms: "Speaker's Permission"},
		{ID: "parlinfo", Title: "not that of the register"},
	}
	return o
}
