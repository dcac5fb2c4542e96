package models

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a name into the form in which names are compared: no accents, no
// case, no apostrophes, and one space for every run of dashes, spaces and
// other punctuation. It is for matching only and never shown.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, " ")) { // bytes that are no text would keep their neighbours from being taken apart
		switch {
		case unicode.Is(unicode.Mn, r) || isApostrophe(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteString(foldLetter(unicode.ToLower(r)))
		default:
			gap = true
		}
	}
	return b.String()
}

// foldLetter spells out the letters that carry no separable accent.
func foldLetter(r rune) string {
	switch r {
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'ø':
		return "o"
	case 'ß':
		return "ss"
	case 'ł':
		return "l"
	}
	return string(r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´'
}

// foldedWords yields the words under which a name is found: those of its folded
// form and, for a word with an apostrophe, also the part behind it, so that
// "Entremont" finds d'Entremont.
func foldedWords(name string) []string {
	words := strings.Fields(Fold(name))
	for _, part := range strings.FieldsFunc(name, unicode.IsSpace) {
		if i := strings.LastIndexFunc(part, isApostrophe); i >= 0 {
			words = append(words, strings.Fields(Fold(part[i:]))...)
		}
	}
	return words
}
