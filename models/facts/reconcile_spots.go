package facts

import (
	"fmt"
	"maps"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// A spot is what at most one fact can hold on a day: an axis of a person, or a
// seat. spotOf names it; empty for facts that exclude no other.
func spotOf(f models.Fact) string {
	switch f := f.(type) {
	case models.Affiliation:
		if f.State != models.Reported { // seen once: stands beside the record
			return string(f.Person) + " " + string(f.Axis)
		}
	case models.Tenure:
		return fmt.Sprintf("%s %d %s %d", f.House, f.Parliament, f.Riding, f.Place)
	}
	return ""
}

// overlap reports whether two facts of one spot share a day.
func overlap(a, b models.Fact) bool { return periodOf(a).Overlaps(periodOf(b)) }

func periodOf(f models.Fact) temporal.Period {
	switch f := f.(type) {
	case models.Affiliation:
		return f.Period
	case models.Tenure:
		return f.Period
	}
	return temporal.Period{}
}

// planner decides on facts that could contradict others. Decisions depend on
// one another: a newcomer may need a place that another newcomer frees, and
// one that is refused frees nothing. So it accepts all, drops those that find
// no place, and starts again until none is dropped.
type planner struct {
	held      map[models.Ref]models.Fact
	spots     map[string]map[models.Ref]models.Fact // of held
	snapshots map[models.SnapshotID]models.Snapshot
	said      map[models.Ref]bool // held, and said by the incoming facts too or weightier than they are: never closed
	pending   []models.Fact
	blockers  []models.Fact // what was in the way of each pending fact when it was dropped
	plan      Plan
}

func newPlanner(current, incoming *models.Facts) *planner {
	p := &planner{
		held:      map[models.Ref]models.Fact{},
		spots:     map[string]map[models.Ref]models.Fact{},
		snapshots: map[models.SnapshotID]models.Snapshot{},
		said:      map[models.Ref]bool{},
	}
	for f := range current.All() {
		p.hold(f)
	}
	for _, set := range []*models.Facts{current, incoming} {
		for _, s := range set.Snapshots {
			p.snapshots[s.ID] = s
		}
	}
	return p
}

func (p *planner) hold(f models.Fact) {
	p.held[models.RefOf(f)] = f
	if spot := spotOf(f); spot != "" {
		if p.spots[spot] == nil {
			p.spots[spot] = map[models.Ref]models.Fact{}
		}
		p.spots[spot][models.RefOf(f)] = f
	}
}

// decide accepts what finds a place.
func (p *planner) decide() {
	accepted := make([]int, len(p.pending))
	for i := range accepted {
		accepted[i] = i
	}
	p.blockers = make([]models.Fact, len(p.pending))
	for {
		kept, closed := p.try(accepted)
		if len(kept) == len(accepted) {
			p.carryOut(kept, closed)
			return
		}
		accepted = kept
	}
}

// try lists which of the accepted would find a place if all were accepted, and
// what they close.
func (p *planner) try(accepted []int) (kept []int, closed map[models.Ref]bool) {
	replaced := map[models.Ref]bool{}
	for _, i := range accepted {
		replaced[models.RefOf(p.pending[i])] = true
	}
	closed = map[models.Ref]bool{}
	for _, i := range accepted {
		for ref, rival := range p.rivals(p.pending[i], replaced) {
			if p.mayClose(rival, p.pending[i]) {
				closed[ref] = true
			}
		}
	}
	taken := map[string][]models.Fact{}
	for _, i := range accepted {
		f := p.pending[i]
		if p.blockers[i] = p.blocker(f, replaced, closed, taken[spotOf(f)]); p.blockers[i] == nil {
			taken[spotOf(f)] = append(taken[spotOf(f)], f)
			kept = append(kept, i)
		}
	}
	return kept, closed
}

// rivals are the held facts that exclude f, but for those about to be replaced.
func (p *planner) rivals(f models.Fact, replaced map[models.Ref]bool) map[models.Ref]models.Fact {
	found := map[models.Ref]models.Fact{}
	for ref, held := range p.spots[spotOf(f)] {
		if !replaced[ref] && overlap(held, f) {
			found[ref] = held
		}
	}
	return found
}

// blocker is what stands in the way of f, nil if nothing does. Of several it is
// the first by key.
func (p *planner) blocker(f models.Fact, replaced, closed map[models.Ref]bool, taken []models.Fact) (first models.Fact) {
	if spotOf(f) == "" {
		return nil
	}
	for ref, rival := range p.rivals(f, replaced) {
		if !closed[ref] && (first == nil || byKindAndKey(rival, first) < 0) {
			first = rival
		}
	}
	for _, other := range taken {
		if first == nil && overlap(other, f) {
			first = other
		}
	}
	return first
}

// mayClose reports whether a newcomer's sources are all that the held fact
// rests on, and nothing makes that one weightier.
func (p *planner) mayClose(held, newcomer models.Fact) bool {
	if p.said[models.RefOf(held)] || p.outweighed(held, newcomer) {
		return false
	}
	of := map[models.SourceID]bool{}
	for _, c := range newcomer.(models.Citing).Cites() {
		if s, ok := p.snapshots[c.Snapshot]; ok {
			of[s.Source] = true
		}
	}
	citations := held.(models.Citing).Cites()
	for _, c := range citations {
		if s, ok := p.snapshots[c.Snapshot]; !ok || !of[s.Source] {
			return false
		}
	}
	return len(citations) > 0
}

// carryOut moves the kept from pending to the plan.
func (p *planner) carryOut(kept []int, closed map[models.Ref]bool) {
	p.plan.Close = slices.Collect(maps.Keys(closed))
	for i, f := range p.pending {
		if _, ok := slices.BinarySearch(kept, i); ok {
			p.plan.Open = append(p.plan.Open, f)
		} else {
			p.plan.Conflicts = append(p.plan.Conflicts, Conflict{Incoming: f, Held: p.blockers[i]})
		}
	}
}
