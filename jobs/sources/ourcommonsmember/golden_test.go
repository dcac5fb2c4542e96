package ourcommonsmember_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommonsmember"
	"caucus/models"
	"caucus/models/temporal"
)

var update = flag.Bool("update", false, "write the goldens anew")

// served is a page as fetch hands it over.
func served(address, text string) fetch.Page {
	return fetch.Page{
		Title: "Profile", URL: address, At: instant("2023-04-01T12:00:00Z"), Modified: instant("2023-03-31T12:00:00Z"),
		SHA256: "5f", Snapshot: models.NewSnapshotID(ourcommonsmember.ID, address, "5f"),
		Body: []byte(text), Text: []byte(strings.TrimPrefix(text, "\ufeff")),
	}
}

func instant(s string) temporal.Instant {
	i, err := temporal.ParseInstant(s)
	if err != nil {
		panic(err)
	}
	return i
}

// addressOf is where the House has the profile of a person.
func addressOf(id string) string { return "https://www.ourcommons.ca/Members/en/x(" + id + ")/XML" }

func readQuietly(address, text string) (models.Document, error) {
	return ourcommonsmember.Source{}.Read(served(address, text))
}

// read reads a text that can be read.
func read(t testing.TB, address, text string) models.Document {
	t.Helper()
	d, err := readQuietly(address, text)
	if err != nil {
		t.Fatalf("read %q: %v", text[:min(len(text), 80)], err)
	}
	return d
}

// TestWhatTheProfilesSay compares what is read from the profiles in testdata
// with what a person has looked through.
func TestWhatTheProfilesSay(t *testing.T) {
	for file, id := range map[string]string{"dong": "105091", "atwin": "104586", "spengemann": "88852", "boulerice-french": "58775"} {
		t.Run(file, func(t *testing.T) {
			golden(t, "testdata/"+file+".json", read(t, addressOf(id), load(t, "testdata/"+file+".xml")))
		})
	}
}

func golden(t *testing.T, file string, d models.Document) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(d); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(load(t, file), got.String()); diff != "" {
		t.Errorf("%s (-golden +read):\n%s", file, diff)
	}
}

// load reads a file of this package.
func load(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is not there; -update writes goldens", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
