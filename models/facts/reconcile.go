package facts

import (
	"cmp"
	"slices"

	"caucus/models"
)

// Plan is what a set of facts changes in what is held.
type Plan struct {
	Open      []models.Fact // news, by kind and key; the fact held under the same key gives way
	Close     []models.Ref  // held facts that give way to one with another key, by kind and key
	Conflicts []Conflict    // news that cannot be believed beside what is held, by kind and key
}

// Conflict is an incoming fact that is not opened because it would contradict
// another one: a second value on an axis, a second holder of a seat, a second
// fact under one key.
type Conflict struct {
	Incoming models.Fact
	Held     models.Fact // what stands in the way; an earlier one of the incoming where they contradict one another
}

// Reconcile compares what a source, an import or a dataset says with what is
// held now, and plans what to record. It changes neither set.
//
// A fact that is held as it is, is no news. Nor is one that was ever told and
// has since been replaced, one that says no more than what is held, or one that
// what is held outweighs: because that rests on the same documents and another
// source besides, on a newer document of the same source, or on a statement
// where the newcomer rests on a rule, or because it ends on a day that the
// newcomer's documents could not tell. So documents can be imported again, in
// part and in any order. Everything else is opened, in the place of the fact
// with its key.
//
// An affiliation that shares a day with another one of the same person and
// axis, or a tenure that shares a day with another one of the same seat, takes
// its place only if every citation of the other points to a source that the
// newcomer also cites: a source may correct itself. Else it is a conflict for
// an editor, and nothing of it is done.
//
// told reports whether exactly this fact was ever held. When the plan has been
// carried out, the same incoming facts change nothing more.
func Reconcile(current, incoming *models.Facts, told func(models.Fact) bool) Plan {
	p := newPlanner(current, incoming)
	p.sort(incoming, told)
	p.decide()
	return p.finish()
}

// sort tells news from what is no news, and sets aside the news that could
// contradict something.
func (p *planner) sort(incoming *models.Facts, told func(models.Fact) bool) {
	first := map[models.Ref]models.Fact{}
	for _, f := range ordered(incoming) {
		ref := models.RefOf(f)
		if twin, ok := first[ref]; ok {
			if text(twin) != text(f) {
				p.plan.Conflicts = append(p.plan.Conflicts, Conflict{Incoming: f, Held: twin})
			}
			continue
		}
		first[ref] = f
		switch held, ok := p.held[ref]; {
		case ok && (text(held) == text(f) || addsNothing(held, f) || p.outweighed(held, f)):
			p.said[ref] = true
		case told(f):
		case spotOf(f) == "" && spotOf(p.held[ref]) == "":
			p.plan.Open = append(p.plan.Open, f)
		default:
			p.pending = append(p.pending, f)
		}
	}
}

// finish brings the plan into its order. A document is taken in only with
// something that rests on it.
func (p *planner) finish() Plan {
	cited := map[models.SnapshotID]bool{}
	for _, f := range p.plan.Open {
		for _, c := range cites(f) {
			cited[c.Snapshot] = true
		}
	}
	p.plan.Open = slices.DeleteFunc(p.plan.Open, func(f models.Fact) bool {
		s, ok := f.(models.Snapshot)
		return ok && !cited[s.ID]
	})
	slices.SortFunc(p.plan.Open, byKindAndKey)
	slices.SortFunc(p.plan.Close, compareRefs)
	slices.SortStableFunc(p.plan.Conflicts, func(a, b Conflict) int { return byKindAndKey(a.Incoming, b.Incoming) })
	return p.plan
}

// ordered lists facts by kind, key and text.
func ordered(set *models.Facts) []models.Fact {
	list := slices.Collect(set.All())
	slices.SortStableFunc(list, func(a, b models.Fact) int {
		if c := byKindAndKey(a, b); c != 0 {
			return c
		}
		return cmp.Compare(text(a), text(b))
	})
	return list
}

func byKindAndKey(a, b models.Fact) int { return compareRefs(models.RefOf(a), models.RefOf(b)) }

func compareRefs(a, b models.Ref) int {
	if a.Kind != b.Kind {
		return slices.Index(models.Kinds[:], a.Kind) - slices.Index(models.Kinds[:], b.Kind)
	}
	return cmp.Compare(a.Key, b.Key)
}

// text is a fact's canonical JSON, by which facts are compared. No fact holds
// anything that JSON cannot say.
func text(f models.Fact) string {
	data, _ := Encode(f)
	return string(data)
}
