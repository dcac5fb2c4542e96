package jobs

import (
	"slices"

	"caucus/models"
)

// places finds the ridings that documents name.
type places struct {
	byName map[string][]*models.Riding
	byID   map[models.Identifier][]*models.Riding
}

// newPlaces indexes the ridings that have a seat in the newest parliament, or
// in the one before while it has none, under their names of any date. After an
// election those of a later representation order count too.
func (h *Held) newPlaces(elected bool) places {
	p := places{map[string][]*models.Riding{}, map[models.Identifier][]*models.Riding{}}
	order, seated := 0, h.seated()
	for id := range seated {
		if r := h.ridings[id]; r != nil {
			p.add(r)
			order = max(order, r.Order)
		}
	}
	if elected {
		for id, r := range h.ridings {
			if r.Order > order && !seated[id] {
				p.add(r)
			}
		}
	}
	return p
}

func (h *Held) seated() map[models.RidingID]bool {
	ids, parliament := map[models.RidingID]bool{}, h.Parliament.Number
	if len(h.seats) == 0 {
		parliament--
	}
	for i := range h.Facts.Tenures {
		if t := &h.Facts.Tenures[i]; t.House == h.House.ID && t.Parliament == parliament {
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
	list = newest(list)
	switch len(list) {
	case 0:
		return nil, "the riding of this name does not lie in " + s.Province
	case 1:
		return list[0], ""
	}
	return nil, "several ridings bear this name"
}

// newest keeps the ridings of the latest representation order.
func newest(list []*models.Riding) []*models.Riding {
	order := 0
	for _, r := range list {
		order = max(order, r.Order)
	}
	return slices.DeleteFunc(slices.Clone(list), func(r *models.Riding) bool { return r.Order != order })
}
