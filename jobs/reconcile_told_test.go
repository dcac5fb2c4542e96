package jobs

import (
	"strings"
	"testing"

	"caucus/models"
)

// details are the sentences of what waits of a source.
func (d *desk) details(source models.SourceID) string {
	var list []string
	for _, p := range d.queue {
		if p.Source == source && p.Settled == 0 {
			list = append(list, p.Detail)
		}
	}
	return strings.Join(list, " ")
}

// TestTheQueueIsOfTheRegisterAsTheRunLeavesIt: the list and ParlInfo, each heard
// once, say that Han Dong is independent, so that he is held to be. What waits
// then is the day, which ParlInfo alone gives; that he is held to be a Liberal is
// no longer so.
func TestTheQueueIsOfTheRegisterAsTheRunLeavesIt(t *testing.T) {
	const row = dongSat + "org_liberal 2021-09-20..2023-03-22, org_independent 2023-03-22.."
	d := dongs(t)
	d.list("2023-03-23 12:00", dongSat+"org_independent")
	must(t, "before", d.details(lists), "ourcommons says Independent, seen once; the register holds Liberal.")
	d.serve(parlinfo, "2023-03-23 12:10", models.ListsSome, row)
	must(t, "held", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-23; independent 2023-03-23.. provisional since 2021-09-30")
	const waits = "seen_once designation independent 2023-03-22; seen_once party unknown 2023-03-22"
	must(t, "in the queue", d.waiting(parlinfo), waits)
	const day = "parlinfo says Independent from 2023-03-22 on, seen once; the register holds that from 2023-03-23 on."
	if got := d.details(parlinfo); !strings.Contains(got, day) || strings.Contains(got, "Independent from 2023-03-22 on; the register holds Liberal") {
		t.Errorf("it says %s", got)
	}

	d.serve(parlinfo, "2023-03-23 12:20", models.ListsSome, row)
	must(t, "ten minutes later the same waits", d.waiting(parlinfo), waits)
	d.serve(parlinfo, "2023-03-24 06:30", models.ListsSome, row)
	must(t, "the day", d.spells("Han Dong", models.Designation), "liberal 2021-09-20..2023-03-22; independent 2023-03-22..")
	must(t, "nothing waits", d.waiting(parlinfo), "")
	must(t, "it was taken", d.settled(models.WaitsForSight), "taken taken")
	must(t, "no conflict was told of", d.settled(models.Contradiction), "")
}
