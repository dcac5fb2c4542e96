package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

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

// sqliteCheckSchema compares the schema with that of a database in memory that
// has just been migrated.
func sqliteCheckSchema(tx *gorm.DB) ([]string, error) {
	want, err := sqliteMade()
	if err != nil {
		return nil, fmt.Errorf("make a schema to compare with: %w", err)
	}
	got, err := schemaOf(tx.Raw(sqliteObjects).Rows())
	if err != nil {
		return nil, err
	}
	return want.compare(got), nil
}

// sqliteMade is the schema that the migrations make. It is found out once, since
// to make it takes longer than all else that verifies a small register.
var sqliteMade = sync.OnceValues(func() (_ schema, err error) {
	db, err := sql.Open(sqlite.DriverName, ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	if err := migrations.Apply(context.Background(), db, migrations.SQLite); err != nil {
		return nil, err
	}
	return schemaOf(db.Query(sqliteObjects))
})
