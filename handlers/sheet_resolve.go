package handlers

import (
	"slices"
	"strconv"
	"strings"

	"caucus/models"
)

// resolvedColumns tell what came of an item, one line for each, in the order
// asked.
var resolvedColumns = slices.Concat(
	of(func(_ *sheet, r models.Resolved) models.PersonID { return r.Person }, personColumns),
	[]column[models.Resolved]{
		{"on", func(_ *sheet, r models.Resolved) string { return r.On.String() }},
		{"axis", func(_ *sheet, r models.Resolved) string { return string(r.Axis) }},
		{"status", func(_ *sheet, r models.Resolved) string { return string(r.Status) }},
	},
	ifTold(valueColumns("value")),
	of(func(_ *sheet, r models.Resolved) models.Span {
		if r.Span == nil {
			return models.Span{}
		}
		return *r.Span
	}, spanColumns),
	[]column[models.Resolved]{
		{"uncertain", func(s *sheet, r models.Resolved) string { return strconv.FormatBool(s.doubted(&r.Standing)) }},
		{"why", func(_ *sheet, r models.Resolved) string { return r.Why }},
		{"candidates", func(_ *sheet, r models.Resolved) string {
			ids := make([]string, len(r.Candidates))
			for i, id := range r.Candidates {
				ids[i] = string(id)
			}
			return strings.Join(ids, " ")
		}},
	},
)

// ifTold leaves the cells of a value empty where JSON has null.
func ifTold(columns []column[valueOn]) []column[models.Resolved] {
	list := make([]column[models.Resolved], len(columns))
	for i, c := range columns {
		list[i] = column[models.Resolved]{c.name, func(s *sheet, r models.Resolved) string {
			if r.Status != models.IsResolved && r.Status != models.IsUnknown {
				return ""
			}
			return c.of(s, valueOn{r.Value(), r.On})
		}}
	}
	return list
}

// spanColumns tell a spell of a timeline; they are empty for the zero one.
var spanColumns = slices.Concat(
	[]column[models.Span]{
		{"span_id", func(_ *sheet, x models.Span) string { return string(x.ID) }},
		{"from", func(_ *sheet, x models.Span) string { return x.From.String() }},
		{"to", func(_ *sheet, x models.Span) string { return x.To.String() }},
		{"last_day", func(_ *sheet, x models.Span) string { return x.LastDay().String() }},
		{"state", func(_ *sheet, x models.Span) string { return string(x.State) }},
		{"basis", func(_ *sheet, x models.Span) string { return string(x.Basis) }},
	},
	of(func(_ *sheet, x models.Span) []models.Citation { return x.Citations }, citationColumns),
)
