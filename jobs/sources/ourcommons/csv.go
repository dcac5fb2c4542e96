package ourcommons

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caucus/models"
)

// headers are the names by which a column is known, folded. The French ones are
// what the House calls these things; no French table has been seen. A bare "id"
// is not taken for that of the person: it could be the riding's.
var headers = [columns][]string{
	personID:   {"personid", "person id", "person identifier", "person number"},
	givenName:  {"first name", "given name", "prenom"},
	familyName: {"last name", "family name", "nom de famille"},
	riding:     {"constituency", "constituency name", "circonscription"},
	province:   {"province territory", "province or territory", "province territoire", "province ou territoire"},
	label:      {"political affiliation", "caucus", "caucus short name", "affiliation politique", "appartenance politique"},
	start:      {"start date", "date de debut"},
	end:        {"end date", "date de fin"},
}

// csvNames are the names of the columns in the table of 2021 to 2026.
var csvNames = form{"PersonId", "First Name", "Last Name", "Constituency", "Province / Territory", "Political Affiliation", "Start Date", "End Date"}

// table is where the columns are.
type table struct {
	at    [columns]int // -1 where there is none
	width int
	form  form
}

func readCSV(text []byte) (list, error) {
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord, in.ReuseRecord = -1, true
	head, err := in.Read()
	if err != nil {
		return list{}, unreadable("wrong_format", "The answer is neither XML nor a table: "+err.Error()+".")
	}
	t, err := readHead(head)
	if err != nil {
		return list{}, err
	}
	if text[len(text)-1] != '\n' {
		return list{}, unreadable("truncated", "The table ends in the middle of a line.")
	}
	if err := t.complete(); err != nil {
		return list{}, err
	}
	l := list{form: t.form}
	if err := t.readRows(in, &l); err != nil {
		return list{}, err
	}
	if len(l.rows) == 0 {
		return list{}, unreadable("empty", "The table names nobody.")
	}
	return l, nil
}

// readHead finds the columns by their names. A text without any of them is no
// table of members.
func readHead(head []string) (*table, error) {
	t := &table{width: len(head)}
	found := 0
	for c := range columns {
		t.at[c] = -1
		for i, name := range head {
			if !slices.Contains(headers[c], models.Fold(name)) {
				continue
			}
			if t.at[c] >= 0 {
				return nil, unreadable("wrong_format", fmt.Sprintf("Two columns of the table are called %s.", csvNames[c]))
			}
			t.at[c], t.form[c] = i, strings.TrimSpace(name)
			found++
		}
	}
	if found == 0 {
		return nil, unreadable("wrong_format", fmt.Sprintf("The answer begins with %s; right would be a table with the columns %s.",
			quote(strings.Join(head, ",")), strings.Join(csvNames[givenName:], ", ")))
	}
	return t, nil
}

func (t *table) complete() error {
	var missing []string
	for _, c := range needed {
		if t.at[c] < 0 {
			missing = append(missing, csvNames[c])
		}
	}
	if len(missing) > 0 {
		return unreadable("missing_column", fmt.Sprintf("The table has no column %s.", strings.Join(missing, ", ")))
	}
	return nil
}

func (t *table) readRows(in *csv.Reader, l *list) error {
	for {
		if err := l.endless(); err != nil {
			return err
		}
		cells, err := in.Read()
		if err == io.EOF {
			return nil
		}
		line, last, wrong := where(in, cells, err)
		switch {
		case last > line:
			return unreadable("wrong_format", fmt.Sprintf("A quotation mark in line %d of the table is not closed in that line.", line))
		case wrong == "" && len(cells) != t.width:
			wrong = fmt.Sprintf("%d columns; right would be %d, as in the first line", len(cells), t.width)
		}
		if wrong != "" {
			l.faults = append(l.faults, models.RecordFault{Locator: fmt.Sprintf("line %d", line), Detail: wrong})
			continue
		}
		l.rows = append(l.rows, t.row(line, cells))
	}
}

// where tells the first and the last line of a row, and what is wrong with it.
// A row that runs on over the next is the sign of a quotation mark that was
// opened and not closed: nobody knows how many rows are inside.
func where(in *csv.Reader, cells []string, err error) (first, last int, wrong string) {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return broken.StartLine, broken.Line, fmt.Sprintf("column %d: %v", broken.Column, broken.Err)
	}
	first, _ = in.FieldPos(0)
	last = first
	for _, s := range cells {
		last += strings.Count(s, "\n")
	}
	return first, last, ""
}

func (t *table) row(line int, cells []string) row {
	r := row{locator: fmt.Sprintf("line %d", line)}
	for c, i := range t.at {
		if i >= 0 {
			r.cells[c] = cells[i]
		}
	}
	return r
}
