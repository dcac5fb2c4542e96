package store

import (
	"context"
	"fmt"
	"io"
	"strings"

	"gorm.io/gorm"

	"caucus/models/facts"
)

// shownFaults is how many faults of a refused backup are listed.
const shownFaults = 20

// Restore makes the register that a backup was made of, with the same numbers,
// instants, hashes, salts and withdrawn texts, in one transaction: whatever
// ends it early leaves the register empty. Each payload is replayed as
// [Store.Record] writes it, and what comes out is verified before it is
// committed. A register that holds anything is [models.ErrConflict]; a file
// that is no backup is [ErrBackup] or [ErrNewerBackup], and can be told before
// with [ReadBackup]. Progress, if set, is told how many facts are written.
func (s *Store) Restore(ctx context.Context, r io.Reader, progress func(facts int)) (Backup, error) {
	if s.write == nil {
		return Backup{}, fmt.Errorf("restore a backup: %w", errOnlyReads)
	}
	var told Backup
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := s.engine.lockRevisions(tx); err != nil {
			return err
		}
		if newest, err := one(lines(tx).Order("r.number DESC")); err != nil {
			return err
		} else if newest.Number > 0 {
			return errHoldsSomething(newest)
		}
		p := &restorer{tx: tx, progress: progress}
		var err error
		if told, err = readBackup(r, p.text, p.revision); err != nil {
			return err
		}
		return soundBefore(tx)
	})
	if err != nil {
		return Backup{}, s.fail(err, "restore a backup")
	}
	return told, nil
}

// soundBefore refuses a register that verify would find broken.
func soundBefore(tx *gorm.DB) error {
	v := newVerifier()
	if err := v.all(tx); err != nil {
		return err
	}
	if len(v.faults) == 0 {
		return nil
	}
	shown := v.faults[:min(len(v.faults), shownFaults)]
	return fmt.Errorf("%w: it was made of a broken register (%d faults), and nothing is restored:\n  %s",
		ErrBackup, len(v.faults), strings.Join(shown, "\n  "))
}

// restorer writes the rows of a backup.
type restorer struct {
	tx       *gorm.DB
	texts    []text // not written yet
	done     int    // facts written
	progress func(int)
}

func (p *restorer) text(t text) error {
	if p.texts = append(p.texts, t); len(p.texts) < batch {
		return nil
	}
	return p.flush()
}

func (p *restorer) flush() error {
	if len(p.texts) == 0 {
		return nil
	}
	err := p.tx.Create(&p.texts).Error
	p.texts = nil
	return err
}

func (p *restorer) revision(r revision, says payload) error {
	if err := p.flush(); err != nil {
		return err
	}
	if err := p.tx.Create(&r).Error; err != nil {
		return fmt.Errorf("revision %d: %w", r.Number, err)
	}
	d, err := replayed(says)
	if err != nil {
		return refuse("revision %d holds what this version cannot read: %w", r.Number, err)
	}
	d.Progress = func(done, _ int) {
		if p.progress != nil {
			p.progress(p.done + done)
		}
	}
	if err := d.write(p.tx, r.Number); err != nil {
		return fmt.Errorf("revision %d: %w", r.Number, err)
	}
	p.done += len(d.open)
	return nil
}

// replayed is the draft that a payload was written from.
func replayed(says payload) (*draft, error) {
	d := &draft{close: says.Close, open: make([]belief, len(says.Open))}
	for i, o := range says.Open {
		f, err := facts.Decode(o.Kind, o.Fact)
		if err != nil {
			return nil, err
		}
		if d.open[i], err = project(f); err != nil {
			return nil, err
		}
	}
	return d, nil
}
