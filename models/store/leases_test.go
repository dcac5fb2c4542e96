package store_test

import (
	"errors"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/store"
)

func leaseIsTaken(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	l, err := s.Lease(t.Context(), "ourcommons", "anna", 0, time.Minute)
	if err != nil || l.Fence != 1 {
		t.Fatal(l, err)
	}
	if _, err := s.Lease(t.Context(), "ourcommons", "bruno", 0, time.Minute); !errors.Is(err, models.ErrHeld) {
		t.Error(err)
	}
}

func init() {
	contract = append(contract, story{"a lease is taken", leaseIsTaken}, story{"a run is finished", runIsFinished})
}
