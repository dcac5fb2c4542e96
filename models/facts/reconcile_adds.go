package facts

import (
	"slices"

	"caucus/models"
)

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
		return n.Province == h.Province && slices.EqualFunc(n.Names, h.Names, sameName) && within(n.Identifiers, h.Identifiers) &&
			noFirmer(n.State, h.State)
	}
	return false
}

// noFirmer reports whether a state is no firmer than another.
func noFirmer(a, b models.State) bool { return a == b || b == models.Confirmed }

func same(a, b *models.Window) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func sameName(a, b models.RidingName) bool {
	return a.Period == b.Period && a.En == b.En && (a.Fr == b.Fr || a.Fr == "") && same(a.Window, b.Window)
}

func within[T comparable](part, whole []T) bool {
	return !slices.ContainsFunc(part, func(x T) bool { return !slices.Contains(whole, x) })
}
