package parlinfo

import (
	"fmt"
	"slices"
	"time"

	"caucus/models"
	"caucus/models/temporal"
)

// label is a role whose organization is on the reviewed list.
type label struct {
	claim
	org    *models.Organization
	window temporal.Day // first day on which it may already have begun; zero if its day is known
}

// labels looks up the roles of a kind that touch the days on which the person
// sat. Unknown organizations and impossible periods stop that row.
func (d *deriver) labels(m *member, kind RoleKind, terms []term) (list []label) {
	for _, c := range m.roles[kind] {
		if why, ok := d.reviewed.dropped[[2]int{m.id, c.ID}]; ok {
			d.fault(RoleDropped, c.doc, c.doc.locator(c.Role), fmt.Sprintf("%s %s, %s: %s", kind, c.Name.En, spell(c.Period), why))
			continue
		}
		if !c.Period.Valid() {
			d.fault(EndBeforeStart, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
				"%s %s, %s; the role is left out", kind, c.Name.En, spell(c.Period)))
			continue
		}
		sat := slices.ContainsFunc(terms, func(t term) bool { return t.Overlaps(c.Period) })
		if !sat {
			continue
		}
		org := d.orgs[c.Organization]
		if org == nil {
			d.fault(UnknownOrg, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
				"%s: organization %d %q is not on the reviewed list; the role is left out", kind, c.Organization, c.Name.En))
			continue
		}
		d.vague(kind, c)
		list = append(list, label{claim: c, org: org})
	}
	return list
}

// inTheYear gives labels of whose start the source knows only the year, written
// 1 January, the year as a window: the label before holds until the last day of
// it, on which the new one must have begun. It returns those first of January;
// what else starts on one of vague is as vague, though not marked so.
func inTheYear(labels []label, terms []term, vague []temporal.Day) (years []temporal.Day) {
	for i := range labels {
		l := &labels[i]
		start := l.Period.From
		in := slices.IndexFunc(terms, func(t term) bool { return start > t.From && t.Contains(start) })
		before := slices.IndexFunc(labels, func(o label) bool {
			return o.org != l.org && o.Period.From < start && (o.Period.To == start || o.Period.To == start.Add(1))
		})
		known := slices.Contains(vague, start)
		if in < 0 || !known && (before < 0 || !l.Approximate || !yearOnly(start)) {
			continue
		}
		year, _, _ := start.Date()
		last, err := temporal.NewDay(year, time.December, 31)
		last = temporal.EarlierEnd(last, temporal.EarlierEnd(l.Period.LastDay(), terms[in].LastDay()))
		if err != nil || last <= start {
			continue
		}
		if before >= 0 {
			labels[before].Period.To = last
		}
		l.Period.From, l.window = last, start
		years = append(years, start)
	}
	return years
}

// vague reports dates of which the source knows only the year, or says that
// they are approximate.
func (d *deriver) vague(kind RoleKind, c claim) {
	if !c.Approximate && !c.EndApprox {
		return
	}
	k := ApproximateDate
	if c.Approximate && yearOnly(c.Period.From) || c.EndApprox && yearOnly(c.Period.LastDay()) {
		k = YearOnlyDate
	}
	d.fault(k, c.doc, c.doc.locator(c.Role), fmt.Sprintf("%s %s, %s", kind, c.Name.En, spell(c.Period)))
}

// yearOnly reports whether a day is how the source writes a year.
func yearOnly(day temporal.Day) bool {
	if day.IsZero() {
		return false
	}
	_, month, n := day.Date()
	return month == 1 && n == 1
}

// at is the label that holds on a day: of several the one that began last.
func at(labels []label, day temporal.Day) (found label, ok bool) {
	for _, l := range labels {
		if l.Period.Contains(day) && (!ok || l.later(found)) {
			found, ok = l, true
		}
	}
	return found, ok
}

func (l label) later(other label) bool {
	if l.Period.From != other.Period.From {
		return l.Period.From > other.Period.From
	}
	if c := l.Period.Compare(other.Period); c != 0 {
		return c > 0 // the one that lasts longer
	}
	return l.ID > other.ID
}

// edges are the days on which labels start or stop to hold.
func edges(labels []label) (days []temporal.Day) {
	for _, l := range labels {
		days = append(days, l.Period.From)
		if !l.Period.Open() {
			days = append(days, l.Period.To)
		}
	}
	return days
}

// oneDay drops a label "Independent" that stands for the last day of a term
// only: it is how the source writes a resignation. The label before it holds.
func (d *deriver) oneDay(labels []label, terms []term) []label {
	for _, t := range terms {
		if t.Open() || t.ended() == models.ByDissolution {
			continue
		}
		last := t.LastDay()
		i := slices.IndexFunc(labels, func(l label) bool {
			return l.Period.From == last && l.Period.To == t.To && l.org.CaucusValue == models.HasNone
		})
		j := slices.IndexFunc(labels, func(l label) bool { return l.Period.To == last })
		if i < 0 || j < 0 {
			continue
		}
		c := labels[i].claim
		d.fault(OneDayIndependent, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
			"%s on %s only, the last day of the seat; %s is held to that day", c.Name.En, last, labels[j].Name.En))
		labels[j].Period.To = t.To
		labels = slices.Delete(labels, i, i+1)
	}
	return labels
}

// clashes reports days on which the source gives two labels, besides the one
// day on which one follows the other.
func (d *deriver) clashes(m *member, terms []term) {
	roles := m.roles[PartyLabel]
	for i, a := range roles {
		for _, b := range roles[i+1:] {
			both, ok := a.Period.Intersect(b.Period)
			if !ok || !a.Period.Valid() || !b.Period.Valid() {
				continue
			}
			kind, done := DuplicateRows, "joined"
			switch {
			case a.Organization != b.Organization && (both.Open() || both.To > both.From.Add(1) || a.Period.From == b.Period.From):
				kind, done = TwoLabelsOneDay, "the later holds"
			case a.Organization != b.Organization:
				continue
			case !slices.ContainsFunc(terms, func(t term) bool { return t.Overlaps(both) }):
				continue
			}
			d.fault(kind, b.doc, b.doc.locator(b.Role), fmt.Sprintf("%s %s and %s %s, both %s; %s",
				a.Name.En, spell(a.Period), b.Name.En, spell(b.Period), spell(both), done))
		}
	}
}
