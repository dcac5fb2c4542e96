package store

import (
	"fmt"

	"caucus/models"
	"caucus/models/temporal"
)

// parsing turns the texts of rows into days and instants. It keeps the first
// fault.
type parsing struct{ fault error }

func (p *parsing) instant(text optional) temporal.Instant {
	if text == "" {
		return 0
	}
	at, err := temporal.ParseInstant(string(text))
	p.note(err)
	return at
}

func (p *parsing) day(text optional) temporal.Day {
	if text == "" {
		return 0
	}
	d, err := temporal.ParseDay(string(text))
	p.note(err)
	return d
}

func (p *parsing) note(err error) {
	if err != nil && p.fault == nil {
		p.fault = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
}

// at and on are the texts of rows.
func at(i temporal.Instant) optional { return optional(i.Sortable()) }
func on(d temporal.Day) optional     { return optional(d.String()) }

// valued joins the two columns of a value. What was never said stays unsaid.
func valued(status, organization optional) models.Value {
	return models.Value{Status: models.Status(status), Organization: models.OrganizationID(organization)}
}

// wholeValue reports whether a value is one: an organization goes with its
// status and with no other.
func wholeValue(v models.Value) bool {
	switch v.Status {
	case "", models.HasNone, models.Unknown:
		return v.Organization == ""
	case models.HasOrganization:
		return v.Organization != ""
	}
	return false
}

// wholeClaim reports whether a claim is one: of a riding if it is about a seat,
// of a value if it is about an axis.
func wholeClaim(about models.Matter, v models.Value, riding models.RidingID) bool {
	if about == models.AboutSeat {
		return riding != "" && v.IsUnknown() && wholeValue(v)
	}
	return riding == "" && wholeValue(v)
}

// wantTexts adds a fault for each text that not every engine can keep.
func wantTexts(invalid *models.InvalidError, where string, texts ...string) {
	for _, s := range texts {
		if !storable(s) {
			invalid.Add(where, fmt.Sprintf("%q", s), "texts in UTF-8 without the character NUL")
		}
	}
}

// page cuts a list that was asked for with one row more than the limit, and
// tells whether there was one. No limit, no cut.
func page[T any](list []T, limit int) ([]T, bool) {
	if limit > 0 && len(list) > limit {
		return list[:limit], true
	}
	return list, false
}

// oneMore is the limit to ask for with a limit given.
func oneMore(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit + 1
}
