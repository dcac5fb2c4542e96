package jobs

import (
	"slices"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
)

// fatherAndSon is a House in which Sven Spengemann left, and the lists of after
// the by-election that a man of his name has won.
func fatherAndSon(t *testing.T, cause models.EndCause, id string) (*commons, *models.Document, *models.Document) {
	h := newCommons("2022-12-13")
	for i := range h.Facts.Tenures {
		if x := &h.Facts.Tenures[i]; x.Person == h.who(t, "Sven Spengemann") {
			x.To, x.EndCause = modeltest.Day("2022-05-28"), cause
		}
	}
	xml, csv := h.list(), h.list()
	csv.Snapshot = "snp_csv"
	for i := range csv.Records {
		csv.Records[i].Identifiers = nil
	}
	for _, d := range []*models.Document{xml, csv} {
		rowOf(t, d, "Sven Spengemann").Seats[0].Period.From = modeltest.Day(byElection)
	}
	rowOf(t, xml, "Sven Spengemann").Identifiers = nil
	if id != "" {
		rowOf(t, xml, "Sven Spengemann").Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: id}}
	}
	return h, xml, csv
}

// TestAListWithoutIdentifiersBesideOneWith: the table cannot tell whose new seat
// it is, and the other list says that it is not his.
func TestAListWithoutIdentifiersBesideOneWith(t *testing.T) {
	h, xml, csv := fatherAndSon(t, models.ByResignation, "120000")
	m := match(h, xml, csv)
	if p := of(m, h.who(t, "Sven Spengemann")); p != nil {
		t.Errorf("the father is back: %+v", p.Seats)
	}
	if !slices.Contains(told(m), "unknown_member: Sven Spengemann, Mississauga—Lakeshore") {
		t.Errorf("the son does not wait: %v", told(m))
	}
	h, xml, csv = fatherAndSon(t, models.ByResignation, "88852")
	if m := match(h, xml, csv); of(m, h.who(t, "Sven Spengemann")) == nil || len(m.Unmatched) != 0 {
		t.Errorf("he does not come back himself: %v", told(m))
	}
}

// TestAWrongNumberInAListOfMembers: the seat is known, so that the table tells of
// its holder whatever number the other list gives.
func TestAWrongNumberInAListOfMembers(t *testing.T) {
	h := newCommons("2023-03-21")
	xml, csv := h.list(), h.list()
	csv.Snapshot = "snp_csv"
	rowOf(t, xml, "Han Dong").Identifiers[0].Value = "120000"
	rowOf(t, csv, "Han Dong").Identifiers = nil
	if m := match(h, xml, csv); of(m, h.who(t, "Han Dong")) == nil || len(m.Absent) != 0 {
		t.Errorf("Han Dong is unknown: %v", told(m))
	}
}

// TestWhoDiedInOfficeDoesNotComeBack: a namesake who follows is a newcomer.
func TestWhoDiedInOfficeDoesNotComeBack(t *testing.T) {
	for _, id := range []string{"", "120000"} {
		h, xml, csv := fatherAndSon(t, models.ByDeath, id)
		m := match(h, xml, csv)
		if list := newPeople(m); len(list) != 1 || len(m.Unmatched) != 0 || of(m, h.who(t, "Sven Spengemann")) != nil {
			t.Errorf("identifier %q: new are %+v; %v", id, list, told(m))
		}
	}
	h, xml, csv := fatherAndSon(t, models.ByDeath, "")
	for _, d := range []*models.Document{xml, csv} {
		s := &rowOf(t, d, "Sven Spengemann").Seats[0].Period
		s.From, s.To = modeltest.Day(election), modeltest.Day("2022-05-28")
	}
	if m := match(h, xml, csv); of(m, h.who(t, "Sven Spengemann")) == nil || len(newPeople(m)) != 0 {
		t.Errorf("his own seat is not his: %v", told(m))
	}
}
