package handlers

import (
	"sync"

	"caucus/models"
)

// cites keeps, for each document that was cited in an answer, the JSON that is
// the same in every citation of it. A few documents are cited again and again.
type cites struct {
	mu  sync.RWMutex
	all map[models.SnapshotID]*cited
}

// cited is a citation in pieces: head, address, then the locator, then tail.
type cited struct {
	of          models.SnapshotID
	head, whole string // up to the address, and with that of the document
	tail        string
}

func (v *view) cited(id models.SnapshotID) *cited {
	v.cites.mu.RLock()
	c := v.cites.all[id]
	v.cites.mu.RUnlock()
	if c != nil {
		return c
	}
	s, _ := v.Snapshot(id)
	c = newCited(&s)
	v.cites.mu.Lock()
	defer v.cites.mu.Unlock()
	if v.cites.all == nil {
		v.cites.all = map[models.SnapshotID]*cited{}
	}
	v.cites.all[id] = c
	return c
}

func newCited(s *models.Snapshot) *cited {
	c := &cited{of: s.ID}
	w := writer{}
	w.object()
	w.key("source")
	w.text(string(s.Source))
	w.key("title")
	w.text(s.Title)
	w.key("url")
	c.head = string(w.b)
	w.b = w.b[:0]
	w.textOrNull(s.URL)
	c.whole = c.head + string(w.b)
	w.b = append(w.b[:0], ',')
	w.b = append(w.b, `"retrieved_at":`...)
	w.instant(s.RetrievedAt)
	w.key("sha256")
	w.text(s.SHA256)
	w.endObject()
	c.tail = string(w.b)
	return c
}

func (w *page) citations(list []models.Citation) {
	w.array()
	for i := range list {
		w.citation(&list[i])
	}
	w.endArray()
}

// citation writes where something is stated: at the link that the citation
// gives, or else in the document itself.
func (w *page) citation(c *models.Citation) {
	s := w.source
	if s == nil || s.of != c.Snapshot {
		s = w.cited(c.Snapshot)
		w.source = s
	}
	w.next()
	if c.URL != "" {
		w.put(s.head)
		w.text(c.URL)
	} else {
		w.shared(s.whole)
	}
	w.put(`,"locator":`)
	w.textOrNull(c.Locator)
	w.shared(s.tail)
}
