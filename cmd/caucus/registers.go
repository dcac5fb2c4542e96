package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"caucus/models"
	"caucus/models/store"
)

const (
	keptPast   = 3 // registers of past revisions kept in memory; each of the real House takes tens of megabytes
	maxWaiting = 8 // questions that may wait for a past register at once
)

// registers holds the newest register, and a few past ones. Past registers are
// built one at a time and few may wait, so that whoever walks through all
// revisions can exhaust neither memory nor processors.
type registers struct {
	newest atomic.Pointer[models.Register]
	load   func(context.Context, int) (*models.Register, error)

	waiting  chan struct{}
	building chan struct{}
	mu       sync.Mutex
	past     []*models.Register // the one asked for last comes first
}

func newRegisters(st *store.Store) *registers {
	return &registers{
		load:    func(ctx context.Context, n int) (*models.Register, error) { return loadRegister(ctx, st, n) },
		waiting: make(chan struct{}, maxWaiting), building: make(chan struct{}, 1),
	}
}

// Current is the newest register; nil until one is loaded.
func (r *registers) Current() *models.Register { return r.newest.Load() }

// At is the register as of a revision.
func (r *registers) At(ctx context.Context, number int) (*models.Register, error) {
	if newest := r.Current(); newest != nil && newest.Head().Number == number {
		return newest, nil
	}
	if found := r.kept(number); found != nil {
		return found, nil
	}
	select {
	case r.waiting <- struct{}{}:
		defer func() { <-r.waiting }()
	default:
		return nil, fmt.Errorf("revision %d: too many past revisions are asked for at once: %w", number, models.ErrUnavailable)
	}
	select {
	case r.building <- struct{}{}:
		defer func() { <-r.building }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if found := r.kept(number); found != nil { // built while this one waited
		return found, nil
	}
	built, err := r.load(ctx, number)
	if err != nil {
		return nil, err
	}
	r.keep(built)
	return built, nil
}

// kept finds a past register and moves it to the front.
func (r *registers) kept(number int) *models.Register {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.past, func(one *models.Register) bool { return one.Head().Number == number })
	if i < 0 {
		return nil
	}
	found := r.past[i]
	r.past = slices.Insert(slices.Delete(r.past, i, i+1), 0, found)
	return found
}

func (r *registers) keep(one *models.Register) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.past = slices.Insert(r.past, 0, one)
	r.past = r.past[:min(len(r.past), keptPast)]
}
