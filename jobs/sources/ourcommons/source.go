package ourcommons

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"caucus/jobs/fetch"
	"caucus/models"
)

// ID is the id of the source, and the scheme of the ids that it gives to people.
const ID models.SourceID = "ourcommons"

// Source is the lists of members. The zero value is ready.
type Source struct{}

// About tells who publishes, as the register has known it from its beginning.
func (Source) About() models.Source {
	return models.Source{
		ID: ID, Title: "Members of Parliament", Publisher: "House of Commons of Canada",
		URL:   "https://www.ourcommons.ca/Members/en/search",
		Terms: "The Speaker's Permission allows accurate reproduction of proceedings that is not presented as official and not for financial gain; of the lists only facts are carried here.",
	}
}

// List gets the XML of everyone who sits, and the CSV of the newest parliament,
// which has those too who left. Either will do: the other's failure is then a
// fault of the document. If both fail the error is the first one.
func (s Source) List(ctx context.Context, get fetch.Getter, w fetch.Watch) ([]models.Document, error) {
	var docs []models.Document
	var failed []models.RecordFault
	var first error
	for _, r := range requests(w.Parliament) {
		d, err := s.get(ctx, get, r)
		if err != nil && !forgiven(ctx, err) {
			return nil, err
		}
		if err != nil {
			first = cmp.Or(first, err)
			failed = append(failed, models.RecordFault{Locator: r.Path, Detail: "left out of this run: " + err.Error()})
			continue
		}
		docs = append(docs, d)
	}
	if len(docs) == 0 {
		return nil, first
	}
	docs[0].Faults = append(docs[0].Faults, failed...)
	return docs, nil
}

// mostBytes is more than a list can have: of everyone who sits it has some
// 180,000 bytes. What is read takes up to a hundred times as much memory.
const mostBytes = 2 << 20

// requests are what List asks for. Before the first parliament there is no CSV.
func requests(parliament int) []fetch.Request {
	list := []fetch.Request{{Path: "Members/en/search/XML", Title: "Members of the House, as XML", MaxBytes: mostBytes}}
	if parliament > 0 {
		list = append(list, fetch.Request{
			Path:  fmt.Sprintf("Members/en/search/csv?parliament=%d&caucusId=all&province=all&gender=all", parliament),
			Title: fmt.Sprintf("Members of parliament %d, as CSV", parliament), MaxBytes: mostBytes,
		})
	}
	return list
}

func (s Source) get(ctx context.Context, get fetch.Getter, r fetch.Request) (models.Document, error) {
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

// forgiven reports whether an error is the publisher's, so that another
// document may do instead. A fault of the register's own ends the run.
func forgiven(ctx context.Context, err error) bool {
	var u *fetch.Unreadable
	return ctx.Err() == nil &&
		(errors.As(err, &u) || errors.Is(err, models.ErrUnavailable) || errors.Is(err, models.ErrNotFound))
}

// Follow asks nothing: the lists have all that they say of anybody.
func (Source) Follow(context.Context, fetch.Getter, []fetch.Wanted) ([]models.Document, error) {
	return nil, nil
}
