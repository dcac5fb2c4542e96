package tables

import (
	"slices"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// federalOrder is the representation order whose districts the codes of the
// tables name.
const federalOrder = 2023

// newRiding makes the riding of a winner's row, or finds it.
func (b *book) newRiding(r row) (models.RidingID, bool) {
	code, name := r.need("fed_code"), r.need("riding")
	province := models.FindProvince(r.text("province"))
	if province == "" {
		r.fault(Unknown, "province", "must be the name of a province or territory")
	}
	if *r.bad {
		return "", false
	}
	if id, ok := b.byFED[code]; ok {
		return id, true
	}
	riding := models.Riding{
		ID:    models.RidingID(models.DeriveID("rid", string(house), "fed", code, strconv.Itoa(federalOrder))),
		House: house, Province: province, Order: federalOrder,
		Names:       []models.RidingName{{Name: models.Name{En: name, Fr: r.text("riding_fr")}}},
		Identifiers: []models.Identifier{{Scheme: "fed", Value: code}},
		Cited:       r.cited(true),
	}
	b.ridings.put(riding)
	b.indexRiding(riding)
	return riding.ID, true
}

// ridingOf finds the riding of a row about a seat: by code, else by name among
// the ridings that had a member in that parliament.
func (b *book) ridingOf(r row, p models.Parliament) (models.RidingID, bool) {
	if code := r.text("fed_code_2023"); code != "" {
		id, ok := b.byFED[code]
		if !ok {
			r.fault(Unknown, "fed_code_2023", "must be the code of a riding of the register")
		} else if !hasName(b.ridings.byKey[string(id)], r.text("riding")) {
			r.fault(Conflict, "riding", "must be the name of the riding with the code "+code)
			return "", false
		}
		return id, ok
	}
	return b.ridingNamed(r, "riding", p)
}

func (b *book) ridingNamed(r row, column string, p models.Parliament) (models.RidingID, bool) {
	found := map[models.RidingID]bool{}
	for _, key := range b.tenures.order {
		t := b.tenures.byKey[key]
		if t.House == house && t.Parliament == p.Number && hasName(b.ridings.byKey[string(t.Riding)], r.text(column)) {
			found[t.Riding] = true
		}
	}
	if len(found) != 1 {
		r.fault(Unknown, column, "must be the name of one riding that had a member in parliament "+strconv.Itoa(p.Number))
		return "", false
	}
	for id := range found {
		return id, true
	}
	return "", false
}

func hasName(r models.Riding, name string) bool {
	folded := models.Fold(name)
	return slices.ContainsFunc(r.Names, func(n models.RidingName) bool {
		return models.Fold(n.En) == folded || models.Fold(n.Fr) == folded
	})
}

// renameRiding dates the new name of a riding. The day is known within bounds
// only: the old name holds until the day on which the new one was seen.
func (b *book) renameRiding(r row) {
	first, seen := r.needDay("in_force_earliest"), r.needDay("in_force_latest")
	code, old := r.need("fed_code"), r.need("old_en")
	if *r.bad {
		return
	}
	if r.text("confidence") == "low" && r.text("new_en_house_list") == "" {
		r.find(Skipped, "new_en_house_list", "the House list keeps the old name, and so does the register")
		return
	}
	riding, ok := b.ridings.byKey[string(b.byFED[code])]
	switch {
	case !ok:
		r.fault(Unknown, "fed_code", "must be the code of a riding of the register")
	case !hasName(riding, old):
		r.fault(Conflict, "old_en", "must be the name of the riding with the code "+code)
	case first > seen:
		r.fault(BadValue, "in_force_latest", "must not be before in_force_earliest")
	}
	name := models.RidingName{Period: temporal.Period{From: seen}, Name: b.newName(r)}
	if *r.bad {
		return
	}
	if first < seen {
		name.Window = &models.Window{From: first}
	}
	names := slices.DeleteFunc(slices.Clone(riding.Names), func(n models.RidingName) bool { return n.From >= seen })
	if len(names) == 0 || names[len(names)-1].From >= first {
		r.fault(Conflict, "in_force_earliest", "must be after the day on which the old name began")
		return
	}
	names[len(names)-1].To = seen
	riding.Names = append(names, name)
	also(&riding.Cited, r.state(first == seen), r.citation())
	b.ridings.put(riding)
}

// newName is the name of the House list. Where another source has another
// name, the French one is of that source and is left out.
func (b *book) newName(r row) models.Name {
	n := models.Name{En: r.need("new_en_house_list"), Fr: r.text("new_fr")}
	if other := r.text("new_en_other"); other != "" && other != n.En {
		r.find(Skipped, "new_fr", "the sources differ on the new name: that of the House list holds, and the French one of the other source is left out")
		n.Fr = ""
	}
	return n
}
