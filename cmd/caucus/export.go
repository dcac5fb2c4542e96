package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
)

// exportCommand writes what the register holds.
type exportCommand struct {
	Facts exportFacts `cmd:"" help:"Facts in the project's own format: one file per kind, one fact a line."`
}

// exportFacts writes the newest revision as a directory of facts, which is also
// the form of the embedded dataset.
type exportFacts struct {
	Dir    string `arg:"" placeholder:"DIR" help:"Directory to write to: made if it does not exist, else empty or an earlier export."`
	Title  string `placeholder:"TEXT" help:"What the facts are, for the manifest."`
	Reason string `placeholder:"TEXT" help:"Why a register that begins with these facts holds them, for the manifest."`
}

// Run writes the facts, then the manifest: one without the other is seen to be
// unfinished.
func (c exportFacts) Run(ctx context.Context, p *process, s settings) error {
	return p.withExisting(ctx, s, func(st *store.Store) error {
		head, err := st.Head(ctx)
		if err != nil {
			return err
		}
		if head.Number == 0 {
			return fmt.Errorf("export to %s: the register holds nothing yet", c.Dir)
		}
		set, err := st.Facts(ctx, head.Number)
		if err != nil {
			return err
		}
		if err := prepareExport(c.Dir); err != nil {
			return err
		}
		if err := facts.Write(c.Dir, set); err != nil {
			return err
		}
		m := c.manifest(head, set)
		if err := m.write(c.Dir); err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.stdout, "wrote revision %d, %d facts, to %s\n", head.Number, set.Len(), c.Dir)
		return err
	})
}

func (c exportFacts) manifest(head models.Revision, set *models.Facts) manifest {
	m := manifest{Format: 1, Title: c.Title, RecordedAt: head.RecordedAt, Actor: head.Actor, Reason: c.Reason,
		Counts: map[models.Kind]int{}}
	if m.Title == "" {
		m.Title = fmt.Sprintf("The register as of revision %d", head.Number)
	}
	if m.Reason == "" {
		m.Reason = head.Reason
	}
	for f := range set.All() {
		m.Counts[f.Kind()]++
	}
	return m
}

func (m manifest) write(dir string) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, manifestName), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return nil
}

// prepareExport makes the directory, or sees to it that nothing in it but an
// earlier export and its README can be lost.
func prepareExport(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the directory of the export: %w", err)
	}
	ours := map[string]bool{manifestName: true, "README.md": true}
	for _, k := range models.Kinds {
		ours[facts.FileName(k)] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into the directory of the export: %w", err)
	}
	for _, e := range entries {
		if !ours[e.Name()] {
			return fmt.Errorf("export to %s: it holds %s, which is no part of an export: give an empty directory or an earlier export",
				dir, e.Name())
		}
	}
	// The manifest goes first and comes last: files without it are unfinished.
	if err := os.Remove(filepath.Join(dir, manifestName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("replace an earlier export: %w", err)
	}
	return nil
}
