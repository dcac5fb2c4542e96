package tables

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"caucus/models"
	"caucus/models/temporal"
)

// table is one CSV file.
type table struct {
	name     string // base name of the file
	snapshot models.Snapshot
	rows     []row
}

// row is one line of a table. Its methods read cells and report what cannot
// be read; bad tells whether anything could not.
type row struct {
	file     string
	line     int
	snapshot models.SnapshotID
	cells    map[string]string
	report   *Report
	bad      *bool
}

// readTable reads a CSV file. A line that is no CSV ends it; what was read
// before it stands.
func readTable(name string, data []byte, required []string, report *Report) table {
	t := table{name: path.Base(name)}
	sum := sha256.Sum256(data)
	t.snapshot.SHA256 = hex.EncodeToString(sum[:])
	fail := func(line int, want string) {
		report.Findings = append(report.Findings, Finding{Kind: BadFile, File: t.name, Line: line, Detail: want})
	}
	if !utf8.Valid(data) {
		fail(0, "not UTF-8: the file is left out")
		return t
	}
	lines := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	lines.FieldsPerRecord = -1
	head, err := lines.Read()
	if err != nil {
		fail(1, "no header line: the file is left out")
		return t
	}
	if missing := lacking(head, required); len(missing) > 0 {
		fail(1, "lacks the columns "+strings.Join(missing, ", ")+": the file is left out")
		return t
	}
	for {
		record, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return t
		}
		if err != nil {
			fail(errorLine(err), "not CSV: the file is left out from here on")
			return t
		}
		line, _ := lines.FieldPos(0)
		if len(record) > len(head) {
			fail(line, fmt.Sprintf("%d fields under %d columns: the row is left out", len(record), len(head)))
			continue
		}
		cells := make(map[string]string, len(head))
		for i, v := range record {
			cells[strings.TrimSpace(head[i])] = strings.TrimSpace(v)
		}
		t.rows = append(t.rows, row{file: t.name, line: line, cells: cells, report: report, bad: new(bool)})
	}
}

func errorLine(err error) int {
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		return syntax.StartLine
	}
	return 0
}

func lacking(head, required []string) (missing []string) {
	for _, want := range required {
		found := false
		for _, name := range head {
			found = found || strings.TrimSpace(name) == want
		}
		if !found {
			missing = append(missing, want)
		}
	}
	return missing
}

func (r row) find(kind FindingKind, column, detail string) {
	r.report.Findings = append(r.report.Findings,
		Finding{Kind: kind, File: r.file, Line: r.line, Column: column, Value: r.cells[column], Detail: detail})
}

// fault reports a cell because of which the row is left out.
func (r row) fault(kind FindingKind, column, detail string) {
	*r.bad = true
	r.find(kind, column, detail+": the row is left out")
}

func (r row) text(column string) string { return r.cells[column] }

// need is text that must not be empty.
func (r row) need(column string) string {
	if r.cells[column] == "" {
		r.fault(BadValue, column, "must not be empty")
	}
	return r.cells[column]
}

// day reads a day; an empty cell is the zero Day.
func (r row) day(column string) temporal.Day {
	if r.cells[column] == "" {
		return 0
	}
	d, err := temporal.ParseDay(r.cells[column])
	if err != nil {
		r.fault(BadValue, column, "must be a day YYYY-MM-DD")
	}
	return d
}

func (r row) needDay(column string) temporal.Day {
	r.need(column)
	return r.day(column)
}

func (r row) number(column string) int {
	n, err := strconv.Atoi(r.cells[column])
	if err != nil {
		r.fault(BadValue, column, "must be a whole number")
	}
	return n
}

// one reads a cell that must hold one of a few words.
func (r row) one(column string, words ...string) string {
	for _, w := range words {
		if r.cells[column] == w {
			return w
		}
	}
	r.fault(BadValue, column, "must be one of "+strings.Join(words, ", "))
	return ""
}
