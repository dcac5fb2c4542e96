package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/libtnb/sqlite"
	"gorm.io/gorm"

	"caucus/migrations"
)

// sqliteObjects asks for what the migrations made: not for what SQLite keeps
// for itself, nor for the ledger, which is there before the first migration. A
// trigger on the ledger counts. A virtual table may have no readable columns.
const sqliteObjects = `
	SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema
	WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' AND NOT (type = 'table' AND name = 'migrations')
	UNION ALL
	SELECT 'column ' || t.name || '.' || c.name, '' FROM sqlite_schema t, pragma_table_xinfo(t.name) c
	WHERE t.type = 'table' AND t.name <> 'migrations' AND t.sql NOT LIKE 'CREATE VIRTUAL%'`

// sqliteSchema holds the SQL of each object by its name, as in "trigger
// beliefs_stay" or "column beliefs.key"; that of a column stands with its table.
type sqliteSchema map[string]string

// sqliteCheckSchema compares the schema with that of a database in memory that
// has just been migrated.
func sqliteCheckSchema(tx *gorm.DB) ([]string, error) {
	want, err := sqliteFresh(tx.Statement.Context)
	if err != nil {
		return nil, fmt.Errorf("make a schema to compare with: %w", err)
	}
	got, err := sqliteSchemaOf(tx.Raw(sqliteObjects).Rows())
	if err != nil {
		return nil, err
	}
	return want.compare(got), nil
}

// sqliteFresh is the schema that the migrations make.
func sqliteFresh(ctx context.Context) (_ sqliteSchema, err error) {
	db, err := sql.Open(sqlite.DriverName, ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	if err := migrations.Apply(ctx, db, migrations.SQLite); err != nil {
		return nil, err
	}
	return sqliteSchemaOf(db.QueryContext(ctx, sqliteObjects))
}

func sqliteSchemaOf(rows *sql.Rows, err error) (sqliteSchema, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	schema := sqliteSchema{}
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
func (want sqliteSchema) compare(got sqliteSchema) (faults []string) {
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
func (want sqliteSchema) hasTableOf(name string) bool {
	column, isColumn := strings.CutPrefix(name, "column ")
	table, _, _ := strings.Cut(column, ".")
	_, ok := want["table "+table]
	return ok || !isColumn
}
