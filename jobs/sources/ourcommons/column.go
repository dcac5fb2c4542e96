package ourcommons

// column is one of those that are read.
type column int

const (
	personID column = iota
	givenName
	familyName
	riding
	province
	label
	start
	end
	columns // how many there are
)

// needed are the columns without which a list is not read: ids and provinces
// help to recognize people, the others say the facts. Without the end a seat
// that is over would seem to last.
var needed = [...]column{givenName, familyName, riding, label, start, end}

// form is how a document calls the columns; empty for one that it has not.
type form [columns]string

// row is one row of a document: its texts as written.
type row struct {
	locator string
	cells   [columns]string
	wrong   []string // what is wrong with it before its texts are read
}
