package main

import (
	"fmt"
	"slices"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// elected is a newsroom as of a day after the dissolution of the 43rd
// Parliament, and what publishers list once the 44th is elected.
func elected(t *testing.T) (*newsroom, []rostered) {
	n := newNewsroom(t, "2021-09-01", "2021-08-01", "2021-03-01", "2020-06-01", "2019-01-15")
	set, _ := theHouse(t)
	return n, rosterOn(lately(set, temporal.MustDay("2021-10-20"), n.every), temporal.MustDay("2021-10-20"))
}

// listKinds are the kinds of documents that list everyone.
func (n *newsroom) listKinds() []*documentKind {
	return slices.DeleteFunc(slices.Clone(n.kinds), func(k *documentKind) bool { return k.profile })
}

// TestCorruptedDocumentsAfterADissolution: while nobody sits a corrupted list
// is no election, and changes nothing.
func TestCorruptedDocumentsAfterADissolution(t *testing.T) {
	t.Parallel()
	n, _ := elected(t)
	each := corruptedEach(t, 2)
	for _, k := range n.listKinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			counts, n := tally{}, n.own()
			for seed := range uint64(each) {
				tr := n.trial(t, k, n.scene(k, seed), counts)
				if t.Failed() {
					t.Fatalf("seed %d: %s then %s", seed, tr.nameA, tr.nameB)
				}
			}
			counts.log(t, k.name)
		})
	}
}

// TestACorruptedElection: a general election appears in corrupted lists and in
// sound ones. None of the corrupted begins a parliament on its own, and whatever
// they were, the sound ones begin the right one.
func TestACorruptedElection(t *testing.T) {
	t.Parallel()
	n, roster := elected(t)
	n.at += 40 * 24 * anHour
	n.day = temporal.MustDay("2021-10-20")
	n.older = [][]rostered{n.roster, n.older[1]}
	each := corruptedEach(t, 2)
	for _, k := range n.listKinds() {
		if k.name == "house_csv" {
			continue // it lists a parliament, and the new one is under another address
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			n := n.own()
			for seed := range uint64(each) {
				n.elects(t, k, seed, roster)
			}
		})
	}
}

func (n *newsroom) elects(t *testing.T, k *documentKind, seed uint64, roster []rostered) {
	s := n.scene(k, seed)
	name, bad := n.corrupted(k, s, roster)
	if seed%3 == 0 { // the day of all seats is another one
		by := []int{-1, 1, 2, -30}[s.IntN(4)]
		name = "day of the election shifted"
		list := deep(roster)
		for i := range list {
			list[i].from = list[i].from.Add(by)
			for j := range list[i].labels {
				list[i].labels[j].From = list[i].labels[j].From.Add(by)
			}
		}
		bad = k.write(list, 44)
	}
	good := k.write(deep(roster), 44)
	// The last one teaches the numbers of those of whom the corrupted one had none.
	for _, order := range [][]bool{{false, true, true, true}, {true, false, true, true, true}} {
		d, at := n.base.copy(), n.at
		for i, right := range order {
			docs := bad
			if right {
				docs = good
			}
			n.serve(t, d, k, at, docs)
			at += 2 * anHour
			if c := compared(n.base, d); i == 0 && !c.none() {
				t.Errorf("seed %d, %s: one document changes %s", seed, name, c)
			}
		}
		if why := n.convened(d, roster); why != "" {
			t.Errorf("seed %d, %s, %v: %s; %s %s", seed, name, order, why, d.runs[0].Outcome, d.runs[0].Reason)
		}
	}
}

// convened tells what is wrong with the new parliament; empty if nothing is.
func (n *newsroom) convened(d *inMemory, roster []rostered) string {
	var election temporal.Day
	for _, p := range d.facts.Parliaments {
		if p.Number > n.parliament {
			election = p.Election
		}
	}
	seated := map[temporal.Day]int{}
	for _, t := range d.facts.Tenures {
		if t.Parliament > n.parliament {
			seated[t.From]++
		}
	}
	want := sitting(roster)
	if election != want[0].from || len(seated) != 1 || seated[election] != len(want) {
		return fmt.Sprintf("elected %s, seats %v; want %d of %s", election, seated, len(want), want[0].from)
	}
	for _, a := range d.facts.Affiliations {
		if a.State == models.Reported {
			return "somebody is reported"
		}
	}
	return n.newcomers(d, roster)
}

// newcomers tells which of those who were elected for the first time bear a
// name or an identifier that is not theirs; empty if nobody does.
func (n *newsroom) newcomers(d *inMemory, roster []rostered) string {
	known, right := map[models.PersonID]bool{}, map[string]bool{}
	for _, p := range n.base.facts.People {
		known[p.ID] = true
	}
	for _, m := range roster {
		for scheme, id := range map[string]int{"ourcommons": m.ourcommons, "parlinfo": m.parlinfo} {
			right[fmt.Sprintf("%s %s %s %d", m.given, m.family, scheme, id)] = true
		}
	}
	for _, p := range d.facts.People {
		for _, id := range p.Identifiers {
			if said := fmt.Sprintf("%s %s %s %s", p.Name.Given, p.Name.Family, id.Scheme, id.Value); !known[p.ID] && !right[said] {
				return "nobody is " + said
			}
		}
		if !known[p.ID] && len(p.Identifiers) == 0 {
			return p.Name.Full + " has no identifier"
		}
	}
	return ""
}
