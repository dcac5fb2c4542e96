package handlers

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"caucus/models"
	"caucus/models/temporal"
)

// ended is a source and how a run of it ended.
type ended struct {
	source  models.SourceID
	outcome models.Outcome
}

// oneRun tells a run from every other, also from one of another database that
// took the place of this one.
type oneRun struct {
	id    int
	began temporal.Instant
}

// runCounts counts the runs of the database, each once: whoever asks again reads
// only the newest.
type runCounts struct {
	mu   sync.Mutex
	seen map[oneRun]bool
	of   map[ended]int
}

// runsAtOnce is how many runs are read in one piece. Two that ended at the same
// time may show in either order, so that the newest piece is always read whole.
const runsAtOnce = 200

// count returns how many runs ended how.
func (n *runCounts) count(ctx context.Context, f Freshness) (map[ended]int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.seen == nil {
		n.seen, n.of = map[oneRun]bool{}, map[ended]int{}
	}
	var found []models.Run
	for q := (models.RunsQuery{Limit: runsAtOnce}); ; {
		list, more, err := f.Runs(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("count runs: %w", err) // nothing is counted, or what lies behind would be missed
		}
		before := len(found)
		for _, r := range list {
			if !n.seen[oneRun{r.ID, r.Began}] {
				found = append(found, r)
			}
		}
		if !more || len(found) == before {
			break
		}
		q.Before = list[len(list)-1].ID
	}
	for _, r := range found {
		n.seen[oneRun{r.ID, r.Began}] = true
		n.of[ended{r.Source, r.Outcome}]++
	}
	return maps.Clone(n.of), nil
}
