package jobs

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"caucus/models"
	"caucus/models/temporal"
)

// actor is who writes the revisions of runs.
const actor = "caucus refresh"

// longestDetail bounds the sentence of a proposal, in bytes.
const longestDetail = 600

// fill completes what the reconciliation leaves to the run.
func (w *work) fill(result *models.Result) {
	tally := w.counted(Matching{})
	result.Run.Tally.Documents, result.Run.Tally.Bytes = tally.Documents, tally.Bytes
	result.Base, result.Actor = w.head.Number, actor
	if result.Reason == "" {
		result.Reason = "Read from " + w.source.Title + "."
	}
	w.row.Outcome = models.Unchanged
	if len(result.Open)+len(result.Close) > 0 {
		w.row.Outcome = models.Changed
	}
	result.Queue = append(result.Queue, w.asides...)
	result.Queue = append(result.Queue, w.overtaken(result.Queue)...)
	result.Run.Tally.Proposals = w.open(result.Queue)
	w.row.Tally = result.Run.Tally
}

// open is how many proposals of this source are open once those of the run are
// written.
func (w *work) open(queue []models.Proposal) int {
	open := map[models.ProposalID]bool{}
	for i := range w.queue {
		open[w.queue[i].ID] = true
	}
	for i := range queue {
		if delete(open, queue[i].ID); queue[i].Settled == 0 {
			open[queue[i].ID] = true
		}
	}
	return len(open)
}

// counted counts what was served, and what the rows were found to mean.
func (w *work) counted(m Matching) models.Tally {
	t := models.Tally{Documents: len(w.docs), Records: len(m.People), Unread: len(m.Unmatched)}
	for i := range w.served {
		if !w.served[i].Unchanged {
			t.Bytes += int64(len(w.served[i].Body))
		}
	}
	return t
}

// overtaken settles the refused documents of this source that still wait: one
// that was accepted has taken their place, or an editor let one through.
func (w *work) overtaken(queue []models.Proposal) (list []models.Proposal) {
	told := map[models.ProposalID]bool{}
	for i := range queue {
		told[queue[i].ID] = true
	}
	for _, p := range w.queue {
		if p.Kind != models.RefusedDocument || told[p.ID] {
			continue
		}
		p.Settled, p.Settlement = max(w.row.Began, p.Opened), models.Overtaken
		if p.Snapshot == w.LetThrough {
			p.Settlement = models.Taken
		}
		list = append(list, p)
	}
	return list
}

// paper is a document that waits for an editor.
type paper struct {
	title    string
	snapshot models.SnapshotID
}

// newestPage is the page that a source read last: the one that it complains of.
func (w *work) newestPage() []paper {
	if n := len(w.served); n > 0 {
		return []paper{{w.served[n-1].Title, w.served[n-1].Snapshot}}
	}
	return nil
}

// decisive are the documents that tell of many people: what is implausible lies
// in them, and not in what was asked about a few.
func (w *work) decisive() (list []paper) {
	for i := range w.docs {
		if w.docs[i].Lists != models.ListsSome {
			list = append(list, paper{w.docs[i].Title, w.docs[i].Snapshot})
		}
	}
	if len(list) == 0 {
		for i := range w.docs {
			list = append(list, paper{w.docs[i].Title, w.docs[i].Snapshot})
		}
	}
	return list
}

// refused are the proposals that let an editor decide on documents.
func (w *work) refused(papers []paper, why ...models.Refusal) (list []models.Proposal) {
	for _, at := range papers {
		p := models.Proposal{
			Kind: models.RefusedDocument, Source: w.source.ID, Subject: at.title,
			Detail: plain(details(why)), Snapshot: at.snapshot, Opened: w.row.Began, LastSeen: w.row.Began,
		}
		p.ID = models.NewProposalID(&p)
		list = append(list, p)
	}
	return list
}

// plain is a text that came from outside as everybody may read it: without
// bytes that are no text, and without controls.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// details says in a few sentences why a document is refused.
func details(refusals []models.Refusal) string {
	var b strings.Builder
	for i := range refusals {
		if b.Len()+len(refusals[i].Detail) > longestDetail {
			break
		}
		if b.Len() > 0 {
			b.WriteString(" ")
		}
		b.WriteString(refusals[i].Detail)
	}
	return b.String()
}

// record writes the result. Once begun it is not broken off, however the
// context ends: the lease decides.
func (w *work) record(ctx context.Context) error {
	if err := w.sound(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	w.close()
	w.result.Run = w.row
	if w.DryRun {
		return nil
	}
	w.tell("recording", 0, 1)
	writing, stop := context.WithTimeout(context.WithoutCancel(ctx), writeWithin)
	defer stop()
	row, _, err := w.Keeper.Finish(writing, w.Lease, w.result)
	if err != nil {
		return err
	}
	w.row = row
	w.tell("recording", 1, 1)
	return nil
}

// close notes when the run ended and what it read.
func (w *work) close() {
	w.row.Ended = w.row.Began + temporal.Instant(max(0, w.Clock().Sub(w.start)).Microseconds())
	w.row.Snapshots = nil
	for i := range w.served {
		w.note(w.served[i].Snapshot)
	}
	for i := range w.docs { // those of a source that asks nobody
		w.note(w.docs[i].Snapshot)
	}
}

func (w *work) note(id models.SnapshotID) {
	if id != "" && !slices.Contains(w.row.Snapshots, id) {
		w.row.Snapshots = append(w.row.Snapshots, id)
	}
}
