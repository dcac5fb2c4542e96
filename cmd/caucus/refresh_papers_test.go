package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestBothListsOfTheHouseAreCutShort: the run is refused for one reason, which
// names both lists, and each waits for an editor who reads it once.
func TestBothListsOfTheHouseAreCutShort(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.refresh("ourcommons")
	d.later(time.Hour)
	short := d.press.roster[:12]
	d.press.sayInstead("/Members/en/search/XML", says(200, "text/xml; charset=utf-8", string(membersXML(short))))
	d.press.sayInstead("/Members/en/search/csv", says(200, "text/csv; charset=utf-8", string(membersCSV(short))))
	const want = "The document has 12 members who sit; by the register 20 sit, and fewer than 95 % of them are too few " +
		"(each of Members of the House, as XML; Members of parliament 44, as CSV)."
	d.refresh("ourcommons")
	if row := d.rows("ourcommons")[0]; row.Reason != want || len(row.Refusals) != 1 || row.Refusals[0].Detail != want {
		t.Errorf("the run says %q: %+v", row.Reason, row.Refusals)
	}
	s := d.served()
	_, queue := s.get("/api/v1/queue?kind=refused_document")
	var told []string
	for _, one := range dig(queue, "proposals").([]any) {
		told = append(told, fmt.Sprintf("%v: %v", dig(one, "subject"), dig(one, "detail")))
	}
	if got := strings.Join(told, "\n"); len(told) != 2 || strings.Count(got, want) != 2 || strings.Count(got, "12 members") != 2 {
		t.Errorf("the queue says\n%s", got)
	}
}
