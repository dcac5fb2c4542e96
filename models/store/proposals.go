package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"caucus/models"
)

// proposalRow is a row of what waits, or waited, for a decision.
type proposalRow struct {
	ID                   string      `json:"id" gorm:"primaryKey"`
	Kind                 string      `json:"kind"`
	Source               string      `json:"source"`
	Person               optional    `json:"person,omitempty"`
	Subject              string      `json:"subject"`
	About                optional    `json:"about,omitempty"`
	ValueStatus          optional    `json:"value_status,omitempty"`
	Organization         optional    `json:"organization,omitempty"`
	Riding               optional    `json:"riding,omitempty"`
	Day                  optional    `json:"day,omitempty"`
	BelievedStatus       optional    `json:"believed_status,omitempty"`
	BelievedOrganization optional    `json:"believed_organization,omitempty"`
	Detail               string      `json:"detail"`
	Snapshot             string      `json:"snapshot"`
	Locator              string      `json:"locator"`
	Opened               optional    `json:"opened"`
	LastSeen             optional    `json:"last_seen"`
	Settled              optional    `json:"settled,omitempty"`
	Settlement           optional    `json:"settlement,omitempty"`
	Revision             optionalInt `json:"revision,omitempty"`
}

// TableName is the name of the table in SQL.
func (proposalRow) TableName() string { return "proposals" }

func proposalRowOf(p *models.Proposal) proposalRow {
	return proposalRow{
		ID: string(p.ID), Kind: string(p.Kind), Source: string(p.Source), Person: optional(p.Person), Subject: p.Subject,
		About: optional(p.About), ValueStatus: optional(p.Value.Status), Organization: optional(p.Value.Organization),
		Riding: optional(p.Riding), Day: on(p.Day),
		BelievedStatus: optional(p.Believed.Status), BelievedOrganization: optional(p.Believed.Organization),
		Detail: p.Detail, Snapshot: string(p.Snapshot), Locator: p.Locator, Opened: at(p.Opened), LastSeen: at(p.LastSeen),
		Settled: at(p.Settled), Settlement: optional(p.Settlement), Revision: optionalInt(p.Revision),
	}
}

func (r proposalRow) proposal() (models.Proposal, error) {
	p := &parsing{}
	found := models.Proposal{
		ID: models.ProposalID(r.ID), Kind: models.ProposalKind(r.Kind), Source: models.SourceID(r.Source),
		Person: models.PersonID(r.Person), Subject: r.Subject, About: models.Matter(r.About),
		Value: valued(r.ValueStatus, r.Organization), Riding: models.RidingID(r.Riding), Day: p.day(r.Day),
		Believed: valued(r.BelievedStatus, r.BelievedOrganization), Detail: r.Detail, Snapshot: models.SnapshotID(r.Snapshot),
		Locator: r.Locator, Opened: p.instant(r.Opened), LastSeen: p.instant(r.LastSeen), Settled: p.instant(r.Settled),
		Settlement: models.Settlement(r.Settlement), Revision: int(r.Revision),
	}
	if p.fault != nil {
		return found, fmt.Errorf("proposal %s: %w", r.ID, p.fault)
	}
	return found, nil
}

// Proposals returns what waits for a decision, and whether there is more than
// the limit. A query that goes on after a proposal that is not there is a
// [models.InvalidError].
func (s *Store) Proposals(ctx context.Context, q models.ProposalsQuery) ([]models.Proposal, bool, error) {
	var rows []proposalRow
	err := s.reading(ctx, func(tx *gorm.DB) error {
		tx, err := proposalsAfter(tx, q.After)
		if err != nil {
			return err
		}
		for column, want := range map[string]string{"kind": string(q.Kind), "source": string(q.Source), "person": string(q.Person)} {
			if want != "" {
				tx = tx.Where(column+" = ?", want)
			}
		}
		if !q.Settled {
			tx = tx.Where("settled IS NULL")
		}
		return tx.Order("opened, id").Limit(oneMore(q.Limit)).Find(&rows).Error
	})
	if err != nil {
		return nil, false, s.fail(err, "read the proposals")
	}
	rows, more := page(rows, q.Limit)
	list := make([]models.Proposal, len(rows))
	for i, r := range rows {
		if list[i], err = r.proposal(); err != nil {
			return nil, false, fmt.Errorf("read the proposals: %w", err)
		}
	}
	return list, more, nil
}

// proposalsAfter asks for the proposals that follow one in order.
func proposalsAfter(tx *gorm.DB, after models.ProposalID) (*gorm.DB, error) {
	if after == "" {
		return tx, nil
	}
	var last []proposalRow
	if err := tx.Where("id = ?", string(after)).Limit(1).Find(&last).Error; err != nil {
		return nil, err
	}
	if len(last) == 0 {
		return nil, notThere("after", string(after), "proposal")
	}
	return tx.Where("(opened, id) > (?, ?)", string(last[0].Opened), last[0].ID), nil
}
