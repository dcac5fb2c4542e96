package parlinfo

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

const (
	publisher   = "https://lop.parl.ca/ParlinfoWebAPI/"
	listAddress = publisher + "Person/SearchAndRefine?expression=&refiners=4-1,"
)

func feed(t testing.TB) *Feed {
	t.Helper()
	reviewed, err := LoadReviewed()
	if err != nil {
		t.Fatal(err)
	}
	return NewFeed(reviewed)
}

// inFeed is where a document of testdata is.
func inFeed(file string) string { return filepath.Join("testdata", "feed", file) }

func load(t testing.TB, file string) string {
	t.Helper()
	return sourcetest.Load(t, inFeed(file))
}

// pageOf is a document as fetch hands it over.
func pageOf(address, text string) fetch.Page {
	return sourcetest.Page(SourceID, fetch.Page{Title: "A title", URL: address, At: sourcetest.Instant("2024-05-31T12:00:00Z")}, text)
}

// library answers as the Library of Parliament would, and notes what it was
// asked.
type library struct {
	answers map[string]any // by path: a text, or an error
	asked   []string
}

func (l *library) get(_ context.Context, r fetch.Request) (fetch.Page, error) {
	l.asked = append(l.asked, r.Path)
	if r.Accept != "application/json" || r.Title == "" || r.MaxBytes == 0 || r.MaxBytes > mostOfList {
		return fetch.Page{}, fmt.Errorf("%s was asked for as %q under the title %q, with at most %d bytes", r.Path, r.Accept, r.Title, r.MaxBytes)
	}
	switch a := l.answers[r.Path].(type) {
	case string:
		p := pageOf(publisher+r.Path, a)
		p.Title = r.Title
		return p, nil
	case error:
		return fetch.Page{}, a
	}
	return fetch.Page{}, models.ErrNotFound
}

// TestListAsksByName: the number of the choice is looked up, and the list is of
// everyone who sits.
func TestListAsksByName(t *testing.T) {
	for _, c := range []struct{ name, refiners, path string }{
		{"today", load(t, "refiners.json"), "Person/SearchAndRefine?expression=&refiners=4-1,"},
		{"a parliament later", strings.Replace(load(t, "refiners.json"), `"OptionId":1,"DisplayNameEn":"Currently`, `"OptionId":46,"DisplayNameEn":"Currently`, 1),
			"Person/SearchAndRefine?expression=&refiners=4-46,"},
	} {
		l := &library{answers: map[string]any{refinersPath: c.refiners, c.path: load(t, "list.json")}}
		docs, err := feed(t).List(t.Context(), l.get, fetch.Watch{Parliament: 44})
		if err != nil || len(docs) != 1 || docs[0].Lists != models.ListsSitting || docs[0].URL != publisher+c.path {
			t.Errorf("%s: documents %v, error %v", c.name, docs, err)
			continue
		}
		if diff := cmp.Diff([]string{refinersPath, c.path}, l.asked); diff != "" {
			t.Errorf("%s: asked (-want +got): %s", c.name, diff)
		}
	}
}

func TestListSaysWhatItCouldNotGet(t *testing.T) {
	const path = "Person/SearchAndRefine?expression=&refiners=4-1,"
	away := fmt.Errorf("%w: status 503", models.ErrUnavailable)
	for _, c := range []struct {
		name    string
		answers map[string]any
		rule    string // of an unreadable document; empty for an unavailable one
	}{
		{"nobody answers", map[string]any{refinersPath: away}, ""},
		{"the list is not answered", map[string]any{refinersPath: load(t, "refiners.json"), path: away}, ""},
		{"a page about maintenance", map[string]any{refinersPath: "<html>"}, "html"},
		{"nobody is in office", map[string]any{refinersPath: strings.NewReplacer("Currently in Office", "46th", "Actuellement en fonction", "46e").Replace(load(t, "refiners.json"))}, "wrong_format"},
		{"the list is empty", map[string]any{refinersPath: load(t, "refiners.json"), path: "[]"}, "empty"},
	} {
		l := &library{answers: c.answers}
		docs, err := feed(t).List(t.Context(), l.get, fetch.Watch{})
		var u *fetch.Unreadable
		switch {
		case len(docs) > 0 || err == nil:
			t.Errorf("%s: %d documents and error %v", c.name, len(docs), err)
		case c.rule == "" && !errors.Is(err, models.ErrUnavailable):
			t.Errorf("%s: %v does not say that the publisher is away", c.name, err)
		case c.rule != "" && (!errors.As(err, &u) || u.Rule != c.rule):
			t.Errorf("%s: %v, want the rule %s", c.name, err, c.rule)
		}
	}
}

func wanted(ids ...string) (list []fetch.Wanted) {
	for _, id := range ids {
		list = append(list, fetch.Wanted{Identifiers: []models.Identifier{{Scheme: "ourcommons", Value: "9" + id}, {Scheme: "parlinfo", Value: id}}})
	}
	return list
}

const profilePath = "Person/GetPersonWebProfile/"

func TestFollowAsksForProfiles(t *testing.T) {
	failed := `{"Message":"An error has occurred.","ExceptionMessage":"Value cannot be null."}`
	ada7 := profileText(ada())
	away := fmt.Errorf("%w: status 503", models.ErrUnavailable)
	for _, c := range []struct {
		name    string
		people  []fetch.Wanted
		answers map[string]any // by id
		want    []string       // who is read, and faults
		asked   int
		err     error
	}{
		{"a member with a profile", wanted("7"), map[string]any{"7": ada7}, []string{"Ada Example"}, 1, nil},
		{"the error body served with status 200", wanted("17085", "7"), map[string]any{"17085": failed, "7": ada7},
			[]string{"PersonId 17085: error_body: the publisher served an error: An error has occurred.", "Ada Example"}, 2, nil},
		{"a page instead of a profile", wanted("7"), map[string]any{"7": "<html>"}, []string{`PersonId 7: html: markup where JSON was expected: "<html>"`}, 1, nil},
		{"the profile of another", wanted("8"), map[string]any{"8": ada7},
			[]string{"PersonId 8: somebody else's profile was served; one of person 8 would be right"}, 1, nil},
		{"nobody by that id", wanted("8", "7"), map[string]any{"7": ada7}, []string{"Ada Example"}, 2, nil},
		{"an id of the House alone, or no number", []fetch.Wanted{{Identifiers: []models.Identifier{{Scheme: "ourcommons", Value: "7"}, {Scheme: "parlinfo", Value: "../7"}}}}, nil, nil, 0, nil},
		{"one answer is missing", wanted("8", "7"), map[string]any{"8": away, "7": ada7}, []string{"Ada Example"}, 2, models.ErrUnavailable},
		{"the publisher goes away", wanted("7", "8", "9", "10"), map[string]any{"7": ada7, "8": away, "9": away}, []string{"Ada Example"}, 3, models.ErrUnavailable},
		{"the register cannot keep a document", wanted("7", "8"), map[string]any{"7": errNotKept, "8": ada7}, nil, 1, errNotKept},
	} {
		l := &library{answers: map[string]any{}}
		for id, a := range c.answers {
			l.answers[profilePath+id] = a
		}
		docs, err := feed(t).Follow(t.Context(), l.get, c.people)
		if !errors.Is(err, c.err) || len(l.asked) != c.asked {
			t.Errorf("%s: asked %v, error %v; want %d questions and %v", c.name, l.asked, err, c.asked, c.err)
		}
		if diff := cmp.Diff(c.want, told(docs)); diff != "" {
			t.Errorf("%s (-want +got): %s", c.name, diff)
		}
	}
}

var errNotKept = errors.New("disk full")

// told is whom documents are about and what is wrong with them.
func told(docs []models.Document) (list []string) {
	for _, d := range docs {
		for _, r := range d.Records {
			list = append(list, r.Name.Full)
		}
		for _, f := range d.Faults {
			list = append(list, f.Locator+": "+f.Detail)
		}
	}
	return list
}

func TestFollowAsksAboutNoMoreThanForty(t *testing.T) {
	l := &library{}
	var ids []string
	for i := range 100 {
		ids = append(ids, fmt.Sprint(i+1))
	}
	if _, err := feed(t).Follow(t.Context(), l.get, wanted(ids...)); err != nil || len(l.asked) != 40 || l.asked[39] != profilePath+"40" {
		t.Errorf("asked %d times, error %v", len(l.asked), err)
	}
}

// TestAboutIsWhatTheRegisterHolds: the source is the one of the seed, but for
// how far its documents have been read.
func TestAboutIsWhatTheRegisterHolds(t *testing.T) {
	if diff := cmp.Diff(sourcetest.Seeded(t, SourceID), feed(t).About()); diff != "" {
		t.Errorf("(-seed +source): %s", diff)
	}
}
