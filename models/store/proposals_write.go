package store

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"caucus/models"
)

// writeProposals writes what waits now and what was settled. Of two with one id
// the later in the list counts.
func writeProposals(tx *gorm.DB, list []models.Proposal) error {
	wanted := map[models.ProposalID]models.Proposal{}
	var ids []models.ProposalID
	for _, p := range list {
		if _, twice := wanted[p.ID]; !twice {
			ids = append(ids, p.ID)
		}
		wanted[p.ID] = p
	}
	for chunk := range slices.Chunk(ids, batch) {
		known, err := proposalsByID(tx, chunk)
		if err != nil {
			return err
		}
		var rows []proposalRow
		for _, id := range chunk {
			p := wanted[id]
			if before, ok := known[id]; ok {
				p = succeeding(before, p)
			}
			rows = append(rows, proposalRowOf(&p))
		}
		if err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&rows).Error; err != nil {
			return fmt.Errorf("proposals %s to %s: %w", rows[0].ID, rows[len(rows)-1].ID, err)
		}
	}
	return nil
}

func proposalsByID(tx *gorm.DB, ids []models.ProposalID) (map[models.ProposalID]models.Proposal, error) {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	var rows []proposalRow
	if err := tx.Where("id IN ?", texts).Find(&rows).Error; err != nil {
		return nil, err
	}
	known := map[models.ProposalID]models.Proposal{}
	for _, r := range rows {
		p, err := r.proposal()
		if err != nil {
			return nil, err
		}
		known[p.ID] = p
	}
	return known, nil
}

// succeeding is a proposal as it stands after it was proposed, or settled, once
// more. One that is open keeps when it was opened; one that was settled opens
// anew if it is proposed again, and stays as it was settled if not.
func succeeding(before, p models.Proposal) models.Proposal {
	switch {
	case before.Settled == 0:
		p.Opened = before.Opened
		p.LastSeen = max(p.LastSeen, before.LastSeen)
	case p.Settled != 0:
		return before
	}
	return p
}

// completed fills in what a run leaves out of a proposal.
func completed(p models.Proposal, run models.Run) models.Proposal {
	if p.ID == "" {
		p.ID = models.NewProposalID(&p)
	}
	if p.Opened == 0 {
		p.Opened = run.Began
	}
	p.LastSeen = max(p.LastSeen, p.Opened)
	if p.Settlement == models.Taken && p.Revision == 0 {
		p.Revision = run.Revision
	}
	return p
}

// checkProposal adds to invalid what the database would refuse a proposal for.
func checkProposal(p *models.Proposal, invalid *models.InvalidError) {
	where := fmt.Sprintf("proposal %s of %s", p.ID, p.Source)
	if p.Source == "" || !slices.Contains(models.ProposalKinds[:], p.Kind) {
		invalid.Add(where, string(p.Kind), "a source, and one of the kinds of proposals")
	}
	if p.About != "" && !slices.Contains(models.Matters[:], p.About) {
		invalid.Add(where, string(p.About), "a matter: seat, designation, caucus or party; or none")
	}
	if !wholeValue(p.Value) || !wholeValue(p.Believed) {
		invalid.Add(where, fmt.Sprintf("%v %v", p.Value, p.Believed), "values: an organization, none or unknown")
	}
	if p.Settled != 0 && p.Settled < p.Opened || p.Settled == 0 && p.Revision != 0 || (p.Settled == 0) != (p.Settlement == "") {
		invalid.Add(where, fmt.Sprintf("%s %s %s", p.Opened, p.Settled, p.Settlement), "a day and a manner of settlement, not before it was opened; or none while it is open")
	}
	if p.Settlement != "" && !slices.Contains(settlements, p.Settlement) {
		invalid.Add(where, string(p.Settlement), "taken, vanished, rejected or overtaken")
	}
	wantTexts(invalid, where, string(p.ID), string(p.Source), string(p.Person), p.Subject, string(p.Value.Organization), string(p.Riding),
		string(p.Believed.Organization), p.Detail, string(p.Snapshot), p.Locator)
}

var settlements = []models.Settlement{models.Taken, models.Vanished, models.Rejected, models.Overtaken}
