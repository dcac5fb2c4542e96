package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/store"
	"caucus/models/store/pgtest"
	"caucus/models/temporal"
)

// benches are members of the 44th Parliament on 1 March 2023.
var benches = []struct {
	name, riding string
	label        models.OrganizationID
}{
	{"Han Dong", "Don Valley North", modeltest.Liberal}, {"Leah Taylor Roy", "Aurora—Oak Ridges—Richmond Hill", modeltest.Liberal},
	{"Jean Yip", "Scarborough—Agincourt", modeltest.Liberal}, {"Sonia Sidhu", "Brampton South", modeltest.Liberal},
	{"Maninder Sidhu", "Brampton East", modeltest.Liberal}, {"Jennifer O'Connell", "Pickering—Uxbridge", modeltest.Liberal},
	{"Judy Sgro", "Humber River—Black Creek", modeltest.Liberal}, {"Marilyn Gladu", "Sarnia—Lambton", modeltest.Conservative},
	{"Leslyn Lewis", "Haldimand—Norfolk", modeltest.Conservative}, {"Dean Allison", "Niagara West", modeltest.Conservative},
	{"Ben Lobb", "Huron—Bruce", modeltest.Conservative}, {"Alex Ruff", "Bruce—Grey—Owen Sound", modeltest.Conservative},
	{"Michael Chong", "Wellington—Halton Hills", modeltest.Conservative}, {"Matthew Green", "Hamilton Centre", modeltest.NDP},
	{"Carol Hughes", "Algoma—Manitoulin—Kapuskasing", modeltest.NDP}, {"Charlie Angus", "Timmins—James Bay", modeltest.NDP},
	{"Mike Morrice", "Kitchener Centre", modeltest.Green}, {"Kevin Vuong", "Spadina—Fort York", modeltest.Independent},
	{"Anita Vandenbeld", "Ottawa West—Nepean", modeltest.Liberal}, {"Yvan Baker", "Etobicoke Centre", modeltest.Liberal},
}

// smallHouse is a House of twenty seats, all held since the election of the
// 44th Parliament, as it was known on 1 March 2023.
func smallHouse() *modeltest.House {
	h := modeltest.New()
	h.Facts.Parliaments = keepIf(h.Facts.Parliaments, func(p models.Parliament) bool { return p.Number == 44 })
	h.Facts.Parliaments[0].Dissolution = 0
	h.Facts.Seats = keepIf(h.Facts.Seats, func(s models.Seats) bool { return s.From == modeltest.Day("2021-09-20") })
	h.Facts.Seats[0].Seats = len(benches)
	h.Facts.Sources[0].SpeaksUntil = modeltest.Day("2023-03-01")
	h.Facts.Snapshots[0].RetrievedAt = instantOf("2023-03-01T12:00:00Z")
	for i := range h.Facts.Organizations {
		h.Facts.Organizations[i].ParlInfoIDs = []int{100 + i}
	}
	for i, b := range benches {
		h.Person(b.name, "ourcommons:"+strconv.Itoa(105091+i), "parlinfo:"+strconv.Itoa(20103+i)).
			Sits(b.riding, "2021-09-20", "").Label(b.label, "2021-09-20", "")
	}
	return h
}

func instantOf(text string) temporal.Instant {
	at, err := temporal.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return at
}

// desk is a machine that refreshes: its publishers are a press of the test, and
// its clock stands until it is set.
type desk struct {
	*machine
	press   *press
	seedDir string // of the dataset

	mu  sync.Mutex
	now time.Time
}

// newDesk has the register of the small House, and publishers who agree with it.
func newDesk(t *testing.T) *desk {
	h := smallHouse()
	dir := factsDir(t, &h.Facts, "2023-03-01T13:00:00Z")
	d := &desk{machine: newMachine(t, os.DirFS(dir)), press: newPress(t, &h.Facts, "2023-03-01"), seedDir: dir}
	d.environ = append(d.environ, d.press.sources(), "CAUCUS_SCHEDULE=ourcommons=20 6,12 * * *; ourcommonsmember=45 6,12 * * *")
	d.waits.publisher = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	d.at("2023-03-02T12:00:00Z")
	return d
}

// onBothDesks tells a story on both engines.
func onBothDesks(t *testing.T, story func(*testing.T, *desk)) {
	t.Run("SQLite", func(t *testing.T) { t.Parallel(); story(t, newDesk(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.db = pgtest.Empty(t)
		story(t, d)
	})
}

// at sets the clock.
func (d *desk) at(instant string) { d.set(instantOf(instant).Time()) }

func (d *desk) later(by time.Duration) { d.set(d.clock().Add(by)) }

func (d *desk) set(now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = now
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// run runs the program at the instant of the desk.
func (d *desk) run(args ...string) result { return d.runIn(d.t.Context(), args...) }

func (d *desk) runIn(ctx context.Context, args ...string) result {
	var out, errs bytes.Buffer
	p := d.process(&out, &errs)
	p.now = d.clock
	code := p.run(ctx, args)
	return result{code, out.String(), errs.String()}
}

// refresh runs the command and insists that it succeeds.
func (d *desk) refresh(args ...string) string {
	d.t.Helper()
	r := d.run(append([]string{"refresh"}, args...)...)
	if r.code != exitDone {
		d.t.Fatalf("caucus refresh %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.stdout, r.stderr)
	}
	return r.stdout
}

// wantLine insists that one line of what was printed holds all texts.
func wantLine(t *testing.T, out string, texts ...string) {
	t.Helper()
	for line := range strings.Lines(out) {
		n := 0
		for _, text := range texts {
			if strings.Contains(line, text) {
				n++
			}
		}
		if n == len(texts) {
			return
		}
	}
	t.Errorf("no line says %q in\n%s", texts, out)
}

// with opens the database beside the program.
func (d *desk) with(use func(*store.Store) error) {
	d.t.Helper()
	p := d.process(&bytes.Buffer{}, &bytes.Buffer{})
	p.now = d.clock
	if err := p.withStore(d.t.Context(), settings{database: d.db}, use); err != nil {
		d.t.Fatal(err)
	}
}

// rows are the runs of a source, the newest first.
func (d *desk) rows(source models.SourceID) (rows []models.Run) {
	d.t.Helper()
	d.with(func(st *store.Store) (err error) {
		rows, _, err = st.Runs(d.t.Context(), models.RunsQuery{Source: source})
		return err
	})
	return rows
}

// served starts the server in this process, without jobs.
func (d *desk) served() *server { return d.machine.serve() }

// says answers every question by one document.
func says(status int, contentType, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// crosses lets a member sit under another label from a day on.
func (d *desk) crosses(family, from string) {
	d.press.edit(called(family), relabelled("Independent", "Independent", d.independent(), from))
}

// independent is the number of the label in ParlInfo.
func (d *desk) independent() int {
	for i, o := range modeltest.New().Facts.Organizations {
		if o.ID == modeltest.Independent {
			return 100 + i
		}
	}
	return 0
}
