package parlinfo

import (
	"cmp"
	"slices"
)

// FaultKind names what is wrong with a document or with what it says.
type FaultKind string

// Faults of a document: nothing of it is read.
const (
	ErrorBody     FaultKind = "error_body"     // the publisher's error, served with status 200
	EmptyDocument FaultKind = "empty_document" // no bytes, or blanks only
	NotJSON       FaultKind = "not_json"
	HTML          FaultKind = "html"
	TruncatedJSON FaultKind = "truncated_json"
	InvalidUTF8   FaultKind = "invalid_utf8"
	NoPerson      FaultKind = "no_person"      // JSON without a person or with person 0
	BadTable      FaultKind = "bad_table"      // a CSV whose columns or quotes are wrong
	NoCaptureDay  FaultKind = "no_capture_day" // nothing tells when the document was captured
)

// Faults of what documents say.
const (
	NoDates           FaultKind = "no_dates"
	BadDate           FaultKind = "bad_date"
	YearOnlyDate      FaultKind = "year_only_date"
	ApproximateDate   FaultKind = "approximate_date"
	EndBeforeStart    FaultKind = "end_before_start"
	StaleOpenSeat     FaultKind = "stale_open_seat"
	IDOnTwoPeople     FaultKind = "id_on_two_people"
	IDZero            FaultKind = "id_zero"
	OneDayIndependent FaultKind = "one_day_independent"
	MissingLabel      FaultKind = "missing_label"
	DuplicateRows     FaultKind = "duplicate_rows"
	TwoLabelsOneDay   FaultKind = "two_labels_one_day"
	TwoIDsForRiding   FaultKind = "two_ids_for_one_riding"
	BeforePollingDay  FaultKind = "before_polling_day"
	EndsOnPollingDay  FaultKind = "ends_on_polling_day" // a seat that runs one day into the next parliament
	SeatHeldTwice     FaultKind = "seat_held_twice"
	TwoSeats          FaultKind = "two_seats" // true of some until 1968: noted and kept
	UnknownOrg        FaultKind = "unknown_organization"
	UnknownProvince   FaultKind = "unknown_province"
	OutsideParliament FaultKind = "role_outside_parliament"
	RoleGone          FaultKind = "role_gone" // in an older capture, no longer in a newer one
	SeatRepaired      FaultKind = "seat_repaired"
	RoleDropped       FaultKind = "role_dropped"
	CaucusUnreviewed  FaultKind = "caucus_role_unreviewed"
)

// Fault is one thing that is wrong with the source, and where.
type Fault struct {
	Kind    FaultKind
	File    string // name of the document as handed over
	Person  int    // ParlInfo id; 0 if the fault is of no one person
	Element string // place inside the document: "PersonRoleId 265545"
	Detail  string // what is wrong, and what the importer did
}

// sortFaults brings faults into the order of reports and drops repetitions.
func sortFaults(list []Fault) []Fault {
	slices.SortFunc(list, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File, b.File), cmp.Compare(a.Person, b.Person),
			cmp.Compare(a.Element, b.Element), cmp.Compare(a.Detail, b.Detail))
	})
	return slices.Compact(list)
}
