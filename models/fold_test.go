package models_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"caucus/models"
	. "caucus/models/modeltest"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"", ""},
		{"   ", ""},
		{"--", ""},
		{"Han Dong", "han dong"},
		{"  Han   Dong ", "han dong"},
		{"Hélène Laverdière", "helene laverdiere"},
		{"He\u0301le\u0300ne Laverdie\u0300re", "helene laverdiere"},
		{"HÉLÈNE LAVERDIÈRE", "helene laverdiere"},
		{"François-Philippe Champagne", "francois philippe champagne"},
		{"Beauport--Côte-de-Beaupré", "beauport cote de beaupre"},
		{"Beauport—Côte-de-Beaupré", "beauport cote de beaupre"},
		{"Beauport-Côte-de-Beaupré", "beauport cote de beaupre"},
		{"Beauport – Côte de Beaupré", "beauport cote de beaupre"},
		{"d'Entremont", "dentremont"},
		{"d’Entremont", "dentremont"},
		{"D‘ENTREMONT", "dentremont"},
		{"dʼEntremont", "dentremont"},
		{"O`Brien", "obrien"},
		{"Sacré-Cœur", "sacre coeur"},
		{"SACRÉ-CŒUR", "sacre coeur"},
		{"Sacre-Coeur", "sacre coeur"},
		{"Ætna", "aetna"},
		{"Weiß", "weiss"},
		{"Wałęsa", "walesa"},
		{"Søren", "soren"},
		{"Kim, Jong (Jr.)", "kim jong jr"},
		{"St. John's", "st johns"},
		{"Nunavut ᓄᓇᕗᑦ", "nunavut ᓄᓇᕗᑦ"},
		{"Skwxwú7mesh", "skwxwu7mesh"},
		{"bad \xff byte", "bad byte"},
		{"e\xcc\xf3\u0623", "e \u0627"},
		{"tab\tand\u00a0space", "tab and space"},
	} {
		if got := models.Fold(c.name); got != c.want {
			t.Errorf("%q folds to %q, want %q", c.name, got, c.want)
		}
		if again := models.Fold(c.want); again != c.want {
			t.Errorf("%q folds again to %q", c.want, again)
		}
	}
}

func TestSortKeysPutNamesInOrder(t *testing.T) {
	sorted := []struct {
		name models.PersonName
		id   models.PersonID
	}{
		{models.PersonName{Family: "Éthier", Given: "Zoé"}, "per_9"},
		{models.PersonName{Family: "Ethier", Given: "Zoe"}, "per_a"},
		{models.PersonName{Family: "Ethier-Roy", Given: "Ann"}, "per_1"},
		{models.PersonName{Family: "Ethierson", Given: "Ann"}, "per_1"},
	}
	var keys []string
	for _, s := range sorted {
		keys = append(keys, models.SortKey(s.name, s.id))
	}
	if !slices.IsSorted(keys) {
		t.Errorf("not in order: %q", keys)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Hélène Laverdière", "d’Entremont", "Beauport--Côte", "Œ", "ᓄᓇᕗᑦ", "\xff", "ﬁ", "İI", "e\u0301\u0323", "Å", "ẞ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := models.Fold(s)
		if again := models.Fold(folded); again != folded {
			t.Fatalf("%q folds to %q, and that to %q", s, folded, again)
		}
		if !utf8.ValidString(folded) || strings.TrimSpace(folded) != folded || strings.Contains(folded, "  ") {
			t.Fatalf("%q folds to %q", s, folded)
		}
		for _, r := range folded {
			if r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsUpper(r) && unicode.ToLower(r) != r {
				t.Fatalf("%q folds to %q, which has %q", s, folded, r)
			}
		}
		if models.Fold(strings.ReplaceAll(s, "-", "—")) != folded || models.Fold(strings.ReplaceAll(s, "'", "’")) != folded {
			t.Fatalf("%q folds otherwise with other dashes and apostrophes", s)
		}
	})
}

func TestFindingPeopleByName(t *testing.T) {
	h := New()
	chris := h.Person("Chris d'Entremont")
	helene := h.Person("Hélène Laverdière")
	champagne := h.Person("François-Philippe Champagne")
	obrien := h.Person("Pat O’Brien-Smith")
	h.Person("Christine Normandin")
	r := h.Register(t)
	for _, c := range []struct {
		text string
		want models.PersonID
	}{
		{"entremont", chris.ID}, {"dentremont", chris.ID}, {"d'entremont", chris.ID}, {"D’ENTREMONT", chris.ID}, {"d entremont", chris.ID},
		{"Chris d'Entremont", chris.ID}, {"d'Entremont, Chris", chris.ID}, {"entre chris", chris.ID}, {"chr den", chris.ID},
		{"laverdiere", helene.ID}, {"LAVERDIÈRE helene", helene.ID}, {"hel lav", helene.ID}, {"Laverdie\u0300re", helene.ID},
		{"francois philippe", champagne.ID}, {"François–Philippe", champagne.ID}, {"champ phil", champagne.ID}, {"philippe champagne francois", champagne.ID},
		{"obrien", obrien.ID}, {"o'brien", obrien.ID}, {"brien", obrien.ID}, {"smith", obrien.ID}, {"O`Brien Smith", obrien.ID},
		{"tremont", ""}, {"chris laverdiere", ""}, {"entremont x", ""}, {"philippefrancois", ""},
	} {
		var want []models.PersonID
		if c.want != "" {
			want = []models.PersonID{c.want}
		}
		if got := r.People(models.PeopleQuery{House: Commons, On: Day("2023-01-01"), Text: c.text}).People; !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", c.text, got, want)
		}
	}
	if got := r.People(models.PeopleQuery{House: Commons, On: Day("2023-01-01"), Text: "chris"}).People; len(got) != 2 {
		t.Errorf("\"chris\" begins two names, found %v", got)
	}
}

// TestFoldingEveryCharacterTwice catches letters whose small form folds on.
func TestFoldingEveryCharacterTwice(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		once := models.Fold("a" + string(r) + "b")
		if twice := models.Fold(once); twice != once {
			t.Errorf("%U folds to %q, and that to %q", r, once, twice)
		}
	}
}
