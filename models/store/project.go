package store

import (
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// project makes the row of a fact, without the revisions: its canonical text
// and the columns by which SQL finds and guards it. Dates of things that last
// one day end the day after, as every period does.
func project(f models.Fact) (belief, error) {
	body, err := facts.Encode(f)
	if err != nil {
		return belief{}, err
	}
	c := belief{Kind: string(f.Kind()), Key: f.Key(), Body: string(body)}
	switch f := f.(type) {
	case models.House:
		c.House = optional(f.ID)
		c.lasts(temporal.Period{From: f.Since}).cited(f.Cited)
	case models.Parliament:
		c.House, c.Parliament = optional(f.House), optionalInt(f.Number)
		c.lasts(temporal.Period{From: f.Election, To: after(f.Dissolution)}).cited(f.Cited)
	case models.Seats:
		c.House, c.Basis = optional(f.House), optional(f.Basis)
		c.lasts(temporal.Period{From: f.From}).cited(f.Cited)
	case models.Organization:
		c.House, c.Organization = optional(f.House), optional(f.ID)
		c.lasts(f.Period).cited(f.Cited)
	case models.Succession:
		c.House, c.Organization = optional(f.House), optional(f.From)
		c.lasts(oneDay(f.On)).cited(f.Cited)
	case models.Riding:
		c.House, c.Riding = optional(f.House), optional(f.ID)
		c.cited(f.Cited)
	case models.Person:
		c.Person = optional(f.ID)
		c.cited(f.Cited)
	case models.Tenure:
		c.Person, c.House, c.Parliament = optional(f.Person), optional(f.House), optionalInt(f.Parliament)
		c.Riding, c.Place = optional(f.Riding), optionalInt(f.Place)
		c.holds(f.ElectedAs).lasts(f.Period).cited(f.Cited)
	case models.Affiliation:
		c.Person, c.Axis, c.Basis = optional(f.Person), optional(f.Axis), optional(f.Basis)
		c.holds(f.Value).lasts(f.Period).cited(f.Cited)
	case models.Event:
		c.Person = optional(f.Person)
		c.lasts(oneDay(f.On)).cited(f.Cited)
	case models.Rejection:
		c.Person = optional(f.Person)
		c.cited(f.Cited)
	}
	return c, nil
}

func (c *belief) holds(v models.Value) *belief {
	c.ValueStatus, c.Organization = optional(v.Status), optional(v.Organization)
	if v.IsUnknown() {
		c.ValueStatus = optional(models.Unknown)
	}
	return c
}

func (c *belief) lasts(p temporal.Period) *belief {
	c.ValidFrom, c.ValidTo = optional(p.From.String()), optional(p.To.String())
	return c
}

func (c *belief) cited(by models.Cited) { c.State = optional(by.State) }

func oneDay(d temporal.Day) temporal.Period { return temporal.Period{From: d, To: after(d)} }

// after is the day after a last day; zero while there is none.
func after(last temporal.Day) temporal.Day {
	if last.IsZero() {
		return 0
	}
	return last.Add(1)
}
