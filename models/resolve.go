package models

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"caucus/models/temporal"
)

// ResolveStatus tells what came of a question about somebody's affiliation.
type ResolveStatus string

const (
	IsResolved  ResolveStatus = "resolved"
	IsUnknown   ResolveStatus = "unknown"     // who it is can be told, the value cannot
	IsNoMember  ResolveStatus = "not_sitting" // holds no seat that day
	IsNobody    ResolveStatus = "not_found"   // the register has no such person
	IsAmbiguous ResolveStatus = "ambiguous"   // several people fit
)

// ResolveStatuses lists them.
var ResolveStatuses = [...]ResolveStatus{IsResolved, IsUnknown, IsNoMember, IsNobody, IsAmbiguous}

// ResolveItem asks for the affiliation of one person on a day, as somebody
// writes it beside a vote or a speech: by a reference as [Register.FindPerson]
// takes it, or else by name and riding.
type ResolveItem struct {
	Person string
	Name   string // whole, as [Fold] compares names
	Riding string // whole name, one that the riding ever had, or its id
	On     temporal.Day
	Axis   Axis
}

// Resolved is the answer to a [ResolveItem].
type Resolved struct {
	Status     ResolveStatus
	Person     PersonID // empty unless one person is meant
	On         temporal.Day
	Axis       Axis
	Standing   Standing   // of the person; zero without one
	Span       *Span      // of the timeline that holds the day; nil for none
	Why        string     // an English sentence, unless it is resolved
	Candidates []PersonID // of an ambiguous item, by name
}

// Value is the affiliation; unknown unless it is resolved.
func (a *Resolved) Value() Value {
	if a.Status != IsResolved {
		return UnknownValue
	}
	return a.Standing.Value(a.Axis)
}

// Resolve answers an item about a House. Somebody named with a riding is sought
// among those who held it on the day and, if nobody fits, in the parliament of
// the day.
func (d *Directory) Resolve(house HouseID, item ResolveItem) Resolved {
	a := Resolved{On: item.On, Axis: item.Axis}
	if item.Person == "" {
		d.byName(house, &item, &a)
	} else if id, err := d.r.FindPerson(item.Person); err == nil {
		a.Person = id
	} else {
		a.nobody("The register has nobody under " + item.Person + ".")
		if !errors.Is(err, ErrNotFound) {
			a.nobody(item.Person + " is no reference to a person.")
		}
	}
	if a.Person != "" {
		d.r.resolve(house, &a)
	}
	return a
}

func (a *Resolved) nobody(why string) { a.Status, a.Why = IsNobody, why }

// resolve tells the affiliation of the person that was found. The party may be
// told of somebody who does not sit.
func (r *Register) resolve(house HouseID, a *Resolved) {
	a.Standing = r.Standing(a.Person, a.On)
	v := a.Standing.Value(a.Axis)
	switch {
	case !a.Standing.Sitting() && (a.Axis != Party || v.IsUnknown()):
		a.Status, a.Why = IsNoMember, r.Explain(house, a.Person, a.On).Sentence.En
		return
	case v.IsUnknown():
		a.Status = IsUnknown
		a.Why = "No source tells the " + string(a.Axis) + " of " + r.fullName(a.Person).En + " on " + inWords(a.On).En + "."
	default:
		a.Status = IsResolved
	}
	if span, ok := r.Timeline(a.Person, a.Axis).At(a.On); ok {
		a.Span = &span
	}
}

// byName finds whom a name and a riding mean.
func (d *Directory) byName(house HouseID, item *ResolveItem, a *Resolved) {
	ridings := d.ridings[Fold(item.Riding)]
	if i, ok := d.r.ridingAt[RidingID(item.Riding)]; ok {
		ridings = []int32{i}
	}
	p, _ := d.r.ParliamentOn(house, item.On)
	switch {
	case len(ridings) == 0:
		a.nobody("The register has no riding called " + item.Riding + ".")
		return
	case p == nil:
		a.nobody("On " + inWords(item.On).En + " the House had not been elected.")
		return
	}
	then, ever := d.holders(house, ridings, Fold(item.Name), item.On)
	where := item.Riding + " on " + inWords(item.On).En
	if len(then) == 0 {
		then = ever
		where = item.Riding + " in the " + numbered(p.Number).En + " Parliament"
	}
	switch len(then) {
	case 0:
		a.nobody("Nobody called " + item.Name + " held " + where + ".")
	case 1:
		a.Person = d.r.people[d.r.byRank[then[0]]].ID
	default:
		a.Status, a.Why = IsAmbiguous, strconv.Itoa(len(then))+" people called "+item.Name+" held "+where+"."
		for _, rank := range then {
			a.Candidates = append(a.Candidates, d.r.people[d.r.byRank[rank]].ID)
		}
	}
}

// holders lists those of a name, by their places in the order of names, who held
// one of the ridings on a day, and those who ever did in the parliament of the
// day.
func (d *Directory) holders(house HouseID, ridings []int32, name string, on temporal.Day) (then, ever []int32) {
	h := d.r.houses[d.r.houseAt(house)]
	for _, at := range h.terms[h.last(on)] {
		t := &d.r.terms[at]
		if !slices.Contains(ridings, t.riding) || !d.r.people[t.person].isCalled(name) {
			continue
		}
		ever = append(ever, d.r.rank[t.person])
		if t.period().Contains(on) {
			then = append(then, d.r.rank[t.person])
		}
	}
	for _, list := range [...]*[]int32{&then, &ever} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return then, ever
}

// isCalled reports whether one of the person's whole names, folded, is the given
// one.
func (p *Person) isCalled(folded string) bool {
	if folded == "" {
		return false
	}
	return Fold(p.Name.Full) == folded || slices.ContainsFunc(p.OtherNames, func(n PersonName) bool { return Fold(n.Full) == folded })
}

// IsReference reports whether a text has the form of a reference to a person,
// be there one or not: per_…, or scheme:value with a scheme of [Schemes].
func IsReference(text string) bool {
	scheme, value, ok := strings.Cut(text, ":")
	if !ok {
		return strings.HasPrefix(text, "per_")
	}
	return slices.Contains(Schemes[:], scheme) && value != ""
}
