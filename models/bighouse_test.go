package models_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// A House as large as the real one since 1867, made up from a fixed seed:
// 45 parliaments, some 4,600 people, 12,000 tenures and 29,000 spells, and a
// page of its own for each person to cite.

const bigHouse models.HouseID = "big"

var (
	bigStart      = temporal.MustDay("1867-09-20")
	familyNames   = []string{"Tremblay", "Smith", "Côté", "MacDonald", "Gagnon", "Singh", "O'Brien", "Roy", "d'Entremont", "Bélanger-Fortin", "Wong", "Lévesque"}
	givenNames    = []string{"Jean", "Mary", "François", "John", "Élise", "Pat", "Anne-Marie", "William", "Sukh", "Hélène", "Georges", "Louise"}
	bigProvinces  = []string{"ON", "QC", "NS", "NB", "MB", "BC", "PE", "SK", "AB", "NL", "YT", "NT", "NU"}
	partyCount    = 24
	parliamentAge = 1277 // days from one election to the next
)

type bigBuilder struct {
	facts models.Facts
	rng   *rand.Rand
	cited models.Cited
	pages map[models.PersonID]models.Cited // the page of each person
}

// newBigHouse makes the facts. The same call always makes the same.
func newBigHouse() *models.Facts {
	b := &bigBuilder{rng: rand.New(rand.NewPCG(1867, 7)), pages: map[models.PersonID]models.Cited{}}
	b.facts.Add(models.Source{ID: "pages", Title: "Pages", Publisher: "A library", Terms: "none", SpeaksUntil: bigStart.Add(45 * parliamentAge)})
	b.cited = b.page(0)
	b.facts.Add(models.House{ID: bigHouse, TimeZone: "America/Toronto", Since: bigStart, Balanced: bigStart.Add(30_000), Cited: b.cited})
	for i := range partyCount {
		name := models.Name{En: fmt.Sprint("Party ", i), Fr: fmt.Sprint("Parti ", i)}
		b.facts.Add(models.Organization{
			ID: party(i), House: bigHouse, Type: models.PartyKind, CaucusValue: models.HasOrganization, Order: i,
			Names: []models.OrganizationNames{{Full: name, Short: name, Abbreviation: name}}, Cited: b.cited,
		})
	}
	for i := range 1500 {
		b.facts.Add(models.Riding{
			ID: riding(i), House: bigHouse, Province: bigProvinces[i%len(bigProvinces)], Order: 1867 + i/40,
			Names:       []models.RidingName{{Name: models.Name{En: fmt.Sprint("Riding of ", i), Fr: fmt.Sprint("Comté de ", i)}}},
			Identifiers: []models.Identifier{{Scheme: "parlinfo", Value: fmt.Sprint(i)}}, Cited: b.cited,
		})
	}
	b.elect()
	return &b.facts
}

func party(i int) models.OrganizationID { return models.OrganizationID(fmt.Sprint("org_party_", i)) }

func riding(i int) models.RidingID { return models.RidingID(models.DeriveID("rid", fmt.Sprint(i))) }

// page is the citation of a document about one person.
func (b *bigBuilder) page(n int) models.Cited {
	s := models.Snapshot{
		Source: "pages", Title: "A profile", URL: fmt.Sprintf("https://example.org/people/%d/profile.json", n),
		RetrievedAt: temporal.Instant(1_700_000_000_000_000 + n), SHA256: strings.Repeat(fmt.Sprintf("%08x", n), 8),
	}
	s.ID = models.NewSnapshotID(s.Source, s.URL, s.SHA256)
	b.facts.Add(s)
	return models.Cited{State: models.Confirmed, RecordedIn: 1, Citations: []models.Citation{{Snapshot: s.ID, Locator: fmt.Sprint("role ", n)}}}
}

func (b *bigBuilder) newcomer() models.PersonID {
	n := len(b.facts.People) + 1
	id := models.PersonID(models.DeriveID("per", fmt.Sprint(n)))
	family, given := familyNames[b.rng.IntN(len(familyNames))], givenNames[b.rng.IntN(len(givenNames))]
	b.pages[id] = b.page(n)
	b.facts.Add(models.Person{
		ID: id, Name: models.PersonName{Full: given + " " + family + fmt.Sprint(n/100), Given: given, Family: family + fmt.Sprint(n/100)},
		Identifiers: []models.Identifier{
			{Scheme: "parlinfo", Value: fmt.Sprint(10000 + n)}, {Scheme: "ourcommons", Value: fmt.Sprint(n)}, {Scheme: "wikidata", Value: fmt.Sprint("Q", n*37)},
		},
		Cited: b.pages[id],
	})
	return id
}

// elect fills 45 parliaments: two thirds of the members of each come again.
func (b *bigBuilder) elect() {
	var sitting []models.PersonID
	for n := range 45 {
		election := bigStart.Add(n * parliamentAge)
		p := models.Parliament{House: bigHouse, Number: n + 1, Election: election, FirstSitting: election.Add(40), Cited: b.cited}
		end := temporal.Day(0)
		if n < 44 {
			p.Dissolution = election.Add(parliamentAge - 40)
			end = p.Dissolution + 1
		}
		seats := 181 + n*162/44
		b.facts.Add(p)
		b.facts.Add(models.Seats{House: bigHouse, From: election, Seats: seats, Basis: "statute", Cited: b.cited})
		next := make([]models.PersonID, 0, seats)
		for seat := range seats {
			who := models.PersonID("")
			if seat < len(sitting) && b.rng.IntN(100) < 65 {
				who = sitting[seat]
			} else {
				who = b.newcomer()
			}
			next = append(next, b.serve(who, p, riding((n/5*160+seat)%1500), election, end))
		}
		sitting = next
	}
}

// serve gives a member a seat, and to one in forty a successor within the term.
func (b *bigBuilder) serve(who models.PersonID, p models.Parliament, at models.RidingID, from, end temporal.Day) models.PersonID {
	t := models.Tenure{
		Person: who, House: bigHouse, Parliament: p.Number, Riding: at, Place: 1, Period: temporal.Period{From: from, To: end},
		StartCause: models.ByGeneralElection, ElectedAs: models.Of(party(b.rng.IntN(partyCount))), Cited: b.pages[who],
	}
	if from != p.Election {
		t.StartCause = models.ByByElection
	}
	if end != 0 {
		t.EndCause = models.ByDissolution
	}
	vacated := b.rng.IntN(40) == 0 && from == p.Election
	if vacated {
		t.To, t.EndCause = from.Add(200+b.rng.IntN(700)), models.ByResignation
	}
	t.ID = models.NewTenureID(who, at, from.String())
	b.facts.Add(t)
	b.label(who, t.Period)
	if vacated {
		return b.serve(b.newcomer(), p, at, t.To.Add(90), end)
	}
	return who
}

// label tells the three axes of a tenure, with a handful of parties on any day;
// one member in thirty changes inside.
func (b *bigBuilder) label(who models.PersonID, p temporal.Period) {
	value := models.Of(party(b.rng.IntN(3) * b.rng.IntN(3)))
	parts := []temporal.Period{p}
	if b.rng.IntN(30) == 0 {
		day := p.From.Add(30 + b.rng.IntN(60))
		parts = []temporal.Period{{From: p.From, To: day}, {From: day, To: p.To}}
	}
	for i, part := range parts {
		for k, axis := range models.Axes {
			if i > 0 && axis != models.Party {
				value = models.Of(party(b.rng.IntN(6)))
			}
			if k == 2 && b.rng.IntN(3) > 0 {
				continue // most sources say nothing of the party
			}
			b.facts.Add(models.Affiliation{
				ID: models.NewAffiliationID(who, axis, part.From.String()), Person: who, Axis: axis, Value: value,
				Period: part, Basis: models.Implied, Cited: b.pages[who],
			})
		}
	}
}
