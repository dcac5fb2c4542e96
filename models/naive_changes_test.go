package models_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// naiveChange is a change with what filters and order look at.
type naiveChange struct {
	on         temporal.Day
	kind       models.ChangeKind
	person     models.PersonID // empty for an organization
	tenure     *models.Tenure
	from, to   models.Value // on the caucus axis
	cause      models.Cause
	announced  temporal.Instant
	window     temporal.Day
	state      models.State
	recorded   int
	name       string // by which changes of one day are ordered
	parliament int
}

func (c naiveChange) String() string {
	return fmt.Sprintf("%s %s %s from %s to %s, %s at %d, window %s, %s in %d",
		c.on, c.kind, c.person, said(c.from), said(c.to), c.cause, c.announced, c.window, c.state, c.recorded)
}

func said(v models.Value) string {
	if v.Status == models.HasOrganization {
		return string(v.Organization)
	}
	return string(v.Status)
}

// toldAs brings an answer into the same form.
func toldAs(c models.Change) naiveChange {
	n := naiveChange{
		on: c.On, kind: c.Kind, person: c.Person, from: c.Before.Caucus, to: c.After.Caucus, cause: c.Cause,
		announced: c.AnnouncedAt, window: c.Window.From, state: c.State, recorded: c.RecordedIn,
	}
	if c.Person == "" {
		n.from, n.to = models.Of(c.From), models.Of(c.To)
	}
	return n
}

// allChanges walks every day of every person, then tenures, then organizations;
// newest first.
func (n *naive) allChanges() []naiveChange {
	var out []naiveChange
	for _, p := range n.people {
		for on := dawn + 1; on <= nightfall; on++ {
			if c, ok := n.changeOn(p, on); ok {
				out = append(out, c)
			}
		}
	}
	for i := range n.facts.Tenures {
		out = append(out, n.movesOf(&n.facts.Tenures[i])...)
	}
	for _, s := range n.facts.Successions {
		c := naiveChange{
			on: s.On, kind: models.ChangeKind(s.Type), from: models.Of(s.From), to: models.Of(s.To),
			cause: models.CauseUnknown, state: s.State, recorded: s.RecordedIn, name: string(s.From),
		}
		if p, _ := n.parliament(s.On); p != nil {
			c.parliament = p.Number
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b naiveChange) int {
		return cmp.Or(int(b.on-a.on), strings.Compare(a.name, b.name), kindOrder(a.kind)-kindOrder(b.kind))
	})
	return out
}

func kindOrder(k models.ChangeKind) int { return slices.Index(models.ChangeKinds[:], k) }

// changeOn compares a day with the one before, for somebody who holds one seat
// on both.
func (n *naive) changeOn(p models.Person, on temporal.Day) (naiveChange, bool) {
	kept := slices.IndexFunc(n.seats[p.ID][on-dawn], func(t *models.Tenure) bool {
		return slices.Contains(n.seats[p.ID][on-dawn-1], t)
	})
	if kept < 0 {
		return naiveChange{}, false
	}
	c := naiveChange{
		on: on, person: p.ID, tenure: n.seats[p.ID][on-dawn][kept], name: listKey(p), cause: models.CauseUnknown, state: models.Confirmed,
		from: n.value(p.ID, models.Caucus, on-1), to: n.value(p.ID, models.Caucus, on),
	}
	c.parliament = c.tenure.Parliament
	var axis models.Axis
	switch {
	case n.differs(p.ID, models.Caucus, on):
		axis = models.Caucus
		switch {
		case c.from == models.None:
			c.kind = models.JoinedCaucus
		case c.to == models.None:
			c.kind = models.LeftCaucus
		default:
			c.kind = models.CrossedFloor
		}
	case n.differs(p.ID, models.Designation, on):
		axis, c.kind = models.Designation, models.Redesignated
	case n.differs(p.ID, models.Party, on):
		axis, c.kind = models.Party, models.ChangedParty
	default:
		return c, false
	}
	n.why(&c, axis)
	return c, true
}

// differs tells whether what holds on an axis became something else that is
// known, and not by what befell an organization.
func (n *naive) differs(p models.PersonID, a models.Axis, on temporal.Day) bool {
	from, to := n.value(p, a, on-1), n.value(p, a, on)
	if from == to || from == models.UnknownValue || to == models.UnknownValue {
		return false
	}
	return !slices.ContainsFunc(n.facts.Successions, func(s models.Succession) bool {
		return s.On == on && models.Of(s.From) == from && models.Of(s.To) == to
	})
}

// why adds what the beliefs and events of the day say.
func (n *naive) why(c *naiveChange, kind models.Axis) {
	for _, a := range models.Axes {
		s := n.spell(c.person, a, c.on)
		if s == nil || s.From != c.on || n.value(c.person, a, c.on-1) == s.Value {
			continue
		}
		c.recorded = max(c.recorded, s.RecordedIn)
		if s.State == models.Provisional {
			c.state = models.Provisional
		}
		if a == kind && s.Window != nil && n.wrong != windowsIgnore {
			c.window = s.Window.From
		}
	}
	for _, e := range n.facts.Events {
		if e.Person == c.person && e.On == c.on {
			c.cause, c.announced, c.recorded = e.Cause, e.AnnouncedAt, max(c.recorded, e.RecordedIn)
		}
	}
}

// movesOf tells how a tenure began and ended.
func (n *naive) movesOf(t *models.Tenure) []naiveChange {
	move := func(kind models.ChangeKind, on temporal.Day) naiveChange {
		before, after := n.standing(t.Person, on-1), n.standing(t.Person, on)
		who := n.people[slices.IndexFunc(n.people, func(p models.Person) bool { return p.ID == t.Person })]
		return naiveChange{
			on: on, kind: kind, person: t.Person, tenure: t, from: before.Caucus, to: after.Caucus, cause: models.CauseUnknown,
			state: t.State, recorded: t.RecordedIn, name: listKey(who) + "\x00" + string(t.ID), parliament: t.Parliament,
		}
	}
	out := []naiveChange{move(models.Seated, t.From)}
	if t.To != 0 {
		c := move(models.Unseated, t.To)
		if t.EndWindow != nil {
			c.window = t.EndWindow.From
		}
		out = append(out, c)
	}
	return out
}

// passes applies the filters of a query.
func (c naiveChange) passes(q models.ChangesQuery) bool {
	kinds := q.Kinds
	if len(kinds) == 0 {
		kinds = []models.ChangeKind{models.CrossedFloor, models.LeftCaucus, models.JoinedCaucus, models.Redesignated, models.ChangedParty}
	}
	since := temporal.Instant(0)
	if c.recorded > 0 {
		since = smallRevisions[c.recorded-1].RecordedAt
	}
	moved := c.from != c.to
	for _, refused := range []bool{
		!slices.Contains(kinds, c.kind),
		c.on < q.Period.From,
		q.Period.To != 0 && c.on >= q.Period.To,
		q.Cause != "" && q.Cause != c.cause,
		q.Person != "" && q.Person != c.person,
		q.Parliament != 0 && q.Parliament != c.parliament,
		q.State != "" && q.State != c.state,
		q.KnownSince != 0 && since < q.KnownSince,
		q.FromCaucus != nil && !(moved && *q.FromCaucus == c.from),
		q.ToCaucus != nil && !(moved && *q.ToCaucus == c.to),
		q.Caucus != nil && !(moved && (*q.Caucus == c.from || *q.Caucus == c.to)),
	} {
		if refused {
			return false
		}
	}
	return true
}
