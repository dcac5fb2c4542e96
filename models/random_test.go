package models_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

// Small random Houses: three parliaments of 20 to 40 days with dissolved gaps
// between them, and a few members with everything that can befall one.

// dawn is the day before the first of a small House, nightfall the last that
// tests look at.
var (
	dawn      = temporal.MustDay("1999-12-31")
	nightfall = dawn.Add(150)
)

const smallHouse models.HouseID = "small"

var (
	smallOrganizations = []models.OrganizationID{"org_a", "org_b", "org_c"}
	smallRidings       = []models.RidingID{"rid_north", "rid_south", "rid_west"}
	smallProvinces     = []string{"ON", "QC", "ON"}
	smallOrders        = []int{1996, 2003, 0}
	smallKinds         = []models.OrganizationKind{models.PartyKind, models.LabelKind, models.CaucusKind}
	smallCaucuses      = []models.Status{models.HasOrganization, models.HasNone, models.Unknown}
	smallValues        = []models.Value{
		models.UnknownValue, models.None, models.Of("org_a"), models.Of("org_b"), models.Of("org_c"),
	}
	smallRevisions = []models.Revision{
		{Number: 1, RecordedAt: 1000}, {Number: 2, RecordedAt: 2000}, {Number: 3, RecordedAt: 3000},
	}
)

// drawnHouse is a House in the making.
type drawnHouse struct {
	t     *rapid.T
	facts models.Facts
	cited models.Cited
}

// smallHouses draws whole sets of facts.
var smallHouses = rapid.Custom(func(t *rapid.T) *models.Facts {
	d := &drawnHouse{t: t}
	d.ground()
	d.parliaments()
	for i := range d.between(1, 5, "people") {
		d.person(i)
	}
	for _, p := range d.facts.Parliaments {
		for _, riding := range smallRidings {
			for place := range d.between(1, 2, "places") {
				d.seat(p, riding, place+1)
			}
		}
	}
	for _, p := range d.facts.People {
		for _, axis := range models.Axes {
			d.axis(p.ID, axis)
		}
		d.events(p.ID)
	}
	return &d.facts
})

func (d *drawnHouse) between(low, high int, name string) int {
	return rapid.IntRange(low, high).Draw(d.t, name)
}

func (d *drawnHouse) chance(in int, name string) bool { return d.between(1, in, name) == in }

func pick[T any](d *drawnHouse, list []T, name string) T {
	return list[d.between(0, len(list)-1, name)]
}

// belief is a citation with a drawn state and revision.
func (d *drawnHouse) belief() models.Cited {
	c := d.cited
	if d.chance(4, "provisional") {
		c.State = models.Provisional
	}
	c.RecordedIn = d.between(1, len(smallRevisions), "revision")
	return c
}

func (d *drawnHouse) ground() {
	f := &d.facts
	f.Add(models.Source{ID: "table", Title: "Table", SpeaksUntil: nightfall})
	snapshot := models.Snapshot{Source: "table", URL: "https://example.org/table", SHA256: strings.Repeat("0f", 32)}
	snapshot.ID = models.NewSnapshotID(snapshot.Source, snapshot.URL, snapshot.SHA256)
	f.Add(snapshot)
	d.cited = models.Cited{State: models.Confirmed, Citations: []models.Citation{{Snapshot: snapshot.ID, Locator: "row 1"}}}
	f.Add(models.House{ID: smallHouse, TimeZone: "America/Toronto", Since: dawn, Balanced: dawn.Add(60), Cited: d.cited})
	for i, id := range smallOrganizations {
		f.Add(models.Organization{ID: id, House: smallHouse, Type: smallKinds[i], CaucusValue: smallCaucuses[i], Order: (i + 2) % 3, Cited: d.cited})
	}
	for i, id := range smallRidings {
		f.Add(models.Riding{ID: id, House: smallHouse, Province: smallProvinces[i], Order: smallOrders[i], Names: d.ridingNames(), Cited: d.cited})
	}
	on := dawn.Add(d.between(1, 100, "merger"))
	f.Add(models.Succession{House: smallHouse, Type: models.Merger, On: on, From: "org_a", To: "org_b", Cited: d.belief()})
	f.Add(models.Succession{House: smallHouse, Type: models.Rename, On: on.Add(d.between(0, 9, "rename")), From: "org_c", To: "org_a", Cited: d.belief()})
}

// ridingNames draws names that several ridings may share, one after the other.
func (d *drawnHouse) ridingNames() (names []models.RidingName) {
	for day := temporal.Day(0); len(names) == 0 || d.chance(2, "renamed") && day < nightfall; {
		if len(names) > 0 {
			day = max(day, dawn).Add(d.between(2, 50, "called so"))
			names[len(names)-1].To = day
		}
		n := models.RidingName{Name: models.Name{En: pick(d, []string{"Mount Royal", "York", "York East"}, "name"), Fr: pick(d, []string{"Mont-Royal", ""}, "nom")}}
		if n.From = day; day > 0 && d.chance(2, "undated renaming") {
			n.Window = &models.Window{From: day - 1}
		}
		names = append(names, n)
	}
	return names
}

func (d *drawnHouse) parliaments() {
	day := dawn.Add(d.between(2, 5, "first election"))
	for n := range 3 {
		p := models.Parliament{House: smallHouse, Number: 7 + n, Election: day, FirstSitting: day.Add(3), Cited: d.cited}
		p.Dissolution = day.Add(d.between(19, 39, "length"))
		day = p.Dissolution.Add(d.between(2, 6, "gap"))
		if n == 2 && d.chance(2, "lasts") {
			p.Dissolution = 0
		}
		d.facts.Add(p)
		d.facts.Add(models.Seats{House: smallHouse, From: p.Election, Seats: d.between(3, 6, "seats"), Cited: d.cited})
		if d.chance(3, "seats added") {
			d.facts.Add(models.Seats{House: smallHouse, From: p.Election.Add(d.between(1, 15, "since")), Seats: d.between(3, 6, "seats"), Cited: d.cited})
		}
	}
}

func (d *drawnHouse) person(i int) {
	given, family := pick(d, []string{"Ann", "Anna", "Bo"}, "given"), pick(d, []string{"Berg", "Bergeron", "Roy"}, "family")
	d.facts.Add(models.Person{
		ID:          models.PersonID(fmt.Sprintf("per_%012d", i)),
		Name:        models.PersonName{Full: given + " " + family, Given: given, Family: family},
		Identifiers: []models.Identifier{{Scheme: "parlinfo", Value: fmt.Sprint(i)}}, Cited: d.cited,
	})
}

// seat gives a seat to one member after the other, with vacancies between them.
func (d *drawnHouse) seat(p models.Parliament, riding models.RidingID, place int) {
	end := temporal.Day(0)
	if p.Dissolution != 0 {
		end = p.Dissolution + 1
	}
	last := temporal.EarlierEnd(end, nightfall)
	for day := p.Election.Add(d.between(0, 8, "empty")); day < last; {
		t := models.Tenure{
			Person: pick(d, d.facts.People, "member").ID, House: smallHouse, Parliament: p.Number, Riding: riding, Place: place,
			Period: temporal.Period{From: day, To: end}, StartCause: models.ByByElection, ElectedAs: pick(d, smallValues, "elected as"), Cited: d.belief(),
		}
		if day == p.Election {
			t.StartCause = models.ByGeneralElection
		}
		if end != 0 {
			t.EndCause = models.ByDissolution
		}
		if length := d.between(1, 60, "tenure"); day.Add(length) < last {
			t.To, t.EndCause = day.Add(length), models.ByResignation
		}
		if t.To != 0 && t.To-t.From > 2 && d.chance(4, "undated end") {
			t.EndWindow = &models.Window{From: t.To.Add(-d.between(1, int(t.To-t.From)-1, "end window"))}
		}
		t.ID = models.NewTenureID(t.Person, riding, fmt.Sprint(day, place))
		d.facts.Add(t)
		if t.To == 0 {
			return
		}
		day = t.To.Add(d.between(0, 6, "vacancy"))
	}
}

// axis draws spells that do not overlap, some of which meet.
func (d *drawnHouse) axis(person models.PersonID, axis models.Axis) {
	var before models.Affiliation
	for day := dawn.Add(d.between(1, 20, "first spell")); day < nightfall; {
		a := models.Affiliation{
			ID: models.NewAffiliationID(person, axis, day.String()), Person: person, Axis: axis, Value: pick(d, smallValues, "value"),
			Period: temporal.Period{From: day, To: day.Add(d.between(1, 40, "spell"))}, Basis: models.Stated, Cited: d.belief(),
		}
		if d.chance(12, "until changed") {
			a.To = 0
		}
		if before.To == day && day-before.From > 1 && d.chance(3, "undated") {
			a.Window = &models.Window{From: day.Add(-d.between(1, int(day-before.From)-1, "window"))}
		}
		d.facts.Add(a)
		if d.chance(8, "reported") {
			d.reported(a)
		}
		if before = a; a.To == 0 {
			return
		}
		day = a.To.Add(max(0, d.between(-8, 5, "gap")))
	}
}

// reported adds something seen once that says otherwise.
func (d *drawnHouse) reported(a models.Affiliation) {
	a.ID, a.State, a.Value = models.AffiliationID(models.DeriveID("aff", string(a.ID), "reported")), models.Reported, models.Of("org_b")
	d.facts.Add(a)
}

// events says why, on some of the days on which a spell begins.
func (d *drawnHouse) events(person models.PersonID) {
	var days []temporal.Day
	for _, a := range d.facts.Affiliations {
		if a.Person == person && d.chance(3, "told why") {
			days = append(days, a.From)
		}
	}
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		e := models.Event{ID: models.NewEventID(person, day.String()), Person: person, On: day, Cited: d.belief()}
		e.Cause = pick(d, []models.Cause{models.CauseResigned, models.CauseExpelled, models.CauseUnknown}, "cause")
		e.AnnouncedAt = temporal.Instant(d.between(0, 3, "announced"))
		d.facts.Add(e)
	}
}
