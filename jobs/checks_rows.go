package jobs

import (
	"slices"
	"strings"
	"unicode"

	"caucus/models"
)

// unread refuses documents of which too many rows could not be read or fit
// nobody: their shape has changed. A fault of a row that stands all the same
// does not count, nor does a riding that is not known of a member who is.
func (c *check) unread() {
	rows, total := slices.Clone(c.m.LeftOut), 0
	for i := range c.docs {
		d := &c.docs[i]
		total += len(d.Records)
		for _, f := range d.Faults {
			stands := func(r models.Record) bool { return within(f.Locator, r.Locator) }
			if !slices.ContainsFunc(d.Records, stands) {
				rows = append(rows, f.Locator)
				total++
			}
		}
	}
	if len(rows) >= fewestUnread && len(rows)*100 > total*unreadShare {
		c.refuse(ruleUnread, rows, "Of %d rows %d could not be read or fit nobody; more than %d %% are too many.", total, len(rows), unreadShare)
	}
}

// past refuses a list in which nobody sits while members do: of the few rows of
// one that was cut short, all may be of seats that have ended.
func (c *check) past(d *models.Document) {
	if d.Lists != models.ListsPast || c.Dissolved() {
		return
	}
	if sits := len(c.Sitting(c.dayOf(d))); sits > 0 {
		c.refuse(ruleTooFew, nil, "The document has nobody who sits; by the register %d do.", sits)
	}
}

// within reports whether a locator is that of a record, or of something in it:
// "row 2, label" is in "row 2", and "row 21" is not.
func within(locator, record string) bool {
	rest, ok := strings.CutPrefix(locator, record)
	return ok && (rest == "" || !unicode.IsLetter(rune(rest[0])) && !unicode.IsDigit(rune(rest[0])))
}

// unknownRidings refuses documents that call too many ridings by names that the
// register does not have.
func (c *check) unknownRidings() {
	var rows []string
	total := 0
	for i := range c.docs {
		total += len(c.docs[i].Records)
	}
	for _, p := range c.m.Unmatched {
		if p.Kind == models.UnknownRiding {
			rows = append(rows, p.Locator+" "+p.Subject)
		}
	}
	if len(rows) >= fewestUnread && len(rows)*100 > total*ridingShare {
		c.refuse(ruleRidings, rows, "Of %d rows %d name a riding that the register does not have; more than %d %% are too many.", total, len(rows), ridingShare)
	}
}
