package main

import (
	"context"
	"os"
	"strconv"

	"caucus/jobs/sources/tables"
	"caucus/models"
	"caucus/models/facts"
	"caucus/models/store"
)

// importTables reads tables of facts that editors keep by hand.
type importTables struct {
	importFlags
	Dir string `arg:"" placeholder:"DIR" help:"Directory with the tables, at any depth."`
}

// Run reads the tables and records what they change.
func (c importTables) Run(ctx context.Context, p *process, s settings) error {
	if err := directory("DIR", c.Dir); err != nil {
		return err
	}
	entry := store.Entry{Kind: models.ImportRevision, Actor: "caucus import", Reason: "Tables of facts kept by hand."}
	return p.importAs(ctx, s, c.importFlags, entry, func(_ context.Context, _ *store.Store, current *models.Facts) (intake, error) {
		changed, report, err := tables.Import(os.DirFS(c.Dir), current)
		if err != nil {
			return intake{}, err
		}
		// A table says which belief it corrects, so what it changes is not up
		// for comparison: it is recorded as it is, unless it is held already.
		in := intake{open: facts.News(current, changed)}
		in.summary.facts(changed)
		in.summary.Documents = len(report.Rows)
		for _, f := range report.Findings {
			in.faults = append(in.faults, fault{Kind: string(f.Kind), File: f.File, Element: place(f), Detail: f.Detail})
		}
		return in, nil
	})
}

// place tells where in its file a finding is.
func place(f tables.Finding) string {
	if f.Line == 0 {
		return ""
	}
	at := "line " + strconv.Itoa(f.Line)
	if f.Column != "" {
		at += ", " + f.Column + " " + strconv.Quote(f.Value)
	}
	return at
}
