package models

import "caucus/models/temporal"

// NamesOn returns the names of the organization on a day. Before its first
// names it is called by those, after its last by these.
func (o *Organization) NamesOn(day temporal.Day) OrganizationNames {
	var names OrganizationNames
	for i, n := range o.Names {
		if i > 0 && n.From > day {
			break
		}
		names = n
	}
	return names
}

// NameOn returns the name of the riding on a day. Inside the window of a
// renaming whose day nobody knows, the old name holds and next is the one that
// it may already have had; otherwise next is nil.
func (d *Riding) NameOn(day temporal.Day) (name Name, next *RidingName) {
	if len(d.Names) == 0 {
		return name, nil
	}
	at := d.nameAt(day)
	if at+1 < len(d.Names) {
		n := &d.Names[at+1]
		if n.Window != nil && !n.Window.IsZero() && day >= n.Window.From {
			next = n
		}
	}
	return d.Names[at].Name, next
}

// nameAt is the place among the names of the one that holds on a day; zero if
// there is none. Before its first name a riding is called by that.
func (d *Riding) nameAt(day temporal.Day) int {
	at := 0
	for i := range d.Names {
		if i > 0 && d.Names[i].From > day {
			break
		}
		at = i
	}
	return at
}
