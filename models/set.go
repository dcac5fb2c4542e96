package models

import (
	"cmp"
	"iter"
	"slices"
)

// Facts is a set of facts, by kind: what a source says, what a dataset holds,
// or what the register believes as of one revision. The zero value is empty.
type Facts struct {
	Houses        []House
	Sources       []Source
	Snapshots     []Snapshot
	Parliaments   []Parliament
	Seats         []Seats
	Organizations []Organization
	Successions   []Succession
	Ridings       []Riding
	People        []Person
	Tenures       []Tenure
	Affiliations  []Affiliation
	Events        []Event
	Rejections    []Rejection
}

// Kinds lists every kind in the order in which facts may refer to one another:
// a fact refers to facts of earlier kinds only.
var Kinds = [...]Kind{
	KindHouse, KindSource, KindSnapshot, KindParliament, KindSeats, KindOrganization,
	KindSuccession, KindRiding, KindPerson, KindTenure, KindAffiliation, KindEvent, KindRejection,
}

// Add appends one fact.
func (s *Facts) Add(f Fact) {
	switch f := f.(type) {
	case House:
		s.Houses = append(s.Houses, f)
	case Source:
		s.Sources = append(s.Sources, f)
	case Snapshot:
		s.Snapshots = append(s.Snapshots, f)
	case Parliament:
		s.Parliaments = append(s.Parliaments, f)
	case Seats:
		s.Seats = append(s.Seats, f)
	case Organization:
		s.Organizations = append(s.Organizations, f)
	case Succession:
		s.Successions = append(s.Successions, f)
	case Riding:
		s.Ridings = append(s.Ridings, f)
	case Person:
		s.People = append(s.People, f)
	case Tenure:
		s.Tenures = append(s.Tenures, f)
	case Affiliation:
		s.Affiliations = append(s.Affiliations, f)
	case Event:
		s.Events = append(s.Events, f)
	case Rejection:
		s.Rejections = append(s.Rejections, f)
	}
}

// All yields every fact, kind by kind in the order of [Kinds].
func (s *Facts) All() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		_ = each(s.Houses, yield) && each(s.Sources, yield) && each(s.Snapshots, yield) &&
			each(s.Parliaments, yield) && each(s.Seats, yield) && each(s.Organizations, yield) &&
			each(s.Successions, yield) && each(s.Ridings, yield) && each(s.People, yield) &&
			each(s.Tenures, yield) && each(s.Affiliations, yield) && each(s.Events, yield) &&
			each(s.Rejections, yield)
	}
}

func each[F Fact](list []F, yield func(Fact) bool) bool {
	for _, f := range list {
		if !yield(f) {
			return false
		}
	}
	return true
}

// Len is the number of facts.
func (s *Facts) Len() int {
	return len(s.Houses) + len(s.Sources) + len(s.Snapshots) + len(s.Parliaments) + len(s.Seats) +
		len(s.Organizations) + len(s.Successions) + len(s.Ridings) + len(s.People) + len(s.Tenures) +
		len(s.Affiliations) + len(s.Events) + len(s.Rejections)
}

// Sort brings the facts of each kind into their canonical order, which is the
// order of their keys, and for what people did first the person, then time.
func (s *Facts) Sort() {
	byKey(s.Houses)
	byKey(s.Sources)
	byKey(s.Snapshots)
	slices.SortFunc(s.Parliaments, func(a, b Parliament) int {
		return cmp.Or(cmp.Compare(a.House, b.House), a.Number-b.Number)
	})
	byKey(s.Seats)
	byKey(s.Organizations)
	byKey(s.Successions)
	byKey(s.Ridings)
	byKey(s.People)
	slices.SortFunc(s.Tenures, func(a, b Tenure) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), a.Period.Compare(b.Period), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.Affiliations, func(a, b Affiliation) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Axis, b.Axis),
			a.Period.Compare(b.Period), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(s.Events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.On, b.On))
	})
	byKey(s.Rejections)
}

func byKey[F Fact](list []F) {
	slices.SortFunc(list, func(a, b F) int { return cmp.Compare(a.Key(), b.Key()) })
}
