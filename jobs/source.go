package jobs

import (
	"context"

	"caucus/jobs/fetch"
	"caucus/models"
)

// Source is a publisher as jobs see it. The packages below sources are some.
type Source interface {
	// About tells who publishes; it becomes a fact of the register with the
	// first belief that rests on the source.
	About() models.Source
	// List gets and reads the documents that tell of many people. A source that
	// is only asked about people has none.
	List(ctx context.Context, get fetch.Getter, w fetch.Watch) ([]models.Document, error)
	// Follow gets and reads what the source says of people of whom something
	// waits for a day, or who are new. Of those whom it does not have it
	// returns nothing.
	Follow(ctx context.Context, get fetch.Getter, people []fetch.Wanted) ([]models.Document, error)
	// Read reads one document as it was served. The error is a [fetch.Unreadable]
	// if nothing of it can be read, or it is no document of this source.
	Read(p fetch.Page) (models.Document, error)
}
