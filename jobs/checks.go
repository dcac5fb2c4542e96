package jobs

import (
	"fmt"

	"caucus/models"
	"caucus/models/temporal"
)

// What a run may say and still be plausible. Each limit lies above what has
// happened in the House on one day, and far below what a document brings that
// is cut short, stale, or shifted by a column or a day.
const (
	fewestListed = 95 // percent of those who sit by the register; since 1985 at most nine seats of 295 were vacant at once
	fewestMany   = 3  // changes of one kind that are never too many, in a House of any size
	manyShare    = 2  // percent of those who sit, above which they are; only groups of seven have moved on one day since 2004
	manyStarts   = 2  // first days that differ from those held; the day of an election does not move
	fewestUnread = 4  // rows that may be unread in a list of any size
	unreadShare  = 2  // percent of the rows, above which too many are unread
	ridingShare  = 10 // percent of the rows that name an unknown riding; 19 of 343 were renamed in 2026
	wholeLabel   = 2  // members of a label who do not all become one other on a day: that is a new name or a merger
	mostRows     = 20 // that a refusal names

	clockJitter temporal.Instant = 5 * 60 * 1_000_000 // by which clocks of publisher and process may differ
)

// Rules of refusals. The parsers have others, for documents of which nothing
// can be read.
const (
	ruleTooFew     = "too_few_rows"
	ruleTooMany    = "too_many_rows"
	ruleTwoInSeat  = "two_in_one_seat"
	ruleFuture     = "future_day"
	ruleOlder      = "older"
	ruleChanges    = "mass_change"
	ruleWholeLabel = "whole_label"
	ruleDays       = "mass_days"
	ruleEnds       = "mass_ends"
	ruleStarts     = "mass_starts"
	ruleUnread     = "unread_rows"
	ruleRidings    = "unknown_ridings"
)

// Check tells why the documents of a run, all of one source, cannot be believed
// as they are; nil if nothing is wrong with them as a whole. Claims are those
// of any source as they were before the run; newest is when the newest document
// of the source that was accepted was served, zero if none was.
func Check(h *Held, m Matching, docs []models.Document, claims []models.Claim, newest temporal.Instant) []models.Refusal {
	if len(docs) == 0 {
		return nil
	}
	c := &check{Held: h, m: m, docs: docs, said: map[models.PersonID][]*models.Claim{}}
	for i := range claims {
		if one := &claims[i]; one.Source == docs[0].Source && one.Gone == 0 {
			c.said[one.Person] = append(c.said[one.Person], one)
		}
	}
	for i := range docs {
		c.of = &docs[i]
		c.age(&docs[i], newest)
		c.futureDays(&docs[i])
		c.size(&docs[i])
		c.past(&docs[i])
		c.twoInOneSeat(&docs[i])
	}
	c.of = nil
	c.unread()
	c.unknownRidings()
	c.changes()
	c.labelDays()
	c.ends()
	c.starts()
	return c.refusals()
}

// check is the work of one call of Check.
type check struct {
	*Held
	m       Matching
	docs    []models.Document
	said    map[models.PersonID][]*models.Claim // by the source, until this run
	of      *models.Document                    // that is looked at; nil for what concerns the run as a whole
	reasons []reason
}

// many is how many members may change at once.
func (c *check) many() int {
	return max(fewestMany, len(c.Sitting(c.last()))*manyShare/100)
}

// last is the last day on which those sat whose labels may change: today, or that
// of a parliament that is over. To a new one other people are elected.
func (c *check) last() temporal.Day {
	if c.Dissolved() && c.m.Elected == 0 {
		return c.Parliament.Dissolution
	}
	return c.Today
}

// count is a number with its noun: "1 row", "5 rows".
func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
