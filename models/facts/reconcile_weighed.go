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
	return p.weighed(held, newcomer) || p.older(newcomer, held) || derived(newcomer, held)
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
