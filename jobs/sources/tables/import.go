package tables

import (
	"io/fs"

	"caucus/models"
	"caucus/models/temporal"
)

// house is the chamber that the tables speak of.
const house models.HouseID = "ca-commons"

// Import reads the tables of facts of a directory tree, and those built in,
// and returns what they change in the current facts: new facts and, with the
// keys they had, replaced ones. Bad rows are in the report and change nothing;
// an error means that dir cannot be read. Importing the same tables into the
// result changes nothing.
func Import(dir fs.FS, current *models.Facts) (*models.Facts, Report, error) {
	return importAll(current, dir, reviewed)
}

func importAll(current *models.Facts, dirs ...fs.FS) (*models.Facts, Report, error) {
	report := Report{Rows: map[string]int{}}
	var s shelf
	for _, dir := range dirs {
		if err := s.collect(dir, keptUntil(current), &report); err != nil {
			return nil, report, err
		}
	}
	b := open(current, &report)
	for _, tables := range s {
		for _, t := range tables {
			if len(t.rows) > 0 {
				b.snapshots.put(t.snapshot)
			}
		}
	}
	b.identify(s[identifierTable])
	b.names(s[nameTable])
	b.run(b.acts(&s))
	for _, t := range s[eventTable] {
		b.each(t, b.event)
	}
	for _, t := range s[renameTable] {
		b.each(t, b.renameRiding)
	}
	for _, t := range s[rosterTable] {
		b.witness(t)
	}
	b.checkOverlaps()
	report.sort()
	return b.changed(), report, nil
}

// keptUntil is the instant as of which the tables are cited: the last day
// that they speak of, as the register's list of sources says.
func keptUntil(current *models.Facts) temporal.Instant {
	for _, s := range current.Sources {
		if s.ID == "caucus-tables" && !s.SpeaksUntil.IsZero() {
			at, _ := temporal.ParseInstant(s.SpeaksUntil.String() + "T00:00:00Z")
			return at
		}
	}
	return 0
}

// each hands every row of a table to a reader.
func (b *book) each(t table, read func(row)) {
	for _, r := range t.rows {
		read(r)
	}
}
