package jobs

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

// open records a fact.
func (r *reconciler) open(f models.Fact) { r.result.Open = append(r.result.Open, f) }

// cites are the places where a claim stands: in the document that brought it,
// if the register has that, and in that of this run.
func (r *reconciler) cites(c *sighting) []models.Citation {
	list := []models.Citation{c.cite}
	first := models.Citation{Snapshot: c.Snapshot, Locator: c.Locator}
	if first != c.cite && first.Snapshot != c.cite.Snapshot && (r.docs[first.Snapshot] != nil || r.Held.snapshots[first.Snapshot] != nil) {
		list = append([]models.Citation{first}, list...)
	}
	return list
}

// record makes the revision: what differs between the sheets and what is held,
// with the documents that it rests on.
func (r *reconciler) record() {
	for _, p := range slices.Sorted(maps.Keys(r.sheets)) {
		if s := r.sheets[p]; s.touched {
			r.tidy(s)
			r.differences(s)
			r.events(s)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(r.Held.reported)) {
		r.unreport(p)
	}
	if len(r.result.Open)+len(r.result.Close) == 0 {
		return
	}
	r.documents()
	slices.SortStableFunc(r.result.Open, func(a, b models.Fact) int { return compareRefs(models.RefOf(a), models.RefOf(b)) })
	slices.SortFunc(r.result.Close, compareRefs)
	r.result.Reason = r.reason()
}

func compareRefs(a, b models.Ref) int {
	return cmp.Or(slices.Index(models.Kinds[:], a.Kind)-slices.Index(models.Kinds[:], b.Kind), cmp.Compare(a.Key, b.Key))
}

// tidy gives new spells their keys, and keeps windows inside the spell before.
func (r *reconciler) tidy(s *sheet) {
	for _, axis := range models.Axes {
		list := s.spans[axis]
		taken := map[models.AffiliationID]bool{}
		for _, a := range list {
			taken[a.ID] = true
		}
		for i := range list {
			if a := &list[i]; a.ID == "" {
				a.ID = models.NewAffiliationID(s.person, axis, a.From.String())
				if taken[a.ID] { // an older spell that was moved has the key of this day
					a.ID = models.AffiliationID(models.DeriveID("aff", string(s.person), string(axis), a.From.String(), "again"))
				}
				taken[a.ID] = true
			}
			var before *models.Affiliation
			if i > 0 && list[i-1].Meets(list[i].Period) {
				before = &list[i-1]
			}
			list[i].Window = inside(list[i].Window, before, list[i].From)
		}
	}
}

// inside is a window cut to the spell before; nil if no day of it is left.
func inside(w *models.Window, before *models.Affiliation, from temporal.Day) *models.Window {
	if w == nil || before == nil {
		return nil
	}
	day := max(w.From, before.From+1)
	switch {
	case day >= from:
		return nil
	case day == w.From:
		return w
	}
	return &models.Window{From: day}
}

// differences opens what is new or other on a sheet, and closes what is gone.
func (r *reconciler) differences(s *sheet) {
	kept := map[models.Ref]bool{}
	for _, t := range s.tenures {
		kept[models.RefOf(t)] = true
		was := slices.IndexFunc(r.Held.tenures[s.person], func(o *models.Tenure) bool { return reflect.DeepEqual(*o, t) })
		if was < 0 {
			r.open(t)
		}
	}
	for _, axis := range models.Axes {
		held := r.Held.spans[axisOf{s.person, axis}]
		for _, a := range s.spans[axis] {
			kept[models.RefOf(a)] = true
			if !slices.ContainsFunc(held, func(o *models.Affiliation) bool { return reflect.DeepEqual(*o, a) }) {
				r.open(a)
			}
		}
		for _, a := range held {
			if ref := models.RefOf(*a); !kept[ref] {
				r.result.Close = append(r.result.Close, ref)
			}
		}
	}
}

// events keeps what is said of changes beside them: it moves with the day, and
// goes when nothing changed any more.
func (r *reconciler) events(s *sheet) {
	for _, e := range r.Held.Facts.Events {
		if e.Person != s.person || s.changesOn(e.On) {
			continue
		}
		r.result.Close = append(r.result.Close, models.RefOf(e))
		if day, ok := s.moved[e.On]; ok {
			e.ID, e.On = models.NewEventID(e.Person, day.String()), day
			r.open(e)
		}
	}
}

// changesOn reports whether a spell begins on a day, and another ends.
func (s *sheet) changesOn(day temporal.Day) bool {
	for _, axis := range models.Axes {
		if a := s.spanOn(axis, day); a != nil && a.From == day && s.valueOn(axis, day-1) != a.Value {
			return true
		}
	}
	return false
}

// documents takes in the documents on which the revision rests, and their
// source. It speaks until the newest of them, whoever is cited.
func (r *reconciler) documents() {
	cited := map[models.SnapshotID]bool{}
	for _, f := range r.result.Open {
		if c, ok := f.(models.Citing); ok {
			for _, cite := range c.Cites() {
				cited[cite.Snapshot] = true
			}
		}
	}
	source := r.Source
	source.SpeaksUntil = 0
	if held := r.Held.sources[r.Source.ID]; held != nil {
		source = *held
	}
	until := source.SpeaksUntil
	for i := range r.Docs {
		d := &r.Docs[i]
		until = max(until, r.dayOf(d.At))
		if cited[d.Snapshot] && r.Held.snapshots[d.Snapshot] == nil {
			cited[d.Snapshot] = false
			r.open(models.Snapshot{ID: d.Snapshot, Source: r.Source.ID, Title: d.Title, URL: d.URL, RetrievedAt: d.At, SHA256: d.SHA256})
		}
	}
	if r.Held.sources[r.Source.ID] == nil || until != source.SpeaksUntil {
		source.SpeaksUntil = until
		r.open(source)
	}
}

// reason says in plain words what the revision does.
func (r *reconciler) reason() string {
	const shown = 8
	var lines []string
	if r.headline != "" {
		lines = append(lines, r.headline)
	} else {
		for _, p := range slices.Sorted(maps.Keys(r.news)) {
			lines = append(lines, r.called(p)+": "+strings.Join(r.news[p], ", "))
		}
		slices.Sort(lines)
	}
	text := strings.Join(lines[:min(len(lines), shown)], "; ")
	if n := len(lines) - shown; n > 0 {
		text += "; and " + plural(n, "more person", "more people")
	}
	return sentence(text)
}
