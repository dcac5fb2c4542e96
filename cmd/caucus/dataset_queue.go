package main

import (
	"fmt"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// datasetSource is the embedded dataset among the sources.
const datasetSource models.SourceID = "dataset"

// contradictions are the proposals that facts of a newer dataset make which
// cannot be believed beside what is held.
func contradictions(conflicts []facts.Conflict, at temporal.Instant) []models.Proposal {
	list := make([]models.Proposal, len(conflicts))
	for i, c := range conflicts {
		ref := models.RefOf(c.Incoming)
		p := models.Proposal{Kind: models.Contradiction, Source: datasetSource, Subject: string(ref.Kind) + " " + ref.Key,
			Detail: fmt.Sprintf("The dataset holds another %s than the register, which was decided otherwise since.", ref.Kind), Opened: at, LastSeen: at}
		switch f := c.Incoming.(type) {
		case models.Affiliation:
			p.Person, p.About, p.Value, p.Day = f.Person, models.Matter(f.Axis), f.Value, f.From
			if held, ok := c.Held.(models.Affiliation); ok {
				p.Believed = held.Value
			}
			p.Snapshot, p.Locator = firstCitation(f.Citations)
		case models.Tenure:
			p.Person, p.About, p.Riding, p.Day = f.Person, models.AboutSeat, f.Riding, f.From
			p.Snapshot, p.Locator = firstCitation(f.Citations)
		}
		p.ID = models.NewProposalID(&p)
		list[i] = p
	}
	return list
}

func firstCitation(list []models.Citation) (models.SnapshotID, string) {
	if len(list) == 0 {
		return "", ""
	}
	return list[0].Snapshot, list[0].Locator
}
