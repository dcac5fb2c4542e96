package jobs

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// sousa won the by-election in Mississauga—Lakeshore on 2022-12-12.
var sousa = bench{"Charles Sousa", "114349", "20290", "Mississauga—Lakeshore", "Mississauga—Lakeshore", "ON", modeltest.Liberal}

const byElection = "2022-12-12"

// afterByElection is the House, and its list, on the day after that.
func afterByElection() (*commons, *models.Document) {
	h := newCommons("2022-12-13")
	d := h.list()
	drop(d, "Sven Spengemann")
	d.Records = append(d.Records, record(20, sousa, byElection))
	return h, d
}

// waiting is the claim of the seat of somebody whom the register does not have.
func waiting(h *commons, p models.PersonID, b bench, from string) models.Claim {
	return models.Claim{
		Source: "parlinfo", Person: p, Name: b.name, About: models.AboutSeat, Riding: h.Riding(b.riding),
		Period: temporal.Period{From: modeltest.Day(from)}, FirstSeen: noon(h.today),
	}
}

func newPeople(m Matching) (list []Matched) {
	for _, p := range m.People {
		if p.New {
			list = append(list, p)
		}
	}
	return list
}

func TestTheWinnerOfAByElectionIsNew(t *testing.T) {
	h, d := afterByElection()
	m := match(h, d)
	list := newPeople(m)
	if len(list) != 1 || list[0].Person != "per_new1" || list[0].Name.Full != "Charles Sousa" || len(m.Unmatched) != 0 {
		t.Fatalf("new are %+v; %v", list, told(m))
	}
	if s := list[0].Seats[0]; s.Period.From != modeltest.Day(byElection) || s.Riding != h.Riding("Mississauga—Lakeshore") || s.Parliament != 44 {
		t.Errorf("the seat is %+v", s)
	}
	if diff := cmp.Diff([]models.PersonID{h.who(t, "Sven Spengemann")}, m.Absent); diff != "" {
		t.Errorf("absent (-want +got):\n%s", diff)
	}
}

func TestTwoSourcesMeanOneNewcomer(t *testing.T) {
	for story, write := range map[string]func(r *models.Record){
		"with an id":  func(*models.Record) {},
		"without":     func(r *models.Record) { r.Identifiers = nil },
		"in capitals": func(r *models.Record) { r.Name.Full = "CHARLES SOUSA" },
		"with a shorter name": func(r *models.Record) {
			r.Name = models.PersonName{Full: "Charlie Sousa", Given: "Charlie", Family: "Sousa"}
		},
		"with a day later":       func(r *models.Record) { r.Seats[0].Period.From++ },
		"of a riding in French":  func(r *models.Record) { r.Seats[0].Riding = "mississauga-lakeshore" },
		"without a riding's ON":  func(r *models.Record) { r.Seats[0].Province = "" },
		"with the name in parts": func(r *models.Record) { r.Name.Full = "" },
	} {
		h, d := afterByElection()
		write(&d.Records[19])
		m := matchWith(h, []models.Claim{waiting(h, "per_waits", sousa, byElection)}, d)
		if list := newPeople(m); len(list) != 1 || list[0].Person != "per_waits" {
			t.Errorf("%s: new are %+v; %v", story, list, told(m))
		}
	}
}

func TestClaimsThatDoNotWaitAreNobody(t *testing.T) {
	h, d := afterByElection()
	gone, other := waiting(h, "per_gone", sousa, byElection), waiting(h, "per_other", sousa, byElection)
	gone.Gone = noon(h.today)
	other.Riding = h.Riding("Fredericton")
	label := waiting(h, "per_label", sousa, byElection)
	label.About = models.AboutDesignation
	m := matchWith(h, []models.Claim{gone, other, label}, d)
	if list := newPeople(m); len(list) != 1 || list[0].Person != "per_new1" {
		t.Errorf("new are %+v", list)
	}
}

func TestANewcomerInSeveralDocumentsIsOne(t *testing.T) {
	h, d := afterByElection()
	profile := &models.Document{Source: "ourcommons", Snapshot: "snp_profile", At: noon(h.today), Lists: models.ListsSome}
	r := record(1, sousa, byElection)
	r.Name.Full = "Charles António Sousa" // the identifier joins the two
	profile.Records = []models.Record{r}
	nameless := &models.Document{Source: "ourcommons", Snapshot: "snp_csv", At: noon(h.today), Lists: models.ListsSitting}
	r = record(1, sousa, byElection)
	r.Identifiers = nil // name and riding do
	nameless.Records = []models.Record{r}
	m := match(h, d, profile, nameless)
	if list := newPeople(m); len(list) != 1 || len(list[0].Seats) != 1 || len(list[0].Labels) != 1 {
		t.Errorf("new are %+v; %v", list, told(m))
	}
}

func TestOneIdentifierBesideTwoNewcomersIsNobodys(t *testing.T) {
	h, d := afterByElection()
	drop(d, "Han Dong")
	other := record(21, bench{"Pat Roy", "114349", "", "Don Valley North", "", "ON", modeltest.Liberal}, byElection)
	d.Records = append(d.Records, other)
	m := match(h, d)
	want := []string{"unknown_member: Charles Sousa, Mississauga—Lakeshore", "unknown_member: Pat Roy, Don Valley North"}
	if diff := cmp.Diff(want, told(m)); diff != "" || len(newPeople(m)) != 0 {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Two people of one name are told apart by riding or identifier, and where
// neither helps nobody is made up.
func TestNamesakes(t *testing.T) {
	namesake := func(id string) models.Record {
		return record(20, bench{"Han Dong", id, "", "Mississauga—Lakeshore", "", "ON", modeltest.Liberal}, byElection)
	}
	h, d := afterByElection()
	d.Records[19] = namesake("120000")
	if list := newPeople(match(h, d)); len(list) != 1 || list[0].Seats[0].Riding != h.Riding("Mississauga—Lakeshore") {
		t.Errorf("with an identifier of his own the namesake is not new: %+v", list)
	}
	d.Records[19] = namesake("")
	m := match(h, d)
	if len(newPeople(m)) != 0 || len(m.Unmatched) != 1 || m.Unmatched[0].Detail != "It may be Han Dong who sat before, and no identifier tells; the row is left out." {
		t.Errorf("without one he is not left to an editor: %+v", m.Unmatched)
	}
	if p := of(m, h.who(t, "Han Dong")); p == nil || len(p.Seats) != 1 || p.Seats[0].Riding != h.Riding("Don Valley North") {
		t.Errorf("Han Dong is %+v", p)
	}

	h = newCommons("2023-03-21")
	h.seat(bench{"Han Dong", "120000", "", "Papineau", "Papineau", "QC", modeltest.Liberal}, election)
	d = h.list()
	d.Records = append(d.Records, record(21, bench{"Han Dong", "", "", "Papineau", "", "QC", modeltest.Liberal}, election))
	rowOf(t, d, "Han Dong").Identifiers = nil
	m = match(h, d)
	if len(m.People) != 21 || len(m.Unmatched)+len(m.Absent)+len(newPeople(m)) != 0 {
		t.Errorf("two of one name in two ridings: %d people, %v", len(m.People), told(m))
	}
}

func TestANamesakeOfLongAgoIsNobodyToWaitFor(t *testing.T) {
	for _, c := range []struct {
		from, to string
		fresh    int
	}{
		{"1988-11-21", "1993-09-09", 0}, {"1979-05-22", "1979-12-15", 1},
	} {
		h, d := afterByElection()
		h.Person("Charles Sousa").Sits("Papineau", c.from, c.to)
		d.Records[19].Identifiers = nil
		if got := len(newPeople(match(h, d))); got != c.fresh {
			t.Errorf("a namesake who sat until %s: %d new, not %d", c.to, got, c.fresh)
		}
	}
}

func TestSonFollowsFather(t *testing.T) {
	h := newCommons("2022-12-13")
	d := h.list()
	r := rowOf(t, d, "Sven Spengemann")
	r.Identifiers[0].Value, r.Seats[0].Period.From = "120000", modeltest.Day(byElection)
	m := match(h, d)
	if diff := cmp.Diff([]string{"unknown_member: Sven Spengemann, Mississauga—Lakeshore"}, told(m)); diff != "" || len(newPeople(m)) != 0 {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTwoOfOneNameInOneRidingAreToldApartByTheDay(t *testing.T) {
	h := newCommons("2022-12-13")
	for i := range h.Facts.Tenures {
		if x := &h.Facts.Tenures[i]; x.Person == h.who(t, "Sven Spengemann") {
			x.To, x.EndCause = modeltest.Day("2022-05-28"), models.ByResignation
		}
	}
	son := h.seat(bench{"Sven Spengemann", "120000", "", "Mississauga—Lakeshore", "Mississauga—Lakeshore", "ON", modeltest.Liberal}, byElection)
	d := h.list()
	r := rowOf(t, d, "Sven Spengemann")
	r.Identifiers, r.Seats[0].Period.From = nil, modeltest.Day(byElection)
	if m := match(h, d); of(m, son.ID) == nil || len(m.Unmatched) != 0 {
		t.Errorf("the son is not recognized: %v", told(m))
	}
	r.Seats[0].Period.From++
	if m := match(h, d); !slices.Contains(told(m), "unknown_member: Sven Spengemann, Mississauga—Lakeshore") {
		t.Errorf("he is recognized though no day tells: %v", told(m))
	}
}

// A relative who follows in a riding is somebody else.
func TestWidowFollowsHusband(t *testing.T) {
	h, d := afterByElection()
	d.Records[19] = record(20, bench{"Anna Spengemann", "", "", "Mississauga—Lakeshore", "", "ON", modeltest.Liberal}, byElection)
	if list := newPeople(match(h, d)); len(list) != 1 || list[0].Name.Full != "Anna Spengemann" {
		t.Errorf("new are %+v", list)
	}
}

func TestSomebodyWhoLeftBeforeTheRegisterKnewThem(t *testing.T) {
	h, d := afterByElection()
	for i := range h.Facts.Tenures {
		if x := &h.Facts.Tenures[i]; x.Person == h.who(t, "Sven Spengemann") {
			x.From, x.StartCause = modeltest.Day(byElection), models.ByByElection
		}
	}
	d.Records[19] = record(20, bench{"Pat Roy", "120000", "", "Mississauga—Lakeshore", "", "ON", modeltest.Liberal}, election)
	d.Records[19].Seats[0].Period.To = modeltest.Day("2022-05-28")
	m := match(h, d)
	if list := newPeople(m); len(list) != 1 || list[0].Seats[0].Period.LastDay() != modeltest.Day("2022-05-27") {
		t.Errorf("new are %+v; %v", list, told(m))
	}
}

func TestANewcomerNeedsAName(t *testing.T) {
	h, d := afterByElection()
	d.Records[19].Name = models.PersonName{}
	if m := match(h, d); len(newPeople(m)) != 0 || len(m.Unmatched) != 1 || m.Unmatched[0].Detail != "It names nobody; the row is left out." {
		t.Errorf("new are %+v; %+v", newPeople(m), m.Unmatched)
	}
}

// A label that is unknown is that of nobody the register has.
func TestAProposalOfANewcomerNamesNoPerson(t *testing.T) {
	h, d := afterByElection()
	d.Records[19].Labels[0].Label = "Rhinoceros"
	m := matchWith(h, []models.Claim{waiting(h, "per_waits", sousa, byElection)}, d)
	if len(m.Unmatched) != 1 || m.Unmatched[0].Person != "" {
		t.Errorf("%+v", m.Unmatched)
	}
}

// What a source calls somebody whom the register has is no name of theirs.
func TestClaimsOfMembersAreNotThoseOfNewcomers(t *testing.T) {
	h, d := afterByElection()
	m := matchWith(h, []models.Claim{waiting(h, h.who(t, "Sven Spengemann"), sousa, byElection)}, d)
	if len(newPeople(m)) != 1 {
		t.Errorf("Charles Sousa is not new: %v", told(m))
	}
}

func TestOneNewcomerUnderTwoNames(t *testing.T) {
	h, d := afterByElection()
	r := record(1, sousa, byElection)
	r.Name = models.PersonName{Full: "Carlos de Silva", Given: "Carlos", Family: "de Silva"}
	if list := newPeople(match(h, d, profile(h, r))); len(list) != 1 {
		t.Errorf("one identifier and one riding make %+v", list)
	}
	r = record(1, sousa, byElection)
	r.Identifiers[0].Value = "120000"
	if m := match(h, d, profile(h, r)); len(newPeople(m)) != 0 || m.Unmatched[0].Detail != "It has several identifiers of ourcommons; the row is left out." {
		t.Errorf("two identifiers: new %+v, %+v", newPeople(m), m.Unmatched)
	}
}

func TestOneIdentifierOfPredecessorAndSuccessor(t *testing.T) {
	h, d := afterByElection()
	left := record(21, bench{"Pat Roy", "114349", "", "Papineau", "", "QC", modeltest.Liberal}, election)
	left.Seats[0].Period.To = modeltest.Day("2022-01-01")
	h.Person("Former Holder").Sits("Papineau", "2022-06-20", "2022-07-01")
	h.place(bench{riding: "Papineau", french: "Papineau", province: "QC"})
	d.Records = append(d.Records, left)
	if m := match(h, d); len(newPeople(m)) != 0 || len(m.Unmatched) != 2 {
		t.Errorf("new %+v, %v", newPeople(m), told(m))
	}
}

func TestNobodyIsNewInARidingThatIsUnknown(t *testing.T) {
	h, d := afterByElection()
	d.Records[19].Seats[0].Riding = "Erehwon"
	m := match(h, d)
	if diff := cmp.Diff([]string{"unknown_riding: Charles Sousa, Erehwon"}, told(m)); diff != "" || len(newPeople(m)) != 0 {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d.Records[19].Seats[0].Riding = ""
	if m := match(h, d); len(newPeople(m)) != 0 || len(m.Unmatched) != 1 {
		t.Errorf("a row without the name of a riding: %+v", m.Unmatched)
	}
}

func TestAFormerMemberReturnsByByElection(t *testing.T) {
	h, d := afterByElection()
	chow := h.Person("Olivia Chow", "ourcommons:25455").Sits("Papineau", "2006-01-23", "2008-09-08")
	d.Records[19] = record(20, bench{"Olivia Chow", "25455", "", "Mississauga—Lakeshore", "", "ON", modeltest.NDP}, byElection)
	m := match(h, d)
	if p := of(m, chow.ID); p == nil || p.New || len(p.Seats) != 1 || len(newPeople(m)) != 0 {
		t.Errorf("Olivia Chow is %+v; %v", p, told(m))
	}
}
