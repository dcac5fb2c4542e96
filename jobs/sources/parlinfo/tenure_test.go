package parlinfo

import (
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

func TestHowASeatEnds(t *testing.T) {
	held := func(end string) answerOf { return seat(1, donValley, "Don Valley North", "2019-10-21", end) }
	labels := labelled(2, liberal, "2019-10-21", "")
	for _, c := range []struct {
		name string
		text string
		want models.EndCause
	}{
		{"at dissolution, though the source runs it to the eve of the election", profileText(person(7, "A", "E", held("2021-09-19"), labels)), models.ByDissolution},
		{"resigned", profileText(person(7, "A", "E", held("2020-05-01").with("EndReasonTypeEn", "Resignation"), labels)), models.ByResignation},
		{"died, the seat says so", profileText(person(7, "A", "E", held("2020-05-01").with("EndReasonTypeEn", "Passed away"), labels)), models.ByDeath},
		{"died in office on the last day", profileText(person(7, "A", "E", held("2020-05-01"), labels).with("DiedInOffice", true).with("Death", answerOf{"DateOfDeath": "2020-05-01T00:00:00Z"})), models.ByDeath},
		{"died in another office", profileText(person(7, "A", "E", held("2020-05-01"), labels).with("DiedInOffice", true).with("Death", answerOf{"DateOfDeath": "2023-05-01T00:00:00Z"})), models.ByUnknownCause},
		{"nothing tells", profileText(person(7, "A", "E", held("2020-05-01"), labels)), models.ByUnknownCause},
	} {
		facts, _ := Derive(read(t, map[string]string{"c-2024-05-31/7": c.text}), lists(), Reviewed{})
		if len(facts.Tenures) != 1 || facts.Tenures[0].EndCause != c.want {
			t.Errorf("%s: %+v, want %s", c.name, facts.Tenures, c.want)
		}
	}
}

func TestOneConstituencyUnderTwoOrders(t *testing.T) {
	for parliament, want := range map[int]int{1: 1867, 2: 1872, 4: 1872, 7: 1882, 9: 1892, 12: 1903, 14: 1914, 17: 1924, 20: 1933, 21: 1947, 27: 1952, 30: 1966, 33: 1976, 35: 1987, 37: 1996, 41: 2003, 44: 2013, 45: 2023} {
		if got := orderOf(parliament); got != want {
			t.Errorf("parliament %d was elected under the order of %d, want %d", parliament, got, want)
		}
	}
	l := lists()
	l.Parliaments[0].Number, l.Parliaments[1].Number = 41, 42
	facts, _ := Derive(read(t, map[string]string{"c-2024-05-31/7": profileText(ada())}), l, Reviewed{})
	if len(facts.Ridings) != 2 || len(facts.Tenures) != 2 {
		t.Errorf("%d ridings and %d tenures, want a riding under each order", len(facts.Ridings), len(facts.Tenures))
	}
}

// TestNamesOverTime: a newer capture has a new name; the id stays, the former
// name is kept for search.
func TestNamesOverTime(t *testing.T) {
	older := person(18426, "Rachael", "Harder", seat(1, donValley, "Lethbridge", "2019-10-21", "")).with("HOCPersonId", 89200)
	newer := person(18426, "Rachael", "Thomas", seat(1, donValley, "Lethbridge", "2019-10-21", ""))
	facts, _ := Derive(read(t, map[string]string{"c-2020-10-01/p": profileText(older), "c-2024-05-31/l": listText(newer)}), lists(), Reviewed{})
	if len(facts.People) != 1 {
		t.Fatalf("%d people, want one", len(facts.People))
	}
	p := facts.People[0]
	if p.Name.Full != "Rachael Thomas" || len(p.OtherNames) != 1 || p.OtherNames[0].Full != "Rachael Harder" ||
		len(p.Identifiers) != 2 || p.Identifiers[0] != (models.Identifier{Scheme: "ourcommons", Value: "89200"}) {
		t.Errorf("got %+v", p)
	}
	if at := facts.Snapshots[0].RetrievedAt; at != temporal.Instant(1_601_510_400_000_000) && at != temporal.Instant(1_717_113_600_000_000) {
		t.Errorf("retrieved at %s, want midnight UTC of a capture", at)
	}
}
