package parlinfo

import (
	"cmp"
	"fmt"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// member is a person with a seat in the House.
type member struct {
	*record
	person  models.PersonID
	tenures []*tenure
}

// tenure is a seat held without a break inside one parliament.
type tenure struct {
	temporal.Period
	parliament *models.Parliament
	riding     *riding
	claims     []claim
	place      int
	end        models.EndCause
}

// days is the term of a parliament: from polling day to dissolution, both
// included.
func days(p *models.Parliament) temporal.Period { return period(p.Election, p.Dissolution) }

// member derives the tenures of a person; nil if there is none.
func (d *deriver) member(r *record) *member {
	m := &member{record: r, person: PersonID(r.id)}
	var pieces []*tenure
	for _, c := range r.roles[Seat] {
		if !c.Period.Valid() {
			d.fault(EndBeforeStart, c.doc, c.doc.locator(c.Role), spell(c.Period)+"; the seat is left out")
			continue
		}
		pieces = append(pieces, d.repair(d.split(r, c))...)
	}
	slices.SortStableFunc(pieces, func(a, b *tenure) int {
		return cmp.Or(a.parliament.Number-b.parliament.Number, a.Period.Compare(b.Period))
	})
	for _, t := range pieces {
		d.join(m, t)
	}
	if len(m.tenures) == 0 {
		return nil
	}
	for _, t := range m.tenures {
		t.riding.used = true
		t.end = d.endCause(m, t)
	}
	d.twoSeats(m)
	return m
}

// split cuts a span of a seat at each dissolution.
func (d *deriver) split(r *record, c claim) (list []*tenure) {
	for i := range d.parliaments {
		p := &d.parliaments[i]
		if c.Period.Open() && p.Election > r.known[Seat] {
			break
		}
		if held, ok := days(p).Intersect(c.Period); ok {
			if held.To == p.Election.Add(1) && c.Period.From < p.Election {
				d.fault(EndsOnPollingDay, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
					"ends %s, when parliament %d was elected; no seat in that one", c.Period.LastDay(), p.Number))
				continue
			}
			list = append(list, &tenure{
				Period: held, parliament: p, riding: d.ridingOf(c.Organization, p.Number, c), claims: []claim{c}})
		}
	}
	switch {
	case len(list) == 0:
		d.fault(OutsideParliament, c.doc, c.doc.locator(c.Role), spell(c.Period)+" touches no parliament; the seat is left out")
	case list[0].From != c.Period.From:
		d.fault(BeforePollingDay, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
			"starts %s, when there was no parliament; the tenure starts on polling day, %s", c.Period.From, list[0].From))
	}
	d.stale(r, c, list)
	return list
}

// stale reports a seat that is open in the person's newest capture although
// newer captures of others tell of a later parliament.
func (d *deriver) stale(r *record, c claim, list []*tenure) {
	if !c.Period.Open() || len(list) == 0 {
		return
	}
	end := list[len(list)-1].parliament.Dissolution
	if end.IsZero() || end >= d.latest || r.known[Seat] > end {
		return
	}
	d.fault(StaleOpenSeat, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
		"open on %s and in no newer capture; held to end by the dissolution of %s, cause unknown", r.known[Seat], end))
}

// join adds a piece to the tenures, joined with the one before it if that is
// the same seat without a break.
func (d *deriver) join(m *member, t *tenure) {
	for _, before := range m.tenures {
		if before.parliament != t.parliament || before.riding != t.riding {
			continue
		}
		overlap := before.Overlaps(t.Period)
		if !overlap && !before.Meets(t.Period) {
			continue
		}
		if overlap {
			c := t.claims[0]
			d.fault(DuplicateRows, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
				"the seat is recorded twice for %s; counted once", spell(t.Period)))
		}
		before.To = temporal.LaterEnd(before.To, t.To)
		before.claims = append(before.claims, t.claims...)
		return
	}
	m.tenures = append(m.tenures, t)
}

func (d *deriver) twoSeats(m *member) {
	for i, a := range m.tenures {
		for _, b := range m.tenures[i+1:] {
			if a.Overlaps(b.Period) {
				both, _ := a.Period.Intersect(b.Period)
				c := b.claims[0]
				d.fault(TwoSeats, c.doc, c.doc.locator(c.Role), fmt.Sprintf(
					"holds %s and %s at once, %s; kept", d.places[a.claims[0].Organization].name.En, d.places[b.claims[0].Organization].name.En, spell(both)))
			}
		}
	}
}

// endCauses are the reasons for the end of a seat that say how it ended.
var endCauses = map[string]models.EndCause{
	"Resignation":     models.ByResignation,
	"Passed away":     models.ByDeath,
	"Death":           models.ByDeath,
	electionVoid:      models.ByVoidElection,
	expelledFromHouse: models.ByDisqualification,
}

// diedAt reports whether the person died in office as a seat ended.
func (d *Document) diedAt(seat temporal.Period) bool {
	return d.Died && d.Death != 0 && (d.Death == seat.LastDay() || d.Death == seat.To)
}

// endCause tells how a tenure ended as far as the source says.
func (d *deriver) endCause(m *member, t *tenure) models.EndCause {
	last := t.claims[len(t.claims)-1]
	if t.Open() {
		return ""
	}
	if t.To == days(t.parliament).To {
		if last.Period.Open() && t.parliament.Dissolution < d.latest && m.known[Seat] <= t.parliament.Dissolution {
			return models.ByUnknownCause // a stale seat
		}
		return models.ByDissolution
	}
	if cause, said := endCauses[last.EndReason]; said {
		return cause
	}
	for _, doc := range m.docs {
		if doc.diedAt(t.Period) {
			return models.ByDeath
		}
	}
	return models.ByUnknownCause
}

func (d *deriver) tenureFacts(m *member) {
	for _, t := range m.tenures {
		if t.place == 0 {
			continue
		}
		f := models.Tenure{
			ID: models.NewTenureID(m.person, t.riding.id, t.From.String()), Person: m.person, House: d.house,
			Parliament: t.parliament.Number, Riding: t.riding.id, Place: t.place, Period: t.Period,
			StartCause: models.ByByElection, EndCause: t.end, ElectedAs: d.electedAs(m, t),
			Cited: models.Cited{State: models.Confirmed, Citations: d.citeAll(t.claims)},
		}
		if t.From == t.parliament.Election {
			f.StartCause = models.ByGeneralElection
		}
		d.facts.Tenures = append(d.facts.Tenures, f)
	}
}

func (d *deriver) citeAll(claims []claim) (list []models.Citation) {
	for _, c := range claims {
		if cite := d.cite(c); !slices.Contains(list, cite) {
			list = append(list, cite)
		}
	}
	return list
}

// electedAs is the party on the ballot that a person won on the day on which
// the tenure starts; unknown if the source has no such candidacy.
func (d *deriver) electedAs(m *member, t *tenure) models.Value {
	for i := len(m.docs) - 1; i >= 0; i-- {
		var won *Candidacy
		for j := range m.docs[i].Won {
			c := &m.docs[i].Won[j]
			if !c.opens(t) {
				continue
			}
			if won == nil || d.ridingOf(c.Constituency, t.parliament.Number, t.claims[0]) == t.riding {
				won = c
			}
		}
		if won == nil {
			continue
		}
		if org := d.orgs[won.Organization]; org != nil {
			return models.Of(org.ID)
		}
		d.fault(UnknownOrg, m.docs[i], "ElectionCandidates "+won.Day.String(), fmt.Sprintf(
			"organization %d is not on the reviewed list; the party on the ballot is unknown", won.Organization))
		return models.UnknownValue
	}
	return models.UnknownValue
}

// opens reports whether winning this election began the tenure.
func (c Candidacy) opens(t *tenure) bool {
	if t.From == t.parliament.Election {
		return c.General && c.Parliament == t.parliament.Number
	}
	return c.Day == t.From
}
