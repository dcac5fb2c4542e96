package tables

import (
	"fmt"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// cited is what a fact that rests on the row alone carries.
func (r row) cited(dated bool) models.Cited {
	return models.Cited{State: r.state(dated), Citations: []models.Citation{r.citation()}}
}

// state follows the rule of the package comment.
func (r row) state(dated bool) models.State {
	if dated && r.text("basis") == "source" && r.text("confidence") == "high" {
		return models.Confirmed
	}
	return models.Provisional
}

func (r row) citation() models.Citation {
	address := firstAddress(r.text("source"))
	if address == "" {
		address = firstAddress(r.text("source_url"))
	}
	return models.Citation{Snapshot: r.snapshot, Locator: fmt.Sprintf("line %d", r.line), URL: address}
}

// firstAddress returns the first http address in a text, or nothing.
func firstAddress(s string) string {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ';' || r == '"' }) {
		if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") {
			return strings.TrimRight(word, ".,)")
		}
	}
	return ""
}

// also adds what a second row says to what a fact carries already.
func also(c *models.Cited, state models.State, cs ...models.Citation) {
	if state == models.Provisional {
		c.State = state
	}
	joined := slices.Clone(c.Citations)
	for _, x := range cs {
		if !slices.Contains(joined, x) {
			joined = append(joined, x)
		}
	}
	c.Citations = joined
}

// moment is the day of a row, and the window before it if the day was only
// observed.
type moment struct {
	day    temporal.Day
	window *models.Window
}

func (m moment) dated() bool { return m.window == nil }

// moment reads date, date_earliest and date_latest.
func (r row) moment() moment {
	on, first, last := r.day("date"), r.day("date_earliest"), r.day("date_latest")
	switch {
	case *r.bad:
		return moment{}
	case !on.IsZero():
		return moment{day: on}
	case first.IsZero() || last.IsZero():
		r.fault(BadValue, "date", "must be a day, or empty with date_earliest and date_latest")
		return moment{}
	case first >= last:
		r.fault(BadValue, "date_latest", "must be later than date_earliest")
		return moment{}
	}
	return moment{day: last, window: &models.Window{From: first}}
}
