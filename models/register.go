package models

import (
	"cmp"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// Register is all that is believed as of one revision, in memory, sorted and
// indexed. It is immutable: every question is a method that changes nothing,
// so any number of goroutines may ask at once. The zero value is not usable;
// see [NewRegister].
type Register struct {
	revisions []Revision // every one up to the newest, by number
	speaks    temporal.Day

	houses         []*houseIndex
	organizations  []Organization
	organizationAt map[OrganizationID]int16
	successions    map[succession]Succession
	ridings        []Riding
	ridingAt       map[RidingID]int32
	people         []Person
	personAt       map[PersonID]int32
	byIdentifier   []identifierRow
	events         map[eventKey]Event
	reported       map[int32][]Affiliation
	notes          map[packedID]string
	rejected       map[RejectionID]bool

	spells    []spell // by person, axis, start
	spellsOf  []uint32
	terms     []term // by person, start
	termsOf   []uint32
	words     []wordRow // for name search
	wordTexts []string
	rank      []int32 // person → place in the order of names
	byRank    []int32 // place in the order of names → person
	sortKeys  arena
	sortKeyOf []slice

	changes   []changeRow // changes of affiliation, newest first
	changeIDs map[changeRow]packedID
	changesBy []int32     // places of changes, by person, newest first
	changesAt []uint32    // where those of each person begin
	moves     []changeRow // seated and unseated, newest first
	book      citeBook
}

type (
	succession struct {
		from, to OrganizationID
		on       temporal.Day
	}
	eventKey struct {
		person int32
		on     temporal.Day
	}
	identifierRow struct {
		scheme uint8 // place in Schemes, plus one; zero for others
		person int32
		value  string
	}
)

// Head is the revision that the register shows; its number is zero if nothing
// has been recorded yet.
func (r *Register) Head() Revision {
	if len(r.revisions) == 0 {
		return Revision{}
	}
	return r.revisions[len(r.revisions)-1]
}

// First is the first revision of the register.
func (r *Register) First() Revision {
	if len(r.revisions) == 0 {
		return Revision{}
	}
	return r.revisions[0]
}

// RecordedAt is the instant of a revision up to the newest; zero if there is
// no such revision.
func (r *Register) RecordedAt(number int) temporal.Instant {
	if number < 1 || number > len(r.revisions) {
		return 0
	}
	return r.revisions[number-1].RecordedAt
}

// SpeaksUntil is the last day that any source speaks of. Answers for later
// days carry forward what was last known.
func (r *Register) SpeaksUntil() temporal.Day { return r.speaks }

// Houses lists the ids of the Houses, in order.
func (r *Register) Houses() []HouseID {
	ids := make([]HouseID, len(r.houses))
	for i, h := range r.houses {
		ids[i] = h.House.ID
	}
	return ids
}

func (r *Register) houseAt(id HouseID) int {
	return slices.IndexFunc(r.houses, func(h *houseIndex) bool { return h.House.ID == id })
}

// House returns a House.
func (r *Register) House(id HouseID) (House, bool) {
	if i := r.houseAt(id); i >= 0 {
		return r.houses[i].House, true
	}
	return House{}, false
}

// Organization returns an organization of the reviewed list.
func (r *Register) Organization(id OrganizationID) (Organization, bool) {
	if i, ok := r.organizationAt[id]; ok {
		return r.organizations[i], true
	}
	return Organization{}, false
}

// Organizations lists the reviewed list, by id. The caller must not change it.
func (r *Register) Organizations() []Organization { return r.organizations }

// Riding returns a riding, without citations.
func (r *Register) Riding(id RidingID) (Riding, bool) {
	if i, ok := r.ridingAt[id]; ok {
		return r.ridings[i], true
	}
	return Riding{}, false
}

// Ridings lists every riding, by id, without citations. The caller must not
// change it.
func (r *Register) Ridings() []Riding { return r.ridings }

// Source returns a source.
func (r *Register) Source(id SourceID) (Source, bool) {
	for _, s := range r.book.sources {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}

// Snapshot returns a document that citations point to.
func (r *Register) Snapshot(id SnapshotID) (Snapshot, bool) {
	want, err := packID("snp", string(id))
	if err != nil {
		return Snapshot{}, false
	}
	i, ok := slices.BinarySearchFunc(r.book.snapshots, want, func(s snapshotRow, id packedID) int {
		return cmp.Compare(s.id, id)
	})
	if !ok {
		return Snapshot{}, false
	}
	return r.book.snapshot(i), true
}

// Counts tells the size of the register.
func (r *Register) Counts() (people, tenures, affiliations int) {
	return len(r.people), len(r.terms), len(r.spells)
}

// FindPerson finds the person whom a reference names: an id per_…, or
// scheme:value such as "ourcommons:105091". An unknown scheme is an
// *[InvalidError]; a reference to nobody wraps [ErrNotFound].
func (r *Register) FindPerson(ref string) (PersonID, error) {
	scheme, v, ok := strings.Cut(ref, ":")
	if !ok {
		if _, ok := r.personAt[PersonID(ref)]; ok {
			return PersonID(ref), nil
		}
		return "", ErrNotFound
	}
	if !slices.Contains(Schemes[:], scheme) {
		e := &InvalidError{}
		e.Add("id", ref, "per_… or one of "+strings.Join(Schemes[:], ":…, ")+":…")
		return "", e
	}
	i, ok := slices.BinarySearchFunc(r.byIdentifier, identifierRow{scheme: packScheme(scheme), value: v}, compareIdentifiers)
	if !ok {
		return "", ErrNotFound
	}
	return r.people[r.byIdentifier[i].person].ID, nil
}

func packScheme(s string) uint8 { return uint8(slices.Index(Schemes[:], s) + 1) }

func compareIdentifiers(a, b identifierRow) int {
	return cmp.Or(cmp.Compare(a.scheme, b.scheme), strings.Compare(a.value, b.value))
}

// Person returns a person, without citations.
func (r *Register) Person(id PersonID) (Person, bool) {
	if i, ok := r.personAt[id]; ok {
		return r.people[i], true
	}
	return Person{}, false
}
