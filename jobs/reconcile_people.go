package jobs

import (
	"cmp"
	"slices"
	"strings"

	"caucus/models"
)

// individuals brings what is known of people up to date: newcomers who took a seat,
// identifiers and spellings that a source gives for those who are known. A name
// is never replaced.
func (r *reconciler) individuals() {
	slipped := r.slipped()
	for _, m := range r.persons {
		held := r.Held.people[m.Person]
		if held == nil {
			if s := r.sheets[m.Person]; s != nil && len(s.fresh) > 0 {
				r.open(r.newcomer(m))
			}
			continue
		}
		if cite, ripe := r.vouched(m); cite.Snapshot != "" && r.may.rank != 0 {
			r.learn(held, m, cite, ripe && !slipped)
		}
	}
}

// vouched tells where a source speaks of a person, and whether all that it says
// may be believed.
func (r *reconciler) vouched(m *Matched) (cite models.Citation, ripe bool) {
	ripe = true
	for _, about := range models.Matters {
		for _, c := range r.said[matterOf{m.Person, about}] {
			ripe = ripe && c.SecondSeen != 0
			cite = cmp.Or(cite, c.cite)
		}
	}
	return cite, ripe
}

// newcomer is somebody who took a seat, with those identifiers that this source
// has given twice. Others are learnt once it has.
func (r *reconciler) newcomer(m *Matched) models.Person {
	s := r.sheets[m.Person]
	p := models.Person{ID: m.Person, Name: m.Name, Identifiers: []models.Identifier{},
		Cited: models.Cited{State: models.Confirmed, Citations: slices.Clone(s.tenures[len(s.tenures)-1].Citations)}}
	p.Name.Full = fullName(m.Name)
	for _, id := range r.unowned(m) {
		if r.LetThrough || r.gaveBefore(m.Person, id) {
			p.Identifiers = append(p.Identifiers, id)
		}
	}
	return p
}

// gaveBefore reports whether the source gave a newcomer an identifier when it was
// first seen to say what it says of the seat, an hour ago at least.
func (r *reconciler) gaveBefore(p models.PersonID, id models.Identifier) bool {
	return slices.ContainsFunc(r.said[matterOf{p, models.AboutSeat}], func(c *sighting) bool {
		return c.SecondSeen != 0 && slices.Contains(c.Identity.Identifiers(), id)
	})
}

// learn adds identifiers and another spelling to somebody who is known, once
// the source has given them twice: the claims may be old, and a name that is
// garbled beside them new.
func (r *reconciler) learn(held *models.Person, m *Matched, cite models.Citation, ripe bool) {
	p, said := *held, []string(nil)
	for _, id := range r.unowned(m) {
		has := func(o models.Identifier) bool { return o.Scheme == id.Scheme }
		text := "identifier " + id.Scheme + " " + id.Value
		if slices.ContainsFunc(p.Identifiers, has) || !r.givenTwice(held, text, cite, ripe) {
			continue // another id in the same scheme is no addition: matching reports it
		}
		p.Identifiers = append(slices.Clip(p.Identifiers), id)
		said = append(said, text)
	}
	if text := "also called " + m.Name.Full; r.spelledAnew(held, m) && r.givenTwice(held, text, cite, ripe) {
		p.OtherNames = append(slices.Clip(p.OtherNames), m.Name)
		said = append(said, text)
	}
	if len(said) == 0 {
		return
	}
	slices.SortStableFunc(p.Identifiers, func(a, b models.Identifier) int { return cmp.Compare(scheme(a), scheme(b)) })
	also(&p.Cited, cite)
	r.open(p)
	r.news[p.ID] = append(r.news[p.ID], strings.Join(said, ", "))
}

// givenTwice reports whether a source was seen to give somebody an identifier or
// a spelling at least an hour ago, and ever since, and it may be believed. Else
// that waits, which is how the next run knows of it.
func (r *reconciler) givenTwice(held *models.Person, text string, cite models.Citation, ripe bool) bool {
	p := models.Proposal{Kind: models.WaitsForSight, Source: r.Source.ID, Person: held.ID, Subject: held.Name.Full + ", " + text,
		Detail: string(r.Source.ID) + " gives the member another: " + text + ".", Snapshot: cite.Snapshot, Locator: cite.Locator}
	id := models.NewProposalID(&p)
	first := slices.IndexFunc(r.Queue, func(o models.Proposal) bool { return o.ID == id })
	if r.LetThrough || ripe && first >= 0 && r.At-r.Queue[first].Opened >= apart {
		r.learnt[id] = true
		return true
	}
	r.propose(p)
	return false
}

// spelledShare is the percentage of those of whom a source speaks that it may
// spell anew at once. The lists spell 6 of 338 otherwise than ParlInfo.
const spelledShare = 3

// slipped reports whether so many are spelled anew that it is no matter of
// spelling: columns have slipped.
func (r *reconciler) slipped() bool {
	anew := 0
	for _, m := range r.persons {
		if held := r.Held.people[m.Person]; held != nil && r.spelledAnew(held, m) {
			anew++
		}
	}
	return anew > max(fewestMany, len(r.persons)*spelledShare/100)
}

// unowned are the identifiers of known schemes that a source gives somebody and
// that are nobody's.
func (r *reconciler) unowned(m *Matched) (list []models.Identifier) {
	for _, id := range m.Identifiers {
		owner, owned := r.Held.holders[id]
		other := r.owners[id]
		if scheme(id) < 0 || owned && owner != m.Person || owned || other != nil && other != m {
			continue
		}
		r.owners[id] = m
		list = append(list, id)
	}
	slices.SortFunc(list, func(a, b models.Identifier) int {
		return cmp.Or(cmp.Compare(scheme(a), scheme(b)), cmp.Compare(a.Value, b.Value))
	})
	return list
}

func scheme(id models.Identifier) int { return slices.Index(models.Schemes[:], id.Scheme) }

func (r *reconciler) spelledAnew(held *models.Person, m *Matched) bool {
	name := models.Fold(m.Name.Full)
	return name != "" && name != models.Fold(held.Name.Full) && !slices.ContainsFunc(held.OtherNames, func(n models.PersonName) bool {
		return models.Fold(n.Full) == name
	})
}

// absences queues whom a list leaves out though the register has them sitting.
// That they no longer sit does not follow from it.
func (r *reconciler) absences() {
	if !r.may.listsMembers {
		return
	}
	for _, p := range r.Matching.Absent {
		t := r.sheet(p).seatOn(r.Held.Today)
		if t == nil {
			continue
		}
		r.propose(models.Proposal{Kind: models.IsAbsent, Person: p, Subject: r.subject(p, t.Riding), About: models.AboutSeat, Riding: t.Riding,
			Detail: string(r.Source.ID) + " does not list the member, and gives no end of the seat.", Snapshot: r.newest()})
	}
}

// newest is the newest document that lists everyone.
func (r *reconciler) newest() models.SnapshotID {
	var found *models.Document
	for i := range r.Docs {
		if d := &r.Docs[i]; d.Lists != models.ListsSome && (found == nil || d.At > found.At) {
			found = d
		}
	}
	if found == nil {
		return ""
	}
	return found.Snapshot
}
