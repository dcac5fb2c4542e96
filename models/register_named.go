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
	for i := range d.Names {
		n := &d.Names[i]
		if i > 0 && n.From > day {
			if n.Window != nil && !n.Window.IsZero() && day >= n.Window.From {
				next = n
			}
			break
		}
		name = n.Name
	}
	return name, next
}
