package models_test

import (
	"slices"
	"strings"

	"caucus/models"
)

// find goes through everybody.
func (n *naive) find(q models.PeopleQuery) []models.PersonID {
	out := []models.PersonID{}
	for _, p := range n.people {
		if n.passes(p, q) {
			out = append(out, p.ID)
		}
	}
	return out
}

func (n *naive) passes(p models.Person, q models.PeopleQuery) bool {
	sits := n.held(p.ID, q.On) != nil
	is := func(want *models.Value, a models.Axis, told bool) bool {
		return want == nil || told && n.value(p.ID, a, q.On) == *want
	}
	return (q.Sitting == nil || *q.Sitting == sits) &&
		is(q.Designation, models.Designation, sits) && is(q.Caucus, models.Caucus, sits) && is(q.Party, models.Party, true) &&
		(q.Riding == "" && q.Province == "" || n.sitsFor(p.ID, q)) &&
		(q.Parliament == 0 || n.ever(p.ID, q.Parliament)) &&
		n.named(p, q.Text) && n.firm(p.ID, q)
}

// sitsFor reports whether one seat that somebody holds on the day is in the
// riding and the province.
func (n *naive) sitsFor(p models.PersonID, q models.PeopleQuery) bool {
	return slices.ContainsFunc(n.seats[p][q.On-dawn], func(t *models.Tenure) bool {
		in := smallProvinces[slices.Index(smallRidings, t.Riding)]
		return (q.Riding == "" || t.Riding == q.Riding) && (q.Province == "" || in == q.Province)
	})
}

func (n *naive) ever(p models.PersonID, parliament int) bool {
	return slices.ContainsFunc(n.facts.Tenures, func(t models.Tenure) bool { return t.Person == p && t.Parliament == parliament })
}

// named reports whether each word of the text begins a word of the name.
func (n *naive) named(p models.Person, text string) bool {
	for _, w := range strings.Fields(text) {
		w = strings.ToLower(w)
		if !strings.HasPrefix(strings.ToLower(p.Name.Given), w) && !strings.HasPrefix(strings.ToLower(p.Name.Family), w) {
			return false
		}
	}
	return true
}

// firm applies the filter by state. Somebody of whom nothing holds passes none.
func (n *naive) firm(p models.PersonID, q models.PeopleQuery) bool {
	switch q.State {
	case "":
		return true
	case models.Reported:
		return slices.ContainsFunc(n.facts.Affiliations, func(a models.Affiliation) bool {
			return a.Person == p && a.State == models.Reported
		})
	}
	if n.held(p, q.On) == nil && n.spell(p, models.Party, q.On) == nil {
		return false
	}
	return n.standing(p, q.On).State == q.State
}
