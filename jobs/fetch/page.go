package fetch

import (
	"context"

	"caucus/models"
	"caucus/models/temporal"
)

// Request is a question to a publisher.
type Request struct {
	Path   string // below the source's base address, with its query: "Members/en/search/XML"
	Accept string // media type that is asked for; empty for any
	Title  string // of the snapshot: "Members of the House, as XML"
}

// Page is a document as it was served.
type Page struct {
	Title       string
	URL         string           // the publisher's own address of it, also where the base address is another
	At          temporal.Instant // when it was served
	Modified    temporal.Instant // Last-Modified; zero without one
	ContentType string
	ETag        string
	Body        []byte // as received, after transfer and content encodings are undone
	Text        []byte // Body in UTF-8, without a byte order mark
	SHA256      string // of Body, in hex
	Snapshot    models.SnapshotID
	Unchanged   bool // the publisher said that it has not changed; Body is that of the last time
}

// Getter gets a document of one source and keeps it before it returns. The
// error wraps [models.ErrUnavailable] if the publisher could not be reached or
// answered with an error.
type Getter func(ctx context.Context, r Request) (Page, error)
