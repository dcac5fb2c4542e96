package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// change is what differs between two registers.
type change struct {
	people   map[models.PersonID][]string // facts of each that differ, in short
	others   []string                     // parliaments and ridings
	reported int                          // affiliations beside the record
}

// none reports whether nothing that is published differs.
func (c *change) none() bool { return len(c.people)+len(c.others) == 0 }

func (c *change) String() string {
	list := slices.Clone(c.others)
	for _, p := range slices.Sorted(maps.Keys(c.people)) {
		list = append(list, c.people[p]...)
	}
	if n := len(list); n > 6 {
		list = append(list[:6], fmt.Sprintf("and %d more", n-6))
	}
	return strings.Join(list, "; ")
}

// compared tells what differs between two registers of what they publish, and
// counts what is only reported.
func compared(before, after *inMemory) *change {
	c := &change{people: map[models.PersonID][]string{}}
	if before.head == after.head {
		return c
	}
	was := publishedFacts(before.facts)
	for fact := range after.facts.All() {
		ref := models.RefOf(fact)
		if a, ok := fact.(models.Affiliation); ok && a.State == models.Reported {
			c.reported++
			continue
		}
		old, held := was[ref]
		if delete(was, ref); !held || !reflect.DeepEqual(old, fact) {
			c.note(fact, "+")
		}
	}
	for _, fact := range was {
		c.note(fact, "-")
	}
	return c
}

func publishedFacts(f *models.Facts) map[models.Ref]models.Fact {
	m := map[models.Ref]models.Fact{}
	for fact := range f.All() {
		if a, ok := fact.(models.Affiliation); !ok || a.State != models.Reported {
			m[models.RefOf(fact)] = fact
		}
	}
	return m
}

// note notes a fact that differs. Sources and snapshots may come with what is
// only reported.
func (c *change) note(fact models.Fact, sign string) {
	switch f := fact.(type) {
	case models.Source, models.Snapshot:
	case models.Person:
		c.people[f.ID] = append(c.people[f.ID], fmt.Sprintf("%sperson %s %v %v", sign, f.Name.Full, f.OtherNames, f.Identifiers))
	case models.Tenure:
		c.people[f.Person] = append(c.people[f.Person], fmt.Sprintf("%stenure %s %s..%s %s", sign, f.Person, f.From, f.To, f.State))
	case models.Affiliation:
		c.people[f.Person] = append(c.people[f.Person], fmt.Sprintf("%s%s %s %s %s..%s %s", sign, f.Axis, f.Person, f.Value.Organization, f.From, f.To, f.State))
	case models.Event:
		c.people[f.Person] = append(c.people[f.Person], sign+"event "+f.Key())
	default:
		c.others = append(c.others, sign+string(fact.Kind())+" "+fact.Key())
	}
}

// counted are the counts of every day of the newest parliament on every axis.
func countedDays(t testing.TB, f *models.Facts) (list []string) {
	r, err := models.NewRegister(nil, models.Applied(f, nil, nil))
	if err != nil {
		t.Fatal(err)
	}
	p := newestParliament(f, temporal.MustDay("2099-01-01"))
	for _, axis := range models.Axes {
		for _, row := range r.History(models.HistoryQuery{House: commons, Axis: axis, Parliament: &p}).Rows {
			list = append(list, fmt.Sprintf("%s %s..%s %s", axis, row.On, row.To, countsOf(row.Standings)))
		}
	}
	return list
}

// wrong are the statements of documents that the clean ones do not make. A
// statement is a label or a seat beside something by which the person may be
// recognized: an identifier, a name, a riding.
func wrong(docs, clean []models.Document) map[string]bool {
	right, list := statements(clean), statements(docs)
	for s := range right {
		delete(list, s)
	}
	return list
}

func statements(docs []models.Document) map[string]bool {
	list := map[string]bool{}
	for i := range docs {
		for j := range docs[i].Records {
			r := &docs[i].Records[j]
			for _, key := range keysOf(r) {
				for _, s := range r.Seats {
					list[fmt.Sprintf("%s|seat %s %s %s..%s", key, models.Fold(s.Riding), s.Province, s.Period.From, s.Period.To)] = true
				}
				for _, l := range r.Labels {
					list[fmt.Sprintf("%s|label %s %s %s..%s", key, l.Axis, models.Fold(l.Label), l.Period.From, l.Period.To)] = true
				}
				list[key+"|name "+models.Fold(r.Name.Given+" "+r.Name.Family)] = true
				for _, id := range r.Identifiers {
					list[key+"|id "+id.Scheme+" "+id.Value] = true
				}
			}
		}
	}
	return list
}

func keysOf(r *models.Record) (keys []string) {
	for _, id := range r.Identifiers {
		keys = append(keys, "id "+id.Scheme+" "+id.Value)
	}
	keys = append(keys, "name "+models.Fold(r.Name.Given+" "+r.Name.Family))
	for _, s := range r.Seats {
		keys = append(keys, "riding "+models.Fold(s.Riding))
	}
	return keys
}

// consistent are the keys of those of whom two corrupted documents say the same
// that the clean ones do not.
func consistent(a, b, clean []models.Document) map[string]bool {
	keys, second := map[string]bool{}, wrong(b, clean)
	for s := range wrong(a, clean) {
		if second[s] {
			key, _, _ := strings.Cut(s, "|")
			keys[key] = true
		}
	}
	return keys
}

// hasKey reports whether one of the keys is somebody's.
func hasKey(f *models.Facts, p models.PersonID, keys map[string]bool) bool {
	if len(keys) == 0 {
		return false
	}
	for _, one := range f.People {
		if one.ID != p {
			continue
		}
		for _, id := range one.Identifiers {
			if keys["id "+id.Scheme+" "+id.Value] {
				return true
			}
		}
		for _, name := range append([]models.PersonName{one.Name}, one.OtherNames...) {
			if keys["name "+models.Fold(name.Full)] || keys["name "+models.Fold(name.Given+" "+name.Family)] {
				return true
			}
		}
	}
	for _, t := range f.Tenures {
		if t.Person != p {
			continue
		}
		for _, r := range f.Ridings {
			if r.ID == t.Riding && slices.ContainsFunc(r.Names, func(n models.RidingName) bool {
				return keys["riding "+models.Fold(n.En)] || keys["riding "+models.Fold(n.Fr)]
			}) {
				return true
			}
		}
	}
	return false
}
