package parlinfo

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// career is one person of a document while the record is made.
type career struct {
	*reading
	d      *Document
	seats  []Role
	runs   []temporal.Period // without a break in the House, whatever the riding
	newest temporal.Day      // first day of the newest seat
}

// record makes the record of a person with a seat in the House; of others, such
// as senators, there is none.
func (r *reading) record(d *Document) {
	roles := rolesOf(d, Seat)
	if len(roles) == 0 {
		return
	}
	c := &career{reading: r, d: d}
	for _, s := range roles {
		c.newest = max(c.newest, s.Period.From)
	}
	for _, s := range roles {
		c.seat(*s)
	}
	slices.SortStableFunc(c.seats, func(a, b Role) int {
		return cmp.Or(a.Period.Compare(b.Period), a.Organization-b.Organization)
	})
	c.newest = 0 // of those that are left
	for _, s := range c.seats {
		c.newest = max(c.newest, s.Period.From)
		c.runs = join(c.runs, s.Period)
	}
	record := models.Record{Locator: personAt(d.Person), Identifiers: c.identifiers(), Name: d.Name}
	for _, s := range c.seats {
		record.Seats = append(record.Seats, c.saidSeats(s)...)
	}
	labels := c.labels()
	for _, axis := range []models.Axis{models.Designation, models.Party} {
		record.Labels = append(record.Labels, said(axis, labels)...)
	}
	record.Labels = append(record.Labels, said(models.Caucus, c.caucuses(labels))...)
	r.doc.Records = append(r.doc.Records, record)
}

// recent reports whether a period reaches into the newest seat. What is wrong
// with older ones is no news, and is left out without a word.
func (c *career) recent(p temporal.Period) bool {
	return p.Open() || p.To > c.newest || p.From >= c.newest
}

// fault notes what is wrong with a role, if it is recent.
func (c *career) fault(r Role, detail string) {
	if c.recent(r.Period) {
		at := c.d.locator(r)
		if r.ID != 0 {
			at = personAt(c.d.Person) + ", " + at
		}
		c.reading.fault(at, detail)
	}
}

// seat keeps a seat whose days are certain.
func (c *career) seat(s Role) {
	switch {
	case !s.Period.Valid():
		c.fault(s, fmt.Sprintf("the seat of %s runs %s, its end before its start; it is left out", s.Name.En, spell(s.Period)))
	case s.Approximate || s.EndApprox:
		c.fault(s, fmt.Sprintf("the seat of %s, %s, has an approximate day; it is left out", s.Name.En, spell(s.Period)))
	case !slices.ContainsFunc(c.seats, func(o Role) bool { return o.Organization == s.Organization && o.Period == s.Period }):
		c.seats = append(c.seats, s)
	}
}

// join adds a period to others that are in order: it lengthens the last if the
// two overlap or meet.
func join(list []temporal.Period, p temporal.Period) []temporal.Period {
	if n := len(list); n > 0 && (list[n-1].Overlaps(p) || list[n-1].Meets(p)) {
		list[n-1].To = temporal.LaterEnd(list[n-1].To, p.To)
		return list
	}
	return append(list, p)
}

// identifiers are the ids of the person, without one of the House that is
// reviewed to be another's.
func (c *career) identifiers() []models.Identifier {
	own := models.Identifier{Scheme: string(SourceID), Value: strconv.Itoa(c.d.Person)}
	if c.d.HousePerson <= 0 {
		return []models.Identifier{own}
	}
	house := models.Identifier{Scheme: "ourcommons", Value: strconv.Itoa(c.d.HousePerson)}
	if n, ok := c.reviewed.namesakes[[2]string{house.Scheme, house.Value}]; ok && n.Person != c.d.Person {
		return []models.Identifier{own}
	}
	return []models.Identifier{house, own}
}

// saidSeats is a seat as the source says it was held, cut at each election that
// the person won while holding it: what was on the ballot is of one election.
func (c *career) saidSeats(s Role) (list []models.SaidSeat) {
	ballots := map[temporal.Day]string{}
	var days []temporal.Day
	for _, w := range c.d.Won {
		if w.Constituency == s.Organization && s.Period.Contains(w.Day) {
			ballots[w.Day] = w.Party
			days = append(days, w.Day)
		}
	}
	for _, p := range cut(s.Period, days) {
		seat := models.SaidSeat{
			Riding: dashes(s.Name.En), Identifier: models.Identifier{Scheme: string(SourceID), Value: strconv.Itoa(s.Organization)},
			Province: s.Province, Period: p, ElectedAs: ballots[p.From],
		}
		if p.To == s.Period.To {
			seat.EndCause = c.d.endCause(s)
		}
		list = append(list, seat)
	}
	return list
}

// endCause tells how a seat ended as far as its role or the death of the person
// tells; empty if neither does.
func (d *Document) endCause(s Role) models.EndCause {
	switch cause, said := endCauses[s.EndReason]; {
	case s.Period.Open():
		return ""
	case said:
		return cause
	case d.diedAt(s.Period):
		return models.ByDeath
	}
	return ""
}
