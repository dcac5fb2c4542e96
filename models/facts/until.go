package facts

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// Until returns the facts as they could be known at the end of a day: what
// happened up to and including that day, and nothing of what came after. It
// does not change set.
//
//   - What begins after the day is left out: affiliations, tenures, events,
//     parliaments, seats by law, successions, and names of organizations and
//     ridings (of which at least the first is kept). So are tenures of a
//     parliament that is left out, people who have no tenure then, all that is
//     said of them, and snapshots that nothing points to any more.
//   - What ends after the day has not ended: the end is removed, and with it
//     its cause and window; a first sitting or dissolution after the day
//     becomes zero.
//   - A source speaks until the day at most.
//   - A rejection of a claim that gives a later day is left out.
//
// The end of a period is the first day on which it no longer holds. A seat that
// ends on D is held on D, so that its end is D+1 and known on D; a label that
// changes on D ends on D. An end on the day after is therefore known if it is
// that of a seat, or of an affiliation that ends with its member's seat; any
// other is a change of the day after, and unknown.
//
// Houses, organizations, ridings and sources are all kept. Every fact still
// refers only to facts that are there, if those of set did. What held on any
// day up to the given one is the same in both sets.
func Until(set *models.Facts, day temporal.Day) *models.Facts {
	u := until{day: day, seatEnds: seatEnds(set, day.Add(1))}
	cut := &models.Facts{
		Houses:        slices.Clone(set.Houses),
		Sources:       keep(set.Sources, u.source),
		Parliaments:   keep(set.Parliaments, u.parliament),
		Seats:         keep(set.Seats, func(f *models.Seats) bool { return f.From <= day }),
		Organizations: keep(set.Organizations, u.organization),
		Successions:   keep(set.Successions, func(f *models.Succession) bool { return f.On <= day }),
		Ridings:       keep(set.Ridings, u.riding),
	}
	u.toCome = keyed(keep(set.Parliaments, func(f *models.Parliament) bool { return f.Election > day }))
	cut.Tenures = keep(set.Tenures, u.tenure)
	members := map[models.PersonID]bool{}
	for _, t := range cut.Tenures {
		members[t.Person] = true
	}
	cut.People = keep(set.People, func(f *models.Person) bool { return members[f.ID] })
	cut.Affiliations = keep(set.Affiliations, func(f *models.Affiliation) bool { return members[f.Person] && u.affiliation(f) })
	cut.Events = keep(set.Events, func(f *models.Event) bool { return members[f.Person] && f.On <= day })
	cut.Rejections = keep(set.Rejections, func(f *models.Rejection) bool { return members[f.Person] && u.rejection(f) })
	cited := citedIn(cut)
	cut.Snapshots = keep(set.Snapshots, func(f *models.Snapshot) bool { return cited[f.ID] })
	return cut
}

// keep returns copies of those facts that change says to keep, as it changed
// them. An empty result is nil, as in a set that never had any.
func keep[F any](list []F, change func(*F) bool) (kept []F) {
	for _, f := range list {
		if change(&f) {
			kept = append(kept, f)
		}
	}
	return kept
}

// seatEnds tells whose seats end on a day, that is: are held on the day before
// and no more.
func seatEnds(set *models.Facts, end temporal.Day) map[models.PersonID]bool {
	ends := map[models.PersonID]bool{}
	for _, t := range set.Tenures {
		if t.To == end {
			ends[t.Person] = true
		}
	}
	return ends
}

func keyed(list []models.Parliament) map[string]bool {
	keys := map[string]bool{}
	for _, p := range list {
		keys[p.Key()] = true
	}
	return keys
}

// citedIn lists the snapshots that facts point to.
func citedIn(set *models.Facts) map[models.SnapshotID]bool {
	cited := map[models.SnapshotID]bool{}
	for f := range set.All() {
		if f, ok := f.(models.Citing); ok {
			for _, c := range f.Cites() {
				cited[c.Snapshot] = true
			}
		}
	}
	return cited
}
