package models

import "slices"

// Contradictions lists the filters of the query that nobody can pass together.
// Fields are named as the parameters of the API are.
func (q *PeopleQuery) Contradictions() []Fault {
	var e InvalidError
	if q.Sitting == nil || *q.Sitting {
		return nil
	}
	for _, f := range [...]struct {
		name string
		set  bool
	}{
		{"designation", q.Designation != nil}, {"caucus", q.Caucus != nil},
		{"riding", q.Riding != ""}, {"province", q.Province != ""},
	} {
		if f.set {
			e.Add("sitting", "false", "true, or left out, together with "+f.name+": who does not sit has none")
		}
	}
	return e.Faults
}

// Contradictions lists the filters of the query that no change can pass
// together.
func (q *ChangesQuery) Contradictions() []Fault {
	var e InvalidError
	if q.FromCaucus != nil && q.ToCaucus != nil {
		switch {
		case *q.FromCaucus == *q.ToCaucus:
			e.Add("to_caucus", q.ToCaucus.text(), "another value than from_caucus")
		case q.Caucus != nil && *q.Caucus != *q.FromCaucus && *q.Caucus != *q.ToCaucus:
			e.Add("caucus", q.Caucus.text(), "the value of from_caucus or that of to_caucus, or left out")
		}
	}
	if q.Person != "" && q.every(func(k ChangeKind) bool { return k == OrgMerged || k == OrgRenamed }) {
		e.Add("person", string(q.Person), "left out: events of organizations are nobody's change")
	}
	moves := q.Caucus != nil || q.FromCaucus != nil || q.ToCaucus != nil
	if moves && q.every(func(k ChangeKind) bool { return k == Redesignated || k == ChangedParty }) {
		e.Add("kind", string(q.Kinds[0]), "a kind that moves the caucus, or no filter by caucus")
	}
	return e.Faults
}

// every reports whether the query names kinds and all of them are such.
func (q *ChangesQuery) every(such func(ChangeKind) bool) bool {
	return len(q.Kinds) > 0 && !slices.ContainsFunc(q.Kinds, func(k ChangeKind) bool { return !such(k) })
}

// text is the value as the API writes it in filters.
func (v Value) text() string {
	if v.Status == HasOrganization {
		return string(v.Organization)
	}
	return string(v.Status)
}
