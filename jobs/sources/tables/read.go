package tables

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"

	"caucus/models"
	"caucus/models/temporal"
)

//go:embed reviewed/*.csv
var reviewed embed.FS

// shape tells how a table is found and what it must have.
type shape struct {
	kind     tableKind
	pattern  string // of the base name
	required string // columns
}

type tableKind int

const (
	winnersTable tableKind = iota
	seatTable
	changeTable
	renameTable
	rosterTable
	identifierTable
	eventTable
	nameTable
	seatDateTable
	tableKinds
)

var shapes = [tableKinds]shape{
	{winnersTable, "election_????_winners*.csv", "riding riding_fr fed_code province winner party_elected basis source confidence"},
	{seatTable, "seat_events*.csv", "date parliament riding person event reason basis source_url confidence"},
	{changeTable, "affiliation_changes*.csv", "person date from to kind basis source confidence"},
	{renameTable, "riding_renames*.csv", "fed_code old_en new_en_house_list new_fr in_force_earliest in_force_latest basis source confidence"},
	{rosterTable, "roster*_????-??-??.csv", "ourcommons_person_id name caucus_short_name constituency province seat_start_date"},
	{identifierTable, "identifiers*.csv", "parlinfo_id scheme value source"},
	{eventTable, "events*.csv", "scheme value on cause basis source confidence"},
	{nameTable, "names*.csv", "scheme value given family"},
	{seatDateTable, "seat_dates*.csv", "ourcommons_id date date_means"},
}

// shelf holds the tables that were found, by kind.
type shelf [tableKinds][]table

// collect reads every table of a directory tree, in the order of paths.
func (s *shelf) collect(dir fs.FS, kept temporal.Instant, report *Report) error {
	var paths []string
	err := fs.WalkDir(dir, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && shapeOf(p) != nil {
			paths = append(paths, p)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("find the tables of facts: %w", err)
	}
	sort.Strings(paths)
	for _, p := range paths {
		data, err := fs.ReadFile(dir, p)
		if err != nil {
			return fmt.Errorf("read the table of facts %s: %w", p, err)
		}
		s.add(p, data, kept, report)
	}
	return nil
}

func (s *shelf) add(p string, data []byte, kept temporal.Instant, report *Report) {
	sh := shapeOf(p)
	t := readTable(p, data, strings.Fields(sh.required), report)
	t.sign(sh.kind, kept, report)
	report.Rows[t.name] += len(t.rows)
	s[sh.kind] = append(s[sh.kind], t)
}

func shapeOf(p string) *shape {
	for i := range shapes {
		if ok, _ := path.Match(shapes[i].pattern, path.Base(p)); ok {
			return &shapes[i]
		}
	}
	return nil
}

// membersList is where the House publishes the list that a roster is a copy of.
const membersList = "https://www.ourcommons.ca/Members/en/search/csv"

var dayInName = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)

// sign completes the snapshot that the rows of a table are cited from. A
// roster is a copy of a list of the House, as of the day in its name.
func (t *table) sign(kind tableKind, kept temporal.Instant, report *Report) {
	t.snapshot.Source, t.snapshot.RetrievedAt = "caucus-tables", kept
	t.snapshot.Title = "Table of facts " + t.name
	if kind == rosterTable {
		t.snapshot.Source, t.snapshot.Title = "ourcommons", "Members of the House as listed, "+t.name
		at, err := temporal.ParseInstant(dayInName.FindString(t.name) + "T00:00:00Z")
		if err != nil {
			report.Findings = append(report.Findings, Finding{Kind: BadFile, File: t.name,
				Detail: "the name must end in the day of the list: the file is left out"})
			t.rows = nil
		}
		t.snapshot.RetrievedAt, t.snapshot.URL = at, membersList
	}
	t.snapshot.ID = models.NewSnapshotID(t.snapshot.Source, t.snapshot.URL, t.snapshot.SHA256)
	for i := range t.rows {
		t.rows[i].snapshot = t.snapshot.ID
	}
}
