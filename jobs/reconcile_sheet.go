package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// sheet is one person's part of the record as it is to be: at first what is
// held. Whatever is done to it, on each axis and day it has one value at most.
type sheet struct {
	person  models.PersonID
	tenures []models.Tenure
	spans   map[models.Axis][]models.Affiliation // by start
	fresh   map[models.TenureID]bool             // tenures that this run began
	moved   map[temporal.Day]temporal.Day        // days of changes that were found to be others
	touched bool
}

// sheet is that of a person.
func (r *reconciler) sheet(p models.PersonID) *sheet {
	if s := r.sheets[p]; s != nil {
		return s
	}
	s := &sheet{
		person: p, spans: map[models.Axis][]models.Affiliation{},
		fresh: map[models.TenureID]bool{}, moved: map[temporal.Day]temporal.Day{},
	}
	for _, t := range r.Held.tenures[p] {
		s.tenures = append(s.tenures, *t)
	}
	for _, axis := range models.Axes {
		for _, a := range r.Held.spans[axisOf{p, axis}] {
			s.spans[axis] = append(s.spans[axis], *a)
		}
	}
	r.sheets[p] = s
	return s
}

// seatOn is the tenure that holds on a day; nil if there is none.
func (s *sheet) seatOn(on temporal.Day) *models.Tenure {
	i := slices.IndexFunc(s.tenures, func(t models.Tenure) bool { return t.Contains(on) })
	if i < 0 {
		return nil
	}
	return &s.tenures[i]
}

// spanOn is what holds on an axis on a day; nil if nothing does.
func (s *sheet) spanOn(axis models.Axis, on temporal.Day) *models.Affiliation {
	i := slices.IndexFunc(s.spans[axis], func(a models.Affiliation) bool { return a.Contains(on) })
	if i < 0 {
		return nil
	}
	return &s.spans[axis][i]
}

func (s *sheet) valueOn(axis models.Axis, on temporal.Day) models.Value {
	if a := s.spanOn(axis, on); a != nil {
		return a.Value
	}
	return models.UnknownValue
}

// among lists what shares a day with a period on an axis. It is not to be
// changed.
func (s *sheet) among(axis models.Axis, p temporal.Period) (list []*models.Affiliation) {
	for i := range s.spans[axis] {
		if s.spans[axis][i].Overlaps(p) {
			list = append(list, &s.spans[axis][i])
		}
	}
	return list
}

// put lets a value hold over a period. If the same value held until the day
// before, that goes on.
func (s *sheet) put(a models.Affiliation) {
	s.clear(a)
	list := s.spans[a.Axis]
	before := slices.IndexFunc(list, func(o models.Affiliation) bool { return o.Meets(a.Period) && o.Value == a.Value })
	if before >= 0 {
		list[before] = ended(list[before], a.To, a.Citations...)
		return
	}
	s.arrange(a.Axis, append(list, a))
}

// clear makes room for a value: what held in its period ends before it, goes on
// after it, or goes.
func (s *sheet) clear(a models.Affiliation) {
	s.touched = true
	var kept []models.Affiliation
	for _, old := range s.spans[a.Axis] {
		if !old.Overlaps(a.Period) {
			kept = append(kept, old)
			continue
		}
		if old.From < a.From {
			kept = append(kept, ended(old, a.From, a.Citations...))
		}
		if !a.Open() && (old.Open() || old.To > a.To) {
			old.From, old.Window, old.ID = a.To, nil, ""
			kept = append(kept, old)
		}
	}
	s.spans[a.Axis] = kept
}

// arrange keeps the spans of an axis by start.
func (s *sheet) arrange(axis models.Axis, list []models.Affiliation) {
	slices.SortFunc(list, func(a, b models.Affiliation) int { return a.Period.Compare(b.Period) })
	s.spans[axis] = list
}

// ended is an affiliation with another end, and what says so.
func ended(a models.Affiliation, to temporal.Day, why ...models.Citation) models.Affiliation {
	a.To = to
	also(&a.Cited, why...)
	return a
}

// also adds citations that a fact does not have.
func also(c *models.Cited, more ...models.Citation) {
	for _, one := range more {
		if !slices.Contains(c.Citations, one) {
			c.Citations = append(slices.Clip(c.Citations), one)
		}
	}
}

// move lets the spell that began on one day begin on another: what held before
// it is shortened, or goes on until then. It takes the key of its new day.
func (s *sheet) move(axis models.Axis, from, day temporal.Day, change func(*models.Affiliation)) {
	i := slices.IndexFunc(s.spans[axis], func(a models.Affiliation) bool { return a.From == from })
	if i < 0 {
		return
	}
	s.touched = true
	a := s.spans[axis][i]
	s.spans[axis] = slices.Delete(slices.Clone(s.spans[axis]), i, i+1)
	a.Window, a.Citations = nil, slices.Clone(a.Citations)
	change(&a)
	if day != from {
		a.From, a.ID, a.RecordedIn = day, "", 0
		s.moved[from] = day
		before := slices.IndexFunc(s.spans[axis], func(o models.Affiliation) bool { return o.To == from })
		if before >= 0 && day > from {
			s.spans[axis][before] = ended(s.spans[axis][before], day, a.Citations...)
		}
	}
	s.clear(a)
	s.arrange(axis, append(s.spans[axis], a))
}

// cut ends everything on the axes that holds in a tenure from a day on.
func (s *sheet) cut(t *models.Tenure, to temporal.Day, why models.Citation) {
	s.touched = true
	for _, axis := range models.Axes {
		var kept []models.Affiliation
		for _, a := range s.spans[axis] {
			switch {
			case !a.Overlaps(t.Period) || !a.Open() && a.To <= to:
			case a.From >= to:
				continue
			default:
				a = ended(a, to, why)
			}
			kept = append(kept, a)
		}
		s.spans[axis] = kept
	}
}

// stretch lets what held to the end of a tenure hold to a later one.
func (s *sheet) stretch(t *models.Tenure, to temporal.Day, why models.Citation) {
	s.touched = true
	for _, axis := range models.Axes {
		for i, a := range s.spans[axis] {
			if a.To == t.To {
				s.spans[axis][i] = ended(a, to, why)
			}
		}
	}
}
