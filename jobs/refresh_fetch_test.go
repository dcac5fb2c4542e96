package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

func TestWhenADocumentNeedNotBeSentAgain(t *testing.T) {
	for _, c := range []struct {
		name   string
		kept   bool
		claims []models.Claim
		want   bool
	}{
		{"nothing is kept", false, nil, false},
		{"it is kept", true, nil, true},
		{"all claims were seen twice", true, []models.Claim{{Source: "ourcommons", FirstSeen: 1, SecondSeen: 2}}, true},
		{"a claim waits for a second sighting", true, []models.Claim{{Source: "ourcommons", FirstSeen: 1}}, false},
		{"one that is gone does not wait", true, []models.Claim{{Source: "ourcommons", FirstSeen: 1, Gone: 2}}, true},
		{"one of another source waits", true, []models.Claim{{Source: "parlinfo", FirstSeen: 1}}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			if h.claims = c.claims; c.kept {
				page := h.page(fetch.Request{Path: theList}, false)
				h.kept = append(h.kept, page.Served("ourcommons"))
			}
			h.must()
			if diff := cmp.Diff([]bool{c.want}, h.known); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(h.inputs) != 1 || len(h.inputs[0].Docs) != 1 || h.checked != 1 {
				t.Error("it does not go through all steps")
			}
			if bytes := h.runs[0].Tally.Bytes; (bytes == 0) != c.want || h.runs[0].Tally.Documents != 1 {
				t.Errorf("%d bytes are counted as served", bytes)
			}
		})
	}
}

func people(n int) (list []fetch.Wanted) {
	for i := range n {
		list = append(list, fetch.Wanted{Person: models.PersonID(fmt.Sprintf("per_%03d", i))})
	}
	return list
}

// profile is how the publisher follows: one document for each of them.
func (h *house) profile(asked *[]fetch.Wanted, fault error) func(ctx context.Context, get fetch.Getter, people []fetch.Wanted) ([]models.Document, error) {
	return func(ctx context.Context, get fetch.Getter, people []fetch.Wanted) ([]models.Document, error) {
		*asked = append(*asked, people...)
		page, err := get(ctx, fetch.Request{Path: "Members/en/x(105091)/XML", Title: "Han Dong, as XML"})
		if err != nil {
			return nil, err
		}
		doc, _ := document(page)
		doc.Lists = models.ListsSome
		return []models.Document{doc}, fault
	}
}

func TestWhoeverIsWantedIsAskedAbout(t *testing.T) {
	h := newHouse(t)
	var asked []fetch.Wanted
	h.wanted, h.publisher.follow = people(3), h.profile(&asked, nil)
	h.must()
	if diff := cmp.Diff(h.wanted, asked); diff != "" {
		t.Errorf("asked about (-want +got):\n%s", diff)
	}
	if len(h.inputs) != 2 || len(h.inputs[0].Docs) != 1 || len(h.inputs[1].Docs) != 2 || h.checked != 2 {
		t.Errorf("%d plans, %d checks", len(h.inputs), h.checked)
	}
	if row := h.runs[0]; len(row.Snapshots) != 2 || row.Tally.Documents != 2 {
		t.Errorf("the row is %+v", row)
	}
}

func TestAtMostFortyAreAskedAboutAndEachHasATurn(t *testing.T) {
	h := newHouse(t)
	var asked []fetch.Wanted
	h.wanted, h.publisher.follow = people(100), h.profile(&asked, nil)
	h.must()
	if len(asked) != 40 {
		t.Fatalf("asked about %d people", len(asked))
	}
	first := instant("2023-03-23 05:40")
	for _, n := range []int{41, 48, 60, 80, 96, 120, 160, 240, 338} {
		for _, hours := range []temporal.Instant{1, 3, 12, 24} { // between two runs
			seen := map[models.PersonID]bool{}
			for run := range temporal.Instant(120) {
				w := &work{Order: Order{At: first + run*hours*hour}}
				for _, p := range w.some(people(n)) {
					seen[p.Person] = true
				}
			}
			if len(seen) != n {
				t.Errorf("every %d hours: in 120 runs %d of %d people had a turn", hours, len(seen), n)
			}
		}
	}
}

func TestWhatHappensWhenNobodyCanBeAskedAbout(t *testing.T) {
	for _, c := range []struct {
		name    string
		fault   error
		list    bool // the source has a list
		outcome models.Outcome
		papers  int
		logged  string
	}{
		{"the publisher does not answer any more: the list stands", &fetch.Unavailable{Reason: "did not answer in time"}, true, models.Unchanged, 0, "did not answer in time"},
		{"a profile cannot be read: it waits for an editor, and the list stands", &fetch.Unreadable{Rule: "html", Detail: "It is a web page."}, true, models.Unchanged, 1, "web page"},
		{"the source goes wrong", errDisk, true, models.Failed, 0, "disk"},
		{"a source without a list does not answer", &fetch.Unavailable{Reason: "did not answer in time"}, false, models.Unavailable, 0, "did not answer"},
		{"a profile of a source without a list cannot be read", &fetch.Unreadable{Rule: "html", Detail: "It is a web page."}, false, models.Refused, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			h.wanted = people(2)
			h.publisher.follow = func(ctx context.Context, get fetch.Getter, _ []fetch.Wanted) ([]models.Document, error) {
				if _, err := get(ctx, fetch.Request{Path: "Members/en/x(105091)/XML", Title: "Han Dong, as XML"}); err != nil {
					return nil, err
				}
				return nil, fmt.Errorf("ask about Han Dong: %w", c.fault)
			}
			if !c.list {
				h.publisher.list = func(context.Context, fetch.Getter, fetch.Watch) ([]models.Document, error) { return nil, nil }
			}
			h.must()
			if row := h.runs[0]; row.Outcome != c.outcome {
				t.Errorf("it is %s: %s", row.Outcome, row.Reason)
			}
			queue := h.results[0].Queue
			if len(queue) != c.papers || c.papers > 0 && (queue[0].Subject != "Han Dong, as XML" || queue[0].Detail != "It is a web page.") {
				t.Errorf("it leaves to editors %+v", queue)
			}
			if h.log.count(c.logged) == 0 {
				t.Errorf("the log says %s", h.log.text.String())
			}
		})
	}
}

func TestASourceWithoutAListAsksNobodyIfNobodyIsWanted(t *testing.T) {
	h := newHouse(t)
	h.publisher.list = func(context.Context, fetch.Getter, fetch.Watch) ([]models.Document, error) { return nil, nil }
	h.publisher.follow = func(context.Context, fetch.Getter, []fetch.Wanted) ([]models.Document, error) {
		t.Error("it is asked about nobody")
		return nil, nil
	}
	if h.must(); h.runs[0].Outcome != models.Unchanged || h.runs[0].Tally.Documents != 0 {
		t.Errorf("it is %+v", h.runs[0])
	}
}

func TestARefusalNamesTheListAndNotWhoeverWasAskedAbout(t *testing.T) {
	h := newHouse(t)
	var asked []fetch.Wanted
	h.wanted, h.publisher.follow = people(1), h.profile(&asked, nil)
	h.steps.check = func(_ *Held, _ Matching, docs []models.Document, _ []models.Claim, _ temporal.Instant) []models.Refusal {
		if len(docs) == 2 {
			return []models.Refusal{{Rule: "future_day", Detail: "A day lies ahead."}}
		}
		return nil
	}
	h.must()
	if queue := h.results[0].Queue; len(queue) != 1 || queue[0].Subject != "Members, as XML" {
		t.Errorf("to editors it leaves %+v", queue)
	}
}

func TestASourceAtRestIsAskedByCommandOnly(t *testing.T) {
	down := func(n int, ended temporal.Instant) (list []models.Run) {
		for range n {
			list = append(list, models.Run{Source: "ourcommons", Trigger: models.BySchedule, Outcome: models.Unavailable, Began: ended, Ended: ended})
		}
		return list
	}
	for _, c := range []struct {
		name  string
		runs  []models.Run
		asked bool
	}{
		{"all is well", nil, true},
		{"it was down a quarter of an hour ago", down(1, at(t, "2023-03-22T21:45:00Z")), true},
		{"it was down five minutes ago", down(1, at(t, "2023-03-22T21:55:00Z")), false},
		{"it has been down for a day", down(8, at(t, "2023-03-22T15:00:00Z")), false},
		{"it asked for rest", []models.Run{{Source: "ourcommons", Trigger: models.ByCommand, Outcome: models.Unavailable, Ended: 1, RestUntil: at(t, "2023-03-22T23:00:00Z")}}, false},
	} {
		for _, trigger := range []models.Trigger{models.BySchedule, models.ByCommand} {
			t.Run(c.name+", "+string(trigger), func(t *testing.T) {
				h := newHouse(t)
				h.runs, h.order.Trigger, h.order.Slot = c.runs, trigger, 5
				before := len(h.runs)
				report := h.must()
				asked := c.asked || trigger == models.ByCommand
				if (len(h.known) == 1) != asked || (len(h.runs) > before) != asked || (report.RestUntil == 0) != asked {
					t.Errorf("asked %d times; it rests until %v; %d rows", len(h.known), report.RestUntil, len(h.runs)-before)
				}
				if asked && h.runs[0].Slot != 5 {
					t.Errorf("for %v", h.runs[0].Slot)
				}
			})
		}
	}
}

func TestTheNewestDocumentThatWasAccepted(t *testing.T) {
	for _, last := range [][2]models.Outcome{{models.Unchanged, models.Changed}, {models.Changed, models.Unchanged}} {
		h := newHouse(t)
		h.runs = []models.Run{
			{Source: "ourcommons", Outcome: models.Refused, Began: 50}, {Source: "parlinfo", Outcome: models.Changed, Began: 45},
			{Source: "ourcommons", Outcome: last[0], Began: 40}, {Source: "ourcommons", Outcome: last[1], Began: 30},
		}
		var newest temporal.Instant
		h.steps.check = func(_ *Held, _ Matching, _ []models.Document, _ []models.Claim, n temporal.Instant) []models.Refusal {
			newest = n
			return nil
		}
		if h.must(); newest != 40 {
			t.Errorf("it was served at %d", newest)
		}
	}
}

// refusedList is a house with a list that was refused some days ago.
func refusedList(t *testing.T) (*house, models.Proposal) {
	h := newHouse(t)
	page := h.page(fetch.Request{Path: theList}, false)
	page.At = at(t, "2023-03-20T12:00:00Z")
	s := page.Served("ourcommons")
	s.SeenAt = at(t, "2023-03-21T12:00:00Z")
	h.kept = append(h.kept, s)
	p := models.Proposal{ID: "prp_refused", Kind: models.RefusedDocument, Source: "ourcommons", Subject: "Members, as XML", Snapshot: s.ID, Opened: s.RetrievedAt}
	h.queue = []models.Proposal{p}
	h.order.Trigger = models.ByEditor
	return h, p
}

func TestAnEditorLetsADocumentThrough(t *testing.T) {
	h, p := refusedList(t)
	h.order.LetThrough = p.Snapshot
	h.refusals = []models.Refusal{{Rule: "mass_change", Detail: "They all change."}}
	h.must()
	row, in := h.runs[0], h.inputs[0]
	if row.Outcome != models.Unchanged || row.Trigger != models.ByEditor || h.checked != 0 || !in.LetThrough || len(h.known) != 0 {
		t.Errorf("the row is %+v; checked %d times", row, h.checked)
	}
	if in.At != h.kept[0].SeenAt || in.Docs[0].At != in.At || in.Docs[0].Title != p.Subject || row.Began <= in.At || row.Snapshots[0] != p.Snapshot {
		t.Errorf("at %v, with %+v", in.At, in.Docs[0])
	}
	p.Settled, p.Settlement = row.Began, models.Taken
	if diff := cmp.Diff([]models.Proposal{p}, h.results[0].Queue); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if slices.ContainsFunc(h.asked, func(s string) bool { return strings.HasPrefix(s, "keep") }) {
		t.Errorf("it is kept again: %v", h.asked)
	}
}

func TestWhatCannotBeLetThrough(t *testing.T) {
	for _, c := range []struct {
		name  string
		given func(h *house)
		want  error
	}{
		{"a document that nobody knows", func(h *house) { h.order.LetThrough = "snp_x" }, models.ErrNotFound},
		{"one of another source", func(h *house) { h.kept[0].Source = "parlinfo" }, nil},
		{"one that is no longer kept", func(h *house) { h.kept[0].Body = nil }, nil},
		{"one that a newer one has overtaken", func(h *house) {
			h.runs = []models.Run{{Source: "ourcommons", Outcome: models.Unchanged, Began: h.kept[0].SeenAt + 1}}
		}, nil},
		{"one that is no text", func(h *house) {
			h.kept[0].Body = []byte("Qu\xe9bec")
			h.kept[0].ContentType = "text/xml; charset=utf-8"
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, p := refusedList(t)
			h.order.LetThrough = p.Snapshot
			c.given(h)
			_, err := h.run(context.Background())
			if err == nil || c.want != nil && !errors.Is(err, c.want) || len(h.results) != 0 {
				t.Errorf("got %v, and the rows %v", err, h.results)
			}
		})
	}
}

func TestARefusedDocumentIsOvertakenByOneThatIsAccepted(t *testing.T) {
	h, p := refusedList(t)
	h.order.Trigger = models.BySchedule
	h.refusals = []models.Refusal{{Rule: "older", Detail: "It is older."}}
	h.must()
	if queue := h.results[0].Queue; len(queue) != 1 || queue[0].Settled != 0 {
		t.Errorf("after another refusal %+v", queue)
	}
	h.refusals = nil
	h.must()
	if before, now := h.runs[1].Tally.Proposals, h.runs[0].Tally.Proposals; before != 2 || now != 0 {
		t.Errorf("open were %d, and are %d", before, now)
	}
	p.Settled, p.Settlement = h.runs[0].Began, models.Overtaken
	if diff := cmp.Diff([]models.Proposal{p}, h.results[1].Queue); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAReplayIsServedAtItsOwnTime(t *testing.T) {
	h := newHouse(t)
	then := at(t, "2021-11-22T17:20:00Z")
	page := h.page(fetch.Request{Path: theList, Title: "Members, as XML"}, false)
	page.At = then
	h.order = Order{Trigger: models.ByReplay, At: then, Pages: []fetch.Page{page}}
	h.wanted = people(2)
	h.publisher.follow = func(context.Context, fetch.Getter, []fetch.Wanted) ([]models.Document, error) {
		t.Error("the publisher is asked in a replay")
		return nil, nil
	}
	h.must()
	row, in := h.runs[0], h.inputs[0]
	if row.Began != then || row.Trigger != models.ByReplay || row.Fence != 0 || h.leases[0] != nil || row.Outcome != models.Unchanged {
		t.Errorf("the row is %+v", row)
	}
	if took := row.Ended - row.Began; took <= 0 || took > 60_000_000 {
		t.Errorf("it took %v", took)
	}
	if in.At != then || in.Held.Today.String() != "2021-11-22" || len(h.known) != 0 || len(h.kept) != 1 {
		t.Errorf("at %v on %v", in.At, in.Held.Today)
	}
}

func TestASourceThatAsksNobody(t *testing.T) {
	h := newHouse(t)
	h.order.Feed = Feed{Source: h.publisher}
	if report, err := h.Refresher.Run(context.Background(), h.order); err != nil || report.Run.Outcome != models.Unavailable {
		t.Errorf("a list is asked for all the same: %+v, %v", report.Run, err)
	}
	h.publisher.list = func(context.Context, fetch.Getter, fetch.Watch) ([]models.Document, error) {
		return []models.Document{{Source: "dataset", Snapshot: "snp_dataset"}}, nil
	}
	h.order.Feed = Feed{Source: h.publisher}
	report, err := h.Refresher.Run(context.Background(), h.order)
	if err != nil || report.Run.Outcome != models.Unchanged || len(report.Run.Snapshots) != 1 {
		t.Errorf("got %+v, %v", report.Run, err)
	}
}
