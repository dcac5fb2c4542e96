package ourcommonsmember

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"caucus/jobs/fetch"
	"caucus/models"
)

// ID is the id of the source.
const ID models.SourceID = "ourcommonsmember"

// scheme is that of the ids of people, which are those of the lists.
const scheme = "ourcommons"

// mostDown is after how many answers in a row that do not come nobody more is
// asked for in a run.
const mostDown = 2

// Source is the profiles of members. The zero value is ready.
type Source struct{}

// About tells who publishes.
func (Source) About() models.Source {
	return models.Source{
		ID: ID, Title: "Profiles of members of Parliament", Publisher: "House of Commons of Canada",
		URL:   "https://www.ourcommons.ca/Members/en/search",
		Terms: "The Speaker's Permission allows accurate reproduction of proceedings that is not presented as official and not for financial gain; of the profiles only facts are carried here.",
	}
}

// List asks nothing: there is no list of profiles.
func (Source) List(context.Context, fetch.Getter, fetch.Watch) ([]models.Document, error) {
	return nil, nil
}

// Follow gets the profiles of those who have an id of the House, and of the rows
// that wait, in the order in which they are wanted. Of an id that the House does not know there is
// nothing. What could not be had or read is a fault of the first document; if
// there is none the error is the first one.
func (s Source) Follow(ctx context.Context, get fetch.Getter, people []fetch.Wanted) ([]models.Document, error) {
	var docs []models.Document
	var failed []models.RecordFault
	var first error
	down := 0
	for _, id := range idsOf(people) {
		d, err := s.follow(ctx, get, id)
		switch {
		case err == nil:
			docs, down = append(docs, d), 0
			continue
		case errors.Is(err, models.ErrNotFound):
			down = 0
			continue
		case !forgiven(ctx, err):
			return nil, err
		}
		first = cmp.Or(first, err)
		failed = append(failed, models.RecordFault{Locator: personOf(id), Detail: "left out of this run: " + err.Error()})
		if errors.Is(err, models.ErrUnavailable) {
			down++
		}
		if down == mostDown {
			break
		}
	}
	if len(docs) == 0 {
		return nil, first
	}
	docs[0].Faults = append(docs[0].Faults, failed...)
	return docs, nil
}

// idsOf are the ids by which the House knows people, each once. One that is no
// number is nothing to ask for.
func idsOf(people []fetch.Wanted) (ids []string) {
	add := func(id string) {
		if idForm.MatchString(id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, p := range people {
		for _, id := range p.Identifiers {
			if id.Scheme == scheme {
				add(id.Value)
			}
		}
		if id, ok := strings.CutPrefix(p.Row, atPerson); ok {
			add(id)
		}
	}
	return ids
}

// mostBytes is more than a profile can have. What is read takes up to a hundred
// times as much memory.
const mostBytes = 2 << 20

func (s Source) follow(ctx context.Context, get fetch.Getter, id string) (models.Document, error) {
	r := fetch.Request{Path: "Members/en/x(" + id + ")/XML", Title: "Profile of member " + id + ", as XML", MaxBytes: mostBytes}
	p, err := get(ctx, r)
	if err != nil {
		return models.Document{}, fmt.Errorf("get %s: %w", r.Path, err)
	}
	d, err := s.Read(p)
	if err != nil {
		return models.Document{}, fmt.Errorf("read %s: %w", r.Path, err)
	}
	return d, nil
}

// forgiven reports whether an error is the publisher's, so that other profiles
// may do. A fault of the register's own ends the run.
func forgiven(ctx context.Context, err error) bool {
	var u *fetch.Unreadable
	return ctx.Err() == nil && (errors.As(err, &u) || errors.Is(err, models.ErrUnavailable))
}
