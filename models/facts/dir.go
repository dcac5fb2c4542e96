package facts

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"caucus/models"
)

// FileName is the file that holds the facts of a kind.
func FileName(k models.Kind) string { return string(k) + ".jsonl" }

// maxLine bounds one fact; the longest of the real House has under 4 kB.
const maxLine = 1 << 20

// Read reads the files of the given kinds from a directory (all kinds if none
// is given). A missing file holds no facts. Every line that cannot be read is
// named in the error; nothing is returned then.
func Read(dir fs.FS, kinds ...models.Kind) (*models.Facts, error) {
	if len(kinds) == 0 {
		kinds = models.Kinds[:]
	}
	set := &models.Facts{}
	var faults []error
	for _, k := range kinds {
		data, err := fs.ReadFile(dir, FileName(k))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read facts: %w", err)
		}
		faults = append(faults, readLines(set, k, data)...)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return set, nil
}

func readLines(set *models.Facts, k models.Kind, data []byte) (faults []error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if !utf8.Valid(lines.Bytes()) {
			faults = append(faults, fmt.Errorf("%s:%d: this is not UTF-8", FileName(k), n))
			continue
		}
		f, err := Decode(k, lines.Bytes())
		if err != nil {
			faults = append(faults, fmt.Errorf("%s:%d: %w", FileName(k), n, err))
			continue
		}
		set.Add(f)
	}
	if err := lines.Err(); err != nil {
		faults = append(faults, fmt.Errorf("%s: %w", FileName(k), err))
	}
	return faults
}

// Write writes one file per kind into dir, which must exist, in canonical
// order. It sorts set. Each file is replaced whole: a reader sees the old file
// or the new one.
func Write(dir string, set *models.Facts) error {
	set.Sort()
	files := map[models.Kind]*bytes.Buffer{}
	for _, k := range models.Kinds {
		files[k] = &bytes.Buffer{}
	}
	for f := range set.All() {
		line, err := Encode(f)
		if err != nil {
			return err
		}
		files[f.Kind()].Write(append(line, '\n'))
	}
	for _, k := range models.Kinds {
		if err := replace(filepath.Join(dir, FileName(k)), files[k].Bytes()); err != nil {
			return fmt.Errorf("write facts: %w", err)
		}
	}
	return nil
}

func replace(path string, data []byte) error {
	tmp := path + ".new"
	err := os.WriteFile(tmp, data, 0o644)
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(tmp))
	}
	return nil
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
