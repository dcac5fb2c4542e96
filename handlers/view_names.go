package handlers

import (
	"caucus/models"
	"caucus/models/temporal"
)

// namedJSON is something as it is called from a day on.
type namedJSON struct {
	from   temporal.Day
	seenAs temporal.Day // first day on which it may have been called so already; zero if from is its first
	json   string
}

// An organization is kept as the value of an axis, of which it is a part.
const (
	valueHead = `{"status":"organization","organization":`
	valueTail = `}`
)

func (v *view) nameOrganizations() {
	for _, o := range v.Organizations() {
		for _, n := range o.Names {
			w := writer{}
			w.put(valueHead)
			w.organization(&o, n)
			w.put(valueTail)
			v.organizations[o.ID] = append(v.organizations[o.ID], namedJSON{from: n.From, json: string(w.b)})
		}
	}
}

func (v *view) nameRidings() {
	for _, r := range v.Ridings() {
		names := r.Names
		if len(names) == 0 {
			names = []models.RidingName{{}}
		}
		for _, n := range names {
			w := writer{}
			w.object()
			w.key("id")
			w.word(string(r.ID))
			w.key("name")
			w.name(n.Name)
			w.key("province")
			w.textOrNull(r.Province)
			w.endObject()
			one := namedJSON{from: n.From, json: string(w.b)}
			if n.Window != nil {
				one.seenAs = n.Window.From
			}
			v.ridings[r.ID] = append(v.ridings[r.ID], one)
		}
	}
}

// namedOn is the place of the name of a day; -1 if there are none. Before its
// first name something is called by that.
func namedOn(names []namedJSON, day temporal.Day) int {
	at := len(names) - 1
	for at > 0 && names[at].from > day {
		at--
	}
	return at
}

// around cuts a period where something comes to be called otherwise, to the part
// that holds on a day.
func around(p temporal.Period, on temporal.Day, names []namedJSON) temporal.Period {
	for i := range names {
		p = p.Around(on, names[i].from).Around(on, names[i].seenAs)
	}
	return p
}

// valueIn is the JSON of belonging to an organization with these names, named as
// of a day.
func valueIn(names []namedJSON, day temporal.Day) string {
	if at := namedOn(names, day); at >= 0 {
		return names[at].json
	}
	return valueHead + "null" + valueTail
}

// organizationOn is the JSON of an organization, named as of a day, and null
// for none.
func (v *view) organizationOn(id models.OrganizationID, day temporal.Day) string {
	json := valueIn(v.organizations[id], day)
	return json[len(valueHead) : len(json)-len(valueTail)]
}

// perhapsRenamed is the name that a riding may already have had on a day; nil
// unless the day of a renaming is not known.
func (v *view) perhapsRenamed(id models.RidingID, day temporal.Day) *models.RidingName {
	names := v.ridings[id]
	next := namedOn(names, day) + 1
	if next >= len(names) || names[next].seenAs == 0 || day < names[next].seenAs {
		return nil
	}
	r, _ := v.Riding(id)
	return &r.Names[next]
}
