package sourcetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

var update = flag.Bool("update", false, "write the goldens anew")

// Golden compares what was read with what a person has looked through, which
// stands in a file.
func Golden(t testing.TB, file string, d models.Document) {
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
	if diff := cmp.Diff(Load(t, file), got.String()); diff != "" {
		t.Errorf("%s (-golden +read):\n%s", file, diff)
	}
}

// Load reads a file of the package that is tested.
func Load(t testing.TB, file string) string {
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
