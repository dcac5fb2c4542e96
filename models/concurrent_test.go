package models_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"caucus/models"
)

// TestManyAskAtOnce asks every question from many goroutines; the race detector
// looks on, and every answer must still be right.
func TestManyAskAtOnce(t *testing.T) {
	f := smallHouses.Example(11)
	r := register(t, f)
	n := newNaive(f, noMistake)
	var asking sync.WaitGroup
	for i := range 16 {
		asking.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(i), 2))
			first := rng.IntN(len(laws))
			for k := range laws {
				l := laws[(first+k)%len(laws)]
				if where := l.agree(r, n, rng); where != "" {
					t.Errorf("%s: %s", l.name, where)
				}
			}
			askTheRest(t, r, n)
		})
	}
	asking.Wait()
}

// askTheRest asks what the laws do not.
func askTheRest(t *testing.T, r *models.Register, n *naive) {
	for _, p := range n.people {
		if got, err := r.FindPerson("parlinfo:" + p.Identifiers[0].Value); err != nil || got != p.ID {
			t.Errorf("%s: found %s, %v", p.ID, got, err)
		}
		if one, ok := r.Person(p.ID); !ok || one.Name != p.Name {
			t.Errorf("%s: %+v", p.ID, one)
		}
		for _, axis := range models.Axes {
			for _, span := range r.Timeline(p.ID, axis) {
				if want := n.value(p.ID, axis, span.From); span.Value != want {
					t.Errorf("%s on %s: %v, want %v", p.ID, span.From, span.Value, want)
				}
			}
		}
		for _, x := range r.Tenures(p.ID) {
			if !x.Contains(x.From) || x.Person != p.ID {
				t.Errorf("%+v", x)
			}
		}
		for _, a := range r.Reported(p.ID) {
			if a.Person != p.ID {
				t.Errorf("%+v", a)
			}
		}
	}
	for _, id := range smallRidings {
		if d, ok := r.Riding(id); !ok || d.ID != id {
			t.Errorf("%+v", d)
		}
	}
	for _, s := range n.facts.Snapshots {
		if got, ok := r.Snapshot(s.ID); !ok || got != s {
			t.Errorf("%+v, want %+v", got, s)
		}
	}
	if got := r.Parliaments(smallHouse); len(got) != 3 {
		t.Errorf("%+v", got)
	}
	if people, tenures, _ := r.Counts(); people != len(n.people) || tenures != len(n.facts.Tenures) {
		t.Errorf("%d people, %d tenures", people, tenures)
	}
	if head, first := r.Head(), r.First(); head.Number != 3 || first.Number != 1 || r.RecordedAt(2) != 2000 {
		t.Errorf("%+v, %+v", head, first)
	}
}
