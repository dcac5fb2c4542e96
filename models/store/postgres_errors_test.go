package store_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"caucus/models"
	"caucus/models/store"
)

// What a caller can do about an error of the server.
func TestErrorsOfPostgres(t *testing.T) {
	server := func(code, message, hint string) error {
		return fmt.Errorf("driver: %w", &pgconn.PgError{Code: code, Message: message, Hint: hint})
	}
	for _, c := range []struct {
		err  error
		want error // nil: unknown
		says string
	}{
		{server("23505", "duplicate key", ""), models.ErrConflict, ""},
		{server("23P01", "exclusion", ""), models.ErrConflict, ""},
		{server("23514", "check", ""), models.ErrConflict, ""},
		{server("23000", "a belief cannot be deleted", ""), models.ErrConflict, ""},
		{server("40001", "canceling statement due to conflict with recovery", ""), models.ErrUnavailable, "as a standby does"},
		{server("40P01", "deadlock", ""), store.ErrBusy, "another process"},
		{server("55P03", "lock timeout", ""), store.ErrBusy, "another process"},
		{server("25006", "cannot execute INSERT in a read-only transaction", ""), models.ErrUnavailable, "only reads"},
		{server("28P01", "password authentication failed", ""), models.ErrUnavailable, "refuses the user"},
		{server("3D000", "no database", ""), models.ErrUnavailable, "the database"},
		{server("42501", "permission denied", "Must be owner."), models.ErrUnavailable, "lacks a right (Must be owner.)"},
		{server("53100", "could not extend file", "Check free disk space."), models.ErrUnavailable, "disk of the server is full"},
		{server("53300", "too many clients", ""), models.ErrUnavailable, "too many connections"},
		{server("57014", "statement timeout", ""), models.ErrUnavailable, "gave up"},
		{server("57P01", "terminating connection", ""), models.ErrUnavailable, "shutting down"},
		{server("57P02", "crash of another process", ""), models.ErrUnavailable, "crashed"},
		{server("57P03", "the database system is starting up", ""), models.ErrUnavailable, "starting up"},
		{server("08006", "connection failure", ""), models.ErrUnavailable, "broke"},
		{server("58P01", "could not open extension control file", ""), models.ErrUnavailable, "btree_gist"},
		{server("0A000", `extension "btree_gist" is not available`, ""), models.ErrUnavailable, "contrib"},
		{server("XX001", "invalid page", ""), store.ErrDamaged, ""},
		{server("XX002", "index corrupted", ""), store.ErrDamaged, ""},
		{io.ErrUnexpectedEOF, models.ErrUnavailable, "broke"},
		{driver.ErrBadConn, models.ErrUnavailable, "broke"},
		{pgconn.ErrConnClosed, models.ErrUnavailable, "broke"},
		{&net.OpError{Op: "write", Err: errors.New("broken pipe")}, models.ErrUnavailable, "broke"},
		{server("42P01", `relation "beliefs" does not exist`, ""), nil, ""},
		{server("0A000", "cached plan must not change result type", ""), nil, ""},
		{server("XX000", "internal error", ""), nil, ""},
		{server("", "", ""), nil, ""},
		{fmt.Errorf("%w: %w", context.Canceled, io.EOF), nil, ""},
		{errors.New("anything else"), nil, ""},
	} {
		got := store.PostgresMeaning(c.err)
		if !errors.Is(got, c.want) || got != nil && !strings.Contains(got.Error(), c.says) {
			t.Errorf("%v means %v, want %v and %q", c.err, got, c.want, c.says)
		}
	}
}
