package facts

import (
	"caucus/models"
	"caucus/models/temporal"
)

// until cuts facts at the end of a day. Its methods report whether a fact is
// kept; they may change the copy that they are given, but no list inside it.
type until struct {
	day      temporal.Day
	seatEnds map[models.PersonID]bool // whose seats end with the day
	toCome   map[string]bool          // keys of parliaments elected later
}

func (u until) source(f *models.Source) bool {
	f.SpeaksUntil = min(f.SpeaksUntil, u.day)
	return true
}

func (u until) parliament(f *models.Parliament) bool {
	f.FirstSitting, f.Dissolution = u.past(f.FirstSitting), u.past(f.Dissolution)
	return f.Election <= u.day
}

// past is a day of the past, or zero.
func (u until) past(d temporal.Day) temporal.Day {
	if d > u.day {
		return 0
	}
	return d
}

// changed cuts a period whose end is the day of a change.
func (u until) changed(p *temporal.Period) bool {
	p.To = u.past(p.To)
	return p.From <= u.day
}

func (u until) organization(f *models.Organization) bool {
	f.Period.To = u.past(f.Period.To)
	f.Names = names(f.Names, func(n *models.OrganizationNames) bool { return u.changed(&n.Period) })
	return true
}

func (u until) riding(f *models.Riding) bool {
	f.Names = names(f.Names, func(n *models.RidingName) bool { return u.changed(&n.Period) })
	return true
}

// names cuts dated names. What got its first name later is called that.
func names[N any](list []N, change func(*N) bool) []N {
	if len(list) == 0 {
		return list
	}
	if kept := keep(list, change); len(kept) > 0 {
		return kept
	}
	first := list[0]
	change(&first)
	return []N{first}
}

func (u until) tenure(f *models.Tenure) bool {
	if f.To > u.day.Add(1) {
		f.To, f.EndCause, f.EndWindow = 0, "", nil
	}
	parliament := models.Parliament{House: f.House, Number: f.Parliament}
	return f.From <= u.day && !u.toCome[parliament.Key()]
}

func (u until) affiliation(f *models.Affiliation) bool {
	if f.To > u.day.Add(1) || f.To == u.day.Add(1) && !u.seatEnds[f.Person] {
		f.To = 0
	}
	return f.From <= u.day
}

// rejection: what is rejected cannot be cut, since another end is another claim.
// Its end is known on the day before if it is that of a seat.
func (u until) rejection(f *models.Rejection) bool {
	last := u.day
	if f.About == models.AboutSeat {
		last = last.Add(1)
	}
	return f.From <= u.day && f.To <= last
}
