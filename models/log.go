package models

import "caucus/models/temporal"

// RevisionKinds lists the kinds of revisions.
var RevisionKinds = [...]RevisionKind{DatasetRevision, ImportRevision, RefreshRevision}

// LoggedRevision is a revision as the log lists it.
type LoggedRevision struct {
	Revision
	Previous    string // hash of the revision before; empty for the first
	Opened      int    // beliefs that it opened
	Closed      int    // beliefs that it closed; one that was replaced counts on both sides
	Corrections int    // of the closed ones, those that had been wrong: see [Corrects]
}

// Revised is what a revision did to the belief of one kind and key.
type Revised struct {
	Ref
	Revision   int
	Person     PersonID // whom the fact is about; empty if it is about nobody
	Before     string   // canonical JSON of what was held until then; empty if nothing was
	Published  int      // revision that had opened Before; zero if there is none
	After      string   // canonical JSON of what is held from then on; empty if nothing is
	Correction bool     // see [Corrects]
}

// Correction is a belief that had been wrong, and the revision that closed it.
type Correction struct {
	By Revision
	Revised
}

// LogQuery asks for revisions, the oldest first.
type LogQuery struct {
	Until int          // newest revision that counts
	Kind  RevisionKind // empty for every kind
	Actor string       // whole; empty for everyone
	On    temporal.Day // that touch a fact which holds that day; zero for all
	After int          // number behind which to begin
	Limit int          // at least 1
}

// RevisedQuery asks what a revision did, in the order of kinds and keys.
type RevisedQuery struct {
	Revision int
	Kind     Kind         // empty for every kind
	Person   PersonID     // empty for facts about anybody or nobody
	On       temporal.Day // facts that hold that day; zero for all
	After    Ref          // behind which to begin
	Limit    int          // at least 1
}

// CorrectionsQuery asks for corrections: the newest revision first, then in the
// order of kinds and keys.
type CorrectionsQuery struct {
	Until         int // newest revision that counts
	Kind          Kind
	Person        PersonID
	On            temporal.Day // of beliefs that held that day, before or after; zero for all
	AfterRevision int          // with After, behind which to begin; zero for the first page
	After         Ref
	Limit         int // at least 1
}
