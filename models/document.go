package models

import "caucus/models/temporal"

// Document is what a parser makes of a document as a source served it: what it
// says in the source's own words, before anybody is recognized.
type Document struct {
	Source   SourceID
	Title    string // of its snapshot
	URL      string
	Snapshot SnapshotID       // under which it is kept
	SHA256   string           // of the bytes as served
	At       temporal.Instant // when it was served
	Modified temporal.Instant // when the publisher says that it changed last; zero if it does not
	Lists    Scope
	Records  []Record
	Faults   []RecordFault // what could not be read; the rest stands
}

// Scope tells whom a document must list, so that who is missing is absent.
type Scope string

const (
	ListsSitting    Scope = "sitting"    // everyone who sits when it is served, and perhaps some who no longer do
	ListsParliament Scope = "parliament" // everyone who sat in the newest parliament, also those who no longer do
	ListsPast       Scope = "past"       // everyone of a parliament that is over: nobody in it sits
	ListsSome       Scope = "some"       // whomever was asked for
)

// Record is what a document says of one person.
type Record struct {
	Locator     string // element inside the document: "row 17", "PersonId 20103"
	Identifiers []Identifier
	Name        PersonName
	Seats       []SaidSeat
	Labels      []SaidLabel
}

// Sits reports whether the record says that the person has a seat that has not
// ended.
func (r *Record) Sits() bool {
	for i := range r.Seats {
		if r.Seats[i].Period.Open() {
			return true
		}
	}
	return false
}

// SaidSeat is a seat as a source describes it.
type SaidSeat struct {
	Riding     string          // name, in the source's language and spelling
	Identifier Identifier      // of the riding, in the source's scheme; zero if it gives none
	Province   string          // as written; empty if it is not said
	Period     temporal.Period // half-open: a parser has applied its source's convention
	EndCause   EndCause        // empty if the source gives none
	ElectedAs  string          // party on the ballot, as written; empty if it is not said
}

// SaidLabel is a label as a source describes it.
type SaidLabel struct {
	Axis         Axis
	Label        string          // as written
	Organization string          // the source's own id of it; empty if it has none
	Period       temporal.Period // half-open; From is zero where the source gives no day
}

// RecordFault is something in a document that could not be read.
type RecordFault struct {
	Locator string
	Detail  string // what is wrong, and what would be right
}
