package tables

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// spansOn returns what holds of a person on an axis, by start.
func (b *book) spansOn(p models.PersonID, axis models.Axis) []models.Affiliation {
	var list []models.Affiliation
	for _, id := range b.spansOf[p] {
		if a := b.spans.byKey[string(id)]; a.Axis == axis {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(x, y models.Affiliation) int { return x.Compare(y.Period) })
	return list
}

// spanAt returns the span that holds on a day. Of two it is the one that
// began last.
func (b *book) spanAt(p models.PersonID, axis models.Axis, on temporal.Day) (found models.Affiliation, ok bool) {
	for _, a := range b.spansOn(p, axis) {
		if a.Contains(on) {
			found, ok = a, true
		}
	}
	return found, ok
}

// stop ends what holds of a person on an axis beyond a day; that day is the
// first on which it no longer holds.
func (b *book) stop(p models.PersonID, axis models.Axis, to temporal.Day, why ...models.Citation) {
	for _, a := range b.spansOn(p, axis) {
		if a.From < to && (a.Open() || a.To > to) {
			a.To = to
			also(&a.Cited, "", why...)
			b.putSpan(a)
		}
	}
}

// begin lets a value hold from a day on, until changed. A window counts only
// inside the spell before it.
func (b *book) begin(p models.PersonID, axis models.Axis, v models.Value, basis models.Basis, at moment, c models.Cited) {
	if was, ok := b.spanAt(p, axis, at.day.Add(-1)); at.window != nil && (!ok || at.window.From <= was.From) {
		at.window = nil
	}
	b.stop(p, axis, at.day, c.Citations...)
	b.putSpan(models.Affiliation{
		ID: models.NewAffiliationID(p, axis, at.day.String()), Person: p, Axis: axis, Value: v,
		Period: temporal.Period{From: at.day}, Basis: basis, Window: at.window, Cited: c,
	})
}

// list lets a person be listed under a label from a day on. The label is
// stated; the caucus and the party follow from it, unless they hold already.
func (b *book) list(p models.PersonID, o models.Organization, at moment, c models.Cited) {
	b.begin(p, models.Designation, models.Of(o.ID), models.Stated, at, c)
	b.follow(p, models.Caucus, implied(o.CaucusValue, o.ID), models.Implied, at, c)
	basis := models.Stated
	if o.PartyValue != models.HasOrganization {
		basis = models.Implied
	}
	b.follow(p, models.Party, implied(o.PartyValue, o.ID), basis, at, c)
}

func (b *book) follow(p models.PersonID, axis models.Axis, v models.Value, basis models.Basis, at moment, c models.Cited) {
	if has, ok := b.spanAt(p, axis, at.day); ok && has.Value == v && has.From < at.day {
		return
	}
	if axis == models.Party && b.resume(p, v, at.day, c) {
		return
	}
	b.begin(p, axis, v, basis, at, c)
}

// resume lets a party go on over a dissolution with which the spell ended only
// because its source knew no later day.
func (b *book) resume(p models.PersonID, v models.Value, on temporal.Day, c models.Cited) bool {
	for _, a := range b.spansOn(p, models.Party) {
		if a.Value == v && b.electionAfter(a.To) == on {
			a.To = 0
			also(&a.Cited, "", c.Citations...)
			b.putSpan(a)
			return true
		}
	}
	return false
}

// electionAfter is the day of the general election that follows a dissolution,
// of which to is the day after; zero if there is none.
func (b *book) electionAfter(to temporal.Day) temporal.Day {
	for _, p := range b.current.Parliaments {
		if p.House == house && !p.Dissolution.IsZero() && p.Dissolution.Add(1) == to {
			next, _ := b.parliament(p.Number + 1)
			return next.Election
		}
	}
	return 0
}

// implied is the value that a label implies on an axis.
func implied(s models.Status, id models.OrganizationID) models.Value {
	if s == models.HasOrganization {
		return models.Of(id)
	}
	return models.Value{Status: s}
}
