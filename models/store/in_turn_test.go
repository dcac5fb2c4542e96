package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync/atomic"

	"github.com/libtnb/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// inTurn makes each new connection to the next of several files, as a name does
// that stands for several servers.
type inTurn struct {
	sql    *sql.DB // for its driver
	files  []string
	opened atomic.Int64
}

func (c *inTurn) Driver() driver.Driver { return c.sql.Driver() }

func (c *inTurn) Connect(context.Context) (driver.Conn, error) {
	n := int(c.opened.Add(1)) % len(c.files)
	return c.Driver().Open(sqliteDSN(c.files[n], "_pragma=query_only(1)"))
}

// ReadInTurn lets a store read from SQLite files of which each question gets the
// next.
func ReadInTurn(s *Store, files ...string) error {
	driver, err := sql.Open(sqlite.DriverName, files[0])
	if err != nil {
		return err
	}
	pool := sql.OpenDB(&inTurn{sql: driver, files: files})
	pool.SetMaxIdleConns(-1)
	if err := closePool(s.read); err != nil {
		return err
	}
	s.read, err = gorm.Open(sqlite.New(sqlite.Config{Conn: pool}), &gorm.Config{SkipDefaultTransaction: true, Logger: logger.Discard})
	return err
}
