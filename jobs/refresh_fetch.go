package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"caucus/jobs/fetch"
	"caucus/models"
)

// keepError is a fault of our own store while a source had the word.
type keepError struct{ error }

// Unwrap gives the fault.
func (e *keepError) Unwrap() error { return e.error }

// vouched finds the document that an editor lets through.
func (w *work) vouched(ctx context.Context) error {
	w.given = len(w.Pages) > 0
	if w.LetThrough == "" {
		return nil
	}
	s, err := w.Keeper.Served(ctx, w.LetThrough)
	if err != nil {
		return fmt.Errorf("let through document %s: %w", w.LetThrough, err)
	}
	accepted, err := w.accepted(ctx)
	if err != nil {
		return err
	}
	if s.Source != w.source.ID || s.Body == nil || s.SeenAt < accepted {
		invalid := &models.InvalidError{}
		invalid.Add("let-through", string(w.LetThrough), "a document of "+string(w.source.ID)+" that is still kept, and after which no newer one was accepted")
		return invalid
	}
	title, err := w.titled(ctx)
	if err != nil {
		return err
	}
	page, err := fetch.PageOf(s, title)
	if err != nil {
		return fmt.Errorf("let through document %s: %w", w.LetThrough, err)
	}
	page.At, page.Snapshot = s.SeenAt, s.ID
	w.given, w.Pages, w.At = true, []fetch.Page{page}, s.SeenAt
	return nil
}

// titled is the title of the document that was refused, which only its
// proposal tells.
func (w *work) titled(ctx context.Context) (string, error) {
	queue, _, err := w.Keeper.Proposals(ctx, models.ProposalsQuery{Kind: models.RefusedDocument, Source: w.source.ID, Settled: true})
	for i := range queue {
		if queue[i].Snapshot == w.LetThrough {
			return queue[i].Subject, err
		}
	}
	return w.source.Title, err
}

// gather gets and reads the documents of the run.
func (w *work) gather(ctx context.Context) (err error) {
	w.asking = true
	if w.given {
		for _, page := range w.Pages {
			doc, err := w.read(ctx, page)
			if err != nil {
				return err
			}
			w.docs = append(w.docs, doc)
		}
	} else {
		w.tell("asking "+string(w.source.ID), 0, 1)
		watch := fetch.Watch{Parliament: w.held.Parliament.Number, Today: w.held.Today}
		if w.docs, err = w.Feed.List(ctx, w.get, watch); err != nil {
			return err
		}
	}
	w.asking = false
	return ctx.Err()
}

// read reads a page that came with the order.
func (w *work) read(ctx context.Context, page fetch.Page) (models.Document, error) {
	w.tell("reading "+page.Title, len(w.docs), len(w.Pages))
	if w.LetThrough == "" {
		var err error
		if page, err = w.keep(ctx, page); err != nil {
			return models.Document{}, err
		}
	}
	w.served = append(w.served, page)
	return w.Feed.Read(page)
}

// follow asks about some people. What cannot be had of them leaves the list as
// it is, if there is one; a document that cannot be read waits for an editor.
func (w *work) follow(ctx context.Context, wanted []fetch.Wanted) ([]models.Document, error) {
	w.tell(fmt.Sprintf("asking %s about %d people", w.source.ID, len(wanted)), 0, len(wanted))
	w.asking = true
	docs, err := w.Feed.Follow(ctx, w.get, wanted)
	if err == nil {
		w.asking = false
		return docs, ctx.Err()
	}
	var unreadable *fetch.Unreadable
	var kept *keepError
	switch {
	case len(w.docs)+len(docs) == 0 || ctx.Err() != nil || errors.As(err, &kept):
		return nil, err
	case errors.As(err, &unreadable):
		w.asides = w.refused(w.newestPage(), models.Refusal{Rule: unreadable.Rule, Detail: unreadable.Detail})
	case !errors.Is(err, models.ErrUnavailable):
		return nil, err
	}
	w.asking = false
	w.Log.Warn("people not asked about", "source", w.source.ID, "error", err)
	return docs, nil
}

// get is the [fetch.Getter] of the run. While a claim of the source waits to be
// seen again, the document is asked for as if none were kept: that the
// publisher says "unchanged" would be no second sighting of it.
func (w *work) get(ctx context.Context, r fetch.Request) (fetch.Page, error) {
	w.tell("asking for "+r.Title, len(w.served), len(w.served)+1)
	if w.Feed.Ask == nil {
		return fetch.Page{}, fmt.Errorf("%w: %s is asked nothing", models.ErrUnavailable, w.source.ID)
	}
	var last *models.Served
	if !w.waits() {
		kept, found, err := w.Keeper.ServedAt(ctx, w.source.ID, w.Feed.Address+r.Path)
		if err != nil {
			return fetch.Page{}, &keepError{err}
		}
		if found {
			last = &kept
		}
	}
	page, asked := w.Feed.Ask(ctx, r, last)
	if page.SHA256 == "" { // no document came
		return page, asked
	}
	page, err := w.keep(ctx, page)
	if err != nil {
		return page, err
	}
	w.served = append(w.served, page)
	return page, asked
}

// waits reports whether a claim of this source was seen once only.
func (w *work) waits() bool {
	return slices.ContainsFunc(w.claims, func(c models.Claim) bool {
		return c.Source == w.source.ID && c.SecondSeen == 0 && c.Gone == 0
	})
}

// keep keeps a page before anybody reads it. A dry run keeps nothing.
func (w *work) keep(ctx context.Context, page fetch.Page) (fetch.Page, error) {
	if w.DryRun {
		return page, nil
	}
	kept, err := w.Keeper.Keep(ctx, page.Served(w.source.ID))
	if err != nil {
		return page, &keepError{err}
	}
	page.Snapshot = kept.ID
	return page, nil
}
