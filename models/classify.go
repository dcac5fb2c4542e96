package models

import "caucus/models/temporal"

// ChangeKind names a kind of change, told from standings alone.
type ChangeKind string

const (
	CrossedFloor ChangeKind = "crossed_floor" // from one caucus directly to another
	LeftCaucus   ChangeKind = "left_caucus"   // from a caucus to none
	JoinedCaucus ChangeKind = "joined_caucus" // from none to a caucus
	Redesignated ChangeKind = "redesignated"  // the label alone changed
	ChangedParty ChangeKind = "changed_party" // the party alone changed
	Seated       ChangeKind = "seated"        // took a seat
	Unseated     ChangeKind = "unseated"      // no longer holds it
	OrgRenamed   ChangeKind = "renamed"       // an organization took another name
	OrgMerged    ChangeKind = "merged"        // an organization went into another
)

// ChangeKinds lists every kind. The first five are changes of affiliation; the
// others are told only when asked for.
var ChangeKinds = [...]ChangeKind{
	CrossedFloor, LeftCaucus, JoinedCaucus, Redesignated, ChangedParty,
	Seated, Unseated, OrgRenamed, OrgMerged,
}

// OfAffiliation reports whether the kind is a change of affiliation.
func (k ChangeKind) OfAffiliation() bool {
	switch k {
	case CrossedFloor, LeftCaucus, JoinedCaucus, Redesignated, ChangedParty:
		return true
	}
	return false
}

// Axis is the axis on which the kind of change happens; empty for those that
// are no change of affiliation.
func (k ChangeKind) Axis() Axis {
	switch k {
	case CrossedFloor, LeftCaucus, JoinedCaucus:
		return Caucus
	case Redesignated:
		return Designation
	case ChangedParty:
		return Party
	}
	return ""
}

// Succeeds tells whether on a day one organization became the other: such a
// step is an event of the organization and nobody's change.
type Succeeds func(from, to OrganizationID, on temporal.Day) bool

// Classify tells what changed between the standings of one person on two
// consecutive days; ok is false if nothing did. A step to or from unknown is a
// gap in the record, never a change; so is one that a succession explains.
// Tenures that differ are not compared: an election is no change of
// affiliation.
func Classify(before, after Standing, became Succeeds) (kind ChangeKind, ok bool) {
	switch {
	case !before.Sitting() && after.Sitting():
		return Seated, true
	case before.Sitting() && !after.Sitting():
		return Unseated, true
	case !before.Sitting() || before.Tenure.ID != after.Tenure.ID:
		return "", false
	}
	moved := func(a Axis) bool {
		from, to := before.Value(a), after.Value(a)
		if from == to || from.IsUnknown() || to.IsUnknown() {
			return false
		}
		return !(from.Status == HasOrganization && to.Status == HasOrganization &&
			became(from.Organization, to.Organization, after.On))
	}
	switch {
	case moved(Caucus):
		return caucusKind(before.Caucus, after.Caucus), true
	case moved(Designation):
		return Redesignated, true
	case moved(Party):
		return ChangedParty, true
	}
	return "", false
}

func caucusKind(from, to Value) ChangeKind {
	switch {
	case from.Status == HasNone:
		return JoinedCaucus
	case to.Status == HasNone:
		return LeftCaucus
	}
	return CrossedFloor
}

// Change is the difference between a person's standings on consecutive days,
// or an event of an organization. It is derived and never stored.
type Change struct {
	ID     string // chg_…, the same as long as person (or organization, or the tenure that begins or ends), day and kind are
	On     temporal.Day
	Kind   ChangeKind
	Person PersonID // empty for an event of an organization
	Tenure *Tenure  // the seat held on the day, or until the day before, without citations and note; nil for an organization

	From, To OrganizationID // of an event of an organization
	Before   Standing       // on the day before
	After    Standing       // on the day

	Cause          Cause
	CauseCitations []Citation
	AnnouncedAt    temporal.Instant
	Between        []Value // values held in between, if several changes fell on one day
	Window         Window  // set if the day is that on which the change was first seen
	State          State
	Citations      []Citation
	RecordedIn     int
}
