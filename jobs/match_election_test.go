package jobs

import (
	"fmt"
	"slices"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
)

// The 43rd Parliament was dissolved on 2021-08-15, and the 44th elected on
// 2021-09-20.

// results is a list after that election: everyone came back, or so it says.
func results(today string) (*commons, *models.Document) {
	h := newCommons43(today)
	return h, h.list()
}

func TestAGeneralElectionShowsInTheList(t *testing.T) {
	h, d := results("2021-09-25")
	m := match(h, d)
	if m.Elected != modeltest.Day(election) {
		t.Fatalf("elected on %q", m.Elected)
	}
	p := of(m, h.who(t, "Han Dong"))
	if p == nil || p.New || len(p.Seats) != 1 || p.Seats[0].Parliament != 44 || p.Seats[0].Period != span(election, "") || len(p.Labels) != 1 {
		t.Errorf("Han Dong is %+v", p)
	}
	if len(m.People) != 20 || len(m.Unmatched)+len(m.Absent) != 0 {
		t.Errorf("%d people, unmatched %v, absent %v", len(m.People), told(m), m.Absent)
	}
}

// What is no general election, next to what is one. The House has 20 seats.
func TestWhenAnElectionIsOne(t *testing.T) {
	for _, c := range []struct {
		story string
		write func(h *commons, d *models.Document)
		want  string
	}{
		{"18 of 20 seats are filled", func(_ *commons, d *models.Document) { d.Records = d.Records[:18] }, election},
		{"17 of 20 seats are filled", func(_ *commons, d *models.Document) { d.Records = d.Records[:17] }, ""},
		{"17 seats, and four rows for one more", func(_ *commons, d *models.Document) {
			for i := 17; i < 20; i++ {
				d.Records[i] = d.Records[0]
			}
		}, ""},
		{"18 were elected, and one has left", func(_ *commons, d *models.Document) {
			d.Records = d.Records[:18]
			d.Records[0].Seats[0].Period.To = modeltest.Day("2021-09-24")
		}, ""},
		{"a list of some", func(_ *commons, d *models.Document) { d.Lists = models.ListsSome }, ""},
		{"the lists still show those who sat", func(_ *commons, d *models.Document) { begin(d, "2019-10-21") }, ""},
		{"the day of dissolution", func(_ *commons, d *models.Document) { begin(d, "2021-08-15") }, ""},
		{"a day that has not come", func(_ *commons, d *models.Document) { begin(d, "2021-09-26") }, ""},
		{"the parliament is not dissolved", func(h *commons, _ *models.Document) {
			h.Facts.Parliaments[len(h.Facts.Parliaments)-1].Dissolution = 0
		}, ""},
		{"the law says nothing of seats", func(h *commons, _ *models.Document) { h.Facts.Seats = nil }, ""},
		{"the seats are on two days", func(_ *commons, d *models.Document) {
			for i := range 10 {
				d.Records[i].Seats[0].Period.From--
			}
		}, ""},
	} {
		h, d := results("2021-09-25")
		c.write(h, d)
		if got := match(h, d).Elected; got != modeltest.Day(c.want) {
			t.Errorf("%s: elected on %q, not %q", c.story, got, c.want)
		}
	}
}

func begin(d *models.Document, from string) { shiftTo(d, len(d.Records), from) }

// After the dissolution nobody sits, whatever the lists go on showing.
func TestListsDuringADissolution(t *testing.T) {
	h, d := results("2021-09-01")
	begin(d, "2019-10-21")
	drop(d, "Han Dong")
	m := match(h, d)
	if len(m.People) != 19 || len(m.Unmatched)+len(m.Absent) != 0 {
		t.Fatalf("%d people, unmatched %v, absent %v", len(m.People), told(m), m.Absent)
	}
	for _, p := range m.People {
		if len(p.Labels) != 0 || len(p.Seats) != 1 || p.Seats[0].Parliament != 43 {
			t.Errorf("%s has a label of today, or no seat of the 43rd: %+v", p.Name.Full, p)
		}
	}
}

// While results come in, they are of a parliament that is not known yet.
func TestTheFirstResultsAreNotEnough(t *testing.T) {
	h, d := results("2021-09-21")
	begin(d, "2019-10-21")
	stranger := record(21, bench{"Pat Roy", "120000", "", "Don Valley North", "", "ON", modeltest.Liberal}, election)
	d.Records[3].Seats[0].Period.From = modeltest.Day(election)
	d.Records = append(d.Records, stranger)
	m := match(h, d)
	if len(newPeople(m)) != 0 || len(m.Unmatched) != 0 || m.Elected != 0 {
		t.Errorf("new %+v, unmatched %v, elected %q", newPeople(m), told(m), m.Elected)
	}
}

// Who is who after an election, where the list gives no identifiers.
func TestMembersComeBack(t *testing.T) {
	for _, c := range []struct{ story, name, riding, province, want string }{
		{"in the same riding", "Han Dong", "Don Valley North", "ON", "known"},
		{"for another riding of the province", "Han Dong", "Papineau Hills", "ON", "known"},
		{"for a riding of another province", "Han Dong", "Papineau", "QC", "waits"},
		{"somebody new", "Pat Roy", "Don Valley North", "ON", "new"},
	} {
		h, d := results("2021-09-25")
		h.vacate("Papineau Hills", "ON")
		h.vacate("Papineau", "QC")
		*rowOf(t, d, "Han Dong") = record(1, bench{name: c.name, riding: c.riding, province: c.province, label: modeltest.Liberal}, election)
		m := match(h, d)
		got := "waits"
		if of(m, h.who(t, "Han Dong")) != nil {
			got = "known"
		} else if len(newPeople(m)) == 1 {
			got = "new"
		}
		if got != c.want || (got == "waits") != (len(m.Unmatched) == 1) {
			t.Errorf("%s: %s is %s, not %s; %v", c.story, c.name, got, c.want, told(m))
		}
	}
}

// vacate adds a riding whose member of the 43rd Parliament is listed no more.
func (h *commons) vacate(riding, province string) {
	h.Person("Former Holder of "+riding).Sits(riding, "2019-10-21", "2021-08-16")
	h.place(bench{riding: riding, french: riding, province: province})
}

func TestANamesakeElsewhereDoesNotTakeTheMembersPlace(t *testing.T) {
	for _, c := range []struct {
		id    string
		fresh int
	}{{"120000", 1}, {"", 0}} {
		h, d := results("2021-09-25")
		h.vacate("Papineau Hills", "ON")
		rowOf(t, d, "Han Dong").Identifiers = nil
		d.Records = append(d.Records, record(21, bench{"Han Dong", c.id, "", "Papineau Hills", "", "ON", modeltest.Liberal}, election))
		m := match(h, d)
		if p := of(m, h.who(t, "Han Dong")); p == nil || p.Seats[0].Riding != h.Riding("Don Valley North") {
			t.Errorf("Han Dong is %+v", p)
		}
		if len(newPeople(m)) != c.fresh || len(m.Unmatched) != 1-c.fresh {
			t.Errorf("with the identifier %q: new %+v, %v", c.id, newPeople(m), told(m))
		}
	}
}

// Where the member does not come back, the identifier tells that the namesake is
// somebody else.
func TestANamesakeIsElectedInstead(t *testing.T) {
	h, d := results("2021-09-25")
	h.vacate("Papineau Hills", "ON")
	*rowOf(t, d, "Han Dong") = record(1, bench{"Han Dong", "120000", "", "Papineau Hills", "", "ON", modeltest.Liberal}, election)
	if m := match(h, d); len(newPeople(m)) != 1 || of(m, h.who(t, "Han Dong")) != nil {
		t.Errorf("new %+v, %v", newPeople(m), told(m))
	}
}

// Two members of one name cannot be told apart by name and province, and a
// newcomer who waits is no member.
func TestOnlyTheOneOfTheNameComesBack(t *testing.T) {
	for _, c := range []struct {
		story string
		write func(h *commons) []models.Claim
		to    bench
		want  bool
	}{
		{"one of the name", func(*commons) []models.Claim { return nil }, bench{riding: "Papineau Hills", province: "ON"}, true},
		{"two of the name in two provinces", func(h *commons) []models.Claim {
			h.Person("Han Dong", "ourcommons:120000").Sits("Papineau", "2019-10-21", "2021-08-16")
			h.place(bench{riding: "Papineau", province: "QC"})
			return nil
		}, bench{riding: "Papineau Hills", province: "ON"}, false},
		{"a newcomer of the name waits elsewhere", func(h *commons) []models.Claim {
			return []models.Claim{waiting(h, "per_waits", bench{name: "Han Dong", riding: "Montcalm"}, election)}
		}, bench{riding: "Papineau Hills", province: "ON"}, true},
		{"a newcomer of the name waits in the province", func(h *commons) []models.Claim {
			return []models.Claim{waiting(h, "per_waits", bench{name: "Han Dong", riding: "Montcalm"}, election)}
		}, bench{riding: "Laval Tomorrow", province: "QC"}, false},
	} {
		h, d := results("2021-09-25")
		h.vacate(c.to.riding, c.to.province)
		claims := c.write(h)
		*rowOf(t, d, "Han Dong") = record(1, bench{name: "Han Dong", riding: c.to.riding, province: c.to.province, label: modeltest.Liberal}, election)
		m := matchWith(h, claims, d)
		if (of(m, h.Facts.People[0].ID) != nil) != c.want {
			t.Errorf("%s: %v", c.story, told(m))
		}
	}
}

// A riding of an order long gone is not one of those of this election.
func TestRidingsOfAnOldOrderDoNotCount(t *testing.T) {
	h, d := results("2021-09-25")
	for i, r := range slices.Clone(h.Facts.Ridings) {
		if r.ID, r.Order = models.RidingID(fmt.Sprintf("rid_old%d", i)), 1867; r.Names[0].En == "Don Valley North" {
			r.Names = []models.RidingName{{Name: models.Name{En: "Upper Canada West"}}}
		}
		h.Facts.Add(r)
	}
	rowOf(t, d, "Han Dong").Seats[0].Riding = "Upper Canada West"
	if m := match(h, d); len(m.Unmatched) != 1 || m.Unmatched[0].Kind != models.UnknownRiding {
		t.Errorf("%v", told(m))
	}
}

// What is wrong with somebody who does not sit any more is nobody's question.
func TestAWrongIdentifierOfAnEarlierParliament(t *testing.T) {
	h := newCommons("2023-03-21")
	r := record(1, bench{"Pat Roy", "105091", "", "Papineau", "", "QC", modeltest.Liberal}, "2011-05-02")
	r.Seats[0].Period.To = modeltest.Day("2015-08-03")
	if m := match(h, profile(h, r)); len(m.People)+len(m.Unmatched) != 0 {
		t.Errorf("people %+v, %v", m.People, told(m))
	}
}

// A redistribution made new ridings; those that kept their names are new, too.
// One that the lists do not show yet counts for nobody.
func TestRidingsOfANewOrderCountAfterAnElection(t *testing.T) {
	for _, c := range []struct {
		name             string
		elected, redrawn bool
	}{{"after an election", true, true}, {"in the middle of a parliament", false, true}, {"before its time", true, false}} {
		t.Run(c.name, func(t *testing.T) {
			h, d := results("2021-09-25")
			if !c.elected {
				h = newCommons("2023-03-21")
				d = h.list()
			}
			sidhus := rowOf(t, d, "Sonia Sidhu").Seats[0].Riding
			newOf := map[string]models.RidingID{}
			for i, r := range slices.Clone(h.Facts.Ridings) {
				name := r.Names[0].En
				r.ID, r.Order, r.Names = models.RidingID(fmt.Sprintf("rid_new%d", i)), 2023, []models.RidingName{{Name: models.Name{En: name}}}
				if name == sidhus && c.redrawn {
					r.Names[0].En = "Toronto Tomorrow"
				}
				newOf[r.Names[0].En] = r.ID
				h.Facts.Add(r)
			}
			if c.redrawn {
				rowOf(t, d, "Sonia Sidhu").Seats[0].Riding = "Toronto Tomorrow"
			}
			m := match(h, d)
			dong, sidhu := of(m, h.who(t, "Han Dong")), of(m, h.who(t, "Sonia Sidhu"))
			switch {
			case c.elected && c.redrawn:
				if dong.Seats[0].Riding != newOf["Don Valley North"] || sidhu.Seats[0].Riding != newOf["Toronto Tomorrow"] {
					t.Errorf("%+v and %+v", dong.Seats, sidhu.Seats)
				}
			case dong.Seats[0].Riding != h.Riding("Don Valley North") || len(sidhu.Seats) != 0 == c.redrawn:
				t.Errorf("%+v and %+v", dong.Seats, sidhu.Seats)
			}
		})
	}
}

// ParlInfo's spans run across elections.
func TestASpanAcrossTheElectionBeginsWithIt(t *testing.T) {
	h := newCommons("2023-03-21")
	r := record(1, member(t, "Han Dong"), "2019-10-21")
	r.Seats = append(r.Seats, models.SaidSeat{Riding: "A riding of long ago", Period: span("2014-06-12", "2018-06-08")})
	r.Labels = []models.SaidLabel{designated("Liberal", span("2019-10-21", ""))}
	p := of(match(h, profile(h, r)), h.who(t, "Han Dong"))
	if p == nil || len(p.Seats) != 1 || p.Seats[0].Period != span(election, "") || p.Labels[0].Period != span(election, "") {
		t.Errorf("Han Dong is %+v", p)
	}
}

func TestWhoSatInEarlierParliamentsOnlyIsPassedOver(t *testing.T) {
	h := newCommons("2023-03-21")
	r := record(1, bench{"Pat Roy", "120000", "", "Papineau", "", "QC", modeltest.Liberal}, "2011-05-02")
	r.Seats[0].Period.To = modeltest.Day("2015-08-03")
	m := match(h, profile(h, r))
	if len(m.People)+len(m.Unmatched) != 0 {
		t.Errorf("people %+v, unmatched %v", m.People, told(m))
	}
	if m := match(&commons{House: modeltest.New(), today: modeltest.Day("1850-01-01")}, h.list()); len(m.People) != 0 {
		t.Errorf("before there was a House %+v sat in it", m.People)
	}
}

// A riding nobody sits for in this parliament yet is known by the one before,
// if it is not one of an order that was redrawn since.
func TestARidingThatIsVacantSinceTheElection(t *testing.T) {
	for order, want := range map[int]int{2013: 1, 2003: 0} {
		h, d := afterByElection()
		h.Person("Former Holder").Sits("Papineau Hills", "2019-10-21", "2021-08-16")
		h.place(bench{riding: "Papineau Hills", french: "Papineau Hills", province: "ON"})
		h.Facts.Ridings[len(h.Facts.Ridings)-1].Order = order
		d.Records[19].Seats[0].Riding = "Papineau Hills"
		if m := match(h, d); len(newPeople(m)) != want || len(m.Unmatched) != 1-want {
			t.Errorf("order of %d: new %+v, %v", order, newPeople(m), told(m))
		}
	}
}

// A parliament of whose members the register knows none has the ridings of the
// one before.
func TestAParliamentWithoutMembersHasRidings(t *testing.T) {
	h, d := results("2021-09-25")
	h.Facts.Add(models.Parliament{House: modeltest.Commons, Number: 44, Election: modeltest.Day(election), Cited: h.Cited()})
	m := match(h, d)
	if p := of(m, h.who(t, "Han Dong")); p == nil || len(p.Seats) != 1 || p.Seats[0].Parliament != 44 || len(m.Unmatched) != 0 {
		t.Errorf("Han Dong is %+v; %v", p, told(m))
	}
}

// John Aldag lost Cloverdale—Langley City in 2019 and won it again in 2021.
func TestAMemberComesBackAfterAParliamentAway(t *testing.T) {
	h, d := results("2021-09-25")
	h.away(t, "Sonia Sidhu")
	m := match(h, d)
	if got := of(m, h.who(t, "Sonia Sidhu")); got == nil || got.New || len(got.Seats) != 1 {
		t.Errorf("who came back is %+v, unmatched %v", got, told(m))
	}
	rowOf(t, d, "Sonia Sidhu").Seats[0].Riding = "Don Valley North"
	rowOf(t, d, "Han Dong").Seats[0].Riding = "Brampton South"
	rowOf(t, d, "Sonia Sidhu").Identifiers = nil
	if m := match(h, d); len(newPeople(m)) > 0 || of(m, h.who(t, "Sonia Sidhu")) != nil {
		t.Errorf("who may have come back for another riding is new or known: %v", told(m))
	}
	h.Facts.Ridings = append(h.Facts.Ridings, h.Facts.Ridings[0])
	other := &h.Facts.Ridings[len(h.Facts.Ridings)-1]
	other.ID, other.Province = "rid_elsewhere", "QC"
	for i := range h.Facts.Tenures {
		if f := &h.Facts.Tenures[i]; f.Person == h.who(t, "Sonia Sidhu") {
			f.Riding = "rid_elsewhere" // another Don Valley North
		}
	}
	if m := match(h, d); len(newPeople(m)) > 0 || of(m, h.who(t, "Sonia Sidhu")) != nil {
		t.Errorf("who may have come back for a riding of that name in another province is new or known: %v", told(m))
	}
}

// away takes somebody out of the newest parliament, and puts them into an
// earlier one.
func (h *commons) away(t *testing.T, name string) {
	who := h.who(t, name)
	for i := range h.Facts.Tenures {
		if f := &h.Facts.Tenures[i]; f.Person == who {
			f.Parliament, f.From, f.To = 42, modeltest.Day("2015-10-19"), modeltest.Day("2019-09-12")
		}
	}
}
