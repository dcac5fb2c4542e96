package store

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"
)

// check adds to invalid what the database would refuse a fact for, so that all
// faults of an entry are told at once and by name.
func check(f models.Fact, row belief, invalid *models.InvalidError) {
	where := string(f.Kind()) + " " + f.Key()
	if f.Key() == "" {
		invalid.Add(where, "", "a fact with an id")
	}
	for _, column := range append(row.fields(), field{"key", row.Key}) {
		if !storable(column.value) {
			invalid.Add(where, column.name, "a text in UTF-8 without the character NUL")
		}
	}
	if max(row.Parliament, row.Place) > math.MaxInt32 {
		invalid.Add(where, fmt.Sprint(max(row.Parliament, row.Place)), "numbers below 2147483648")
	}
	if s := models.State(row.State); s != "" && s != models.Confirmed && s != models.Provisional && s != models.Reported {
		invalid.Add(where, string(s), "one of the states confirmed, provisional, reported")
	}
	switch f := f.(type) {
	case models.Tenure:
		checkPeriod(where, f.Period, invalid)
		if f.Person == "" || f.House == "" || f.Parliament < 1 || f.Riding == "" || f.Place < 1 {
			invalid.Add(where, fmt.Sprintf("%s %s/%d/%s/%d", f.Person, f.House, f.Parliament, f.Riding, f.Place),
				"a person and a seat: house, parliament, riding and place, both numbers from 1")
		}
	case models.Affiliation:
		checkPeriod(where, f.Period, invalid)
		if f.Person == "" || f.Axis != models.Party && f.Axis != models.Caucus && f.Axis != models.Designation {
			invalid.Add(where, string(f.Person)+" "+string(f.Axis), "a person and one of the axes party, caucus, designation")
		}
	case models.Organization:
		if !f.Period.Valid() {
			invalid.Add(where, f.Period.String(), "a period that ends after it starts")
		}
	case models.Rejection:
		checkRejection(where, &f, invalid)
	case models.Parliament:
		if !f.Dissolution.IsZero() && f.Dissolution < f.Election {
			invalid.Add(where, f.Dissolution.String(), "a dissolution on or after the election, "+f.Election.String())
		}
	}
}

// checkRejection refuses what would reject nothing.
func checkRejection(where string, f *models.Rejection, invalid *models.InvalidError) {
	said := f.Said()
	if f.Source == "" || f.Person == "" || !slices.Contains(models.Matters[:], f.About) {
		invalid.Add(where, fmt.Sprintf("%s %s %s", f.Source, f.Person, f.About), "a source, a person, and a matter: seat, designation, caucus or party")
	}
	if !wholeClaim(f.About, f.Value, f.Riding) || !said.Period.Valid() {
		invalid.Add(where, fmt.Sprintf("%v %s %s", f.Value, f.Riding, said.Period), "what a source says: a riding for a seat, a value for an axis, and no end before the start")
	}
	if f.ID != models.NewRejectionID(said) {
		invalid.Add(where, string(f.ID), "the id of what it rejects, "+string(models.NewRejectionID(said)))
	}
	if len(f.Citations) == 0 {
		invalid.Add(where, "", "a citation of who decided so")
	}
}

func checkPeriod(where string, p temporal.Period, invalid *models.InvalidError) {
	if p.From.IsZero() || !p.Valid() {
		invalid.Add(where, p.String(), "a period with a first day that ends after it starts")
	}
}

// storable reports whether every engine can keep a text as it is.
func storable(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
