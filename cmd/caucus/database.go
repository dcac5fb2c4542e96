package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"caucus/models"
	"caucus/models/store"
)

// openStore opens the database to write to and brings it up to date. An SQLite
// file is made with its directory if it does not exist.
func (p *process) openStore(ctx context.Context, s settings) (*store.Store, error) {
	if !isPostgres(s.database) {
		if err := makeFile(s.database); err != nil {
			return nil, err
		}
	}
	st, err := store.Open(ctx, s.database, p.now)
	if err != nil {
		return nil, err
	}
	if err := st.Migrate(ctx); err != nil {
		st.Close() // the error of migrating says more
		return nil, err
	}
	return st, nil
}

// makeFile makes an SQLite file. Only its owner may read it: who edits the
// register is in it.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the directory of the database: %w", err)
	}
	if f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600); err == nil {
		f.Close() // of a file that cannot be made or read, opening the store says more
	}
	return nil
}

// withStore opens the database, to write to, for as long as use takes.
func (p *process) withStore(ctx context.Context, s settings, use func(*store.Store) error) error {
	if err := s.writable(); err != nil {
		return err
	}
	st, err := p.openStore(ctx, s)
	if err != nil {
		return err
	}
	return using(st, use)
}

// openReading opens the standby, in which nothing can be made or brought up to
// date.
func (p *process) openReading(ctx context.Context, s settings) (*store.Store, error) {
	return store.OpenReading(ctx, "", s.readDatabase, p.now)
}

// withExisting opens the database to read from for as long as use takes. It is
// for commands that make no sense on a database that is not there yet.
func (p *process) withExisting(ctx context.Context, s settings, use func(*store.Store) error) error {
	if s.readDatabase != "" {
		st, err := p.openReading(ctx, s)
		if err != nil {
			return err
		}
		return using(st, use)
	}
	if !isPostgres(s.database) {
		if _, err := os.Stat(s.database); err != nil {
			return fmt.Errorf("there is no database: %w", err)
		}
	}
	return p.withStore(ctx, s, use)
}

// using closes the store after its use.
func using(st *store.Store, use func(*store.Store) error) (err error) {
	defer func() {
		if closing := st.Close(); err == nil && closing != nil {
			err = fmt.Errorf("close the database: %w", closing)
		}
	}()
	return use(st)
}

// loadRegister builds the register as of a revision. The chain is that of all
// revisions up to it.
func loadRegister(ctx context.Context, st *store.Store, number int) (register *models.Register, chain []models.Revision, err error) {
	if chain, err = st.Revisions(ctx); err != nil {
		return nil, nil, err
	}
	if number < 1 || number > len(chain) {
		return nil, nil, fmt.Errorf("revision %d: %w", number, models.ErrNotFound)
	}
	chain = chain[:number]
	facts, err := st.Facts(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	if register, err = models.NewRegister(chain, facts); err != nil {
		return nil, nil, fmt.Errorf("build the register of revision %d: %w", number, err)
	}
	return register, chain, nil
}

// plans is how often a change is planned before giving way to processes that
// are always quicker.
const plans = 20

// fromNewest lets change plan from the newest revision and record. Where
// another process has recorded meanwhile, or keeps writing for long, it is
// called again: change must do all of it anew.
func fromNewest(ctx context.Context, st *store.Store, change func(head models.Revision) error) error {
	var err error
	for range plans {
		var head models.Revision
		if head, err = st.Head(ctx); err != nil {
			return err
		}
		err = change(head)
		if errors.Is(err, store.ErrBusy) && ctx.Err() == nil {
			continue
		}
		if !errors.Is(err, models.ErrConflict) {
			return err
		}
		if newest, failed := st.Head(ctx); failed != nil || newest.Number == head.Number {
			return err // it contradicts what is held, not who holds it
		}
	}
	return fmt.Errorf("other processes were quicker %d times: try again when they are done: %w", plans, err)
}
