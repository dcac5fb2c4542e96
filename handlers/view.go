package handlers

import (
	"sync"
	"sync/atomic"

	"caucus/models"
	"caucus/models/temporal"
)

// view is a register with what answers need of it again and again: each
// organization and riding already as JSON, and names folded for search.
type view struct {
	*models.Register
	house         models.House
	clock         clock
	todayIs       string // in what a fault says of the last day that can be asked about
	organizations map[models.OrganizationID][]namedJSON
	ridings       map[models.RidingID][]namedJSON
	directory     func() *models.Directory // made when first asked for
	cites         cites
	answers       answers
	listings      pieces
	histories     pieces
	told          told
	loaded        temporal.Instant // when it was first asked
}

func newView(r *models.Register, house models.HouseID, keeps bool) *view {
	v := &view{
		Register: r, organizations: map[models.OrganizationID][]namedJSON{}, ridings: map[models.RidingID][]namedJSON{},
		directory: sync.OnceValue(func() *models.Directory { return models.NewDirectory(r) }),
	}
	if keeps {
		people, _, _ := r.Counts()
		v.listings.begin(people, maxListings)
		v.histories.begin(people, maxHistories)
		v.told.of = map[models.ChangeRef]string{}
	}
	if ids := r.Houses(); house == "" && len(ids) > 0 {
		house = ids[0]
	}
	v.house, _ = r.House(house)
	v.clock.zone, v.todayIs = v.house.TimeZone, ", which is today in "+v.house.TimeZone
	v.nameOrganizations()
	v.nameRidings()
	return v
}

// viewOf returns the view of a register, from the slot if it holds that one.
func (a *api) viewOf(r *models.Register, slot *atomic.Pointer[view]) *view {
	if have := slot.Load(); have != nil && have.Register == r {
		return have
	}
	made := newView(r, a.House, slot == &a.newest)
	made.loaded = temporal.InstantOf(a.Clock())
	slot.Store(made)
	return made
}
