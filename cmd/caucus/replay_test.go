package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// twoParliaments is a House of twenty seats over two parliaments, as it was known
// on 1 May 2023: nineteen were elected again, Sven Spengemann left, Charles Sousa
// followed, and Han Dong left the Liberals.
func twoParliaments() *models.Facts {
	h := modeltest.New()
	h.Facts.Parliaments = keepIf(h.Facts.Parliaments, func(p models.Parliament) bool { return p.Number == 43 || p.Number == 44 })
	h.Facts.Parliaments[1].Dissolution = 0
	h.Facts.Seats = keepIf(h.Facts.Seats, func(s models.Seats) bool { return s.From == modeltest.Day("2019-10-21") })
	h.Facts.Seats[0].Seats = len(benches)
	h.Facts.Snapshots[0].RetrievedAt = instantOf("2021-09-01T12:00:00Z")
	for i := range h.Facts.Organizations {
		h.Facts.Organizations[i].ParlInfoIDs = []int{100 + i}
	}
	for i, b := range benches[:len(benches)-1] {
		m := h.Person(b.name, "ourcommons:"+strconv.Itoa(105091+i), "parlinfo:"+strconv.Itoa(20103+i)).
			Sits(b.riding, "2019-10-21", "2021-08-16").Label(b.label, "2019-10-21", "2021-08-16").Sits(b.riding, "2021-09-20", "")
		if b.name == "Han Dong" {
			m.Label(b.label, "2021-09-20", "2023-03-22").Label(modeltest.Independent, "2023-03-22", "")
			continue
		}
		m.Label(b.label, "2021-09-20", "")
	}
	const riding = "Mississauga—Lakeshore"
	h.Person("Sven Spengemann", "ourcommons:88852", "parlinfo:18516").
		Sits(riding, "2019-10-21", "2021-08-16").Label(modeltest.Liberal, "2019-10-21", "2021-08-16").
		Sits(riding, "2021-09-20", "2022-05-28").Label(modeltest.Liberal, "2021-09-20", "2022-05-28")
	h.Person("Charles Sousa", "ourcommons:113092", "parlinfo:21083").
		Sits(riding, "2022-12-12", "").Label(modeltest.Liberal, "2022-12-12", "")
	return &h.Facts
}

// shelf writes captures: documents of the House of two parliaments on days, in
// the format that the ending of the name says.
func shelf(t *testing.T, names ...string) string {
	t.Helper()
	dir, facts := t.TempDir(), twoParliaments()
	for _, name := range names {
		on := dayOfName(name)
		list := rosterOn(facts, on)
		if on == temporal.MustDay("2022-11-01") {
			for i := range list {
				list[i].honorific = "Hon."
			}
		}
		var body []byte
		switch plain := unpackedName(name); {
		case strings.Contains(name, "empty"):
		case strings.HasSuffix(plain, ".xml"):
			body = membersXML(list)
		case strings.HasSuffix(plain, ".csv"):
			body = membersCSV(list)
		case strings.HasSuffix(plain, ".json"):
			body = parlinfoList(list)
		}
		keepAs(t, filepath.Join(dir, name), body)
	}
	return dir
}

// keepAs writes a file, packed as its name says.
func keepAs(t *testing.T, name string, body []byte) {
	t.Helper()
	var packed bytes.Buffer
	switch filepath.Ext(name) {
	case ".gz":
		zip := gzip.NewWriter(&packed)
		_, _ = zip.Write(body)
		_ = zip.Close()
		body = packed.Bytes()
	case ".zst":
		zip, err := zstd.NewWriter(&packed)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = zip.Write(body)
		_ = zip.Close()
		body = packed.Bytes()
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, body, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestCapturesAreReplayed: from the House as it was known before the election of
// 2021, captures of every format lead to what is known in 2023, and a second
// replay to nothing more.
func TestCapturesAreReplayed(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		d.seed = os.DirFS(factsDir(t, twoParliaments(), firstDataset))
		d.at("2026-11-22T12:00:00Z")
		if r := d.run("import", "facts", "--until", "2021-09-01", factsDir(t, twoParliaments(), firstDataset)); r.code != exitDone {
			t.Fatal(r)
		}
		dir := shelf(t, "ourcommons/2021-10-01.csv", "ourcommons/2022-01-22_empty.csv.gz", "ourcommons/2022-06-10.csv.zst", "members-2022-11-01.xml",
			"ourcommons/2022-12-20.xml.gz", "2023-03-01/members.xml", "ourcommons/members_2023-03-23.xml", "parlinfo/2023-04-05.json.zst")
		out := d.refresh("--replay", dir)
		for _, line := range [][]string{
			{"2021-10-01", "ourcommons ", "changed", "44"},
			{"2022-01-22", "ourcommons ", "refused", "empty"},
			{"2022-06-10", "ourcommons ", "changed", "Sven Spengemann"},
			{"2022-12-20", "ourcommons ", "changed", "Charles Sousa"},
			{"2023-03-23", "ourcommons ", "changed", "Han Dong: listed as Independent, seen once"},
			{"2023-03-23", "ourcommons ", "changed", "Han Dong: Independent, no longer Liberal (provisional, seen 2023-03-23)"},
			{"2023-04-05", "parlinfo ", "changed", "revision 7"}, // for all who were elected, and the day of Han Dong
		} {
			wantLine(t, out, line...)
		}
		for _, day := range []string{"2022-11-01", "2023-03-01"} {
			for line := range strings.Lines(out) {
				if strings.HasPrefix(line, day) && !strings.Contains(line, "unchanged") {
					t.Errorf("on %s nothing happened, but it says %s", day, line)
				}
			}
		}
		if d.wantSound(); t.Failed() {
			t.Log(out)
		}
		d.wantHistory()
		head := d.head()
		again := d.refresh("--replay", dir)
		if got := d.head(); got != head {
			t.Errorf("a second replay leads to %+v from %+v:\n%s", got, head, again)
		}
	})
}

// wantHistory insists on who sat when, by the register.
func (d *desk) wantHistory() {
	d.t.Helper()
	s := d.served()
	for on, want := range map[string]string{
		"2021-08-01": "liberal 9, conservative 6, ndp 3, green 1, independent 1",
		"2021-09-20": "liberal 9, conservative 6, ndp 3, green 1, independent 1",
		"2022-05-28": "liberal 8, conservative 6, ndp 3, green 1, independent 1",
		"2022-12-12": "liberal 9, conservative 6, ndp 3, green 1, independent 1",
		"2023-03-22": "liberal 8, conservative 6, ndp 3, independent 2, green 1",
	} {
		d.wantCounts(s, on, want)
	}
	d.wantStanding(s, "org_independent", "confirmed")
}

// TestReplayOfSomeSources: captures of sources that were not named are left.
func TestReplayOfSomeSources(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	dir := t.TempDir()
	list := rosterOn(&smallHouse().Facts, temporal.MustDay("2023-03-02"))
	for name, body := range map[string][]byte{"ourcommons/2023-03-02.xml": membersXML(list), "parlinfo/2023-03-02.json": parlinfoList(list),
		"ourcommonsmember/2023-03-02.xml": memberXML(list[0], 44)} {
		keepAs(t, filepath.Join(dir, name), body)
	}
	if out := d.refresh("--replay", dir, "parlinfo"); strings.Contains(out, "ourcommons") || !strings.Contains(out, "2 unchanged") {
		t.Errorf("it says\n%s", out)
	}
	out := d.refresh("--replay", dir)
	for _, source := range published {
		wantLine(t, out, string(source)+" ", "unchanged")
	}
	if n := d.head().Number; n != 1 || len(d.press.asked) != 0 {
		t.Errorf("the register is at revision %d, publishers were asked %v", n, d.press.asked)
	}
}
