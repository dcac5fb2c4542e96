package parlinfo

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// piece is a role on the days on which the person sat. From is zero where the
// label holds now and its first day is not certain.
type piece struct {
	temporal.Period
	role Role
	run  temporal.Period // in the House, of which it is a part
}

// said states pieces on an axis.
func said(axis models.Axis, pieces []piece) (list []models.SaidLabel) {
	for _, p := range pieces {
		list = append(list, models.SaidLabel{
			Axis: axis, Label: p.role.Name.En, Organization: strconv.Itoa(p.role.Organization), Period: p.Period,
		})
	}
	return list
}

// pieces are the roles of a kind on the days on which the person sat, in order;
// those of one organization without a break are one.
func (c *career) pieces(kind RoleKind) (list []piece) {
	for _, r := range rolesOf(c.d, kind) {
		if _, dropped := c.reviewed.dropped[[2]int{c.d.Person, r.ID}]; dropped {
			continue
		}
		if !r.Period.Valid() {
			c.fault(*r, fmt.Sprintf("%s %s runs %s, its end before its start; it is left out", kind, r.Name.En, spell(r.Period)))
			continue
		}
		for _, run := range c.runs {
			if p, ok := r.Period.Intersect(run); ok {
				list = append(list, piece{p, *r, run})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b piece) int {
		return cmp.Or(a.Period.Compare(b.Period), a.role.Organization-b.role.Organization)
	})
	return list
}

// labels are the labels of the person while sitting. One is left out, or stated
// without its day, where the source contradicts itself or is not sure.
func (c *career) labels() []piece {
	list := merged(c.onTheLastDay(c.pieces(PartyLabel)))
	clash := c.clashing(list)
	var sure []piece
	for i, p := range list {
		startsUnsure := p.role.Approximate && p.From == p.role.Period.From && p.From != p.run.From
		endsUnsure := p.role.EndApprox && p.To == p.role.Period.To && p.To != p.run.To
		switch {
		case !clash[i] && !startsUnsure && !endsUnsure:
			sure = append(sure, p)
		case p.Open() && !c.another(list, i):
			p.From = 0
			sure = append(sure, p)
			c.unsure(p, clash[i], "it is stated without its first day")
		default:
			c.unsure(p, clash[i], "it is left out")
		}
	}
	return sure
}

func (c *career) unsure(p piece, clash bool, done string) {
	if !clash { // which is reported once, for both
		c.fault(p.role, fmt.Sprintf("%s %s, %s, has an approximate day; %s", p.role.Kind, p.role.Name.En, spell(p.role.Period), done))
	}
}

// another reports whether a label besides the i-th has no end.
func (c *career) another(list []piece, i int) bool {
	for j, p := range list {
		if j != i && p.Open() {
			return true
		}
	}
	return false
}

// merged joins pieces of one organization that overlap or meet.
func merged(list []piece) (joined []piece) {
	for _, p := range list {
		i := slices.IndexFunc(joined, func(o piece) bool {
			return o.role.Organization == p.role.Organization && (o.Overlaps(p.Period) || o.Meets(p.Period))
		})
		if i < 0 {
			joined = append(joined, p)
			continue
		}
		if last := temporal.LaterEnd(joined[i].To, p.To); last != joined[i].To {
			joined[i].To, joined[i].role.EndApprox = last, p.role.EndApprox
			joined[i].role.Period.To = p.role.Period.To
		}
	}
	return joined
}

// independent is how the source labels who belongs to no party.
const independentLabel = 3842

// onTheLastDay drops a label "Independent" that stands for the last day of a
// seat only, which is how the source writes a resignation: the label before it
// holds to the end.
func (c *career) onTheLastDay(list []piece) (kept []piece) {
	for _, p := range list {
		lastDay := p.role.Organization == independentLabel && !p.Open() && p.To == p.run.To && p.From == p.LastDay() && p.role.Period.From == p.From
		before := slices.IndexFunc(kept, func(o piece) bool { return o.To == p.From })
		if !lastDay || before < 0 {
			kept = append(kept, p)
			continue
		}
		kept[before].To = p.To
		c.fault(p.role, fmt.Sprintf("%s on %s only, the last day of the seat; %s is held to that day", p.role.Name.En, p.From, kept[before].role.Name.En))
	}
	return kept
}

// clashing tells which labels share a recent day with another.
func (c *career) clashing(list []piece) map[int]bool {
	clash := map[int]bool{}
	for i, a := range list {
		for j, b := range list[i+1:] {
			both, ok := a.Intersect(b.Period)
			if !ok || !c.recent(both) {
				continue
			}
			clash[i], clash[i+1+j] = true, true
			c.fault(b.role, fmt.Sprintf("%s %s and %s %s, both %s; there should be one label a day, and neither is stated with its days",
				a.role.Name.En, spell(a.Period), b.role.Name.En, spell(b.Period), spell(both)))
		}
	}
	return clash
}
