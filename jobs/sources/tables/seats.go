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
	person := b.person(r, search{
		name: name, id: r.text("ourcommons_person_id"), riding: riding, parliament: p,
		key: []string{"election", p.Election.String(), r.text("fed_code")},
	})
	b.seat(r, person, riding, p, p.Election, models.ByGeneralElection, o)
}

// seat begins a tenure and what the label on the ballot implies.
func (b *book) seat(r row, person models.PersonID, riding models.RidingID, p models.Parliament, from temporal.Day, cause models.StartCause, o models.Organization) {
	if person == "" {
		return
	}
	c := r.cited(true)
	b.putTenure(models.Tenure{
		ID: models.NewTenureID(person, riding, from.String()), Person: person, House: house, Parliament: p.Number,
		Riding: riding, Place: 1, Period: temporal.Period{From: from}, StartCause: cause,
		ElectedAs: models.Of(o.ID), Cited: c,
	})
	b.list(person, o, moment{day: from}, c)
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
	person := b.person(r, search{
		name: r.text("person"), id: r.text("ourcommons_id"), riding: riding, parliament: p,
		key: []string{"by_election", strconv.Itoa(p.Number), at.day.String(), string(riding)},
	})
	b.seat(r, person, riding, p, at.day, models.ByByElection, o)
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
	if !ok {
		r.fault(Unknown, "person", "must be somebody who held this seat in this parliament")
		return
	}
	if !t.Open() && t.To != at.day && t.To != p.Dissolution.Add(1) {
		r.find(Disagreement, "date", "the register ended this tenure on "+t.LastDay().String()+"; the row replaces it")
	}
	t.To, t.EndCause, t.EndWindow = at.day, cause, at.window
	if r.text("reason") == "appointed" {
		t.Note = "Vacated on an appointment."
	}
	also(&t.Cited, r.state(at.dated()), r.citation())
	b.putTenure(t)
	for _, axis := range models.Axes {
		b.stop(t.Person, axis, at.day, r.citation())
	}
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
