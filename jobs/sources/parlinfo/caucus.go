package parlinfo

import (
	"fmt"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

const (
	afterRole  = "Reviewed: the Caucus Member role ends here while the label stays."
	unreviewed = "The Caucus Member role ends here while the label stays; not reviewed."
)

// bench is what is known of one term when its caucuses are derived.
type bench struct {
	*deriver
	term   term
	labels []label // Party Member roles
	roles  []label // Caucus Member roles
}

// caucuses are the caucuses of one term, day by day without a hole.
func (d *deriver) caucuses(m *member, t term, labels, roles []label) (list []span) {
	b := &bench{d, t, labels, nil}
	for _, r := range roles {
		if r.Period.Open() {
			r.Period.To = m.known[CaucusPlace].Add(1)
		}
		if r.Period.Overlaps(t.Period) {
			b.roles = append(b.roles, b.adjust(r))
		}
	}
	days := append(edges(labels), edges(b.roles)...)
	for _, p := range cut(t.Period, days) {
		list = append(list, b.on(p))
	}
	return coalesce(list)
}

// adjust moves the end of a role by one day in three cases: where the source's
// own note dates the departure on the last day, and where the role still counts
// the first day of a label that contradicts it, since a change on a day holds
// on that day; and where it ends on the eve of the end of the seat, which is
// how the source ends every role of 1878.
func (b *bench) adjust(r label) label {
	last := r.Period.LastDay()
	l, ok := at(b.labels, last)
	before, _ := at(b.labels, last-1)
	begins := ok && l.Period.From == last && l.org != before.org
	decided := b.reviewed.caucus[[2]int{r.doc.Person, r.ID}]
	switch {
	case ok && decided.Left != 0 && decided.LastDay == last:
		r.Period.To = decided.Left
	case begins && r.Period.From < last && implied(l.org, l.org.CaucusValue) != implied(r.org, r.org.CaucusValue):
		r.Period.To = last
	case ok && r.Period.To.Add(1) == b.term.To && b.steady(last, r.Period.To, l):
		r.Period.To = b.term.To
	}
	return r
}

// on is the caucus on the days of p, on which no role or label starts or ends:
// stated by a role, or by the next one reached back to the start of the seat,
// none after the reviewed end of one, and else implied by the label.
func (b *bench) on(p temporal.Period) span {
	if r, ok := at(b.roles, p.From); ok {
		return b.said(r, p.From == r.Period.From, span{Period: p, value: implied(r.org, r.org.CaucusValue), basis: models.Stated})
	}
	l, labelled := at(b.labels, p.From)
	if labelled {
		if r, ok := b.left(p.From, l); ok {
			return b.afterEnd(p, r, l)
		}
		if r, ok := b.next(p.From, l); ok {
			return b.said(r, false, span{Period: p, value: implied(r.org, r.org.CaucusValue), basis: models.Stated})
		}
		return b.said(l, p.From == l.Period.From, span{Period: p, value: implied(l.org, l.org.CaucusValue), basis: models.Implied})
	}
	return span{Period: p, value: models.UnknownValue, basis: models.Implied, note: noLabel, cites: b.citeAll(b.term.tenures[0].claims)}
}

// left finds the last role that ended in this term before a day, if the label
// has not changed since its last day. An end that only tells how far the
// capture reaches is none.
func (b *bench) left(on temporal.Day, l label) (last label, ok bool) {
	for _, r := range b.roles {
		if r.Period.To <= on && (!ok || r.Period.To > last.Period.To) {
			last, ok = r, true
		}
	}
	if !ok || b.openIn(last) {
		return last, false
	}
	return last, l.org.CaucusValue == models.HasOrganization && b.steady(last.Period.LastDay(), on, l)
}

// openIn reports whether the source leaves the end of the role open.
func (b *bench) openIn(r label) bool {
	return slices.ContainsFunc(r.doc.Roles, func(o Role) bool {
		return o.Kind == CaucusPlace && o.ID == r.ID && o.Organization == r.Organization &&
			o.Period.From == r.Period.From && o.Period.Open()
	})
}

// steady reports whether one organization is the label on every day from first
// to last. One that became the other is one with it: the event is not the
// member's.
func (b *bench) steady(first, last temporal.Day, l label) bool {
	for _, p := range cut(temporal.Period{From: max(first, b.term.From), To: last.Add(1)}, edges(b.labels)) {
		if x, ok := at(b.labels, p.From); !ok || !b.oneBody(x.org, l.org) {
			return false
		}
	}
	return true
}

// next finds the first role after a day if the label implies the same caucus
// on every day up to it, and no role came before it under that label: the
// source starts roles on the first sitting, not on polling day. A role that
// starts on the first sitting reaches back under a label that contradicts it
// too, as long as that label is the one on its first day: nothing changed then.
func (b *bench) next(on temporal.Day, l label) (r label, ok bool) {
	for _, o := range b.roles {
		if o.Period.From > on && (!ok || o.Period.From < r.Period.From) {
			r, ok = o, true
		}
	}
	opening := b.term.tenures[0].parliament.FirstSitting
	same := ok && (implied(l.org, l.org.CaucusValue) == implied(r.org, r.org.CaucusValue) || r.Period.From == opening)
	return r, same && b.steady(on, r.Period.From, l)
}

// afterEnd is the caucus after a role ended while the label stayed, as decided
// by hand.
func (b *bench) afterEnd(p temporal.Period, r, l label) span {
	s := span{Period: p, basis: models.Implied, cites: []models.Citation{b.cite(r.claim)}}
	decided, ok := b.reviewed.caucus[[2]int{r.doc.Person, r.ID}]
	switch {
	case !ok || decided.LastDay != r.Period.LastDay() && decided.Left != r.Period.To:
		b.fault(CaucusUnreviewed, r.doc, r.doc.locator(r.Role), fmt.Sprintf(
			"Caucus Member %s ends on %s, the label %s stays, the seat lasts to %s; caucus unknown from there",
			r.Name.En, r.Period.LastDay(), l.Name.En, b.term.LastDay()))
		s.value, s.note = models.UnknownValue, unreviewed
	case decided.Decision == "none":
		s.value, s.note = models.None, afterRole
	case decided.Decision == "unknown":
		s.value, s.note = models.UnknownValue, afterRole
	default:
		s = b.said(l, false, s)
		s.value = implied(l.org, l.org.CaucusValue)
	}
	return s
}
