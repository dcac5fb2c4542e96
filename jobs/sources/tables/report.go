package tables

import (
	"cmp"
	"slices"
)

// FindingKind tells what a finding is.
type FindingKind string

const (
	// Faults: the row, or the whole file, is left out.
	BadFile  FindingKind = "bad_file"  // no CSV, or a column is missing
	BadValue FindingKind = "bad_value" // a value that cannot be read
	Unknown  FindingKind = "unknown"   // a person, riding, label or parliament that the register does not have
	Conflict FindingKind = "conflict"  // contradicts the register or another row

	// Notes: the row is used, or was meant to be left out.
	MatchedByName FindingKind = "matched_by_name" // a person found by name and place, for review
	OtherSpelling FindingKind = "other_spelling"  // a name that differs from the register's, kept as another name
	Skipped       FindingKind = "skipped"         // a row of low confidence that the House lists do not bear out
	Disagreement  FindingKind = "disagreement"    // the roster says something else than the tables
)

// Finding is one thing that a reader of the tables should know, and where.
type Finding struct {
	Kind   FindingKind
	File   string
	Line   int    // 1 is the header; 0 if it is about the file
	Column string // empty if it is about the row
	Value  string // as written
	Detail string // what is wrong and what would be right, or what was done
}

// Report tells what became of the tables.
type Report struct {
	Rows     map[string]int // rows read, by file
	Findings []Finding      // by file and line
}

// Faults returns the findings because of which something was left out.
func (r Report) Faults() []Finding {
	var faults []Finding
	for _, f := range r.Findings {
		switch f.Kind {
		case BadFile, BadValue, Unknown, Conflict:
			faults = append(faults, f)
		}
	}
	return faults
}

func (r *Report) sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Detail, b.Detail))
	})
	r.Findings = slices.Compact(r.Findings)
}
