package store

import (
	"fmt"
	"slices"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/facts"
)

// leaveDated leaves out of what revisions corrected the beliefs that only got
// the day of a change that had been seen. Those that a revision closed and that
// look wrong are given by its number.
func leaveDated(tx *gorm.DB, have []tally, closed map[int][]models.Fact) error {
	for number, was := range closed {
		if !slices.ContainsFunc(was, windowed) {
			continue
		}
		opened, err := openedBy(tx, number)
		if err != nil {
			return err
		}
		dated := models.Dated(was, opened)
		of := &have[number-1].wrong
		*of = slices.DeleteFunc(*of, func(w wrong) bool { return dated[w.Ref] })
	}
	return nil
}

// windowed reports whether a day of a belief was known to lie in a window only.
func windowed(f models.Fact) bool {
	switch f := f.(type) {
	case models.Affiliation:
		return f.Window != nil
	case models.Tenure:
		return f.EndWindow != nil
	}
	return false
}

// openedBy reads the tenures and affiliations that a revision opened.
func openedBy(tx *gorm.DB, number int) (list []models.Fact, err error) {
	var found []struct{ Kind, Body string }
	err = tx.Table("beliefs").Select("kind, body").
		Where("from_revision = ? AND kind IN ?", number, []string{string(models.KindTenure), string(models.KindAffiliation)}).Scan(&found).Error
	for _, row := range found {
		f, fault := facts.Decode(models.Kind(row.Kind), []byte(row.Body))
		if fault != nil {
			return nil, fmt.Errorf("%w: a %s of revision %d: %w", ErrDamaged, row.Kind, number, fault)
		}
		list = append(list, f)
	}
	return list, err
}
