package store

import (
	"database/sql"
	"slices"
	"strings"
)

// schema tells how each object of a database was made (its SQL, or as much as
// the engine remembers) by its name, as in "trigger beliefs_stay" or "column
// beliefs.key".
type schema map[string]string

func schemaOf(rows *sql.Rows, err error) (schema, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	schema := schema{}
	for rows.Next() {
		var name, made string
		if err := rows.Scan(&name, &made); err != nil {
			return nil, err
		}
		// White space says nothing, and tools that copy databases change it.
		schema[name] = strings.Join(strings.Fields(made), " ")
	}
	return schema, rows.Err()
}

// compare names, in order, what a schema lacks, has besides or has otherwise.
func (want schema) compare(got schema) (faults []string) {
	for name, made := range want {
		switch found, ok := got[name]; {
		case !ok && got.hasTableOf(name):
			faults = append(faults, name+" is missing")
		case ok && found != made:
			faults = append(faults, name+" differs from what the migrations make")
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok && want.hasTableOf(name) {
			faults = append(faults, name+" was added, no migration makes it")
		}
	}
	slices.Sort(faults)
	return faults
}

// hasTableOf is false for a column whose table is not here: the table is named
// then, which says enough. What is no column needs no table.
func (want schema) hasTableOf(name string) bool {
	column, isColumn := strings.CutPrefix(name, "column ")
	table, _, _ := strings.Cut(column, ".")
	_, ok := want["table "+table]
	return ok || !isColumn
}
