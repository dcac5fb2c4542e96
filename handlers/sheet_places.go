package handlers

import (
	"slices"
	"strconv"
	"strings"

	"caucus/models"
)

// ridingListColumns tell a riding. Who holds its seats, of which there may be
// two, stands in one cell.
var ridingListColumns = slices.Concat(
	of(func(_ *sheet, d models.RidingRecord) ridingOn { return ridingOn{d.ID, d.On} }, ridingColumns),
	[]column[models.RidingRecord]{
		{"order", func(_ *sheet, d models.RidingRecord) string { return numberText(d.Order) }},
		{"parlinfo", func(_ *sheet, d models.RidingRecord) string { return identifiedBy(d.Identifiers, "parlinfo") }},
		{"fed", func(_ *sheet, d models.RidingRecord) string { return identifiedBy(d.Identifiers, "fed") }},
		{"on", func(_ *sheet, d models.RidingRecord) string { return d.On.String() }},
		{"existing", func(_ *sheet, d models.RidingRecord) string { return strconv.FormatBool(d.Exists()) }},
		{"seats", func(_ *sheet, d models.RidingRecord) string { return strconv.Itoa(d.Seats) }},
		{"vacant", func(_ *sheet, d models.RidingRecord) string {
			if vacant, told := d.Vacant(); told {
				return strconv.Itoa(vacant)
			}
			return ""
		}},
		{"uncertain", func(_ *sheet, d models.RidingRecord) string {
			_, next := d.NameOn(d.On)
			return strconv.FormatBool(next != nil)
		}},
		{"person_ids", func(_ *sheet, d models.RidingRecord) string {
			return cell(d.Members, func(id models.PersonID) string { return string(id) })
		}},
		{"names", func(s *sheet, d models.RidingRecord) string {
			return cell(d.Members, func(id models.PersonID) string { p, _ := s.Person(id); return p.Name.Full })
		}},
		{"designations", func(s *sheet, d models.RidingRecord) string {
			return cell(d.Members, func(id models.PersonID) string { return valueOn{Value: s.Standing(id, s.on).Designation}.text() })
		}},
	},
)

// cell puts several texts into one cell.
func cell[T any](list []T, text func(T) string) string {
	texts := make([]string, len(list))
	for i, x := range list {
		texts[i] = text(x)
	}
	return strings.Join(texts, "; ")
}

// identifiedBy are the identifiers of a scheme, in one cell.
func identifiedBy(list []models.Identifier, scheme string) string {
	var values []string
	for _, id := range list {
		if id.Scheme == scheme {
			values = append(values, id.Value)
		}
	}
	return strings.Join(values, "; ")
}

// organizationColumns tell an organization, as it is called on the day.
var organizationColumns = func() []column[models.OrganizationRecord] {
	columns := slices.Concat(
		[]column[models.OrganizationRecord]{
			{"id", func(_ *sheet, o models.OrganizationRecord) string { return string(o.ID) }},
			{"kind", func(_ *sheet, o models.OrganizationRecord) string { return string(o.Type) }},
		},
		nameColumns("name", func(n models.OrganizationNames) models.Name { return n.Full }),
		nameColumns("short", func(n models.OrganizationNames) models.Name { return n.Short }),
		nameColumns("abbreviation", func(n models.OrganizationNames) models.Name { return n.Abbreviation }),
		[]column[models.OrganizationRecord]{
			{"colour", func(_ *sheet, o models.OrganizationRecord) string { return o.Colour }},
			{"from", func(_ *sheet, o models.OrganizationRecord) string { return o.Period.From.String() }},
			{"to", func(_ *sheet, o models.OrganizationRecord) string { return o.Period.To.String() }},
			{"last_day", func(_ *sheet, o models.OrganizationRecord) string { return o.Period.LastDay().String() }},
			{"on", func(s *sheet, _ models.OrganizationRecord) string { return s.on.String() }},
			{"sitting", func(_ *sheet, o models.OrganizationRecord) string { return strconv.FormatBool(o.Sitting()) }},
		})
	for i, axis := range models.Axes {
		columns = append(columns, column[models.OrganizationRecord]{"seats_" + string(axis),
			func(_ *sheet, o models.OrganizationRecord) string { return strconv.Itoa(o.Seats[i]) }})
	}
	return columns
}()

func nameColumns(name string, of func(models.OrganizationNames) models.Name) []column[models.OrganizationRecord] {
	return []column[models.OrganizationRecord]{
		{name + "_en", func(s *sheet, o models.OrganizationRecord) string { return of(o.NamesOn(s.on)).En }},
		{name + "_fr", func(s *sheet, o models.OrganizationRecord) string { return of(o.NamesOn(s.on)).Fr }},
	}
}

// parliamentColumns tell a parliament.
var parliamentColumns = []column[models.ParliamentRecord]{
	{"number", func(_ *sheet, one models.ParliamentRecord) string { return strconv.Itoa(one.Number) }},
	{"election", func(_ *sheet, one models.ParliamentRecord) string { return one.Election.String() }},
	{"first_sitting", func(_ *sheet, one models.ParliamentRecord) string { return one.FirstSitting.String() }},
	{"dissolution", func(_ *sheet, one models.ParliamentRecord) string { return one.Dissolution.String() }},
	{"on", func(s *sheet, _ models.ParliamentRecord) string { return s.on.String() }},
	{"status", func(s *sheet, one models.ParliamentRecord) string { return string(one.StatusOn(s.on)) }},
	{"seats", func(_ *sheet, one models.ParliamentRecord) string { return numberText(one.Seats) }},
	{"members", func(_ *sheet, one models.ParliamentRecord) string { return strconv.Itoa(one.Members) }},
	{"changes", func(_ *sheet, one models.ParliamentRecord) string { return strconv.Itoa(one.Changes) }},
}
