package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/modeltest"
)

// news is a fact that nobody holds yet.
var news = models.Source{ID: "ourcommons", Title: "Members of the House", Publisher: "House of Commons", Terms: "Speaker's Permission"}

var errDisk = errors.New("disk I/O error at 10.0.0.7:/var/lib/caucus")

// outcomes is how runs end.
var outcomes = []struct {
	name    string
	given   func(h *house)
	outcome models.Outcome
	reason  string // or its beginning
	logged  string // what only the log tells
	rules   []string
	papers  int // documents that wait for an editor
}{
	{"the list says what the register holds", func(*house) {}, models.Unchanged, "", "", nil, 0},
	{"the list says something new", func(h *house) { h.result.Open = []models.Fact{news} }, models.Changed, "", "", nil, 0},
	{"the publisher is down", func(h *house) {
		h.answers = []error{&fetch.Unavailable{Host: "127.0.0.1:9", Reason: "refuses connections"}}
	},
		models.Unavailable, "The publisher refuses connections.", "127.0.0.1:9", nil, 0},
	{"the publisher wants rest", func(h *house) {
		h.answers = []error{fmt.Errorf("asking: %w", &fetch.Unavailable{Host: "mirror", Reason: "answered 429 Too Many Requests", RestUntil: 42})}
	}, models.Unavailable, "The publisher answered 429 Too Many Requests.", "", nil, 0},
	{"the publisher has no list", func(h *house) { h.answers = []error{&fetch.NotThere{Host: "mirror", Status: 404}} },
		models.Unavailable, "The publisher has no such document (404).", "mirror", nil, 0},
	{"the publisher cannot be reached in a way that nobody knows", func(h *house) { h.answers = []error{models.ErrUnavailable} },
		models.Unavailable, "The publisher could not be reached.", "", nil, 0},
	{"a page of HTML is served with status 200", func(h *house) {
		h.publisher.read = func(fetch.Page) (models.Document, error) {
			return models.Document{}, &fetch.Unreadable{Rule: "html", Detail: "The document is a web page."}
		}
	}, models.Refused, "The document is a web page.", "", []string{"html"}, 1},
	{"a document that is no text", func(h *house) {
		h.answers = []error{&fetch.Unreadable{Rule: "invalid_text", Detail: "The document is not in UTF-8."}}
	},
		models.Refused, "The document is not in UTF-8.", "", []string{"invalid_text"}, 1},
	{"everybody changed over night", func(h *house) {
		h.refusals = []models.Refusal{{Rule: "mass_change", Detail: "The labels of 24 members change.", Rows: []string{"row 1 Han\x00 Dong\xff"}}, {Rule: "too_few_rows", Detail: "12 of 338 are listed."}}
	}, models.Refused, "The labels of 24 members change. And 1 more.", "", []string{"mass_change", "too_few_rows"}, 1},
	{"a parser panics", func(h *house) {
		h.publisher.read = func(fetch.Page) (models.Document, error) { panic("index 17 of /home/op") }
	},
		models.Failed, "The program met a fault of its own", "refresh_test.go", nil, 0},
	{"a source goes wrong in a way of its own", func(h *house) {
		h.publisher.read = func(fetch.Page) (models.Document, error) { return models.Document{}, errDisk }
	}, models.Failed, "The program met a fault of its own", "disk I/O", nil, 0},
	{"the documents cannot be kept", func(h *house) { h.failKeep = fmt.Errorf("%w: %w", models.ErrUnavailable, errDisk) },
		models.Failed, "The database could not be read or written.", "disk I/O", nil, 0},
	{"the result cannot be written", func(h *house) { h.finish = []error{errDisk} },
		models.Failed, "The database could not be read or written.", "disk I/O", nil, 0},
	{"the database is away when the result is written", func(h *house) { h.finish = []error{errAway} },
		models.Failed, "The database could not be read or written.", "is away", nil, 0},
	{"what was broken before stays broken", func(h *house) {
		facts := modeltest.New().Facts
		facts.Tenures = append(facts.Tenures, models.Tenure{ID: "ten_x", House: modeltest.Commons, Parliament: 44})
		h.facts, h.result.Open = func() *models.Facts { return &facts }, []models.Fact{news}
	}, models.Changed, "", "", nil, 0},
	{"the result is faulty", func(h *house) {
		h.finish = []error{&models.InvalidError{Faults: []models.Fault{{Field: "claim", Want: "a name"}}}}
	},
		models.Failed, "The program met a fault of its own", "claim", nil, 0},
	{"the result would break the register", func(h *house) {
		h.result.Open = []models.Fact{models.Affiliation{ID: "aff_x", Person: "per_nobody", Axis: models.Designation}}
	}, models.Failed, "What follows from the documents would break: ", "", nil, 0},
	{"the guards of the database refuse the result", func(h *house) { h.finish = []error{models.ErrConflict} },
		models.Failed, "The database refused", "", nil, 0},
	{"the register is empty", func(h *house) { h.facts = func() *models.Facts { return &models.Facts{} } },
		models.Failed, "The register is empty", "", nil, 0},
}

func TestHowRunsEnd(t *testing.T) {
	for _, c := range outcomes {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			c.given(h)
			report := h.must()
			row := h.runs[0]
			if diff := cmp.Diff(row, report.Run); diff != "" {
				t.Errorf("another run is reported than was left (-left +reported):\n%s", diff)
			}
			if row.Outcome != c.outcome || !strings.HasPrefix(row.Reason, c.reason) || (c.reason == "") != (row.Reason == "") {
				t.Errorf("it is %s: %q", row.Outcome, row.Reason)
			}
			for _, secret := range []string{"127.0.0.1", "10.0.0.7", "mirror", "/home", ".go"} {
				if strings.Contains(fmt.Sprintf("%+v", row), secret) {
					t.Errorf("everybody may read %q: %+v", secret, row)
				}
			}
			if h.log.count(c.logged) == 0 || h.log.count("run "+string(c.outcome)) != 1 {
				t.Errorf("the log says %s", h.log.text.String())
			}
			var rules []string
			for _, r := range row.Refusals {
				rules = append(rules, r.Rule)
			}
			if diff := cmp.Diff(c.rules, rules); diff != "" {
				t.Errorf("rules (-want +got):\n%s", diff)
			}
			if row.Began == 0 || row.Ended <= row.Began || row.Source != "ourcommons" || row.Trigger != models.ByCommand || row.Fence != 3 {
				t.Errorf("the row is %+v", row)
			}
			h.refusedPapers(c.papers)
			if left := h.results[0]; c.outcome != models.Changed && len(left.Open)+len(left.Close)+len(left.Claims)+len(left.Seen) > 0 {
				t.Errorf("it records %+v", left)
			}
		})
	}
}

// refusedPapers checks the documents that wait for an editor.
func (h *house) refusedPapers(want int) {
	h.t.Helper()
	queue := h.results[0].Queue
	if len(queue) != want {
		h.t.Fatalf("%d documents wait for an editor, want %d: %+v", len(queue), want, queue)
	}
	for _, p := range queue {
		if p.Kind != models.RefusedDocument || p.Subject != "Members, as XML" || p.Snapshot != h.kept[0].ID || p.Detail == "" || p.ID != models.NewProposalID(&p) {
			h.t.Errorf("it waits as %+v", p)
		}
	}
}

func TestADryRunWritesNothingWhateverComesOfIt(t *testing.T) {
	for _, c := range outcomes {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			c.given(h)
			h.order.DryRun, h.order.Lease, h.readOnly = true, nil, true
			report := h.must()
			want := c.outcome
			if h.failKeep != nil || len(h.finish) > 0 { // of writing, which it does not come to
				want = models.Unchanged
			}
			if report.Run.Outcome != want || report.Run.ID != 0 || len(h.runs) != 0 {
				t.Errorf("it would be %s, want %s; it left %v", report.Run.Outcome, want, h.runs)
			}
			if diff := cmp.Diff(report.Run, report.Result.Run); diff != "" {
				t.Errorf("(-run +result):\n%s", diff)
			}
			if want == models.Changed && len(report.Result.Open) != 1 || want == models.Refused && len(report.Result.Queue) != c.papers {
				t.Errorf("it would record %+v", report.Result)
			}
		})
	}
}

func TestARunLeavesWhatFollows(t *testing.T) {
	h := newHouse(t)
	h.result = models.Result{
		Run:    models.Run{Tally: models.Tally{Records: 337, Agreeing: 336, Differing: 1, Claims: 1}},
		Claims: []models.Claim{{Source: "ourcommons", Person: "per_dong"}}, Seen: []int{1, 2}, Open: []models.Fact{news}, Reason: "Han Dong: Independent.",
	}
	h.must()
	got := h.results[0]
	want := h.result
	want.Base, want.Actor = 7, "caucus refresh"
	want.Run = models.Run{Source: "ourcommons", Trigger: models.ByCommand, Outcome: models.Changed, Fence: 3, Revision: 8, ID: 1,
		Began: got.Run.Began, Ended: got.Run.Ended, Snapshots: []models.SnapshotID{h.kept[0].ID},
		Tally: models.Tally{Documents: 1, Bytes: 28, Records: 337, Agreeing: 336, Differing: 1, Claims: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ask " + theList, "keep https://www.ourcommons.ca/" + theList, "finish changed"}, h.asked); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if n := len(h.progress); n < 5 || h.progress[n-1] != "recording 1/1" {
		t.Errorf("progress: %q", h.progress)
	}
}

func TestADocumentIsKeptBeforeItIsRead(t *testing.T) {
	h := newHouse(t)
	h.publisher.read = func(p fetch.Page) (models.Document, error) {
		if len(h.kept) != 1 || h.kept[0].ID != p.Snapshot {
			t.Errorf("kept before it is read: %v", h.kept)
		}
		return document(p)
	}
	h.must()
}

func TestTheStepsAreToldWhatIsKnown(t *testing.T) {
	h := newHouse(t)
	h.claims = []models.Claim{
		{ID: 1, Source: "ourcommons"}, {ID: 2, Source: "parlinfo"},
		{ID: 3, Source: "ourcommons", Gone: 9}, {ID: 4, Source: "parlinfo", Gone: 9},
	}
	h.queue = []models.Proposal{{ID: "prp_a", Source: "ourcommons"}, {ID: "prp_b", Source: "parlinfo"}, {ID: "prp_c", Source: "ourcommons", Settled: 9}}
	h.must()
	in := h.inputs[0]
	var claims []int
	for _, c := range in.Claims {
		claims = append(claims, c.ID)
	}
	if diff := cmp.Diff([]int{1, 2, 3}, claims); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	if len(in.Queue) != 1 || in.Queue[0].ID != "prp_a" || in.Source.ID != "ourcommons" || len(in.Docs) != 1 || in.LetThrough {
		t.Errorf("told %+v", in)
	}
	if len(h.results[0].Queue) != 0 {
		t.Errorf("what waits is touched: %+v", h.results[0].Queue)
	}
	if in.Held.Today != modeltest.Day("2023-03-22") || in.Held.Parliament.Number != 44 || in.At != h.runs[0].Began {
		t.Errorf("on %v of parliament %d, at %v", in.Held.Today, in.Held.Parliament.Number, in.At)
	}
}

func TestTheDayIsThatOfOttawa(t *testing.T) {
	h := newHouse(t)
	h.now = at(t, "2023-03-23T01:36:00Z").Time()
	if h.must(); h.inputs[0].Held.Today != modeltest.Day("2023-03-22") {
		t.Errorf("Han Dong speaks on %v", h.inputs[0].Held.Today)
	}
}

func TestOthersRecordRevisionsAtTheSameTime(t *testing.T) {
	conflicts := func(n int) (list []error) {
		for range n {
			list = append(list, fmt.Errorf("finish: %w", models.ErrConflict))
		}
		return list
	}
	for _, c := range []struct {
		name    string
		finish  []error
		outcome models.Outcome
		base    int
	}{
		{"once", conflicts(1), models.Changed, 8},
		{"nineteen times", conflicts(19), models.Changed, 26},
		{"for ever", conflicts(20), models.Failed, 26},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			h.result.Open, h.finish, h.moves = []models.Fact{news}, c.finish, true
			var asked []fetch.Wanted
			h.wanted, h.publisher.follow = people(1), h.profile(&asked, nil)
			h.must()
			if row := h.runs[0]; row.Outcome != c.outcome || h.results[0].Base != c.base {
				t.Errorf("it is %s from revision %d: %s", row.Outcome, h.results[0].Base, row.Reason)
			}
			if len(h.known) != 2 || len(asked) != 1 || len(h.inputs[len(h.inputs)-1].Docs) != 2 {
				t.Errorf("the publisher is asked %d times, and about %v", len(h.known), asked)
			}
		})
	}
	t.Run("nobody does, the result itself is refused", func(t *testing.T) {
		h := newHouse(t)
		h.finish = conflicts(1)
		h.must()
		if row := h.runs[0]; row.Outcome != models.Failed || len(h.inputs) != 1 {
			t.Errorf("it is %s after %d plans", row.Outcome, len(h.inputs))
		}
	})
}

func TestARunThatIsStoppedLeavesARow(t *testing.T) {
	for _, c := range []struct {
		name   string
		stop   func(context.Context) (context.Context, func())
		reason string
		fence  int
	}{
		{"the process ends", func(ctx context.Context) (context.Context, func()) { return context.WithCancel(ctx) }, "The run was stopped before it had ended.", 3},
		{"it took too long", func(ctx context.Context) (context.Context, func()) {
			ctx, cancel := context.WithTimeout(ctx, 0)
			return ctx, cancel
		}, "The run took longer than it may and was stopped.", 3},
		{"the lease is lost", func(ctx context.Context) (context.Context, func()) {
			ctx, cancel := context.WithCancelCause(ctx)
			return ctx, func() { cancel(models.ErrLost) }
		}, "The run was overtaken", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			ctx, stop := c.stop(context.Background())
			h.publisher.read = func(p fetch.Page) (models.Document, error) {
				stop()
				return document(p)
			}
			report, err := h.run(ctx)
			if err == nil || report.Run.Outcome != models.Failed {
				t.Errorf("got %+v, %v", report.Run, err)
			}
			if row := h.runs[0]; !strings.HasPrefix(row.Reason, c.reason) || row.Fence != c.fence || (h.leases[0] == nil) != (c.fence == 0) {
				t.Errorf("the row is %+v under %v", row, h.leases[0])
			}
			if len(h.results) != 1 || len(h.inputs) != 0 {
				t.Errorf("it went on: %v", h.results)
			}
		})
	}
}

func TestALeaseThatIsLostAtTheLastMoment(t *testing.T) {
	for _, c := range []struct {
		name   string
		given  func(h *house)
		finish []error
	}{
		{"before a revision", func(h *house) { h.result.Open = []models.Fact{news} }, []error{models.ErrLost}},
		{"before the row of a refused run", func(h *house) { h.refusals = []models.Refusal{{Rule: "older", Detail: "It is older."}} }, []error{models.ErrLost}},
		{"after the guards refused a revision", func(h *house) { h.result.Open = []models.Fact{news} }, []error{models.ErrConflict, models.ErrLost}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			c.given(h)
			h.finish = c.finish
			h.must()
			row := h.runs[0]
			if row.Outcome != models.Failed || !strings.Contains(row.Reason, "another process") || row.Fence != 0 || h.leases[0] != nil {
				t.Errorf("the row is %+v under %v", row, h.leases[0])
			}
			if left := h.results[0]; len(left.Open)+len(left.Queue)+len(row.Refusals) > 0 || len(h.results) != 1 {
				t.Errorf("it leaves %+v", left)
			}
		})
	}
}

func TestARunThatCannotEvenLeaveARow(t *testing.T) {
	h := newHouse(t)
	h.finish = []error{errDisk, errDisk}
	if _, err := h.run(context.Background()); !errors.Is(err, errDisk) || !strings.Contains(err.Error(), "leave a row of the run of ourcommons") {
		t.Errorf("got %v", err)
	}
	h = newHouse(t)
	h.away = errDisk
	if report, err := h.run(context.Background()); err != nil || report.Run.Outcome != models.Failed {
		t.Errorf("the register cannot be read: %+v, %v", report, err)
	}
}

func TestAClockThatIsSetBackDoesNotEndARunBeforeItBegins(t *testing.T) {
	h := newHouse(t)
	h.Refresher.Clock = func() time.Time { h.now = h.now.Add(-time.Hour); return h.now }
	if h.must(); h.runs[0].Ended < h.runs[0].Began {
		t.Errorf("it ended at %v and began at %v", h.runs[0].Ended, h.runs[0].Began)
	}
}
