package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/store"
	"caucus/models/temporal"
)

const onTheDay = "/api/v1/people/ourcommons:105091?on=2023-03-23"

// TestHanDongLeavesTheLiberals: the House's list shows a change without a day,
// and ParlInfo gives the day a week later. Readers are told at each step what is
// known and what is not.
func TestHanDongLeavesTheLiberals(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		out := d.refresh()
		wantLine(t, out, "ourcommons ", "unchanged   20 people, 20 as the register has them")
		wantLine(t, out, "parlinfo ", "unchanged   20 people, 20 as the register has them")
		wantLine(t, out, "4 unchanged")
		s := d.served()
		s.await(1)

		d.at("2023-03-23T12:00:00Z")
		d.crosses("Dong", "2023-03-22")
		wantLine(t, d.refresh("ourcommons"), "revision 2: Han Dong: listed as Independent, seen once. (1 wait)")
		s.await(2)
		d.wantStanding(s, "org_liberal", "confirmed")
		d.wantCounts(s, "2023-03-23", "liberal 9, conservative 6, ndp 3, green 1, independent 1")
		d.wantQueue(s, "seen_once Han Dong, Don Valley North")

		d.later(time.Hour)
		wantLine(t, d.refresh("ourcommons"), "revision 3: Han Dong: Independent, no longer Liberal (provisional, seen 2023-03-23)")
		s.await(3)
		d.wantStanding(s, "org_independent", "provisional")
		d.wantCounts(s, "2023-03-23", "liberal 8, conservative 6, ndp 3, independent 2, green 1")
		d.wantQueue(s)
		_, why := s.get(strings.Replace(onTheDay, "?", "/explanation?", 1))
		if text := fmt.Sprint(dig(why, "sentence", "en")); !strings.Contains(text, "on a day between 1 March 2023 and 23 March 2023 that no source gives") || !strings.Contains(text, "not yet confirmed") {
			t.Errorf("the explanation is %s", text)
		}

		d.later(7 * 24 * time.Hour)
		wantLine(t, d.refresh("parlinfo"), "unchanged", "(2 wait)")
		d.wantQueue(s, "seen_once Han Dong, Don Valley North", "seen_once Han Dong, Don Valley North")
		d.later(time.Hour)
		wantLine(t, d.refresh("parlinfo"), "revision 4: Han Dong: Independent from 2023-03-22, not from 2023-03-23 (confirmed)")
		s.await(4)
		d.wantStanding(s, "org_independent", "confirmed")
		d.wantCounts(s, "2023-03-21", "liberal 9, conservative 6, ndp 3, green 1, independent 1")
		d.wantCounts(s, "2023-03-22", "liberal 8, conservative 6, ndp 3, independent 2, green 1")
		_, changes := s.get("/api/v1/changes?from=2023-03-01")
		if list, _ := dig(changes, "changes").([]any); len(list) != 1 || dig(list[0], "on") != "2023-03-22" {
			t.Errorf("the changes are %v", list)
		}
		d.wantSaid(s)

		d.later(time.Hour)
		wantLine(t, d.refresh(), "4 unchanged")
		if n := d.head().Number; n != 4 {
			t.Errorf("the register is at revision %d", n)
		}
		d.wantSound()
	})
}

// wantStanding insists on what a server tells of Han Dong on 23 March 2023.
func (d *desk) wantStanding(s *server, value, state string) {
	d.t.Helper()
	_, dong := s.get(onTheDay)
	spans, _ := dig(dong, "timeline", "designation").([]any)
	if len(spans) == 0 {
		d.t.Fatalf("of Han Dong it tells %v", dong)
	}
	last := spans[len(spans)-1]
	if got := dig(last, "value", "organization", "id"); got != value || dig(last, "state") != state {
		d.t.Errorf("of Han Dong it tells %v, %v, want %s, %s", got, dig(last, "state"), value, state)
	}
}

// wantCounts insists on the seats of each label on a day.
func (d *desk) wantCounts(s *server, on, want string) {
	d.t.Helper()
	_, body := s.get("/api/v1/standings?axis=designation&on=" + on)
	var rows []string
	list, _ := dig(body, "rows").([]any)
	for _, row := range list {
		rows = append(rows, fmt.Sprintf("%v %v", strings.TrimPrefix(fmt.Sprint(dig(row, "organization", "id")), "org_"), dig(row, "seats")))
	}
	if got := strings.Join(rows, ", "); got != want {
		d.t.Errorf("on %s the standings are %s, want %s", on, got, want)
	}
}

// wantQueue insists on what waits.
func (d *desk) wantQueue(s *server, want ...string) {
	d.t.Helper()
	_, body := s.get("/api/v1/queue")
	var got []string
	list, _ := dig(body, "proposals").([]any)
	for _, p := range list {
		got = append(got, fmt.Sprintf("%v %v", dig(p, "kind"), dig(p, "subject")))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.t.Errorf("queue (-want +got):\n%s", diff)
	}
}

// wantSaid insists that a server tells what each source says of Han Dong.
func (d *desk) wantSaid(s *server) {
	d.t.Helper()
	for _, path := range []string{"/api/v1/people/ourcommons:105091/sources", "/api/v1/claims?person=ourcommons:105091&about=designation"} {
		_, body := s.get(path)
		text := fmt.Sprint(body)
		for _, source := range []string{"ourcommons", "parlinfo"} {
			if !strings.Contains(text, source) {
				d.t.Errorf("%s tells nothing of %s: %s", path, source, text)
			}
		}
	}
	_, body := s.get("/api/v1/sources")
	list, _ := dig(body, "sources").([]any)
	if len(list) < 4 {
		d.t.Errorf("there are %d sources", len(list))
	}
}

// TestWhatAnEditorRejectsStaysRejected: an editor does not believe the list, and
// says so; no refresh comes back to it.
func TestWhatAnEditorRejectsStaysRejected(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.refresh()
	d.at("2023-03-23T12:00:00Z")
	d.crosses("Dong", "2023-03-22")
	d.refresh("ourcommons")
	d.rejects("ourcommons", "Dong")
	for range 3 {
		d.later(3 * time.Hour)
		if out := d.refresh("ourcommons"); strings.Contains(out, "provisional") || strings.Contains(out, "seen_once") {
			t.Errorf("the refresh says\n%s", out)
		}
	}
	s := d.served()
	d.wantStanding(s, "org_liberal", "confirmed")
	d.wantQueue(s)
	d.wantSound()
}

// rejects records that what a source says of a member's label is not believed.
func (d *desk) rejects(source models.SourceID, family string) {
	d.t.Helper()
	d.with(func(st *store.Store) error {
		claims, _, err := st.Claims(d.t.Context(), models.ClaimsQuery{Source: source, About: models.AboutDesignation})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(claims, func(c models.Claim) bool {
			return strings.Contains(c.Name, family) && c.Value == models.Of(modeltest.Independent)
		})
		if i < 0 {
			d.t.Fatalf("%s says nothing of the kind: %+v", source, claims)
		}
		statement := models.Snapshot{Source: "editors", Title: "Statement", RetrievedAt: temporal.InstantOf(d.clock()), SHA256: strings.Repeat("ef", 32)}
		statement.ID = models.NewSnapshotID(statement.Source, "", statement.SHA256)
		said := claims[i].Said()
		_, err = st.Record(d.t.Context(), store.Entry{Kind: models.ImportRevision, Actor: "an editor", Reason: "The list is wrong.", Open: []models.Fact{
			models.Source{ID: "editors", Title: "Editors", Publisher: "Editors", Terms: "facts"}, statement,
			models.Rejection{ID: models.NewRejectionID(said), Source: said.Source, Person: said.Person, About: said.About, Value: said.Value,
				Cited: models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: statement.ID}}}},
		}})
		return err
	})
}

// TestADryRunTellsAndWritesNothing: the database is the same file before and
// after, byte for byte.
func TestADryRunTellsAndWritesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.refresh()
	d.at("2023-03-23T12:00:00Z")
	d.crosses("Dong", "2023-03-22")
	d.wantUntouched(func() {
		out := d.refresh("--dry-run")
		wantLine(t, out, "ourcommons ", "changed     would record: Han Dong: listed as Independent, seen once")
		wantLine(t, out, "seen_once")
	})
}

// wantUntouched insists that something leaves the file of the database as it was.
func (d *desk) wantUntouched(do func()) {
	d.t.Helper()
	read := func() string {
		data, err := os.ReadFile(d.db)
		if err != nil {
			d.t.Fatal(err)
		}
		return string(data)
	}
	before := read()
	do()
	if read() != before {
		d.t.Error("the database is not what it was")
	}
}

// TestAnEditorLetsARefusedDocumentThrough: half of the House crosses at once,
// which is refused, until an editor vouches for it.
func TestAnEditorLetsARefusedDocumentThrough(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.refresh()
	d.at("2023-03-23T12:00:00Z")
	for _, family := range []string{"Dong", "Yip", "Sgro", "Lewis", "Chong", "Green"} {
		d.crosses(family, "2023-03-22")
	}
	d.press.sayInstead("/Members/en/search/csv", says(503, "text/plain", ""))
	wantLine(t, d.refresh("ourcommons"), "ourcommons ", "refused", "6 members")
	if n := d.head().Number; n != 1 {
		t.Errorf("the register is at revision %d", n)
	}
	refused := d.rows("ourcommons")[0].Snapshots
	d.later(time.Hour)
	out := d.refresh("--let-through", string(refused[0]))
	wantLine(t, out, "ourcommons ", "changed", "revision 2")
	s := d.served()
	d.wantStanding(s, "org_independent", "provisional")
	d.wantQueue(s)
	again := d.run("refresh", "--let-through", "snp_nothing")
	if again.code != exitFailed || !strings.Contains(again.stderr, "snp_nothing") {
		t.Errorf("a document that is not kept: %+v", again)
	}
	d.wantSound()
}

func TestARefreshForPrograms(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.press.sayInstead("/Members/en/search/", says(200, "text/html", "<!DOCTYPE html><html>"))
	var got []string
	for line := range strings.Lines(d.refresh("--json")) {
		var run struct {
			Source, Outcome, Began string
			Tally                  struct{ Records int }
			Refusals               []struct{ Rule string }
		}
		if err := json.Unmarshal([]byte(line), &run); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		got = append(got, fmt.Sprint(run.Source, run.Outcome, run.Tally.Records, run.Refusals))
	}
	want := []string{"ourcommonsrefused0[{html}]", "ourcommonsmemberunchanged0[]", "parlinfounchanged20[]", "datasetunchanged0[]"}
	for i := range want {
		want[i] = strings.Replace(want[i], "0[", "0 [", 1)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

func TestWhatARefreshRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, c := range map[string]struct {
		args []string
		says []string
	}{
		"everything at once": {[]string{"refresh", "hansard", "dataset", "openparliament", "--replay", "x", "--let-through", "y"},
			[]string{`SOURCE "hansard"`, `SOURCE "openparliament"`, "only one of --replay and --let-through", "no source beside --let-through", "there are no captures of the dataset"}},
		"no such captures":   {[]string{"refresh", "--replay", "/no/such"}, []string{"/no/such"}},
		"an unknown flag":    {[]string{"refresh", "--force"}, []string{"--force"}},
		"a flag without DIR": {[]string{"refresh", "--replay"}, []string{"--replay"}},
	} {
		r := d.run(c.args...)
		if r.code != exitMisused || r.stdout != "" {
			t.Errorf("%s: exit %d: %s", name, r.code, r.stdout)
		}
		for _, text := range c.says {
			if !strings.Contains(r.stderr, text) {
				t.Errorf("%s: %q does not say %q", name, r.stderr, text)
			}
		}
	}
}

// TestARefreshThatIsBrokenOff leaves a row and nothing else of itself.
func TestARefreshThatIsBrokenOff(t *testing.T) {
	t.Parallel()
	onBothDesks(t, func(t *testing.T, d *desk) {
		d.refresh()
		d.at("2023-03-23T12:00:00Z")
		d.crosses("Dong", "2023-03-22")
		asked, letGo := d.press.holds("/Members/en/search/csv") // the XML has been read by then
		ctx, interrupt := context.WithCancel(t.Context())
		ended := make(chan result, 1)
		go func() { ended <- d.runIn(ctx, "refresh") }()
		<-asked
		interrupt()
		r := <-ended
		letGo()
		if r.code != exitFailed || !strings.Contains(r.stderr, "stopped before it was done") {
			t.Errorf("it ended with %+v", r)
		}
		rows := d.rows("ourcommons")
		if len(rows) != 2 || rows[0].Outcome != models.Failed || rows[0].Reason != "The run was stopped before it had ended." || d.head().Number != 1 {
			t.Errorf("it left %+v, revision %d", rows[0], d.head().Number)
		}
		d.later(time.Minute)
		wantLine(t, d.refresh("ourcommons"), "revision 2: Han Dong: listed as Independent, seen once")
		d.wantSound()
	})
}

func TestARefreshOfADatabaseThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, address := range map[string]string{
		"it lies below a file": filepath.Join(file(t, ""), "caucus.db"),
		"it is a directory":    t.TempDir(),
		"nobody answers":       "postgres://clerk:hunter2@127.0.0.1:1/caucus",
	} {
		d.db = address
		if r := d.run("refresh"); r.code != exitFailed || r.stderr == "" || strings.Contains(r.stderr, "hunter2") || len(d.press.asked) > 0 {
			t.Errorf("%s: it ended with %+v", name, r)
		}
	}
}

// TestPublishersAreToldWhoAsks: by the contact, else by the base URL if that may
// stand in a header.
func TestPublishersAreToldWhoAsks(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	usual := d.environ
	for name, c := range map[string]struct {
		environ []string
		want    string // how the User-Agent ends
	}{
		"a contact":                    {[]string{"CAUCUS_CONTACT=clerk@example.ca", "CAUCUS_BASE_URL=https://caucus.example.ca"}, " (+clerk@example.ca)"},
		"a base URL":                   {[]string{"CAUCUS_BASE_URL=https://caucus.example.ca"}, " (+https://caucus.example.ca)"},
		"a base URL in another script": {[]string{"CAUCUS_BASE_URL=https://caucus.example.ca/élus"}, ""},
		"neither":                      {nil, ""},
	} {
		clear(d.press.agents)
		d.environ = append(slices.Clone(usual), c.environ...)
		d.refresh("parlinfo")
		for agent := range d.press.agents {
			if !strings.HasPrefix(agent, "caucus/") || !strings.HasSuffix(agent, c.want) || c.want == "" && strings.Contains(agent, "(") {
				t.Errorf("%s: publishers are told %q", name, agent)
			}
		}
	}
}
