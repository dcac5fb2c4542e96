package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// fresh is how up to date one source keeps the register.
type fresh struct {
	models.Source
	job         models.JobHealth            // of this process; zero if it has none for the source
	last        *models.Run                 // nil if there was none
	read        *models.Run                 // the last that read the source to its end; nil if none did
	lastChange  temporal.Instant            // zero if it never changed anything
	waiting     map[models.ProposalKind]int // open proposals
	lastSuccess temporal.Instant            // zero if it was never read
}

// sources lists the sources of the register and those that jobs can ask, by id.
func (a *api) sources(s *scope) []models.Source {
	list := slices.Clone(s.Sources())
	add := func(one models.Source) {
		if !slices.ContainsFunc(list, func(known models.Source) bool { return known.ID == one.ID }) {
			list = append(list, one)
		}
	}
	for _, one := range a.Sources {
		add(one)
	}
	for _, job := range a.health().Jobs {
		add(models.Source{ID: job.Source})
	}
	slices.SortFunc(list, func(x, y models.Source) int { return cmp.Compare(x.ID, y.ID) })
	return list
}

func (a *api) sourceIDs(s *scope) (ids []models.SourceID) {
	for _, one := range a.sources(s) {
		ids = append(ids, one.ID)
	}
	return ids
}

// refreshed tells how up to date sources are.
func (a *api) refreshed(ctx context.Context, f Freshness, list []models.Source) ([]fresh, error) {
	waiting, _, err := f.Proposals(ctx, models.ProposalsQuery{})
	if err != nil {
		return nil, fmt.Errorf("what waits for a decision: %w", err)
	}
	health := a.health()
	all := make([]fresh, len(list))
	for i := range all {
		one := &all[i]
		one.Source, one.waiting = list[i], map[models.ProposalKind]int{}
		for _, job := range health.Jobs {
			if job.Source == one.ID {
				one.job = job
			}
		}
		for n := range waiting {
			if waiting[n].Source == one.ID {
				one.waiting[waiting[n].Kind]++
			}
		}
		if err := one.runs(ctx, f); err != nil {
			return nil, fmt.Errorf("runs of source %s: %w", one.ID, err)
		}
	}
	return all, nil
}

// runs finds the last run, the last that read the source, and the last that
// changed something.
func (x *fresh) runs(ctx context.Context, f Freshness) error {
	list, _, err := f.Runs(ctx, models.RunsQuery{Source: x.ID, Limit: 1})
	if err != nil || len(list) == 0 {
		return err
	}
	x.last = &list[0]
	changed, _, err := f.Runs(ctx, models.RunsQuery{Source: x.ID, Outcome: models.Changed, Limit: 1})
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		x.lastChange = changed[0].Ended
	}
	if x.read, err = models.LastRead(ctx, x.ID, f.Runs); x.read != nil {
		x.lastSuccess = x.read.Ended
	}
	return err
}

// restUntil is until when a source is left alone; zero if it is not.
func (x *fresh) restUntil(now temporal.Instant) temporal.Instant {
	until := x.job.RestUntil
	if x.last != nil {
		until = max(until, x.last.RestUntil)
	}
	if until <= now {
		return 0
	}
	return until
}
