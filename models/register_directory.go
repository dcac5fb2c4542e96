package models

import (
	"slices"

	"caucus/models/temporal"
)

// Directory finds organizations and ridings of a register by their names, in
// either language, as [Fold] compares them. Making one folds every name, so it
// is made once for a register and kept.
type Directory struct {
	r             *Register
	organizations map[string][]entryOfOrganization
	ridings       map[string][]int32
	ridingsByName []ridingEntry
	ridingWords   []string // of each riding, every word of its names, each behind a space
}

type entryOfOrganization struct {
	id OrganizationID
	temporal.Period
}

// NewDirectory folds the names of a register.
func NewDirectory(r *Register) *Directory {
	d := &Directory{r: r, organizations: map[string][]entryOfOrganization{}, ridings: map[string][]int32{}}
	for i := range r.organizations {
		o := &r.organizations[i]
		for _, n := range o.Names {
			for _, text := range [...]string{n.Full.En, n.Full.Fr, n.Short.En, n.Short.Fr, n.Abbreviation.En, n.Abbreviation.Fr} {
				d.addOrganization(o, n.Period, Fold(text))
			}
		}
	}
	folded := foldOnce()
	for i := range r.ridings {
		for _, n := range r.ridings[i].Names {
			d.addRiding(int32(i), folded(n.En).key)
			d.addRiding(int32(i), folded(n.Fr).key)
		}
	}
	d.sortRidings(folded)
	return d
}

// foldedName is a name as names are compared, and the words under which it is
// found.
type foldedName struct {
	key   string
	words []string
}

// foldOnce folds names, each of them once.
func foldOnce() func(string) foldedName {
	done := map[string]foldedName{}
	return func(name string) foldedName {
		f, ok := done[name]
		if !ok {
			f = foldedName{Fold(name), foldedWords(name)}
			done[name] = f
		}
		return f
	}
}

func (d *Directory) addOrganization(o *Organization, named temporal.Period, key string) {
	p, ok := o.Period.Intersect(named)
	e := entryOfOrganization{o.ID, p}
	if key != "" && ok && !slices.Contains(d.organizations[key], e) {
		d.organizations[key] = append(d.organizations[key], e)
	}
}

func (d *Directory) addRiding(i int32, key string) {
	if key != "" && !slices.Contains(d.ridings[key], i) {
		d.ridings[key] = append(d.ridings[key], i)
	}
}

// Organizations lists the organizations with a name, by id: those that have it
// on the day if there are any, otherwise those that ever had it. Full and short
// names and abbreviations count alike.
func (d *Directory) Organizations(name string, on temporal.Day) []OrganizationID {
	var ever, then []OrganizationID
	for _, e := range d.organizations[Fold(name)] {
		ever = append(ever, e.id)
		if e.Contains(on) {
			then = append(then, e.id)
		}
	}
	if len(then) > 0 {
		ever = then
	}
	slices.Sort(ever)
	return slices.Compact(ever)
}

// Ridings lists the ridings with a name, by id. Since a name often outlives a
// redistribution, those with a member in the parliament of the day stand for
// all if there are any.
func (d *Directory) Ridings(house HouseID, name string, on temporal.Day) []RidingID {
	var ever, then []RidingID
	if d.r.houseAt(house) < 0 {
		return nil
	}
	for _, i := range d.ridings[Fold(name)] {
		if d.r.ridings[i].House != house {
			continue
		}
		ever = append(ever, d.r.ridings[i].ID)
		if d.r.represented(house, i, on) {
			then = append(then, d.r.ridings[i].ID)
		}
	}
	if len(then) > 0 {
		return then
	}
	return ever
}

// represented reports whether a riding has had a member in the parliament of a
// day.
func (r *Register) represented(house HouseID, riding int32, on temporal.Day) bool {
	h := r.houses[r.houseAt(house)]
	n := h.last(on)
	return n >= 0 && slices.ContainsFunc(h.terms[n], func(at int32) bool { return r.terms[at].riding == riding })
}
