package models

import (
	"caucus/models/temporal"
)

func (r *Register) termsOfPerson(i int32) []term   { return r.terms[r.termsOf[i]:r.termsOf[i+1]] }
func (r *Register) spellsOfPerson(i int32) []spell { return r.spells[r.spellsOf[i]:r.spellsOf[i+1]] }

func (r *Register) unpackValue(v value) Value {
	switch v {
	case packedUnknown:
		return UnknownValue
	case packedNone:
		return None
	}
	return Of(r.organizations[v-packedFirst].ID)
}

// packValue is what unpackValue undoes; an organization that is not in the
// register is unknown.
func (r *Register) packValue(v Value) value {
	if v.Status == HasNone {
		return packedNone
	}
	if i, ok := r.organizationAt[v.Organization]; ok {
		return packedFirst + value(i)
	}
	return packedUnknown
}

func unpackState(flags uint8) State {
	if flags&flagProvisional != 0 {
		return Provisional
	}
	return Confirmed
}

func (r *Register) note(id packedID, flags uint8) string {
	if flags&flagNoted == 0 {
		return ""
	}
	return r.notes[id]
}

// seat is a tenure without what it is cited from, which few who ask for a
// standing want to know.
func (r *Register) seat(t *term) Tenure {
	var out Tenure
	r.seatTo(&out, t)
	return out
}

func (r *Register) seatTo(out *Tenure, t *term) {
	*out = Tenure{
		ID: TenureID(t.id.text("ten")), Person: r.people[t.person].ID, House: r.houses[t.house].House.ID,
		Parliament: int(t.parliament), Riding: r.ridings[t.riding].ID, Place: int(t.place), Period: t.period(),
		StartCause: packedStarts[t.start], EndCause: packedEnds[t.end], ElectedAs: r.unpackValue(t.electedAs),
		Cited: Cited{State: unpackState(t.flags), RecordedIn: int(t.recorded)},
	}
	if t.endWindow != 0 {
		out.EndWindow = &Window{From: t.endWindow}
	}
}

func (r *Register) tenure(t *term) Tenure {
	out := r.seat(t)
	out.Citations, out.Note = r.book.list(t.cite), r.note(t.id, t.flags)
	return out
}

func (r *Register) spanTo(out *Span, s *spell) {
	basis := Stated
	if s.flags&flagImplied != 0 {
		basis = Implied
	}
	*out = Span{
		ID: AffiliationID(s.id.text("aff")), Value: r.unpackValue(s.value), Basis: basis, State: unpackState(s.flags),
		Window: Window{From: s.window}, Citations: r.book.list(s.cite), Note: r.note(s.id, s.flags),
		RecordedIn: int(s.recorded), Period: s.period(),
	}
}

// Tenures lists the tenures of a person, by start.
func (r *Register) Tenures(id PersonID) []Tenure {
	i, ok := r.personAt[id]
	if !ok {
		return nil
	}
	rows := r.termsOfPerson(i)
	out := make([]Tenure, len(rows))
	for n := range rows {
		out[n] = r.tenure(&rows[n])
	}
	return out
}

// SeatsHeld is [Register.Tenures] without citations and notes.
func (r *Register) SeatsHeld(id PersonID) []Tenure {
	i, ok := r.personAt[id]
	if !ok {
		return nil
	}
	rows := r.termsOfPerson(i)
	out := make([]Tenure, len(rows))
	for n := range rows {
		r.seatTo(&out[n], &rows[n])
	}
	return out
}

// Timeline returns the coalesced timeline of a person on an axis.
func (r *Register) Timeline(id PersonID, a Axis) Timeline {
	return r.AppendTimeline(Timeline{}, id, a)
}

// AppendTimeline is [Register.Timeline] in the room of a timeline that is needed
// no more and was cut to nothing.
func (r *Register) AppendTimeline(room Timeline, id PersonID, a Axis) Timeline {
	i, ok := r.personAt[id]
	if !ok {
		return room
	}
	var next Span
	rows := r.spellsOfPerson(i)
	for n := range rows {
		if packedAxes[rows[n].axis] == a {
			r.spanTo(&next, &rows[n])
			room = room.with(&next)
		}
	}
	return room
}

// Reported lists what was seen once of a person and is no part of the record.
func (r *Register) Reported(id PersonID) []Affiliation {
	i, ok := r.personAt[id]
	if !ok {
		return nil
	}
	return r.reported[i]
}

// Standing tells what holds of a person on a day.
func (r *Register) Standing(id PersonID, on temporal.Day) Standing {
	var s Standing
	r.StandingTo(&s, new(Tenure), id, on)
	return s
}

// StandingTo is [Register.Standing] for lists: it needs no room but that which
// it is given, for the standing and for the tenure that the standing points to.
func (r *Register) StandingTo(s *Standing, room *Tenure, id PersonID, on temporal.Day) {
	i, ok := r.personAt[id]
	if !ok {
		*s = unseated(on)
		return
	}
	r.standingTo(s, room, i, on)
}

// place is the packed standing of a person: which seat, and one value per axis.
type place struct {
	term    *term
	values  [len(packedAxes)]value
	at, nxt [len(packedAxes)]*spell // the spell that holds, and the one that begins where it ends
}

func (r *Register) placeOf(i int32, on temporal.Day) place {
	var p place
	terms := r.termsOfPerson(i)
	for n := range terms {
		if terms[n].period().Contains(on) {
			p.term = &terms[n]
			break
		}
	}
	spells := r.spellsOfPerson(i)
	for n := range spells {
		s := &spells[n]
		if s.from <= on && on < endOrOpen(s.to) {
			p.at[s.axis], p.values[s.axis] = s, s.value
			if n+1 < len(spells) && spells[n+1].axis == s.axis && spells[n+1].from == s.to {
				p.nxt[s.axis] = &spells[n+1]
			}
		}
	}
	return p
}

// leaving reports whether the seat may already have been vacant.
func (p *place) leaving(on temporal.Day) bool {
	return p.term != nil && p.term.endWindow != 0 && on >= p.term.endWindow
}

// perhaps returns the spell with another value that may already have begun, or
// nil.
func (p *place) perhaps(axis int, on temporal.Day) *spell {
	next := p.nxt[axis]
	if next == nil || next.window == 0 || on < next.window || next.value == p.values[axis] {
		return nil
	}
	return next
}

func (r *Register) standing(i int32, on temporal.Day) Standing {
	var s Standing
	r.standingTo(&s, new(Tenure), i, on)
	return s
}

func (r *Register) standingTo(s *Standing, room *Tenure, i int32, on temporal.Day) {
	p := r.placeOf(i, on)
	*s = Standing{On: on, Designation: UnknownValue, Caucus: UnknownValue, Party: r.unpackValue(p.values[axisParty]), State: Confirmed}
	if p.term != nil {
		r.seatTo(room, p.term)
		s.Tenure = room
		s.Designation = r.unpackValue(p.values[axisDesignation])
		s.Caucus = r.unpackValue(p.values[axisCaucus])
		if p.leaving(on) {
			s.Uncertain = append(s.Uncertain, Uncertainty{Window: temporal.Period{From: p.term.endWindow, To: p.term.to}, Other: UnknownValue})
		}
		s.State = unpackState(p.term.flags)
	}
	for n, spell := range p.at {
		if spell == nil || (p.term == nil && n != axisParty) {
			continue
		}
		if spell.flags&flagProvisional != 0 {
			s.State = Provisional
		}
		if next := p.perhaps(n, on); next != nil {
			s.Uncertain = append(s.Uncertain, Uncertainty{
				Axis: packedAxes[n], Window: temporal.Period{From: next.window, To: next.from}, Other: r.unpackValue(next.value),
			})
		}
	}
}

// Places of the axes in packed arrays.
const (
	axisDesignation = iota
	axisCaucus
	axisParty
)
