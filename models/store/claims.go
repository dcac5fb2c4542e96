package store

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// claimRow is a row of what sources claim.
type claimRow struct {
	ID           int      `json:"id" gorm:"primaryKey;autoIncrement:false"`
	Source       string   `json:"source"`
	Person       string   `json:"person"`
	Name         string   `json:"name"`
	Identity     optional `json:"identity,omitempty"`
	About        string   `json:"about"`
	ValueStatus  optional `json:"value_status,omitempty"`
	Organization optional `json:"organization,omitempty"`
	Riding       optional `json:"riding,omitempty"`
	ElectedAs    optional `json:"elected_as,omitempty"`
	ValidFrom    optional `json:"valid_from,omitempty"`
	ValidTo      optional `json:"valid_to,omitempty"`
	Written      string   `json:"written"`
	FirstSeen    optional `json:"first_seen"`
	SecondSeen   optional `json:"second_seen,omitempty"`
	LastSeen     optional `json:"last_seen"`
	Gone         optional `json:"gone,omitempty"`
	Snapshot     string   `json:"snapshot"`
	Locator      string   `json:"locator"`
}

// TableName is the name of the table in SQL.
func (claimRow) TableName() string { return "claims" }

func claimRowOf(c *models.Claim) claimRow {
	return claimRow{
		ID: c.ID, Source: string(c.Source), Person: string(c.Person), Name: c.Name, Identity: optional(c.Identity), About: string(c.About),
		ValueStatus: optional(c.Value.Status), Organization: optional(c.Value.Organization), Riding: optional(c.Riding),
		ElectedAs: optional(c.ElectedAs),
		ValidFrom: on(c.Period.From), ValidTo: on(c.Period.To), Written: c.Written,
		FirstSeen: at(c.FirstSeen), SecondSeen: at(c.SecondSeen), LastSeen: at(c.LastSeen), Gone: at(c.Gone),
		Snapshot: string(c.Snapshot), Locator: c.Locator,
	}
}

func (r claimRow) claim() (models.Claim, error) {
	p := &parsing{}
	c := models.Claim{
		ID: r.ID, Source: models.SourceID(r.Source), Person: models.PersonID(r.Person), Name: r.Name, Identity: models.Identity(r.Identity),
		About: models.Matter(r.About), Value: valued(r.ValueStatus, r.Organization), Riding: models.RidingID(r.Riding),
		ElectedAs: models.OrganizationID(r.ElectedAs),
		Period:    temporal.Period{From: p.day(r.ValidFrom), To: p.day(r.ValidTo)}, Written: r.Written,
		FirstSeen: p.instant(r.FirstSeen), SecondSeen: p.instant(r.SecondSeen), LastSeen: p.instant(r.LastSeen),
		Gone: p.instant(r.Gone), Snapshot: models.SnapshotID(r.Snapshot), Locator: r.Locator,
	}
	if p.fault != nil {
		return c, fmt.Errorf("claim %d: %w", r.ID, p.fault)
	}
	return c, nil
}

// matterRank is the place of a claim's matter in [models.Matters], as SQL.
var matterRank = func() string {
	var b strings.Builder
	b.WriteString("CASE about")
	for i, m := range models.Matters {
		fmt.Fprintf(&b, " WHEN '%s' THEN %d", m, i)
	}
	return b.String() + " END"
}()

// Claims returns what sources claim, and whether there is more than the limit.
// A query that goes on after a claim that is not there is a
// [models.InvalidError].
func (s *Store) Claims(ctx context.Context, q models.ClaimsQuery) ([]models.Claim, bool, error) {
	var rows []claimRow
	err := s.reading(ctx, func(tx *gorm.DB) error {
		tx, err := claimsAfter(tx, q.After)
		if err != nil {
			return err
		}
		for column, want := range map[string]string{"person": string(q.Person), "source": string(q.Source), "about": string(q.About)} {
			if want != "" {
				tx = tx.Where(column+" = ?", want)
			}
		}
		if !q.Gone {
			tx = tx.Where("gone IS NULL")
		}
		return tx.Order("person, " + matterRank + ", source, first_seen DESC, id DESC").Limit(oneMore(q.Limit)).Find(&rows).Error
	})
	if err != nil {
		return nil, false, s.fail(err, "read the claims of sources")
	}
	rows, more := page(rows, q.Limit)
	claims := make([]models.Claim, len(rows))
	for i, r := range rows {
		if claims[i], err = r.claim(); err != nil {
			return nil, false, fmt.Errorf("read the claims of sources: %w", err)
		}
	}
	return claims, more, nil
}

// claimsAfter asks for the claims that follow one in order.
func claimsAfter(tx *gorm.DB, after int) (*gorm.DB, error) {
	if after == 0 {
		return tx, nil
	}
	var last []claimRow
	if err := tx.Where("id = ?", after).Limit(1).Find(&last).Error; err != nil {
		return nil, err
	}
	if len(last) == 0 {
		return nil, notThere("after", fmt.Sprint(after), "claim")
	}
	l, rank := last[0], 0
	for i, m := range models.Matters {
		if string(m) == l.About {
			rank = i
		}
	}
	return tx.Where("((person, "+matterRank+", source) > (?, ?, ?) OR (person, about, source) = (?, ?, ?) AND (first_seen, id) < (?, ?))",
		l.Person, rank, l.Source, l.Person, l.About, l.Source, string(l.FirstSeen), l.ID), nil
}

// notThere is the fault of a query that goes on after what is not there.
func notThere(field, value, what string) error {
	invalid := &models.InvalidError{}
	invalid.Add(field, value, "the last "+what+" of the page before")
	return invalid
}
