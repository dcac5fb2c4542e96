package jobs

import (
	"maps"
	"slices"

	"caucus/models"
)

// places finds the ridings that documents name.
type places struct {
	byName map[string][]*models.Riding
	byID   map[models.Identifier][]*models.Riding
}

// newPlaces indexes the ridings that have a seat in the newest parliament, or
// in the one before while it has none, under their names of any date. At an
// election those of a later representation order take their place, if the
// documents name more of them: a register may know an order before its time.
func (h *Held) newPlaces(elected bool, docs []models.Document) places {
	now, later := newPlaces(), map[int]places{}
	order, seated := 0, h.seated()
	for id := range seated {
		if r := h.ridings[id]; r != nil {
			now.add(r)
			order = max(order, r.Order)
		}
	}
	if !elected {
		return now
	}
	for id, r := range h.ridings {
		if r.Order > order && !seated[id] {
			if _, ok := later[r.Order]; !ok {
				later[r.Order] = newPlaces()
			}
			later[r.Order].add(r)
		}
	}
	best, named := now, now.named(docs)
	for _, order := range slices.Sorted(maps.Keys(later)) {
		if n := later[order].named(docs); n > named {
			best, named = later[order], n
		}
	}
	return best
}

func newPlaces() places {
	return places{map[string][]*models.Riding{}, map[models.Identifier][]*models.Riding{}}
}

// named counts the seats of documents whose ridings are found.
func (p places) named(docs []models.Document) (n int) {
	for i := range docs {
		for j := range docs[i].Records {
			for k := range docs[i].Records[j].Seats {
				if r, _ := p.find(&docs[i].Records[j].Seats[k]); r != nil {
					n++
				}
			}
		}
	}
	return n
}

// seated are the ridings with a seat in the newest parliament, and those of the
// same representation orders that had one in the parliament before: nobody may
// have been seated yet for a riding after an election.
func (h *Held) seated() map[models.RidingID]bool {
	ids, orders := map[models.RidingID]bool{}, map[int]bool{}
	for id := range h.seats {
		ids[id] = true
		if r := h.ridings[id]; r != nil {
			orders[r.Order] = true
		}
	}
	for i := range h.Facts.Tenures {
		t := &h.Facts.Tenures[i]
		if t.House != h.House.ID || t.Parliament != h.Parliament.Number-1 {
			continue
		}
		if r := h.ridings[t.Riding]; r != nil && (len(orders) == 0 || orders[r.Order]) {
			ids[t.Riding] = true
		}
	}
	return ids
}

func (p places) add(r *models.Riding) {
	for _, id := range r.Identifiers {
		p.byID[id] = append(p.byID[id], r)
	}
	var names []string
	for _, n := range r.Names {
		names = append(names, models.Fold(n.En), models.Fold(n.Fr))
	}
	slices.Sort(names)
	for _, n := range slices.Compact(names) {
		if n != "" {
			p.byName[n] = append(p.byName[n], r)
		}
	}
}

// find returns the riding of a seat, or why it is not known.
func (p places) find(s *models.SaidSeat) (*models.Riding, string) {
	if list := p.byID[s.Identifier]; s.Identifier.Value != "" && len(list) == 1 {
		return list[0], ""
	}
	list := p.byName[models.Fold(s.Riding)]
	if len(list) == 0 {
		return nil, "the register has no riding of this name in this parliament"
	}
	if province := models.FindProvince(s.Province); province != "" {
		list = slices.DeleteFunc(slices.Clone(list), func(r *models.Riding) bool { return r.Province != province })
	}
	switch len(list) {
	case 0:
		return nil, "the riding of this name does not lie in " + s.Province
	case 1:
		return list[0], ""
	}
	return nil, "several ridings bear this name"
}
