package handlers_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/handlers"
	"caucus/models"
	. "caucus/models/modeltest"
)

// postwar is the House around the day from which it promises balance: of the
// 20th Parliament the register knows two of 245 seats, of the 21st all 262.
func postwar() *House {
	h := New()
	for _, p := range []struct {
		number, seats                       int
		election, firstSitting, dissolution string
	}{
		{20, 245, "1945-06-11", "1945-09-06", "1949-04-30"},
		{21, 262, "1949-06-27", "1949-09-15", "1953-06-13"},
	} {
		h.Facts.Add(models.Parliament{House: Commons, Number: p.number, Election: Day(p.election),
			FirstSitting: Day(p.firstSitting), Dissolution: Day(p.dissolution), Cited: h.Cited()})
		h.Facts.Add(models.Seats{House: Commons, From: Day(p.election), Seats: p.seats, Basis: "statute", Cited: h.Cited()})
	}
	sits := func(riding int, from, to string) {
		n := strconv.Itoa(len(h.Facts.People))
		h.Person("Member Number"+n, "parlinfo:9"+n).Sits("Riding "+strconv.Itoa(riding), from, to).Label(Liberal, from, to)
	}
	sits(1, "1945-06-11", "1949-05-01")
	sits(2, "1945-06-11", "1948-01-01")
	for riding := 1; riding <= 261; riding++ {
		sits(riding, "1949-06-27", "1953-06-14")
	}
	sits(262, "1949-06-27", "1950-08-03")
	return h
}

// TestVacantSeats: how many seats are vacant is told only on days from which
// the House promises that they add up, and then of a dissolved House too.
func TestVacantSeats(t *testing.T) {
	shelf := handlers.NewShelf(load, 1)
	shelf.Swap(postwar().Register(t))
	o := options()
	o.Registers = shelf
	s, _ := served(t, o)
	for _, c := range []struct{ name, on, counts, rows string }{
		{"before the first election", "1867-07-01",
			`"parliament":null,"status":"not_yet_elected","seats":null,"majority":null,"filled":0,"vacant":null,"balanced":null,"balance":"not_promised"`, ``},
		{"one of the two who are known has left", "1949-04-30",
			`"parliament":20,"status":"sitting","seats":245,"majority":123,"filled":1,"vacant":null,"balanced":null,"balance":"not_promised"`,
			`{"status":"organization","organization":$LIBERAL,"seats":1,"provisional":0,"uncertain":0,"short_of_majority":122}`},
		{"dissolved before the promise", "1949-05-01",
			`"parliament":20,"status":"dissolved","seats":245,"majority":123,"filled":0,"vacant":null,"balanced":null,"balance":"not_promised"`, ``},
		{"the last day without the promise", "1949-06-26",
			`"parliament":20,"status":"dissolved","seats":245,"majority":123,"filled":0,"vacant":null,"balanced":null,"balance":"not_promised"`, ``},
		{"the first day of the promise", "1949-06-27",
			`"parliament":21,"status":"sitting","seats":262,"majority":132,"filled":262,"vacant":0,"balanced":true,"balance":"promised"`,
			`{"status":"organization","organization":$LIBERAL,"seats":262,"provisional":0,"uncertain":0,"short_of_majority":0}`},
		{"one has left", "1950-08-03",
			`"parliament":21,"status":"sitting","seats":262,"majority":132,"filled":261,"vacant":1,"balanced":true,"balance":"promised"`,
			`{"status":"organization","organization":$LIBERAL,"seats":261,"provisional":0,"uncertain":0,"short_of_majority":0}`},
		{"dissolved: nobody holds a seat", "1953-06-14",
			`"parliament":21,"status":"dissolved","seats":262,"majority":132,"filled":0,"vacant":262,"balanced":true,"balance":"promised"`, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := do(t, s, "GET", "/api/v1/standings?on="+c.on)
			kept(t, a)
			got := decoded(t, a.body).(map[string]any)
			delete(got, "meta")
			want := `{"house":"ca-commons","axis":"designation",` + c.counts + `,"unbalanced":[],"rows":[` + c.rows + `]}`
			if diff := cmp.Diff(decoded(t, strings.ReplaceAll(want, "$LIBERAL", plain("liberal", "party", "Liberal", "Libéral"))), any(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
