package jobs

import (
	"cmp"
	"slices"

	"caucus/jobs/fetch"
	"caucus/models"
	"caucus/models/temporal"
)

// Input is what a run knows when it decides what follows from its documents.
type Input struct {
	Held       *Held
	Source     models.Source
	Docs       []models.Document
	Matching   Matching
	Claims     []models.Claim    // of every source those not gone, and those of this source that are
	Queue      []models.Proposal // open ones of this source
	At         temporal.Instant  // of the fetch
	Asked      []fetch.Wanted    // about whom the source was asked one by one, before the documents were what they are
	LetThrough bool              // an editor vouches for the documents: one sighting is enough
}

// Reconcile compares what the documents of a run say with what is believed. It
// tells what to record and what waits for a decision, and of whom the source
// should be asked in particular.
//
// Nothing is believed on one sighting: a claim counts once it was served twice,
// at least an hour apart, or once two sources say the same. What it may change
// then is a matter of the policy. A change without a day becomes provisional on
// the day on which it was first seen; a dated one is confirmed. What contradicts
// an editor, another source that has confirmed its word, or a source that goes
// before on the label of today waits for an editor, and so does whatever the
// policy does not name.
//
// The same input gives the same result, in whatever order people come, and a
// result that was carried out leads to nothing more.
func Reconcile(in Input) (models.Result, []fetch.Wanted) {
	r := newReconciler(in)
	r.see()
	r.vanish()
	if r.Matching.Elected != 0 {
		r.election()
	} else {
		r.endSeats()
		r.beginSeats()
		r.labels()
	}
	r.individuals()
	r.absences()
	r.unmatched()
	r.record()
	r.settle()
	r.count()
	return r.result, r.wanted()
}

// matterOf is a matter of a person.
type matterOf struct {
	person models.PersonID
	about  models.Matter
}

// reconciler is the work of one call of Reconcile.
type reconciler struct {
	Input
	may      policy
	docs     map[models.SnapshotID]*models.Document
	persons  []*Matched                     // by id
	listed   map[models.PersonID]bool       // has a record in a document of this run
	unread   map[models.PersonID]bool       // has a row from which nothing may follow
	full     bool                           // a document lists everyone whom it should
	said     map[matterOf][]*sighting       // in this run
	gone     map[matterOf][]*models.Claim   // that this source does not make any more
	others   map[matterOf][]*models.Claim   // that other sources make
	denied   map[matterOf]bool              // a claim was left out since an editor rejected it
	sheets   map[models.PersonID]*sheet     // of those whose record is looked at
	taken    map[models.RidingID][]*sheet   // who took a seat in this run
	owners   map[models.Identifier]*Matched // of identifiers that are new
	shown    map[models.AffiliationID]bool  // reported affiliations that stay, or are new
	queue    map[models.ProposalID]*models.Proposal
	learnt   map[models.ProposalID]bool   // what waited and is known of a person now
	news     map[models.PersonID][]string // in plain words
	headline string                       // of the reason, in the place of the news
	result   models.Result
}

func newReconciler(in Input) *reconciler {
	r := &reconciler{
		Input: in, may: policies[in.Source.ID], docs: map[models.SnapshotID]*models.Document{},
		listed: map[models.PersonID]bool{}, unread: map[models.PersonID]bool{},
		said: map[matterOf][]*sighting{}, gone: map[matterOf][]*models.Claim{}, others: map[matterOf][]*models.Claim{},
		denied: map[matterOf]bool{}, sheets: map[models.PersonID]*sheet{}, taken: map[models.RidingID][]*sheet{},
		owners: map[models.Identifier]*Matched{}, shown: map[models.AffiliationID]bool{},
		queue: map[models.ProposalID]*models.Proposal{}, learnt: map[models.ProposalID]bool{}, news: map[models.PersonID][]string{},
	}
	for i := range in.Docs {
		d := &in.Docs[i]
		r.docs[d.Snapshot] = d
		r.full = r.full || d.Lists == models.ListsSitting || d.Lists == models.ListsParliament
	}
	for i := range in.Matching.People {
		m := &in.Matching.People[i]
		r.persons = append(r.persons, m)
		r.listed[m.Person] = true
	}
	slices.SortFunc(r.persons, func(a, b *Matched) int { return cmp.Compare(a.Person, b.Person) })
	for i := range in.Matching.Unmatched {
		if p := in.Matching.Unmatched[i].Person; !r.listed[p] {
			r.unread[p] = true
		}
	}
	return r
}

// tellsOf reports whether the run tells of a person: by a record, or by leaving
// the person out of a list of everyone.
func (r *reconciler) tellsOf(p models.PersonID) bool {
	return r.listed[p] || r.full && !r.unread[p]
}

// dayOf is the day of an instant where the House sits.
func (r *reconciler) dayOf(at temporal.Instant) temporal.Day {
	d, err := at.DayIn(r.Held.House.TimeZone)
	if err != nil {
		return r.Held.Today // a House without a time zone has no other day
	}
	return d
}

// labels goes through what is said of everybody on the axes. Who took a seat in
// this run has been given what is said of them.
func (r *reconciler) labels() {
	for _, m := range r.persons {
		s := r.sheet(m.Person)
		for i := range s.tenures {
			if t := &s.tenures[i]; t.Parliament == r.Held.Parliament.Number && !s.fresh[t.ID] {
				r.dated(s, t)
			}
		}
		if t := s.seatOn(r.Held.Today); t != nil && !s.fresh[t.ID] {
			r.undated(s, t)
		}
	}
}
