package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"caucus/handlers"
	"caucus/models"
	"caucus/models/store"
)

const (
	// pollWithin bounds the wait for the answer to a poll: a network that
	// swallows it would else be taken for a database without news.
	pollWithin = 5 * time.Second
	// loadWithin bounds the wait for all facts of a revision.
	loadWithin = 2 * time.Minute
)

// waits are how long a process gives others.
type waits struct {
	// poll is how long a commit of another process may go unseen.
	poll time.Duration
	// lag is how long a database may lag behind what is served, as another
	// standby does, before it is taken to have been set back.
	lag time.Duration
	// standby is how long, at the start, a standby may take to come as far as
	// its primary.
	standby time.Duration
	// lease is how long the job of another process that died is left undone; zero
	// for what is usual.
	lease time.Duration
	// delay is how long after its time a job may begin, at random.
	delay time.Duration
	// publisher waits between questions to a publisher; nil for a timer.
	publisher func(ctx context.Context, d time.Duration) error
}

var usualWaits = waits{poll: 250 * time.Millisecond, lag: 10 * time.Second, standby: time.Minute, delay: 2 * time.Minute}

// follower keeps the newest register of the database on a shelf. Processes
// share nothing but the database: that a newer revision is in it is how one
// hears of the writes of another.
type follower struct {
	*process
	settings settings
	log      *slog.Logger
	shelf    *handlers.Shelf
	store    *store.Store      // nil until it is open
	file     os.FileInfo       // of an SQLite database
	chain    []models.Revision // what is served: every revision up to the newest

	failing  bool      // the last look went wrong, which was told
	behind   time.Time // since when the database lags behind what is served
	unusable error     // why no register could be built of a revision,
	of       string    // whose hash this is
}

func (p *process) newFollower(s settings) *follower {
	f := &follower{process: p, settings: s, log: s.logger(p.stderr)}
	f.shelf = handlers.NewShelf(func(ctx context.Context, n int) (*models.Register, error) {
		r, _, err := loadRegister(ctx, f.store, n) // asked only after a register was shown, and so after the store was opened
		return r, err
	}, keptPast)
	return f
}

func (f *follower) close() error {
	if f.store == nil {
		return nil
	}
	if err := f.store.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// follow looks for newer revisions until ctx ends. Whatever goes wrong, what is
// served stays.
func (f *follower) follow(ctx context.Context) {
	for pause(ctx, f.waits.poll) == nil {
		if err := f.look(ctx); ctx.Err() == nil {
			f.tell(err)
		}
	}
}

// tell logs when looking begins to go wrong and when it is well again.
func (f *follower) tell(err error) {
	newest := f.chain[len(f.chain)-1].Number
	switch {
	case err != nil && !f.failing:
		f.log.Error(fmt.Sprintf("newer revisions cannot be seen; answers go on from revision %d", newest), "error", err)
	case err == nil && f.failing:
		f.log.Info(fmt.Sprintf("newer revisions can be seen again; revision %d is served", newest))
	}
	f.failing = err != nil
}

// look compares the newest revision of the database with the one that is
// served, and serves it instead if it is another.
func (f *follower) look(ctx context.Context) error {
	if err := f.sameFile(); err != nil {
		return err
	}
	polling, stop := context.WithTimeout(ctx, pollWithin)
	defer stop()
	head, err := f.store.Head(polling)
	if err != nil {
		return err
	}
	served := f.chain[len(f.chain)-1]
	switch {
	case head.Number == served.Number && head.Hash == served.Hash:
		f.behind = time.Time{}
		return nil
	case head.Number == 0:
		return errors.New("the database holds no revision any more: was it emptied?")
	case head.Hash == f.of:
		return f.unusable
	case head.Number < served.Number && head.Hash == f.chain[head.Number-1].Hash:
		return f.lagging(ctx, head)
	}
	return f.serve(ctx, head)
}

// lagging waits for a database that has not come as far as what is served: the
// next poll may reach a standby that has. One that stays behind was set back,
// and what it lost is no longer so.
func (f *follower) lagging(ctx context.Context, head models.Revision) error {
	if f.behind.IsZero() {
		f.behind = f.now()
	}
	if f.now().Sub(f.behind) >= f.waits.lag {
		return f.serve(ctx, head)
	}
	return fmt.Errorf("the database is at revision %d", head.Number)
}

// serve builds the register of a revision beside the one that is served and
// puts it in its place.
func (f *follower) serve(ctx context.Context, head models.Revision) error {
	began := f.now()
	loading, stop := context.WithTimeout(ctx, loadWithin)
	defer stop()
	register, chain, err := loadRegister(loading, f.store, head.Number)
	if err != nil {
		if invalid := (&models.InvalidError{}); errors.As(err, &invalid) || errors.Is(err, store.ErrDamaged) {
			f.unusable, f.of = err, head.Hash // it would be the same each time
		}
		return err
	}
	now, old := chain[len(chain)-1], f.chain
	f.chain, f.behind = chain, time.Time{}
	took := slog.Duration("took", f.now().Sub(began).Round(time.Millisecond))
	switch {
	case continues(chain, old):
		f.shelf.Swap(register)
		if len(old) > 0 {
			f.log.Info(fmt.Sprintf("revision %d of %s is served", now.Number, now.RecordedAt), took)
		}
	default:
		f.shelf.Replace(register)
		f.log.Error(fmt.Sprintf("the database was replaced: revision %d of %s is served in the place of revision %d, which it does not hold",
			now.Number, now.RecordedAt, old[len(old)-1].Number), took)
	}
	return nil
}

// continues reports whether a chain begins with an older one. That the hash of
// its last revision is there says so of all before it.
func continues(chain, old []models.Revision) bool {
	n := len(old)
	return n == 0 || n <= len(chain) && chain[n-1].Hash == old[n-1].Hash
}

// sameFile complains when another SQLite file lies where the one that is open
// was: a process that goes on with the old one would never hear of any commit.
// To open the other one beside its journal could damage it.
func (f *follower) sameFile() error {
	if f.file == nil {
		return nil
	}
	if info, err := os.Stat(f.settings.database); err != nil || !os.SameFile(info, f.file) {
		return fmt.Errorf("%s was moved or replaced while it was open: start this process again", f.settings.database)
	}
	return nil
}
