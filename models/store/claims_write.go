package store

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// apart is how long two sightings lie apart to count as two.
const apart = temporal.Instant(time.Hour / time.Microsecond)

// writeClaims writes changed claims first, so that what is said anew finds its
// place free where it was said before and is gone.
func writeClaims(tx *gorm.DB, claims []models.Claim) error {
	var fresh []claimRow
	for i := range claims {
		row := claimRowOf(&claims[i])
		if row.ID == 0 {
			fresh = append(fresh, row)
			continue
		}
		changed := tx.Model(&claimRow{}).Where("id = ?", row.ID).Select("*").Updates(row)
		if changed.Error != nil {
			return fmt.Errorf("claim %d: %w", row.ID, changed.Error)
		}
		if changed.RowsAffected != 1 {
			return fmt.Errorf("%w: claim %d is to change and is not there", models.ErrConflict, row.ID)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	last, err := lastID(tx, "claims")
	if err != nil {
		return err
	}
	for i := range fresh {
		fresh[i].ID = last + 1 + i
	}
	for chunk := range slices.Chunk(fresh, batch) {
		if err := tx.Create(&chunk).Error; err != nil {
			return fmt.Errorf("claims %d to %d: %w", chunk[0].ID, chunk[len(chunk)-1].ID, err)
		}
	}
	return nil
}

// lastID is the highest number of a table; 0 if it is empty. Numbers are given
// here, under the write lock, and not by the engine: they are the same on each.
func lastID(tx *gorm.DB, table string) (n int, err error) {
	err = tx.Table(table).Select("coalesce(max(id), 0)").Scan(&n).Error
	return n, err
}

// seeClaims notes that claims were served again as they are. A clock that was
// set back takes no sighting back.
func seeClaims(tx *gorm.DB, ids []int, when temporal.Instant) error {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	now, ripe := when.Sortable(), (when - apart).Sortable()
	for chunk := range slices.Chunk(ids, 4*batch) {
		seen := tx.Exec(`UPDATE claims SET
				last_seen = CASE WHEN last_seen < ? THEN ? ELSE last_seen END,
				second_seen = CASE WHEN second_seen IS NULL AND first_seen <= ? THEN ? ELSE second_seen END
			WHERE id IN ?`, now, now, ripe, now, chunk)
		if seen.Error != nil {
			return fmt.Errorf("claims seen again: %w", seen.Error)
		}
		if int(seen.RowsAffected) != len(chunk) {
			return fmt.Errorf("%w: of the claims %d to %d that were seen again some are not there", models.ErrConflict, chunk[0], chunk[len(chunk)-1])
		}
	}
	return nil
}

// checkClaim adds to invalid what the database would refuse a claim for.
func checkClaim(c *models.Claim, invalid *models.InvalidError) {
	where := fmt.Sprintf("claim of %s about %s of %s", c.Source, c.About, c.Person)
	if c.ID < 0 || c.Source == "" || c.Person == "" || !slices.Contains(models.Matters[:], c.About) {
		invalid.Add(where, fmt.Sprint(c.ID), "a source, a person, and a matter: seat, designation, caucus or party")
	}
	if !wholeClaim(c.About, c.Value, c.Riding) {
		invalid.Add(where, fmt.Sprintf("%s %s %s", c.Value.Status, c.Value.Organization, c.Riding), "a riding for a seat, a value for an axis")
	}
	if c.ElectedAs != "" && c.About != models.AboutSeat {
		invalid.Add(where, string(c.ElectedAs), "a party on the ballot for a seat only")
	}
	if !c.Period.Valid() {
		invalid.Add(where, c.Period.String(), "a period that ends after it starts")
	}
	if c.FirstSeen == 0 || c.LastSeen < c.FirstSeen || c.Gone != 0 && c.Gone < c.FirstSeen ||
		c.SecondSeen != 0 && (c.SecondSeen < c.FirstSeen || c.SecondSeen > c.LastSeen) {
		invalid.Add(where, fmt.Sprintf("%s, %s, %s, %s", c.FirstSeen, c.SecondSeen, c.LastSeen, c.Gone),
			"first seen, then a second time, then last, and gone after the first")
	}
	wantTexts(invalid, where, string(c.Source), string(c.Person), c.Name, string(c.Identity), string(c.Value.Organization), string(c.Riding), string(c.ElectedAs),
		c.Written, string(c.Snapshot), c.Locator)
}
