package ourcommons

import (
	"fmt"
	"slices"
	"strings"

	"caucus/models"
)

// records makes of the rows what they say of people, in the order of the list,
// and the faults in theirs.
func (l *list) records() ([]models.Record, []models.RecordFault) {
	var records []models.Record
	faults := l.faults
	swapped := l.dayFirst()
	for i := range l.rows {
		rec, why, ok := l.form.record(&l.rows[i])
		if swapped != "" && ok && l.rows[i].slashes() {
			why, ok = swapped, false
		}
		if why != "" {
			faults = append(faults, models.RecordFault{Locator: rec.Locator, Detail: why})
		}
		if ok {
			records = append(records, rec)
		}
	}
	records, contradictory := agreeing(records)
	return records, append(faults, contradictory...)
}

// slashes reports whether a row has a date between slashes.
func (r *row) slashes() bool { return strings.Contains(r.cells[start]+r.cells[end], "/") }

// dayFirst says where a list writes the day before the month. None of its dates
// between slashes is read then: 4/5/2025 could be either.
func (l *list) dayFirst() string {
	for i := range l.rows {
		for _, c := range []column{start, end} {
			if r := &l.rows[i]; dayFirst(r.cells[c]) {
				return fmt.Sprintf("the dates cannot be read: %s of %s has the day before the month; right would be %s",
					quote(r.cells[c]), r.locator, wantDay)
			}
		}
	}
	return ""
}

// agreeing leaves out rows that repeat one another or that cannot be true of
// one person: two seats at a time, or one id under two names.
func agreeing(records []models.Record) ([]models.Record, []models.RecordFault) {
	of := map[string][]int{} // by whom a row is of, the rows
	bad := map[int]string{}
rows:
	for i := range records {
		b := &records[i]
		who := whose(b)
		for _, j := range of[who] {
			a := &records[j]
			if same(a, b) {
				bad[i] = "the same as " + a.Locator
				continue rows
			}
			if why := contradiction(a, b); why != "" {
				bad[j], bad[i] = why+b.Locator, why+a.Locator
			}
		}
		of[who] = append(of[who], i)
	}
	return without(records, bad)
}

func contradiction(a, b *models.Record) string {
	switch {
	case !oneName(a, b):
		return "another name has the same id in "
	case a.Seats[0].Period.Overlaps(b.Seats[0].Period):
		return "the same person has another seat at that time in "
	}
	return ""
}

func without(records []models.Record, bad map[int]string) (kept []models.Record, faults []models.RecordFault) {
	for i := range records {
		if why, out := bad[i]; out {
			faults = append(faults, models.RecordFault{Locator: records[i].Locator, Detail: why})
			continue
		}
		kept = append(kept, records[i])
	}
	return kept, faults
}

// whose tells the person of a row: the id, else the name and the riding, for
// two members have had one name.
func whose(r *models.Record) string {
	if len(r.Identifiers) > 0 {
		return r.Identifiers[0].Value
	}
	return models.Fold(r.Name.Full) + "\x1f" + models.Fold(r.Seats[0].Riding)
}

// oneName reports whether two names can be of one person, who may have changed
// one of them.
func oneName(a, b *models.Record) bool {
	return a.Name == b.Name || models.Fold(a.Name.Family) == models.Fold(b.Name.Family) || models.Fold(a.Name.Given) == models.Fold(b.Name.Given)
}

func same(a, b *models.Record) bool {
	return a.Name == b.Name && slices.Equal(a.Seats, b.Seats) && slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Identifiers, b.Identifiers)
}
