package parlinfo

import (
	"slices"
	"strconv"

	"caucus/models"
	"caucus/models/temporal"
)

// SourceID is the id of ParlInfo among the sources.
const SourceID models.SourceID = "parlinfo"

// Derive makes facts of documents: people with a seat in the House, ridings,
// tenures, affiliations and the snapshots that these are cited from. Captures
// of one person are merged, the newer wins. Lists hold the House, its
// parliaments and the organizations that labels are looked up in; faults that
// [Parse] found are the caller's to add to the report.
func Derive(docs []Document, lists *models.Facts, reviewed Reviewed) (*models.Facts, Report) {
	d := newDeriver(lists, reviewed)
	records := d.merge(docs)
	d.identify(records)
	d.gatherRidings(records)
	var members []*member
	for _, r := range records {
		if m := d.member(r); m != nil {
			members = append(members, m)
		}
	}
	d.place(members)
	for _, m := range members {
		d.personFact(m)
		d.tenureFacts(m)
		d.affiliationFacts(m)
	}
	d.ridingFacts()
	d.snapshotFacts()
	d.facts.Sort()
	return d.facts, d.count(len(docs))
}

// deriver holds what is looked up and what is collected on the way.
type deriver struct {
	house       models.HouseID
	parliaments []models.Parliament // by number
	orgs        map[int]*models.Organization
	became      map[[2]models.OrganizationID]bool // one organization, the other
	reviewed    index
	latest      temporal.Day // of all captures
	ridings     map[ridingKey]*riding
	places      map[int]*constituency
	houseIDs    map[int]string // ourcommons id by ParlInfo id
	cited       map[models.SnapshotID]*Document
	facts       *models.Facts
	faults      []Fault
}

func newDeriver(lists *models.Facts, reviewed Reviewed) *deriver {
	d := &deriver{
		parliaments: slices.Clone(lists.Parliaments), orgs: map[int]*models.Organization{}, reviewed: newIndex(reviewed),
		became:  map[[2]models.OrganizationID]bool{},
		ridings: map[ridingKey]*riding{}, places: map[int]*constituency{}, houseIDs: map[int]string{},
		cited: map[models.SnapshotID]*Document{}, facts: &models.Facts{},
	}
	slices.SortFunc(d.parliaments, func(a, b models.Parliament) int { return a.Number - b.Number })
	if len(d.parliaments) > 0 {
		d.house = d.parliaments[0].House
	}
	for _, s := range lists.Successions {
		d.became[[2]models.OrganizationID{s.From, s.To}] = true
	}
	for i := range lists.Organizations {
		for _, id := range lists.Organizations[i].ParlInfoIDs {
			d.orgs[id] = &lists.Organizations[i]
		}
	}
	return d
}

// oneBody reports whether two organizations are one, or one became the other.
func (d *deriver) oneBody(a, b *models.Organization) bool {
	return a == b || d.became[[2]models.OrganizationID{a.ID, b.ID}] || d.became[[2]models.OrganizationID{b.ID, a.ID}]
}

// index is Reviewed, made for looking up.
type index struct {
	caucus    map[[2]int]CaucusRole // by person and role
	seats     map[[3]int]SeatRepair // by person, role and parliament
	renames   []Rename
	namesakes map[[2]string]Namesake
	two       map[[2]int]bool   // constituency and parliament with two members
	dropped   map[[2]int]string // the reason, by person and role
}

func newIndex(v Reviewed) index {
	x := index{caucus: map[[2]int]CaucusRole{}, seats: map[[3]int]SeatRepair{}, namesakes: map[[2]string]Namesake{}, two: map[[2]int]bool{}, dropped: map[[2]int]string{}}
	for _, c := range v.CaucusRoles {
		x.caucus[[2]int{c.Person, c.Role}] = c
	}
	for _, s := range v.Seats {
		x.seats[[3]int{s.Person, s.Role, s.Parliament}] = s
	}
	for _, n := range v.Namesakes {
		x.namesakes[[2]string{n.Scheme, n.Value}] = n
	}
	for _, r := range v.Dropped {
		x.dropped[[2]int{r.Person, r.Role}] = r.Reason
	}
	for _, t := range v.TwoMembers {
		for p := t.First; p <= t.Last; p++ {
			x.two[[2]int{t.Constituency, p}] = true
		}
	}
	x.renames = slices.Clone(v.Renames)
	slices.SortFunc(x.renames, func(a, b Rename) int { return int(a.Day) - int(b.Day) })
	return x
}

func (d *deriver) fault(k FaultKind, doc *Document, element, detail string) {
	d.faults = append(d.faults, Fault{Kind: k, File: doc.File, Person: doc.Person, Element: element, Detail: detail})
}

// cite points to a role in its document.
func (d *deriver) cite(c claim) models.Citation {
	return models.Citation{Snapshot: d.snapshot(c.doc), Locator: c.doc.locator(c.Role)}
}

func (d *deriver) snapshot(doc *Document) models.SnapshotID {
	id := models.NewSnapshotID(SourceID, doc.URL, doc.SHA256)
	if d.cited[id] == nil {
		d.cited[id] = doc
	}
	return id
}

func (d *deriver) snapshotFacts() {
	for id, doc := range d.cited {
		d.facts.Snapshots = append(d.facts.Snapshots, models.Snapshot{
			ID: id, Source: SourceID, Title: doc.Title, URL: doc.URL, RetrievedAt: midnight(doc.Captured), SHA256: doc.SHA256,
		})
	}
}

// midnight is the instant that stands for a capture of which only the day is
// known: 00:00 UTC.
func midnight(d temporal.Day) temporal.Instant {
	const epoch = 719163 // of 1970-01-01
	const day = 24 * 60 * 60 * 1_000_000
	return temporal.Instant((int64(d) - epoch) * day)
}

// identify settles which ids of the House belong to whom. An id that two
// people bear is given to the one whom the reviewed list names, or to nobody.
func (d *deriver) identify(records []*record) {
	bearers := map[int][]*record{}
	for _, r := range records {
		if id := r.housePerson(); id != 0 {
			bearers[id] = append(bearers[id], r)
		}
	}
	for id, list := range bearers {
		text := strconv.Itoa(id)
		if len(list) == 1 {
			d.houseIDs[list[0].id] = text
			continue
		}
		owner := d.reviewed.namesakes[[2]string{"ourcommons", text}].Person
		detail := "HOCPersonId " + text + " stands on several people; given to none"
		if owner != 0 {
			d.houseIDs[owner] = text
			detail = "HOCPersonId " + text + " stands on several people; given to person " + strconv.Itoa(owner)
		}
		for _, r := range list {
			d.fault(IDOnTwoPeople, r.newest(), "HOCPersonId", detail)
		}
	}
}

// housePerson is the House's id in the newest capture that has one.
func (r *record) housePerson() int {
	for i := len(r.docs) - 1; i >= 0; i-- {
		if id := r.docs[i].HousePerson; id != 0 {
			return id
		}
	}
	return 0
}
