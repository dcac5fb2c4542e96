package jobs

import (
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// A list in which every seat has ended is of a parliament that is over. While
// members sit it is what is left of a longer one, and two such would end seats.
func TestAListInWhichNobodySits(t *testing.T) {
	left := func(h *commons) *models.Document {
		d := h.list()
		end(d, 2, "2021-08-10")
		d.Records, d.Lists = d.Records[:2], models.ListsPast
		for i := range d.Records {
			d.Records[i].Seats[0].Period.From = temporal.MustDay("2019-10-21")
		}
		return d
	}
	sits := newCommons("2023-03-21")
	got := check1(sits, nil, 0, left(sits))
	if want := "The document has nobody who sits; by the register 20 do."; got["too_few_rows"] != want {
		t.Errorf("while members sit it is refused with %q; want %q", got["too_few_rows"], want)
	}
	if over := newCommons43("2021-09-01"); len(check1(over, nil, 0, left(over))) != 0 {
		t.Errorf("after the dissolution it is refused: %v", check1(over, nil, 0, left(over)))
	}
}
