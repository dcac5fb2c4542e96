// Package modeltest builds small Houses for tests, in Parliament's words: a
// parliament, a riding, a member who sits, a label, a caucus. Every fact it
// makes is cited, so that what it builds is a register like any other.
package modeltest

import (
	"strconv"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// Commons is the House that New builds.
const Commons models.HouseID = "ca-commons"

// Organizations of the House that New builds.
const (
	Liberal      models.OrganizationID = "org_liberal"
	Conservative models.OrganizationID = "org_conservative"
	Alliance     models.OrganizationID = "org_alliance"
	PC           models.OrganizationID = "org_pc"
	NDP          models.OrganizationID = "org_ndp"
	Green        models.OrganizationID = "org_green"
	Bloc         models.OrganizationID = "org_bloc"
	GPQ          models.OrganizationID = "org_gpq"
	QuebecDebout models.OrganizationID = "org_quebec_debout"
	DRC          models.OrganizationID = "org_drc"
	Independent  models.OrganizationID = "org_independent"
	Opposition   models.OrganizationID = "org_opposition"
)

// House gathers facts. Days are texts YYYY-MM-DD; a bad one panics, since it
// is an error of the test.
type House struct {
	Facts models.Facts
	cited models.Cited
}

// New returns a House with its organizations and the Parliaments 37 to 45, but
// without members.
func New() *House {
	h := &House{}
	h.Facts.Add(models.Source{ID: "parlinfo", Title: "ParlInfo", Publisher: "Library of Parliament", Terms: "as is", SpeaksUntil: Day("2026-10-01")})
	s := models.Snapshot{Source: "parlinfo", Title: "ParlInfo profile", URL: "https://lop.parl.ca/ParlinfoWebAPI/Person/GetPersonWebProfile/20103", RetrievedAt: 1711929600000000, SHA256: strings.Repeat("ab", 32)}
	s.ID = models.NewSnapshotID(s.Source, s.URL, s.SHA256)
	h.Facts.Add(s)
	h.cited = models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: s.ID, Locator: "PersonRoleId 1"}}}
	h.Facts.Add(models.House{
		ID: Commons, Name: models.Name{En: "House of Commons of Canada", Fr: "Chambre des communes du Canada"},
		TimeZone: "America/Toronto", Since: Day("1867-07-01"), Balanced: Day("1949-06-27"), Cited: h.cited,
	})
	h.organizations()
	h.parliaments()
	return h
}

// Day is [temporal.MustDay], where "" is no day.
func Day(s string) temporal.Day {
	if s == "" {
		return 0
	}
	return temporal.MustDay(s)
}

func (h *House) organizations() {
	for i, o := range []struct {
		id     models.OrganizationID
		kind   models.OrganizationKind
		caucus models.Status
		en, fr string
	}{
		{Liberal, models.PartyKind, models.HasOrganization, "Liberal", "Libéral"},
		{Conservative, models.PartyKind, models.HasOrganization, "Conservative", "Conservateur"},
		{Alliance, models.PartyKind, models.HasOrganization, "Canadian Alliance", "Alliance canadienne"},
		{PC, models.PartyKind, models.HasOrganization, "Progressive Conservative", "Progressiste-conservateur"},
		{Bloc, models.PartyKind, models.HasOrganization, "Bloc Québécois", "Bloc Québécois"},
		{NDP, models.PartyKind, models.HasOrganization, "NDP", "NPD"},
		{Green, models.PartyKind, models.HasOrganization, "Green Party", "Parti vert"},
		{GPQ, models.CaucusKind, models.HasOrganization, "Groupe parlementaire québécois", "Groupe parlementaire québécois"},
		{QuebecDebout, models.CaucusKind, models.HasOrganization, "Québec debout", "Québec debout"},
		{DRC, models.CaucusKind, models.HasOrganization, "Democratic Representative", "Représentatif démocratique"},
		{Independent, models.LabelKind, models.HasNone, "Independent", "Indépendant"},
		{Opposition, models.LabelKind, models.Unknown, "Opposition", "Opposition"},
	} {
		party := models.Unknown
		if o.kind == models.PartyKind {
			party = models.HasOrganization
		}
		name := models.Name{En: o.en, Fr: o.fr}
		h.Facts.Add(models.Organization{
			ID: o.id, House: Commons, Type: o.kind, CaucusValue: o.caucus, PartyValue: party, Order: i + 1,
			Names:  []models.OrganizationNames{{Full: name, Short: name, Abbreviation: name}},
			Colour: "#123456", ReviewReason: "made for a test", Cited: h.cited,
		})
	}
	for _, s := range []models.Succession{
		{Type: models.Merger, On: Day("2003-12-23"), From: Alliance, To: Conservative},
		{Type: models.Merger, On: Day("2004-02-02"), From: Alliance, To: Conservative},
		{Type: models.Merger, On: Day("2004-02-02"), From: PC, To: Conservative},
		{Type: models.Rename, On: Day("2018-06-06"), From: GPQ, To: QuebecDebout},
	} {
		s.House, s.Cited = Commons, h.cited
		h.Facts.Add(s)
	}
}

func (h *House) parliaments() {
	for _, p := range [][5]string{
		{"34", "1988-11-21", "1988-12-12", "1993-09-08", "295"},
		{"35", "1993-10-25", "1994-01-17", "1997-04-27", "295"},
		{"37", "2000-11-27", "2001-01-29", "2004-05-23", "301"},
		{"38", "2004-06-28", "2004-10-04", "2005-11-29", "308"},
		{"39", "2006-01-23", "2006-04-03", "2008-09-07", "308"},
		{"42", "2015-10-19", "2015-12-03", "2019-09-11", "338"},
		{"43", "2019-10-21", "2019-12-05", "2021-08-15", "338"},
		{"44", "2021-09-20", "2021-11-22", "2025-03-23", "338"},
		{"45", "2025-04-28", "2025-05-26", "", "343"},
	} {
		number, _ := strconv.Atoi(p[0])
		seats, _ := strconv.Atoi(p[4])
		h.Facts.Add(models.Parliament{
			House: Commons, Number: number, Election: Day(p[1]), FirstSitting: Day(p[2]), Dissolution: Day(p[3]), Cited: h.cited,
		})
		h.Facts.Add(models.Seats{House: Commons, From: Day(p[1]), Seats: seats, Basis: "statute", Cited: h.cited})
	}
}

// Cited is the citation that every fact of the House bears.
func (h *House) Cited() models.Cited { return h.cited }

// Register builds the register, as of one revision.
func (h *House) Register(t testing.TB) *models.Register {
	t.Helper()
	at, err := temporal.ParseInstant("2026-11-01T12:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	for i := range h.Facts.Affiliations {
		h.Facts.Affiliations[i].RecordedIn = 1
	}
	r, err := models.NewRegister([]models.Revision{{Number: 1, Kind: models.DatasetRevision, RecordedAt: at}}, &h.Facts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
