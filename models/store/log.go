package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/temporal"
)

// Log answers what revisions did. It counts what each did once and keeps that,
// and is safe for concurrent use.
type Log struct {
	store   func() *Store
	turns   chan struct{} // one is in it for each question that is being asked
	mu      sync.Mutex
	counted []tally // of revisions 1, 2, …
	dense   int
}

// NewLog returns the log of a store, which need not be open before the first
// question.
func NewLog(of func() *Store) *Log {
	return &Log{store: of, turns: make(chan struct{}, atOnce), dense: dense}
}

// Questions of the log read much. They take turns, so that connections are left
// for whatever else is read, above all for those who ask whether there is a newer
// revision; who has waited for patience is told to come again.
const (
	atOnce   = readers / 2
	patience = 5 * time.Second
)

// reading is [Store.reading] in turn.
func (l *Log) reading(ctx context.Context, ask func(tx *gorm.DB) error) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case l.turns <- struct{}{}:
	case <-late.C:
		return fmt.Errorf("%w: too many ask for the log at once", models.ErrUnavailable)
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-l.turns }()
	return l.store().reading(ctx, ask)
}

// logged is a line with the hash before it.
type logged struct {
	Line     line `gorm:"embedded"`
	Previous string
}

func (row logged) entry(t *tally) (models.LoggedRevision, error) {
	at, err := temporal.ParseInstant(row.Line.RecordedAt)
	if err != nil {
		return models.LoggedRevision{}, fmt.Errorf("revision %d: %w", row.Line.Number, err)
	}
	return models.LoggedRevision{
		Revision: models.Revision{
			Number: row.Line.Number, Kind: models.RevisionKind(row.Line.Kind), RecordedAt: at,
			Actor: string(row.Line.Actor), Reason: string(row.Line.Reason), Hash: row.Line.Hash,
		},
		Previous: row.Previous, Opened: sumOf(t.opened), Closed: sumOf(t.closed), Corrections: len(t.wrong),
	}, nil
}

func sumOf(counts [len(models.Kinds)]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// Revisions lists revisions, the oldest first, and tells whether more follow. If
// there is no revision q.Until it is [models.ErrNotFound].
func (l *Log) Revisions(ctx context.Context, q models.LogQuery) (list []models.LoggedRevision, more bool, err error) {
	err = l.reading(ctx, func(tx *gorm.DB) (err error) {
		list, more, err = l.revisions(tx, q)
		return err
	})
	if err != nil {
		return nil, false, l.store().fail(err, "list revisions")
	}
	return list, more, nil
}

func (l *Log) revisions(asked *gorm.DB, q models.LogQuery) (list []models.LoggedRevision, more bool, err error) {
	counted, err := l.tallied(asked, q.Until)
	if err != nil {
		return nil, false, err
	}
	tx := lines(asked).Where("r.number > ? AND r.number <= ?", q.After, q.Until)
	if q.Kind != "" {
		tx = tx.Where("r.kind = ?", string(q.Kind))
	}
	if q.Actor != "" {
		tx = tx.Where("a.text = ?", q.Actor)
	}
	if !q.On.IsZero() {
		day := q.On.String()
		tx = tx.Where("(EXISTS (SELECT 1 FROM beliefs f WHERE f.from_revision = r.number AND "+holds+")"+
			" OR EXISTS (SELECT 1 FROM beliefs f WHERE f.to_revision = r.number AND "+holds+"))", day, day, day, day)
	}
	var found []logged
	err = tx.Select(lineColumns + ", r.previous").Order("r.number").Limit(q.Limit + 1).Scan(&found).Error
	if err != nil {
		return nil, false, err
	}
	for _, row := range found[:min(len(found), q.Limit)] {
		entry, err := row.entry(&counted[row.Line.Number-1])
		if err != nil {
			return nil, false, err
		}
		list = append(list, entry)
	}
	return list, len(found) > q.Limit, nil
}

// lineColumns are those of a line, as [lines] joins them.
const lineColumns = "r.number, r.kind, r.recorded_at, r.hash, a.text AS actor, b.text AS reason"

// holds says that a belief f holds on a day; what has no first or last day
// holds on all before or after.
const holds = "(f.valid_from IS NULL OR f.valid_from <= ?) AND (f.valid_to IS NULL OR f.valid_to > ?)"

// Revised lists what a revision did to each fact that it touched, in the order
// of kinds and keys, and tells whether more follow. A revision that is not
// there is [models.ErrNotFound].
func (l *Log) Revised(ctx context.Context, q models.RevisedQuery) (list []models.Revised, more bool, err error) {
	err = l.reading(ctx, func(tx *gorm.DB) (err error) {
		list, more, err = l.did(tx, q)
		return err
	})
	if err != nil {
		return nil, false, l.store().fail(err, "read what revision %d did", q.Revision)
	}
	return list, more, nil
}

func (l *Log) did(tx *gorm.DB, q models.RevisedQuery) (list []models.Revised, more bool, err error) {
	counted, err := l.tallied(tx, q.Revision)
	if err != nil || q.Revision == 0 {
		return nil, false, err
	}
	t := &counted[q.Revision-1]
	var spots []spot
	for i, kind := range models.Kinds {
		before := slices.Index(models.Kinds[:], q.After.Kind)
		if q.Kind != "" && q.Kind != kind || i < before || t.opened[i]+t.closed[i] == 0 {
			continue
		}
		keys, err := l.touched(tx, q, t, i, q.Limit+1-len(spots))
		if err != nil {
			return nil, false, err
		}
		for _, key := range keys {
			spots = append(spots, spot{models.Ref{Kind: kind, Key: key}, q.Revision})
		}
		if len(spots) > q.Limit {
			spots, more = spots[:q.Limit], true
			break
		}
	}
	list, err = revised(tx, counted, spots)
	return list, more, err
}

// touched returns the first keys of a kind that a revision opened or closed
// behind q.After.
func (l *Log) touched(asked *gorm.DB, q models.RevisedQuery, t *tally, kind, most int) ([]string, error) {
	var keys []string
	for column, count := range map[string]int{"from_revision": t.opened[kind], "to_revision": t.closed[kind]} {
		if count == 0 {
			continue
		}
		if count > l.dense {
			column = "+" + column
		}
		tx := asked.Table("beliefs f").Where("f.kind = ?", string(models.Kinds[kind])).Where(column+" = ?", q.Revision)
		if q.After.Kind == models.Kinds[kind] {
			tx = tx.Where("f.key > ?", q.After.Key)
		}
		if q.Person != "" {
			tx = tx.Where("f.person = ?", string(q.Person))
		}
		if !q.On.IsZero() {
			tx = tx.Where(holds, q.On.String(), q.On.String())
		}
		var found []string
		if err := tx.Order("f.key").Limit(most).Pluck("f.key", &found).Error; err != nil {
			return nil, err
		}
		keys = append(keys, found...)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return keys[:min(len(keys), most)], nil
}

// dense is the number of rows from which those of a revision are better found
// by walking the keys than by looking them all up and sorting them. The unary
// plus, which changes nothing, keeps an engine from the index on the column.
const dense = 2000
