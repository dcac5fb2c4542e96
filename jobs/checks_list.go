package jobs

import (
	"cmp"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// age refuses a document that is older than one that was accepted: a cache of
// the publisher that has fallen behind. One that says when it changed last is
// older, too, if it does not say what the source was first seen to say later.
func (c *check) age(d *models.Document, newest temporal.Instant) {
	if newest != 0 && d.At < newest-clockJitter {
		c.refuse(ruleOlder, nil, "The document was served at %s, before the newest that was accepted, of %s.", d.At, newest)
		return
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
		today := !one.Dated() || one.Period.Contains(c.Today)
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
	if sits := len(c.Sitting(day)); c.m.Elected == 0 && len(listed)*100 < sits*fewestListed {
		c.refuse(ruleTooFew, nil, "The document has %s; by the register %d sit, and fewer than %d %% of them are too few.",
			count(len(listed), "member who sits", "members who sit"), sits, fewestListed)
	}
	if law := c.SeatsByLaw(day); law > 0 && len(listed) > law {
		c.refuse(ruleTooMany, nil, "The document has %d members who sit; the House has %d seats by law.", len(listed), law)
	}
}

// occupant is somebody whom a document has in a seat on its day.
type occupant struct {
	who, riding, row string
	leaves           bool // the seat has a last day
}

// listed are the members who sit by a document, each once. After an election
// seats that began before it count no more.
func (c *check) listed(d *models.Document) (list []occupant) {
	if d.Lists == models.ListsSome {
		return nil
	}
	people, day := map[string]models.PersonID{}, c.dayOf(d)
	for _, p := range c.m.People {
		for _, s := range p.Seats {
			people[string(s.Snapshot)+"\x00"+s.Locator] = p.Person
		}
	}
	for i := range d.Records {
		r := &d.Records[i]
		who := cmp.Or(string(people[string(d.Snapshot)+"\x00"+r.Locator]), models.Fold(fullName(r.Name)))
		for _, s := range r.Seats {
			if s.Period.Contains(day) && s.Period.From >= c.m.Elected {
				riding := models.Fold(s.Riding) + " " + models.FindProvince(s.Province)
				list = append(list, occupant{who, riding, named(r), !s.Period.Open()})
			}
		}
	}
	slices.SortFunc(list, func(a, b occupant) int {
		return cmp.Or(cmp.Compare(a.riding, b.riding), cmp.Compare(a.who, b.who), cmp.Compare(a.row, b.row))
	})
	return slices.CompactFunc(list, func(a, b occupant) bool { return a.who == b.who && a.riding == b.riding })
}

// twoInOneSeat refuses a list in which somebody sits in a seat that somebody
// else has, too. On the day on which a seat passes on, both may be listed.
func (c *check) twoInOneSeat(d *models.Document) {
	if c.Dissolved() && c.m.Elected == 0 {
		return
	}
	var rows []string
	seats := 0
	list := slices.DeleteFunc(c.listed(d), func(o occupant) bool { return o.leaves || strings.TrimSpace(o.riding) == "" })
	for i := range list {
		if i > 0 && list[i-1].riding == list[i].riding {
			rows = append(rows, list[i-1].row, list[i].row)
			seats++
		}
	}
	if seats > 0 {
		c.refuse(ruleTwoInSeat, rows, "The document has two members in %s.", count(seats, "seat", "seats"))
	}
}

// named is a row as a refusal names it: "row 17 Han Dong".
func named(r *models.Record) string {
	return strings.TrimSpace(r.Locator + " " + fullName(r.Name))
}
