package parlinfo

import (
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
		p := d.places[r.key.id]
		fact := models.Riding{
			ID: r.id, House: d.house, Order: r.key.order, Names: []models.RidingName{{Name: p.name}},
			Identifiers: []models.Identifier{parlinfoID(r.key.id)},
			Cited:       models.Cited{State: models.Confirmed, Citations: []models.Citation{d.cite(r.cited)}},
		}
		province := p.province
		last := r.key.id
		for _, n := range d.reviewed.renames {
			if n.Order != r.key.order || n.From != last || d.places[n.To] == nil {
				continue
			}
			last = n.To
			fact.Identifiers = append(fact.Identifiers, parlinfoID(n.To))
			if d.places[n.To].name.En == fact.Names[len(fact.Names)-1].En {
				d.fault(TwoIDsForRiding, r.cited.doc, r.cited.doc.locator(r.cited.Role), fmt.Sprintf(
					"constituencies %d and %d are one riding from %s: %s", n.From, n.To, n.Day, n.Reason))
			}
			rename(&fact, d.places[n.To].name, n.Day)
			if p := d.places[n.To].province; p != "" {
				province = p
			}
		}
		code, ok := provinces[province]
		if !ok {
			d.fault(UnknownProvince, r.cited.doc, r.cited.doc.locator(r.cited.Role),
				fmt.Sprintf("%q is no province of the list; the riding has none", province))
		}
		fact.Province = code
		d.facts.Ridings = append(d.facts.Ridings, fact)
	}
}

func parlinfoID(id int) models.Identifier {
	return models.Identifier{Scheme: string(SourceID), Value: strconv.Itoa(id)}
}

func rename(r *models.Riding, name models.Name, on temporal.Day) {
	before := &r.Names[len(r.Names)-1]
	if before.En == name.En {
		return
	}
	before.To = on
	r.Names = append(r.Names, models.RidingName{Period: temporal.Period{From: on}, Name: name})
}
