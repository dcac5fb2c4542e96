// Package sourcetest is what the tests of the sources share: pages as they are
// fetched, goldens of what is read from them, and what holds of every source.
// Only tests import it.
package sourcetest

import (
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// Page is a page as fetch hands it over: p with a text as its body, which names
// a snapshot of the source.
func Page(source models.SourceID, p fetch.Page, text string) fetch.Page {
	p.Body, p.Text = []byte(text), []byte(strings.TrimPrefix(text, "\ufeff"))
	p.SHA256 = "5f" // every page has the same, so that goldens change with what is read alone
	p.Snapshot = models.NewSnapshotID(source, p.URL, p.SHA256)
	return p
}

// Instant is [temporal.ParseInstant]; a bad text panics, since it is an error of
// the test.
func Instant(text string) temporal.Instant {
	i, err := temporal.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return i
}

// Element writes an element of XML; one without text as the House does.
func Element(name, text string) string {
	if text == "" {
		return "<" + name + " />"
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err)
	}
	return "<" + name + ">" + b.String() + "</" + name + ">"
}

// RuleOf is the rule by which a document was refused in a whole sentence; empty
// for another error and for none.
func RuleOf(err error) string {
	var u *fetch.Unreadable
	if !errors.As(err, &u) || !strings.HasSuffix(u.Detail, ".") {
		return ""
	}
	return u.Rule
}

// Seeded is a source as every register has held it from its first revision, but
// for how far its documents had been read. It is for packages beside this one.
func Seeded(t testing.TB, id models.SourceID) models.Source {
	t.Helper()
	seed, err := facts.Read(os.DirFS(filepath.Join("..", "..", "..", "migrations", "seed")), models.KindSource)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(seed.Sources, func(s models.Source) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("the register begins without the source %s", id)
	}
	seed.Sources[i].SpeaksUntil = 0
	return seed.Sources[i]
}
