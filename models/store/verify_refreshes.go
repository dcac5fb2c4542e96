package store

import (
	"errors"

	"gorm.io/gorm"

	"caucus/models"
)

// checkRefreshes compares documents with their ids and digests, and looks for
// gaps in numbers of which none is ever removed. What claims, proposals and
// runs say, no chain protects.
func (v *verifier) checkRefreshes(tx *gorm.DB) error {
	err := eachRow(tx.Model(&servedRow{}).Order("id"), func(r servedRow) {
		if fault := r.fault(); fault != nil {
			v.fault("document %s: %s", r.ID, fault)
		}
	})
	if err != nil {
		return err
	}
	for _, table := range []string{claimsSection, runsSection} {
		var found struct{ Rows, Last int }
		if err := tx.Table(table).Select("count(*) AS rows, coalesce(max(id), 0) AS last").Scan(&found).Error; err != nil {
			return err
		}
		if found.Rows != found.Last {
			v.fault("the database: %s has %d rows, and the last has the number %d", table, found.Rows, found.Last)
		}
	}
	return nil
}

// fault is what is wrong with a document, if anything is.
func (r servedRow) fault() error {
	if r.ID != string(models.NewSnapshotID(models.SourceID(r.Source), r.URL, r.SHA256)) {
		return errors.New("its id is not that of its source, address and digest")
	}
	if r.Body == nil {
		return nil
	}
	_, err := unpack(r.Body, r.Size, r.SHA256)
	return err
}
