package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/store"
)

// begin opens the database, makes sure of the dataset and shows the newest
// register. A PostgreSQL that cannot be reached, as when all machines have just
// started, is waited for; everything else is for whoever started the process to
// mend.
func (f *follower) begin(ctx context.Context) error {
	for told := false; ; told = true {
		err := f.start(ctx)
		if err == nil || !f.mayPass(err) {
			return err
		}
		if !told {
			f.log.Warn("no register yet; trying again until there is one", "error", err)
		}
		if err := pause(ctx, f.waits.poll); err != nil {
			return err
		}
	}
}

// mayPass reports whether what went wrong may be over soon.
func (f *follower) mayPass(err error) bool {
	remote := f.settings.readDatabase != "" || isPostgres(f.settings.database)
	return errors.Is(err, store.ErrBusy) || errors.Is(err, models.ErrUnavailable) && remote
}

// start is one try to begin.
func (f *follower) start(ctx context.Context) error {
	st, err := f.open(ctx)
	if err != nil {
		return err
	}
	f.store = st
	if err := f.showFirst(ctx); err != nil {
		f.store = nil
		st.Close() // the error says more
		return err
	}
	return nil
}

// open opens the database to read from. One to write to is brought up to date
// and given the dataset before; a standby must have followed.
func (f *follower) open(ctx context.Context) (*store.Store, error) {
	if f.settings.onlyReads() {
		return f.openReading(ctx, f.settings)
	}
	st, err := f.openStore(ctx, f.settings)
	if err != nil {
		return nil, err
	}
	if err := f.loadDataset(ctx, st); err != nil {
		st.Close() // the error says more
		return nil, err
	}
	if f.settings.readDatabase == "" {
		return st, nil
	}
	var head models.Revision
	err = using(st, func(primary *store.Store) (err error) { head, err = primary.Head(ctx); return err })
	if err != nil {
		return nil, err
	}
	return f.caughtUp(ctx, head)
}

// caughtUp opens the standby and waits until it holds the newest revision of
// the primary.
func (f *follower) caughtUp(ctx context.Context, newest models.Revision) (*store.Store, error) {
	for until := f.now().Add(f.waits.standby); ; {
		st, lag, err := f.compared(ctx, newest)
		if err != nil || lag == nil {
			return st, err
		}
		if f.now().After(until) {
			return nil, fmt.Errorf("%s has not followed within %v, while the primary is at revision %d: %w",
				shown(f.settings.readDatabase), f.waits.standby, newest.Number, lag)
		}
		if err := pause(ctx, f.waits.poll/5); err != nil {
			return nil, err
		}
	}
}

// compared opens the standby if that holds a revision; else it tells how far it
// lags behind.
func (f *follower) compared(ctx context.Context, newest models.Revision) (st *store.Store, lag, err error) {
	st, err = f.openReading(ctx, f.settings)
	if errors.Is(err, migrations.ErrBehind) {
		return nil, migrations.ErrBehind, nil
	}
	if err != nil {
		return nil, nil, err
	}
	chain, err := st.Revisions(ctx)
	if n := newest.Number; err == nil && n <= len(chain) && chain[n-1].Hash == newest.Hash {
		return st, nil, nil
	}
	st.Close() // whatever comes of that, it is not used
	return nil, fmt.Errorf("it is at revision %d of this or of another register", len(chain)), err
}

// showFirst shows the first register of this process.
func (f *follower) showFirst(ctx context.Context) error {
	head, err := f.store.Head(ctx)
	if err != nil {
		return err
	}
	if head.Number == 0 {
		return fmt.Errorf("%w: the database holds no revision, and this process only reads", models.ErrUnavailable)
	}
	if f.settings.readDatabase == "" && !isPostgres(f.settings.database) {
		if f.file, err = os.Stat(f.settings.database); err != nil {
			return fmt.Errorf("look at the database: %w", err)
		}
	}
	return f.serve(ctx, head)
}

// pause waits, unless ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
