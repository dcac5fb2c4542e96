package models

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"caucus/models/temporal"
)

// ChangesQuery asks for changes. Filters are combined; the zero filter lets
// every change of affiliation pass.
type ChangesQuery struct {
	House      HouseID
	Period     temporal.Period // days on which the change took effect
	Kinds      []ChangeKind    // none means the changes of affiliation
	Cause      Cause
	Person     PersonID
	Caucus     *Value // left or joined
	FromCaucus *Value
	ToCaucus   *Value
	Parliament int
	State      State
	KnownSince temporal.Instant // recorded at or after it
	After      ChangeKey        // the last change of the page before
	Limit      int              // 0 means no limit
}

// ChangeKey places a change in the order of lists: newest day first, then by
// the sort key of the member (or the id of the organization), then by kind.
// When somebody takes or leaves a seat the tenure follows the sort key, since
// some people take two seats on one day.
// The zero key stands before all.
type ChangeKey struct {
	On   temporal.Day
	Name string
	Kind ChangeKind
}

func (k ChangeKey) compare(o ChangeKey) int {
	return cmp.Or(int(o.On-k.On), strings.Compare(k.Name, o.Name),
		slices.Index(ChangeKinds[:], k.Kind)-slices.Index(ChangeKinds[:], o.Kind))
}

// ChangesAnswer is one page of changes, newest first.
type ChangesAnswer struct {
	Changes []Change
	Next    ChangeKey // of the last change; zero if none follows
}

// Changes answers a query. Its order is total, so that pages neither repeat
// nor skip.
func (r *Register) Changes(q ChangesQuery) ChangesAnswer {
	answer := ChangesAnswer{Changes: []Change{}}
	answer.Next = r.EachChange(q, func(_ ChangeRef, look func() *Change) { answer.Changes = append(answer.Changes, *look()) })
	return answer
}

// ChangeRef stands for a change of a member in the register that gave it. The
// zero ref stands for an event of an organization.
type ChangeRef struct{ row changeRow }

// EachChange is [Register.Changes] one by one, for whoever knows some of them
// already: a change is looked up only if look is called. It must not be kept,
// since the next takes its place.
func (r *Register) EachChange(q ChangesQuery, yield func(ref ChangeRef, look func() *Change)) (next ChangeKey) {
	h := r.houseAt(q.House)
	if h < 0 {
		return next
	}
	f := r.filter(&q, uint8(h))
	var last ChangeKey
	n := 0
	r.merge(f.rows(), f.events(), func(key ChangeKey, ref ChangeRef, look func() *Change) bool {
		if q.After != (ChangeKey{}) && key.compare(q.After) <= 0 || q.needsChange() && !r.lets(&q, look()) {
			return true
		}
		if q.Limit > 0 && n == q.Limit {
			next = last
			return false
		}
		yield(ref, look)
		n, last = n+1, key
		return true
	})
	return next
}

// merge yields rows and events in one order until yield says that it is
// enough. A change is looked up only when it is asked for.
func (r *Register) merge(rows iter.Seq[changeRow], events []Change, yield func(ChangeKey, ChangeRef, func() *Change) bool) {
	event := func() (ChangeKey, func() *Change) {
		e := &events[0]
		return ChangeKey{e.On, string(e.From), e.Kind}, func() *Change { return e }
	}
	var c Change
	var row changeRow
	look := func() *Change {
		r.changeTo(&c, row)
		return &c
	}
	for row = range rows {
		key := r.changeKey(row)
		for len(events) > 0 {
			k, c := event()
			if k.compare(key) > 0 {
				break
			}
			if events = events[1:]; !yield(k, ChangeRef{}, c) {
				return
			}
		}
		if !yield(key, ChangeRef{row}, look) {
			return
		}
	}
	for len(events) > 0 {
		k, c := event()
		if events = events[1:]; !yield(k, ChangeRef{}, c) {
			return
		}
	}
}

func (r *Register) changeKey(row changeRow) ChangeKey {
	t := &r.terms[row.term]
	key := ChangeKey{On: row.on, Name: r.sortKey(t.person), Kind: ChangeKinds[row.kind]}
	if row.isMove() {
		key.Name += "\x00" + t.id.text("ten")
	}
	return key
}

// changeFilter is what of a query can be told without looking a change up.
type changeFilter struct {
	r      *Register
	q      *ChangesQuery
	house  uint8
	kinds  [len(ChangeKinds)]bool
	person int32
	period temporal.Period
}

func (r *Register) filter(q *ChangesQuery, house uint8) *changeFilter {
	f := &changeFilter{r: r, q: q, house: house, person: -1, period: q.Period}
	for i, k := range ChangeKinds {
		f.kinds[i] = slices.Contains(q.Kinds, k) || len(q.Kinds) == 0 && k.OfAffiliation()
	}
	if i, ok := r.personAt[q.Person]; ok {
		f.person = i
	}
	if q.After.On != 0 {
		f.period.To = temporal.EarlierEnd(f.period.To, q.After.On+1)
	}
	return f
}

// rows yields what passes, in order. Both lists are sorted already, so a page
// costs no more than the rows up to its end.
func (f *changeFilter) rows() iter.Seq[changeRow] {
	changes, moves := inPeriod(f.r.changes, f.period), []changeRow(nil)
	if f.kinds[packedSeated] || f.kinds[packedUnseated] {
		moves = inPeriod(f.r.moves, f.period)
	}
	return func(yield func(changeRow) bool) {
		changes, moves := changes, moves
		for len(changes)+len(moves) > 0 {
			next := &changes
			if len(changes) == 0 || len(moves) > 0 && f.r.compareChanges(moves[0], changes[0]) < 0 {
				next = &moves
			}
			row := (*next)[0]
			*next = (*next)[1:]
			if f.passes(row) && !yield(row) {
				return
			}
		}
	}
}

func (f *changeFilter) passes(row changeRow) bool {
	t := &f.r.terms[row.term]
	return f.kinds[row.kind] && t.house == f.house &&
		(f.q.Person == "" || t.person == f.person) &&
		(f.q.Parliament == 0 || int(t.parliament) == f.q.Parliament)
}

// events lists what happened to organizations, in the order of changes. A
// question about a person has no such answer.
func (f *changeFilter) events() []Change {
	var out []Change
	for _, s := range f.r.successions {
		kind := ChangeKind(s.Type)
		if s.House != f.q.House || f.q.Person != "" || !f.kinds[slices.Index(ChangeKinds[:], kind)] || !f.period.Contains(s.On) {
			continue
		}
		if p, _ := f.r.ParliamentOn(f.q.House, s.On); f.q.Parliament != 0 && (p == nil || p.Number != f.q.Parliament) {
			continue
		}
		out = append(out, Change{
			ID: DeriveID("chg", string(s.From), s.On.String(), string(kind)), On: s.On, Kind: kind, From: s.From, To: s.To,
			Before: unseated(s.On - 1), After: unseated(s.On), Cause: CauseUnknown,
			State: s.State, Citations: s.Citations, RecordedIn: s.RecordedIn,
		})
	}
	slices.SortFunc(out, func(a, b Change) int {
		return ChangeKey{a.On, string(a.From), a.Kind}.compare(ChangeKey{b.On, string(b.From), b.Kind})
	})
	return out
}

func unseated(on temporal.Day) Standing {
	return Standing{On: on, Designation: UnknownValue, Caucus: UnknownValue, Party: UnknownValue}
}

// needsChange reports whether a filter needs the whole change.
func (q *ChangesQuery) needsChange() bool {
	return q.Cause != "" || q.State != "" || q.Caucus != nil || q.FromCaucus != nil || q.ToCaucus != nil || q.KnownSince != 0
}

// lets applies the filters that need the whole change.
func (r *Register) lets(q *ChangesQuery, c *Change) bool {
	from, to := c.caucuses()
	return (q.Cause == "" || c.Cause == q.Cause) &&
		(q.State == "" || c.State == q.State) &&
		(q.Caucus == nil || from != to && (from == *q.Caucus || to == *q.Caucus)) &&
		(q.FromCaucus == nil || from != to && from == *q.FromCaucus) &&
		(q.ToCaucus == nil || from != to && to == *q.ToCaucus) &&
		(q.KnownSince == 0 || r.RecordedAt(c.RecordedIn) >= q.KnownSince)
}

// caucuses are the values between which the change moved on the caucus axis; of
// an organization, what it was and what it became.
func (c *Change) caucuses() (from, to Value) {
	if c.Person == "" {
		return Of(c.From), Of(c.To)
	}
	return c.Before.Caucus, c.After.Caucus
}
