package jobs

import (
	"caucus/models"
	"caucus/models/temporal"
)

// Matching is what documents say once it is known whom and what they mean.
type Matching struct {
	People []Matched // one for each person, however many records speak of them
	// Unmatched are the rows that fit nobody, with labels or ridings that the
	// register does not have: one proposal each. Nothing else follows from them.
	Unmatched []models.Proposal
	// LeftOut are the rows from which nothing follows, by locator and name. Rows
	// that say the same make one proposal only.
	LeftOut []string
	// Absent are the members whom a document should list and does not.
	Absent []models.PersonID
	// Elected is the day of the general election after the dissolution of the
	// newest parliament, if the documents show one; zero otherwise.
	Elected temporal.Day
}

// Matched is what the documents of one run say of one person.
type Matched struct {
	Person      models.PersonID
	New         bool // nobody in the register: an id drawn for a newcomer, or that of claims that wait
	Name        models.PersonName
	Identifiers []models.Identifier // that the source gives, also those which the register has
	Seats       []MatchedSeat       // of the newest parliament, or of the one that Elected begins
	Labels      []MatchedLabel
}

// MatchedSeat is a seat that a source says a person holds or held.
type MatchedSeat struct {
	Riding     models.RidingID
	Parliament int
	Period     temporal.Period
	EndCause   models.EndCause
	ElectedAs  models.Value // unknown if the source does not say
	Written    string
	Snapshot   models.SnapshotID
	Locator    string
}

// MatchedLabel is a value that a source says a person has on an axis. The
// period of a dated one is cut to the parliaments that count for the seats.
type MatchedLabel struct {
	About    models.Matter // never the seat
	Value    models.Value
	Period   temporal.Period // From is zero where the source gives no day
	Written  string
	Snapshot models.SnapshotID
	Locator  string
}
