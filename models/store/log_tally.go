package store

import (
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// tally is what a revision did, counted once and kept: a revision never
// changes.
type tally struct {
	hash           string
	opened, closed [len(models.Kinds)]int // by place in models.Kinds
	wrong          []wrong                // what it corrected, in the order of kinds and keys
}

// wrong is a belief that a revision corrected: whom it was about, and when it
// held, before and after.
type wrong struct {
	models.Ref
	people  [2]models.PersonID
	periods []temporal.Period
}

// tallied returns what was counted of the revisions up to until, counting what
// has not been. Hashes tell whether the database is still the one that was
// counted, since one may be restored under a running process.
func (l *Log) tallied(tx *gorm.DB, until int) ([]tally, error) {
	if until == 0 {
		return nil, nil
	}
	l.mu.Lock()
	have := l.counted
	l.mu.Unlock()
	if n := min(until, len(have)); n > 0 {
		rev, err := numbered(tx, n)
		switch {
		case err != nil && !errors.Is(err, models.ErrNotFound):
			return nil, err
		case rev.Hash != have[n-1].hash:
			have = nil
		case n == until:
			return have[:until], nil
		}
	}
	have, err := count(tx, slices.Clip(have), until)
	if err != nil {
		return nil, fmt.Errorf("count what revisions up to %d did: %w", until, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counted = have
	return have, nil
}

// count goes on counting up to a revision.
func count(tx *gorm.DB, have []tally, until int) ([]tally, error) {
	after := len(have)
	var hashes []string
	if err := tx.Table("revisions").Where("number > ? AND number <= ?", after, until).Order("number").Pluck("hash", &hashes).Error; err != nil {
		return nil, err
	}
	if after+len(hashes) != until {
		return nil, fmt.Errorf("revision %d: %w", until, models.ErrNotFound)
	}
	for _, h := range hashes {
		have = append(have, tally{hash: h})
	}
	for _, side := range []struct {
		column string
		of     func(*tally) *[len(models.Kinds)]int
	}{
		{"from_revision", func(t *tally) *[len(models.Kinds)]int { return &t.opened }},
		{"to_revision", func(t *tally) *[len(models.Kinds)]int { return &t.closed }},
	} {
		var found []struct {
			Number, Facts int
			Kind          string
		}
		err := tx.Table("beliefs").Select(side.column+" AS number, kind, count(*) AS facts").
			Where(side.column+" > ? AND "+side.column+" <= ?", after, until).Group(side.column + ", kind").Scan(&found).Error
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if kind := slices.Index(models.Kinds[:], models.Kind(f.Kind)); kind >= 0 {
				side.of(&have[f.Number-1])[kind] = f.Facts
			}
		}
	}
	return have, findWrong(tx, have, after)
}

// findWrong notes which beliefs closed by later revisions had been wrong.
func findWrong(tx *gorm.DB, have []tally, after int) error {
	rows, err := tx.Table("beliefs b").
		Select("b.to_revision, b.kind, b.key, b.body, a.body").
		Joins("LEFT JOIN beliefs a ON a.kind = b.kind AND a.key = b.key AND a.from_revision = b.to_revision").
		Where("b.to_revision > ? AND b.to_revision <= ?", after, len(have)).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	closed := map[int][]models.Fact{}
	for rows.Next() {
		var number int
		var ref models.Ref
		var before string
		var now optional
		if err := rows.Scan(&number, &ref.Kind, &ref.Key, &before, &now); err != nil {
			return err
		}
		w, was, ok, err := compare(ref, before, string(now))
		if err != nil {
			return err
		}
		if ok {
			have[number-1].wrong = append(have[number-1].wrong, w)
			closed[number] = append(closed[number], was)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	if err := leaveDated(tx, have, closed); err != nil {
		return err
	}
	for i := range have[after:] {
		slices.SortFunc(have[after+i].wrong, func(a, b wrong) int { return byKindAndKey(a.Ref, b.Ref) })
	}
	return nil
}

// compare tells whether a belief, which it returns, had been wrong as far as its
// own key tells.
func compare(ref models.Ref, before, after string) (w wrong, was models.Fact, ok bool, err error) {
	w.Ref = ref
	var told [2]models.Fact
	for i, text := range [...]string{before, after} {
		if text == "" {
			continue
		}
		f, err := facts.Decode(ref.Kind, []byte(text))
		if err != nil {
			return w, nil, false, fmt.Errorf("%w: %s %s: %w", ErrDamaged, ref.Kind, ref.Key, err)
		}
		told[i] = f
	}
	if !models.Corrects(told[0], told[1]) {
		return w, told[0], false, nil
	}
	for i, f := range told {
		if f == nil {
			continue
		}
		row, err := project(f)
		if err != nil {
			return w, nil, false, err
		}
		w.people[i] = models.PersonID(row.Person)
		var p temporal.Period
		p.From, _ = temporal.ParseDay(string(row.ValidFrom)) // absent is no day
		p.To, _ = temporal.ParseDay(string(row.ValidTo))
		w.periods = append(w.periods, p)
	}
	return w, told[0], true, nil
}
