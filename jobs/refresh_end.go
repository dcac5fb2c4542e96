package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"caucus/jobs/fetch"
	"caucus/models"
)

// errNoHouse says that the register cannot be refreshed yet.
var errNoHouse = errors.New("there is no House to refresh")

// implausible are the reasons for which a run is refused.
type implausible []models.Refusal

// Error is the first reason, and how many there are.
func (e implausible) Error() string {
	if n := len(e); n > 1 {
		return fmt.Sprintf("%s And %d more.", e[0].Detail, n-1)
	}
	return e[0].Detail
}

// panicked is a panic of a step of a run.
type panicked struct {
	value any
	stack []byte
}

// Error is what the panic said, for the log.
func (e *panicked) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// leave writes the row of a run that recorded nothing: whatever happens, even
// when the process is told to end or the lease is over, there is a row.
func (w *work) leave(ctx context.Context, err error) error {
	w.result = models.Result{Base: w.head.Number, Queue: w.judge(ctx, err)}
	tally := w.counted(Matching{})
	w.row.Tally.Documents, w.row.Tally.Bytes, w.row.Tally.Proposals = tally.Documents, tally.Bytes, w.open(w.result.Queue)
	w.close()
	w.detail(err)
	w.result.Run = w.row
	if w.DryRun {
		return nil
	}
	lease, within := w.Lease, letGo
	if errors.Is(context.Cause(ctx), models.ErrLost) || errors.Is(err, models.ErrLost) {
		lease, within = nil, writeWithin // the process goes on: nobody waits for it
	}
	writing, stop := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer stop()
	row, _, finishing := w.Keeper.Finish(writing, lease, w.result)
	if errors.Is(finishing, models.ErrLost) {
		w.result.Queue = w.lost()
		w.row.Tally.Proposals = w.open(nil)
		w.result.Run = w.row
		row, _, finishing = w.Keeper.Finish(writing, nil, w.result)
	}
	if finishing != nil {
		return fmt.Errorf("leave a row of the run of %s: %w", w.source.ID, errors.Join(finishing, err))
	}
	w.row, w.result.Run = row, row
	return nil
}

// judge finds the outcome of a run that went wrong, and its reason, which
// everybody may read: it names nothing of this machine or its database. It
// returns the documents that wait for an editor because of it.
func (w *work) judge(ctx context.Context, err error) []models.Proposal {
	var refusals implausible
	var unreadable *fetch.Unreadable
	var kept *keepError
	w.row.Outcome = models.Failed
	switch {
	case errors.Is(context.Cause(ctx), models.ErrLost) || errors.Is(err, models.ErrLost):
		return w.lost()
	case ctx.Err() != nil:
		w.row.Reason = "The run was stopped before it had ended."
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			w.row.Reason = "The run took longer than it may and was stopped."
		}
	case errors.As(err, &kept):
		w.row.Reason = "The database could not be read or written."
	case errors.As(err, &refusals):
		w.turnedDown(refusals)
		return w.refused(w.decisive(), refusals...)
	case errors.As(err, &unreadable) && w.asking:
		refusal := models.Refusal{Rule: unreadable.Rule, Detail: unreadable.Detail}
		w.turnedDown(implausible{refusal})
		return w.refused(w.newestPage(), refusal)
	case errors.Is(err, models.ErrUnavailable) && w.asking:
		w.unavailable(err)
	default:
		w.row.Reason = w.fault(err)
	}
	return nil
}

// lost is the outcome of a run whose lease is over.
func (w *work) lost() []models.Proposal {
	w.row.Outcome, w.row.Fence, w.row.Refusals = models.Failed, 0, nil
	w.row.Reason = "The run was overtaken: another process refreshes this source now."
	return nil
}

// turnedDown is the outcome of a run whose documents are implausible.
func (w *work) turnedDown(refusals implausible) {
	for i := range refusals {
		refusals[i].Detail = plain(refusals[i].Detail)
		for j, row := range refusals[i].Rows {
			refusals[i].Rows[j] = plain(row)
		}
	}
	w.row.Outcome, w.row.Refusals, w.row.Reason = models.Refused, refusals, refusals.Error()
}

// unavailable is the outcome of a run without an answer.
func (w *work) unavailable(err error) {
	w.row.Outcome, w.row.Reason = models.Unavailable, "The publisher could not be reached."
	var u *fetch.Unavailable
	var n *fetch.NotThere
	switch {
	case errors.As(err, &u):
		w.row.Reason, w.row.RestUntil = "The publisher "+u.Reason+".", u.RestUntil
	case errors.As(err, &n):
		w.row.Reason = fmt.Sprintf("The publisher has no such document (%d).", n.Status)
	}
}

// fault is the reason of a run that went wrong through a fault of ours.
func (w *work) fault(err error) string {
	var u *unsound
	var p *panicked
	var i *models.InvalidError
	switch {
	case errors.As(err, &u):
		return plain(u.Error())
	case errors.As(err, &p) || errors.As(err, &i) || w.asking:
		return "The program met a fault of its own; its log tells which."
	case errors.Is(err, errNoHouse):
		return "The register is empty: there is no House to refresh."
	case errors.Is(err, models.ErrConflict):
		return "The database refused what follows from the documents, or others recorded revisions all the time."
	}
	return "The database could not be read or written."
}

// detail logs what the reason of a run does not tell.
func (w *work) detail(err error) {
	var p *panicked
	if errors.As(err, &p) {
		w.Log.Error("panic in a run", "source", w.source.ID, "error", err, "stack", string(p.stack))
		return
	}
	level := slog.LevelWarn
	if w.row.Outcome == models.Failed {
		level = slog.LevelError
	}
	w.Log.Log(context.Background(), level, "run without result", "source", w.source.ID, "error", err)
}

// log writes the one line that every run leaves in the log.
func (w *work) log(ctx context.Context) {
	t := w.row.Tally
	w.Log.Log(ctx, slog.LevelInfo, "run "+string(w.row.Outcome), "source", w.source.ID, "trigger", w.row.Trigger,
		"reason", w.row.Reason, "documents", t.Documents, "bytes", t.Bytes, "differing", t.Differing,
		"opened", t.Opened, "closed", t.Closed, "proposals", t.Proposals, "revision", w.row.Revision,
		"took", w.Clock().Sub(w.start), "dry", w.DryRun)
}
