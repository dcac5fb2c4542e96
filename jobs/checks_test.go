package jobs

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// rules are those by which a document is refused, with their sentences.
func rules(list []models.Refusal) map[string]string {
	out := map[string]string{}
	for _, r := range list {
		out[r.Rule] = r.Detail
	}
	return out
}

func check1(h *commons, claims []models.Claim, newest temporal.Instant, d *models.Document) map[string]string {
	return rules(Check(h.held(), matchWith(h, claims, d), []models.Document{*d}, claims, newest))
}

// relabel gives the first n rows whose label is not that one another.
func relabel(d *models.Document, n int, label string) {
	for i := range d.Records {
		if r := &d.Records[i]; n > 0 && r.Labels[0].Label != label {
			r.Labels[0].Label = label
			n--
		}
	}
}

func end(d *models.Document, n int, last string) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Period.To = modeltest.Day(last) + 1
	}
}

// Each way of being implausible, next to what is just plausible. The House has
// 20 seats, so that three changes at once are the most.
func TestWhatIsRefused(t *testing.T) {
	for _, c := range []struct {
		story string
		write func(h *commons, d *models.Document)
		want  map[string]string
	}{
		{"the list agrees", func(*commons, *models.Document) {}, nil},
		{"19 of 20 members", func(_ *commons, d *models.Document) { d.Records = d.Records[:19] }, nil},
		{"18 of 20 members", func(_ *commons, d *models.Document) { d.Records = d.Records[:18] }, map[string]string{
			"too_few_rows": "The document has 18 members who sit; by the register 20 sit, and fewer than 95 % of them are too few."}},
		{"one member twenty times", func(_ *commons, d *models.Document) {
			for i := range d.Records {
				d.Records[i] = d.Records[0]
			}
		}, map[string]string{
			"too_few_rows": "The document has 1 member who sits; by the register 20 sit, and fewer than 95 % of them are too few."}},
		{"one member asked for", func(_ *commons, d *models.Document) { d.Records, d.Lists = d.Records[:1], models.ListsSome }, nil},
		{"a member listed twice", func(_ *commons, d *models.Document) { d.Records = append(d.Records, d.Records[0]) }, nil},
		{"21 members for 20 seats", func(h *commons, d *models.Document) {
			b := bench{"Pat Roy", "120000", "", "Papineau", "", "QC", modeltest.Liberal}
			h.seat(b, election)
			d.Records = append(d.Records, record(21, b, election))
		}, map[string]string{"too_many_rows": "The document has 21 members who sit; the House has 20 seats by law."}},
		{"21 members in a House of no number", func(h *commons, d *models.Document) {
			b := bench{"Pat Roy", "120000", "", "Papineau", "", "QC", modeltest.Liberal}
			h.seat(b, election)
			h.Facts.Seats = nil
			d.Records = append(d.Records, record(21, b, election))
		}, nil},
		{"the loser sits beside the winner", func(h *commons, d *models.Document) {
			d.Records[0] = record(1, sousa, byElection)
		}, map[string]string{"two_in_one_seat": "The document has two members in 1 seat."}},
		{"the winner sits after the loser", func(h *commons, d *models.Document) {
			d.Records = append(d.Records, record(21, sousa, byElection))
			rowOf(t, d, "Sven Spengemann").Seats[0].Period.To = modeltest.Day("2022-05-28")
		}, nil},
		{"a member listed twice, without an id", func(_ *commons, d *models.Document) {
			d.Records[0].Identifiers = nil
			d.Records = append(d.Records, d.Records[0])
		}, nil},
		{"two members without a riding", func(_ *commons, d *models.Document) {
			for i := range d.Records[:2] {
				d.Records[i].Seats[0].Riding, d.Records[i].Seats[0].Province = "", ""
			}
		}, nil},
		{"three members left and were elected again", func(h *commons, d *models.Document) {
			shiftTo(d, 3, byElection)
			for i := range h.Facts.Tenures[:3] {
				h.Facts.Tenures[i].To, h.Facts.Tenures[i].EndCause = modeltest.Day("2022-05-28"), models.ByResignation
			}
		}, nil},
		{"a seat passes on today", func(_ *commons, d *models.Document) {
			d.Records = append(d.Records, record(21, sousa, "2023-03-21"))
			rowOf(t, d, "Sven Spengemann").Seats[0].Period.To = modeltest.Day("2023-03-22")
			drop(d, "Han Dong")
		}, nil},
		{"one member under two names", func(_ *commons, d *models.Document) {
			r := record(21, member(t, "Rachael Thomas"), election)
			r.Name = models.PersonName{Full: "Rachael Harder", Given: "Rachael", Family: "Harder"}
			d.Records = append(d.Records, r)
		}, nil},
		{"a seat that began today", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Han Dong").Seats[0].Period.From = modeltest.Day("2023-03-21")
		}, nil},
		{"a seat that begins tomorrow", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Han Dong").Seats[0].Period.From = modeltest.Day("2023-03-22")
		},
			map[string]string{"future_day": "1 row gives a day after 2023-03-21, on which it was served."}},
		{"a seat whose last day is today", func(_ *commons, d *models.Document) { end(d, 1, "2023-03-21") }, nil},
		{"seats whose last day is tomorrow", func(_ *commons, d *models.Document) { end(d, 2, "2023-03-22") },
			map[string]string{"future_day": "2 rows give a day after 2023-03-21, on which it was served."}},
		{"a label from tomorrow", func(_ *commons, d *models.Document) { d.Records[0].Labels[0].Period.From = modeltest.Day("2023-03-22") },
			map[string]string{"future_day": "1 row gives a day after 2023-03-21, on which it was served."}},
		{"three members change", func(_ *commons, d *models.Document) { relabel(d, 3, "Independent") }, nil},
		{"three members change, and a former one comes back", func(h *commons, d *models.Document) {
			relabel(d, 3, "Independent")
			b := bench{"Olivia Chow", "25455", "", "Mississauga—Lakeshore", "", "ON", modeltest.NDP}
			h.Person(b.name, b.ids()...).Sits("Papineau", "2006-01-23", "2008-09-08")
			d.Records[19] = record(20, b, byElection)
		}, nil},
		{"four members change", func(_ *commons, d *models.Document) { relabel(d, 4, "Independent") }, map[string]string{
			"mass_change": "The labels of 4 members differ from those before; more than 3 at once are too many."}},
		{"five members change", func(_ *commons, d *models.Document) { relabel(d, 5, "Independent") }, map[string]string{
			"mass_change": "The labels of 5 members differ from those before; more than 3 at once are too many."}},
		{"one of two Greens becomes a Liberal", func(_ *commons, d *models.Document) { rowOf(t, d, "Mike Morrice").Labels[0].Label = "Liberal" }, nil},
		{"both Greens become Liberals", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Mike Morrice").Labels[0].Label, rowOf(t, d, "Elizabeth May").Labels[0].Label = "Liberal", "Libéral"
		}, map[string]string{
			"whole_label": "All 2 members of Green Party have become Liberal; that would be a merger or a new name, which an editor records."}},
		{"one Green becomes a Liberal, the other Independent", func(_ *commons, d *models.Document) {
			rowOf(t, d, "Mike Morrice").Labels[0].Label, rowOf(t, d, "Elizabeth May").Labels[0].Label = "Liberal", "Independent"
		}, nil},
		{"the only Independent becomes a Liberal", func(_ *commons, d *models.Document) { rowOf(t, d, "Kevin Vuong").Labels[0].Label = "Liberal" }, nil},
		{"two seats begin on other days", func(_ *commons, d *models.Document) { shift(d, 2) }, nil},
		{"three seats begin on other days", func(_ *commons, d *models.Document) { shift(d, 3) }, map[string]string{
			"mass_starts": "The seats of 3 members begin on other days than those held; more than 2 are too many."}},
		{"three rows of 23 fit nobody", func(_ *commons, d *models.Document) { strangers(d, 3) }, nil},
		{"four rows of 24 fit nobody", func(_ *commons, d *models.Document) { strangers(d, 4) }, map[string]string{
			"unread_rows": "Of 24 rows 4 could not be read or fit nobody; more than 2 % are too many."}},
		{"four rows could not be read", func(_ *commons, d *models.Document) { faults(d, "row 2%d", 4) }, map[string]string{
			"unread_rows": "Of 24 rows 4 could not be read or fit nobody; more than 2 % are too many."}},
		{"four labels are unknown", func(_ *commons, d *models.Document) {
			for i := range d.Records[:4] {
				d.Records[i].Labels[0].Label = "Rhinoceros"
			}
		}, map[string]string{
			"unread_rows": "Of 20 rows 4 could not be read or fit nobody; more than 2 % are too many."}},
		{"four rows that stand have a fault", func(_ *commons, d *models.Document) { faults(d, "row %d", 4) }, nil},
		{"three ridings have new names", func(_ *commons, d *models.Document) { rename(d, 3) }, nil},
		{"four ridings of 20 have new names", func(_ *commons, d *models.Document) { rename(d, 4) }, map[string]string{
			"unknown_ridings": "Of 20 rows 4 name a riding that the register does not have; more than 10 % are too many."}},
	} {
		h := newCommons("2023-03-21")
		d := h.list()
		c.write(h, d)
		got := check1(h, nil, 0, d)
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.story, diff)
		}
	}
}

func shiftTo(d *models.Document, n int, from string) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Period.From = modeltest.Day(from)
	}
}

func shift(d *models.Document, n int) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Period.From++
	}
}

func strangers(d *models.Document, n int) {
	for i := range n {
		d.Records = append(d.Records, models.Record{Locator: fmt.Sprintf("row %d", 30+i), Name: models.PersonName{Full: "Pat Roy"}})
	}
}

func faults(d *models.Document, locator string, n int) {
	for i := range n {
		d.Faults = append(d.Faults, models.RecordFault{Locator: fmt.Sprintf(locator, 1+i), Detail: "its label is empty"})
	}
}

func rename(d *models.Document, n int) {
	for i := range d.Records[:n] {
		d.Records[i].Seats[0].Riding = fmt.Sprintf("New Name %d", i)
	}
}

// A refusal names rows, so that an editor finds them, and at most twenty.
func TestARefusalNamesItsRows(t *testing.T) {
	h := newCommons("2023-03-21")
	d := h.list()
	relabel(d, 4, "NDP")
	got := Check(h.held(), match(h, d), []models.Document{*d}, nil, 0)
	want := []string{"row 1 Han Dong", "row 2 Rachael Thomas", "row 3 Alain Rayes", "row 4 Kevin Vuong"}
	if len(got) != 1 || cmp.Diff(want, got[0].Rows) != "" {
		t.Errorf("%+v", got)
	}
	d = h.list()
	strangers(d, 50)
	got = Check(h.held(), match(h, d), []models.Document{*d}, nil, 0)
	if len(got) != 1 || len(got[0].Rows) != 20 || got[0].Rows[0] != "row 30 Pat Roy" {
		t.Errorf("%+v", got)
	}
}

func TestNoDocumentsAreNotRefused(t *testing.T) {
	h := newCommons("2023-03-21")
	if got := Check(h.held(), match(h), nil, nil, noon(h.today)); got != nil {
		t.Errorf("%+v", got)
	}
}
