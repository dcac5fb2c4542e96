package jobs

import (
	"slices"

	"caucus/models"
)

// absent notes who sits by the register on the day of a document that lists all
// who sit, and is in no record of the run. When nobody sits nobody is missing.
func (m *matcher) absent(docs []models.Document) {
	listed := map[models.PersonID]bool{}
	for _, r := range m.rows {
		listed[r.person] = true
	}
	for i := range docs {
		if docs[i].Lists != models.ListsSitting && docs[i].Lists != models.ListsParliament {
			continue
		}
		for _, t := range m.Sitting(m.dayOf(&docs[i])) {
			if !listed[t.Person] {
				m.out.Absent = append(m.out.Absent, t.Person)
			}
		}
	}
	slices.Sort(m.out.Absent)
	m.out.Absent = slices.Compact(m.out.Absent)
}
