package facts

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// News lists, of facts that correct what is held, those that say something else
// or rest on something more than the held one under their key.
func News(current, corrections *models.Facts) []models.Fact {
	held := map[models.Ref]models.Fact{}
	for f := range current.All() {
		held[models.RefOf(f)] = f
	}
	var news []models.Fact
	for f := range corrections.All() {
		h, ok := held[models.RefOf(f)]
		if ok && addsNothing(h, f) && within(cites(f), cites(h)) {
			continue
		}
		news = append(news, f)
	}
	return news
}

// addsNothing reports whether a newcomer says no more than what is held under
// its key, though it may rest on other documents.
func addsNothing(held, newcomer models.Fact) bool {
	switch n := newcomer.(type) {
	case models.Affiliation:
		h := held.(models.Affiliation)
		return n.Value == h.Value && n.Period == h.Period && same(n.Window, h.Window) &&
			(n.Basis == h.Basis || n.Basis == models.Implied) && noFirmer(n.State, h.State)
	case models.Tenure:
		h := held.(models.Tenure)
		return n.Riding == h.Riding && n.Place == h.Place && n.Period == h.Period && same(n.EndWindow, h.EndWindow) &&
			n.StartCause == h.StartCause && (n.EndCause == h.EndCause || n.EndCause == models.ByUnknownCause) &&
			(n.ElectedAs == h.ElectedAs || n.ElectedAs.IsUnknown()) && noFirmer(n.State, h.State)
	case models.Person:
		h := held.(models.Person)
		return n.Name == h.Name && within(n.OtherNames, h.OtherNames) && within(n.Identifiers, h.Identifiers) && noFirmer(n.State, h.State)
	case models.Riding:
		h := held.(models.Riding)
		return n.Province == h.Province && named(n.Names, h.Names) && within(n.Identifiers, h.Identifiers) && noFirmer(n.State, h.State)
	}
	return false
}

// noFirmer reports whether a state is no firmer than another.
func noFirmer(a, b models.State) bool { return a == b || b == models.Confirmed }

func same(a, b *models.Window) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// named reports whether a riding is known by each of some names. A single name
// without days may be one of several that it bore.
func named(names, known []models.RidingName) bool {
	return !slices.ContainsFunc(names, func(n models.RidingName) bool {
		return !slices.ContainsFunc(known, func(k models.RidingName) bool {
			days := n.Period == k.Period && same(n.Window, k.Window) || len(names) == 1 && n.Period == temporal.Period{} && n.Window == nil
			return days && n.En == k.En && (n.Fr == k.Fr || n.Fr == "")
		})
	})
}

func within[T comparable](part, whole []T) bool {
	return !slices.ContainsFunc(part, func(x T) bool { return !slices.Contains(whole, x) })
}
