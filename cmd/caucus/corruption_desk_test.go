package main

import (
	"context"
	"fmt"
	"hash/crc32"
	"log/slog"
	"slices"
	"testing"
	"time"

	"caucus/jobs"
	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// inMemory is a register with its claims, its queue and its runs, in memory. What a
// run leaves is carried out as the store does; slices are replaced and never
// written to, so that a copy of a desk goes its own way.
type inMemory struct {
	facts     *models.Facts
	claims    []models.Claim
	queue     []models.Proposal
	runs      []models.Run // the newest first
	head      int
	newcomers int
	last      models.Result
}

func (d *inMemory) copy() *inMemory {
	c := *d
	return &c
}

func (d *inMemory) Head(context.Context) (models.Revision, error) {
	return models.Revision{Number: d.head}, nil
}

// Facts is a copy: who reads facts may sort them.
func (d *inMemory) Facts(context.Context, int) (*models.Facts, error) {
	return models.Applied(d.facts, nil, nil), nil
}

func (d *inMemory) Keep(_ context.Context, s models.Served) (models.Served, error) { return s, nil }

func (d *inMemory) ServedAt(context.Context, models.SourceID, string) (models.Served, bool, error) {
	return models.Served{}, false, nil
}

func (d *inMemory) Served(context.Context, models.SnapshotID) (models.Served, error) {
	return models.Served{}, models.ErrNotFound
}

func (d *inMemory) Claims(_ context.Context, q models.ClaimsQuery) (list []models.Claim, more bool, err error) {
	for _, c := range d.claims {
		if (q.Source == "" || c.Source == q.Source) && (q.Gone || c.Gone == 0) {
			list = append(list, c)
		}
	}
	return list, false, nil
}

func (d *inMemory) Proposals(_ context.Context, q models.ProposalsQuery) (list []models.Proposal, more bool, err error) {
	for _, p := range d.queue {
		if (q.Source == "" || p.Source == q.Source) && (q.Settled || p.Settled == 0) && (q.Kind == "" || p.Kind == q.Kind) {
			list = append(list, p)
		}
	}
	return list, false, nil
}

func (d *inMemory) Runs(_ context.Context, q models.RunsQuery) (list []models.Run, more bool, err error) {
	for _, r := range d.runs {
		if (q.Source == "" || r.Source == q.Source) && (q.Outcome == "" || r.Outcome == q.Outcome) && (q.Limit == 0 || len(list) < q.Limit) {
			list = append(list, r)
		}
	}
	return list, false, nil
}

// Finish carries out a result.
func (d *inMemory) Finish(_ context.Context, _ *models.Lease, r models.Result) (models.Run, models.Revision, error) {
	if len(r.Open)+len(r.Close) > 0 {
		d.facts = models.Applied(d.facts, r.Open, r.Close)
		d.head++
		r.Run.Revision = d.head
	}
	d.finishClaims(r)
	d.finishQueue(r.Queue)
	d.last = r
	r.Run.ID = len(d.runs) + 1
	d.runs = append([]models.Run{r.Run}, d.runs...)
	return r.Run, models.Revision{Number: d.head}, nil
}

func (d *inMemory) finishClaims(r models.Result) {
	d.claims = slices.Clone(d.claims)
	for _, c := range r.Claims {
		if c.ID != 0 {
			d.claims[c.ID-1] = c
			continue
		}
		c.ID = len(d.claims) + 1
		d.claims = append(d.claims, c)
	}
	for _, id := range r.Seen {
		c := &d.claims[id-1]
		c.LastSeen = max(c.LastSeen, r.Run.Began)
		if c.SecondSeen == 0 && c.LastSeen-c.FirstSeen >= temporal.Instant(time.Hour/time.Microsecond) {
			c.SecondSeen = c.LastSeen
		}
	}
}

func (d *inMemory) finishQueue(queue []models.Proposal) {
	d.queue = slices.Clone(d.queue)
	for _, p := range queue {
		if i := slices.IndexFunc(d.queue, func(o models.Proposal) bool { return o.ID == p.ID }); i >= 0 {
			p.Opened = d.queue[i].Opened
			d.queue[i] = p
		} else {
			d.queue = append(d.queue, p)
		}
	}
}

// serve makes a run of a source from documents.
func (d *inMemory) serve(t testing.TB, k *documentKind, at temporal.Instant, docs []servedDoc) models.Run {
	t.Helper()
	r := &jobs.Refresher{Keeper: d, House: refreshedHouse, Clock: at.Time, Log: slog.New(slog.DiscardHandler), NewID: func() models.PersonID {
		d.newcomers++
		return models.PersonID(models.DeriveID("per", fmt.Sprint("newcomer ", d.newcomers)))
	}}
	var list []fetch.Page
	for i, doc := range docs {
		list = append(list, k.page(doc, i, at))
	}
	report, err := r.Run(context.Background(), jobs.Order{Feed: jobs.Feed{Source: k.source}, Trigger: models.ByReplay, At: at, Pages: list})
	if err != nil || len(d.runs) == 0 || report.Run.Outcome == "" {
		t.Fatalf("%s: a run without a row: %v", k.name, err)
	}
	return report.Run
}

// lately are the facts that were known at the end of a day, without parliaments
// before the last but one: nothing that a refresh looks at, and runs are ten
// times as fast. Of all ridings only every so many are kept, with their members,
// and the House has so many seats.
func lately(set *models.Facts, on temporal.Day, every uint32) *models.Facts {
	f := facts.Until(set, on)
	newest := newestParliament(f, on)
	var since temporal.Day
	f.Parliaments = slices.DeleteFunc(f.Parliaments, func(p models.Parliament) bool { return p.Number < newest.Number-1 })
	for _, p := range f.Parliaments {
		if since == 0 || p.Election < since {
			since = p.Election
		}
	}
	sat, held, seats := map[models.PersonID]bool{}, map[models.RidingID]bool{}, map[models.RidingID]bool{}
	f.Tenures = slices.DeleteFunc(f.Tenures, func(t models.Tenure) bool {
		return t.Parliament < newest.Number-1 || crc32.ChecksumIEEE([]byte(t.Riding))%every != 0
	})
	for _, t := range f.Tenures {
		sat[t.Person], held[t.Riding] = true, true
		seats[t.Riding] = seats[t.Riding] || t.Parliament == newest.Number
	}
	f.Ridings = slices.DeleteFunc(f.Ridings, func(r models.Riding) bool { return !held[r.ID] })
	f.People = slices.DeleteFunc(f.People, func(p models.Person) bool { return !sat[p.ID] })
	f.Affiliations = slices.DeleteFunc(f.Affiliations, func(a models.Affiliation) bool {
		return !sat[a.Person] || a.To != 0 && a.To <= since
	})
	f.Events = slices.DeleteFunc(f.Events, func(e models.Event) bool { return !sat[e.Person] || e.On < since })
	for i := range f.Affiliations {
		if a := &f.Affiliations[i]; a.Axis != models.Party {
			a.From = max(a.From, since)
		}
	}
	for i := range f.Seats {
		if every > 1 {
			f.Seats[i].Seats = len(seats)
		}
	}
	return ownFacts(f)
}

// ownFacts are the same facts in memory of their own: a register is built in
// the place of the facts that it is built from.
func ownFacts(f *models.Facts) *models.Facts {
	own := &models.Facts{}
	for fact := range f.All() {
		text, err := facts.Encode(fact)
		if err != nil {
			panic(err)
		}
		again, err := facts.Decode(fact.Kind(), text)
		if err != nil {
			panic(err)
		}
		own.Add(again)
	}
	return own
}
