package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// cell is a kind of question: a row of the table.
type cell struct {
	name      string
	target    float64 // least share of the twin's speed; 0 if there is none
	questions []asked
	unchanged bool // whether it is asked with the tag of the answer, so that the answer is 304
	check     func(r *models.Register, q *asked, body []byte) error
}

// asked is a question, and what the answer must agree with.
type asked struct {
	path   string
	tag    string // sent as If-None-Match; empty for none
	bytes  int    // of the body
	on     temporal.Day
	within temporal.Period
	person models.PersonID
	word   string
}

// sizes tell how many questions a cell has. Where bodies are kept for whoever
// asks again, those of a cell are several times as large as the room for them,
// and each is asked again only after all others: then none is ever found.
type sizes struct{ days, people, pages, periods, words int }

// full are the sizes for the real House.
var full = sizes{days: 5000, people: 4000, pages: 400, periods: 1000, words: 8000}

// questions makes the cells from a register, the same for the same register.
func questions(r *models.Register, n sizes) []*cell {
	m := &maker{Register: r, random: rand.New(rand.NewPCG(1867, 2023))}
	m.house, _ = r.House(r.Houses()[0])
	m.people = r.People(models.PeopleQuery{House: m.house.ID, On: r.SpeaksUntil()}).People
	days := m.many(n.days, func(q *asked) { q.path = "/api/v1/standings?on=" + q.on.String() })
	return []*cell{
		{name: cellStandings, target: 0.75, questions: days, check: checkStandings},
		{name: "person", target: 0.75, questions: m.many(n.people, m.person), check: checkPerson},
		{name: "100 members on a day", target: 0.60, check: checkMembers, questions: m.many(n.pages, func(q *asked) {
			q.path = "/api/v1/people?sitting=true&on=" + q.on.String()
		})},
		{name: "changes page", target: 0.50, questions: m.many(n.periods, m.period), check: checkChanges},
		{name: "name search", target: 0.60, questions: m.many(n.words, m.search), check: checkSearch},
		{name: "304 for unchanged standings", target: 0.95, questions: slices.Clone(days), unchanged: true},
	}
}

// typical is a cell of one question, whose answer is neither long nor short.
func (c *cell) typical(name string) *cell {
	list := slices.SortedFunc(slices.Values(c.questions), func(a, b asked) int { return a.bytes - b.bytes })
	return &cell{name: name, questions: list[len(list)/2 : len(list)/2+1]}
}

// size is that of a body, on average.
func (c *cell) size() int {
	n := 0
	for i := range c.questions {
		n += c.questions[i].bytes
	}
	return n / len(c.questions)
}

// The cells that are also compared with each other.
const (
	cellStandings = "standings, random days"
	cellAgain     = "standings, the same day again"
)

// maker makes questions at random.
type maker struct {
	*models.Register
	random *rand.Rand
	house  models.House
	people []models.PersonID
}

// many makes n questions, each about a random day.
func (m *maker) many(n int, complete func(*asked)) []asked {
	list := make([]asked, 0, n)
	known := map[string]bool{}
	for tries := 0; len(list) < n && tries < 4*n; tries++ {
		q := asked{on: m.day(m.house.Since)}
		if complete(&q); !known[q.path] {
			known[q.path] = true
			list = append(list, q)
		}
	}
	return list
}

// day is a random day from first to the last that the register speaks of.
func (m *maker) day(first temporal.Day) temporal.Day {
	return first + temporal.Day(m.random.IntN(int(m.SpeaksUntil()-first)+1))
}

func (m *maker) person(q *asked) {
	q.person = m.people[m.random.IntN(len(m.people))]
	q.path = "/api/v1/people/" + string(q.person) + "?on=" + q.on.String()
}

// period asks for the changes between two random days.
func (m *maker) period(q *asked) {
	q.within = temporal.Period{From: q.on, To: m.day(q.on) + 1}
	q.path = "/api/v1/changes?on=" + m.SpeaksUntil().String() + "&from=" + q.on.String()
	if q.within.To <= m.SpeaksUntil() {
		q.path += "&to=" + q.within.To.String()
	}
}

// search asks for a word of the family name of somebody.
func (m *maker) search(q *asked) {
	p, _ := m.Person(m.people[m.random.IntN(len(m.people))])
	words := strings.Fields(models.Fold(p.Name.Family))
	if len(words) == 0 {
		return
	}
	q.word = words[m.random.IntN(len(words))]
	q.path = "/api/v1/people?q=" + url.QueryEscape(q.word) + "&on=" + q.on.String()
}

// checkStandings counts the members one by one, which the answer does not.
func checkStandings(r *models.Register, q *asked, body []byte) error {
	var a struct {
		Filled int
		Rows   []struct{ Seats int }
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return err
	}
	seats := 0
	for _, row := range a.Rows {
		seats += row.Seats
	}
	if sit := len(r.Members(r.Houses()[0], q.on)); seats != sit || a.Filled < sit {
		return fmt.Errorf("%d seats are counted, of %d that are filled, and %d members sit", seats, a.Filled, sit)
	}
	return nil
}

func checkPerson(r *models.Register, q *asked, body []byte) error {
	var a struct {
		ID       models.PersonID
		Standing struct{ Sitting bool }
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return err
	}
	sits := slices.ContainsFunc(r.Tenures(q.person), func(t models.Tenure) bool { return t.Contains(q.on) })
	if a.ID != q.person || a.Standing.Sitting != sits {
		return fmt.Errorf("it is about %s, sitting %t", a.ID, a.Standing.Sitting)
	}
	return nil
}

// listedPeople are the ids of a list.
func listedPeople(body []byte) ([]models.PersonID, error) {
	var a struct {
		People []struct{ ID models.PersonID }
	}
	err := json.Unmarshal(body, &a)
	ids := make([]models.PersonID, len(a.People))
	for i, p := range a.People {
		ids[i] = p.ID
	}
	return ids, err
}

func checkMembers(r *models.Register, q *asked, body []byte) error {
	ids, err := listedPeople(body)
	sit := r.Members(r.Houses()[0], q.on)
	if err == nil && !slices.Equal(ids, sit[:min(100, len(sit))]) {
		err = fmt.Errorf("it does not list the first hundred of %d members", len(sit))
	}
	return err
}

func checkSearch(r *models.Register, q *asked, body []byte) error {
	ids, err := listedPeople(body)
	for _, id := range ids {
		p, _ := r.Person(id)
		names := models.Fold(p.Name.Full)
		for _, n := range p.OtherNames {
			names += " " + models.Fold(n.Full)
		}
		if !strings.Contains(" "+names, " "+q.word) && !strings.Contains(names, q.word) {
			return fmt.Errorf("%s has no word that begins with %s", p.Name.Full, q.word)
		}
	}
	if err == nil && len(ids) == 0 {
		err = fmt.Errorf("nobody is found")
	}
	return err
}

func checkChanges(_ *models.Register, q *asked, body []byte) error {
	var a struct{ Changes []struct{ On temporal.Day } }
	if err := json.Unmarshal(body, &a); err != nil {
		return err
	}
	for i, c := range a.Changes {
		if !q.within.Contains(c.On) || i > 0 && c.On > a.Changes[i-1].On {
			return fmt.Errorf("a change of %s lies outside %s or behind an older one", c.On, q.within)
		}
	}
	return nil
}
