package models

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"caucus/models/temporal"
)

// Findings is what [Check] has to say about a set of facts.
type Findings struct {
	Broken     []string    // invariants that do not hold, each naming the facts
	Unbalanced []string    // parliaments whose members do not fill the seats by law: a record that is not whole
	Exceptions []Exception // members of whom the sources leave days open
}

// Exception is a member who sat without a known designation.
type Exception struct {
	Person PersonID
	Name   string
	Period temporal.Period
	Cause  string // what the source lacks
}

// checker gathers findings.
type checker struct {
	f        *Facts
	r        *Register
	Findings Findings
}

func (c *checker) broken(format string, args ...any) {
	c.Findings.Broken = append(c.Findings.Broken, fmt.Sprintf(format, args...))
}

// Check tells whether what must hold between facts does hold. It sorts f.
// Facts from which no register can be built are broken, and then nothing else
// is looked at.
func Check(f *Facts) Findings {
	r, err := NewRegister(nil, f)
	if err != nil {
		return Findings{Broken: []string{err.Error()}}
	}
	c := &checker{f: f, r: r}
	c.keys()
	c.identifiers()
	c.parliaments()
	c.successions()
	c.tenures()
	c.affiliations()
	c.coverage()
	c.events()
	c.rejections()
	c.elections()
	c.balance()
	return c.Findings
}

func (c *checker) keys() {
	seen := map[Ref]bool{}
	for f := range c.f.All() {
		if seen[RefOf(f)] {
			c.broken("%s %s is believed twice at once", f.Kind(), f.Key())
		}
		seen[RefOf(f)] = true
	}
}

func (c *checker) identifiers() {
	owner := map[Identifier]PersonID{}
	for _, p := range c.f.People {
		for _, id := range p.Identifiers {
			if first, ok := owner[id]; ok {
				c.broken("identifier %s:%s belongs to %s and to %s", id.Scheme, id.Value, first, p.ID)
			}
			owner[id] = p.ID
			if !slices.Contains(Schemes[:], id.Scheme) {
				c.broken("person %s has an identifier of unknown scheme %q", p.ID, id.Scheme)
			}
		}
	}
}

func (c *checker) parliaments() {
	for _, h := range c.r.houses {
		for i, p := range h.parliaments {
			if p.FirstSitting != 0 && p.FirstSitting < p.Election || p.Dissolution != 0 && p.Dissolution < p.Election {
				c.broken("parliament %d of %s: election, first sitting and dissolution are out of order", p.Number, p.House)
			}
			if i > 0 && (h.parliaments[i-1].Dissolution == 0 || h.parliaments[i-1].Dissolution >= p.Election) {
				c.broken("parliament %d of %s is elected before the one before it is dissolved", p.Number, p.House)
			}
		}
	}
}

func (c *checker) successions() {
	for _, s := range c.f.Successions {
		_, from := c.r.Organization(s.From)
		_, to := c.r.Organization(s.To)
		if !from || !to || s.From == s.To {
			c.broken("succession %s: %s cannot become %s", s.Key(), s.From, s.To)
		}
	}
}

// tenures: each lies inside its parliament, causes agree with days, and no
// seat is held twice.
func (c *checker) tenures() {
	bySeat := slices.Clone(c.f.Tenures)
	seat := func(t Tenure) string { return fmt.Sprintf("%s/%d/%d", t.Riding, t.Parliament, t.Place) }
	slices.SortFunc(bySeat, func(a, b Tenure) int {
		return cmp.Or(cmp.Compare(seat(a), seat(b)), a.Period.Compare(b.Period))
	})
	for i, t := range bySeat {
		if i > 0 && seat(bySeat[i-1]) == seat(t) && bySeat[i-1].Overlaps(t.Period) {
			c.broken("seat %s is held by %s (%s) and %s (%s) at once", seat(t), bySeat[i-1].Person, bySeat[i-1].Period, t.Person, t.Period)
		}
		c.tenure(t)
	}
}

func (c *checker) tenure(t Tenure) {
	p, _ := c.r.Parliament(t.House, t.Parliament)
	end := temporal.Day(0)
	if p.Dissolution != 0 {
		end = p.Dissolution + 1
	}
	if t.From < p.Election || temporal.EarlierEnd(t.To, end) != t.To {
		c.broken("tenure %s (%s) lies outside parliament %d (%s to %s)", t.ID, t.Period, p.Number, p.Election, p.Dissolution)
	}
	if (t.StartCause == ByGeneralElection) != (t.From == p.Election) {
		c.broken("tenure %s began on %s by %s, but the general election was on %s", t.ID, t.From, t.StartCause, p.Election)
	}
	if (t.To == 0) != (t.EndCause == "") {
		c.broken("tenure %s has end %q and end cause %q", t.ID, t.To, t.EndCause)
	}
	if t.EndCause == ByDissolution && t.To != end {
		c.broken("tenure %s ended by dissolution on %s, which is not that of parliament %d", t.ID, t.LastDay(), p.Number)
	}
	if w := t.EndWindow; w != nil && (w.From >= t.To || w.From <= t.From) {
		c.broken("tenure %s ended in a window from %s that does not lie inside it", t.ID, w.From)
	}
}

// events: a cause needs a change to be the cause of.
func (c *checker) events() {
	for _, e := range c.f.Events {
		if len(e.Citations) == 0 {
			c.broken("event %s has no citation", e.ID)
		}
		if !slices.ContainsFunc(c.r.ChangesOf(e.Person), func(ch Change) bool { return ch.On == e.On }) {
			c.broken("event %s: nothing changed for %s on %s", e.ID, e.Person, e.On)
		}
	}
}

// rejections: what is rejected is something that a source says of somebody.
func (c *checker) rejections() {
	for _, f := range c.f.Rejections {
		if _, ok := c.r.Source(f.Source); !ok {
			c.broken("rejection %s is of source %q, which is not known", f.ID, f.Source)
		}
		if _, ok := c.r.Person(f.Person); !ok {
			c.broken("rejection %s is of a claim about person %q, who is not known", f.ID, f.Person)
		}
		if f.ID != NewRejectionID(f.Said()) {
			c.broken("rejection %s does not have the id of what it rejects, and would reject nothing", f.ID)
		}
	}
}

// massStart is the number of tenures that begin on one day only at a general
// election.
const massStart = 20

func (c *checker) elections() {
	starts := map[temporal.Day]int{}
	for _, t := range c.f.Tenures {
		starts[t.From]++
	}
	for _, h := range c.r.houses {
		for _, p := range h.parliaments {
			delete(starts, p.Election)
		}
	}
	for _, day := range slices.Sorted(maps.Keys(starts)) {
		if n := starts[day]; n >= massStart {
			c.broken("%d tenures begin on %s, which is no day of a general election", n, day)
		}
	}
}

// balance: from the day from which the House promises it, the seats of every
// parliament are those of the law.
func (c *checker) balance() {
	for _, h := range c.r.houses {
		for i, p := range h.parliaments {
			if law := h.seatsByLaw(p.Election); p.Election >= h.House.Balanced && h.known[i] != law {
				c.Findings.Unbalanced = append(c.Findings.Unbalanced, fmt.Sprintf(
					"parliament %d of %s has %d seats by law, and members are known for %d", p.Number, p.House, law, h.known[i]))
			}
		}
	}
}
