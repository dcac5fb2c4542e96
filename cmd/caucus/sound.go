package main

import (
	"fmt"
	"strings"

	"caucus/models"
)

// shownFaults is how many faults of one refused change are listed.
const shownFaults = 20

// sound refuses a change after which no register could be built, or which
// breaks what held before: verify would name it for ever.
func sound(current, after *models.Facts) error {
	lines := models.Breaks(current, after)
	if len(lines) == 0 {
		return nil
	}
	if n := len(lines); n > shownFaults {
		lines = append(lines[:shownFaults], fmt.Sprintf("… and %d more", n-shownFaults))
	}
	return fmt.Errorf("these facts and those held make no sound register, and nothing is recorded:\n  %s", strings.Join(lines, "\n  "))
}
