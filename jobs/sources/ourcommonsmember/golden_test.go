package ourcommonsmember_test

import (
	"testing"

	"caucus/jobs/fetch"
	"caucus/jobs/sources/ourcommonsmember"
	"caucus/jobs/sources/sourcetest"
	"caucus/models"
)

// served is a page as fetch hands it over.
func served(address, text string) fetch.Page {
	return sourcetest.Page(ourcommonsmember.ID, fetch.Page{
		Title: "Profile", URL: address, At: sourcetest.Instant("2023-04-01T12:00:00Z"), Modified: sourcetest.Instant("2023-03-31T12:00:00Z"),
	}, text)
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
			sourcetest.Golden(t, "testdata/"+file+".json", read(t, addressOf(id), sourcetest.Load(t, "testdata/"+file+".xml")))
		})
	}
}
