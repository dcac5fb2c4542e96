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
}
