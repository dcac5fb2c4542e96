package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"caucus/jobs/sources/parlinfo"
	"caucus/models"
	"caucus/models/store"
)

// importParlinfo reads documents of the Library of Parliament.
type importParlinfo struct {
	importFlags
	Paths []string `arg:"" name:"path" placeholder:"PATH" help:"Files, directories, .tar.zst, .tar.gz or .gz."`
}

// Run reads the documents and records what they say. An archive unpacks through
// a window of 128 MB; collecting garbage earlier than usual keeps the whole
// import of the House under 300 MB.
func (c importParlinfo) Run(ctx context.Context, p *process, s settings) error {
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	if err := exist("PATH", c.Paths...); err != nil {
		return err
	}
	names := make([]string, len(c.Paths))
	for i, path := range c.Paths {
		names[i] = filepath.Base(path)
	}
	entry := store.Entry{Kind: models.ImportRevision, Actor: "caucus import",
		Reason: "Documents of ParlInfo: " + strings.Join(names, ", ")}
	return p.importAs(ctx, s, c.importFlags, entry, func(ctx context.Context, st *store.Store, current *models.Facts) (intake, error) {
		docs, faults, err := p.readParlinfo(ctx, c.Paths)
		if err != nil {
			return intake{}, err
		}
		reviewed, err := parlinfo.LoadReviewed()
		if err != nil {
			return intake{}, fmt.Errorf("the reviewed decisions on ParlInfo: %w", err)
		}
		set, report := parlinfo.Derive(docs, current, reviewed)
		in, err := planned(ctx, st, current, set)
		if err != nil {
			return intake{}, err
		}
		in.summary.Documents = report.Documents
		for _, f := range append(faults, report.Faults...) {
			in.faults = append(in.faults, fault{string(f.Kind), f.File, f.Person, f.Element, f.Detail})
		}
		return in, nil
	})
}

// readParlinfo parses every document under the paths.
func (p *process) readParlinfo(ctx context.Context, paths []string) (docs []parlinfo.Document, faults []parlinfo.Fault, err error) {
	bar := p.progress("Reading documents")
	defer bar.done()
	read := 0
	for _, path := range paths {
		err := parlinfo.Walk(path, func(name string, data []byte) error {
			d, f := parlinfo.Parse(name, data)
			docs, faults = append(docs, d...), append(faults, f...)
			read++
			bar.show(read, -1)
			return ctx.Err()
		})
		if err != nil {
			return nil, nil, err
		}
	}
	return docs, faults, nil
}
