package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"caucus/models"
	"caucus/models/temporal"
)

// Request is a question to a publisher.
type Request struct {
	Path     string // below the source's base address, with its query: "Members/en/search/XML"
	Accept   string // media type that is asked for; empty for any
	Title    string // of the snapshot: "Members of the House, as XML"
	MaxBytes int64  // that the document may have, encodings undone; 0 means [MaxBytes]
}

// Page is a document as it was served.
type Page struct {
	Title        string
	URL          string           // the publisher's own address that was asked, also where the base address is another or the publisher redirects
	At           temporal.Instant // when it was served
	Modified     temporal.Instant // LastModified; zero without one, or if it is no date of HTTP
	LastModified string           // as the header gave it
	ContentType  string
	ETag         string
	Body         []byte // as received, after transfer and content encodings are undone
	Text         []byte // Body in UTF-8, without a byte order mark; an XML declaration says UTF-8; may share memory with Body
	SHA256       string // of Body, in hex
	Snapshot     models.SnapshotID
	Unchanged    bool // the publisher said that it has not changed; Body is that of the last time
}

// Getter gets a document of one source and keeps it before it returns. The
// error wraps [models.ErrUnavailable] if the publisher could not be reached or
// answered with an error, and [models.ErrNotFound] too if it has no such
// document. It is an [Unreadable] if the document is no text, and an error of
// the context, and nothing of the kind, if the caller gave up.
type Getter func(ctx context.Context, r Request) (Page, error)

// PageOf is a document that was kept, as it was served then: for a replay, and
// where the publisher says that nothing has changed. It was served at its
// RetrievedAt. Without its body there is no text. The error is an [Unreadable].
func PageOf(s models.Served, title string) (Page, error) {
	sum := sha256.Sum256(s.Body)
	p := Page{
		Title: title, URL: s.URL, At: s.RetrievedAt, LastModified: s.LastModified, ContentType: s.ContentType,
		ETag: s.ETag, Body: s.Body, SHA256: hex.EncodeToString(sum[:]),
	}
	if t, err := http.ParseTime(s.LastModified); err == nil {
		p.Modified = temporal.InstantOf(t)
	}
	p.Snapshot = models.NewSnapshotID(s.Source, p.URL, p.SHA256)
	var err error
	p.Text, err = Text(p.Body, p.ContentType)
	return p, err
}

// Served is the page as it is kept.
func (p *Page) Served(source models.SourceID) models.Served {
	return models.Served{
		ID: p.Snapshot, Source: source, URL: p.URL, RetrievedAt: p.At, SeenAt: p.At, ContentType: p.ContentType,
		ETag: p.ETag, LastModified: p.LastModified, SHA256: p.SHA256, Size: len(p.Body), Body: p.Body,
	}
}
