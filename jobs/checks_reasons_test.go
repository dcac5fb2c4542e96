package jobs

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
)

// TestWhatSeveralDocumentsSayIsSaidOnce: the list of the House comes as XML and
// as CSV, and what is wrong with the one is mostly wrong with the other.
func TestWhatSeveralDocumentsSayIsSaidOnce(t *testing.T) {
	for _, c := range []struct {
		story string
		write func(xml, csv *models.Document)
		want  map[string]string
		rows  int // that all reasons name
	}{
		{"both are cut short alike", func(xml, csv *models.Document) { xml.Records, csv.Records = xml.Records[:18], csv.Records[:18] }, map[string]string{
			"too_few_rows": "The document has 18 members who sit; by the register 20 sit, and fewer than 95 % of them are too few (each of the XML; the CSV)."}, 0},
		{"one is cut short", func(_, csv *models.Document) { csv.Records = csv.Records[:18] }, map[string]string{
			"too_few_rows": "The document has 18 members who sit; by the register 20 sit, and fewer than 95 % of them are too few (the CSV)."}, 0},
		{"one without a title is cut short", func(xml, _ *models.Document) { xml.Records, xml.Title = xml.Records[:18], "" }, map[string]string{
			"too_few_rows": "The document has 18 members who sit; by the register 20 sit, and fewer than 95 % of them are too few (snp_xml)."}, 0},
		{"a seat ends tomorrow in both, in rows that are called otherwise", func(xml, csv *models.Document) {
			xml.Records[0].Seats[0].Period.To = modeltest.Day("2023-03-23")
			csv.Records[0].Seats[0].Period.To = modeltest.Day("2023-03-23")
			csv.Records[0].Locator = "line 2"
		}, map[string]string{"future_day": "1 row gives a day after 2023-03-21, on which it was served (each of the XML; the CSV)."}, 2},
		{"half of the members cross in both", func(xml, csv *models.Document) { relabel(xml, 4, "NDP"); relabel(csv, 4, "NDP") }, map[string]string{
			"mass_change": "The labels of 4 members differ from those before; more than 3 at once are too many."}, 4},
	} {
		t.Run(c.story, func(t *testing.T) {
			h := newCommons("2023-03-21")
			xml, csv := h.list(), h.list()
			xml.Title, xml.Snapshot, csv.Title, csv.Snapshot = "the XML", "snp_xml", "the CSV", "snp_csv"
			c.write(xml, csv)
			list := Check(h.held(), match(h, xml, csv), []models.Document{*xml, *csv}, nil, 0)
			if diff := cmp.Diff(c.want, rules(list)); diff != "" || len(list) != len(c.want) {
				t.Errorf("%d reasons (-want +got):\n%s", len(list), diff)
			}
			if n := len(list[0].Rows); n != c.rows {
				t.Errorf("%d rows are named: %q", n, list[0].Rows)
			}
		})
	}
}

// TestTwoListsThatDifferAreTwoReasons: what is not the same sentence stays.
func TestTwoListsThatDifferAreTwoReasons(t *testing.T) {
	h := newCommons("2023-03-21")
	xml, csv := h.list(), h.list()
	xml.Title, csv.Title, xml.Records, csv.Records = "the XML", "the CSV", xml.Records[:18], csv.Records[:17]
	list := Check(h.held(), match(h, xml, csv), []models.Document{*xml, *csv}, nil, 0)
	const tail = " members who sit; by the register 20 sit, and fewer than 95 % of them are too few "
	want := []models.Refusal{
		{Rule: "too_few_rows", Detail: "The document has 18" + tail + "(the XML)."},
		{Rule: "too_few_rows", Detail: "The document has 17" + tail + "(the CSV)."},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOfManyDocumentsSomeAreNamed: the source was asked for five people one by
// one, and its clock is a day ahead.
func TestOfManyDocumentsSomeAreNamed(t *testing.T) {
	h := newCommons("2023-03-21")
	var docs []models.Document
	for n := range 5 {
		d := h.list()
		d.Lists, d.Title, d.Records = models.ListsSome, fmt.Sprintf("member %d", n+1), d.Records[n:n+1]
		d.Records[0].Seats[0].Period.To = modeltest.Day("2023-03-23")
		docs = append(docs, *d)
	}
	list := Check(h.held(), match(h, &docs[0], &docs[1], &docs[2], &docs[3], &docs[4]), docs, nil, 0)
	want := "1 row gives a day after 2023-03-21, on which it was served (each of member 1; member 2; member 3; and 2 more)."
	if len(list) == 0 || list[0].Detail != want || len(list[0].Rows) != 5 {
		t.Errorf("got %+v", list)
	}
}
