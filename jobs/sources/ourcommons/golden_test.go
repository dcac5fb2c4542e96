package ourcommons_test

import (
	"path/filepath"
	"testing"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommons"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// served is a page as fetch hands it over.
func served(address, text string) fetch.Page {
	return sourcetest.Page(ourcommons.ID, fetch.Page{
		Title: "Members", URL: address, At: sourcetest.Instant("2023-04-01T12:00:00Z"), Modified: sourcetest.Instant("2023-03-31T12:00:00Z"),
	}, text)
}

const (
	xmlAddress = "https://www.ourcommons.ca/Members/en/search/XML"
	csvAddress = "https://www.ourcommons.ca/Members/en/search/csv?parliament=44&caucusId=all&province=all&gender=all"
)

// read reads a text that can be read.
func read(t testing.TB, address, text string) models.Document {
	t.Helper()
	d, err := ourcommons.Source{}.Read(served(address, text))
	if err != nil {
		t.Fatalf("read %q: %v", text[:min(len(text), 80)], err)
	}
	return d
}

// TestWhatTheListsSay compares what is read from the lists in testdata with
// what a person has looked through.
func TestWhatTheListsSay(t *testing.T) {
	addresses := map[string]string{".xml": xmlAddress, ".csv": csvAddress}
	for _, file := range []string{"2023.xml", "2023-french.xml", "2021.csv", "2022.csv", "2026.csv"} {
		t.Run(file, func(t *testing.T) {
			text := sourcetest.Load(t, "testdata/"+file)
			sourcetest.Golden(t, "testdata/"+file+".json", read(t, addresses[filepath.Ext(file)], text))
		})
	}
}
