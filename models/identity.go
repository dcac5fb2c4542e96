package models

import (
	"slices"
	"strings"
)

// Identity is who a newcomer is by a source: the name and the identifiers, as it
// gives them, in one text. Empty says nothing of anybody.
type Identity string

// NewIdentity is the identity of a name with identifiers, in their order.
func NewIdentity(n PersonName, ids []Identifier) Identity {
	words := []string{n.Full, n.Given, n.Family}
	for _, id := range ids {
		words = append(words, id.Scheme+":"+id.Value)
	}
	for i := range words {
		words[i] = strings.Join(strings.Fields(words[i]), " ")
	}
	return Identity(strings.Join(words, "\t"))
}

// Named reports whether two sources write the name alike, in whole and in its
// parts. In capitals it is another.
func (i Identity) Named(o Identity) bool {
	return i != "" && o != "" && slices.Equal(i.words()[:3], o.words()[:3])
}

// Agrees reports whether both may be one person: the name is the same, and no
// scheme has one value here and another there. That one of them has none says
// nothing: a source may have it in some of its documents only.
func (i Identity) Agrees(o Identity) bool {
	return i.Named(o) && !slices.ContainsFunc(i.Identifiers(), func(id Identifier) bool {
		return slices.ContainsFunc(o.Identifiers(), func(other Identifier) bool {
			return id.Scheme == other.Scheme && id.Value != other.Value
		})
	})
}

// Identifiers are those of the identity.
func (i Identity) Identifiers() (ids []Identifier) {
	for _, word := range i.words()[3:] {
		scheme, value, _ := strings.Cut(word, ":")
		ids = append(ids, Identifier{Scheme: scheme, Value: value})
	}
	return ids
}

// words are the whole name, given name, family name, and then the identifiers.
func (i Identity) words() []string {
	words := strings.Split(string(i), "\t")
	for len(words) < 3 {
		words = append(words, "")
	}
	return words
}
