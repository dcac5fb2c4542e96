package facts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/facts"
)

// What is written is read again, rejections among it. A directory of before
// there were any holds none.
func TestRejectionsAreWrittenAndRead(t *testing.T) {
	said := models.Said{Source: "hansard", Person: "per_dong", About: models.AboutDesignation, Value: models.Of("org_green")}
	undated := models.Rejection{ID: models.NewRejectionID(said), Source: said.Source, Person: said.Person, About: said.About,
		Value: said.Value, Cited: saidBy("library")}
	said.About, said.Value, said.Riding, said.Period.To = models.AboutSeat, models.Value{}, "rid_x", day("2025-03-24")
	ended := models.Rejection{ID: models.NewRejectionID(said), Source: said.Source, Person: said.Person, About: said.About,
		Riding: said.Riding, To: said.Period.To, Cited: saidBy("library")}
	set, dir := today(), t.TempDir()
	set.Rejections = []models.Rejection{undated, ended}
	if err := facts.Write(dir, set); err != nil {
		t.Fatal(err)
	}
	read, err := facts.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(texts(set), texts(read)); diff != "" {
		t.Error(diff)
	}
	for _, f := range read.Rejections {
		if !f.Rejects(f.Said()) {
			t.Errorf("%+v does not reject what it was made of", f)
		}
	}

	if err := os.Remove(filepath.Join(dir, "rejection.jsonl")); err != nil {
		t.Fatal(err)
	}
	read, err = facts.Read(os.DirFS(dir))
	if err != nil || len(read.Rejections) != 0 || read.Len() != set.Len()-2 {
		t.Errorf("%d of %d facts, %v", read.Len(), set.Len()-2, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "rejection.jsonl"), []byte(`{"id":"rej_x","day":"2023-03-22"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := facts.Read(os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "rejection.jsonl:1") {
		t.Errorf("a field that no rejection has: %v", err)
	}
}
