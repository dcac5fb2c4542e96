package jobs

import (
	"fmt"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/modeltest"
	"caucus/models/temporal"
)

// commons is a House of 20 seats in its 44th Parliament, as real as a small one
// can be: names, ridings and identifiers are those of the members of March 2023.
type commons struct {
	*modeltest.House
	today temporal.Day
}

// bench is a member of that House.
type bench struct {
	name, ourcommons, parlinfo string
	riding, french, province   string
	label                      models.OrganizationID
}

var benches = []bench{
	{"Han Dong", "105091", "20103", "Don Valley North", "Don Valley-Nord", "ON", modeltest.Liberal},
	{"Rachael Thomas", "89200", "18426", "Lethbridge", "Lethbridge", "AB", modeltest.Conservative},
	{"Alain Rayes", "88600", "18589", "Richmond—Arthabaska", "Richmond—Arthabaska", "QC", modeltest.Conservative},
	{"Kevin Vuong", "110654", "20265", "Spadina—Fort York", "Spadina—Fort York", "ON", modeltest.Independent},
	{"Jenica Atwin", "104586", "20109", "Fredericton", "Fredericton", "NB", modeltest.Liberal},
	{"Chris d'Entremont", "49344", "20164", "West Nova", "Nova-Ouest", "NS", modeltest.Conservative},
	{"Jennifer O'Connell", "88925", "18531", "Pickering—Uxbridge", "Pickering—Uxbridge", "ON", modeltest.Liberal},
	{"Marilyn Gladu", "88938", "18533", "Sarnia—Lambton", "Sarnia—Lambton", "ON", modeltest.Conservative},
	{"Mike Morrice", "110476", "20234", "Kitchener Centre", "Kitchener-Centre", "ON", modeltest.Green},
	{"Elizabeth May", "2897", "17853", "Saanich—Gulf Islands", "Saanich—Gulf Islands", "BC", modeltest.Green},
	{"Lori Idlout", "111116", "20244", "Nunavut", "Nunavut", "NU", modeltest.NDP},
	{"Alexandre Boulerice", "58775", "17937", "Rosemont—La Petite-Patrie", "Rosemont—La Petite-Patrie", "QC", modeltest.NDP},
	{"Niki Ashton", "36037", "17260", "Churchill—Keewatinook Aski", "Churchill—Keewatinook Aski", "MB", modeltest.NDP},
	{"Yves-François Blanchet", "104669", "20087", "Beloeil—Chambly", "Beloeil—Chambly", "QC", modeltest.Bloc},
	{"Marie-Hélène Gaudreau", "104806", "20124", "Laurentides—Labelle", "Laurentides—Labelle", "QC", modeltest.Bloc},
	{"Luc Thériault", "88552", "18581", "Montcalm", "Montcalm", "QC", modeltest.Bloc},
	{"Maninder Sidhu", "105045", "20089", "Brampton East", "Brampton-Est", "ON", modeltest.Liberal},
	{"Sonia Sidhu", "88703", "18487", "Brampton South", "Brampton-Sud", "ON", modeltest.Liberal},
	{"Michael McLeod", "89374", "18471", "Northwest Territories", "Territoires du Nord-Ouest", "NT", modeltest.Liberal},
	{"Sven Spengemann", "88852", "18516", "Mississauga—Lakeshore", "Mississauga—Lakeshore", "ON", modeltest.Liberal},
}

// election is the day of the election of the 44th Parliament.
const election = "2021-09-20"

// newCommons seats everyone since the election. Today is a day of that
// parliament, which nobody knows to be over.
func newCommons(today string) *commons {
	h := &commons{modeltest.New(), modeltest.Day(today)}
	h.elect(44, "")
	for _, b := range benches {
		h.seat(b, election)
	}
	return h
}

// elect leaves out the parliaments after number, gives it a dissolution (none if
// empty), and the House 20 seats.
func (h *commons) elect(number int, dissolution string) {
	var kept []models.Parliament
	for _, p := range h.Facts.Parliaments {
		if p.Number == number {
			p.Dissolution = modeltest.Day(dissolution)
		}
		if p.Number <= number {
			kept = append(kept, p)
		}
	}
	h.Facts.Parliaments = kept
	for i := range h.Facts.Seats {
		h.Facts.Seats[i].Seats = len(benches)
	}
}

// newCommons43 is the House before: the same people in the same ridings, since
// 2019, until the dissolution of 2021-08-15.
func newCommons43(today string) *commons {
	h := &commons{modeltest.New(), modeltest.Day(today)}
	h.elect(43, "2021-08-15")
	for _, b := range benches {
		h.place(b)
		h.Person(b.name, b.ids()...).Sits(b.riding, "2019-10-21", "2021-08-16").Label(b.label, "2019-10-21", "2021-08-16")
	}
	return h
}

func (b bench) ids() []string {
	ids := []string{}
	if b.ourcommons != "" {
		ids = append(ids, "ourcommons:"+b.ourcommons)
	}
	if b.parlinfo != "" {
		ids = append(ids, "parlinfo:"+b.parlinfo)
	}
	return ids
}

// seat adds a member who has sat since a day.
func (h *commons) seat(b bench, from string) *modeltest.Member {
	h.place(b)
	return h.Person(b.name, b.ids()...).Sits(b.riding, from, "").Label(b.label, from, "")
}

// place adds the riding.
func (h *commons) place(b bench) models.RidingID {
	id := h.Riding(b.riding)
	for i := range h.Facts.Ridings {
		if r := &h.Facts.Ridings[i]; r.ID == id {
			r.Province, r.Names[0].Fr = b.province, b.french
		}
	}
	return id
}

// held is the House as matching looks at it.
func (h *commons) held() *Held { return Hold(&h.Facts, modeltest.Commons, h.today) }

// who is the id of a member.
func (h *commons) who(t testing.TB, name string) models.PersonID {
	t.Helper()
	for _, p := range h.Facts.People {
		if p.Name.Full == name {
			return p.ID
		}
	}
	t.Fatalf("nobody is called %s", name)
	return ""
}

func member(t testing.TB, name string) bench {
	t.Helper()
	for _, b := range benches {
		if b.name == name {
			return b
		}
	}
	t.Fatalf("nobody is called %s", name)
	return bench{}
}

// noon is an instant of a day, noon in Ottawa.
func noon(day temporal.Day) temporal.Instant {
	at, err := temporal.ParseInstant(day.String() + "T17:00:00Z")
	if err != nil {
		panic(err)
	}
	return at
}

var labelNames = map[models.OrganizationID][2]string{
	modeltest.Liberal: {"Liberal", "Libéral"}, modeltest.Conservative: {"Conservative", "Conservateur"},
	modeltest.NDP: {"NDP", "NPD"}, modeltest.Green: {"Green Party", "Parti vert"},
	modeltest.Bloc: {"Bloc Québécois", "Bloc Québécois"}, modeltest.Independent: {"Independent", "Indépendant"},
}

var provinceNames = map[string][2]string{
	"ON": {"Ontario", "Ontario"}, "AB": {"Alberta", "Alberta"}, "QC": {"Quebec", "Québec"}, "NB": {"New Brunswick", "Nouveau-Brunswick"},
	"NS": {"Nova Scotia", "Nouvelle-Écosse"}, "BC": {"British Columbia", "Colombie-Britannique"}, "NU": {"Nunavut", "Nunavut"},
	"MB": {"Manitoba", "Manitoba"}, "NT": {"Northwest Territories", "Territoires du Nord-Ouest"},
}

// list is the House's own list of today: everyone with identifier, seat and
// label, in English.
func (h *commons) list() *models.Document {
	d := &models.Document{
		Source: "ourcommons", Title: "Members of the House", Snapshot: "snp_list", At: noon(h.today), Lists: models.ListsSitting,
	}
	for _, b := range benches {
		d.Records = append(d.Records, record(len(d.Records)+1, b, election))
	}
	return d
}

// record is the row of a member who sits.
func record(n int, b bench, from string) models.Record {
	given, family, _ := strings.Cut(b.name, " ")
	r := models.Record{
		Locator: fmt.Sprintf("row %d", n), Name: models.PersonName{Full: b.name, Given: given, Family: family},
		Seats:  []models.SaidSeat{{Riding: b.riding, Province: provinceNames[b.province][0], Period: temporal.Period{From: modeltest.Day(from)}}},
		Labels: []models.SaidLabel{{Axis: models.Designation, Label: labelNames[b.label][0]}},
	}
	if b.ourcommons != "" {
		r.Identifiers = []models.Identifier{{Scheme: "ourcommons", Value: b.ourcommons}}
	}
	return r
}

// row is the record of a member in a document.
func rowOf(t testing.TB, d *models.Document, name string) *models.Record {
	t.Helper()
	for i := range d.Records {
		if d.Records[i].Name.Full == name {
			return &d.Records[i]
		}
	}
	t.Fatalf("the document does not list %s", name)
	return nil
}

// drop takes the rows of members out of a document.
func drop(d *models.Document, names ...string) {
	var kept []models.Record
	for _, r := range d.Records {
		dropped := false
		for _, n := range names {
			dropped = dropped || r.Name.Full == n
		}
		if !dropped {
			kept = append(kept, r)
		}
	}
	d.Records = kept
}

// newIDs makes ids per_new1, per_new2, …
func newIDs() func() models.PersonID {
	n := 0
	return func() models.PersonID {
		n++
		return models.PersonID(fmt.Sprintf("per_new%d", n))
	}
}

// of finds what a matching says of somebody; nil if nothing.
func of(m Matching, p models.PersonID) *Matched {
	for i := range m.People {
		if m.People[i].Person == p {
			return &m.People[i]
		}
	}
	return nil
}
