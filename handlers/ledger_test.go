package handlers_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"caucus/models"
	"caucus/models/temporal"
)

// ledger is a log of revisions in memory, as naive as it can be.
type ledger struct {
	list []models.LoggedRevision
	did  []entry
}

// entry is what a revision did to a fact.
type entry struct {
	models.Revised
	days []temporal.Period
}

// write adds a revision.
func (l *ledger) write(r models.Revision, changes ...[2]models.Fact) {
	line := models.LoggedRevision{Revision: r}
	if n := len(l.list); n > 0 {
		line.Previous = l.list[n-1].Hash
	}
	for _, c := range changes {
		e := entry{Revised: models.Revised{Revision: r.Number, Correction: models.Corrects(c[0], c[1])}}
		for i, f := range c {
			if f == nil {
				continue
			}
			text, _ := json.Marshal(f)
			e.Ref, e.days = models.RefOf(f), append(e.days, daysOf(f))
			if i == 0 {
				e.Before, e.Published = string(text), 1
			} else {
				e.After = string(text)
			}
			if e.Person == "" {
				e.Person = about(f)
			}
		}
		if e.Before != "" {
			line.Closed++
		}
		if e.After != "" {
			line.Opened++
		}
		if e.Correction {
			line.Corrections++
		}
		l.did = append(l.did, e)
	}
	l.list = append(l.list, line)
	slices.SortFunc(l.did, func(a, b entry) int {
		return cmp.Or(a.Revision-b.Revision, compareRefs(a.Ref, b.Ref))
	})
}

func compareRefs(a, b models.Ref) int {
	return cmp.Or(slices.Index(models.Kinds[:], a.Kind)-slices.Index(models.Kinds[:], b.Kind), strings.Compare(a.Key, b.Key))
}

func about(f models.Fact) models.PersonID {
	switch f := f.(type) {
	case models.Person:
		return f.ID
	case models.Tenure:
		return f.Person
	case models.Affiliation:
		return f.Person
	case models.Rejection:
		return f.Person
	}
	return ""
}

func daysOf(f models.Fact) temporal.Period {
	switch f := f.(type) {
	case models.Tenure:
		return f.Period
	case models.Affiliation:
		return f.Period
	case models.Event:
		return temporal.Period{From: f.On, To: f.On + 1}
	}
	return temporal.Period{}
}

func (e *entry) passes(kind models.Kind, person models.PersonID, on temporal.Day) bool {
	return (kind == "" || e.Kind == kind) && (person == "" || e.Person == person) &&
		(on == 0 || slices.ContainsFunc(e.days, func(p temporal.Period) bool { return p.Contains(on) }))
}

func (l *ledger) known(n int) error {
	if n > len(l.list) {
		return fmt.Errorf("revision %d: %w", n, models.ErrNotFound)
	}
	return nil
}

func firstOf[T any](list []T, limit int) ([]T, bool) {
	return list[:min(len(list), limit)], len(list) > limit
}

func (l *ledger) Revisions(_ context.Context, q models.LogQuery) ([]models.LoggedRevision, bool, error) {
	if err := l.known(q.Until); err != nil {
		return nil, false, err
	}
	var found []models.LoggedRevision
	for _, r := range l.list {
		touches := slices.ContainsFunc(l.did, func(e entry) bool { return e.Revision == r.Number && e.passes("", "", q.On) })
		if r.Number > q.After && r.Number <= q.Until && (q.Kind == "" || r.Kind == q.Kind) && (q.Actor == "" || r.Actor == q.Actor) && (q.On == 0 || touches) {
			found = append(found, r)
		}
	}
	page, more := firstOf(found, q.Limit)
	return page, more, nil
}

func (l *ledger) Revised(_ context.Context, q models.RevisedQuery) ([]models.Revised, bool, error) {
	if err := l.known(q.Revision); err != nil {
		return nil, false, err
	}
	var found []models.Revised
	for _, e := range l.did {
		if e.Revision == q.Revision && e.passes(q.Kind, q.Person, q.On) && (q.After.Kind == "" || compareRefs(e.Ref, q.After) > 0) {
			found = append(found, e.Revised)
		}
	}
	page, more := firstOf(found, q.Limit)
	return page, more, nil
}

func (l *ledger) Corrections(_ context.Context, q models.CorrectionsQuery) ([]models.Correction, bool, error) {
	if err := l.known(q.Until); err != nil {
		return nil, false, err
	}
	var found []models.Correction
	for n := q.Until; n > 0; n-- {
		for _, e := range l.did {
			behind := q.AfterRevision == 0 || n < q.AfterRevision || n == q.AfterRevision && compareRefs(e.Ref, q.After) > 0
			if e.Revision == n && e.Correction && e.passes(q.Kind, q.Person, q.On) && behind {
				found = append(found, models.Correction{By: l.list[n-1].Revision, Revised: e.Revised})
			}
		}
	}
	page, more := firstOf(found, q.Limit)
	return page, more, nil
}

// theLedger tells how the registers of the tests came about. The first revision
// had Han Dong with the Liberals to the end, which the second corrects. In the
// third, whose actor was withdrawn, some names turn out to have been misspelt and
// one label is gone.
var theLedger = sync.OnceValue(func() *ledger {
	l := &ledger{}
	made := revisions(3)
	for i := range made {
		made[i].Hash = strings.Repeat(strconv.Itoa(i), 64)
		made[i].Actor, made[i].Reason = "clerk", "the Almanac says so"
	}
	made[0].Actor, made[1].Kind, made[2].Kind, made[2].Actor = "dataset", models.ImportRevision, models.ImportRevision, ""
	before, after := house(false), house(true)
	held := map[models.Ref]models.Fact{}
	var first, second, third [][2]models.Fact
	for f := range before.Facts.All() {
		held[models.RefOf(f)] = f
		first = append(first, [2]models.Fact{nil, f})
	}
	for f := range after.Facts.All() {
		if b := held[models.RefOf(f)]; b == nil || about(f) == after.Facts.People[0].ID && f.Kind() == models.KindAffiliation {
			second = append(second, [2]models.Fact{b, f})
		}
	}
	for _, p := range before.Facts.People[5:15] {
		misspelt := p
		misspelt.Name.Full += "s"
		third = append(third, [2]models.Fact{misspelt, p})
	}
	third = append(third, [2]models.Fact{before.Facts.Affiliations[9], nil})
	l.write(made[0], first...)
	l.write(made[1], second...)
	l.write(made[2], third...)
	return l
})
