package models

import (
	"sort"

	"caucus/models/temporal"
)

// RevisionAt is the number of the newest revision recorded at an instant or
// before it; zero if nothing had been recorded yet.
func (r *Register) RevisionAt(at temporal.Instant) int {
	return sort.Search(len(r.revisions), func(i int) bool { return r.revisions[i].RecordedAt > at })
}
