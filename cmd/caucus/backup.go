package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"caucus/models/store"
)

// standardStream stands for standard output or input in the place of a file.
const standardStream = "-"

// backupCommand writes all that the register holds to one file.
type backupCommand struct {
	File    string `arg:"" placeholder:"FILE" help:"File to write; - is standard output."`
	Force   bool   `help:"Replace FILE if it exists, and what an interrupted backup left."`
	NoCheck bool   `name:"no-check" help:"Do not restore the backup on trial."`
	JSON    bool   `name:"json" help:"Print the summary as JSON."`
}

// Help tells what the summary of the command has no room for.
func (backupCommand) Help() string {
	return `The file holds every revision as it was written and is the same for SQLite and
PostgreSQL: 'caucus restore' makes an equal register of it on either. Servers and
imports may go on meanwhile; the backup is of one moment. It is written beside
FILE, flushed to disk, restored on trial into a temporary database and verified
there, and only then takes its name; the trial needs room for the register in
the directory for temporary files. The file holds who wrote what, so only its
owner may read it; a text that is withdrawn later still stands in it.

Do not copy the file of an SQLite database that is in use: the newest revisions
stand in another file beside it (-wal), and a copy made during a write is a
mixture of two moments.`
}

// backupSummary is what became of a backup.
type backupSummary struct {
	File      string `json:"file"`
	MadeAt    string `json:"made_at"`
	Build     string `json:"build"`
	Revision  int    `json:"revision"`
	Hash      string `json:"hash"`
	Revisions int    `json:"revisions"`
	Texts     int    `json:"texts"`
	Bytes     int64  `json:"bytes"`
	Checked   bool   `json:"checked"` // restored and verified
}

// Run writes the backup, checks it and gives it its name.
func (c backupCommand) Run(ctx context.Context, p *process, s settings) error {
	return p.withExisting(ctx, s, func(st *store.Store) (err error) {
		f, err := c.create()
		if err != nil {
			return err
		}
		defer func() { err = cmp.Or(err, f.discard()) }()
		summary, err := c.write(ctx, p, st, f)
		if err != nil {
			return err
		}
		if err := f.keep(p.stdout, c.Force); err != nil {
			return err
		}
		if c.File == standardStream {
			return summary.print(p.stderr, c.JSON)
		}
		return summary.print(p.stdout, c.JSON)
	})
}

func (c backupCommand) create() (*partial, error) {
	if c.File == standardStream {
		return temporaryFile(c.File)
	}
	return partialFile(c.File, c.Force)
}

// write fills the file and restores it on trial.
func (c backupCommand) write(ctx context.Context, p *process, st *store.Store, f *partial) (backupSummary, error) {
	bar := p.progress("Backing up")
	made, err := st.Backup(ctx, f, p.version(), func(revisions int) { bar.show(revisions, -1) })
	bar.done()
	if err != nil {
		return backupSummary{}, err
	}
	if err := f.Sync(); err != nil {
		return backupSummary{}, fmt.Errorf("write the backup: %w", err)
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return backupSummary{}, fmt.Errorf("write the backup: %w", err)
	}
	summary := summaryOf(made)
	summary.File, summary.Bytes = c.File, size
	if c.NoCheck {
		return summary, nil
	}
	summary.Checked = true
	return summary, p.tryBackup(ctx, f, made)
}

// tryBackup reads a backup again, restores it into a database that is thrown
// away, and verifies that.
func (p *process) tryBackup(ctx context.Context, f io.ReadSeeker, made store.Backup) (err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	told, err := store.ReadBackup(ctx, f)
	if err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	dir, err := os.MkdirTemp("", "caucus-check-")
	if err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	defer func() { err = cmp.Or(err, os.RemoveAll(dir)) }()
	st, err := store.Open(ctx, filepath.Join(dir, "caucus.db"), p.now)
	if err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	defer st.Close() // of what is thrown away
	if err := st.Migrate(ctx); err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	restored, v, err := p.restored(ctx, st, f, "Checking the backup", told.Facts)
	if err != nil {
		return fmt.Errorf("check the backup in %s: %w", dir, err)
	}
	if restored.Head != made.Head || restored.Hash != made.Hash || len(v.Broken) > 0 {
		_ = v.print(p.stderr, false) // the error below says what matters
		return fmt.Errorf("check the backup: what is restored from it is not sound; see 'caucus verify'")
	}
	return nil
}

func summaryOf(b store.Backup) backupSummary {
	return backupSummary{MadeAt: b.MadeAt.String(), Build: b.Build, Revision: b.Head, Hash: b.Hash,
		Revisions: b.Revisions, Texts: b.Texts}
}

func (s backupSummary) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return s.printJSON(w)
	}
	checked := "not checked"
	if s.Checked {
		checked = "restored on trial and verified"
	}
	_, err := fmt.Fprintf(w, "wrote revision %d (hash %s) to %s: %d bytes, %s\n", s.Revision, s.Hash, s.File, s.Bytes, checked)
	return err
}

func (s backupSummary) printJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(s)
}
