package models_test

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// heapTarget is how many bytes a register may take per affiliation, people,
// tenures, ridings, citations and indexes included.
const heapTarget = 250

var bigRegister = sync.OnceValue(func() *models.Register {
	r, err := models.NewRegister(nil, newBigHouse())
	if err != nil {
		panic(err)
	}
	return r
})

// liveHeap is what survives a collection.
func liveHeap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// registerHeap builds a register, drops the facts and weighs what is left.
func registerHeap(t testing.TB) (r *models.Register, perAffiliation float64) {
	before := liveHeap()
	f := newBigHouse()
	r, err := models.NewRegister(nil, f)
	if err != nil {
		t.Fatal(err)
	}
	f = nil
	_, _, affiliations := r.Counts()
	return r, float64(liveHeap()-before) / float64(affiliations)
}

func TestTheRegisterIsSmall(t *testing.T) {
	r, weight := registerHeap(t)
	people, tenures, affiliations := r.Counts()
	if weight > heapTarget {
		t.Errorf("%d people, %d tenures, %d affiliations: %.0f bytes of heap per affiliation, the target is %d", people, tenures, affiliations, weight, heapTarget)
	}
	runtime.KeepAlive(r)
}

// randomDays are days on which the big House has existed.
func randomDays() []temporal.Day {
	rng := rand.New(rand.NewPCG(3, 3))
	days := make([]temporal.Day, 4096)
	for i := range days {
		days[i] = bigStart.Add(rng.IntN(45 * parliamentAge))
	}
	return days
}

func everybody(r *models.Register) []models.PersonID {
	return r.People(models.PeopleQuery{House: bigHouse}).People
}

func BenchmarkStandingsOnARandomDay(b *testing.B) {
	r, days := bigRegister(), randomDays()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		s := r.Standings(bigHouse, models.Designation, days[n%len(days)])
		if n++; s.Status == models.HouseNotYet {
			b.Fatal("the House exists")
		}
	}
}

func BenchmarkStandingOfAPerson(b *testing.B) {
	r, days := bigRegister(), randomDays()
	people := everybody(r)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		r.Standing(people[n%len(people)], days[n%len(days)])
	}
}

// BenchmarkOnePerson asks all that a page about a member shows.
func BenchmarkOnePerson(b *testing.B) {
	r, days := bigRegister(), randomDays()
	people := everybody(r)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		id := people[n*31%len(people)]
		if _, ok := r.Person(id); !ok || len(r.Tenures(id)) == 0 {
			b.Fatal("somebody is missing")
		}
		for _, axis := range models.Axes {
			r.Timeline(id, axis)
		}
		r.ChangesOf(id)
		r.Standing(id, days[n%len(days)])
	}
}

func BenchmarkAllMembersWithStandings(b *testing.B) {
	r, days := bigRegister(), randomDays()
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		on := days[n%len(days)]
		for _, id := range r.Members(bigHouse, on) {
			r.Standing(id, on)
		}
	}
}

func BenchmarkChangesPage(b *testing.B) {
	r, days := bigRegister(), randomDays()
	for _, q := range []struct {
		name  string
		query models.ChangesQuery
	}{
		{"newest", models.ChangesQuery{}},
		{"random days", models.ChangesQuery{}},
		{"seats too", models.ChangesQuery{Kinds: models.ChangeKinds[:]}},
	} {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			query := q.query
			query.House, query.Limit = bigHouse, 50
			for n := 0; b.Loop(); n++ {
				if q.name != "newest" {
					query.Period = temporal.Period{From: days[n%len(days)], To: days[n%len(days)].Add(2000)}
				}
				r.Changes(query)
			}
		})
	}
}

func BenchmarkSearchByName(b *testing.B) {
	r := bigRegister()
	for _, text := range []string{"entremont", "fran trem", "x", "j"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.People(models.PeopleQuery{House: bigHouse, On: bigStart, Text: text, Limit: 50})
			}
		})
	}
}

// BenchmarkNewRegister builds a whole register and reports what it weighs.
func BenchmarkNewRegister(b *testing.B) {
	facts := newBigHouse()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := models.NewRegister(nil, facts); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	r, weight := registerHeap(b)
	people, tenures, affiliations := r.Counts()
	b.ReportMetric(float64(people), "people")
	b.ReportMetric(float64(tenures), "tenures")
	b.ReportMetric(float64(affiliations), "affiliations")
	b.ReportMetric(weight, "heap-B/affiliation")
}
