package models

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"caucus/models/temporal"
)

// RidingsQuery asks for ridings. Filters are combined; the zero filter lets
// every riding that ever was pass.
type RidingsQuery struct {
	House      HouseID
	On         temporal.Day
	Text       string // words of a name it ever had, in either language; each must begin a word of it
	Province   string
	Parliament int   // in which it had a seat
	Order      int   // year of its representation order
	Existing   *bool // whether it has a seat in the parliament of the day
	After      string
	Limit      int // 0 means no limit
}

// RidingsAnswer is one page of ridings, by the folded English name of the day,
// then by id.
type RidingsAnswer struct {
	Ridings []RidingRecord
	Next    string // sort key of the last one; empty if none follows
}

// Contradictions lists the filters of the query that no riding can pass
// together.
func (q *RidingsQuery) Contradictions(r *Register) []Fault {
	var e InvalidError
	p, _ := r.ParliamentOn(q.House, q.On)
	if q.Existing != nil && !*q.Existing && p != nil && q.Parliament == p.Number {
		e.Add("existing", "false", "true, or left out, together with parliament="+strconv.Itoa(q.Parliament)+
			": existing is what has a seat in the parliament of the day, which is that one")
	}
	return e.Faults
}

// ridingEntry is a name of a riding in the order of lists.
type ridingEntry struct {
	key    string // folded English name
	riding int32
	name   int32 // place among the names of the riding
}

// sortRidings puts every name that a riding ever had in the order of lists. Many
// ridings have the name of one before them, so each name is folded once.
func (d *Directory) sortRidings(folded func(string) foldedName) {
	words := map[string]string{}
	for i := range d.r.ridings {
		names := d.r.ridings[i].Names
		var all []string
		for n := range names {
			en, fr := folded(names[n].En), folded(names[n].Fr)
			d.ridingsByName = append(d.ridingsByName, ridingEntry{en.key, int32(i), int32(n)})
			all = append(append(all, en.words...), fr.words...)
		}
		if len(names) == 0 {
			d.ridingsByName = append(d.ridingsByName, ridingEntry{riding: int32(i)})
		}
		slices.Sort(all)
		text := " " + strings.Join(slices.Compact(all), " ")
		if words[text] == "" {
			words[text] = text
		}
		d.ridingWords = append(d.ridingWords, words[text])
	}
	slices.SortFunc(d.ridingsByName, func(a, b ridingEntry) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.riding, b.riding), cmp.Compare(a.name, b.name)) // ridings are by id
	})
	d.ridingsByName, d.ridingWords = slices.Clone(d.ridingsByName), slices.Clone(d.ridingWords)
}

func (d *Directory) ridingKey(e ridingEntry) string {
	return e.key + "\x00" + string(d.r.ridings[e.riding].ID)
}

// RidingsOn answers a query. Its order is total: pages neither repeat nor skip.
func (d *Directory) RidingsOn(q RidingsQuery) RidingsAnswer {
	answer := RidingsAnswer{Ridings: []RidingRecord{}}
	h := d.r.houseAt(q.House)
	if h < 0 {
		return answer
	}
	passes := d.ridingFilter(&q, h)
	seats := d.r.seatsOn(h, q.On)
	list := d.ridingsByName
	if q.After != "" {
		list = list[sort.Search(len(list), func(i int) bool { return d.ridingKey(list[i]) > q.After }):]
	}
	var last ridingEntry
	for _, e := range list {
		if !d.isCalled(e, q.On) || !passes(e.riding, seats[e.riding] != nil) {
			continue
		}
		if q.Limit > 0 && len(answer.Ridings) == q.Limit {
			answer.Next = d.ridingKey(last)
			break
		}
		answer.Ridings = append(answer.Ridings, d.r.ridingRecord(h, e.riding, seats, q.On))
		last = e
	}
	return answer
}

// isCalled reports whether an entry is the name of its riding on a day.
func (d *Directory) isCalled(e ridingEntry, on temporal.Day) bool {
	return int(e.name) == d.r.ridings[e.riding].nameAt(on)
}

// ridingFilter tells of a riding, and whether it exists on the day, whether it
// passes.
func (d *Directory) ridingFilter(q *RidingsQuery, house int) func(riding int32, exists bool) bool {
	h := d.r.houses[house]
	words := strings.Fields(Fold(q.Text))
	seated := map[int32]bool{}
	if n := h.parliamentIndex(q.Parliament); n >= 0 {
		for _, at := range h.terms[n] {
			seated[d.r.terms[at].riding] = true
		}
	}
	return func(i int32, exists bool) bool {
		one := &d.r.ridings[i]
		return one.House == q.House && (q.Existing == nil || *q.Existing == exists) &&
			(q.Province == "" || q.Province == one.Province) && (q.Order == 0 || q.Order == one.Order) &&
			(q.Parliament == 0 || seated[i]) && d.wordsBegin(i, words)
	}
}

// wordsBegin reports whether each of the beginnings begins a word of a riding's
// names.
func (d *Directory) wordsBegin(riding int32, beginnings []string) bool {
	for _, b := range beginnings {
		if !strings.Contains(d.ridingWords[riding], " "+b) {
			return false
		}
	}
	return true
}
