package parlinfo

import (
	"cmp"
	"fmt"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// constituency is what the source says of a constituency id, under whatever
// order it was used.
type constituency struct {
	name     models.Name
	province string
	named    *Document
}

// ridingKey is a constituency id under one representation order.
type ridingKey struct{ order, id int }

// riding is a district under one order, with its first constituency id as key.
type riding struct {
	id    models.RidingID
	key   ridingKey
	cited claim
	used  bool
}

// gatherRidings notes the newest names of each constituency id; French may
// come from an older capture than English.
func (d *deriver) gatherRidings(records []*record) {
	for _, r := range records {
		for _, c := range r.roles[Seat] {
			p := d.places[c.Organization]
			if p == nil {
				p = &constituency{}
				d.places[c.Organization] = p
			}
			if c.Name.En != "" && (p.named == nil || p.named.Captured < c.doc.Captured) {
				p.name.En, p.named = dashes(c.Name.En), c.doc
			}
			if p.name.Fr == "" {
				p.name.Fr = dashes(c.Name.Fr)
			}
			if p.province == "" {
				p.province = c.Province
			}
		}
	}
}

// ridingOf finds the riding of a constituency id in a parliament. Ids that a
// rename joins are one riding.
func (d *deriver) ridingOf(id, parliament int, c claim) *riding {
	key := ridingKey{orderOf(parliament), id}
	for i := len(d.reviewed.renames) - 1; i >= 0; i-- {
		if r := d.reviewed.renames[i]; r.Order == key.order && r.To == key.id {
			key.id = r.From
		}
	}
	found := d.ridings[key]
	if found == nil {
		id := models.DeriveID("rid", string(d.house), strconv.Itoa(key.id), strconv.Itoa(key.order))
		found = &riding{id: models.RidingID(id), key: key, cited: c}
		d.ridings[key] = found
	}
	return found
}

func (d *deriver) ridingFacts() {
	for _, r := range d.ridings {
		if !r.used {
			continue
		}
		fact := models.Riding{
			ID: r.id, House: d.house, Order: r.key.order,
			Cited: models.Cited{State: models.Confirmed, Citations: []models.Citation{d.cite(r.cited)}},
		}
		province := d.call(&fact, r, r.key.id, 0, "")
		last := r.key.id
		for _, n := range d.reviewed.renames {
			if n.Order == r.key.order && n.From == last {
				last = n.To
				province = cmp.Or(d.call(&fact, r, n.To, n.Day, n.Reason), province)
			}
		}
		fact.Province = models.FindProvince(province)
		if fact.Province == "" {
			d.fault(UnknownProvince, r.cited.doc, r.cited.doc.locator(r.cited.Role),
				fmt.Sprintf("%q is no province of the list; the riding has none", province))
		}
		d.facts.Ridings = append(d.facts.Ridings, fact)
	}
}

// call gives a riding the name of a constituency id from a day on, and returns
// the province. Ids that no document of this import names leave no trace.
func (d *deriver) call(fact *models.Riding, r *riding, id int, on temporal.Day, reason string) string {
	p := d.places[id]
	if p == nil {
		return ""
	}
	fact.Identifiers = append(fact.Identifiers, models.Identifier{Scheme: string(SourceID), Value: strconv.Itoa(id)})
	n := len(fact.Names)
	switch {
	case n == 0:
		fact.Names = []models.RidingName{{Name: p.name}}
	case fact.Names[n-1].En == p.name.En:
		d.fault(TwoIDsForRiding, r.cited.doc, r.cited.doc.locator(r.cited.Role), fmt.Sprintf(
			"constituency %d is the same riding from %s: %s", id, on, reason))
	default:
		fact.Names[n-1].To = on
		fact.Names = append(fact.Names, models.RidingName{Period: temporal.Period{From: on}, Name: p.name})
	}
	return p.province
}
