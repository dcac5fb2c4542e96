package jobs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"caucus/models"
)

// unsound is a result after which the register would be less sound than it is.
type unsound struct{ broken []string }

// Error names what would break, in short.
func (e *unsound) Error() string {
	const shown = 3
	list := e.broken[:min(len(e.broken), shown)]
	more := ""
	if n := len(e.broken) - shown; n > 0 {
		more = fmt.Sprintf("; and %d more", n)
	}
	return fmt.Sprintf("What follows from the documents would break: %s%s.", strings.Join(list, "; "), more)
}

// sound refuses a result that would break what must hold between facts. What
// is broken already may stay so.
func (w *work) sound() error {
	if len(w.result.Open)+len(w.result.Close) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, line := range broken(after(w.held.Facts, nil, nil)) { // a copy: the check sorts it
		known[line] = true
	}
	fresh := map[string]bool{}
	for _, line := range broken(after(w.held.Facts, w.result.Open, w.result.Close)) {
		if !known[line] {
			fresh[line] = true
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return &unsound{slices.Sorted(maps.Keys(fresh))}
}

// broken lists what does not hold, one thing a line.
func broken(f *models.Facts) (lines []string) {
	for _, b := range models.Check(f).Broken {
		lines = append(lines, strings.Split(b, "; ")...)
	}
	return lines
}

// after is what would be held after a change.
func after(held *models.Facts, open []models.Fact, close []models.Ref) *models.Facts {
	gone := map[models.Ref]bool{}
	for _, ref := range close {
		gone[ref] = true
	}
	f := &models.Facts{}
	for _, fact := range open {
		gone[models.RefOf(fact)] = true
		f.Add(fact)
	}
	for fact := range held.All() {
		if !gone[models.RefOf(fact)] {
			f.Add(fact)
		}
	}
	return f
}
