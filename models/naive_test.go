package models_test

import (
	"cmp"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// naive answers every question by writing facts down day by day and looking at
// one day after the other. It uses facts as data and nothing else of what it
// checks.
type naive struct {
	facts  *models.Facts
	people []models.Person // in the order of lists
	cells  map[models.PersonID]map[models.Axis][]*models.Affiliation
	seats  map[models.PersonID][][]*models.Tenure // held on each day, the one taken first in front
	wrong  mistake
}

// mistake is what a mutated model gets wrong on purpose, to show that the
// comparison would notice.
type mistake string

const (
	noMistake     mistake = ""
	closedEnds    mistake = "ends are taken as last days"
	swappedAxes   mistake = "designation and caucus are swapped"
	reportsCount  mistake = "what was seen once counts"
	windowsIgnore mistake = "windows are ignored"
	gapsAreNone   mistake = "unknown is taken for none"
)

var mistakes = []mistake{closedEnds, swappedAxes, reportsCount, windowsIgnore, gapsAreNone}

func newNaive(f *models.Facts, wrong mistake) *naive {
	n := &naive{facts: f, wrong: wrong, cells: map[models.PersonID]map[models.Axis][]*models.Affiliation{}, seats: map[models.PersonID][][]*models.Tenure{}}
	days := int(nightfall-dawn) + 1
	for _, p := range f.People {
		n.people = append(n.people, p)
		n.seats[p.ID] = make([][]*models.Tenure, days)
		n.cells[p.ID] = map[models.Axis][]*models.Affiliation{}
		for _, axis := range models.Axes {
			n.cells[p.ID][axis] = make([]*models.Affiliation, days)
		}
	}
	slices.SortFunc(n.people, func(a, b models.Person) int { return strings.Compare(listKey(a), listKey(b)) })
	for i := range f.Affiliations {
		a := &f.Affiliations[i]
		if a.State != models.Reported || wrong == reportsCount {
			n.eachDay(a.Period, func(i int) { n.cells[a.Person][n.axis(a.Axis)][i] = a })
		}
	}
	for i := range f.Tenures {
		t := &f.Tenures[i]
		n.eachDay(t.Period, func(i int) { n.seats[t.Person][i] = append(n.seats[t.Person][i], t) })
	}
	for _, days := range n.seats {
		for _, held := range days {
			slices.SortFunc(held, takenFirst)
		}
	}
	return n
}

// takenFirst puts the seat taken first in front; of those taken on one day the
// one that ends first.
func takenFirst(a, b *models.Tenure) int {
	end := func(t *models.Tenure) temporal.Day {
		if t.To == 0 {
			return 1 << 30
		}
		return t.To
	}
	return cmp.Or(int(a.From-b.From), int(end(a)-end(b)), cmp.Compare(a.ID, b.ID))
}

func (n *naive) axis(a models.Axis) models.Axis {
	if n.wrong == swappedAxes {
		switch a {
		case models.Designation:
			return models.Caucus
		case models.Caucus:
			return models.Designation
		}
	}
	return a
}

// eachDay visits the days of a period, by their distance from dawn.
func (n *naive) eachDay(p temporal.Period, visit func(i int)) {
	for d := dawn; d <= nightfall; d++ {
		begun, over := d >= p.From, p.To != 0 && d >= p.To
		if n.wrong == closedEnds {
			over = p.To != 0 && d > p.To
		}
		if begun && !over {
			visit(int(d - dawn))
		}
	}
}

func listKey(p models.Person) string {
	return strings.ToLower(p.Name.Family) + "\x00" + strings.ToLower(p.Name.Given) + "\x00" + string(p.ID)
}

// held is the seat that a standing tells; nil if there is none.
func (n *naive) held(p models.PersonID, on temporal.Day) *models.Tenure {
	if on < dawn || on > nightfall || len(n.seats[p][on-dawn]) == 0 {
		return nil
	}
	return n.seats[p][on-dawn][0]
}

func (n *naive) spell(p models.PersonID, a models.Axis, on temporal.Day) *models.Affiliation {
	if on < dawn || on > nightfall {
		return nil
	}
	return n.cells[p][a][on-dawn]
}

func (n *naive) value(p models.PersonID, a models.Axis, on temporal.Day) models.Value {
	s := n.spell(p, a, on)
	switch {
	case s == nil && n.wrong == gapsAreNone:
		return models.None
	case s == nil:
		return models.UnknownValue
	}
	return s.Value
}

// standing is what holds of a person on a day.
func (n *naive) standing(p models.PersonID, on temporal.Day) models.Standing {
	s := models.Standing{
		On: on, Tenure: n.held(p, on), Designation: models.UnknownValue, Caucus: models.UnknownValue,
		Party: n.value(p, models.Party, on), State: models.Confirmed,
	}
	told := []models.Axis{models.Party}
	if t := s.Tenure; t != nil {
		s.Designation, s.Caucus = n.value(p, models.Designation, on), n.value(p, models.Caucus, on)
		told = []models.Axis{models.Designation, models.Caucus, models.Party}
		s.State = t.State
		bare := *t // a standing does not say what its seat is cited from
		bare.Citations, bare.Note = nil, ""
		s.Tenure = &bare
		if w := t.EndWindow; w != nil && on >= w.From && n.wrong != windowsIgnore {
			s.Uncertain = append(s.Uncertain, models.Uncertainty{Window: temporal.Period{From: w.From, To: t.To}, Other: models.UnknownValue})
		}
	}
	for _, a := range told {
		if spell := n.spell(p, a, on); spell != nil && spell.State == models.Provisional {
			s.State = models.Provisional
		}
		if u, ok := n.uncertain(p, a, on); ok {
			s.Uncertain = append(s.Uncertain, u)
		}
	}
	return s
}

// uncertain looks ahead for a spell with another value that may already have
// begun.
func (n *naive) uncertain(p models.PersonID, a models.Axis, on temporal.Day) (models.Uncertainty, bool) {
	now := n.spell(p, a, on)
	for d := on + 1; d <= nightfall && now != nil; d++ {
		next := n.spell(p, a, d)
		if next == now {
			continue
		}
		if next == nil || next.Window == nil || on < next.Window.From || next.Value == now.Value || n.wrong == windowsIgnore {
			break
		}
		return models.Uncertainty{Axis: a, Window: temporal.Period{From: next.Window.From, To: d}, Other: next.Value}, true
	}
	return models.Uncertainty{}, false
}

// parliament is the newest elected on or before a day.
func (n *naive) parliament(on temporal.Day) (p *models.Parliament, status models.HouseStatus) {
	status = models.HouseNotYet
	for i := range n.facts.Parliaments {
		one := &n.facts.Parliaments[i]
		if one.Election > on {
			continue
		}
		if p == nil || one.Election > p.Election {
			p = one
		}
	}
	if p == nil {
		return nil, status
	}
	for d := p.Election; d <= on; d++ {
		if status = models.HouseSitting; p.Dissolution != 0 && d > p.Dissolution {
			return p, models.HouseDissolved
		}
	}
	return p, status
}

func (n *naive) law(on temporal.Day) int {
	seats, since := 0, temporal.Day(0)
	for _, s := range n.facts.Seats {
		if s.From <= on && s.From > since {
			seats, since = s.Seats, s.From
		}
	}
	return seats
}

// standings counts the House on a day, member by member.
func (n *naive) standings(axis models.Axis, on temporal.Day) models.Standings {
	s := models.Standings{House: smallHouse, On: on, Axis: axis, Seats: n.law(on), Unbalanced: []models.PersonID{}, Rows: []models.StandingsRow{}}
	if s.Seats > 0 {
		s.Majority = s.Seats/2 + 1
	}
	p, status := n.parliament(on)
	if s.Status = status; p == nil {
		return s
	}
	s.Parliament = p.Number
	if status == models.HouseDissolved {
		s.Vacant, s.Balanced, s.Promised = s.Seats, true, s.Seats > 0 && on >= n.facts.Houses[0].Balanced
		return s
	}
	type seat struct {
		riding models.RidingID
		place  int
	}
	known := map[seat]bool{}
	for _, t := range n.facts.Tenures {
		if t.Parliament == p.Number {
			known[seat{t.Riding, t.Place}] = known[seat{t.Riding, t.Place}] || false
		}
	}
	for _, one := range n.people {
		for _, t := range n.seats[one.ID][on-dawn] {
			known[seat{t.Riding, t.Place}] = true
			s.Filled++
		}
		if n.held(one.ID, on) != nil {
			n.count(&s, one.ID)
		}
	}
	for _, held := range known {
		if !held {
			s.Vacant++
		}
	}
	s.Promised, s.Balanced = on >= n.facts.Houses[0].Balanced, s.Filled+s.Vacant == s.Seats
	n.order(s.Rows)
	return s
}

// count adds a sitting member to the row of the value.
func (n *naive) count(s *models.Standings, p models.PersonID) {
	v := n.value(p, s.Axis, s.On)
	at := slices.IndexFunc(s.Rows, func(r models.StandingsRow) bool { return r.Value == v })
	if at < 0 {
		at = len(s.Rows)
		s.Rows = append(s.Rows, models.StandingsRow{Value: v, ShortOfMajority: s.Majority})
	}
	row := &s.Rows[at]
	row.Seats++
	row.ShortOfMajority = max(0, s.Majority-row.Seats)
	if spell := n.spell(p, s.Axis, s.On); n.held(p, s.On).State == models.Provisional || spell != nil && spell.State == models.Provisional {
		row.Provisional++
	}
	for _, u := range n.standing(p, s.On).Uncertain {
		if u.Vacant() || u.Axis == s.Axis {
			row.Uncertain++
			break
		}
	}
}

// order puts the most seats first, then the reviewed list, then unknown and
// none.
func (n *naive) order(rows []models.StandingsRow) {
	place := map[models.Value]int{models.UnknownValue: 100, models.None: 101}
	for _, o := range n.facts.Organizations {
		place[models.Of(o.ID)] = o.Order
	}
	slices.SortFunc(rows, func(a, b models.StandingsRow) int {
		return cmp.Or(b.Seats-a.Seats, place[a.Value]-place[b.Value])
	})
}

// members lists who sits on a day.
func (n *naive) members(on temporal.Day) []models.PersonID {
	var out []models.PersonID
	for _, p := range n.people {
		if n.held(p.ID, on) != nil {
			out = append(out, p.ID)
		}
	}
	return out
}
