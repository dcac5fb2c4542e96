package models

import (
	"cmp"
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
	h := r.houseAt(q.House)
	if h < 0 {
		return answer
	}
	var last ChangeKey
	for _, e := range r.entries(&q, uint8(h)) {
		if q.After != (ChangeKey{}) && e.key.compare(q.After) <= 0 {
			continue
		}
		c := e.change()
		if !r.lets(&q, &c) {
			continue
		}
		if q.Limit > 0 && len(answer.Changes) == q.Limit {
			answer.Next = last
			break
		}
		answer.Changes = append(answer.Changes, c)
		last = e.key
	}
	return answer
}

// entry is a change that is looked up only if its place is reached.
type entry struct {
	key    ChangeKey
	change func() Change
}

// entries lists what the cheap filters (days, kinds, person, parliament) let
// pass, in order.
func (r *Register) entries(q *ChangesQuery, house uint8) []entry {
	kinds := q.Kinds
	if len(kinds) == 0 {
		kinds = ChangeKinds[:packedSeated]
	}
	var out []entry
	person, ok := r.personAt[q.Person]
	if q.Person != "" && !ok {
		return nil
	}
	for _, list := range [...][]changeRow{r.changes, r.moves} {
		for _, row := range inPeriod(list, q.Period) {
			t := &r.terms[row.term]
			if t.house != house || q.Person != "" && t.person != person ||
				q.Parliament != 0 && int(t.parliament) != q.Parliament || !slices.Contains(kinds, ChangeKinds[row.kind]) {
				continue
			}
			key := ChangeKey{On: row.on, Name: r.sortKey(t.person), Kind: ChangeKinds[row.kind]}
			out = append(out, entry{key, func() Change { return r.change(row) }})
		}
		if !slices.Contains(kinds, Seated) && !slices.Contains(kinds, Unseated) {
			break
		}
	}
	if q.Person == "" {
		out = append(out, r.organizationEntries(q, kinds)...)
	}
	slices.SortStableFunc(out, func(a, b entry) int { return a.key.compare(b.key) })
	return out
}

func (r *Register) organizationEntries(q *ChangesQuery, kinds []ChangeKind) []entry {
	var out []entry
	for _, s := range r.successions {
		kind := ChangeKind(s.Type)
		p, _ := r.ParliamentOn(q.House, s.On)
		if s.House != q.House || !slices.Contains(kinds, kind) || !q.Period.Contains(s.On) ||
			q.Parliament != 0 && (p == nil || p.Number != q.Parliament) {
			continue
		}
		out = append(out, entry{ChangeKey{s.On, string(s.From), kind}, func() Change {
			return Change{
				ID: DeriveID("chg", string(s.From), s.On.String(), string(kind)), On: s.On, Kind: kind, From: s.From, To: s.To,
				Before: unseated(s.On - 1), After: unseated(s.On), Cause: CauseUnknown,
				State: s.State, Citations: s.Citations, RecordedIn: s.RecordedIn,
			}
		}})
	}
	return out
}

func unseated(on temporal.Day) Standing {
	return Standing{On: on, Designation: UnknownValue, Caucus: UnknownValue, Party: UnknownValue}
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
