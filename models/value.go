package models

import "caucus/models/temporal"

// Axis is one of the three independent ways in which a member is affiliated.
type Axis string

const (
	Party       Axis = "party"
	Caucus      Axis = "caucus"
	Designation Axis = "designation"
)

// Axes lists the three axes in the order of answers.
var Axes = [...]Axis{Designation, Caucus, Party}

// Status tells the three kinds of value apart. "Known to have none" is not
// "nobody knows".
type Status string

const (
	HasOrganization Status = "organization"
	HasNone         Status = "none"
	Unknown         Status = "unknown"
)

// Value is what holds on an axis. The zero Value is unknown.
type Value struct {
	Status       Status         `json:"status"`
	Organization OrganizationID `json:"organization,omitempty"`
}

// None is the value of someone known to have no affiliation on an axis.
var None = Value{Status: HasNone}

// UnknownValue is said outright where no source tells.
var UnknownValue = Value{Status: Unknown}

// Of is the value of belonging to an organization.
func Of(id OrganizationID) Value { return Value{Status: HasOrganization, Organization: id} }

// IsUnknown reports whether nothing is known, which the zero Value also says.
func (v Value) IsUnknown() bool { return v.Status == Unknown || v.Status == "" }

// Is reports whether the value is the organization.
func (v Value) Is(id OrganizationID) bool {
	return v.Status == HasOrganization && v.Organization == id
}

// Basis tells how a value came to be held.
type Basis string

const (
	Stated  Basis = "stated"  // a source says so of this person
	Implied Basis = "implied" // a rule of the domain derives it from a stated label
)

// State tells how firmly a belief is held.
type State string

const (
	Confirmed   State = "confirmed"   // a dated official source, or an editor
	Provisional State = "provisional" // seen twice, or knowledge without an open source
	Reported    State = "reported"    // seen once: shown beside the record, not part of it
)

// Window is the run of days inside which an undated change happened:
// [From, the day on which the new state was first seen). Inside it the old
// state holds and every answer says that it is uncertain. The zero Window
// means that the day is known.
type Window struct {
	From temporal.Day `json:"from,omitempty"` // first day on which the change may already have happened
}

// IsZero reports whether the day of the change is known.
func (w Window) IsZero() bool { return w.From == 0 }
