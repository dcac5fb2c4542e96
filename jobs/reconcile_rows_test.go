package jobs

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/models"
)

// TestARowOfNobodyIsAskedForUntilItFits: the profile of Han Dong was served with
// the name and the riding of somebody else, so that it fits nobody. There is no
// list of profiles that would show that it is put right.
func TestARowOfNobodyIsAskedForUntilItFits(t *testing.T) {
	const at = "PersonId 105091"
	strange := models.Proposal{Kind: models.UnknownMember, Subject: "Pat Roy, Papineau", Detail: "It fits nobody.", Locator: at}
	fault := []models.RecordFault{{Locator: "PersonId 7", Detail: "left out of this run"}}
	odd := []models.RecordFault{{Locator: "MemberOfParliamentRole 2", Detail: "FromDateTime is no date"}}
	record := func(locator string) []models.Record { return []models.Record{{Locator: locator}} }
	for _, c := range []struct {
		story   string
		records []models.Record // that the source told of when it was asked once more
		faults  []models.RecordFault
		asked   bool
		still   bool // the row fits nobody
		opened  int
		settled string
	}{
		{"it fits by now", record(at), nil, true, false, 0, "vanished"},
		{"it fits, and another profile could not be had", record(at), fault, true, false, 0, "vanished"},
		{"a replay shows that it fits", record(at), nil, false, false, 0, "vanished"},
		{"it fits nobody still", record(at), nil, true, true, 1, ""},
		{"the House has no such profile any more", record("PersonId 7"), nil, true, false, 0, "vanished"},
		{"it could perhaps not be had", record("PersonId 7"), fault, true, false, 1, ""},
		{"the House has none any more, and something in another profile is odd", record("PersonId 7"), odd, true, false, 0, "vanished"},
		{"it was not its turn", record("PersonId 7"), nil, false, false, 1, ""},
	} {
		t.Run(c.story, func(t *testing.T) {
			d := dongs(t)
			doc, m := d.document(profiles, instant("2023-03-24 12:00"), models.ListsSome, nil)
			doc.Records, m.Unmatched = record(at), []models.Proposal{strange}
			d.run(doc, m)
			must(t, "the row", d.waiting(profiles), "unknown_member")
			if diff := cmp.Diff([]fetch.Wanted{{Row: at}}, d.wanted); diff != "" {
				t.Errorf("wanted (-want +got):\n%s", diff)
			}

			doc, m = d.document(profiles, instant("2023-03-24 13:00"), models.ListsSome, nil)
			doc.Records, doc.Faults = c.records, c.faults
			if c.still {
				m.Unmatched = []models.Proposal{strange}
			}
			in := d.input(doc, m)
			if c.asked {
				in.Asked = []fetch.Wanted{{Person: "per_x"}, {Row: at}}
			}
			result, wanted := Reconcile(in)
			d.apply(result, doc.At)
			if got := d.settled(models.UnknownMember); got != c.settled || result.Run.Tally.Proposals != c.opened || len(wanted) != c.opened {
				t.Errorf("settled %q, %d are open, wanted %v", got, result.Run.Tally.Proposals, wanted)
			}
		})
	}
}

// TestARowWithoutANumberIsNotAskedFor: the profile was read from a file that does
// not tell whose it is.
func TestARowWithoutANumberIsNotAskedFor(t *testing.T) {
	d := dongs(t)
	doc, m := d.document(profiles, instant("2023-03-24 12:00"), models.ListsSome, nil)
	doc.Records = []models.Record{{Locator: "Profile"}}
	m.Unmatched = []models.Proposal{{Kind: models.UnknownMember, Subject: "Pat Roy, Papineau", Locator: "Profile"}}
	d.run(doc, m)
	if must(t, "it waits", d.waiting(profiles), "unknown_member"); len(d.wanted) > 0 {
		t.Errorf("wanted: %v", d.wanted)
	}
}

// TestAListSettlesItsOwnRows: whoever has a list of everyone is asked for no row.
func TestAListSettlesItsOwnRows(t *testing.T) {
	d := dongs(t)
	strange := models.Proposal{Kind: models.UnknownMember, Subject: "Pat Roy, Papineau", Locator: "row 17"}
	doc, m := d.document(lists, instant("2023-03-24 12:00"), models.ListsPast, nil)
	m.Unmatched = []models.Proposal{strange}
	d.run(doc, m)
	if slices.ContainsFunc(d.wanted, func(w fetch.Wanted) bool { return w.Row != "" }) {
		t.Errorf("wanted: %v", d.wanted)
	}
	doc, m = d.document(lists, instant("2023-03-24 13:00"), models.ListsPast, nil)
	doc.Records = []models.Record{{Locator: "row 17"}} // of another list, somebody else's
	d.run(doc, m)
	must(t, "a list of those who left", d.settled(models.UnknownMember), "")
	d.list("2023-03-24 14:00")
	must(t, "a list of everyone", d.settled(models.UnknownMember), "vanished")
}
