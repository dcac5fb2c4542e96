package tables

import (
	"strconv"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// winners turns a table of winners into one act for each seat and one for
// those who were not returned.
func (b *book) winners(t table) (list []act) {
	p, ok := b.electedIn(t)
	if !ok {
		return nil
	}
	for _, r := range t.rows {
		list = append(list, act{p.Election, elections, func() { b.win(r, p) }})
	}
	return append(list, act{p.Election, changes, func() { b.settle(p) }})
}

// electedIn is the parliament that was elected in the year of a table's name.
func (b *book) electedIn(t table) (models.Parliament, bool) {
	year := strings.Split(t.name, "_")[1]
	var found []models.Parliament
	for _, p := range b.current.Parliaments {
		if p.House == house && strings.HasPrefix(p.Election.String(), year) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		b.report.Findings = append(b.report.Findings, Finding{Kind: Unknown, File: t.name, Value: year,
			Detail: "must be a year with one general election: the file is left out"})
		return models.Parliament{}, false
	}
	return found[0], true
}

func (b *book) win(r row, p models.Parliament) {
	riding, ok := b.newRiding(r)
	o, known := b.label(r, "party_elected")
	name := r.need("winner")
	if !ok || !known || *r.bad {
		return
	}
	b.seat(r, search{
		name: name, id: r.text("ourcommons_person_id"), riding: riding, parliament: p,
		key: []string{"election", p.Election.String(), r.text("fed_code")},
	}, p.Election, models.ByGeneralElection, o)
}

// seat begins a tenure and what the label on the ballot implies.
func (b *book) seat(r row, s search, from temporal.Day, cause models.StartCause, o models.Organization) {
	m := b.who(s)
	person, riding := m.id, s.riding
	id := models.NewTenureID(person, riding, from.String())
	if !b.free(r, id, person, riding, from) {
		return
	}
	b.enter(r, s, m)
	c := r.cited(true)
	b.putTenure(models.Tenure{
		ID: id, Person: person, House: house, Parliament: s.parliament.Number,
		Riding: riding, Place: 1, Period: temporal.Period{From: from}, StartCause: cause,
		ElectedAs: models.Of(o.ID), Cited: c,
	})
	b.list(person, o, moment{day: from}, c)
}

// free tells whether a seat and a person are free on a day but for one tenure.
func (b *book) free(r row, but models.TenureID, person models.PersonID, riding models.RidingID, on temporal.Day) bool {
	for _, key := range b.tenures.order {
		t := b.tenures.byKey[key]
		if t.ID == but || t.House != house || !t.Contains(on) || t.Riding != riding && t.Person != person {
			continue
		}
		want := "must be the name of a riding whose seat is vacant; it is held by " + b.people.byKey[string(t.Person)].Name.Full
		if t.Person == person {
			want = "must be the riding of somebody who does not sit; the person sits for " + b.lastRiding(person)
		}
		r.fault(Conflict, "riding", want)
		return false
	}
	return true
}

// seatDate names a row whose date means something else than usual.
type seatDate struct{ ourcommons, date string }

func readSeatDates(tables []table) map[seatDate]bool {
	firstVacant := map[seatDate]bool{}
	for _, t := range tables {
		for _, r := range t.rows {
			r.needDay("date")
			if r.one("date_means", "last_day_held", "first_day_vacant") == "first_day_vacant" && !*r.bad {
				firstVacant[seatDate{r.text("ourcommons_id"), r.text("date")}] = true
			}
		}
	}
	return firstVacant
}

func (b *book) seatActs(r row, firstVacant map[seatDate]bool) []act {
	number := r.number("parliament")
	event := r.one("event", "vacated", "by_election")
	at := r.moment()
	if *r.bad {
		return nil
	}
	p, ok := b.parliament(number)
	if !ok {
		r.fault(Unknown, "parliament", "must be a parliament of the register")
		return nil
	}
	if at.day <= p.Election || !p.Dissolution.IsZero() && at.day > p.Dissolution {
		r.fault(Conflict, "date", "must be a day of the parliament, after the general election")
		return nil
	}
	if event == "by_election" {
		return []act{{at.day, elections, func() { b.byElection(r, p, at) }}}
	}
	if at.dated() && r.text("date_means") != "first_day_vacant" && !firstVacant[seatDate{r.text("ourcommons_id"), r.text("date")}] {
		at.day = at.day.Add(1)
	}
	return []act{{at.day, ends, func() { b.vacate(r, p, at) }}}
}

func (b *book) byElection(r row, p models.Parliament, at moment) {
	if !at.dated() {
		r.fault(BadValue, "date", "must be the polling day")
		return
	}
	riding, ok := b.ridingOf(r, p)
	o, known := b.label(r, "caucus")
	if !ok || !known {
		return
	}
	b.seat(r, search{
		name: r.text("person"), id: r.text("ourcommons_id"), riding: riding, parliament: p,
		key: []string{"by_election", strconv.Itoa(p.Number), at.day.String(), string(riding)},
	}, at.day, models.ByByElection, o)
}

// endCauses are the causes that the words of the tables say. An appointment
// may end a seat by law or by resignation: which, no row says.
var endCauses = map[string]models.EndCause{
	"resigned": models.ByResignation, "died": models.ByDeath, "annulled": models.ByVoidElection,
	"disqualified": models.ByDisqualification, "appointed": models.ByUnknownCause, "unknown": models.ByUnknownCause,
}

func (b *book) vacate(r row, p models.Parliament, at moment) {
	cause, ok := endCauses[r.text("reason")]
	if !ok {
		r.fault(BadValue, "reason", "must be one of annulled, appointed, died, disqualified, resigned, unknown")
	}
	riding, found := b.ridingOf(r, p)
	if !found || !ok {
		return
	}
	t, ok := b.lastTenure(r, p, riding, at.day)
	switch {
	case !ok:
		r.fault(Unknown, "person", "must be somebody who held this seat in this parliament")
		return
	case !t.Open() && t.To < at.day:
		r.fault(Conflict, "date", "must not be after "+t.LastDay().String()+", on which the register ended this tenure")
		return
	case at.window != nil && at.window.From <= t.From:
		r.fault(Conflict, "date_earliest", "must be after "+t.From.String()+", on which the tenure began")
		return
	case !t.Open() && t.To != at.day && t.To != p.Dissolution.Add(1):
		r.find(Disagreement, "date", "the register ended this tenure on "+t.LastDay().String()+"; the row replaces it")
	}
	t.To, t.EndCause, t.EndWindow = at.day, cause, b.afterSeen(t.Person, at)
	if r.text("reason") == "appointed" {
		t.Note = "Vacated on an appointment."
	}
	also(&t.Cited, r.state(at.dated()), r.citation())
	b.putTenure(t)
	for _, axis := range models.Axes {
		b.stop(t.Person, axis, at.day, r.citation())
	}
}

// afterSeen is the window of a vacancy. Who took a label on a day still sat on
// it: the window begins on the day after at the earliest.
func (b *book) afterSeen(person models.PersonID, at moment) *models.Window {
	label, ok := b.spanAt(person, models.Designation, at.day.Add(-1))
	if at.window == nil || !ok || label.From < at.window.From || label.From.Add(1) >= at.day {
		return at.window
	}
	return &models.Window{From: label.From.Add(1)}
}

// lastTenure is the last one that the person of a row began in a seat before
// a day.
func (b *book) lastTenure(r row, p models.Parliament, riding models.RidingID, before temporal.Day) (last models.Tenure, ok bool) {
	person, _ := b.known(r.text("ourcommons_id"), r.text("person"), p)
	for _, id := range b.sat[person] {
		t := b.tenures.byKey[string(id)]
		if t.Riding == riding && t.Parliament == p.Number && t.From < before && (!ok || t.From > last.From) {
			last, ok = t, true
		}
	}
	return last, ok
}
