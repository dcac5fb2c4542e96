package models

import (
	"slices"

	"caucus/models/temporal"
)

// Corrects reports whether a belief that was closed had been wrong: whether
// something that before said is no longer said, though Parliament did not
// change. After is what is held instead under the same key; nil if nothing is.
//
// It is wrong if a value, a first day, a day that had been given, a name or a
// riding is another now, or all of it is gone. It is not if an end that was open
// became a day, with its cause and window; if something was added (an
// identifier, another dated name, a French name, what was unknown); or if only
// citations, notes, state, basis or the way of showing it differ. What was
// merely reported is no belief, and sources, documents and rejections are none either.
func Corrects(before, after Fact) bool {
	if !believed(before) {
		return false
	}
	if !believed(after) {
		return true
	}
	switch b := before.(type) {
	case House:
		a, ok := after.(House)
		return !ok || unsaidName(b.Name, a.Name) || b.TimeZone != a.TimeZone || b.Since != a.Since || b.Balanced != a.Balanced
	case Parliament:
		a, ok := after.(Parliament)
		return !ok || b.Election != a.Election || unsaid(b.FirstSitting, a.FirstSitting) || unsaid(b.Dissolution, a.Dissolution)
	case Seats:
		a, ok := after.(Seats)
		return !ok || b.Seats != a.Seats
	case Organization:
		a, ok := after.(Organization)
		return !ok || correctsOrganization(&b, &a)
	case Succession:
		a, ok := after.(Succession)
		return !ok || b.Type != a.Type || b.To != a.To
	case Riding:
		a, ok := after.(Riding)
		return !ok || correctsRiding(&b, &a)
	case Person:
		a, ok := after.(Person)
		return !ok || correctsPerson(&b, &a)
	case Tenure:
		a, ok := after.(Tenure)
		return !ok || correctsTenure(&b, &a)
	case Affiliation:
		a, ok := after.(Affiliation)
		return !ok || b.Person != a.Person || b.Axis != a.Axis || unsaidValue(b.Value, a.Value) || unsaidPeriod(b.Period, a.Period)
	case Event:
		a, ok := after.(Event)
		return !ok || correctsEvent(&b, &a)
	}
	return false
}

// believed reports whether a fact is part of the record.
func believed(f Fact) bool {
	switch f := f.(type) {
	case nil, Source, Snapshot, Rejection:
		return false
	case Affiliation:
		return f.State != Reported
	case Tenure:
		return f.State != Reported
	case Event:
		return f.State != Reported
	}
	return true
}

func correctsOrganization(b, a *Organization) bool {
	return b.House != a.House || b.Type != a.Type || b.CaucusValue != a.CaucusValue || b.PartyValue != a.PartyValue ||
		unsaidPeriod(b.Period, a.Period) || lost(b.ParlInfoIDs, a.ParlInfoIDs) || lost(b.HouseLabels, a.HouseLabels) ||
		slices.ContainsFunc(b.Names, func(n OrganizationNames) bool {
			return !slices.ContainsFunc(a.Names, func(m OrganizationNames) bool {
				return !unsaidPeriod(n.Period, m.Period) && !unsaidName(n.Full, m.Full) &&
					!unsaidName(n.Short, m.Short) && !unsaidName(n.Abbreviation, m.Abbreviation)
			})
		})
}

func correctsRiding(b, a *Riding) bool {
	return b.House != a.House || b.Province != a.Province || unsaid(b.Order, a.Order) || lost(b.Identifiers, a.Identifiers) ||
		slices.ContainsFunc(b.Names, func(n RidingName) bool {
			return !slices.ContainsFunc(a.Names, func(m RidingName) bool {
				return !unsaidPeriod(n.Period, m.Period) && !unsaidName(n.Name, m.Name)
			})
		})
}

// correctsPerson: who took another name still has the former one.
func correctsPerson(b, a *Person) bool {
	return lost(append([]PersonName{b.Name}, b.OtherNames...), append([]PersonName{a.Name}, a.OtherNames...)) ||
		lost(b.Identifiers, a.Identifiers)
}

func correctsTenure(b, a *Tenure) bool {
	return b.Person != a.Person || b.House != a.House || b.Parliament != a.Parliament || b.Riding != a.Riding || b.Place != a.Place ||
		unsaidPeriod(b.Period, a.Period) || b.StartCause != a.StartCause || unsaidValue(b.ElectedAs, a.ElectedAs) ||
		b.EndCause != ByUnknownCause && unsaid(b.EndCause, a.EndCause)
}

func correctsEvent(b, a *Event) bool {
	return b.Person != a.Person || b.On != a.On || b.Cause != CauseUnknown && unsaid(b.Cause, a.Cause) ||
		unsaid(b.AnnouncedAt, a.AnnouncedAt) || len(b.Between) > 0 && !slices.Equal(b.Between, a.Between)
}

// unsaid reports whether something was given and is another now.
func unsaid[T comparable](b, a T) bool {
	var nothing T
	return b != nothing && b != a
}

// unsaidPeriod: the first day is always given, also where it is the beginning
// of the record; the end is if there is one.
func unsaidPeriod(b, a temporal.Period) bool { return b.From != a.From || unsaid(b.To, a.To) }

func unsaidName(b, a Name) bool { return b.En != a.En || unsaid(b.Fr, a.Fr) }

// unsaidValue: of an axis of which nothing was known, nothing was said.
func unsaidValue(b, a Value) bool { return !b.IsUnknown() && b != a }

// lost reports whether one of the list is gone.
func lost[T comparable](b, a []T) bool {
	return slices.ContainsFunc(b, func(x T) bool { return !slices.Contains(a, x) })
}
