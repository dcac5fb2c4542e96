package jobs

import "caucus/models"

// The sources that the policy knows. Editors write in the register's own name;
// nothing that rests on them is replaced by a refresh.
const (
	lists    models.SourceID = "ourcommons"
	profiles models.SourceID = "ourcommonsmember"
	parlinfo models.SourceID = "parlinfo"
	editors  models.SourceID = "editors"
)

// policy says what may follow from a source without an editor. The zero policy
// is that of a source that nobody has judged: whatever it says waits.
type policy struct {
	rank         int  // of its word on the label of today: 1 goes before 2; 0 has none
	datesLabels  bool // else a change of label is only known to lie between two lists
	statesCaucus bool // else the label implies the caucus
	statesParty  bool // else a label says nothing of the party
	datesSeats   bool // first days, and last days where it gives an end
	listsMembers bool // so that whom it leaves out is proposed as absent
	editor       bool // what rests on it is never replaced
}

// policies is the table. What is in none of its rows needs an editor.
var policies = map[models.SourceID]policy{
	lists:    {rank: 1, datesSeats: true, listsMembers: true},
	profiles: {rank: 2, datesLabels: true, datesSeats: true},
	parlinfo: {rank: 3, datesLabels: true, statesCaucus: true, statesParty: true, datesSeats: true, listsMembers: true},
	editors:  {editor: true},
}

// goesBefore reports whether the word of another source on the label of today
// counts for more.
func (p policy) goesBefore(other policy) bool {
	return p.rank != 0 && (other.rank == 0 || p.rank < other.rank)
}
