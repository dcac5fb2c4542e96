package jobs

import (
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// age refuses a document that is older than one that was accepted: a cache of
// the publisher that has fallen behind. One of before the newest election is
// older than the House; one that says when it changed last is older, too, if it
// does not say what the source was first seen to say later.
func (c *check) age(d *models.Document, newest temporal.Instant) {
	if newest != 0 && d.At < newest-clockJitter {
		c.refuse(ruleOlder, nil, "The document was served at %s, before the newest that was accepted, of %s.", d.At, newest)
		return
	}
	for _, p := range c.Facts.Parliaments {
		if p.House == c.House.ID && p.Election > c.dayOf(d) {
			c.refuse(ruleOlder, nil, "The document was served at %s, before parliament %d was elected on %s; earlier parliaments are left to imports and editors.",
				d.At, p.Number, p.Election)
			return
		}
	}
	if d.Modified == 0 {
		return
	}
	var rows []string
	for i := range c.m.People {
		p := &c.m.People[i]
		for _, l := range todays(p.Labels, models.AboutDesignation, c.Today) {
			was := c.was(p.Person)
			if l.Snapshot == d.Snapshot && was != nil && was.Value != l.Value && was.FirstSeen > d.Modified+clockJitter {
				rows = append(rows, l.Locator+" "+p.Name.Full)
			}
		}
	}
	if len(rows) > 0 {
		c.refuse(ruleOlder, rows, "The document has not changed since %s, but of %s the source was first seen later to say something else.",
			d.Modified, count(len(rows), "member", "members"))
	}
}

// was is the newest claim of the source about somebody's label of today; nil if
// it has made none.
func (c *check) was(p models.PersonID) (last *models.Claim) {
	for _, one := range c.said[p] {
		today := !one.Dated() || one.Period.Contains(c.last())
		if one.About == models.AboutDesignation && today && (last == nil || one.FirstSeen > last.FirstSeen) {
			last = one
		}
	}
	return last
}

// futureDays refuses days that have not come.
func (c *check) futureDays(d *models.Document) {
	today := c.dayOf(d)
	future := func(p temporal.Period) bool { return p.From > today || p.LastDay() > today }
	var rows []string
	for i := range d.Records {
		r := &d.Records[i]
		seat := slices.ContainsFunc(r.Seats, func(s models.SaidSeat) bool { return future(s.Period) })
		label := slices.ContainsFunc(r.Labels, func(l models.SaidLabel) bool { return future(l.Period) })
		if seat || label {
			rows = append(rows, named(r))
		}
	}
	if len(rows) > 0 {
		c.refuse(ruleFuture, rows, "%s a day after %s, on which it was served.", count(len(rows), "row gives", "rows give"), today)
	}
}

// size refuses a list that leaves out too many of those who sit, or has more
// than the law has seats. Between a dissolution and an election nobody sits,
// and a list may go on showing those who did.
func (c *check) size(d *models.Document) {
	if d.Lists != models.ListsSitting && d.Lists != models.ListsParliament || c.Dissolved() && c.m.Elected == 0 {
		return
	}
	day, listed := c.dayOf(d), c.listed(d)
	if sits := len(c.Sitting(day)); len(listed)*100 < sits*fewestListed {
		c.refuse(ruleTooFew, nil, "The document has %s; by the register %d sit, and fewer than %d %% of them are too few.",
			count(len(listed), "member who sits", "members who sit"), sits, fewestListed)
	}
	if law := c.SeatsByLaw(day); law > 0 && len(listed) > law {
		c.refuse(ruleTooMany, nil, "The document has %d members who sit; the House has %d seats by law.", len(listed), law)
	}
}

// occupant is somebody whom a document has in a seat on its day.
type occupant struct {
	name, riding, row string
	ids               []models.Identifier
	leaves            bool // the seat has a last day
}

// is reports whether two rows for one riding are of one person.
func (o occupant) is(other occupant) bool {
	shared := func(id models.Identifier) bool { return slices.Contains(other.ids, id) }
	return o.riding == other.riding && (o.name == other.name || slices.ContainsFunc(o.ids, shared))
}

// listed are the members who sit by a document, each once. After an election
// seats that began before it count no more.
func (c *check) listed(d *models.Document) (list []occupant) {
	day, ridings := c.dayOf(d), map[string][]occupant{}
	for i := range d.Records {
		r := &d.Records[i]
		for _, s := range r.Seats {
			if !s.Period.Contains(day) || s.Period.From < c.m.Elected {
				continue
			}
			one := occupant{
				name: models.Fold(fullName(r.Name)), riding: models.Fold(s.Riding) + " " + models.FindProvince(s.Province),
				row: named(r), ids: r.Identifiers, leaves: !s.Period.Open(),
			}
			if !slices.ContainsFunc(ridings[one.riding], one.is) {
				ridings[one.riding] = append(ridings[one.riding], one)
				list = append(list, one)
			}
		}
	}
	return list
}

// twoInOneSeat refuses a list in which somebody sits in a seat that somebody
// else has, too. On the day on which a seat passes on, both may be listed.
func (c *check) twoInOneSeat(d *models.Document) {
	if d.Lists == models.ListsSome || c.Dissolved() && c.m.Elected == 0 {
		return
	}
	var rows []string
	seats, first := 0, map[string]occupant{}
	for _, o := range c.listed(d) {
		if o.leaves || strings.TrimSpace(o.riding) == "" {
			continue
		}
		if other, ok := first[o.riding]; ok {
			rows = append(rows, other.row, o.row)
			seats++
		}
		first[o.riding] = o
	}
	if seats > 0 {
		c.refuse(ruleTwoInSeat, rows, "The document has two members in %s.", count(seats, "seat", "seats"))
	}
}

// named is a row as a refusal names it: "row 17 Han Dong".
func named(r *models.Record) string {
	return strings.TrimSpace(r.Locator + " " + fullName(r.Name))
}
