package main

import (
	"context"
	"fmt"

	"caucus/models/store"
)

// migrateCommand brings the database up to date, which every other command does
// too, so that it can be done at a time of the operator's choosing.
type migrateCommand struct{}

// Run migrates.
func (migrateCommand) Run(ctx context.Context, p *process, s settings) error {
	return p.withStore(ctx, s, func(st *store.Store) error {
		head, err := st.Head(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.stdout, "%s is up to date; the register is at revision %d\n", shown(s.database), head.Number)
		return err
	})
}
