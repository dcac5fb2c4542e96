package parlinfo

import (
	"fmt"
)

// repair applies the reviewed corrections to the pieces of one role, each in
// its parliament.
func (d *deriver) repair(pieces []*tenure) (list []*tenure) {
	for _, t := range pieces {
		c := t.claims[0]
		fix, ok := d.reviewed.seats[[3]int{c.doc.Person, c.ID, t.parliament.Number}]
		if !ok {
			list = append(list, t)
			continue
		}
		d.fault(SeatRepaired, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
			"%s in parliament %d: %s: %s", spell(t.Period), t.parliament.Number, fix.Decision, fix.Reason))
		switch fix.Decision {
		case From:
			t.From = fix.Day
		case Moved:
			if d.places[fix.Constituency] == nil {
				continue // no document tells of that riding; the one recorded is wrong
			}
			t.claims[0].Organization = fix.Constituency
			t.riding = d.ridingOf(fix.Constituency, t.parliament.Number, t.claims[0])
		case Absent:
			after := *t
			t.To, after.From = fix.Absent.From, fix.Absent.To
			if after.Valid() {
				list = append(list, &after)
			}
		}
		if fix.Decision != Drop && t.Valid() {
			list = append(list, t)
		}
	}
	return list
}
