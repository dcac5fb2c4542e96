package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// forge replaces part of a backup's text and makes every hash, count and sum
// right again, as only somebody would who knows how.
func forge(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("the backup does not say %s", old)
	}
	lines := strings.SplitAfter(strings.Replace(text, old, new, 1), "\n")
	var header map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &header); err != nil {
		t.Fatal(err)
	}
	previous := ""
	for i, line := range lines {
		var row struct{ Revisions map[string]any }
		if json.Unmarshal([]byte(line), &row) != nil || row.Revisions == nil {
			continue
		}
		row.Revisions["previous"] = previous
		previous = sum(previous + "\n" + row.Revisions["payload"].(string))
		row.Revisions["hash"] = previous
		lines[i] = encoded(t, map[string]any{"revisions": row.Revisions})
	}
	header["head"].(map[string]any)["hash"] = previous
	lines[0] = encoded(t, header)
	return resealed(t, strings.Join(lines, ""))
}

// resealed makes the sum of the last line right again.
func resealed(t *testing.T, text string) string {
	t.Helper()
	at := strings.LastIndex(strings.TrimSuffix(text, "\n"), "\n") + 1
	var last struct {
		End struct {
			Counts map[string]int `json:"counts"`
			SHA256 string         `json:"sha256"`
		} `json:"end"`
	}
	if err := json.Unmarshal([]byte(text[at:]), &last); err != nil {
		t.Fatal(err)
	}
	last.End.SHA256 = sum(text[:at])
	return text[:at] + encoded(t, last)
}

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data) + "\n"
}

// smallBackup is the text of a backup of two revisions.
func smallBackup(t *testing.T) string {
	t.Helper()
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	record(t, s, store.Entry{Open: theHouse()})
	record(t, s, store.Entry{Open: []models.Fact{dongWasLiberal, dongIndependent}})
	return unpacked(t, backUp(t, s))
}

// Files that are no backup, or no whole one, are told from the file alone.
func TestFilesThatAreNoBackup(t *testing.T) {
	text := smallBackup(t)
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	without := func(i int) string {
		return strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "") + "\n"
	}
	replace := func(old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("the backup does not say %s", old)
		}
		return strings.Replace(text, old, new, 1)
	}
	for name, c := range map[string]struct {
		text string
		want error
		says string
	}{
		"nothing":                      {"", store.ErrBackup, "cut short"},
		"a text":                       {strings.Repeat("Debates of the House.\n", 100), store.ErrBackup, "no header"},
		"other JSON":                   {"{\"person\":1}\n", store.ErrBackup, "does not say \"caucus backup\""},
		"a line without end":           {strings.Repeat("x", 3<<20), store.ErrBackup, "has no end"},
		"a newer format":               {replace(`"version":1,"made_at"`, `"version":2,"made_at"`), store.ErrNewerBackup, "version 2"},
		"a format before all":          {replace(`"version":1,"made_at"`, `"version":0,"made_at"`), store.ErrBackup, "header"},
		"a section that comes later":   {replace(`"sections":["texts","revisions"]`, `"sections":["texts","revisions","accounts"]`), store.ErrNewerBackup, `"accounts"`},
		"a section that is left out":   {replace(`"sections":["texts","revisions"]`, `"sections":["revisions"]`), store.ErrBackup, "header"},
		"a line of an unknown section": {replace(`{"revisions":{`, "{\"accounts\":{}}\n{\"revisions\":{"), store.ErrBackup, "accounts"},
		"a line of a section that the header does not name": {replace(`{"revisions":{`, "{\"claims\":{\"id\":1}}\n{\"revisions\":{"), store.ErrBackup, "claim 1 is of a section that its header does not name"},
		"a column that comes later":                         {replace(`{"revisions":{`, `{"revisions":{"colour":"red",`), store.ErrBackup, "colour"},
		"an empty line":                                     {replace(`{"revisions":{`, "{}\n{\"revisions\":{"), store.ErrBackup, "says nothing"},
		"a payload of a newer version":                      {forge(t, text, `\"version\":1,\"number\":2`, `\"version\":2,\"number\":2`), store.ErrNewerBackup, "revision 2 has a payload of version 2"},
		"no last line":                                      {strings.Join(lines[:len(lines)-1], ""), store.ErrBackup, "cut short after revision 2 of 2"},
		"no second revision":                                {without(len(lines) - 2), store.ErrBackup, "its last line says"},
		"no first revision":                                 {without(len(lines) - 3), store.ErrBackup, "revision 2 does not follow revision 0"},
		"a text that is gone":                               {without(1), store.ErrBackup, "its last line says"},
		"a text after the revisions":                        {without(1) + lines[1], store.ErrBackup, "something follows its last line"},
		"a text among the revisions":                        {resealed(t, strings.Replace(without(1), `{"end"`, lines[1]+`{"end"`, 1)), store.ErrBackup, "stands after the revisions"},
		"a text that was changed":                           {resealed(t, replace(`"text":"clerk"`, `"text":"baker"`)), store.ErrBackup, "differs from what was recorded"},
		"a payload that was changed":                        {resealed(t, replace("Han Dong", "Han Dung")), store.ErrBackup, "revision 1 does not follow"},
		"a header that was changed":                         {replace(`"build":"a test"`, `"build":"a best"`), store.ErrBackup, "SHA-256"},
		"a head of another hash":                            {resealed(t, replace(`"head":{"number":2,"hash":"`, `"head":{"number":2,"hash":"00`)), store.ErrBackup, "another hash"},
		"a head that is not there":                          {resealed(t, replace(`"head":{"number":2`, `"head":{"number":3`)), store.ErrBackup, "its header says revision 3"},
		"two backups in one":                                {text + text, store.ErrBackup, "something follows"},
		"a text half withdrawn":                             {resealed(t, replace(`"text":"clerk"`, `"text":null`)), store.ErrBackup, "differs from what was recorded"},
		"a revision without its payload":                    {replace(`"payload":"{`, `"payload":"`), store.ErrBackup, "does not follow"},
	} {
		got, err := store.ReadBackup(t.Context(), bytes.NewReader(packed(t, c.text)))
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || got != (store.Backup{}) {
			t.Errorf("%s: %+v, %v; want %q", name, got, err, c.says)
		}
	}
}

// No file that differs from a backup in one byte, or ends early, is taken for
// one that says something else.
func TestEveryByteOfABackupCounts(t *testing.T) {
	text := smallBackup(t)
	file := packed(t, text)
	want, err := store.ReadBackup(t.Context(), bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	step := lighter(1, 13)
	for i := 0; i < len(file); i += step {
		if _, err := store.ReadBackup(t.Context(), bytes.NewReader(file[:i])); !errors.Is(err, store.ErrBackup) {
			t.Errorf("cut after %d bytes of %d: %v", i, len(file), err)
		}
		changed := bytes.Clone(file)
		changed[i] ^= 0x55
		if got, err := store.ReadBackup(t.Context(), bytes.NewReader(changed)); err == nil && got != want {
			t.Errorf("byte %d changed: %+v", i, got)
		} else if err != nil && !errors.Is(err, store.ErrBackup) && !errors.Is(err, store.ErrNewerBackup) {
			t.Errorf("byte %d changed: %v", i, err)
		}
	}
	for i := 0; i < len(text); i += step {
		changed := []byte(text)
		changed[i] ^= 0x01
		if _, err := store.ReadBackup(t.Context(), bytes.NewReader(packed(t, string(changed)))); err == nil {
			t.Errorf("character %d changed from %q: nobody saw it", i, text[i])
		}
	}
	for name, foreign := range map[string][]byte{"plain": []byte(text), "gzip": {0x1f, 0x8b, 8, 0, 0}, "an SQLite file": []byte("SQLite format 3\x00")} {
		_, err := store.ReadBackup(t.Context(), bytes.NewReader(foreign))
		if !errors.Is(err, store.ErrBackup) || !strings.Contains(err.Error(), "Zstandard") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := store.ReadBackup(t.Context(), io.MultiReader(bytes.NewReader(file[:100]), broken{})); !errors.Is(err, errBroken) {
		t.Errorf("a disk that cannot be read: %v", err)
	}
}

var errBroken = errors.New("input/output error")

// broken is a disk that cannot be read.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

// A backup made by the first version of the format can be restored for ever.
func TestTheFirstFormatIsStillRead(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "backup1.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	restore(t, s, packed(t, string(text)))
	head := wantHead(t, s, 4)
	if want := "467131895f0a9f4a2b1c311fc1ac2ef290acf4f89f9b5c9eb358df794ab3d774"; head.Hash != want {
		t.Errorf("its newest revision has the hash %s, want %s", head.Hash, want)
	}
	wantSound(t, s)
	if again := unpacked(t, backUp(t, s)); again != string(text) {
		t.Error("a backup of what was restored is another")
	}
}

func FuzzReadBackup(f *testing.F) {
	text, err := os.ReadFile(filepath.Join("testdata", "backup1.jsonl"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := store.ReadBackup(t.Context(), bytes.NewReader(packed(t, string(text)))); err != nil && !errors.Is(err, store.ErrBackup) && !errors.Is(err, store.ErrNewerBackup) {
			t.Error(err)
		}
		_, _ = store.ReadBackup(t.Context(), bytes.NewReader(text)) // compressed or not, it must not panic
	})
}
