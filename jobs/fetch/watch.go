package fetch

import (
	"caucus/models"
	"caucus/models/temporal"
)

// Watch is what a source may need to know to ask the right questions.
type Watch struct {
	Parliament int          // the newest one that was elected
	Today      temporal.Day // where the House sits
}

// Wanted is somebody whom a source is asked about.
type Wanted struct {
	Person      models.PersonID
	Identifiers []models.Identifier // all that are known
	// Row is the locator of a row of the source that waits, and is about nobody
	// whom the register knows; then there is nothing else. A source that can ask
	// for it alone tells by it whom to ask about; others leave it.
	Row string
}
