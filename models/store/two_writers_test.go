package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// times reads how often something is done from the environment.
func times(t *testing.T, name string, usual, underTheRaceDetector int) int {
	t.Helper()
	if given := os.Getenv(name); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 {
			t.Fatalf("%s=%s: want a number from 1", name, given)
		}
		return n
	}
	return lighter(usual, underTheRaceDetector)
}

// Two processes write to one register. WRITES sets how often each does.
func TestTwoWriters(t *testing.T) {
	t.Parallel()
	writes := times(t, "WRITES", 60, 10)
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			for _, c := range []struct {
				role     string
				accepted int // of both
				refused  int // -1: it depends on who is quicker
			}{
				{"clerk", 2 * writes, 0},
				{"fighter", writes, writes},
				{"planner", 2 * writes, -1},
			} {
				t.Run(c.role, func(t *testing.T) {
					t.Parallel()
					address := e.address(t)
					reopened(t, address, func(s *store.Store) {
						if err := s.Migrate(t.Context()); err != nil {
							t.Fatal(err)
						}
						record(t, s, store.Entry{Open: []models.Fact{commons, almanac, document}})
					})
					said := strings.Join(together(t, c.role, address, fmt.Sprint("anna ", writes), fmt.Sprint("bruno ", writes)), "")
					accepted, refused := strings.Count(said, "recorded"), strings.Count(said, "refused")
					t.Logf("%d accepted, %d refused, %d waits over the limit", accepted, refused, strings.Count(said, "busy"))
					if accepted != c.accepted || c.refused >= 0 && refused != c.refused {
						t.Errorf("%d accepted and %d refused, want %d and %d", accepted, refused, c.accepted, c.refused)
					}
					reopened(t, address, func(s *store.Store) {
						wantHead(t, s, 1+accepted)
						wantSound(t, s)
						if set, err := s.Facts(t.Context(), 1+accepted); err != nil || set.Len() != 3+accepted {
							t.Errorf("%d facts are held, want %d; %v", set.Len(), 3+accepted, err)
						}
					})
				})
			}
		})
	}
}

// clerkFights wants seats, and labels of members, that another process wants
// too, in the same order: of two entries one is accepted.
func clerkFights(ctx context.Context, s *store.Store, more string) error {
	name, writes, err := clerk(more)
	if err != nil {
		return err
	}
	for i := range writes {
		who := models.PersonID(fmt.Sprintf("per_%s_%d", name, i))
		var claim models.Fact = seated(models.TenureID("ten_"+string(who)), who, models.RidingID(fmt.Sprint("rid_", i)), "2021-09-20", "")
		if i%2 == 1 {
			label := listed(models.PersonID(fmt.Sprint("per_", i)), liberal, "2021-09-20", "")
			label.ID = models.AffiliationID("aff_" + string(who))
			claim = label
		}
		switch _, err := persistent(ctx, s, store.Entry{Open: []models.Fact{claim}}); {
		case errors.Is(err, models.ErrConflict):
			fmt.Println("refused")
		case err != nil:
			return err
		default:
			fmt.Println("recorded")
		}
	}
	return nil
}

// clerkPlans looks before it writes, and looks again when another was quicker.
func clerkPlans(ctx context.Context, s *store.Store, more string) error {
	name, writes, err := clerk(more)
	if err != nil {
		return err
	}
	for i := 0; i < writes; {
		head, err := s.Head(ctx)
		if err != nil {
			return err
		}
		who := member(models.PersonID(fmt.Sprintf("per_%s_%d", name, i)), "Somebody")
		switch _, err := persistent(ctx, s, store.Entry{Open: []models.Fact{who}, Base: &head.Number}); {
		case errors.Is(err, models.ErrConflict):
			fmt.Println("refused")
		case err != nil:
			return err
		default:
			fmt.Println("recorded")
			i++
		}
	}
	return nil
}
