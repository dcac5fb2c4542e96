package models

import (
	"cmp"
	"slices"
	"sort"

	"caucus/models/temporal"
)

// changeRow is a change of a member, without what can be looked up again.
type changeRow struct {
	on   temporal.Day
	term int32
	kind uint8 // place in ChangeKinds
}

// Places in ChangeKinds.
const (
	packedSeated   = 5
	packedUnseated = 6
)

// indexChanges derives every change once, from the standings around each day on
// which a value begins or ends.
func (r *Register) indexChanges() {
	r.changeIDs = map[changeRow]packedID{}
	for i := range r.people {
		for _, c := range r.changesOf(int32(i)) {
			id := DeriveID("chg", string(r.people[i].ID), c.on.String(), string(ChangeKinds[c.kind]))
			r.changeIDs[c], _ = packID("chg", id) // a derived id always packs
			r.changes = append(r.changes, c)
		}
	}
	for i := range r.terms {
		t := &r.terms[i]
		r.moves = append(r.moves, changeRow{on: t.from, term: int32(i), kind: packedSeated})
		if t.to != 0 {
			r.moves = append(r.moves, changeRow{on: t.to, term: int32(i), kind: packedUnseated})
		}
	}
	slices.SortFunc(r.changes, r.compareChanges)
	slices.SortFunc(r.moves, r.compareChanges)
	r.changes, r.moves = slices.Clone(r.changes), slices.Clone(r.moves)
	r.changesAt = make([]uint32, len(r.people)+1)
	r.changesBy = make([]int32, len(r.changes))
	for n, c := range r.changes {
		r.changesBy[n] = int32(n)
		r.changesAt[r.terms[c.term].person+1]++
	}
	sumUp(r.changesAt)
	slices.SortStableFunc(r.changesBy, func(a, b int32) int {
		return cmp.Compare(r.terms[r.changes[a].term].person, r.terms[r.changes[b].term].person)
	})
}

// compareChanges puts the newest first; changes of one day are in the order of
// their members' names, then of the tenures that begin or end, then of kinds, as
// [ChangeKey] says.
func (r *Register) compareChanges(a, b changeRow) int {
	s, t := &r.terms[a.term], &r.terms[b.term]
	return cmp.Or(int(b.on-a.on), cmp.Compare(r.rank[s.person], r.rank[t.person]),
		cmp.Compare(a.move(s), b.move(t)), cmp.Compare(a.kind, b.kind))
}

func (c changeRow) isMove() bool { return c.kind >= packedSeated }

// move is the id of the tenure that begins or ends; zero for a change of
// affiliation.
func (c changeRow) move(t *term) packedID {
	if c.isMove() {
		return t.id
	}
	return 0
}

// changesOf lists the changes of affiliation of a person. Somebody with two
// seats changes once, with the seat taken first.
func (r *Register) changesOf(i int32) []changeRow {
	var out []changeRow
	first := int32(r.termsOf[i])
	for n, t := range r.termsOfPerson(i) {
		kept := &Tenure{ID: TenureID(t.id.text("ten"))}
		for _, day := range r.boundaries(i, t.period()) {
			if slices.ContainsFunc(out, func(c changeRow) bool { return c.on == day }) {
				continue
			}
			before, after := r.standing(i, day-1), r.standing(i, day)
			before.Tenure, after.Tenure = kept, kept // this seat is held on both days, whatever other seat was given up
			if kind, ok := Classify(before, after, r.Became); ok {
				out = append(out, changeRow{on: day, term: first + int32(n), kind: uint8(slices.Index(ChangeKinds[:], kind))})
			}
		}
	}
	return out
}

// boundaries lists the days strictly inside a period on which a spell of the
// person begins or ends.
func (r *Register) boundaries(i int32, within temporal.Period) []temporal.Day {
	var days []temporal.Day
	for _, s := range r.spellsOfPerson(i) {
		for _, d := range [...]temporal.Day{s.from, s.to} {
			if d > within.From && within.Contains(d) {
				days = append(days, d)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// Became reports whether on a day one organization went into the other.
func (r *Register) Became(from, to OrganizationID, on temporal.Day) bool {
	_, ok := r.successions[succession{from, to, on}]
	return ok
}

// ChangesOf lists the changes of affiliation of a person, newest first.
func (r *Register) ChangesOf(id PersonID) []Change {
	var out []Change
	r.EachChangeOf(id, func(_ ChangeRef, look func() *Change) { out = append(out, *look()) })
	return out
}

// EachChangeOf is [Register.ChangesOf] in the manner of [Register.EachChange].
func (r *Register) EachChangeOf(id PersonID, yield func(ref ChangeRef, look func() *Change)) {
	i, ok := r.personAt[id]
	if !ok {
		return
	}
	var c Change
	for _, at := range r.changesBy[r.changesAt[i]:r.changesAt[i+1]] {
		yield(ChangeRef{r.changes[at]}, func() *Change {
			r.changeTo(&c, r.changes[at])
			return &c
		})
	}
}

// changeTo looks up what the row leaves out.
func (r *Register) changeTo(c *Change, row changeRow) {
	t := &r.terms[row.term]
	kind := ChangeKinds[row.kind]
	room := new([3]Tenure)
	r.seatTo(&room[0], t)
	*c = Change{
		On: row.on, Kind: kind, Person: room[0].Person, Tenure: &room[0], Cause: CauseUnknown, State: Confirmed,
	}
	r.standingTo(&c.Before, &room[1], t.person, row.on-1)
	r.standingTo(&c.After, &room[2], t.person, row.on)
	if !kind.OfAffiliation() {
		r.move(c, t)
		return
	}
	c.ID = r.changeIDs[row].text("chg")
	for _, s := range r.spellsOfPerson(t.person) {
		if s.from == row.on && moved(c, packedAxes[s.axis]) {
			c.Citations = appendNew(c.Citations, r.book.list(s.cite))
			c.RecordedIn = max(c.RecordedIn, int(s.recorded))
			if s.flags&flagProvisional != 0 {
				c.State = Provisional
			}
			if s.window != 0 && packedAxes[s.axis] == kind.Axis() {
				c.Window = Window{From: s.window}
			}
		}
	}
	if e, ok := r.events[eventKey{t.person, row.on}]; ok {
		c.Cause, c.CauseCitations, c.AnnouncedAt, c.Between = e.Cause, e.Citations, e.AnnouncedAt, e.Between
		c.RecordedIn = max(c.RecordedIn, e.RecordedIn)
	}
}

func moved(c *Change, a Axis) bool { return c.Before.Value(a) != c.After.Value(a) }

// move completes a change by which somebody took or left a seat. Its id is made
// from the tenure, since some people take two seats on one day.
func (r *Register) move(c *Change, t *term) {
	c.ID = DeriveID("chg", string(c.Tenure.ID), c.On.String(), string(c.Kind))
	c.State, c.Citations, c.RecordedIn = c.Tenure.State, r.book.list(t.cite), c.Tenure.RecordedIn
	if c.Kind == Unseated {
		c.Window = Window{From: t.endWindow}
	}
}

func appendNew(list, more []Citation) []Citation {
	for _, c := range more {
		if !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

// inPeriod cuts a list, newest first, to the days of a period.
func inPeriod(rows []changeRow, p temporal.Period) []changeRow {
	first := 0
	if p.To != 0 {
		first = sort.Search(len(rows), func(i int) bool { return rows[i].on < p.To })
	}
	end := sort.Search(len(rows), func(i int) bool { return rows[i].on < p.From })
	return rows[first:max(first, end)]
}
