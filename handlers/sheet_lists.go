package handlers

import (
	"slices"
	"strconv"

	"caucus/models"
)

// listedColumns tell a person as lists do: who it is, what holds on the day,
// and the seat held then.
var listedColumns = slices.Concat(
	of(func(_ *sheet, l listedRow) models.PersonID { return l.id }, personColumns),
	[]column[listedRow]{
		{"on", func(_ *sheet, l listedRow) string { return l.On.String() }},
		{"sitting", func(_ *sheet, l listedRow) string { return strconv.FormatBool(l.Sitting()) }},
	},
	of(func(_ *sheet, l listedRow) models.Tenure { return l.tenure() }, tenureColumns),
	of(func(_ *sheet, l listedRow) valueOn { return valueOn{l.Designation, l.On} }, valueColumns("designation")),
	of(func(_ *sheet, l listedRow) valueOn { return valueOn{l.Caucus, l.On} }, valueColumns("caucus")),
	of(func(_ *sheet, l listedRow) valueOn { return valueOn{l.Party, l.On} }, valueColumns("party")),
	[]column[listedRow]{{"uncertain", func(s *sheet, l listedRow) string { return strconv.FormatBool(s.doubted(&l.Standing)) }}},
)

// listedRow is a person with what holds on the day.
type listedRow struct {
	id models.PersonID
	models.Standing
}

func (l listedRow) tenure() models.Tenure {
	if l.Tenure == nil {
		return models.Tenure{}
	}
	return *l.Tenure
}

// listedRows are people as lists show them.
func (s *sheet) listedRows(ids []models.PersonID) []listedRow {
	rows := make([]listedRow, len(ids))
	for i, id := range ids {
		rows[i] = listedRow{id, s.Standing(id, s.on)}
	}
	return rows
}

// tenureColumns tell a tenure; they are empty for the zero one.
var tenureColumns = slices.Concat(
	[]column[models.Tenure]{
		{"tenure_id", func(_ *sheet, t models.Tenure) string { return string(t.ID) }},
		{"parliament", func(_ *sheet, t models.Tenure) string { return numberText(t.Parliament) }},
	},
	of(func(s *sheet, t models.Tenure) ridingOn { return ridingOn{t.Riding, s.named(t.Period)} }, ridingColumns),
	[]column[models.Tenure]{
		{"tenure_from", func(_ *sheet, t models.Tenure) string { return t.From.String() }},
		{"tenure_to", func(_ *sheet, t models.Tenure) string { return t.To.String() }},
		{"tenure_last_day", func(_ *sheet, t models.Tenure) string { return t.LastDay().String() }},
		{"start_cause", func(_ *sheet, t models.Tenure) string { return string(t.StartCause) }},
		{"end_cause", func(_ *sheet, t models.Tenure) string { return string(t.EndCause) }},
		{"elected_as", func(_ *sheet, t models.Tenure) string {
			if t.ID == "" {
				return ""
			}
			return valueOn{Value: t.ElectedAs}.text()
		}},
	},
)

// doubted reports whether something of a standing may already have changed.
func (w *page) doubted(s *models.Standing) bool {
	if len(s.Uncertain) > 0 || !s.Sitting() {
		return len(s.Uncertain) > 0
	}
	r, _ := w.Riding(s.Tenure.Riding)
	_, renamed := r.NameOn(s.On)
	return renamed != nil
}

// changeColumns tell a change of a member or an event of an organization.
var changeColumns = slices.Concat(
	[]column[models.Change]{
		{"id", func(_ *sheet, c models.Change) string { return c.ID }},
		{"on", func(_ *sheet, c models.Change) string { return c.On.String() }},
		{"kind", func(_ *sheet, c models.Change) string { return string(c.Kind) }},
		{"axis", func(_ *sheet, c models.Change) string { return string(c.Kind.Axis()) }},
	},
	of(func(_ *sheet, c models.Change) models.PersonID { return c.Person }, personColumns),
	of(func(_ *sheet, c models.Change) ridingOn {
		if c.Tenure == nil {
			return ridingOn{}
		}
		return ridingOn{c.Tenure.Riding, c.On}
	}, ridingColumns),
	[]column[models.Change]{{"parliament", func(s *sheet, c models.Change) string { return numberText(s.parliamentOf(&c)) }}},
	movedColumns(models.Caucus), movedColumns(models.Designation), movedColumns(models.Party),
	[]column[models.Change]{
		{"organization_from", func(_ *sheet, c models.Change) string { return string(c.From) }},
		{"organization_to", func(_ *sheet, c models.Change) string { return string(c.To) }},
		{"cause", func(_ *sheet, c models.Change) string { return string(c.Cause) }},
		{"announced_at", func(_ *sheet, c models.Change) string { return c.AnnouncedAt.String() }},
		{"last_seen_old", func(_ *sheet, c models.Change) string {
			if c.Window.IsZero() {
				return ""
			}
			return (c.Window.From - 1).String()
		}},
		{"first_seen_new", func(_ *sheet, c models.Change) string {
			if c.Window.IsZero() {
				return ""
			}
			return c.On.String()
		}},
		{"state", func(_ *sheet, c models.Change) string { return string(c.State) }},
		{"recorded_in", func(_ *sheet, c models.Change) string { return numberText(c.RecordedIn) }},
	},
	of(func(_ *sheet, c models.Change) []models.Citation { return c.Citations }, citationColumns),
)

// movedColumns tell from what to what an axis moved; empty for an event of an
// organization.
func movedColumns(axis models.Axis) []column[models.Change] {
	text := func(c models.Change, s *models.Standing) string {
		if c.Person == "" {
			return ""
		}
		return valueOn{Value: s.Value(axis)}.text()
	}
	return called(string(axis), []column[models.Change]{
		{"_from", func(_ *sheet, c models.Change) string { return text(c, &c.Before) }},
		{"_to", func(_ *sheet, c models.Change) string { return text(c, &c.After) }},
	})
}

// citationColumns tell the first of some citations.
var citationColumns = []column[[]models.Citation]{
	{"source", func(s *sheet, list []models.Citation) string { return string(s.firstCited(list).Source) }},
	{"source_url", func(s *sheet, list []models.Citation) string {
		if len(list) > 0 && list[0].URL != "" {
			return list[0].URL
		}
		return s.firstCited(list).URL
	}},
}

func (s *sheet) firstCited(list []models.Citation) (cited models.Snapshot) {
	if len(list) > 0 {
		cited, _ = s.Snapshot(list[0].Snapshot)
	}
	return cited
}

// standingsColumns repeat what holds of the whole House beside each row.
var standingsColumns = slices.Concat(
	[]column[standingsLine]{
		{"house", func(_ *sheet, l standingsLine) string { return string(l.of.House) }},
		{"on", func(_ *sheet, l standingsLine) string { return l.of.On.String() }},
		{"parliament", func(_ *sheet, l standingsLine) string { return numberText(l.of.Parliament) }},
		{"status", func(_ *sheet, l standingsLine) string { return string(l.of.Status) }},
		{"axis", func(_ *sheet, l standingsLine) string { return string(l.of.Axis) }},
	},
	rowColumns(of(func(_ *sheet, l standingsLine) valueOn { return valueOn{l.row.Value, l.of.On} }, valueColumns("value"))),
	rowColumns([]column[standingsLine]{
		{"seats", func(_ *sheet, l standingsLine) string { return strconv.Itoa(l.row.Seats) }},
		{"provisional", func(_ *sheet, l standingsLine) string { return strconv.Itoa(l.row.Provisional) }},
		{"uncertain", func(_ *sheet, l standingsLine) string { return strconv.Itoa(l.row.Uncertain) }},
		{"short_of_majority", func(_ *sheet, l standingsLine) string { return strconv.Itoa(l.row.ShortOfMajority) }},
	}),
	[]column[standingsLine]{
		{"house_seats", func(_ *sheet, l standingsLine) string { return numberText(l.of.Seats) }},
		{"house_filled", func(_ *sheet, l standingsLine) string { return strconv.Itoa(l.of.Filled) }},
		{"house_vacant", func(_ *sheet, l standingsLine) string {
			if !l.of.Promised {
				return ""
			}
			return strconv.Itoa(l.of.Vacant)
		}},
		{"house_majority", func(_ *sheet, l standingsLine) string { return numberText(l.of.Majority) }},
	},
)

// standingsLine is a row of standings, and what it is a row of. Counts of a day
// without members may stand on a line without a row.
type standingsLine struct {
	of  *models.Standings
	row *models.StandingsRow
}

// rowColumns leaves columns empty on a line without a row.
func rowColumns(columns []column[standingsLine]) []column[standingsLine] {
	list := make([]column[standingsLine], len(columns))
	for i, c := range columns {
		list[i] = column[standingsLine]{c.name, func(s *sheet, l standingsLine) string {
			if l.row == nil {
				return ""
			}
			return c.of(s, l)
		}}
	}
	return list
}

// standingsLines are the rows of some standings.
func standingsLines(of *models.Standings) []standingsLine {
	lines := make([]standingsLine, len(of.Rows))
	for i := range of.Rows {
		lines[i] = standingsLine{of, &of.Rows[i]}
	}
	return lines
}
