package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caucus/models"
)

// mostNamed is how many documents a reason names: a list has two, and of the
// people who are asked for one by one there may be forty.
const mostNamed = 3

// reason is why the documents of a run are refused, and which of them it is said
// of: none if it concerns the run as a whole.
type reason struct {
	models.Refusal
	of []string
}

// refuse notes a reason with some of the rows that it rests on. What is so in
// several documents is one reason.
func (c *check) refuse(rule string, rows []string, format string, args ...any) {
	r := reason{Refusal: models.Refusal{Rule: rule, Detail: fmt.Sprintf(format, args...)}}
	at := slices.IndexFunc(c.reasons, func(o reason) bool { return o.Rule == r.Rule && o.Detail == r.Detail })
	if at < 0 {
		at, c.reasons = len(c.reasons), append(c.reasons, r)
	}
	same := &c.reasons[at]
	same.Rows = append(same.Rows, rows...)
	if c.of != nil {
		same.of = append(same.of, cmp.Or(c.of.Title, string(c.of.Snapshot)))
	}
}

// refusals are the reasons as they are told. Where there are several documents,
// what does not concern all of them together names those that it is said of.
func (c *check) refusals() (list []models.Refusal) {
	for _, r := range c.reasons {
		if len(r.of) > 0 && len(c.docs) > 1 {
			r.Detail = strings.TrimSuffix(r.Detail, ".") + " (" + these(r.of) + ")."
		}
		slices.Sort(r.Rows)
		r.Rows = slices.Compact(r.Rows)
		r.Rows = r.Rows[:min(len(r.Rows), mostRows)]
		list = append(list, r.Refusal)
	}
	return list
}

// these names documents: "each of the list, as XML; the list, as CSV".
func these(titles []string) string {
	if len(titles) == 1 {
		return titles[0]
	}
	text := "each of " + strings.Join(titles[:min(len(titles), mostNamed)], "; ")
	if n := len(titles) - mostNamed; n > 0 {
		text += "; and " + plural(n, "more", "more")
	}
	return text
}
