package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// NewRegister builds a register from what is believed as of the newest of
// revisions, which are all revisions by number. It sorts f. Facts that refer to
// nothing, hold on no day or lack a citation are an *[InvalidError] that names
// them all; what must hold between facts is the business of [Check].
func NewRegister(revisions []Revision, f *Facts) (*Register, error) {
	f.Sort()
	r := &Register{revisions: revisions}
	p := newPacker(r)
	p.lists[""] = 0
	r.book.ends = []uint32{0}
	p.lookups(f)
	p.snapshotRows(f)
	p.persons(f)
	p.houses(f)
	p.termRows(f)
	p.spellRows(f)
	p.eventRows(f)
	p.references(f)
	if err := p.faults.OrNil(); err != nil {
		return nil, err
	}
	p.compact()
	r.indexTerms()
	r.indexNames()
	r.indexChanges()
	for i := range r.houses {
		r.indexStandings(i)
	}
	return r, nil
}

// lookups takes over what the other facts refer to.
func (p *packer) lookups(f *Facts) {
	r := p.r
	r.organizations = f.Organizations
	r.organizationAt = make(map[OrganizationID]int16, len(f.Organizations))
	for i, o := range f.Organizations {
		r.organizationAt[o.ID] = int16(i)
	}
	r.successions = make(map[succession]Succession, len(f.Successions))
	for _, s := range f.Successions {
		if s.Type != Merger && s.Type != Rename {
			p.fault(s, fmt.Errorf("kind %q is not merged or renamed", s.Type))
		}
		r.successions[succession{s.From, s.To, s.On}] = s
	}
	r.ridings = slices.Clone(f.Ridings)
	r.ridingAt = make(map[RidingID]int32, len(f.Ridings))
	for i := range r.ridings {
		d := &r.ridings[i]
		d.Province, d.House = p.intern(d.Province), HouseID(p.intern(string(d.House)))
		for n := range d.Names {
			d.Names[n].En, d.Names[n].Fr = p.intern(d.Names[n].En), p.intern(d.Names[n].Fr)
		}
		p.bare(&d.Cited)
		p.internIdentifiers(d.Identifiers)
		r.ridingAt[d.ID] = int32(i)
	}
	r.rejected = make(map[RejectionID]bool, len(f.Rejections))
	for i := range f.Rejections {
		r.rejected[f.Rejections[i].ID] = true
	}
	r.book.sources = f.Sources
	for _, s := range f.Sources {
		r.speaks = max(r.speaks, s.SpeaksUntil)
	}
}

// bare drops the citations of a fact that no answer gives: those of people and
// ridings. What is wrong with them, references tells.
func (p *packer) bare(c *Cited) {
	c.State, c.Citations = State(p.intern(string(c.State))), nil
}

// share lets the parts of a name be parts of the text of the whole.
func share(n *PersonName) {
	if strings.HasPrefix(n.Full, n.Given) {
		n.Given = n.Full[:len(n.Given)]
	}
	if strings.HasSuffix(n.Full, n.Family) {
		n.Family = n.Full[len(n.Full)-len(n.Family):]
	}
}

func (p *packer) internIdentifiers(list []Identifier) {
	for i := range list {
		list[i].Scheme = p.intern(list[i].Scheme)
	}
}

func (p *packer) snapshotRows(f *Facts) {
	sources := map[SourceID]int{}
	for i, s := range f.Sources {
		sources[s.ID] = i
	}
	for _, s := range f.Snapshots {
		if err := p.packSnapshot(s, sources); err != nil {
			p.fault(s, err)
		}
	}
}

func (p *packer) persons(f *Facts) {
	r := p.r
	r.people = slices.Clone(f.People)
	r.personAt = make(map[PersonID]int32, len(f.People))
	for i := range r.people {
		one := &r.people[i]
		p.bare(&one.Cited)
		share(&one.Name)
		p.internIdentifiers(one.Identifiers)
		r.personAt[one.ID] = int32(i)
		for _, id := range one.Identifiers {
			r.byIdentifier = append(r.byIdentifier, identifierRow{packScheme(id.Scheme), int32(i), id.Value})
		}
	}
	slices.SortFunc(r.byIdentifier, compareIdentifiers)
}

func (p *packer) houses(f *Facts) {
	for _, h := range f.Houses {
		p.r.houses = append(p.r.houses, &houseIndex{House: h})
	}
	for _, one := range f.Parliaments {
		if h := p.r.houseAt(one.House); h >= 0 {
			p.r.houses[h].parliaments = append(p.r.houses[h].parliaments, one)
		}
	}
	for _, one := range f.Seats {
		if h := p.r.houseAt(one.House); h >= 0 {
			p.r.houses[h].seats = append(p.r.houses[h].seats, one)
		}
	}
}

func (p *packer) termRows(f *Facts) {
	r := p.r
	r.notes = map[packedID]string{}
	r.termsOf = make([]uint32, len(r.people)+1)
	for _, t := range f.Tenures {
		row, err := p.packTerm(t)
		if err != nil {
			p.fault(t, err)
			continue
		}
		if t.Note != "" {
			r.notes[row.id] = p.intern(t.Note)
		}
		r.terms = append(r.terms, row)
		r.termsOf[row.person+1]++
	}
	sumUp(r.termsOf)
}

func (p *packer) spellRows(f *Facts) {
	r := p.r
	r.reported = map[int32][]Affiliation{}
	r.spellsOf = make([]uint32, len(r.people)+1)
	r.spells = make([]spell, 0, len(f.Affiliations))
	for _, a := range f.Affiliations {
		person, ok := r.personAt[a.Person]
		if !ok {
			p.faults.Add(string(KindAffiliation), string(a.ID), "person "+string(a.Person)+" is not known")
			continue
		}
		row, err := p.packSpell(a)
		if err != nil {
			p.fault(a, err)
			continue
		}
		if a.State == Reported {
			r.reported[person] = append(r.reported[person], a)
			continue
		}
		if a.Note != "" {
			r.notes[row.id] = p.intern(a.Note)
		}
		r.spells = append(r.spells, row)
		r.spellsOf[person+1]++
	}
	sumUp(r.spellsOf)
}

// sumUp turns counts into the places where ranges begin.
func sumUp(counts []uint32) {
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
}

func (p *packer) eventRows(f *Facts) {
	p.r.events = make(map[eventKey]Event, len(f.Events))
	for _, e := range f.Events {
		if person, ok := p.r.personAt[e.Person]; ok {
			p.r.events[eventKey{person, e.On}] = e
		} else {
			p.faults.Add(string(KindEvent), string(e.ID), "person "+string(e.Person)+" is not known")
		}
	}
}

// compact gives back what building needed too much of.
func (p *packer) compact() {
	r := p.r
	r.spells = slices.Clone(r.spells)
	r.terms = slices.Clone(r.terms)
	r.byIdentifier = slices.Clone(r.byIdentifier)
	r.book.snapshots = slices.Clone(r.book.snapshots)
	r.book.rows = slices.Clone(r.book.rows)
	r.book.ends = slices.Clone(r.book.ends)
	r.book.texts.seal()
}

// indexTerms gives every parliament the terms held in it, by start.
func (r *Register) indexTerms() {
	for _, h := range r.houses {
		h.terms = make([][]int32, len(h.parliaments))
	}
	for i := range r.terms {
		t := &r.terms[i]
		h := r.houses[t.house]
		n := h.parliamentIndex(int(t.parliament))
		h.terms[n] = append(h.terms[n], int32(i))
	}
	for _, h := range r.houses {
		for n := range h.terms {
			slices.SortFunc(h.terms[n], func(a, b int32) int {
				return cmp.Or(int(r.terms[a].from-r.terms[b].from), int(a-b))
			})
			h.terms[n] = slices.Clip(h.terms[n])
		}
	}
}

// openEnd is the day that stands for "until changed" where days are compared.
const openEnd = temporal.Day(1<<31 - 1)

func endOrOpen(d temporal.Day) temporal.Day {
	if d == 0 {
		return openEnd
	}
	return d
}
