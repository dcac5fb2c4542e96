package models

import "caucus/models/temporal"

// Outcome tells how a run of a source ended.
type Outcome string

const (
	Changed     Outcome = "changed"     // a revision was recorded
	Unchanged   Outcome = "unchanged"   // the documents were read, and nothing was to be recorded
	Unavailable Outcome = "unavailable" // the publisher could not be reached, or answered with an error
	Refused     Outcome = "refused"     // a document was implausible: nothing was recorded
	Failed      Outcome = "failed"      // a fault of this program or its database
)

// Outcomes lists them.
var Outcomes = [...]Outcome{Changed, Unchanged, Unavailable, Refused, Failed}

// Trigger tells what began a run.
type Trigger string

const (
	BySchedule Trigger = "schedule"
	ByCommand  Trigger = "command"
	ByReplay   Trigger = "replay"
	ByStart    Trigger = "start"       // of the process: the embedded dataset
	ByEditor   Trigger = "let_through" // an editor let a refused document through
)

// Run is one try to bring the register up to date from a source.
type Run struct {
	ID        int
	Source    SourceID
	Trigger   Trigger
	Slot      temporal.Instant // for which it was due; zero unless by schedule
	Began     temporal.Instant
	Ended     temporal.Instant
	Outcome   Outcome
	Reason    string // one plain sentence; empty for changed and unchanged
	Snapshots []SnapshotID
	Tally     Tally
	Refusals  []Refusal // why it was refused
	Revision  int       // that was recorded; 0 if none
	Fence     int       // of the lease under which it ran; 0 without one
	// RestUntil is until when the publisher asked to be left alone; zero if it
	// did not. How long an unavailable source is left alone without being asked
	// to is computed from its runs, not kept.
	RestUntil temporal.Instant
}

// Succeeded reports whether the source was read to the end.
func (r *Run) Succeeded() bool { return r.Outcome == Changed || r.Outcome == Unchanged }

// Tally counts what a run found.
type Tally struct {
	Documents int   `json:"documents"`
	Bytes     int64 `json:"bytes"`     // as served
	Records   int   `json:"records"`   // people whom the documents speak of
	Unread    int   `json:"unread"`    // rows that could not be read or fit nobody
	Agreeing  int   `json:"agreeing"`  // people of whom the source says what the register holds
	Differing int   `json:"differing"` // people of whom it says something else
	Claims    int   `json:"claims"`    // that were new
	Opened    int   `json:"opened"`    // facts
	Closed    int   `json:"closed"`    // facts
	Proposals int   `json:"proposals"` // of this source that are open now
}

// Refusal is one reason why a document is implausible.
type Refusal struct {
	Rule   string   `json:"rule"`   // a fixed name: "too_few_rows", "future_day"
	Detail string   `json:"detail"` // one plain sentence with the numbers
	Rows   []string `json:"rows"`   // some of the rows that it rests on, by locator and name; at most 20
}

// RunsQuery asks for runs, the newest first.
type RunsQuery struct {
	Source  SourceID
	Outcome Outcome
	Before  int // number of the last run of the page before; 0 for the first page
	Limit   int // 0 means no limit
}

// Served is a document as a source served it, kept before anybody reads it.
type Served struct {
	ID           SnapshotID
	Source       SourceID
	URL          string
	RetrievedAt  temporal.Instant // when these bytes were first served
	SeenAt       temporal.Instant // when they were last served
	ContentType  string
	ETag         string
	LastModified string // as the header gave it
	SHA256       string // of Body
	Size         int    // of Body, in bytes
	Body         []byte // as received, after transfer and content encodings are undone; nil once it is no longer kept
}

// Lease is the right of one process to do a job for a while.
type Lease struct {
	Job    string
	Holder string           // of whom: opaque, one per process
	Fence  int              // grows with each holder; what is written under an older one is refused
	Slot   temporal.Instant // for which the job is done; zero unless by schedule
	Until  temporal.Instant
}

// Findings of the store about leases.
var (
	// ErrHeld says that another process does the job now.
	ErrHeld = leaseError("another process does this job now")
	// ErrDone says that the job has been done for this slot.
	ErrDone = leaseError("this job has been done for this time")
	// ErrLost says that the lease ran out, and perhaps went to another process.
	ErrLost = leaseError("the lease is gone: it ran out, or another process has it")
)

type leaseError string

// Error says what became of the lease.
func (e leaseError) Error() string { return string(e) }

// Result is what a run leaves, to be written as one: all of it or nothing.
type Result struct {
	Run    Run
	Claims []Claim    // new ones, with ID 0, and changed ones
	Seen   []int      // claims that were served again as they are: their LastSeen becomes Run.Began, and their SecondSeen if it is an hour after the first
	Queue  []Proposal // that are open now or became settled; one that is known keeps when it was opened

	// Open, Close, Actor and Reason are those of the revision, if there is
	// anything to record. Base is the revision that the result was made from.
	Open   []Fact
	Close  []Ref
	Actor  string
	Reason string
	Base   int
}
