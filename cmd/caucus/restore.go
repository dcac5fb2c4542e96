package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"

	"caucus/models/store"
)

// restoreCommand makes a register of a backup.
type restoreCommand struct {
	File string `arg:"" placeholder:"FILE" help:"Backup to read; - is standard input."`
	JSON bool   `name:"json" help:"Print the summary as JSON."`
}

// Help tells what the summary of the command has no room for.
func (restoreCommand) Help() string {
	return `The database must hold no revision: name a new one with --database-url, SQLite or
PostgreSQL, whichever the backup was made of. The whole file is checked before
the database is touched; then everything is restored in one transaction, or
nothing, and verified. The register that comes of it has the same numbers, days,
instants and hashes.`
}

// Run checks the file, restores it and verifies what came of it.
func (c restoreCommand) Run(ctx context.Context, p *process, s settings) (err error) {
	if err := s.writable(); err != nil {
		return err
	}
	f, err := c.open(p)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, f.discard()) }()
	told, err := store.ReadBackup(ctx, f)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.File, err)
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.File, err)
	}
	return p.withStore(ctx, s, func(st *store.Store) error {
		told, v, err := p.restored(ctx, st, f, "Restoring", told.Facts)
		if err != nil {
			return err
		}
		if len(v.Broken) > 0 {
			_ = v.print(p.stdout, false) // the error says what matters
			return errBroken
		}
		if c.JSON {
			summary := summaryOf(told)
			summary.File, summary.Bytes, summary.Checked = c.File, size, true
			return summary.printJSON(p.stdout)
		}
		_, err = fmt.Fprintf(p.stdout, "restored revision %d (hash %s), %d beliefs, from %s, made at %s by caucus %s; verified\n",
			told.Head, told.Hash, v.Beliefs, c.File, told.MadeAt, told.Build)
		return err
	})
}

// open opens the file. What comes from standard input is kept meanwhile, since
// it is read twice.
func (c restoreCommand) open(p *process) (_ *partial, err error) {
	if c.File != standardStream {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("read the backup: %w", err)
		}
		return &partial{File: f, gone: true}, nil
	}
	f, err := temporaryFile(c.File)
	if err != nil {
		return nil, err
	}
	if _, err = io.Copy(f, p.stdin); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, cmp.Or(fmt.Errorf("read the backup from standard input: %w", err), f.discard())
	}
	return f, nil
}

// restored restores a backup of a number of facts into a store and verifies
// that.
func (p *process) restored(ctx context.Context, st *store.Store, f io.ReadSeeker, doing string, facts int) (store.Backup, verdict, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return store.Backup{}, verdict{}, fmt.Errorf("read the backup: %w", err)
	}
	bar := p.progress(doing)
	told, err := st.Restore(ctx, f, func(done int) { bar.show(done, facts) })
	bar.done()
	if err != nil {
		return store.Backup{}, verdict{}, err
	}
	v, err := check(ctx, st)
	return told, v, err
}
