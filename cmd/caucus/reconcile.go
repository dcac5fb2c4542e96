package main

import (
	"context"
	"fmt"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
)

// reconcile compares what documents or a dataset say with what the register
// holds now. What the register once held and let go is not taken up again.
func reconcile(ctx context.Context, st *store.Store, current, incoming *models.Facts) (facts.Plan, error) {
	told, err := st.Told(ctx)
	if err != nil {
		return facts.Plan{}, fmt.Errorf("compare with the register: %w", err)
	}
	return facts.Reconcile(current, incoming, told), nil
}
