package jobs

import (
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// ripe reports whether a claim may be believed as it stands, with its days: it
// was seen twice, or another source says exactly so, or an editor vouches.
func (r *reconciler) ripe(s *sighting) bool {
	if r.LetThrough || s.SecondSeen != 0 {
		return true
	}
	return s.Dated() && slices.ContainsFunc(r.others[matterOf{s.Person, s.About}], func(o *models.Claim) bool {
		return r.heard(o) && o.Value == s.Value && o.Riding == s.Riding && o.Period == s.Period && r.sameName(o, s)
	})
}

// sameName reports whether two sources call a newcomer alike: whatever either of
// them says would be published under the name.
func (r *reconciler) sameName(o *models.Claim, s *sighting) bool {
	return r.Held.people[s.Person] != nil || o.Identity.Named(s.Identity)
}

// borneOut reports whether the value of a claim may be believed as that of
// today, in the place of what has been believed since a day.
func (r *reconciler) borneOut(s *sighting, since temporal.Day) bool {
	return r.ripe(s) || slices.ContainsFunc(r.others[matterOf{s.Person, s.About}], r.agreesWith(s, since))
}

// agreesWith tells claims of other sources that today has the same value. One
// that was made before what is believed began has only not followed it.
func (r *reconciler) agreesWith(s *sighting, since temporal.Day) func(o *models.Claim) bool {
	return func(o *models.Claim) bool {
		return r.heard(o) && r.sameName(o, s) && o.Value == s.Value && o.Period.Open() && (r.dayOf(o.FirstSeen) > since || o.Period.From > since)
	}
}

// heard reports whether a claim of another source counts: no editor rejected
// it, and the source was heard of late.
func (r *reconciler) heard(o *models.Claim) bool {
	return r.At-o.LastSeen <= trusted && policies[o.Source].rank != 0 && !r.rejects(o)
}

// rejects reports whether an editor decided that a claim is not to be believed.
func (r *reconciler) rejects(c *models.Claim) bool {
	said := c.Said()
	if r.Held.rejected[models.NewRejectionID(said)] || r.Held.rejected[models.NewRejectionID(alike(said))] {
		return true
	}
	said.Value = models.Value{}
	return c.Value.IsUnknown() && r.Held.rejected[models.NewRejectionID(said)]
}

// better is a claim of a source that goes before on the label of today, was
// made or borne out since a claim was first seen, and is another; nil if there
// is none.
func (r *reconciler) better(s *sighting) *models.Claim {
	for _, o := range r.others[matterOf{s.Person, models.AboutDesignation}] {
		if policies[o.Source].goesBefore(r.may) && o.Period.Open() && o.Value != s.Value && o.LastSeen >= s.FirstSeen && !r.rejects(o) {
			return o
		}
	}
	return nil
}

// editorial reports whether a fact rests on the statement of an editor.
func (r *reconciler) editorial(c models.Cited) bool {
	return slices.ContainsFunc(c.Citations, func(c models.Citation) bool { return policies[r.sourceOf(c)].editor })
}

// own reports whether a fact rests on this source alone, which may then correct
// itself.
func (r *reconciler) own(c models.Cited) bool {
	return len(c.Citations) > 0 && !slices.ContainsFunc(c.Citations, func(c models.Citation) bool { return r.sourceOf(c) != r.Source.ID })
}

// ownDay reports whether the first day of a label rests on this source alone.
// Lists that date no labels bear out the value and not the day.
func (r *reconciler) ownDay(c models.Cited) bool {
	mine := false
	for _, cite := range c.Citations {
		source := r.sourceOf(cite)
		if p, known := policies[source]; source != r.Source.ID && (!known || p.datesLabels || p.editor) {
			return false
		}
		mine = mine || source == r.Source.ID
	}
	return mine
}

func (r *reconciler) sourceOf(c models.Citation) models.SourceID {
	if s := r.Held.snapshots[c.Snapshot]; s != nil {
		return s.Source
	}
	if r.docs[c.Snapshot] != nil {
		return r.Source.ID
	}
	return ""
}

// spokenUntil is the last day of which the sources of a belief speak. What this
// source said is known from its documents; another speaks until the newest one
// that led to a revision.
func (r *reconciler) spokenUntil(c models.Cited) (last temporal.Day) {
	for _, cite := range c.Citations {
		snapshot := r.Held.snapshots[cite.Snapshot]
		if snapshot == nil {
			continue
		}
		last = max(last, r.retrieved(snapshot))
		if s := r.Held.sources[snapshot.Source]; s != nil && s.ID != r.Source.ID {
			last = max(last, s.SpeaksUntil)
		}
	}
	return last
}

// retrieved is the day on which a document was. Midnight in UTC stands for a day
// of which the hour is not known.
func (r *reconciler) retrieved(s *models.Snapshot) temporal.Day {
	if day, err := s.RetrievedAt.DayIn("UTC"); err == nil && s.RetrievedAt%(24*hour) == 0 {
		return day
	}
	return r.dayOf(s.RetrievedAt)
}
