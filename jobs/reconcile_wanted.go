package jobs

import (
	"cmp"
	"maps"
	"slices"

	"caucus/jobs/fetch"
	"caucus/models"
)

// count tallies the run, but for its documents and bytes.
func (r *reconciler) count() {
	t := &r.result.Run.Tally
	t.Records, t.Unread = len(r.persons), len(r.Matching.Unmatched)
	for i := range r.Docs {
		t.Unread += len(r.Docs[i].Faults)
	}
	differ := r.differ()
	for _, m := range r.persons {
		if differ[m.Person] {
			t.Differing++
		} else {
			t.Agreeing++
		}
	}
	for _, c := range r.result.Claims {
		if c.ID == 0 {
			t.Claims++
		}
	}
	for _, p := range r.result.Queue {
		if p.Settled == 0 {
			t.Proposals++
		}
	}
	t.Opened, t.Closed = len(r.result.Open), len(r.result.Close)
}

// differ are the people of whom this run says something else than the register
// held before it.
func (r *reconciler) differ() map[models.PersonID]bool {
	list := map[models.PersonID]bool{}
	for p := range r.news {
		list[p] = true
	}
	for _, p := range r.queue {
		if p.Person != "" && p.Settled == 0 {
			list[p.Person] = true
		}
	}
	return list
}

// wanted are the people of whom the source should be asked: those whom anything
// differs or waits for, newcomers, who is absent, and whose change has no day.
func (r *reconciler) wanted() (list []fetch.Wanted) {
	wanted := r.differ()
	known := map[models.PersonID][]models.Identifier{}
	for _, m := range r.persons {
		wanted[m.Person] = wanted[m.Person] || m.New
		known[m.Person] = m.Identifiers
	}
	for _, p := range r.Matching.Absent {
		wanted[p] = true
	}
	for p := range r.Held.tenures {
		wanted[p] = wanted[p] || r.undatedChange(p)
	}
	for at, claims := range r.others {
		for _, c := range claims {
			wanted[at.person] = wanted[at.person] || r.unheardOf(c)
		}
	}
	return append(r.identified(wanted, known), r.waitingRows()...)
}

// waitingRows are those about nobody whom the register knows, of a source that
// has no list: a list has them again by itself. Nobody else would hear that such
// a row fits by now. One without a number in its locator cannot be asked for.
func (r *reconciler) waitingRows() (list []fetch.Wanted) {
	if slices.ContainsFunc(r.Docs, func(d models.Document) bool { return d.Lists != models.ListsSome }) {
		return nil
	}
	for _, p := range r.result.Queue {
		if p.Person == "" && p.Settled == 0 && p.Locator != sortOf(p.Locator) && p.Kind != models.RefusedDocument {
			list = append(list, fetch.Wanted{Row: p.Locator})
		}
	}
	return list
}

// undatedChange reports whether the label of somebody in the newest parliament
// changed on a day that nobody has given.
func (r *reconciler) undatedChange(p models.PersonID) bool {
	for _, a := range r.Held.spans[axisOf{p, models.Designation}] {
		if a.From > r.Held.Parliament.Election && a.State == models.Provisional {
			return true
		}
	}
	return false
}

// unheardOf reports whether another source says what the register does not
// hold, and has said so once.
func (r *reconciler) unheardOf(c *models.Claim) bool {
	return c.About == models.AboutDesignation && c.SecondSeen == 0 && c.Period.Open() &&
		c.Value != r.Held.ValueOn(c.Person, models.Designation, r.Held.Today)
}

// identified are people with all that identifies them, by id.
func (r *reconciler) identified(wanted map[models.PersonID]bool, known map[models.PersonID][]models.Identifier) (list []fetch.Wanted) {
	for _, p := range slices.Sorted(maps.Keys(wanted)) {
		if !wanted[p] {
			continue
		}
		w := fetch.Wanted{Person: p, Identifiers: slices.Clone(known[p])}
		if held := r.Held.people[p]; held != nil {
			w.Identifiers = append(w.Identifiers, held.Identifiers...)
		}
		slices.SortFunc(w.Identifiers, func(a, b models.Identifier) int {
			return cmp.Or(cmp.Compare(scheme(a), scheme(b)), cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.Value, b.Value))
		})
		if w.Identifiers = slices.Compact(w.Identifiers); len(w.Identifiers) > 0 {
			list = append(list, w)
		}
	}
	return list
}
