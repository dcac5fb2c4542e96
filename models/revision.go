package models

import "caucus/models/temporal"

// RevisionKind tells what made a revision.
type RevisionKind string

const (
	DatasetRevision RevisionKind = "dataset" // the embedded dataset, or facts read from a directory
	ImportRevision  RevisionKind = "import"  // documents of a publisher, by hand
	RefreshRevision RevisionKind = "refresh" // documents of a publisher, by a job
)

// Revision is one numbered, hashed, attributed write to the register.
type Revision struct {
	Number     int              // from 1, without gaps
	Kind       RevisionKind     //
	RecordedAt temporal.Instant // strictly later than that of the revision before
	Actor      string           // who wrote it; empty if withdrawn
	Reason     string           // why; empty if withdrawn
	Hash       string           // SHA-256, hex, of the hash before it and the payload
}

// Ref names a fact among those believed at one revision.
type Ref struct {
	Kind Kind   `json:"kind"`
	Key  string `json:"key"`
}

// RefOf is the name of a fact.
func RefOf(f Fact) Ref { return Ref{Kind: f.Kind(), Key: f.Key()} }
