package handlers

import (
	"slices"
	"strconv"

	"caucus/models"
)

// madeColumns tell a revision, without what it did.
var madeColumns = []column[models.Revision]{
	{"revision", func(_ *sheet, r models.Revision) string { return strconv.Itoa(r.Number) }},
	{"recorded_at", func(_ *sheet, r models.Revision) string { return r.RecordedAt.String() }},
	{"actor", func(_ *sheet, r models.Revision) string { return r.Actor }},
	{"reason", func(_ *sheet, r models.Revision) string { return r.Reason }},
}

// loggedColumns tell a revision as the log lists it.
var loggedColumns = slices.Concat(
	of(func(_ *sheet, r models.LoggedRevision) models.Revision { return r.Revision }, madeColumns),
	[]column[models.LoggedRevision]{
		{"kind", func(_ *sheet, r models.LoggedRevision) string { return string(r.Kind) }},
		{"hash", func(_ *sheet, r models.LoggedRevision) string { return r.Hash }},
		{"previous_hash", func(_ *sheet, r models.LoggedRevision) string { return r.Previous }},
		{"opened", func(_ *sheet, r models.LoggedRevision) string { return strconv.Itoa(r.Opened) }},
		{"closed", func(_ *sheet, r models.LoggedRevision) string { return strconv.Itoa(r.Closed) }},
		{"corrections", func(_ *sheet, r models.LoggedRevision) string { return strconv.Itoa(r.Corrections) }},
	},
)

// didColumns tell what was done to a fact: before and after are its JSON.
var didColumns = slices.Concat(
	[]column[models.Revised]{
		{"published", func(_ *sheet, r models.Revised) string { return numberText(r.Published) }},
		{"kind", func(_ *sheet, r models.Revised) string { return string(r.Kind) }},
		{"key", func(_ *sheet, r models.Revised) string { return r.Key }},
		{"correction", func(_ *sheet, r models.Revised) string { return strconv.FormatBool(r.Correction) }},
	},
	of(func(_ *sheet, r models.Revised) models.PersonID { return r.Person }, personColumns),
	[]column[models.Revised]{
		{"before", func(_ *sheet, r models.Revised) string { return r.Before }},
		{"after", func(_ *sheet, r models.Revised) string { return r.After }},
	},
)

// revisedColumns tell what one revision did.
var revisedColumns = slices.Concat(
	[]column[models.Revised]{{"revision", func(_ *sheet, r models.Revised) string { return strconv.Itoa(r.Revision) }}},
	didColumns,
)

// correctionColumns tell a correction.
var correctionColumns = slices.Concat(
	of(func(_ *sheet, c models.Correction) models.Revision { return c.By }, madeColumns),
	[]column[models.Correction]{{"published_at", func(s *sheet, c models.Correction) string { return s.RecordedAt(c.Published).String() }}},
	of(func(_ *sheet, c models.Correction) models.Revised { return c.Revised }, didColumns),
)
