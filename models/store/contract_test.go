package store_test

import (
	"testing"

	"caucus/models/store"
)

// story is a part of the contract.
type story struct {
	name string
	tell func(t *testing.T, open func(*testing.T) *store.Store)
}

// contract is what every engine must keep. Each story gets an empty store of
// its own.
var contract = []story{
	{"a crossing is recorded and the day before is still known", crossingIsRecorded},
	{"known time goes on under a clock that is set back", knownTimeGoesOn},
	{"the revision at an instant", revisionAtAnInstant},
	{"nothing new is no revision", nothingNewIsNoRevision},
	{"a faulty entry is refused whole, with every fault", faultyEntryIsRefused},
	{"what not every engine can keep is refused", unkeepableIsRefused},
	{"what contradicts the register is refused whole", contradictionIsRefused},
	{"the dataset begins every register alike", datasetBeginsAlike},
	{"a text is withdrawn and the chain holds", textIsWithdrawn},
	{"what was told is remembered after it was replaced", toldIsRemembered},
	{"order of facts does not matter", orderDoesNotMatter},
	{"two clerks write at once", twoClerksWriteAtOnce},
	{"an entry made from an older revision is refused", staleBaseIsRefused},
	{"a cancelled import leaves nothing", cancelledImportLeavesNothing},
	{"progress is told to the end", progressIsTold},
}

func TestEachEngineKeepsTheContract(t *testing.T) {
	t.Parallel()
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		for _, story := range contract {
			t.Run(story.name, func(t *testing.T) {
				t.Parallel()
				story.tell(t, open)
			})
		}
	})
}
