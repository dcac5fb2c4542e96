package parlinfo

import (
	"fmt"
	"slices"

	"caucus/models/temporal"
)

// caucuses are the caucuses that Caucus Member roles state. The source starts a
// role on the first sitting and may end it at a dissolution, so that only a day
// on which the label changes too is taken as one on which the caucus did.
func (c *career) caucuses(labels []piece) (list []piece) {
	roles := merged(c.pieces(CaucusPlace))
	for i := range roles {
		roles[i].Period = c.untilChange(roles[i], labels)
	}
	clash := c.clashing(roles)
	for i, r := range roles {
		if clash[i] || r.role.Approximate || r.role.EndApprox {
			continue
		}
		l, labelled := labelOn(labels, r.From, r.role.Organization)
		switch {
		case c.endsEarly(r, labels, roles):
			continue
		case !labelled:
		case l.From != 0 && !slices.ContainsFunc(roles[:i], func(o piece) bool { return o.Open() || o.To > l.From }):
			r.From = l.From
		case r.Open():
			r.From = 0
		default:
			continue
		}
		list = append(list, r)
	}
	return list
}

// labelOn is the label of an organization that holds on a day; a label without
// a first day holds on any.
func labelOn(labels []piece, day temporal.Day, organization int) (piece, bool) {
	i := slices.IndexFunc(labels, func(l piece) bool { return l.role.Organization == organization && l.Contains(day) })
	if i < 0 {
		return piece{}, false
	}
	return labels[i], true
}

// untilChange takes the first day of another label off the end of a role that
// still counts it: a change on a day holds on that day.
func (c *career) untilChange(r piece, labels []piece) temporal.Period {
	last := r.LastDay()
	if r.Open() || r.From == last {
		return r.Period
	}
	if slices.ContainsFunc(labels, func(l piece) bool { return l.From == last && l.role.Organization != r.role.Organization }) {
		r.To = last
	}
	return r.Period
}

// endsEarly reports whether a role ends while the label stays, which may mean
// that the caucus was left, or nothing. Of somebody who sits that is reported,
// unless it is decided or another role follows.
func (c *career) endsEarly(r piece, labels, roles []piece) bool {
	if r.Open() || r.To == r.run.To {
		return false
	}
	l, labelled := labelOn(labels, r.To, r.role.Organization)
	if !labelled {
		return false
	}
	_, decided := c.reviewed.caucus[[2]int{c.d.Person, r.role.ID}]
	follows := slices.ContainsFunc(roles, func(o piece) bool { return o.From >= r.To && o.run == r.run })
	if r.run.Open() && !decided && !follows {
		c.fault(r.role, fmt.Sprintf("%s %s ends on %s while the label %s stays; what that means is not decided, and it is left out",
			r.role.Kind, r.role.Name.En, r.LastDay(), l.role.Name.En))
	}
	return true
}
