package models

import "caucus/models/temporal"

// Matter is what a claim is about: one of the axes, or the seat.
type Matter string

const (
	AboutDesignation Matter = Matter(Designation)
	AboutCaucus      Matter = Matter(Caucus)
	AboutParty       Matter = Matter(Party)
	AboutSeat        Matter = "seat"
)

// Matters lists them in the order of answers.
var Matters = [...]Matter{AboutSeat, AboutDesignation, AboutCaucus, AboutParty}

// Claim is what one source says of one person on one matter, for as long as it
// goes on saying so. It is no belief: what becomes of claims is for the
// reconciliation and for editors to decide.
type Claim struct {
	ID     int // number in the store; 0 before it is stored
	Source SourceID
	Person PersonID
	Name   string // of the person, as the source writes it
	// Identity is who a newcomer was by the source when the claim was first made;
	// empty of whom the register had then.
	Identity Identity
	About    Matter
	Value    Value    // on an axis; unknown for a seat
	Riding   RidingID // of a seat; empty on an axis
	// ElectedAs is the party on the ballot by the source when the claim of a seat
	// was first made; empty if it did not say.
	ElectedAs OrganizationID
	// Period is as the source dates it. Its From is zero where the source gives
	// no day and only says what holds when it is asked; To is zero while it lasts.
	Period  temporal.Period
	Written string // as the source writes it: "Independent", "Don Valley North"

	FirstSeen  temporal.Instant // when it was first served
	SecondSeen temporal.Instant // the first time that it was served at least an hour later; zero until then
	LastSeen   temporal.Instant // when it was last served
	Gone       temporal.Instant // when the source was first seen not to say so any more; zero while it does

	Snapshot SnapshotID // the newest document that brought or changed it
	Locator  string     // element inside that document
}

// Dated reports whether the source gives the first day.
func (c *Claim) Dated() bool { return c.Period.From != 0 }

// Said is what a claim says, apart from when it was seen: two sightings of
// claims with the same Said are sightings of one claim, if the identities of a
// newcomer agree.
type Said struct {
	Source SourceID
	Person PersonID
	About  Matter
	Value  Value
	Riding RidingID
	Period temporal.Period
}

// Said tells what the claim says.
func (c *Claim) Said() Said {
	return Said{c.Source, c.Person, c.About, c.Value, c.Riding, c.Period}
}

// ClaimsQuery asks for claims. Filters are combined. The order is by person,
// matter, source, then the one first seen last.
type ClaimsQuery struct {
	Person PersonID
	Source SourceID
	About  Matter
	Gone   bool // those too that are no longer said
	After  int  // number of the last claim of the page before; 0 for the first page
	Limit  int  // 0 means no limit
}
