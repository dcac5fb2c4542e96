package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

const anHour = temporal.Instant(time.Hour / time.Microsecond)

// newsroom is a register as of a day, on which every publisher has been read
// until nothing followed any more, and what they serve.
type newsroom struct {
	t          *testing.T
	day        temporal.Day
	base       *inMemory
	counted    []string
	broken     map[string]bool
	at         temporal.Instant // noon in UTC of the day after
	parliament int
	roster     []rostered
	every      uint32       // of how many ridings one is kept
	few        []rostered   // of whom profiles are served
	older      [][]rostered // rosters of earlier days
	kinds      []*documentKind
}

func newNewsroom(t *testing.T, on string, older ...string) *newsroom {
	set, _ := theHouse(t)
	n := &newsroom{t: t, day: temporal.MustDay(on), kinds: documentKinds(t), broken: map[string]bool{}}
	n.every = 8
	if os.Getenv("CORRUPTIONS") != "" {
		n.every = 1
	}
	f := lately(set, n.day, n.every)
	n.base = &inMemory{facts: f, head: 1}
	n.roster, n.parliament = rosterOn(f, n.day), newestParliament(f, n.day).Number
	if last := newestParliament(f, n.day).Dissolution; last != 0 {
		n.roster = asIfSitting(n.roster, last+1)
	}
	for _, day := range older {
		n.older = append(n.older, rosterOn(lately(set, temporal.MustDay(day), n.every), temporal.MustDay(day)))
	}
	for i, m := range n.roster {
		if len(m.labels) > 1 || i%10 == 0 && len(n.few) < 12 {
			n.few = append(n.few, m)
		}
	}
	for _, line := range models.Check(models.Applied(f, nil, nil)).Broken {
		n.broken[line] = true
	}
	noon, err := time.Parse(time.DateOnly, on)
	if err != nil {
		t.Fatal(err)
	}
	n.at = temporal.InstantOf(noon.Add(12 * time.Hour))
	n.settle()
	return n
}

// own is the same newsroom for another goroutine.
func (n *newsroom) own() *newsroom {
	c := *n
	c.base = n.base.copy()
	c.base.facts = ownFacts(n.base.facts)
	return &c
}

// asIfSitting lists those who sat until the dissolution as publishers do until
// the election.
func asIfSitting(list []rostered, over temporal.Day) []rostered {
	list = deep(list)
	for i := range list {
		if m := &list[i]; m.to == over {
			m.to = 0
			if m.label().To == over {
				m.label().To = 0
			}
		}
	}
	return list
}

// settle reads every publisher until nothing follows.
func (n *newsroom) settle() {
	n.t.Helper()
	for turn := range 3 {
		for _, k := range n.kinds {
			head := n.base.head
			run := n.base.serve(n.t, k, n.at, n.clean(k, n.roster))
			if !run.Succeeded() || turn == 2 && n.base.head != head {
				n.t.Fatalf("%s: clean run %d of %s: %s %s %+v", n.day, turn, k.name, run.Outcome, run.Reason, n.base.last.Open)
			}
			n.at += 2 * anHour
		}
	}
	n.at += 12 * anHour
	n.counted = countedDays(n.t, n.base.facts)
}

// clean are the documents of a kind that say what the roster says. Profiles are
// served beside the list that led to them, where there is one.
func (n *newsroom) clean(k *documentKind, roster []rostered) []servedDoc {
	return n.beside(k, k.write(n.ofKind(k, roster), n.parliament))
}

func (n *newsroom) beside(k *documentKind, docs []servedDoc) []servedDoc {
	if k.name == "parlinfo_profile" {
		docs = append(docs, servedDoc{typeJSON, parlinfoList(n.roster), true})
	}
	if len(docs) == 0 {
		docs = []servedDoc{{contentType: typeXML}}
	}
	return docs
}

// ofKind are those whom documents of a kind are about.
func (n *newsroom) ofKind(k *documentKind, roster []rostered) []rostered {
	if !k.profile {
		return deep(roster)
	}
	var few []rostered
	for _, m := range n.few {
		for _, r := range roster {
			if r.person == m.person {
				few = append(few, r)
			}
		}
	}
	return deep(few)
}

// corrupted draws a corruption of a kind of document.
func (n *newsroom) corrupted(k *documentKind, s *scene, roster []rostered) (name string, docs []servedDoc) {
	names := append(slices.Sorted(maps.Keys(rowCorruptions)), slices.Sorted(maps.Keys(byteCorruptions))...)
	list := n.ofKind(k, roster)
	name = names[s.IntN(len(names))]
	all := []string{name}
	if s.IntN(5) == 0 {
		all, name = append(all, names[s.IntN(len(names))]), "two at once"
	}
	for _, one := range all {
		if damage := rowCorruptions[one]; damage != nil && len(list) > 0 {
			list = damage(s, list)
		}
	}
	docs = k.write(list, n.parliament)
	for _, one := range all {
		if damage := byteCorruptions[one]; damage != nil {
			whole := s.IntN(2) == 0
			for i := range docs {
				if (i == 0 || whole) && len(docs[i].body) > 0 {
					docs[i].body = damage(s, docs[i].body)
				}
			}
		}
	}
	return name, n.beside(k, docs)
}

// scene is what a seed draws from.
func (n *newsroom) scene(k *documentKind, seed uint64) *scene {
	s := &scene{Rand: rand.New(rand.NewPCG(seed, uint64(len(k.name)*1000+len(k.fields)))), kind: k, today: n.day.Add(1), older: n.older}
	for _, other := range n.kinds {
		if other != k {
			s.alien = append(s.alien, n.clean(other, n.roster)[0].body)
		}
	}
	return s
}

// serve makes a run, after which nothing may be broken that was not.
func (n *newsroom) serve(t testing.TB, d *inMemory, k *documentKind, at temporal.Instant, docs []servedDoc) models.Run {
	t.Helper()
	head := d.head
	run := d.serve(t, k, at, docs)
	if run.Outcome == models.Failed {
		t.Errorf("%s: failed: %s", k.name, run.Reason)
	}
	if d.head == head {
		return run
	}
	for _, line := range models.Check(models.Applied(d.facts, nil, nil)).Broken {
		if !n.broken[line] {
			t.Errorf("%s: broken: %s", k.name, line)
		}
	}
	return run
}
