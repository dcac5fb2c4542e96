package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"caucus/models"
	"caucus/models/temporal"
)

// capture is a document as somebody kept it, in a file whose name tells the day.
type capture struct {
	name   string // path below the directory, with slashes
	source models.SourceID
	day    temporal.Day
	body   []byte
}

// largestCapture bounds a file of captures once it is unpacked.
const largestCapture = 64 << 20

// captures reads the files below a directory, by day, source and name. A file
// belongs to the source after which one of the directories above it is named;
// below none of them, to the first source that can read it. All that is wrong
// with the files is said at once.
func captures(dir string, recognize func(name string, body []byte) (models.SourceID, bool)) ([]capture, error) {
	var list []capture
	faults := &models.InvalidError{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		c, want := captureOf(filepath.ToSlash(rel), path, recognize)
		if want != "" {
			faults.Add("replay", c.name, want)
			return nil
		}
		list = append(list, c)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the captures: %w", err)
	}
	slices.SortFunc(list, func(a, b capture) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.source, b.source), cmp.Compare(a.name, b.name))
	})
	return list, faults.OrNil()
}

// captureOf reads one file, or says what would be right instead.
func captureOf(name, path string, recognize func(name string, body []byte) (models.SourceID, bool)) (c capture, want string) {
	c = capture{name: name, day: dayOfName(name)}
	if c.day.IsZero() {
		return c, "a file with a day in its name: YYYY-MM-DD, or YYYY-MM for the last day of a month"
	}
	var err error
	if c.body, err = unpacked(path, largestCapture); err != nil {
		return c, "a file that can be read: " + err.Error()
	}
	var known bool
	if c.source, known = sourceOfPath(name); !known {
		if c.source, known = recognize(name, c.body); !known {
			return c, "a document of a source, or a file in a directory that is named after one: " + joined(published)
		}
	}
	return c, ""
}

// sourceOfPath is the source after which a directory of the path is named.
func sourceOfPath(name string) (models.SourceID, bool) {
	parts := strings.Split(name, "/")
	for _, part := range slices.Backward(parts[:len(parts)-1]) {
		if slices.Contains(published, models.SourceID(part)) {
			return models.SourceID(part), true
		}
	}
	return "", false
}

var dayInName = regexp.MustCompile(`\d{4}-\d{2}(-\d{2})?`)

// dayOfName is the last day that a name gives. A month stands for its last day:
// what was captured in it had been seen by then.
func dayOfName(name string) temporal.Day {
	for _, text := range slices.Backward(dayInName.FindAllString(name, -1)) {
		if d, err := temporal.ParseDay(text); err == nil {
			return d
		}
		if first, err := temporal.ParseDay(text + "-01"); err == nil {
			next, _ := temporal.ParseDay(first.Add(31).String()[:len("2006-01-")] + "01")
			return next.Add(-1)
		}
	}
	return 0
}

// unpacked reads a file of at most so many bytes, out of gzip or zstd if its name
// says so.
func unpacked(path string, most int64) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var r io.Reader = bytes.NewReader(data)
	switch filepath.Ext(path) {
	case ".gz":
		if r, err = gzip.NewReader(r); err != nil {
			return nil, err
		}
	case ".zst":
		packed, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(1<<27))
		if err != nil {
			return nil, err
		}
		defer packed.Close()
		r = packed
	}
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(body)) > most {
		err = errors.New("larger than a document of any source")
	}
	return body, err
}

// unpackedName is the name of a file without the ending that says how it is
// packed.
func unpackedName(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
}
