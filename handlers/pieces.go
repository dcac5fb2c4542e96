package handlers

import (
	"sync"
	"sync/atomic"

	"caucus/models"
	"caucus/models/temporal"
)

// JSON that takes longer to write than to copy is kept for other answers of the
// newest register: rows of lists, and changes. Each kind has a bound, and when it
// is full it begins anew. Of a past register nothing is kept.
const (
	maxRows = 12 << 20
	maxTold = 6 << 20
)

// rowJSON is a row of a list over the days on which it differs only in the day.
type rowJSON struct {
	temporal.Period
	json   string
	behind int // bytes from where the day begins to the end
}

// rowsOf keeps the rows of each person, by place in the order of names. The zero
// value keeps nothing.
type rowsOf struct {
	of   []atomic.Pointer[[]rowJSON]
	size atomic.Int64 // bytes
}

func (r *rowsOf) get(place int32) []rowJSON {
	if place < 0 || int(place) >= len(r.of) {
		return nil
	}
	if rows := r.of[place].Load(); rows != nil {
		return *rows
	}
	return nil
}

// put adds a row. Of two that come at once for a person one may be lost.
func (r *rowsOf) put(place int32, row rowJSON) {
	if place < 0 || int(place) >= len(r.of) {
		return
	}
	if r.size.Add(int64(len(row.json))) > maxRows {
		r.size.Store(int64(len(row.json)))
		for i := range r.of {
			r.of[i].Store(nil)
		}
	}
	rows := append(append([]rowJSON{}, r.get(place)...), row)
	r.of[place].Store(&rows)
}

// told keeps changes. The zero value keeps nothing.
type told struct {
	mu   sync.RWMutex
	of   map[models.ChangeRef]string
	size int // bytes
}

// get returns the empty text for a change that is not kept.
func (t *told) get(ref models.ChangeRef) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.of[ref]
}

func (t *told) put(ref models.ChangeRef, json string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil || len(json) > maxTold {
		return
	}
	if t.size += len(json); t.size > maxTold {
		clear(t.of)
		t.size = len(json)
	}
	t.of[ref] = json
}
