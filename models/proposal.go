package models

import "caucus/models/temporal"

// ProposalKind tells why something waits for a decision.
type ProposalKind string

const (
	WaitsForSight   ProposalKind = "seen_once"        // a change that no second fetch and no other source has borne out yet
	Contradiction   ProposalKind = "conflict"         // a source contradicts what is believed, and the policy does not let it prevail
	IsAbsent        ProposalKind = "absent"           // a sitting member whom a list leaves out
	UnknownLabel    ProposalKind = "unknown_label"    // a label that no organization of the reviewed list has
	UnknownRiding   ProposalKind = "unknown_riding"   // a riding that the register does not have under this name
	UnknownMember   ProposalKind = "unknown_member"   // a row that fits nobody, or several people
	IsElection      ProposalKind = "election"         // what looks like a general election
	RefusedDocument ProposalKind = "refused_document" // a run was refused as implausible; it may be let through by its snapshot
)

// ProposalKinds lists them.
var ProposalKinds = [...]ProposalKind{
	WaitsForSight, Contradiction, IsAbsent, UnknownLabel, UnknownRiding, UnknownMember, IsElection, RefusedDocument,
}

// Settlement tells how a proposal ended.
type Settlement string

const (
	Taken     Settlement = "taken"     // it became a belief
	Vanished  Settlement = "vanished"  // the source no longer says so, or the register agrees by now
	Rejected  Settlement = "rejected"  // an editor rejected it
	Overtaken Settlement = "overtaken" // a later document took its place
)

// Proposal is a difference between claims and beliefs, or a fault of a
// document, that waits for a decision.
type Proposal struct {
	ID       ProposalID
	Kind     ProposalKind
	Source   SourceID
	Person   PersonID     // empty if it is about nobody whom the register knows
	Subject  string       // whom or what the source names: "Han Dong, Don Valley North"
	About    Matter       // empty if it is about no one matter
	Value    Value        // that the source states, on an axis
	Riding   RidingID     // that the source states, for a seat
	Day      temporal.Day // from which, or for an end after which; zero if the source gives none
	Believed Value        // what the register holds instead, on an axis
	Detail   string       // what differs and why it waits, in one plain sentence
	Snapshot SnapshotID
	Locator  string

	Opened     temporal.Instant // when it was first seen
	LastSeen   temporal.Instant
	Settled    temporal.Instant // zero while it is open
	Settlement Settlement
	Revision   int // that it became; 0 if none
}

// ProposalID is prp_…, the same as long as source, kind, subject and what is
// said are.
type ProposalID string

// NewProposalID is the id of what a source says of a person, or of a subject
// that is nobody's id.
func NewProposalID(p *Proposal) ProposalID {
	return ProposalID(DeriveID("prp", string(p.Source), string(p.Kind), string(p.Person), p.Subject, string(p.About),
		string(p.Value.Status), string(p.Value.Organization), string(p.Riding), p.Day.String()))
}

// ProposalsQuery asks for proposals. Filters are combined. The order is by when
// they were opened, the oldest first, then by id.
type ProposalsQuery struct {
	Kind    ProposalKind
	Source  SourceID
	Person  PersonID
	Settled bool // those too that are settled
	After   ProposalID
	Limit   int // 0 means no limit
}

// Rejection is a decision that a claim is not to be believed. It holds until
// the source says something else, or until it is closed. An override is a
// belief of an editor with a rejection of what it contradicts.
type Rejection struct {
	ID     RejectionID  `json:"id"`
	Source SourceID     `json:"source"`
	Person PersonID     `json:"person"`
	About  Matter       `json:"about"`
	Value  Value        `json:"value"`            // on an axis; unknown for a seat
	Riding RidingID     `json:"riding,omitempty"` // of a seat
	From   temporal.Day `json:"from,omitempty"`   // first day as the source gives it; zero if it gives none
	To     temporal.Day `json:"to,omitempty"`     // the day after the last, for the end of a seat
	Cited
}

// RejectionID is rej_…
type RejectionID string

// NewRejectionID is the id of the rejection of what a source says.
func NewRejectionID(s Said) RejectionID {
	return RejectionID(DeriveID("rej", string(s.Source), string(s.Person), string(s.About), string(s.Value.Status),
		string(s.Value.Organization), string(s.Riding), s.Period.From.String(), s.Period.To.String()))
}

// Rejects reports whether the rejection is of what is said.
func (f *Rejection) Rejects(s Said) bool { return f.ID == NewRejectionID(s) }

// Said tells what is rejected.
func (f *Rejection) Said() Said {
	return Said{f.Source, f.Person, f.About, f.Value, f.Riding, temporal.Period{From: f.From, To: f.To}}
}
