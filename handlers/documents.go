package handlers

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"caucus/models"
)

// documents keeps where documents are that no belief cites yet. What is told of
// a document never changes, and to ask for it is to read its bytes.
type documents struct {
	mu  sync.Mutex
	all map[models.SnapshotID]models.Snapshot
}

// maxDocuments bounds them: a House has fewer sources than members, and each a
// document or one for each member.
const maxDocuments = 4096

// get returns a document; without address if it is not there.
func (d *documents) get(ctx context.Context, f Freshness, id models.SnapshotID) (models.Snapshot, error) {
	d.mu.Lock()
	s, ok := d.all[id]
	d.mu.Unlock()
	if ok {
		return s, nil
	}
	kept, err := f.Served(ctx, id)
	if errors.Is(err, models.ErrNotFound) {
		return models.Snapshot{ID: id}, nil
	}
	if err != nil {
		return s, fmt.Errorf("document %s: %w", id, err)
	}
	s = models.Snapshot{ID: id, Source: kept.Source, URL: kept.URL, RetrievedAt: kept.RetrievedAt, SHA256: kept.SHA256}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.all == nil || len(d.all) >= maxDocuments {
		d.all = map[models.SnapshotID]models.Snapshot{}
	}
	d.all[id] = s
	return s, nil
}
