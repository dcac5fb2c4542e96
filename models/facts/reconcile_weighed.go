package facts

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// outweighed reports whether what is held weighs more than a newcomer that
// contradicts it. A part of the documents imported again, or an older one, must
// not undo what all of them together, or a newer one, led to: an installation
// that begins with a dataset was never told the steps.
func (p *planner) outweighed(held, newcomer models.Fact) bool {
	return p.weighed(held, newcomer) || p.older(newcomer, held) || p.unaware(newcomer, held) || derived(newcomer, held)
}

// unaware reports whether a newcomer begins as what is held does and only lacks
// its end, which came after the newcomer's documents were retrieved: a document
// tells nothing of the days after it.
func (p *planner) unaware(newcomer, held models.Fact) bool {
	var says, ends temporal.Day
	switch h := held.(type) {
	case models.Affiliation:
		n, ok := newcomer.(models.Affiliation)
		if !ok || n.ID != h.ID || n.Value != h.Value {
			return false
		}
		says, ends = n.To, h.To
	case models.Tenure:
		n, ok := newcomer.(models.Tenure)
		if !ok || n.ID != h.ID {
			return false
		}
		says, ends = n.To, h.To
	}
	known := p.retrieved(newcomer)
	return ends > known && (says == 0 || says > known)
}

// retrieved is the day on which the newest document behind a fact was; a day
// that no end is later than if none is known.
func (p *planner) retrieved(f models.Fact) temporal.Day {
	var newest temporal.Instant
	for _, c := range cites(f) {
		newest = max(newest, p.snapshots[c.Snapshot].RetrievedAt)
	}
	day, err := newest.DayIn("UTC")
	if err != nil || newest == 0 {
		return 1<<31 - 1
	}
	return day
}

// weighed reports whether what is held rests on everything that the newcomer
// rests on, and on another source besides.
func (p *planner) weighed(held, newcomer models.Fact) bool {
	mine, theirs := cites(held), cites(newcomer)
	if len(theirs) == 0 {
		return false
	}
	sources := map[models.SourceID]bool{}
	for _, c := range theirs {
		if !slices.Contains(mine, c) {
			return false
		}
		sources[p.snapshots[c.Snapshot].Source] = true
	}
	return slices.ContainsFunc(mine, func(c models.Citation) bool { return !sources[p.snapshots[c.Snapshot].Source] })
}

// older reports whether the newest document behind a newcomer was retrieved
// before one of the same source behind what is held.
func (p *planner) older(newcomer, held models.Fact) bool {
	newest := map[models.SourceID]temporal.Instant{}
	for _, c := range cites(newcomer) {
		s := p.snapshots[c.Snapshot]
		newest[s.Source] = max(newest[s.Source], s.RetrievedAt)
	}
	return slices.ContainsFunc(cites(held), func(c models.Citation) bool {
		s := p.snapshots[c.Snapshot]
		at, same := newest[s.Source]
		return same && at < s.RetrievedAt
	})
}

// derived reports whether a rule alone speaks for the newcomer and a source
// for what is held.
func derived(newcomer, held models.Fact) bool {
	n, ok1 := newcomer.(models.Affiliation)
	h, ok2 := held.(models.Affiliation)
	return ok1 && ok2 && n.Basis == models.Implied && h.Basis == models.Stated
}

func cites(f models.Fact) []models.Citation {
	if c, ok := f.(models.Citing); ok {
		return c.Cites()
	}
	return nil
}
