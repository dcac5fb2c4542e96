package handlers

import (
	"sync"
	"sync/atomic"

	"caucus/models"
	"caucus/models/temporal"
)

// view is a register with what answers need of it again and again: each
// organization already as JSON, and names folded for search.
type view struct {
	*models.Register
	house         models.House
	organizations map[models.OrganizationID][]namedJSON
	directory     func() *models.Directory // made when first asked for
	cites         cites
	answers       answers
}

// namedJSON is an organization as it is called from a day on.
type namedJSON struct {
	from temporal.Day
	json string
}

func newView(r *models.Register, house models.HouseID) *view {
	v := &view{
		Register: r, organizations: map[models.OrganizationID][]namedJSON{},
		directory: sync.OnceValue(func() *models.Directory { return models.NewDirectory(r) }),
	}
	if ids := r.Houses(); house == "" && len(ids) > 0 {
		house = ids[0]
	}
	v.house, _ = r.House(house)
	for _, o := range r.Organizations() {
		for _, n := range o.Names {
			w := writer{}
			w.organization(&o, n)
			v.organizations[o.ID] = append(v.organizations[o.ID], namedJSON{n.From, string(w.b)})
		}
	}
	return v
}

// organizationOn is the JSON of an organization, named as of a day.
func (v *view) organizationOn(id models.OrganizationID, day temporal.Day) string {
	names := v.organizations[id]
	json := "null"
	for i := range names {
		if i > 0 && names[i].from > day {
			break
		}
		json = names[i].json
	}
	return json
}

// viewOf returns the view of a register, from the slot if it holds that one.
func (a *api) viewOf(r *models.Register, slot *atomic.Pointer[view]) *view {
	if have := slot.Load(); have != nil && have.Register == r {
		return have
	}
	made := newView(r, a.House)
	slot.Store(made)
	return made
}
