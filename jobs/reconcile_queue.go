package jobs

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

// propose queues what waits for a decision.
func (r *reconciler) propose(p models.Proposal) {
	p.Source, p.Opened, p.LastSeen = r.Source.ID, r.At, r.At
	if r.Held.people[p.Person] == nil {
		p.Person = "" // nobody whom the register knows
	}
	p.ID = models.NewProposalID(&p)
	r.queue[p.ID] = &p
}

// waits queues a label that was seen once.
func (r *reconciler) waits(s *sheet, c *sighting, held models.Value) {
	r.proposeLabel(s, c, held, models.WaitsForSight,
		fmt.Sprintf("%s says %s, seen once; the register holds %s.", r.Source.ID, r.spoken(c), r.name(held)))
}

// waitsDay queues the first day of a label that is held from another one.
func (r *reconciler) waitsDay(s *sheet, c *sighting, held *models.Affiliation) {
	r.proposeLabel(s, c, held.Value, models.WaitsForSight,
		fmt.Sprintf("%s says %s, seen once; the register holds that %s.", r.Source.ID, r.spoken(c), days(held.Period)))
}

// contradicts queues a label that may not be believed.
func (r *reconciler) contradicts(s *sheet, c *sighting, held models.Value, why string) {
	r.proposeLabel(s, c, held, models.Contradiction,
		fmt.Sprintf("%s says %s; the register holds %s: %s.", r.Source.ID, r.spoken(c), r.name(held), why))
}

func (r *reconciler) proposeLabel(s *sheet, c *sighting, held models.Value, kind models.ProposalKind, detail string) {
	var riding models.RidingID
	if n := len(s.tenures); n > 0 {
		riding = s.tenures[n-1].Riding
	}
	r.propose(models.Proposal{Kind: kind, Person: s.person, Subject: r.subject(s.person, riding), About: c.About, Value: c.Value,
		Day: c.Period.From, Believed: held, Detail: detail, Snapshot: c.cite.Snapshot, Locator: c.cite.Locator})
}

// waitsSeat and contradictsSeat do so for a seat.
func (r *reconciler) waitsSeat(s *sheet, c *sighting) {
	r.proposeSeat(s, c, models.WaitsForSight, "seen once")
}

func (r *reconciler) contradictsSeat(s *sheet, c *sighting, why string) {
	r.proposeSeat(s, c, models.Contradiction, why)
}

func (r *reconciler) proposeSeat(s *sheet, c *sighting, kind models.ProposalKind, why string) {
	day := c.Period.From
	if !c.Period.Open() {
		day = c.Period.LastDay()
	}
	r.propose(models.Proposal{Kind: kind, Person: s.person, Subject: r.subject(s.person, c.Riding), About: models.AboutSeat, Riding: c.Riding,
		Day: day, Detail: fmt.Sprintf("%s says that the member sits for %s %s: %s.", r.Source.ID, r.riding(c.Riding), days(c.Period), why),
		Snapshot: c.cite.Snapshot, Locator: c.cite.Locator})
}

// deny notes that a claim was left out since an editor rejected it.
func (r *reconciler) deny(c *sighting) { r.denied[matterOf{c.Person, c.About}] = true }

// unmatched queues the rows from which nothing follows.
func (r *reconciler) unmatched() {
	for _, p := range r.Matching.Unmatched {
		if p.ID == "" {
			p.Source = r.Source.ID
			p.ID = models.NewProposalID(&p)
		}
		p.Opened, p.LastSeen = r.At, r.At
		r.queue[p.ID] = &p
	}
}

// settle writes the queue of this source: what waits now, since when, and what
// no longer does. What a run does not tell of goes on waiting; refused documents
// are the business of the run.
func (r *reconciler) settle() {
	for _, old := range r.Queue {
		p := r.queue[old.ID]
		switch {
		case old.Kind == models.RefusedDocument:
			continue
		case p != nil:
			p.Opened = old.Opened
			continue
		case old.Person == "" && !r.full && !r.answered(&old) || old.Person != "" && !r.tellsOf(old.Person):
		default:
			old.Settled, old.Settlement = r.At, r.settlement(&old)
		}
		r.queue[old.ID] = &old
	}
	for _, id := range slices.Sorted(maps.Keys(r.queue)) {
		r.result.Queue = append(r.result.Queue, *r.queue[id])
	}
	slices.SortStableFunc(r.result.Queue, func(a, b models.Proposal) int { return cmp.Compare(a.Opened, b.Opened) })
}

// answered reports whether a source without a list of everyone was asked about a
// row that waits, and has told of it, or has it no longer. Where any row of that
// sort could not be had, this may be one that was not even asked for.
func (r *reconciler) answered(p *models.Proposal) bool {
	for i := range r.Docs {
		d := &r.Docs[i]
		if d.Lists == models.ListsSome && slices.ContainsFunc(d.Records, func(rec models.Record) bool { return rec.Locator == p.Locator }) {
			return true
		}
		if slices.ContainsFunc(d.Faults, func(f models.RecordFault) bool { return sortOf(f.Locator) == sortOf(p.Locator) }) {
			return false
		}
	}
	return slices.ContainsFunc(r.Asked, func(w fetch.Wanted) bool { return w.Row != "" && w.Row == p.Locator })
}

// sortOf is what stands before the number in a locator: "PersonId" of
// "PersonId 105091".
func sortOf(locator string) string {
	word, _, _ := strings.Cut(locator, " ")
	return word
}

// settlement tells what became of a proposal that is no more.
func (r *reconciler) settlement(p *models.Proposal) models.Settlement {
	switch {
	case r.denied[matterOf{p.Person, p.About}]:
		return models.Rejected
	case r.learnt[p.ID] || r.holds(p):
		return models.Taken
	}
	return models.Vanished
}

// holds reports whether what was proposed is believed as of this run.
func (r *reconciler) holds(p *models.Proposal) bool {
	switch {
	case p.Kind == models.IsElection:
		return r.Held.Parliament.Election == p.Day || r.headline != ""
	case p.About == models.AboutSeat && p.Kind != models.IsAbsent:
		return p.Day != 0 && slices.ContainsFunc(r.holders(p.Riding), func(h holder) bool {
			return (p.Person == "" || p.Person == h.tenure.Person) && (h.tenure.From == p.Day || h.tenure.LastDay() == p.Day)
		})
	case p.Person == "" || p.Value == (models.Value{}) || p.Kind != models.WaitsForSight && p.Kind != models.Contradiction:
		return false
	}
	on := p.Day
	if on == 0 {
		on = r.Held.Today
	}
	a := r.sheet(p.Person).spanOn(models.Axis(p.About), on)
	return a != nil && a.Value == p.Value && (p.Day == 0 || p.Value != p.Believed || a.From == p.Day)
}

// report shows a label of somebody who sits, seen once, beside the record.
func (r *reconciler) report(s *sheet, c *sighting, from temporal.Day) {
	if c.About != models.AboutDesignation {
		return
	}
	a := models.Affiliation{
		ID:     models.AffiliationID(models.DeriveID("aff", string(s.person), string(models.Designation), from.String(), "reported", string(r.Source.ID))),
		Person: s.person, Axis: models.Designation, Value: c.Value, Period: temporal.Period{From: from}, Basis: models.Stated,
		Cited: models.Cited{State: models.Reported, Citations: r.cites(c)},
	}
	r.shown[a.ID] = true
	for _, held := range r.Held.reported[s.person] {
		if held.ID == a.ID && held.Value == a.Value {
			return
		}
	}
	r.open(a)
	r.say(s, "listed as %s, seen once", r.name(c.Value))
}

// unreport closes what stands beside the record of a person and became part of
// it, or is not said any more.
func (r *reconciler) unreport(p models.PersonID) {
	for _, a := range r.Held.reported[p] {
		now := r.Held.ValueOn(p, a.Axis, r.Held.Today)
		if s := r.sheets[p]; s != nil {
			now = s.valueOn(a.Axis, r.Held.Today)
		}
		mine := r.own(a.Cited) && r.tellsOf(p)
		if !r.shown[a.ID] && (mine || now == a.Value) {
			r.result.Close = append(r.result.Close, models.RefOf(*a))
			r.news[p] = append(r.news[p], "no longer reported as "+r.name(a.Value))
		}
	}
}
