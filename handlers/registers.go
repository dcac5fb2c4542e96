package handlers

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"caucus/models"
)

// Loader builds the register as of a revision.
type Loader func(ctx context.Context, revision int) (*models.Register, error)

// Shelf holds the newest register and a few past ones. A past one is built when
// it is first asked for, one at a time; meanwhile another is refused, so that a
// crawler can exhaust neither memory nor cores. It is a [Registers].
type Shelf struct {
	load    Loader
	keep    int
	current atomic.Pointer[models.Register]

	mu       sync.Mutex
	past     []*models.Register // the one asked for last first
	building *build
	chain    int           // how often another chain of revisions took the place of one
	next     chan struct{} // closed when another register is the newest
}

// build is a register on its way. Its result is read after done is closed.
type build struct {
	revision int
	done     chan struct{}
	register *models.Register
	err      error
}

// NewShelf returns a shelf with room for keep past registers, one at least. It
// holds no newest one until Swap.
func NewShelf(load Loader, keep int) *Shelf {
	return &Shelf{load: load, keep: max(1, keep), next: make(chan struct{})}
}

// Current is the newest register; nil before the first Swap.
func (s *Shelf) Current() *models.Register { return s.current.Load() }

// Swap puts a newer register in the place of the newest. The one it replaces is
// kept as a past one before it goes: whoever is following its pages can go on.
func (s *Shelf) Swap(r *models.Register) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.Current(); old != nil && old != r {
		s.store(old)
	}
	s.show(r)
}

// Replace puts a register of another chain of revisions in the place of all:
// no past one, nor one that is being built, is kept, since their numbers mean
// something else now.
func (s *Shelf) Replace(r *models.Register) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.past, s.building = nil, nil
	s.chain++
	s.show(r)
}

// show puts a register in front, and tells whoever watches. The caller holds mu.
func (s *Shelf) show(r *models.Register) {
	s.current.Store(r)
	close(s.next)
	s.next = make(chan struct{})
}

// Watch returns the newest register, nil before the first Swap, how often Replace
// was called before it came, and a channel that the next Swap or Replace closes.
func (s *Shelf) Watch() (r *models.Register, chain int, next <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Current(), s.chain, s.next
}

// store puts a register in front of the past ones and lets the last go if there
// are too many. The caller holds mu.
func (s *Shelf) store(r *models.Register) {
	s.past = slices.DeleteFunc(s.past, func(x *models.Register) bool { return x.Head().Number == r.Head().Number })
	s.past = slices.Insert(s.past, 0, r)
	if len(s.past) > s.keep {
		s.past[s.keep] = nil
		s.past = s.past[:s.keep]
	}
}

// At returns the register as of a revision. While another past one is being
// built the error wraps models.ErrUnavailable; an error of the Loader is passed
// on. A build goes on when the caller gives up: others may wait for it.
func (s *Shelf) At(ctx context.Context, revision int) (*models.Register, error) {
	if r := s.Current(); r != nil && r.Head().Number == revision {
		return r, nil
	}
	b, have := s.begin(ctx, revision)
	if have != nil {
		return have, nil
	}
	if b.revision != revision {
		return nil, fmt.Errorf("revision %d is being built: %w", b.revision, models.ErrUnavailable)
	}
	select {
	case <-b.done:
		return b.register, b.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// begin returns the past register if the shelf holds it, otherwise the build
// under way, which it starts if there is none.
func (s *Shelf) begin(ctx context.Context, revision int) (*build, *models.Register) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.past {
		if r.Head().Number == revision {
			s.store(r)
			return nil, r
		}
	}
	if s.building == nil {
		s.building = &build{revision: revision, done: make(chan struct{})}
		go s.run(context.WithoutCancel(ctx), s.building)
	}
	return s.building, nil
}

func (s *Shelf) run(ctx context.Context, b *build) {
	defer func() {
		if p := recover(); p != nil {
			b.register, b.err = nil, fmt.Errorf("build the register: panic: %v", p)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.building == b { // no register of another chain came meanwhile
			s.building = nil
			if b.err == nil {
				s.store(b.register)
			}
		}
		close(b.done)
	}()
	b.register, b.err = s.load(ctx, b.revision)
}
