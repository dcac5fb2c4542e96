package models

import "slices"

// sitsNot explains somebody who holds no seat.
func (e *explainer) sitsNot() {
	last, next := e.around()
	p, status := e.r.ParliamentOn(e.house, e.on)
	dissolved := p != nil && status == HouseDissolved
	if dissolved {
		e.cite(p.Citations)
	}
	if dissolved && last != nil && last.EndCause == ByDissolution && last.Parliament == p.Number {
		e.add(say("As of %s, nobody holds a seat: the %s Parliament was dissolved on %s, until which day %s sat for %s",
			"En date du %s, personne n’occupe de siège : la %s législature a été dissoute le %s, jour jusqu’auquel %s a siégé pour %s",
			inWords(e.on), numbered(p.Number), inWords(p.Dissolution), e.who, e.riding(last, last.LastDay())))
		e.cite(last.Citations)
		return
	}
	e.add(say("As of %s, %s holds no seat", "En date du %s, %s n’occupe aucun siège", inWords(e.on), e.who))
	switch {
	case dissolved:
		e.add(say(", as the %s Parliament was dissolved on %s", ", la %s législature ayant été dissoute le %s",
			numbered(p.Number), inWords(p.Dissolution)))
	case status == HouseNotYet:
		e.notYet()
	}
	e.before(last)
	e.after(last, next)
}

// around returns the tenures next to a day without one; nil for none.
func (e *explainer) around() (last, next *Tenure) {
	for _, t := range e.r.Tenures(e.id) { // by start
		switch {
		case t.House != e.house:
		case t.From <= e.on:
			if last == nil || t.To > last.To {
				last = &t
			}
		case next == nil:
			next = &t
		}
	}
	return last, next
}

func (e *explainer) notYet() {
	if all := e.r.Parliaments(e.house); len(all) > 0 {
		first := slices.MinFunc(all, func(a, b Parliament) int { return int(a.Election - b.Election) })
		e.add(say(", as the first general election was held only on %s", ", la première élection générale n’ayant eu lieu que le %s", inWords(first.Election)))
		e.cite(first.Citations)
	}
}

// before tells of the last seat, if there was one.
func (e *explainer) before(last *Tenure) {
	if last == nil {
		return
	}
	e.cite(last.Citations)
	riding := e.riding(last, last.LastDay())
	if last.EndCause == ByDissolution {
		e.add(say(", having last sat for %s until the dissolution of %s", ", après avoir siégé en dernier lieu pour %s jusqu’à la dissolution du %s",
			riding, inWords(last.LastDay())))
		return
	}
	e.add(say(", having last sat for %s %s", ", après avoir siégé en dernier lieu pour %s %s", riding, until(last)))
	e.add(ended(last.EndCause))
}

// after tells of the next seat, if there is one, or that there never was any.
func (e *explainer) after(last, next *Tenure) {
	switch {
	case next == nil && last == nil:
		e.add(say(", and the register knows of no seat held at any time", ", et le registre ne fait état d’aucun siège occupé à quelque moment que ce soit"))
	case next == nil:
	case last == nil:
		e.add(say(", and first sits from %s on, for %s", ", et siège pour la première fois à partir du %s, pour %s", inWords(next.From), e.riding(next, next.From)))
		e.cite(next.Citations)
	default:
		e.add(say(", and sits again from %s on, for %s", ", et siège de nouveau à partir du %s, pour %s", inWords(next.From), e.riding(next, next.From)))
		e.cite(next.Citations)
	}
}
