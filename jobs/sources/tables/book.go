package tables

import (
	"bytes"

	"caucus/models"
	"caucus/models/facts"
)

// facts of one kind by key, in the order in which they were first put.
type kept[F models.Fact] struct {
	byKey map[string]F

	order []string
}

func keep[F models.Fact](list []F) *kept[F] {
	k := &kept[F]{byKey: make(map[string]F, len(list))}
	for _, f := range list {
		k.put(f)
	}
	return k
}

func (k *kept[F]) put(f F) {
	if _, ok := k.byKey[f.Key()]; !ok {
		k.order = append(k.order, f.Key())
	}
	k.byKey[f.Key()] = f
}

// book is the register while the tables are worked into it.
type book struct {
	report    *Report
	current   *models.Facts
	snapshots *kept[models.Snapshot]
	people    *kept[models.Person]
	ridings   *kept[models.Riding]
	tenures   *kept[models.Tenure]
	spans     *kept[models.Affiliation]
	events    *kept[models.Event]

	holder    map[models.Identifier]models.PersonID
	byFED     map[string]models.RidingID
	sat       map[models.PersonID][]models.TenureID
	spansOf   map[models.PersonID][]models.AffiliationID
	labels    map[string]models.Organization // by folded label and name
	byOrg     map[models.OrganizationID]models.Organization
	givenName map[models.Identifier]models.PersonName // names that do not divide before the last word
	touched   map[models.PersonID]bool
}

func open(current *models.Facts, report *Report) *book {
	b := &book{
		report: report, current: current,
		snapshots: keep(current.Snapshots), people: keep(current.People), ridings: keep(current.Ridings),
		tenures: keep(current.Tenures), spans: keep(current.Affiliations), events: keep(current.Events),
		holder: map[models.Identifier]models.PersonID{}, byFED: map[string]models.RidingID{},
		sat: map[models.PersonID][]models.TenureID{}, spansOf: map[models.PersonID][]models.AffiliationID{},
		labels: map[string]models.Organization{}, byOrg: map[models.OrganizationID]models.Organization{},
		givenName: map[models.Identifier]models.PersonName{}, touched: map[models.PersonID]bool{},
	}
	for _, p := range current.People {
		for _, id := range p.Identifiers {
			b.holder[id] = p.ID
		}
	}
	for _, r := range current.Ridings {
		b.indexRiding(r)
	}
	for _, t := range current.Tenures {
		b.sat[t.Person] = append(b.sat[t.Person], t.ID)
	}
	for _, a := range current.Affiliations {
		b.spansOf[a.Person] = append(b.spansOf[a.Person], a.ID)
	}
	b.indexLabels()
	return b
}

// indexLabels finds organizations by the labels of the House lists and, where
// no label says otherwise, by the names they bear. A name of two is of none.
func (b *book) indexLabels() {
	named := map[string][]models.Organization{}
	for _, o := range b.current.Organizations {
		b.byOrg[o.ID] = o
		for _, l := range o.HouseLabels {
			b.labels[models.Fold(l)] = o
		}
		for _, n := range o.Names {
			for _, name := range []string{n.Full.En, n.Short.En} {
				if key := models.Fold(name); len(named[key]) == 0 || named[key][0].ID != o.ID {
					named[key] = append(named[key], o)
				}
			}
		}
	}
	for key, list := range named {
		if _, ok := b.labels[key]; !ok && len(list) == 1 {
			b.labels[key] = list[0]
		}
	}
}

func (b *book) indexRiding(r models.Riding) {
	for _, id := range r.Identifiers {
		if id.Scheme == "fed" && r.Order == federalOrder {
			b.byFED[id.Value] = r.ID
		}
	}
}

// label looks up the organization of a label; it never makes one.
func (b *book) label(r row, column string) (models.Organization, bool) {
	o, ok := b.labels[models.Fold(r.text(column))]
	if !ok {
		r.fault(Unknown, column, "must be a label of the reviewed list of organizations")
	}
	return o, ok
}

func (b *book) putTenure(t models.Tenure) {
	if _, ok := b.tenures.byKey[t.Key()]; !ok {
		b.sat[t.Person] = append(b.sat[t.Person], t.ID)
	}
	b.tenures.put(t)
	b.touched[t.Person] = true
}

func (b *book) putSpan(a models.Affiliation) {
	if _, ok := b.spans.byKey[a.Key()]; !ok {
		b.spansOf[a.Person] = append(b.spansOf[a.Person], a.ID)
	}
	b.spans.put(a)
	b.touched[a.Person] = true
}

// parliament returns the parliament with a number.
func (b *book) parliament(n int) (models.Parliament, bool) {
	for _, p := range b.current.Parliaments {
		if p.House == house && p.Number == n {
			return p, true
		}
	}
	return models.Parliament{}, false
}

// changed returns the facts that the register does not hold as they are now.
func (b *book) changed() *models.Facts {
	before := map[models.Ref][]byte{}
	for f := range b.current.All() {
		before[models.RefOf(f)] = canonical(f)
	}
	out := &models.Facts{}
	add := func(f models.Fact) {
		if !bytes.Equal(before[models.RefOf(f)], canonical(f)) {
			out.Add(f)
		}
	}
	visit(b.snapshots, add)
	visit(b.ridings, add)
	visit(b.people, add)
	visit(b.tenures, add)
	visit(b.spans, add)
	visit(b.events, add)
	out.Sort()
	return out
}

func visit[F models.Fact](k *kept[F], do func(models.Fact)) {
	for _, key := range k.order {
		do(k.byKey[key])
	}
}

// canonical is the JSON by which facts are compared; it leaves out what the
// store adds.
func canonical(f models.Fact) []byte {
	line, err := facts.Encode(f)
	if err != nil {
		return nil // facts are plain values, which always encode
	}
	return line
}

// checkOverlaps reports people of whom two values would hold on one day.
func (b *book) checkOverlaps() {
	for person := range b.touched {
		for _, axis := range models.Axes {
			var last models.Affiliation
			for _, a := range b.spansOn(person, axis) {
				if last.ID != "" && last.Overlaps(a.Period) {
					b.report.Findings = append(b.report.Findings, Finding{Kind: Conflict, Column: string(axis), Value: string(person),
						Detail: "two values on " + max(last.From, a.From).String()})
				}
				last = a
			}
		}
	}
}
