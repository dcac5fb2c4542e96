package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caucus/models"
)

// spelled serves rows of which some are spelled otherwise: "Han Dong=Han Dongg".
func spelled(d *desk, at string, members, otherwise string) {
	d.t.Helper()
	var rows []string
	for _, name := range split(members) {
		rows = append(rows, d.rows[name])
	}
	doc, m := d.document(lists, instant(at), models.ListsSitting, rows)
	for _, pair := range split(otherwise) {
		name, full, _ := strings.Cut(pair, "=")
		for i := range m.People {
			if m.People[i].Name.Full == name {
				m.People[i].Name.Full = full
			}
		}
	}
	d.run(doc, m)
}

func otherNames(d *desk) string {
	var list []string
	for _, p := range d.facts.People {
		for _, n := range p.OtherNames {
			list = append(list, p.Name.Full+"="+n.Full)
		}
	}
	slices.Sort(list)
	return strings.Join(list, ";")
}

// TestANameThatIsGarbledOnce: what is said of the member was seen before, and
// the name beside it was not.
func TestANameThatIsGarbledOnce(t *testing.T) {
	const all = "Han Dong, Niki Ashton"
	d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
	spelled(d, "2023-03-20 12:00", all, "")
	spelled(d, "2023-03-21 12:00", all, "")
	spelled(d, "2023-03-22 12:00", all, "Han Dong=Han Dongg")
	must(t, "garbled", otherNames(d), "")
	must(t, "it waits", d.waiting(lists), "seen_once")
	spelled(d, "2023-03-22 12:30", all, "Han Dong=Han Dongg")
	must(t, "within the hour it is one sighting", otherNames(d), "")
	spelled(d, "2023-03-23 12:00", all, "")
	must(t, "put right", otherNames(d)+d.waiting(lists), "")
	must(t, "and settled", d.settled(models.WaitsForSight), "vanished")
	spelled(d, "2023-03-24 12:00", all, "Han Dong=Handong")
	spelled(d, "2023-03-25 12:00", all, "Han Dong=Handong")
	must(t, "another spelling", otherNames(d), "Han Dong=Handong")
	must(t, "was taken", d.waiting(lists)+d.settled(models.WaitsForSight), "vanished taken")
}

// TestNamesOfWhichTooManyAreOthers: columns have slipped, however often it is
// seen.
func TestNamesOfWhichTooManyAreOthers(t *testing.T) {
	const all = "A B, C D, E F, G H, I J"
	var members []string
	for i, name := range split(all) {
		members = append(members, fmt.Sprintf("%s | %s | org_liberal", name, []string{"Churchill", "Avalon", "Labrador", "Egmont", "Malpeque"}[i]))
	}
	d := newDesk(t, 44, members...)
	for _, at := range []string{"2023-03-22 12:00", "2023-03-23 12:00", "2023-03-24 12:00"} {
		spelled(d, at, all, "A B=B A, C D=D C, E F=F E, G H=H G")
	}
	must(t, "four of five", otherNames(d), "")
	for _, at := range []string{"2023-03-25 12:00", "2023-03-26 12:00"} {
		spelled(d, at, all, "A B=B A, C D=D C, E F=F E")
	}
	must(t, "three", otherNames(d), "A B=B A;C D=D C;E F=F E")
}
