package parlinfo

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

func pack(t *testing.T, w io.WriteCloser, write func(io.Writer)) {
	t.Helper()
	write(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func tarOf(t *testing.T, entries ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	pack(t, w, func(io.Writer) {
		for _, name := range entries {
			_ = w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(name))})
			_, _ = w.Write([]byte(name))
		}
	})
	return buf.Bytes()
}

func TestWalkUnpacksEveryKindOfArchive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "parlinfo")
	archive := tarOf(t, "./people/7?callback=1", "people/8?callback=1")
	var zst, tgz, gz bytes.Buffer
	z, err := zstd.NewWriter(&zst, zstd.WithWindowSize(maxWindow))
	if err != nil {
		t.Fatal(err)
	}
	pack(t, z, func(w io.Writer) { _, _ = w.Write(archive) })
	g := gzip.NewWriter(&tgz)
	pack(t, g, func(w io.Writer) { _, _ = w.Write(archive) })
	g = gzip.NewWriter(&gz)
	pack(t, g, func(w io.Writer) { _, _ = w.Write([]byte("list")) })
	for name, data := range map[string][]byte{
		"2020-10-01.tar.zst": zst.Bytes(), "b.tar.gz": tgz.Bytes(), "c.json.gz": gz.Bytes(), "d.json": []byte("plain"), "e.tar": archive,
	} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	if err := Walk(dir, func(name string, data []byte) error {
		got = append(got, name+" = "+string(data))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"parlinfo/2020-10-01.tar.zst/people/7?callback=1 = ./people/7?callback=1",
		"parlinfo/2020-10-01.tar.zst/people/8?callback=1 = people/8?callback=1",
		"parlinfo/b.tar.gz/people/7?callback=1 = ./people/7?callback=1",
		"parlinfo/b.tar.gz/people/8?callback=1 = people/8?callback=1",
		"parlinfo/c.json.gz = list", "parlinfo/d.json = plain",
		"parlinfo/e.tar/people/7?callback=1 = ./people/7?callback=1",
		"parlinfo/e.tar/people/8?callback=1 = people/8?callback=1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWalkStops(t *testing.T) {
	file := filepath.Join(t.TempDir(), "broken.tar.gz")
	if err := os.WriteFile(file, []byte("not packed"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Walk(file, func(string, []byte) error { return nil }); err == nil {
		t.Error("a broken archive was read")
	}
	if err := Walk(filepath.Join(t.TempDir(), "absent"), func(string, []byte) error { return nil }); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that does not exist: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "empty.json.gz")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("enough")
	if err := Walk(empty, func(_ string, data []byte) error {
		if len(data) != 0 {
			t.Errorf("%d bytes of an empty file", len(data))
		}
		return stop
	}); !errors.Is(err, stop) {
		t.Errorf("the error of fn is not returned: %v", err)
	}
}
