package jobs

import (
	"slices"

	"caucus/models"
)

// step is that a source says another label of a member than before.
type step struct {
	from, to models.Value
	row      string
}

// changes refuses documents in which the labels of too many members differ from
// what the source said last, or all members of a label have one other. Of
// a parliament that is over its last day counts: a source that dates labels goes
// on telling of it.
func (c *check) changes() {
	steps := c.steps()
	var rows []string
	moved := map[models.Value][]step{}
	for _, s := range steps {
		rows = append(rows, s.row)
		moved[s.from] = append(moved[s.from], s)
	}
	if len(steps) > c.many() {
		c.refuse(ruleChanges, rows, "The labels of %d members differ from those before; more than %d at once are too many.", len(steps), c.many())
	}
	for from, members := range c.benches() {
		list := moved[from]
		if members >= wholeLabel && len(list) == members && len(slices.CompactFunc(slices.Clone(list), sameEnd)) == 1 {
			rows = rows[:0]
			for _, s := range list {
				rows = append(rows, s.row)
			}
			c.refuse(ruleWholeLabel, rows, "All %d members of %s have become %s; that would be a merger or a new name, which an editor records.",
				members, c.label(from), c.label(list[0].to))
		}
	}
}

func sameEnd(a, b step) bool { return a.to == b.to }

// steps are the members whose label differs both from what the source said last
// and from what is believed.
func (c *check) steps() (list []step) {
	for i := range c.m.People {
		p := &c.m.People[i]
		if c.SeatOf(p.Person, c.last()) == nil {
			continue
		}
		before, held := c.before(p.Person), c.ValueOn(p.Person, models.Designation, c.last())
		labels := todays(p.Labels, models.AboutDesignation, c.last())
		if len(labels) > 0 && labels[0].Value != before && labels[0].Value != held {
			list = append(list, step{before, labels[0].Value, labels[0].Locator + " " + p.Name.Full})
		}
	}
	return list
}

// before is the label that the source said last of a member, or else the one
// that is believed.
func (c *check) before(p models.PersonID) models.Value {
	if was := c.was(p); was != nil {
		return was.Value
	}
	return c.ValueOn(p, models.Designation, c.last())
}

// benches counts those who sit by the label that they had before.
func (c *check) benches() map[models.Value]int {
	counts := map[models.Value]int{}
	for _, t := range c.Sitting(c.last()) {
		counts[c.before(t.Person)]++
	}
	delete(counts, models.UnknownValue)
	return counts
}

func (c *check) label(v models.Value) string {
	o := c.orgs[v.Organization]
	if o == nil || len(o.Names) == 0 {
		return string(v.Organization)
	}
	return o.Names[len(o.Names)-1].Short.En
}

// labelDays refuses documents that date too many labels otherwise than the
// source has dated them: its days have shifted.
func (c *check) labelDays() {
	var rows []string
	for i := range c.m.People {
		p := &c.m.People[i]
		for _, l := range p.Labels {
			if l.About == models.AboutDesignation && l.Period.From > max(c.Parliament.Election, c.m.Elected) && c.redated(p.Person, l) {
				rows = append(rows, l.Locator+" "+p.Name.Full)
				break
			}
		}
	}
	if len(rows) > c.many() {
		c.refuse(ruleDays, rows, "The labels of %d members begin on other days than the source gave before; more than %d at once are too many.", len(rows), c.many())
	}
}

// redated reports whether the source has given the same label other days, and
// never this one.
func (c *check) redated(p models.PersonID, l MatchedLabel) bool {
	other := false
	for _, was := range c.said[p] {
		if was.About != l.About || was.Value != l.Value || !was.Dated() {
			continue
		}
		if was.Period.From == l.Period.From {
			return false
		}
		other = true
	}
	return other
}

// ends refuses documents that end too many seats at once.
func (c *check) ends() {
	rows := c.seatsThat(func(p models.PersonID, s MatchedSeat, t *models.Tenure) bool {
		told := func(was *models.Claim) bool { return was.Riding == s.Riding && was.Period.To == s.Period.To }
		return t.Open() && !s.Period.Open() && s.Period.Overlaps(t.Period) && !slices.ContainsFunc(c.said[p], told)
	})
	if len(rows) > c.many() {
		c.refuse(ruleEnds, rows, "The seats of %d members have ended; more than %d at once are too many.", len(rows), c.many())
	}
}

// starts refuses documents that let too many seats begin on other days than the
// register.
func (c *check) starts() {
	rows := c.seatsThat(func(p models.PersonID, s MatchedSeat, t *models.Tenure) bool {
		told := func(was *models.Claim) bool { return was.Riding == s.Riding && was.Period.From == s.Period.From }
		return t.From != s.Period.From && s.Period.Overlaps(t.Period) && !slices.ContainsFunc(c.said[p], told)
	})
	if len(rows) > manyStarts {
		c.refuse(ruleStarts, rows, "The seats of %d members begin on other days than those held; more than %d are too many.", len(rows), manyStarts)
	}
}

// seatsThat are the rows of seats for which something is the case beside the
// tenure that is held.
func (c *check) seatsThat(is func(models.PersonID, MatchedSeat, *models.Tenure) bool) (rows []string) {
	for i := range c.m.People {
		p := &c.m.People[i]
		for _, s := range p.Seats {
			for _, t := range c.tenures[p.Person] {
				if t.Riding == s.Riding && t.Parliament == s.Parliament && is(p.Person, s, t) {
					rows = append(rows, s.Locator+" "+p.Name.Full)
				}
			}
		}
	}
	return rows
}
