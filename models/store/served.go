package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"caucus/models"
	"caucus/models/temporal"
)

// servedRow is a row of documents as sources served them.
type servedRow struct {
	ID           string   `json:"id" gorm:"primaryKey"`
	Source       string   `json:"source"`
	URL          string   `json:"url"`
	RetrievedAt  optional `json:"retrieved_at"`
	SeenAt       optional `json:"seen_at"`
	ContentType  string   `json:"content_type"`
	ETag         string   `json:"etag" gorm:"column:etag"`
	LastModified string   `json:"last_modified"`
	SHA256       string   `json:"sha256" gorm:"column:sha256"`
	Size         int      `json:"size"`
	Body         []byte   `json:"body"` // compressed with Zstandard; nil once it is no longer kept
}

// TableName is the name of the table in SQL.
func (servedRow) TableName() string { return "served" }

func (r servedRow) served() (models.Served, error) {
	p := &parsing{}
	d := models.Served{
		ID: models.SnapshotID(r.ID), Source: models.SourceID(r.Source), URL: r.URL,
		RetrievedAt: p.instant(r.RetrievedAt), SeenAt: p.instant(r.SeenAt),
		ContentType: r.ContentType, ETag: r.ETag, LastModified: r.LastModified, SHA256: r.SHA256, Size: r.Size,
	}
	if r.Body != nil {
		var err error
		d.Body, err = unpack(r.Body, r.Size, r.SHA256)
		p.note(err)
	}
	if p.fault != nil {
		return models.Served{}, fmt.Errorf("document %s: %w", r.ID, p.fault)
	}
	return d, nil
}

// Keep stores a document before anybody reads it, and returns it as it is kept,
// with id, SHA-256 and size, which are made from source, URL and body whatever
// the caller says. Body may be empty, but not nil. RetrievedAt is when it was
// served, or SeenAt if that is set: a document that the publisher said has not
// changed is kept again as it was found, with a later SeenAt.
//
// The same bytes of one URL are one document. Served again, it keeps
// RetrievedAt; SeenAt moves, and with it the content type and the validators,
// which a publisher may renew. A body that was let go is kept again.
func (s *Store) Keep(ctx context.Context, d models.Served) (models.Served, error) {
	row, err := servedRowOf(d)
	if err != nil {
		return models.Served{}, fmt.Errorf("keep a document: %w", err)
	}
	if s.write == nil {
		return models.Served{}, fmt.Errorf("keep a document: %w", errOnlyReads)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Clauses(seenAgain).Create(&row).Error; err != nil {
			return err
		}
		return tx.Where("id = ?", row.ID).Take(&row).Error
	})
	if err != nil {
		return models.Served{}, s.fail(err, "keep the document %s of %s", row.ID, d.URL)
	}
	kept, err := row.served()
	if err != nil {
		return kept, fmt.Errorf("keep a document: %w", err)
	}
	return kept, nil
}

// seenAgain is what becomes of a document that is known.
var seenAgain = clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: append(clause.Assignments(map[string]any{
	"body": gorm.Expr("coalesce(served.body, excluded.body)"),
}), latest("seen_at", "content_type", "etag", "last_modified")...)}

// latest takes columns over from the later sighting.
func latest(columns ...string) (set clause.Set) {
	for _, c := range columns {
		set = append(set, clause.Assignment{Column: clause.Column{Name: c},
			Value: gorm.Expr("CASE WHEN excluded.seen_at >= served.seen_at THEN excluded." + c + " ELSE served." + c + " END")})
	}
	return set
}

func servedRowOf(d models.Served) (servedRow, error) {
	invalid := &models.InvalidError{}
	if d.Source == "" || d.URL == "" {
		invalid.Add("source", string(d.Source)+" "+d.URL, "a source and an address")
	}
	if d.Body == nil || len(d.Body) > longestBody {
		invalid.Add("body", fmt.Sprint(len(d.Body)), fmt.Sprintf("the bytes that were served, at most %d", longestBody))
	}
	if d.RetrievedAt == 0 && d.SeenAt == 0 {
		invalid.Add("retrieved_at", "", "when it was served")
	}
	wantTexts(invalid, "document "+d.URL, string(d.Source), d.URL, d.ContentType, d.ETag, d.LastModified)
	if err := invalid.OrNil(); err != nil {
		return servedRow{}, err
	}
	packed, err := pack(d.Body)
	if err != nil {
		return servedRow{}, err
	}
	sum := sumOfBytes(d.Body)
	first := d.RetrievedAt
	if first == 0 {
		first = d.SeenAt
	}
	return servedRow{
		ID: string(models.NewSnapshotID(d.Source, d.URL, sum)), Source: string(d.Source), URL: d.URL,
		RetrievedAt: at(first), SeenAt: at(max(first, d.SeenAt)), ContentType: d.ContentType, ETag: d.ETag,
		LastModified: d.LastModified, SHA256: sum, Size: len(d.Body), Body: packed,
	}, nil
}

// ServedAt returns the document that an address of a source served last and of
// which the body is kept; false if there is none.
func (s *Store) ServedAt(ctx context.Context, source models.SourceID, url string) (models.Served, bool, error) {
	return s.served(ctx, s.read.WithContext(ctx).
		Where("source = ? AND url = ? AND body IS NOT NULL", string(source), url).Order("seen_at DESC, retrieved_at DESC, id"))
}

// Served returns a document by its id, without body if that is no longer kept;
// [models.ErrNotFound] if it was never kept.
func (s *Store) Served(ctx context.Context, id models.SnapshotID) (models.Served, error) {
	d, ok, err := s.served(ctx, s.read.WithContext(ctx).Where("id = ?", string(id)))
	if err == nil && !ok {
		err = fmt.Errorf("document %s: %w", id, models.ErrNotFound)
	}
	return d, err
}

func (s *Store) served(ctx context.Context, question *gorm.DB) (models.Served, bool, error) {
	var found []servedRow
	if err := question.WithContext(ctx).Limit(1).Find(&found).Error; err != nil {
		return models.Served{}, false, s.fail(err, "read a document")
	}
	if len(found) == 0 {
		return models.Served{}, false, nil
	}
	d, err := found[0].served()
	if err != nil {
		return d, false, fmt.Errorf("read a document: %w", err)
	}
	return d, true, nil
}

// Sweep lets go of the bodies of documents that were not served since an
// instant, and tells of how many. It spares the one that an address served
// last, and those that a belief, an open proposal or a claim that is still made
// points to. The rows stay.
func (s *Store) Sweep(ctx context.Context, before temporal.Instant) (int, error) {
	var swept int64
	err := s.writing(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`UPDATE served SET body = NULL WHERE body IS NOT NULL AND seen_at < ?
			AND EXISTS (SELECT 1 FROM served later WHERE later.source = served.source AND later.url = served.url
				AND later.body IS NOT NULL AND later.seen_at > served.seen_at)
			AND NOT EXISTS (SELECT 1 FROM beliefs b WHERE b.kind = ? AND b.key = served.id)
			AND NOT EXISTS (SELECT 1 FROM proposals p WHERE p.snapshot = served.id AND p.settled IS NULL)
			AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.snapshot = served.id AND c.gone IS NULL)`,
			before.Sortable(), string(models.KindSnapshot))
		swept = done.RowsAffected
		return done.Error
	})
	if err != nil {
		return 0, s.fail(err, "let go of documents")
	}
	return int(swept), nil
}

func sumOfBytes(body []byte) string {
	h := sha256.Sum256(body)
	return hex.EncodeToString(h[:])
}
