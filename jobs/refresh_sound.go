package jobs

import (
	"fmt"
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
	// Copies: the check sorts them.
	broken := models.Breaks(models.Applied(w.held.Facts, nil, nil), models.Applied(w.held.Facts, w.result.Open, w.result.Close))
	if len(broken) == 0 {
		return nil
	}
	return &unsound{broken}
}
