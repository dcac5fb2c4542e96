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
		if err := noRefreshes(tx); err != nil {
			return err
		}
		p := &restorer{tx: tx, progress: progress}
		var err error
		if told, err = readBackup(r, backupRows{p.text, p.revision, p.refresh}); err != nil {
			return err
		}
		if err := p.flush(); err != nil {
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
	tx        *gorm.DB
	texts     unwritten[text]
	served    unwritten[servedRow]
	claims    unwritten[claimRow]
	proposals unwritten[proposalRow]
	runs      unwritten[runRow]
	done      int // facts written
	progress  func(int)
}

// unwritten are rows that wait until a statement is full.
type unwritten[R any] []R

func (u *unwritten[R]) add(tx *gorm.DB, row R) error {
	if *u = append(*u, row); len(*u) < batch {
		return nil
	}
	return u.flush(tx)
}

func (u *unwritten[R]) flush(tx *gorm.DB) error {
	if len(*u) == 0 {
		return nil
	}
	rows := []R(*u)
	*u = nil
	return tx.Create(&rows).Error
}

func (p *restorer) text(t text) error { return p.texts.add(p.tx, t) }

func (p *restorer) flush() error {
	for _, flush := range []func(*gorm.DB) error{p.texts.flush, p.served.flush, p.claims.flush, p.proposals.flush, p.runs.flush} {
		if err := flush(p.tx); err != nil {
			return err
		}
	}
	return nil
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
