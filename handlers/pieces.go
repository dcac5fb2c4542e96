package handlers

import "sync"

// How many bytes of JSON are kept of the newest register: rows of lists, and
// changes. Of a past one nothing is.
const (
	maxRows    = 12 << 20
	maxChanges = 6 << 20
)

// pieces keeps JSON that takes longer to write than to copy, for other answers
// of the same register. When it is full it begins anew. The zero value keeps
// nothing.
type pieces[K comparable, V any] struct {
	mu   sync.RWMutex
	of   map[K]V
	size int // bytes
	most int
}

func (p *pieces[K, V]) get(key K) (V, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	v, ok := p.of[key]
	return v, ok
}

// put keeps what grew by some bytes.
func (p *pieces[K, V]) put(key K, v V, grown int) {
	if grown > p.most {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.size += grown; p.of == nil || p.size > p.most {
		p.of, p.size = map[K]V{}, grown
	}
	p.of[key] = v
}
