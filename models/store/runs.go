package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"caucus/models"
)

// runRow is a row of how runs ended. Lists are JSON.
type runRow struct {
	ID        int         `json:"id" gorm:"primaryKey;autoIncrement:false"`
	Source    string      `json:"source"`
	BegunBy   string      `json:"begun_by"`
	Slot      optional    `json:"slot,omitempty"`
	Began     optional    `json:"began"`
	Ended     optional    `json:"ended"`
	Outcome   string      `json:"outcome"`
	Reason    string      `json:"reason"`
	Snapshots string      `json:"snapshots"`
	Tally     string      `json:"tally"`
	Refusals  string      `json:"refusals"`
	RestUntil optional    `json:"rest_until,omitempty"`
	Revision  optionalInt `json:"revision,omitempty"`
	Fence     optionalInt `json:"fence,omitempty"`
}

// TableName is the name of the table in SQL.
func (runRow) TableName() string { return "runs" }

func runRowOf(r *models.Run) (row runRow, err error) {
	row = runRow{
		ID: r.ID, Source: string(r.Source), BegunBy: string(r.Trigger), Slot: at(r.Slot), Began: at(r.Began), Ended: at(r.Ended),
		Outcome: string(r.Outcome), Reason: r.Reason, RestUntil: at(r.RestUntil), Revision: optionalInt(r.Revision), Fence: optionalInt(r.Fence),
	}
	for _, list := range []struct {
		of   any
		into *string
	}{{r.Snapshots, &row.Snapshots}, {r.Tally, &row.Tally}, {r.Refusals, &row.Refusals}} {
		text, err := json.Marshal(list.of)
		if err != nil {
			return row, fmt.Errorf("run of %s: %w", r.Source, err)
		}
		*list.into = string(text)
	}
	return row, nil
}

func (r runRow) run() (models.Run, error) {
	p := &parsing{}
	found := models.Run{
		ID: r.ID, Source: models.SourceID(r.Source), Trigger: models.Trigger(r.BegunBy), Slot: p.instant(r.Slot),
		Began: p.instant(r.Began), Ended: p.instant(r.Ended), Outcome: models.Outcome(r.Outcome), Reason: r.Reason,
		RestUntil: p.instant(r.RestUntil), Revision: int(r.Revision), Fence: int(r.Fence),
	}
	p.note(json.Unmarshal([]byte(r.Snapshots), &found.Snapshots))
	p.note(json.Unmarshal([]byte(r.Tally), &found.Tally))
	p.note(json.Unmarshal([]byte(r.Refusals), &found.Refusals))
	if p.fault != nil {
		return found, fmt.Errorf("run %d: %w", r.ID, p.fault)
	}
	return found, nil
}

// Runs returns how runs ended, the newest first, and whether there is more than
// the limit.
func (s *Store) Runs(ctx context.Context, q models.RunsQuery) ([]models.Run, bool, error) {
	tx := s.read.WithContext(ctx)
	for column, want := range map[string]string{"source": string(q.Source), "outcome": string(q.Outcome)} {
		if want != "" {
			tx = tx.Where(column+" = ?", want)
		}
	}
	if q.Before != 0 {
		tx = tx.Where("id < ?", q.Before)
	}
	var rows []runRow
	if err := tx.Order("id DESC").Limit(oneMore(q.Limit)).Find(&rows).Error; err != nil {
		return nil, false, s.fail(err, "read the runs")
	}
	rows, more := page(rows, q.Limit)
	list := make([]models.Run, len(rows))
	for i, r := range rows {
		var err error
		if list[i], err = r.run(); err != nil {
			return nil, false, fmt.Errorf("read the runs: %w", err)
		}
	}
	return list, more, nil
}

func writeRun(tx *gorm.DB, run *models.Run) error {
	last, err := lastID(tx, "runs")
	if err != nil {
		return err
	}
	run.ID = last + 1
	row, err := runRowOf(run)
	if err != nil {
		return err
	}
	if err := tx.Create(&row).Error; err != nil {
		return fmt.Errorf("run %d: %w", run.ID, err)
	}
	return nil
}

var triggers = []models.Trigger{models.BySchedule, models.ByCommand, models.ByReplay, models.ByStart, models.ByEditor}

// checkRun adds to invalid what the database would refuse a run for.
func checkRun(r *models.Run, invalid *models.InvalidError) {
	if r.Source == "" || !slices.Contains(triggers, r.Trigger) {
		invalid.Add("run", fmt.Sprintf("%s %s", r.Source, r.Trigger), "a source, and what began the run")
	}
	if !slices.Contains(models.Outcomes[:], r.Outcome) {
		invalid.Add("run", string(r.Outcome), "one of the outcomes changed, unchanged, unavailable, refused, failed")
	}
	if r.Began == 0 || r.Ended < r.Began {
		invalid.Add("run", fmt.Sprintf("%s to %s", r.Began, r.Ended), "when it began, and when it ended, not before")
	}
	wantTexts(invalid, "run", string(r.Source), r.Reason)
}
