package parlinfo

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

// The naive model counts days from 0 to dayCount-1, the last being the day of
// dissolution, and paints roles over them one by one. It shares nothing with
// the code that it checks but the documents.
const dayCount = 24

// opening is the day of the first sitting.
const opening = 7

var dayZero = temporal.MustDay("2019-10-21")

// painted is a role that the test invents: days first to last, both included;
// last -1 for one without an end.
type painted struct {
	id, org, first, last int
}

// cell is what holds on one day; the zero cell is "nothing said".
type cell struct {
	value string
	basis models.Basis
}

// paint lays roles over the days in the order in which later ones hold, and
// returns which covers each day (-1 for none).
func paint(roles []painted, end func(painted) int) [dayCount]int {
	order := make([]int, len(roles))
	for i := range order {
		order[i] = i
	}
	forever := func(p painted) int {
		if p.last < 0 {
			return 1 << 20
		}
		return p.last
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := roles[a], roles[b]
		return (x.first-y.first)*1_000_000_000 + (forever(x)-forever(y))*100 + x.id - y.id
	})
	var days [dayCount]int
	for d := range days {
		days[d] = -1
	}
	for _, i := range order {
		for d := max(0, roles[i].first); d <= min(dayCount-1, end(roles[i])); d++ {
			days[d] = i
		}
	}
	return days
}

// caucusOf is what a label implies.
func caucusOf(org int) string {
	switch org {
	case liberal:
		return "org_liberal"
	case conservative:
		return "org_conservative"
	case bloc:
		return "org_bloc"
	}
	return "none"
}

type house struct {
	labels, roles []painted
	decided       map[int]string // by role id; absent: not reviewed
	captured      int            // day of the capture
}

func (h house) designation(d int) cell {
	days := paint(h.labels, lastDay)
	if days[d] < 0 {
		return cell{"unknown", models.Stated}
	}
	return cell{orgName[h.labels[days[d]].org], models.Stated}
}

var orgName = map[int]string{liberal: "org_liberal", conservative: "org_conservative", bloc: "org_bloc", independent: "org_independent"}

func lastDay(p painted) int {
	if p.last < 0 {
		return dayCount - 1
	}
	return p.last
}

func (h house) caucus(d int) cell {
	label := paint(h.labels, lastDay)
	org := func(d int) int {
		if d < 0 || d >= dayCount || label[d] < 0 {
			return 0
		}
		return h.labels[label[d]].org
	}
	same := func(from, to int) bool {
		for x := max(0, from); x <= to; x++ {
			if org(x) != org(d) || org(x) == 0 {
				return false
			}
		}
		return true
	}
	ends := map[int]int{}
	for _, r := range h.roles {
		e := r.last
		if e < 0 {
			e = h.captured
		}
		if e >= 0 && e < dayCount && r.first < dayCount {
			if org(e) != 0 && h.labels[label[e]].first == e && org(e-1) != org(e) && r.first < e && caucusOf(org(e)) != caucusOf(r.org) {
				e--
			} else if e == dayCount-2 && org(e) != 0 && org(e) == org(e+1) {
				e++
			}
		}
		ends[r.id] = e
	}
	end := func(p painted) int { return ends[p.id] }
	if i := paintBy(h.roles, end)[d]; i >= 0 {
		return cell{caucusOf(h.roles[i].org), models.Stated}
	}
	if org(d) == 0 {
		return cell{"unknown", models.Implied}
	}
	if past, ok := h.ended(d, end); ok && past.last >= 0 && caucusOf(org(d)) != "none" && same(end(past), d) {
		switch h.decided[past.id] {
		case "none":
			return cell{"none", models.Implied}
		case "hole":
			return cell{caucusOf(org(d)), models.Implied}
		}
		return cell{"unknown", models.Implied}
	}
	if next, ok := h.following(d); ok && (caucusOf(next.org) == caucusOf(org(d)) || next.first == opening) && same(d, min(next.first, dayCount-1)) {
		return cell{caucusOf(next.org), models.Stated}
	}
	return cell{caucusOf(org(d)), models.Implied}
}

// paintBy is paint with the ends that decide which role holds as well.
func paintBy(roles []painted, end func(painted) int) [dayCount]int {
	moved := slices.Clone(roles)
	for i := range moved {
		moved[i].last = end(moved[i])
	}
	return paint(moved, func(p painted) int { return p.last })
}

// ended is the role of this parliament that ended last before a day.
func (h house) ended(d int, end func(painted) int) (found painted, ok bool) {
	for _, r := range h.roles {
		if r.first >= dayCount || end(r) < 0 || end(r) >= d {
			continue
		}
		if !ok || end(r) > end(found) {
			found, ok = r, true
		}
	}
	return found, ok
}

func (h house) following(d int) (found painted, ok bool) {
	for _, r := range h.roles {
		if r.first > d && r.first < dayCount && (!ok || r.first < found.first) {
			found, ok = r, true
		}
	}
	return found, ok
}

// TestLabelsAndCaucusesAgreeWithNaiveModel compares every day of an invented
// parliament.
func TestLabelsAndCaucusesAgreeWithNaiveModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := invent(t)
		facts := h.derive()
		for d := range dayCount {
			for axis, want := range map[models.Axis]cell{models.Designation: h.designation(d), models.Caucus: h.caucus(d)} {
				var got []cell
				for _, a := range facts.Affiliations {
					if a.Axis == axis && a.Contains(dayZero.Add(d)) {
						v := string(a.Value.Organization)
						if v == "" {
							v = string(a.Value.Status)
						}
						got = append(got, cell{v, a.Basis})
					}
				}
				if len(got) != 1 || got[0] != want {
					t.Fatalf("%s on day %d is %v, want %v\n%+v", axis, d, got, want, h)
				}
			}
		}
	})
}

// invent draws roles that start and end on different days, so that "the next"
// and "the last that ended" are one each.
func invent(t *rapid.T) house {
	h := house{decided: map[int]string{}, captured: dayCount + 5}
	if rapid.Bool().Draw(t, "early") {
		h.captured = rapid.IntRange(2, dayCount-1).Draw(t, "captured")
	}
	draw := func(name string, id int) painted {
		first := rapid.IntRange(-2, dayCount-1).Draw(t, name+" first")
		p := painted{id, rapid.SampledFrom([]int{liberal, conservative, independent}).Draw(t, name+" organization"), first, -1}
		if rapid.IntRange(0, 3).Draw(t, name+" ends") > 0 {
			p.last = max(0, rapid.IntRange(first, dayCount+2).Draw(t, name+" last"))
		}
		return p
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "labels") {
		h.labels = append(h.labels, draw("label", 10+i))
	}
	taken := map[int]bool{h.captured: true, -1: true}
	for i := range rapid.IntRange(0, 3).Draw(t, "roles") {
		r := draw("role", 20+i)
		if r.org == independent || r.last < 0 && (len(h.roles) > 0 || r.first > h.captured) || r.last >= 0 && (taken[r.last] || taken[r.last-1] || taken[r.last+1]) {
			continue
		}
		if r.first < 0 || slices.ContainsFunc(h.roles, func(o painted) bool { return o.first == r.first }) {
			continue
		}
		taken[r.last] = true
		h.roles = append(h.roles, r)
		if d := rapid.SampledFrom([]string{"", "none", "hole", "unknown"}).Draw(t, "decided"); d != "" {
			h.decided[r.id] = d
		}
	}
	slices.SortFunc(h.roles, func(a, b painted) int { return (a.first-b.first)*1000 + a.id - b.id })
	return h
}

func (h house) derive() *models.Facts {
	text := func(d int) string {
		if d < -100 {
			return ""
		}
		return dayZero.Add(d).String()
	}
	roles := []answerOf{seat(1, donValley, "Don Valley North", text(0), text(dayCount-1))}
	var reviewed Reviewed
	for _, l := range h.labels {
		r := labelled(l.id, l.org, text(l.first), text(l.last))
		if l.last < 0 {
			r["EndDate"] = nil
		}
		roles = append(roles, r)
	}
	for _, l := range h.roles {
		r := benched(l.id, l.org, text(l.first), text(l.last))
		if l.last < 0 {
			r["EndDate"] = nil
		}
		roles = append(roles, r)
		if how, ok := h.decided[l.id]; ok {
			// The decision names the last day as it is used, which may be a day off.
			reviewed.CaucusRoles = append(reviewed.CaucusRoles, CaucusRole{Person: 7, Role: l.id, LastDay: dayZero.Add(l.last), Decision: how})
		}
	}
	docs, faults := Parse(fmt.Sprintf("c-%s/7", dayZero.Add(h.captured)), []byte(profileText(person(7, "Ada", "Example", roles...))))
	if len(faults) > 0 {
		panic(fmt.Sprint(faults)) // the test makes documents without faults
	}
	l := lists()
	l.Parliaments = l.Parliaments[:1]
	l.Parliaments[0].FirstSitting = dayZero.Add(opening)
	l.Parliaments[0].Dissolution = dayZero.Add(dayCount - 1)
	facts, _ := Derive(docs, l, reviewed)
	return facts
}
