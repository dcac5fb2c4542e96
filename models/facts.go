package models

import "caucus/models/temporal"

// Kind names a kind of fact. The texts stand in payloads and are for ever.
type Kind string

const (
	KindHouse        Kind = "house"
	KindSource       Kind = "source"
	KindSnapshot     Kind = "snapshot"
	KindParliament   Kind = "parliament"
	KindSeats        Kind = "seats"
	KindOrganization Kind = "organization"
	KindSuccession   Kind = "succession"
	KindRiding       Kind = "riding"
	KindPerson       Kind = "person"
	KindTenure       Kind = "tenure"
	KindAffiliation  Kind = "affiliation"
	KindEvent        Kind = "event"
	KindRejection    Kind = "rejection"
)

// Fact is anything the register believes. Facts are plain values: their JSON
// is what payloads, belief rows and the facts format hold.
type Fact interface {
	Kind() Kind
	// Key is unique among the facts of one kind that are believed at the
	// same time. A fact that replaces another keeps its key.
	Key() string
}

// Cited is embedded by every fact that needs a citation, which is all but
// sources and snapshots.
type Cited struct {
	State     State      `json:"state"`
	Citations []Citation `json:"citations"`
	Note      string     `json:"note,omitempty"` // a short remark on the record, in English; never about a person's conduct

	// RecordedIn is the number of the revision that opened the belief. It is
	// no part of the fact: the store fills it in, and it is zero elsewhere.
	RecordedIn int `json:"-"`
}

// SetRecordedIn notes the revision that opened the belief.
func (c *Cited) SetRecordedIn(revision int) { c.RecordedIn = revision }

// Citation points to the place in a snapshot that states a fact.
type Citation struct {
	Snapshot SnapshotID `json:"snapshot"`
	Locator  string     `json:"locator,omitempty"` // element inside the document
	URL      string     `json:"url,omitempty"`     // link that an editor's statement rests on
}

// Source is a publisher's feed, or a table of facts that editors keep.
type Source struct {
	ID          SourceID     `json:"id"`
	Title       string       `json:"title"`
	Publisher   string       `json:"publisher"`
	URL         string       `json:"url,omitempty"`
	Terms       string       `json:"terms"`
	SpeaksUntil temporal.Day `json:"speaks_until,omitempty"` // the last day that its documents in this register speak of
}

// Snapshot is a document as a source served it. SHA256 is ours, over the bytes
// as received.
type Snapshot struct {
	ID          SnapshotID       `json:"id"`
	Source      SourceID         `json:"source"`
	Title       string           `json:"title"`
	URL         string           `json:"url,omitempty"`
	RetrievedAt temporal.Instant `json:"retrieved_at"` // midnight UTC where only the day is known
	SHA256      string           `json:"sha256"`
}

// House is a chamber whose members are tracked.
type House struct {
	ID       HouseID      `json:"id"`
	Name     Name         `json:"name"`
	TimeZone string       `json:"time_zone"` // IANA name of the place where it sits
	Since    temporal.Day `json:"since"`     // first day on which it exists
	Balanced temporal.Day `json:"balanced"`  // first day from which filled plus vacant must equal the seats by law
	Cited
}

// Parliament is a numbered term of a House.
type Parliament struct {
	House        HouseID      `json:"house"`
	Number       int          `json:"number"`
	Election     temporal.Day `json:"election"`      // polling day of the general election (its last, where there were several)
	FirstSitting temporal.Day `json:"first_sitting"` // zero until it has sat
	Dissolution  temporal.Day `json:"dissolution"`   // last day of the term; zero while it lasts
	Cited
}

// Seats is the number of seats by law from a day on, until the next such fact.
type Seats struct {
	House HouseID      `json:"house"`
	From  temporal.Day `json:"from"`
	Seats int          `json:"seats"`
	Basis string       `json:"basis"` // "statute", "knowledge"
	Cited
}

// OrganizationKind tells parties, caucuses and labels apart.
type OrganizationKind string

const (
	PartyKind  OrganizationKind = "party"
	CaucusKind OrganizationKind = "caucus"
	LabelKind  OrganizationKind = "label"
)

// Organization is a party, a caucus or a label of the reviewed list.
type Organization struct {
	ID           OrganizationID      `json:"id"`
	House        HouseID             `json:"house"`
	Type         OrganizationKind    `json:"kind"`
	CaucusValue  Status              `json:"caucus"` // what the label implies on the caucus axis: the organization itself, none or unknown
	PartyValue   Status              `json:"party"`  // what the label implies on the party axis
	Names        []OrganizationNames `json:"names"`  // by start; the first may start with the record
	Colour       string              `json:"colour,omitempty"`
	Order        int                 `json:"order"` // of display among equals
	Period       temporal.Period     `json:"period"`
	ParlInfoIDs  []int               `json:"parlinfo_ids,omitempty"`
	HouseLabels  []string            `json:"house_labels,omitempty"`
	ReviewReason string              `json:"review_reason"`
	Cited
}

// OrganizationNames are the names of an organization over a period.
type OrganizationNames struct {
	temporal.Period
	Full         Name `json:"full"`
	Short        Name `json:"short"`
	Abbreviation Name `json:"abbreviation"`
}

// SuccessionKind tells how one organization became another.
type SuccessionKind string

const (
	Merger SuccessionKind = "merged"
	Rename SuccessionKind = "renamed"
)

// Succession is one event of an organization: on a day its members came to be
// listed under another. It is no change of affiliation of anybody.
type Succession struct {
	House HouseID        `json:"house"`
	Type  SuccessionKind `json:"kind"`
	On    temporal.Day   `json:"on"`
	From  OrganizationID `json:"from"`
	To    OrganizationID `json:"to"`
	Cited
}

// Riding is an electoral district under one representation order.
type Riding struct {
	ID          RidingID     `json:"id"`
	House       HouseID      `json:"house"`
	Province    string       `json:"province"` // postal code: "ON"
	Order       int          `json:"order"`    // year of the representation order
	Names       []RidingName `json:"names"`    // by start; the first starts with the record
	Identifiers []Identifier `json:"identifiers"`
	Cited
}

// RidingName is the name of a riding over a period.
type RidingName struct {
	temporal.Period
	Name
	Window *Window `json:"window,omitempty"` // set when the day of the renaming is not known
}

// Identifier is an id that somebody else gives to the same thing.
type Identifier struct {
	Scheme string `json:"scheme"` // "ourcommons", "parlinfo", "wikidata", "openparliament"; for ridings "parlinfo", "fed"
	Value  string `json:"value"`
}

// Schemes are the identifier schemes of people, in the order of answers.
var Schemes = [...]string{"ourcommons", "parlinfo", "wikidata", "openparliament"}

// Person is someone, for life.
type Person struct {
	ID          PersonID     `json:"id"`
	Name        PersonName   `json:"name"`
	OtherNames  []PersonName `json:"other_names,omitempty"` // former names and other spellings, for search
	Identifiers []Identifier `json:"identifiers"`
	Cited
}

// PersonName is a name as its bearer uses it.
type PersonName struct {
	Full   string `json:"full"`
	Family string `json:"family"`
	Given  string `json:"given"`
}

// StartCause tells how a tenure began, EndCause how it ended.
type (
	StartCause string
	EndCause   string
)

const (
	ByGeneralElection StartCause = "general_election"
	ByByElection      StartCause = "by_election"

	ByDissolution      EndCause = "dissolution"
	ByResignation      EndCause = "resignation"
	ByDeath            EndCause = "death"
	ByDisqualification EndCause = "disqualification"
	ByVoidElection     EndCause = "election_void"
	ByUnknownCause     EndCause = "unknown"
)

// Tenure is one person holding one seat without a break. A tenure that ends on
// day D is held on D: To is the day after.
type Tenure struct {
	ID         TenureID `json:"id"`
	Person     PersonID `json:"person"`
	House      HouseID  `json:"house"`
	Parliament int      `json:"parliament"`
	Riding     RidingID `json:"riding"`
	Place      int      `json:"place"` // 1, or 2 in a riding with two members
	temporal.Period
	StartCause StartCause `json:"start_cause"`
	EndCause   EndCause   `json:"end_cause,omitempty"` // empty while it lasts
	ElectedAs  Value      `json:"elected_as"`          // the party on the ballot
	EndWindow  *Window    `json:"end_window,omitempty"`
	Cited
}

// Affiliation is a person, an axis and a value over a period.
type Affiliation struct {
	ID     AffiliationID `json:"id"`
	Person PersonID      `json:"person"`
	Axis   Axis          `json:"axis"`
	Value  Value         `json:"value"`
	temporal.Period
	Basis  Basis   `json:"basis"`
	Window *Window `json:"window,omitempty"` // set when the start was seen, not dated
	Cited
}

// Cause tells why a change happened. It is asserted with a citation, never
// inferred from labels.
type Cause string

const (
	CauseResigned  Cause = "resigned_from_caucus"
	CauseExpelled  Cause = "expelled"
	CauseSuspended Cause = "suspended"
	CauseReadmit   Cause = "readmitted"
	CauseJoined    Cause = "joined"
	CauseDissolved Cause = "caucus_dissolved"
	CauseMerged    Cause = "caucus_merged"
	CauseRenamed   Cause = "caucus_renamed"
	CauseUnknown   Cause = "unknown"
)

// Event is what a source says of a change besides the values that it leads
// from and to.
type Event struct {
	ID          EventID          `json:"id"`
	Person      PersonID         `json:"person"`
	On          temporal.Day     `json:"on"` // the effective day of the change it belongs to
	Cause       Cause            `json:"cause"`
	AnnouncedAt temporal.Instant `json:"announced_at"` // zero if no instant is known
	Between     []Value          `json:"between,omitempty"`
	Cited
}
