package jobs

import (
	"slices"
	"strings"

	"caucus/models"
)

// unread refuses documents of which too many rows could not be read or fit
// nobody: their shape has changed. A fault of a row that stands all the same
// does not count, nor does a riding that is not known of a member who is.
func (c *check) unread() {
	rows := map[string]bool{}
	total := 0
	for i := range c.docs {
		d := &c.docs[i]
		total += len(d.Records)
		for _, f := range d.Faults {
			stands := func(r models.Record) bool { return strings.HasPrefix(f.Locator, r.Locator) }
			if !slices.ContainsFunc(d.Records, stands) {
				rows[string(d.Snapshot)+"\x00"+f.Locator] = true
				total++
			}
		}
	}
	var names []string
	for _, p := range c.m.Unmatched {
		if p.Kind == models.UnknownRiding && p.Person != "" {
			continue
		}
		rows[string(p.Snapshot)+"\x00"+p.Locator] = true
	}
	for at := range rows {
		_, locator, _ := strings.Cut(at, "\x00")
		names = append(names, locator+c.subject(at))
	}
	if len(rows) >= fewestUnread && len(rows)*100 > total*unreadShare {
		c.refuse(ruleUnread, names, "Of %d rows %d could not be read or fit nobody; more than %d %% are too many.", total, len(rows), unreadShare)
	}
}

// subject is whom the row at a place names, after a space; empty if it was not
// read.
func (c *check) subject(at string) string {
	for _, p := range c.m.Unmatched {
		if string(p.Snapshot)+"\x00"+p.Locator == at {
			return " " + p.Subject
		}
	}
	return ""
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
