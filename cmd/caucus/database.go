package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"caucus/models"
	"caucus/models/store"
)

// openStore opens the database, made with its directory if it does not exist,
// and brings it up to date.
func (p *process) openStore(ctx context.Context, s settings) (*store.Store, error) {
	// Only its owner may read it: who edits the register is in it.
	if err := os.MkdirAll(filepath.Dir(s.database), 0o700); err != nil {
		return nil, fmt.Errorf("make the directory of the database: %w", err)
	}
	if f, err := os.OpenFile(s.database, os.O_RDONLY|os.O_CREATE, 0o600); err == nil {
		f.Close() // of a file that cannot be made or read, opening the store says more
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

// withStore opens the database for as long as use takes.
func (p *process) withStore(ctx context.Context, s settings, use func(*store.Store) error) (err error) {
	st, err := p.openStore(ctx, s)
	if err != nil {
		return err
	}
	defer func() {
		if closing := st.Close(); err == nil && closing != nil {
			err = fmt.Errorf("close the database: %w", closing)
		}
	}()
	return use(st)
}

// loadRegister builds the register as of a revision.
func loadRegister(ctx context.Context, st *store.Store, number int) (*models.Register, error) {
	revisions := make([]models.Revision, number)
	for i := range revisions {
		var err error
		if revisions[i], err = st.Revision(ctx, i+1); err != nil {
			return nil, err
		}
	}
	facts, err := st.Facts(ctx, number)
	if err != nil {
		return nil, err
	}
	register, err := models.NewRegister(revisions, facts)
	if err != nil {
		return nil, fmt.Errorf("build the register of revision %d: %w", number, err)
	}
	return register, nil
}

// withExisting is withStore for commands that make no sense on a database that
// is not there yet.
func (p *process) withExisting(ctx context.Context, s settings, use func(*store.Store) error) error {
	if _, err := os.Stat(s.database); err != nil {
		return fmt.Errorf("there is no database: %w", err)
	}
	return p.withStore(ctx, s, use)
}
