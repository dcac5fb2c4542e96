package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
	"caucus/models/temporal"
)

// importFacts reads facts in the project's own format.
type importFacts struct {
	importFlags
	Dir   string  `arg:"" placeholder:"DIR" help:"Directory with one file per kind of fact."`
	Until dayFlag `placeholder:"DAY" help:"Take in only what was so until this day, YYYY-MM-DD; later facts are left out."`
}

// dayFlag is a day on the command line.
type dayFlag struct{ temporal.Day }

// UnmarshalText reads YYYY-MM-DD.
func (d *dayFlag) UnmarshalText(text []byte) (err error) {
	d.Day, err = temporal.ParseDay(string(text))
	return err
}

// Run reads the directory and records what is new.
func (c importFacts) Run(ctx context.Context, p *process, s settings) error {
	if err := directory("DIR", c.Dir); err != nil {
		return err
	}
	entry := store.Entry{Kind: models.DatasetRevision, Actor: "caucus import", Reason: "Facts read from a directory."}
	m, err := readManifest(os.DirFS(c.Dir))
	switch {
	case err == nil:
		entry.Reason = "Facts read from a directory: " + m.Title
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return p.importAs(ctx, s, c.importFlags, entry, func(ctx context.Context, st *store.Store, current *models.Facts) (intake, error) {
		set, err := facts.Read(os.DirFS(c.Dir))
		if err != nil {
			return intake{}, fmt.Errorf("%s: %w", c.Dir, err)
		}
		if err := m.counted(set); err != nil {
			return intake{}, fmt.Errorf("%s: %w", c.Dir, err)
		}
		if !c.Until.IsZero() {
			set = facts.Until(set, c.Until.Day)
		}
		return planned(ctx, st, current, set)
	})
}
