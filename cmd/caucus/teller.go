package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"caucus/jobs"
	"caucus/models"
)

// teller tells what came of runs: for people a line for each and what waits at
// the end, for programs one JSON object for each.
type teller struct {
	out    io.Writer
	json   bool
	counts map[models.Outcome]int
	queue  map[models.ProposalID]models.Proposal // that is open
}

func newTeller(out io.Writer, asJSON bool) *teller {
	return &teller{out: out, json: asJSON, counts: map[models.Outcome]int{}, queue: map[models.ProposalID]models.Proposal{}}
}

// shownOpen is how many open proposals the summary for people lists.
const shownOpen = 30

// runLine is a run as JSON.
type runLine struct {
	Source   models.SourceID  `json:"source"`
	Began    string           `json:"began"`
	Outcome  models.Outcome   `json:"outcome"`
	Reason   string           `json:"reason"`
	Revision int              `json:"revision"`
	Says     string           `json:"says"` // the reason of the revision
	Tally    models.Tally     `json:"tally"`
	Refusals []models.Refusal `json:"refusals"`
}

func (t *teller) run(r jobs.Report) error {
	t.counts[r.Run.Outcome]++
	for _, p := range r.Result.Queue {
		if p.Settled != 0 {
			delete(t.queue, p.ID)
		} else {
			t.queue[p.ID] = p
		}
	}
	if t.json {
		refusals := r.Run.Refusals
		if refusals == nil {
			refusals = []models.Refusal{}
		}
		return json.NewEncoder(t.out).Encode(runLine{r.Run.Source, r.Run.Began.String(), r.Run.Outcome, r.Run.Reason,
			r.Run.Revision, r.Result.Reason, r.Run.Tally, refusals})
	}
	line := fmt.Sprintf("%s %-16s %-11s", r.Run.Began.Time().Format("2006-01-02 15:04Z"), r.Run.Source, r.Run.Outcome)
	switch {
	case r.Run.Revision != 0:
		line += fmt.Sprintf(" revision %d: %s", r.Run.Revision, r.Result.Reason)
	case r.Run.Outcome == models.Changed && len(r.Result.Open)+len(r.Result.Close) > 0: // a dry run
		line += " would record: " + r.Result.Reason
	case r.Run.Reason != "":
		line += " " + r.Run.Reason
	default:
		line += fmt.Sprintf(" %d people, %d as the register has them", r.Run.Tally.Records, r.Run.Tally.Agreeing)
	}
	if n := r.Run.Tally.Proposals; n > 0 {
		line += fmt.Sprintf(" (%d wait)", n)
	}
	_, err := fmt.Fprintln(t.out, line)
	return err
}

// end tells what all runs came to.
func (t *teller) end() error {
	if t.json {
		return nil
	}
	var parts []string
	for _, o := range models.Outcomes {
		if n := t.counts[o]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no runs"}
	}
	_, err := fmt.Fprintf(t.out, "\n%s\n", strings.Join(parts, ", "))
	if len(t.queue) == 0 || err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "\nWaiting for a second sighting or for an editor: %d\n", len(t.queue))
	shown := 0
	for _, p := range sortedQueue(t.queue) {
		if shown++; shown > shownOpen {
			_, err = fmt.Fprintf(t.out, "  … and %d more, at /api/v1/queue\n", len(t.queue)-shownOpen)
			return err
		}
		fmt.Fprintf(t.out, "  %-16s %s: %s\n", p.Kind, p.Subject, p.Detail)
	}
	return err
}

// progress shows what a run is doing, on a terminal; a run of some seconds needs
// no line in a log.
func (t *teller) progress(p *process) func(doing string, done, total int) {
	if !isTerminal(p.stderr) {
		return nil
	}
	return func(doing string, done, total int) {
		fmt.Fprintf(p.stderr, "\r\x1b[K%s", doing)
		if done >= total {
			fmt.Fprint(p.stderr, "\r\x1b[K")
		}
	}
}

// quiet is a log of what went wrong alone.
func quiet(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelError}))
}

func sortedQueue(queue map[models.ProposalID]models.Proposal) []models.Proposal {
	return slices.SortedFunc(maps.Values(queue), func(a, b models.Proposal) int {
		return cmp.Or(cmp.Compare(a.Opened, b.Opened), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
	})
}
