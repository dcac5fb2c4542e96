package handlers

import (
	"sync"
	"sync/atomic"

	"caucus/models"
	"caucus/models/temporal"
)

// JSON that takes longer to write than to copy is kept for other answers of the
// newest register: of people, and of changes. Each kind has a bound in bytes, and
// when it is full it begins anew. Of a past register nothing is kept.
const (
	maxListings  = 5 << 20
	maxHistories = 13 << 20
	maxTold      = 3 << 20
)

// piece is JSON about a person as it was written once. It is the same on all
// days of a period, but for the day itself. Organizations, ridings and documents
// stand in many pieces, which share them.
type piece struct {
	temporal.Period
	own    string
	shares []share
	day    int // bytes before the day in the whole; -1 if it is not in it
}

// share is JSON that stands behind so many bytes of the piece's own.
type share struct {
	behind int32
	json   string
}

const shareSize = 24 // bytes

func (p *piece) size() int { return len(p.own) + shareSize*len(p.shares) }

// pieces keeps those of each person, by place in the order of names. The zero
// value keeps nothing.
type pieces struct {
	of   []atomic.Pointer[[]piece]
	size atomic.Int64
	most int64
}

func (k *pieces) begin(people int, most int64) {
	k.of, k.most = make([]atomic.Pointer[[]piece], people), most
}

// get returns the piece that holds on a day, or nil.
func (k *pieces) get(place int32, on temporal.Day) *piece {
	for i, list := 0, k.all(place); i < len(list); i++ {
		if list[i].Contains(on) {
			return &list[i]
		}
	}
	return nil
}

func (k *pieces) all(place int32) []piece {
	if place >= 0 && int(place) < len(k.of) {
		if list := k.of[place].Load(); list != nil {
			return *list
		}
	}
	return nil
}

// put adds a piece. Of two that come at once for a person one may be lost.
func (k *pieces) put(place int32, p piece) {
	size := int64(p.size())
	if place < 0 || int(place) >= len(k.of) || size > k.most {
		return
	}
	if k.size.Add(size) > k.most {
		k.size.Store(size)
		for i := range k.of {
			k.of[i].Store(nil)
		}
	}
	list := append(append([]piece{}, k.all(place)...), p)
	k.of[place].Store(&list)
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
