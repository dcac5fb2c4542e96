package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"caucus/models"
)

// shownFaults is how many faults of one refused change are listed.
const shownFaults = 20

// applied is what would be held after a change.
func applied(current *models.Facts, open []models.Fact, close []models.Ref) *models.Facts {
	gone := map[models.Ref]bool{}
	for _, ref := range close {
		gone[ref] = true
	}
	after := &models.Facts{}
	for _, f := range open {
		gone[models.RefOf(f)] = true
		after.Add(f)
	}
	for f := range current.All() {
		if !gone[models.RefOf(f)] {
			after.Add(f)
		}
	}
	return after
}

// sound refuses a change after which no register could be built, or which
// breaks what held before: verify would name it for ever.
func sound(current, after *models.Facts) error {
	known := map[string]bool{}
	for _, b := range models.Check(current).Broken {
		known[b] = true
	}
	broken := map[string]bool{}
	for _, b := range models.Check(after).Broken {
		for _, line := range strings.Split(b, "; ") {
			if !known[line] && !known[b] {
				broken[line] = true
			}
		}
	}
	if len(broken) == 0 {
		return nil
	}
	lines := slices.Sorted(maps.Keys(broken))
	if n := len(lines); n > shownFaults {
		lines = append(lines[:shownFaults], fmt.Sprintf("… and %d more", n-shownFaults))
	}
	return fmt.Errorf("these facts and those held make no sound register, and nothing is recorded:\n  %s", strings.Join(lines, "\n  "))
}
