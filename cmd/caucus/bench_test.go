package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/handlers/bare"
)

// steady is a loader that measures nothing: the first server it was asked about
// is half as fast as the second.
type steady struct{ bases []string }

func (s *steady) run(_ context.Context, base string, _ *cell, _ int) (rate, error) {
	if !slices.Contains(s.bases, base) {
		s.bases = append(s.bases, base)
	}
	return rate{PerSecond: 100 * float64(1+slices.Index(s.bases, base)), P99: 1}, nil
}

// inProcess starts servers without a process of their own, on a House of two
// seats.
func inProcess(t *testing.T, m *machine, spoil func([]byte) []byte) func(context.Context, ...string) (*child, error) {
	return func(_ context.Context, args ...string) (*child, error) {
		if args[0] == "serve" {
			return newChild(m.serve().url, func() {}), nil
		}
		file, err := os.ReadFile(args[1])
		if err != nil {
			return nil, err
		}
		answers, err := bare.Read(bytes.NewReader(file))
		for q, a := range answers {
			a.Body = spoil(a.Body)
			answers[q] = a
		}
		s := httptest.NewServer(bare.New(answers))
		t.Cleanup(s.Close)
		return newChild(s.URL, func() {}), err
	}
}

func honest(body []byte) []byte { return body }

// twoSeatBench measures a House of two seats.
func twoSeatBench(t *testing.T, load loader, spoil func([]byte) []byte) *bench {
	t.Helper()
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	p := m.process(&bytes.Buffer{}, &bytes.Buffer{})
	dir := t.TempDir()
	m.db = (&machinery{dir: dir}).database()
	return &bench{
		benchCommand: benchCommand{Rounds: 3, Seconds: 1}, machinery: &machinery{process: p, dir: dir},
		start: inProcess(t, m, spoil), load: load, sizes: sizes{20, 2, 20, 20, 2},
	}
}

func TestTheTableShowsEveryKindOfQuestion(t *testing.T) {
	b := twoSeatBench(t, &steady{}, honest)
	got, err := b.measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	if err := got.print(&table); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"standings, random days", "standings, the same day again", "person", "100 members on a day", "changes page",
		"name search", "304 for unchanged standings", "random days : the same day again"} {
		if !strings.Contains(table.String(), "\n"+want+" ") {
			t.Errorf("the table has no row %q:\n%s", want, &table)
		}
	}
	if n := strings.Count(table.String(), "0.50 (0.50–0.50)"); n != 7 {
		t.Errorf("%d rows of 7 have the ratio 0.50:\n%s", n, &table)
	}
	for _, want := range []string{"≥ 0.50 reached", "≥ 0.75 MISSED", "≥ 0.95 reached", "wherever the system put them"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("nothing says %q:\n%s", want, &table)
		}
	}
}

func TestAnswersThatDifferAreNotTimed(t *testing.T) {
	b := twoSeatBench(t, &steady{}, func(body []byte) []byte { return bytes.Replace(body, []byte("ca-commons"), []byte("ca-senate!"), 1) })
	if _, err := b.measure(t.Context()); err == nil || !strings.Contains(err.Error(), "answer /api/v1/standings?on=") {
		t.Errorf("the error is %v", err)
	}
}

func TestWrkAsksWhatItIsGiven(t *testing.T) {
	if _, err := exec.LookPath("wrk"); err != nil {
		t.Skip("wrk is not in PATH")
	}
	p := &process{environ: os.Environ(), stderr: &bytes.Buffer{}}
	w, err := newWrk(&machinery{process: p, dir: t.TempDir(), cores: findCores()})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(bare.New(map[string]bare.Answer{
		"/api/v1/standings?on=2023-03-22": {ETag: `"1-a"`, Body: []byte("{}")},
	}))
	defer s.Close()
	right := &cell{questions: []asked{{path: "/api/v1/standings?on=2023-03-22"}, {path: "/api/v1/standings?on=2023-03-22", tag: `"1-a"`}}}
	if got, err := w.run(t.Context(), s.URL, right, 1); err != nil || got.PerSecond <= 0 {
		t.Errorf("wrk counted %v, %v", got, err)
	}
	wrong := &cell{questions: []asked{{path: "/api/v1/standings?on=2023-03-23"}}}
	if got, err := w.run(t.Context(), s.URL, wrong, 1); err == nil {
		t.Errorf("of answers that are all 404 wrk counted %v", got)
	}
}

func TestRatiosAreTakenRoundByRound(t *testing.T) {
	// In the second round something else took half of the machine.
	m := &measured{Rows: []*tested{{Cell: "person", Target: 0.75}}, again: -1, random: -1}
	m.add(0, rate{PerSecond: 80}, rate{PerSecond: 100})
	m.add(0, rate{PerSecond: 40}, rate{PerSecond: 50})
	m.add(0, rate{PerSecond: 70}, rate{PerSecond: 100})
	if diff := cmp.Diff(&spread{Median: 0.8, Least: 0.7, Most: 0.8}, m.Rows[0].Ratio); diff != "" {
		t.Error(diff)
	}
	var out bytes.Buffer
	if err := m.printJSON(&out); err != nil {
		t.Fatal(err)
	}
	var told struct {
		Cells []struct {
			Caucus []rate `json:"caucus"`
			Ratio  spread `json:"ratio"`
		} `json:"cells"`
	}
	if err := json.Unmarshal(out.Bytes(), &told); err != nil || len(told.Cells) != 1 || len(told.Cells[0].Caucus) != 3 || told.Cells[0].Ratio.Median != 0.8 {
		t.Errorf("as JSON it says %+v, %v", told, err)
	}
}

func TestTheMiddleOfNumbers(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want spread
	}{
		{[]float64{3}, spread{3, 3, 3}},
		{[]float64{4, 1}, spread{2.5, 1, 4}},
		{[]float64{9, 1, 2}, spread{2, 1, 9}},
	} {
		if got := spreadOf(c.of); *got != c.want {
			t.Errorf("of %v it is %v, not %v", c.of, *got, c.want)
		}
	}
}

func TestCoresAreTakenFromThoseAllowed(t *testing.T) {
	for list, want := range map[string]cores{
		"0-1": {"0", "1"}, "2,5": {"2", "5"}, "0-3,6": {"0", "6"}, "4-7": {"4", "7"}, "3": {}, "": {},
	} {
		if got := pickCores("Name:\tcaucus\nCpus_allowed_list:\t" + list + "\nMems_allowed:\t1\n"); got != want {
			t.Errorf("of %q it takes %v, not %v", list, got, want)
		}
	}
}

func TestBenchNeedsWrkAndSaysHowToGetIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	m := newMachine(t, dataset(t, &twoSeats().Facts, firstDataset))
	if r := m.do("bench"); r.code != exitFailed || !strings.Contains(r.stderr, "apt-get install wrk") {
		t.Errorf("without wrk it ends with %+v", r)
	}
	if r := m.do("bench", "--rounds", "0"); r.code != exitMisused || !strings.Contains(r.stderr, "from 1 to 100 rounds") {
		t.Errorf("no rounds end with %+v", r)
	}
}

func TestTheTwinServesUntilItIsToldToStop(t *testing.T) {
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "answers"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := bare.Write(file)(bare.Answer{Question: "/api/v1/standings?on=2023-03-22", Body: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	p := &process{environ: append(os.Environ(), asProgram), stderr: &bytes.Buffer{}}
	twin, err := (&machinery{process: p, dir: dir, cores: findCores()}).child(t.Context(), "bench-twin", file.Name())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if a, err := twin.ask(t.Context(), "/api/v1/standings?on=2023-03-22", ""); err != nil || string(a.body) != "{}" {
			t.Errorf("it answers %q, %v", a.body, err)
		}
	}
	twin.stop()
	if a, err := twin.ask(t.Context(), "/api/v1/standings?on=2023-03-22", ""); err == nil {
		t.Errorf("after it was stopped it answers %q", a.body)
	}
}

func TestTheTimeOfTheProcessorIsRead(t *testing.T) {
	const stat = "4711 (caucus (serve)) S 1 4711 4711 0 -1 4194304 1 0 0 0 250 50 0 0 20 0 9 0 1"
	if got := readCPU(stat); got != 3*time.Second {
		t.Errorf("it is %v, not 3 s", got)
	}
	if got := readCPU("4711 (caucus) S"); got != 0 {
		t.Errorf("of a line that was cut it is %v", got)
	}
	m := &measured{Rows: []*tested{{Cell: "person"}}, again: -1, random: -1}
	m.add(0, rate{PerSecond: 80, CPU: 25}, rate{PerSecond: 100, CPU: 10})
	if got := m.Rows[0].CPURatio; *got != (spread{0.4, 0.4, 0.4}) {
		t.Errorf("an answer that takes two and a half times as long has the ratio %v", got)
	}
}
