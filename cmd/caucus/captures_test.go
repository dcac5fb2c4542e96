package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

func TestTheDayOfACapture(t *testing.T) {
	for name, want := range map[string]string{
		"2023-03-22.xml":                         "2023-03-22",
		"ourcommons/2023-03-22/members.csv":      "2023-03-22",
		"2021-01-01/members_2023-03-22.csv.gz":   "2023-03-22", // the nearest to the end
		"members-2023-03-22T11-59.xml":           "2023-03-22",
		"2022-01.csv":                            "2022-01-31",
		"2024-02.json":                           "2024-02-29",
		"2023-02.json":                           "2023-02-28",
		"2021-12.json":                           "2021-12-31",
		"2023-02-30_of_2023-03-01.xml":           "2023-03-01",
		"2023-03-01/2023-02-30.xml":              "2023-03-01", // what is no day is none
		"2023-13.csv":                            "",
		"members.xml":                            "",
		"20230322.xml":                           "",
		"":                                       "",
		"ourcommons/1-2023-03-22-final-2.csv.gz": "2023-03-22",
	} {
		got := ""
		if day := dayOfName(name); !day.IsZero() {
			got = day.String()
		}
		if got != want {
			t.Errorf("%s is of %q, want %q", name, got, want)
		}
	}
}

func TestTheSourceOfACapture(t *testing.T) {
	for name, want := range map[string]models.SourceID{
		"ourcommons/2023.csv":                 "ourcommons",
		"kept/parlinfo/2023/list.json":        "parlinfo",
		"ourcommons/ourcommonsmember/1.xml":   "ourcommonsmember", // the nearest
		"parlinfo":                            "",
		"parlinfo.json":                       "",
		"dataset/2023-03-22.json":             "",
		"OURCOMMONS/2023-03-22.xml":           "",
		"ourcommons-2023/2023-03-22.xml":      "",
		"ourcommonsmember/2023-03-22/1.xml":   "ourcommonsmember",
		"parlinfo/ourcommons.2023-03-22.json": "parlinfo",
	} {
		if got, ok := sourceOfPath(name); got != want || ok != (want != "") {
			t.Errorf("%s is of %q, want %q", name, got, want)
		}
	}
}

// TestAllThatIsWrongWithCapturesIsSaidAtOnce, and those in order that are well
// are in the order of their days.
func TestAllThatIsWrongWithCapturesIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string, body []byte) { keepAs(t, filepath.Join(dir, name), body) }
	recognize := func(_ string, body []byte) (models.SourceID, bool) { return "parlinfo", string(body) == "known" }
	file("ourcommons/2023-03-22.xml.gz", []byte("<list/>"))
	file("ourcommons/2022-01.csv.zst", []byte("a,b"))
	file("ourcommonsmember/2023-03-22/b.xml", nil)
	file("ourcommonsmember/2023-03-22/a.xml", nil)
	file("2023-03-21.json", []byte("known"))
	list, err := captures(dir, recognize)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, strings.TrimSpace(c.day.String()+" "+string(c.source)+" "+c.name+" "+string(c.body)))
	}
	if diff := cmp.Diff([]string{
		"2022-01-31 ourcommons ourcommons/2022-01.csv.zst a,b", "2023-03-21 parlinfo 2023-03-21.json known",
		"2023-03-22 ourcommons ourcommons/2023-03-22.xml.gz <list/>",
		"2023-03-22 ourcommonsmember ourcommonsmember/2023-03-22/a.xml", "2023-03-22 ourcommonsmember ourcommonsmember/2023-03-22/b.xml",
	}, got); diff != "" {
		t.Errorf("captures (-want +got):\n%s", diff)
	}

	file("parlinfo/undated.json", nil)
	file("2023-03-23.json", []byte("unknown"))
	keepAs(t, filepath.Join(dir, "parlinfo/2023-03-24.bin"), []byte("no gzip"))
	rename(t, filepath.Join(dir, "parlinfo/2023-03-24.bin"), filepath.Join(dir, "parlinfo/2023-03-24.json.gz"))
	keepAs(t, filepath.Join(dir, "parlinfo/2023-03-25.bin"), []byte("no zstd"))
	rename(t, filepath.Join(dir, "parlinfo/2023-03-25.bin"), filepath.Join(dir, "parlinfo/2023-03-25.json.zst"))
	_, err = captures(dir, recognize)
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("error is %v", err)
	}
	wants := map[string]string{
		"parlinfo/undated.json": "a day in its name", "2023-03-23.json": "a document of a source", "parlinfo/2023-03-24.json.gz": "can be read",
		"parlinfo/2023-03-25.json.zst": "can be read",
	}
	for _, f := range invalid.Faults {
		if want, ok := wants[f.Value]; !ok || !strings.Contains(f.Want, want) {
			t.Errorf("fault of %s: want %s", f.Value, f.Want)
		}
		delete(wants, f.Value)
	}
	if len(wants) > 0 {
		t.Errorf("nothing is said of %v", wants)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func TestCapturesOfNoDirectory(t *testing.T) {
	if _, err := captures(filepath.Join(t.TempDir(), "nothing"), nil); err == nil || !strings.Contains(err.Error(), "read the captures") {
		t.Errorf("error is %v", err)
	}
	list, err := captures(t.TempDir(), nil)
	if err != nil || len(list) != 0 {
		t.Errorf("an empty directory: %v, %v", list, err)
	}
}

func TestACaptureIsPackedOnce(t *testing.T) {
	for name, want := range map[string]string{"a.xml": "a.xml", "a.xml.gz": "a.xml", "a.csv.zst": "a.csv", "gz": "gz"} {
		if got := unpackedName(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestACaptureHasASize(t *testing.T) {
	for _, ending := range []string{"", ".gz", ".zst"} {
		name := filepath.Join(t.TempDir(), "list.xml"+ending)
		keepAs(t, name, bytes.Repeat([]byte("a"), 1000))
		if body, err := unpacked(name, 1000); err != nil || len(body) != 1000 {
			t.Errorf("%s: %d bytes, %v", name, len(body), err)
		}
		if _, err := unpacked(name, 999); err == nil || !strings.Contains(err.Error(), "larger than a document of any source") {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}
