package parlinfo

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Bounds on what an archive may unpack to, so that a hostile or broken one
// cannot exhaust the machine.
const (
	maxWindow    = 1 << 27 // the archive of all profiles is packed with this
	maxDocument  = 64 << 20
	maxDocuments = 200_000
	maxTotal     = 4 << 30
)

// Walk hands over every document under path, one at a time: path is a file, a
// directory, a tar archive (.tar, .tar.gz, .tgz, .tar.zst) or a packed file
// (.gz, .zst). Names are relative to the last element of path, which they
// begin with. The bytes are fn's only until it returns. An error of fn ends the
// walk and is returned.
func Walk(path string, fn func(name string, data []byte) error) error {
	w := &walker{fn: fn}
	root := filepath.Dir(filepath.Clean(path))
	err := filepath.WalkDir(path, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		return w.file(file, filepath.ToSlash(name))
	})
	if err != nil {
		return fmt.Errorf("read documents of %s: %w", path, err)
	}
	return nil
}

type walker struct {
	fn    func(name string, data []byte) error
	buf   bytes.Buffer // of one document at a time
	count int
	total int64
}

func (w *walker) file(path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close() // opened for reading
	return w.stream(f, name)
}

// stream unpacks by the ending of the name until a document is left.
func (w *walker) stream(r io.Reader, name string) error {
	lower := strings.ToLower(name)
	switch {
	case strings.HasSuffix(lower, ".zst"):
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return fmt.Errorf("unpack %s: %w", name, err)
		}
		defer z.Close()
		return w.unpacked(z, name, name[:len(name)-len(".zst")])
	case strings.HasSuffix(lower, ".gz"), strings.HasSuffix(lower, ".tgz"):
		z, err := gzip.NewReader(r)
		if errors.Is(err, io.EOF) {
			return w.fn(name, nil) // a file without bytes is a document without bytes
		}
		if err != nil {
			return fmt.Errorf("unpack %s: %w", name, err)
		}
		inner := name[:len(name)-len(".gz")]
		if strings.HasSuffix(lower, ".tgz") {
			inner = name[:len(name)-len(".tgz")] + ".tar"
		}
		return w.unpacked(z, name, inner)
	case strings.HasSuffix(lower, ".tar"):
		return w.tar(r, name)
	}
	return w.document(r, name)
}

func (w *walker) unpacked(r io.Reader, packed, inner string) error {
	if strings.HasSuffix(strings.ToLower(inner), ".tar") {
		return w.tar(r, packed)
	}
	return w.document(r, packed)
}

func (w *walker) tar(r io.Reader, name string) error {
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("unpack %s: %w", name, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := w.document(t, name+"/"+strings.TrimPrefix(h.Name, "./")); err != nil {
			return err
		}
	}
}

func (w *walker) document(r io.Reader, name string) error {
	w.buf.Reset()
	if _, err := w.buf.ReadFrom(io.LimitReader(r, maxDocument+1)); err != nil {
		return fmt.Errorf("unpack %s: %w", name, err)
	}
	data := w.buf.Bytes()
	w.count++
	w.total += int64(len(data))
	switch {
	case len(data) > maxDocument:
		return fmt.Errorf("%s: a document of more than %d bytes", name, maxDocument)
	case w.count > maxDocuments:
		return fmt.Errorf("%s: more than %d documents", name, maxDocuments)
	case w.total > maxTotal:
		return fmt.Errorf("%s: the documents before it unpack to more than %d bytes", name, int64(maxTotal))
	}
	return w.fn(name, data)
}
