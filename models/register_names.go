package models

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// wordRow says that a person's names have a word.
type wordRow struct {
	text   int32 // place in wordTexts
	person int32
}

// indexNames folds every name once: for search by words, and for the order of
// lists, which is by folded family name, given name and id.
func (r *Register) indexNames() {
	r.sortKeyOf = make([]slice, len(r.people))
	wordAt := map[string]int32{}
	for i := range r.people {
		p := &r.people[i]
		r.sortKeyOf[i] = r.sortKeys.add(SortKey(p.Name, p.ID))
		for _, w := range searchWords(p) {
			at, ok := wordAt[w]
			if !ok {
				at = int32(len(r.wordTexts))
				wordAt[w] = at
				r.wordTexts = append(r.wordTexts, strings.Clone(w))
			}
			r.words = append(r.words, wordRow{at, int32(i)})
		}
	}
	r.sortKeys.seal()
	slices.SortFunc(r.words, func(a, b wordRow) int {
		return cmp.Or(strings.Compare(r.wordTexts[a.text], r.wordTexts[b.text]), cmp.Compare(a.person, b.person))
	})
	r.words = slices.Clone(r.words)
	r.byRank = make([]int32, len(r.people))
	for i := range r.byRank {
		r.byRank[i] = int32(i)
	}
	slices.SortFunc(r.byRank, func(a, b int32) int { return strings.Compare(r.sortKey(a), r.sortKey(b)) })
	r.rank = make([]int32, len(r.people))
	for at, i := range r.byRank {
		r.rank[i] = int32(at)
	}
	r.sortTerms()
}

// sortTerms gives every parliament the terms held in it by name, so that a list
// of members need not be sorted when it is asked for.
func (r *Register) sortTerms() {
	for _, h := range r.houses {
		h.byName = make([][]int32, len(h.terms))
		for n, terms := range h.terms {
			h.byName[n] = slices.Clone(terms)
			slices.SortStableFunc(h.byName[n], func(a, b int32) int {
				return cmp.Compare(r.rank[r.terms[a].person], r.rank[r.terms[b].person])
			})
		}
	}
}

func searchWords(p *Person) []string {
	words := foldedWords(p.Name.Full)
	for _, n := range p.OtherNames {
		words = append(words, foldedWords(n.Full)...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// SortKey is the text by which lists of people are ordered: folded family
// name, folded given name, id.
func SortKey(n PersonName, id PersonID) string {
	return Fold(n.Family) + "\x00" + Fold(n.Given) + "\x00" + string(id)
}

// PlaceOf is the place of a person in the order of names, from 0 to the number of
// people: for whoever keeps something of each. It is -1 for nobody.
func (r *Register) PlaceOf(id PersonID) int32 {
	if i, ok := r.personAt[id]; ok {
		return r.rank[i]
	}
	return -1
}

func (r *Register) sortKey(i int32) string { return r.sortKeys.get(r.sortKeyOf[i]) }

// rankAfter returns the first place in the order of names behind a sort key.
func (r *Register) rankAfter(key string) int {
	return sort.Search(len(r.byRank), func(at int) bool { return r.sortKey(r.byRank[at]) > key })
}

// search returns the places, in order, of the people who have, for each word
// of q, a name with a word that begins with it.
func (r *Register) search(q string) []int32 {
	var found []int32
	for n, w := range strings.Fields(Fold(q)) {
		people := r.withWord(w)
		if n == 0 {
			found = people
			continue
		}
		found = slices.DeleteFunc(found, func(i int32) bool {
			_, ok := slices.BinarySearch(people, i)
			return !ok
		})
	}
	for n, i := range found {
		found[n] = r.rank[i]
	}
	slices.Sort(found)
	return found
}

// withWord lists the people with a word that begins with prefix, by number.
func (r *Register) withWord(prefix string) []int32 {
	from := sort.Search(len(r.words), func(i int) bool { return r.wordTexts[r.words[i].text] >= prefix })
	var people []int32
	for _, w := range r.words[from:] {
		if !strings.HasPrefix(r.wordTexts[w.text], prefix) {
			break
		}
		people = append(people, w.person)
	}
	slices.Sort(people)
	return slices.Compact(people)
}
