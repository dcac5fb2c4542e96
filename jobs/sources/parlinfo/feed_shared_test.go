package parlinfo

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/models"
)

var sharedDir = filepath.Join("..", "..", "..", "..", "shared", "data", "parlinfo")

// sharedList is a list that the Library served, where the documents are.
func sharedList(t testing.TB, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join(sharedDir, "lists", name))
	if err != nil {
		t.Skip("the documents as served are not here")
	}
	defer f.Close() // opened for reading
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestListsAsTheLibraryServedThem counts what the lists of May 2024 say. John
// Aldag is among those who sit: the source had not ended his seat yet.
func TestListsAsTheLibraryServedThem(t *testing.T) {
	house := map[string]int{"Liberal Party of Canada": 156, "Conservative Party of Canada": 118, "Bloc Québécois": 32,
		"New Democratic Party": 24, "Independent": 3, "Green Party of Canada": 2}
	for _, c := range []struct {
		file    string
		people  int
		records int
		lists   models.Scope
	}{
		{"parliament-44-people_2024-05-31.json.gz", 458, 350, models.ListsParliament},
		{"parliament-current-people_2024-05-31.json.gz", 431, 339, models.ListsSitting},
	} {
		text := sharedList(t, c.file)
		d, err := feed(t).Read(pageOf("", text))
		if err != nil {
			t.Fatal(err)
		}
		if err := lawful(d); err != nil {
			t.Error(err)
		}
		if people := strings.Count(text, `"PersonId":`); people != c.people || len(d.Records) != c.records || d.Lists != c.lists || len(d.Faults) > 0 {
			t.Errorf("%s: %d records of %d people, scope %s, faults %v; want %d of %d", c.file, len(d.Records), people, d.Lists, d.Faults, c.records, c.people)
		}
		sitting, labels := 0, map[string]int{}
		for _, r := range d.Records {
			if !r.Sits() {
				continue
			}
			sitting++
			for _, l := range r.Labels {
				if l.Axis == models.Designation && l.Period.Open() {
					labels[l.Label]++
				}
			}
		}
		if diff := cmp.Diff(house, labels); diff != "" || sitting != 335 {
			t.Errorf("%s: %d sit, want 335; labels (-want +read): %s", c.file, sitting, diff)
		}
	}
}

// TestEveryDocumentOfTheLibrary reads all profiles of 2020, the table of 2024
// and the lists. What cannot be stated with certainty of a newest seat is known
// by its number.
func TestEveryDocumentOfTheLibrary(t *testing.T) {
	if _, err := os.Stat(sharedDir); err != nil || testing.Short() || underRace {
		t.Skip("needs the documents as served, and neither -short nor -race")
	}
	source := feed(t)
	var docs, records, refused int
	kinds := map[string]int{}
	err := Walk(sharedDir, func(name string, text []byte) error {
		docs++
		d, err := source.Read(pageOf("", string(text)))
		var unreadable *fetch.Unreadable
		if errors.As(err, &unreadable) {
			refused++
		}
		records += len(d.Records)
		if err := lawful(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, f := range d.Faults {
			for _, kind := range []string{"approximate day", "neither is stated", "end before its start", "last day of the seat", "not decided", "PartyEn says"} {
				if strings.Contains(f.Detail, kind) {
					kinds[kind]++
				}
			}
		}
		return nil
	})
	want := map[string]int{"approximate day": 1, "neither is stated": 12, "end before its start": 1, "last day of the seat": 1}
	if diff := cmp.Diff(want, kinds); diff != "" || err != nil || docs != 5193 || refused != 1 || records != 5614 {
		t.Errorf("%d documents, %d refused, %d records, error %v; faults (-want +read): %s", docs, refused, records, err, diff)
	}
}

func BenchmarkReadAList(b *testing.B) {
	text := sharedList(b, "parliament-44-people_2024-05-31.json.gz")
	source, page := feed(b), pageOf("", text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := source.Read(page); err != nil {
			b.Fatal(err)
		}
	}
}
