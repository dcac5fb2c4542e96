package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"caucus/models"
)

// postgresUnavailable tells, by the code of an error, why the server cannot
// serve now. Codes are listed in Appendix A of PostgreSQL's manual.
var postgresUnavailable = map[string]string{
	"25006": "the server only reads, as a standby does",
	"25P03": "the server ended a transaction that it waited for too long",
	"40001": "the server broke a question off, as a standby does that must follow its primary",
	"42501": "the user of the database lacks a right",
	"53100": "the disk of the server is full",
	"53200": "the server is out of memory",
	"53300": "the server has too many connections",
	"53400": "the server has reached a limit of its configuration",
	"57014": "the server gave up, as its configuration says",
	"57P01": "the server is shutting down",
	"57P02": "the server has crashed and is starting again",
	"57P03": "the server is starting up or shutting down",
	"57P04": "the database was removed",
	"57P05": "the server ended an idle connection",
	"58030": "the server cannot read or write its files",
}

// postgresConflicts says what a constraint refuses, for those that a register
// can meet.
var postgresConflicts = map[string]string{
	"beliefs_one_value":  "this affiliation overlaps another value of the same person on the same axis",
	"beliefs_one_holder": "this tenure overlaps another tenure of the same seat",
	"claims_one_open":    "a source claims this already",
}

// postgresMeaning sorts the driver's errors by what a caller can do about them.
func postgresMeaning(err error) error {
	var said *pgconn.PgError
	var connecting *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case errors.As(err, &said):
		return postgresCode(said)
	case errors.As(err, &connecting):
		return fmt.Errorf("%w: the server does not answer", models.ErrUnavailable)
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, pgconn.ErrConnClosed), errors.Is(err, io.EOF),
		errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), errors.As(err, &network) && !network.Timeout():
		return fmt.Errorf("%w: the connection to the server broke", models.ErrUnavailable)
	}
	return nil
}

func postgresCode(said *pgconn.PgError) error {
	why, ok := postgresUnavailable[said.Code]
	switch class := said.Code[:min(2, len(said.Code))]; {
	case class == "23":
		if words, ok := postgresConflicts[said.ConstraintName]; ok {
			return fmt.Errorf("%w: %s", models.ErrConflict, words)
		}
		return models.ErrConflict
	case said.Code == "55P03", class == "40" && !ok: // a lock not had in time; a deadlock
		return ErrBusy
	case class == "28", said.Code == "3D000":
		return errRefused
	case class == "XX" && said.Code != "XX000":
		return ErrDamaged
	case class == "08" && !ok:
		return fmt.Errorf("%w: the connection to the server broke", models.ErrUnavailable)
	case said.Code == "0A000" && strings.Contains(said.Message, "btree_gist"), said.Code == "58P01":
		why = "the server lacks a file that comes with PostgreSQL, as the extension btree_gist does with its contrib modules"
	case !ok:
		return nil
	case said.Hint != "":
		why += " (" + said.Hint + ")"
	}
	return fmt.Errorf("%w: %s", models.ErrUnavailable, why)
}
