package store_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"text/tabwriter"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// rounds and slice are how often, and for how long, each side of a ratio is
// measured: in turn, so that a busy machine slows both.
const (
	rounds = 5
	slice  = 200 * time.Millisecond
)

// BenchmarkAgainstGORM measures the register beside plain GORM queries for the
// same answers, on the embedded dataset, and prints the ratios. Its ns/op mean
// nothing.
func BenchmarkAgainstGORM(b *testing.B) {
	d := dataset(b)
	days := sampleDays(d.register)
	dong, err := d.register.FindPerson("ourcommons:105091")
	if err != nil {
		b.Fatal(err)
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "question\tregister\tGORM on SQLite\tratio\tspread\t")
	for _, q := range []struct {
		name           string
		register, gorm func(i int)
	}{
		{"standings, random days", func(i int) { d.register.Standings(house, models.Designation, days[i*7919%len(days)]) },
			func(i int) { d.standings(days[i*7919%len(days)]) }},
		{"one person", func(int) { askPerson(d.register, dong) }, func(int) { d.person(dong) }},
		{"members on a day, with designations", func(i int) { askMembers(d.register, days[i*7919%len(days)]) },
			func(i int) { d.members(days[i*7919%len(days)]) }},
		{"changes of two years", func(i int) { d.register.Changes(twoYears(days[i*7919%len(days)])) },
			func(i int) { d.changes(twoYears(days[i*7919%len(days)]).Period) }},
		{"name search", func(int) {
			d.register.People(models.PeopleQuery{House: house, On: days[0], Text: "dong"})
		}, func(int) { d.search("dong") }},
	} {
		fmt.Fprintln(table, measure(q.name, q.register, q.gorm))
	}
	if err := table.Flush(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() { // the measuring is done
	}
}

func askPerson(r *models.Register, id models.PersonID) {
	r.Person(id)
	r.Tenures(id)
	for _, a := range models.Axes {
		r.Timeline(id, a)
	}
}

func askMembers(r *models.Register, on temporal.Day) {
	for _, id := range r.Members(house, on) {
		r.Standing(id, on)
	}
}

func twoYears(from temporal.Day) models.ChangesQuery {
	return models.ChangesQuery{House: house, Period: temporal.Period{From: from, To: from.Add(730)}}
}

// measure returns a line of the table: medians, and the ratio of each round.
func measure(name string, register, gorm func(int)) string {
	var ours, theirs, ratios []float64
	for range rounds {
		a, b := perCall(register), perCall(gorm)
		ours, theirs, ratios = append(ours, a), append(theirs, b), append(ratios, b/a)
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	slices.Sort(ratios)
	return fmt.Sprintf("%s\t%.2f µs\t%.1f µs\t%.0f\t%.0f–%.0f\t", name, ours[rounds/2], theirs[rounds/2], ratios[rounds/2], ratios[0], ratios[rounds-1])
}

// perCall is the time of one call in microseconds.
func perCall(f func(int)) float64 {
	began, n := time.Now(), 0
	for ; time.Since(began) < slice; n++ {
		f(n)
	}
	return float64(time.Since(began).Nanoseconds()) / float64(n) / 1000
}
