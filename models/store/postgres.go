package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"

	"caucus/migrations"
	"caucus/models"
)

// Keys of advisory locks, which are numbers that programs agree on within a
// database: "caucus" in ASCII, and one more byte.
const (
	lockOfRevisions  = 0x6361756375730001
	lockOfMigrations = 0x6361756375730002
)

// lockWait is how long one process waits for another that writes or migrates,
// as a setting of a session.
const lockWait = "60s"

// isPostgres reports whether an address is a URL of PostgreSQL.
func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// postgresAt is the engine for a database of a PostgreSQL server.
func postgresAt(address string) (engine, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return engine{}, badAddress(address, err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	return engine{
		name:       postgresName(config),
		migrations: migrations.PostgreSQL,
		writer:     func() (*gorm.DB, error) { return postgresPool(config, 1, map[string]string{"lock_timeout": lockWait}) },
		reader: func() (*gorm.DB, error) {
			// Plans are not kept: a migration by another process may change what a
			// question gives, and a question in a transaction cannot be asked again.
			asking := config.Copy()
			asking.DefaultQueryExecMode = pgx.QueryExecModeDescribeExec
			return postgresPool(asking, readers, map[string]string{"default_transaction_read_only": "on"})
		},
		lockMigrations: func(ctx context.Context) (func() error, error) { return postgresLock(ctx, config) },
		// The lock goes with the transaction. At READ COMMITTED every statement
		// sees what was committed before it began, hence all that the holder
		// before committed.
		lockRevisions: func(tx *gorm.DB) error { return tx.Exec("SELECT pg_advisory_xact_lock(?)", lockOfRevisions).Error },
		// Not now(), which is the beginning of the transaction.
		moment: func(_ func() time.Time, ahead time.Duration) clause.Expr {
			return gorm.Expr(`to_char((clock_timestamp() + make_interval(secs => ?)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, ahead.Seconds())
		},
		check:       func(*gorm.DB) ([]string, error) { return nil, nil }, // it has no such check that everybody may run
		checkSchema: postgresCheckSchema,
		classify:    postgresMeaning,
	}, nil
}

// badAddress tells what is wrong with an address without repeating a password.
// Where the address cannot even be taken apart, it is not known where that
// begins and ends, and nothing is repeated.
func badAddress(address string, cause error) error {
	scheme, _, _ := strings.Cut(address, "://")
	shown, want := scheme+"://…", "postgres://USER:PASSWORD@HOST:PORT/DATABASE, with what is special in a URL written as %XX"
	if u, err := url.Parse(address); err == nil && !strings.Contains(u.Path+u.RawQuery+u.Fragment, "@") {
		u.RawQuery, u.Fragment = "", "" // a setting may be a password
		shown = u.Redacted()
		if inner := errors.Unwrap(cause); inner != nil {
			want += " (" + inner.Error() + ")"
		}
	}
	invalid := &models.InvalidError{}
	invalid.Add("database", shown, want)
	return fmt.Errorf("open the database: %w", invalid)
}

// postgresName is an address without the password and the settings.
func postgresName(config *pgx.ConnConfig) string {
	u := url.URL{Scheme: "postgres", User: url.User(config.User), Path: "/" + config.Database}
	if strings.HasPrefix(config.Host, "/") { // the directory of a socket
		u.RawQuery = "host=" + config.Host
	} else {
		u.Host = net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
	}
	return u.String()
}

// postgresPool opens connections on which the settings hold.
func postgresPool(config *pgx.ConnConfig, size int, settings map[string]string) (*gorm.DB, error) {
	pool := postgresConnector(config, settings)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	// A server that has moved or taken over behind its name is found in time.
	pool.SetConnMaxLifetime(30 * time.Minute)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard, // every error is returned, and bodies do not belong in a log
		DisableAutomaticPing:   true,
	})
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return db, nil
}

// postgresConnector sets what the register relies on, whatever the server, the
// user or the database has as its default. A connection is tried before each
// use: one that broke while idle, as when the server was restarted, is replaced
// unseen.
func postgresConnector(config *pgx.ConnConfig, settings map[string]string) *sql.DB {
	config = config.Copy()
	config.RuntimeParams["default_transaction_isolation"] = "read committed"
	config.RuntimeParams["client_encoding"] = "UTF8"
	config.RuntimeParams["datestyle"] = "ISO" // in which the schema is told
	return stdlib.OpenDB(*config,
		stdlib.OptionShouldPing(func(context.Context, stdlib.ShouldPingParams) bool { return true }),
		stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
			if found := conn.PgConn().ParameterStatus("server_encoding"); found != "UTF8" {
				invalid := &models.InvalidError{}
				invalid.Add("database", postgresName(config), "a database made with ENCODING 'UTF8', not "+found)
				return invalid
			}
			return set(ctx, conn, settings)
		}))
}

// set makes settings hold on a new connection. They are not sent with the
// request for it: with target_session_attrs in an address, the driver looks
// among several servers for the one that can be written to, and would pass over
// it where reading alone is asked for.
func set(ctx context.Context, conn *pgx.Conn, settings map[string]string) error {
	for name, value := range settings {
		if _, err := conn.Exec(ctx, "SELECT set_config($1, $2, false)", pgx.QueryExecModeExec, name, value); err != nil {
			return err
		}
	}
	return nil
}

// postgresLock holds a lock of a session of its own, which the server takes
// back when the session ends, however it ends.
func postgresLock(ctx context.Context, config *pgx.ConnConfig) (release func() error, err error) {
	pool := postgresConnector(config, map[string]string{"lock_timeout": lockWait})
	conn, err := pool.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", lockOfMigrations)
	}
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return func() error { return errors.Join(conn.Close(), pool.Close()) }, nil
}
