package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
)

// However many ask for the log, the newest revision is found at once: it is what
// every server asks for again and again.
func TestLogLeavesRoomForOthers(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "caucus.db"), clock())
	record(t, s, store.Entry{Open: theHouse()})
	log := store.NewLog(func() *store.Store { return s })
	release := store.HoldTurns(log)
	var waiting sync.WaitGroup
	asking, stop := context.WithCancel(t.Context())
	for range 50 {
		waiting.Go(func() {
			asked := time.Now()
			_, _, err := log.Revisions(asking, models.LogQuery{Until: 1, Limit: 1})
			if !errors.Is(err, context.Canceled) && time.Since(asked) < 5*time.Second { // then patience ends first
				t.Errorf("who gave up waiting was told %v", err)
			}
		})
	}
	ctx, late := context.WithTimeout(t.Context(), 3*time.Minute)
	defer late()
	if head, err := s.Head(ctx); err != nil || head.Number != 1 {
		t.Errorf("the newest revision while fifty wait for the log: %v, %v", head, err)
	}
	stop()
	waiting.Wait()
	release()
	if list, _, err := log.Revisions(t.Context(), models.LogQuery{Until: 1, Limit: 1}); err != nil || len(list) != 1 {
		t.Errorf("the log afterwards: %v, %v", list, err)
	}
}
