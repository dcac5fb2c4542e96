package main

import (
	"maps"

	"caucus/models"
	"caucus/models/temporal"
)

// keepKnownIDs gives people of a newer dataset whom a refresh had found before it
// the ids that the register knows them by: whoever has one of their identifiers,
// or the same name and took the same seat on the same day. An id that was given
// out is never replaced. It changes the set.
func keepKnownIDs(set, current *models.Facts) {
	same := foundBefore(set, current)
	if len(same) == 0 {
		return
	}
	for i := range set.People {
		p := &set.People[i]
		p.ID = renamed(same, p.ID)
	}
	for i := range set.Tenures {
		t := &set.Tenures[i]
		if id := renamed(same, t.Person); id != t.Person {
			t.Person, t.ID = id, models.NewTenureID(id, t.Riding, t.From.String())
		}
	}
	for i := range set.Affiliations {
		a := &set.Affiliations[i]
		if id := renamed(same, a.Person); id != a.Person {
			a.Person, a.ID = id, models.NewAffiliationID(id, a.Axis, a.From.String())
		}
	}
	for i := range set.Events {
		e := &set.Events[i]
		if id := renamed(same, e.Person); id != e.Person {
			e.Person, e.ID = id, models.NewEventID(id, e.On.String())
		}
	}
}

func renamed(same map[models.PersonID]models.PersonID, p models.PersonID) models.PersonID {
	if id, ok := same[p]; ok {
		return id
	}
	return p
}

// foundBefore are the people of a dataset, by its ids, who are held under other
// ids that the dataset does not have. Whom several people fit is not among them.
func foundBefore(set, current *models.Facts) map[models.PersonID]models.PersonID {
	told, held := idsOf(set), idsOf(current)
	traces := map[any]models.PersonID{}
	for p, list := range tracesOf(current) {
		for _, one := range list {
			if !told[p] {
				traces[one] = p
			}
		}
	}
	same, times := map[models.PersonID]models.PersonID{}, map[models.PersonID]int{}
	for p, list := range tracesOf(set) {
		fits := map[models.PersonID]bool{}
		for _, one := range list {
			if who, ok := traces[one]; ok && !held[p] {
				fits[who] = true
			}
		}
		for who := range fits {
			times[who]++
			if len(fits) == 1 {
				same[p] = who
			}
		}
	}
	maps.DeleteFunc(same, func(_, who models.PersonID) bool { return times[who] > 1 })
	return same
}

func idsOf(set *models.Facts) map[models.PersonID]bool {
	ids := map[models.PersonID]bool{}
	for i := range set.People {
		ids[set.People[i].ID] = true
	}
	return ids
}

// taken is that somebody of a name took a seat on a day.
type taken struct {
	name   string
	riding models.RidingID
	from   temporal.Day
}

// tracesOf are the identifiers of people, and the seats that they took.
func tracesOf(set *models.Facts) map[models.PersonID][]any {
	names, traces := map[models.PersonID]string{}, map[models.PersonID][]any{}
	for i := range set.People {
		p := &set.People[i]
		names[p.ID] = models.Fold(p.Name.Full)
		for _, id := range p.Identifiers {
			traces[p.ID] = append(traces[p.ID], id)
		}
	}
	for i := range set.Tenures {
		t := &set.Tenures[i]
		traces[t.Person] = append(traces[t.Person], taken{names[t.Person], t.Riding, t.From})
	}
	return traces
}
