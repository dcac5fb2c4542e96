package models

import (
	"maps"
	"slices"
	"strings"
)

// Applied is what would be held after a change: facts are opened in the place of
// those with their keys, and closed. It shares no list with current.
func Applied(current *Facts, open []Fact, close []Ref) *Facts {
	gone := make(map[Ref]bool, len(open)+len(close))
	for _, ref := range close {
		gone[ref] = true
	}
	after := &Facts{}
	for _, f := range open {
		gone[RefOf(f)] = true
		after.Add(f)
	}
	for f := range current.All() {
		if !gone[RefOf(f)] {
			after.Add(f)
		}
	}
	return after
}

// Breaks lists what a change would break, each thing once and in order: what
// [Check] finds broken after it and did not find before. It sorts both.
func Breaks(current, after *Facts) []string {
	known, fresh := broken(current), broken(after)
	maps.DeleteFunc(fresh, func(line string, _ bool) bool { return known[line] })
	return slices.Sorted(maps.Keys(fresh))
}

// broken lists what does not hold, one thing a line.
func broken(f *Facts) map[string]bool {
	lines := map[string]bool{}
	for _, b := range Check(f).Broken {
		for line := range strings.SplitSeq(b, "; ") {
			lines[line] = true
		}
	}
	return lines
}
