package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"caucus/migrations"
	"caucus/models"
)

// errOnlyReads is the answer of a store that was opened without an address to
// write to.
var errOnlyReads = fmt.Errorf("%w: this process only reads", models.ErrUnavailable)

// OpenReading is [Open] for a process that reads from another server than it
// writes to: a standby, which follows by replication. Every question goes
// there, also [Store.Verify]; it may lag behind what [Store.Record] has
// returned.
//
// With an empty address the process only reads: Record and Migrate answer
// [models.ErrUnavailable]. The schema must be there then and must be the one
// that this version of the program makes: one that is missing or older wraps
// [models.ErrUnavailable] and [migrations.ErrBehind], since whoever writes may
// bring it up to date yet; one that is newer wraps [migrations.ErrNewer].
//
// Only PostgreSQL has standbys.
func OpenReading(ctx context.Context, address, standby string, clock func() time.Time) (*Store, error) {
	for field, given := range map[string]string{"address": address, "standby": standby} {
		if given != "" && !isPostgres(given) || given == "" && field == "standby" {
			invalid := &models.InvalidError{}
			invalid.Add(field, given, "an address of PostgreSQL: only it has servers that follow others")
			return nil, fmt.Errorf("open the database: %w", invalid)
		}
	}
	reading, err := postgresAt(standby)
	if err != nil {
		return nil, err
	}
	if address != "" {
		writing, err := postgresAt(address)
		if err != nil {
			return nil, err
		}
		return open(ctx, &Store{clock: clock, engine: writing}, writing.writer, reading.reader)
	}
	s, err := open(ctx, &Store{clock: clock, engine: reading}, nil, reading.reader)
	if err != nil {
		return nil, err
	}
	if err := s.checkVersion(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// checkVersion compares the schema of the server that is read from with the
// one that this version of the program needs.
func (s *Store) checkVersion(ctx context.Context) error {
	pool, err := s.read.DB()
	if err != nil {
		return err
	}
	err = migrations.Check(ctx, pool, s.engine.migrations)
	if errors.Is(err, migrations.ErrBehind) {
		err = fmt.Errorf("%w: %w", models.ErrUnavailable, err)
	}
	if err != nil {
		return s.fail(err, "look at the schema of %s", s.engine.name)
	}
	return nil
}

// followTries bounds the wait for a standby: each try comes a tenth of a second
// after the one before.
const followTries = 300

// readerFollows waits until the server that is read from has the schema, too.
func (s *Store) readerFollows(ctx context.Context) (err error) {
	for range followTries {
		if err = s.checkVersion(ctx); !errors.Is(err, migrations.ErrBehind) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return err
}
