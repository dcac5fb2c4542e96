package jobs

import (
	"cmp"
	"fmt"

	"caucus/models"
)

// say notes in plain words what happens to a person's record.
func (r *reconciler) say(s *sheet, format string, args ...any) {
	r.news[s.person] = append(r.news[s.person], fmt.Sprintf(format, args...))
}

// name is a value in English.
func (r *reconciler) name(v models.Value) string {
	o := r.Held.orgs[v.Organization]
	switch {
	case v.Status == models.HasNone:
		return "none"
	case v.IsUnknown():
		return "unknown"
	case o == nil || len(o.Names) == 0:
		return string(v.Organization)
	}
	last := o.Names[len(o.Names)-1]
	return cmp.Or(last.Short.En, last.Full.En, string(v.Organization))
}

// onAxis is a value with the axis, unless that is the label.
func (r *reconciler) onAxis(axis models.Axis, v models.Value) string {
	if axis == models.Designation {
		return r.name(v)
	}
	return string(axis) + " " + r.name(v)
}

// spoken is what a claim says of an axis, with its days.
func (r *reconciler) spoken(c *sighting) string {
	text := r.onAxis(models.Axis(c.About), c.Value)
	if c.Dated() {
		text += " " + days(c.Period)
	}
	return text
}

func (r *reconciler) riding(id models.RidingID) string {
	if o := r.Held.ridings[id]; o != nil && len(o.Names) > 0 {
		return o.Names[len(o.Names)-1].En
	}
	return string(id)
}

// called is the name of a person: that of the register, or as a newcomer is
// listed.
func (r *reconciler) called(p models.PersonID) string {
	if held := r.Held.people[p]; held != nil {
		return held.Name.Full
	}
	for _, m := range r.persons {
		if m.Person == p {
			return fullName(m.Name)
		}
	}
	return string(p)
}

func (r *reconciler) subject(p models.PersonID, riding models.RidingID) string {
	if riding == "" {
		return r.called(p)
	}
	return r.called(p) + ", " + r.riding(riding)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
