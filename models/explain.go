package models

import "caucus/models/temporal"

// Explanation says in one sentence why somebody is listed as on a day. The
// sentence follows fixed templates: it states what the register holds, and no
// cause that no source asserts.
type Explanation struct {
	Sentence  Name // in both languages
	Standing  Standing
	Change    *Change // that led to the standing; nil if none did since the tenure began, or nobody sits
	Citations []Citation
}

// Explain explains how somebody stands on a day. Somebody whom the register
// does not know is explained as one who never sat.
func (r *Register) Explain(house HouseID, id PersonID, on temporal.Day) Explanation {
	e := &explainer{r: r, house: house, id: id, on: on, who: r.fullName(id)}
	e.Standing = r.Standing(id, on)
	if e.Standing.Sitting() {
		e.sits()
	} else {
		e.sitsNot()
	}
	e.Sentence = e.Sentence.then(Name{En: ".", Fr: "."})
	return e.Explanation
}

func (r *Register) fullName(id PersonID) Name {
	p, _ := r.Person(id)
	return Name{En: p.Name.Full}
}

// explainer gathers an explanation.
type explainer struct {
	Explanation
	r     *Register
	house HouseID
	id    PersonID
	who   Name
	on    temporal.Day
}

func (e *explainer) add(n Name) { e.Sentence = e.Sentence.then(n) }

func (e *explainer) cite(list []Citation) { e.Citations = appendNew(e.Citations, list) }

// sits explains a member.
func (e *explainer) sits() {
	s := &e.Standing
	e.add(say("As of %s, %s (%s) sits %s, %s", "En date du %s, %s (%s) siège %s, %s",
		inWords(e.on), e.who, e.ridings(), e.label(s.Designation), e.caucus(s.Caucus)))
	e.origin()
	if s.State == Provisional {
		e.add(say("; this is not yet confirmed", " ; cela n’est pas encore confirmé"))
	}
	for _, u := range s.Uncertain {
		e.doubt(u)
	}
}

// ridings names the riding that a member sits for: both, while there are two.
func (e *explainer) ridings() (names Name) {
	for _, t := range e.r.Tenures(e.id) {
		if t.House != e.house || !t.Contains(e.on) {
			continue
		}
		if names != (Name{}) {
			names = names.then(say(" and ", " et "))
		}
		names = names.then(say("%s", "%s", e.riding(&t, e.on)))
	}
	return names
}

func (e *explainer) riding(t *Tenure, day temporal.Day) Name {
	d, _ := e.r.Riding(t.Riding)
	name, _ := d.NameOn(day)
	return name
}

func (e *explainer) short(id OrganizationID, day temporal.Day) Name {
	o, _ := e.r.Organization(id)
	return o.NamesOn(day).Short
}

func (e *explainer) label(v Value) Name {
	if v.Status == HasNone {
		return say("under no label", "sans étiquette")
	}
	if v.IsUnknown() {
		return say("under a label that no source states", "sous une étiquette qu’aucune source n’indique")
	}
	return say("as %s", "sous l’étiquette « %s »", e.short(v.Organization, e.on))
}

// former names a label of an earlier day.
func (e *explainer) former(v Value, day temporal.Day) Name {
	if v.Status == HasNone {
		return Name{En: "none", Fr: "aucune"}
	}
	return e.short(v.Organization, day)
}

func (e *explainer) caucus(v Value) Name {
	switch {
	case v.Status == HasOrganization:
		return say("in the %s caucus", "au sein du caucus « %s »", e.short(v.Organization, e.on))
	case v.IsUnknown():
		return say("in a caucus that no source states", "dans un caucus qu’aucune source n’indique")
	}
	return say("in no caucus", "hors caucus")
}

// origin tells since when a member is listed so: a change of the member's own,
// an event of an organization, or the election with which the tenure began.
func (e *explainer) origin() {
	caucus, label := e.ownChanges()
	event := e.event()
	switch {
	case event != nil && (caucus == nil || event.On > caucus.On) && (label == nil || event.On > label.On):
		e.befell(event, caucus)
	case caucus == nil && label == nil:
		e.unchanged()
	default:
		for i, c := range [...]*Change{caucus, label} {
			if c == nil {
				continue
			}
			e.did(c, i == 0 || caucus == nil || c.Cause != CauseUnknown)
		}
	}
}

// did tells a change of the member, and its cause too if asked to.
func (e *explainer) did(c *Change, why bool) {
	e.add(e.moved(c))
	if why {
		e.add(because(c.Cause))
	}
	e.Change = c
	e.cite(c.Citations)
	e.cite(c.CauseCitations)
}

// befell tells the event of an organization that led to the label. Who was in
// another caucus by then, or in none, is there for a change of their own.
func (e *explainer) befell(event, caucus *Change) {
	if caucus != nil && !e.Standing.Caucus.Is(event.To) {
		e.did(caucus, true)
		e.add(say(", and under this label ", ", et sous cette étiquette "))
	} else {
		e.add(say(", ", ", "))
	}
	e.add(e.became(event))
	e.Change = event
	e.cite(event.Citations)
}

// ownChanges returns the last change of the member, within the tenure, that led
// to the caucus, and the last one after it that led to the label alone. Each is
// nil if it is not what led to the value of the day.
func (e *explainer) ownChanges() (caucus, label *Change) {
	s := &e.Standing
	for _, c := range e.r.ChangesOf(e.id) { // newest first
		if c.On > e.on || c.On <= s.Tenure.From {
			continue
		}
		switch {
		case c.Kind.Axis() == Caucus:
			if c.After.Caucus == s.Caucus {
				caucus = &c
			}
			return caucus, label
		case c.Kind == Redesignated && label == nil && c.After.Designation == s.Designation:
			label = &c
		}
	}
	return nil, label
}

// event returns the last event of an organization, within the tenure, that led
// to the label or the caucus.
func (e *explainer) event() *Change {
	s := &e.Standing
	within := temporal.Period{From: s.Tenure.From + 1, To: e.on + 1}
	for _, c := range e.r.Changes(ChangesQuery{House: e.house, Period: within, Kinds: []ChangeKind{OrgMerged, OrgRenamed}}).Changes {
		before := e.r.Standing(e.id, c.On-1)
		if before.Designation.Is(c.From) && s.Designation.Is(c.To) || before.Caucus.Is(c.From) && s.Caucus.Is(c.To) {
			return &c
		}
	}
	return nil
}

func (e *explainer) became(c *Change) Name {
	from, _ := e.r.Organization(c.From)
	to, _ := e.r.Organization(c.To)
	names := []Name{from.NamesOn(c.On - 1).Full, to.NamesOn(c.On).Full, inWords(c.On)}
	if c.Kind == OrgRenamed {
		return say("since “%s” was renamed “%s” on %s", "par suite du changement de nom de « %s » en « %s », le %s", names...)
	}
	return say("since “%s” was merged into “%s” on %s", "par suite de la fusion de « %s » dans « %s », le %s", names...)
}

// moved tells a change of the member.
func (e *explainer) moved(c *Change) Name {
	day := when(c.Window, c.On)
	from, to := e.short(c.Before.Caucus.Organization, c.On-1), e.short(c.After.Caucus.Organization, c.On)
	switch c.Kind {
	case LeftCaucus:
		return say(", having left the %s caucus %s", ", après avoir quitté le caucus « %s » %s", from, day)
	case JoinedCaucus:
		return say(", having joined the %s caucus %s", ", après avoir intégré le caucus « %s » %s", to, day)
	case CrossedFloor:
		return say(", having left the %s caucus for the %s caucus %s", ", après avoir quitté le caucus « %s » pour le caucus « %s » %s", from, to, day)
	}
	return say(", the label having changed from %s %s", ", l’étiquette, auparavant « %s », ayant changé %s",
		e.former(c.Before.Designation, c.On-1), day)
}

// unchanged tells since when label and caucus are as they are: the election,
// unless one of them was unknown until later.
func (e *explainer) unchanged() {
	t := e.Standing.Tenure
	since := t.From
	for _, axis := range [...]Axis{Designation, Caucus} {
		if span, ok := e.r.Timeline(e.id, axis).At(e.on); ok {
			since = max(since, span.From)
			e.cite(span.Citations)
		}
	}
	if since > t.From {
		e.add(say(", as since %s", ", comme depuis le %s", inWords(since)))
		return
	}
	e.add(say(", as since %s", ", comme depuis %s", elected(t)))
	for _, known := range e.r.Tenures(e.id) {
		if known.ID == t.ID {
			e.cite(known.Citations)
		}
	}
}

// doubt tells what may already have changed.
func (e *explainer) doubt(u Uncertainty) {
	seen := inWords(u.Window.To)
	other := e.former(u.Other, u.Window.To)
	switch {
	case u.Vacant():
		e.add(say("; the seat may already have been vacant, as it was first seen to be on %s",
			" ; le siège pouvait déjà être vacant, ce qui a été observé pour la première fois le %s", seen))
	case u.Axis == Party || u.Other.IsUnknown():
		return
	case u.Axis == Designation:
		e.add(say("; the label may already have been %s, which was first seen on %s",
			" ; l’étiquette pouvait déjà être « %s », observée pour la première fois le %s", other, seen))
	case u.Other.Status == HasNone:
		e.add(say("; the caucus may already have been left, which was first seen on %s",
			" ; le caucus pouvait déjà avoir été quitté, ce qui a été observé pour la première fois le %s", seen))
	default:
		e.add(say("; the caucus may already have been %s, which was first seen on %s",
			" ; le caucus pouvait déjà être « %s », observé pour la première fois le %s", other, seen))
	}
	if next, ok := e.r.Timeline(e.id, u.Axis).At(u.Window.To); ok && !u.Vacant() {
		e.cite(next.Citations)
	}
}
