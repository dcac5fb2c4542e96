package models

import "strconv"

// NewTenureID is the id of the tenure that a person began in a riding on a day.
func NewTenureID(p PersonID, r RidingID, from string) TenureID {
	return TenureID(DeriveID("ten", string(p), string(r), from))
}

// NewAffiliationID is the id of the spell that began for a person, on an axis,
// on a day. On each axis and day there is at most one.
func NewAffiliationID(p PersonID, a Axis, from string) AffiliationID {
	return AffiliationID(DeriveID("aff", string(p), string(a), from))
}

// NewEventID is the id of what is said of a person's change on a day.
func NewEventID(p PersonID, on string) EventID {
	return EventID(DeriveID("evt", string(p), on))
}

// NewSnapshotID is the id of a document from a source with these bytes.
func NewSnapshotID(s SourceID, url, sha256 string) SnapshotID {
	return SnapshotID(DeriveID("snp", string(s), url, sha256))
}

func (Source) Kind() Kind       { return KindSource }
func (Snapshot) Kind() Kind     { return KindSnapshot }
func (House) Kind() Kind        { return KindHouse }
func (Parliament) Kind() Kind   { return KindParliament }
func (Seats) Kind() Kind        { return KindSeats }
func (Organization) Kind() Kind { return KindOrganization }
func (Succession) Kind() Kind   { return KindSuccession }
func (Riding) Kind() Kind       { return KindRiding }
func (Person) Kind() Kind       { return KindPerson }
func (Tenure) Kind() Kind       { return KindTenure }
func (Affiliation) Kind() Kind  { return KindAffiliation }
func (Event) Kind() Kind        { return KindEvent }
func (Rejection) Kind() Kind    { return KindRejection }

func (f Source) Key() string   { return string(f.ID) }
func (f Snapshot) Key() string { return string(f.ID) }
func (f House) Key() string    { return string(f.ID) }
func (f Parliament) Key() string {
	return string(f.House) + "/" + strconv.Itoa(f.Number)
}
func (f Seats) Key() string        { return string(f.House) + "/" + f.From.String() }
func (f Organization) Key() string { return string(f.ID) }
func (f Succession) Key() string {
	return string(f.House) + "/" + f.On.String() + "/" + string(f.From)
}
func (f Riding) Key() string      { return string(f.ID) }
func (f Person) Key() string      { return string(f.ID) }
func (f Tenure) Key() string      { return string(f.ID) }
func (f Affiliation) Key() string { return string(f.ID) }
func (f Event) Key() string       { return string(f.ID) }
func (f Rejection) Key() string   { return string(f.ID) }
