package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"sync"
	"time"

	"caucus/jobs"
	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

const (
	// oneRun bounds a run: a list, and at most forty people at one request a second.
	oneRun = 15 * time.Minute
	// bodiesKept is how long what a publisher served is kept once it serves
	// something else and nothing rests on it: long enough to look into what went
	// wrong over a summer.
	bodiesKept = 120 * 24 * time.Hour
	// sweepTask drops what is no longer kept.
	sweepTask = "sweep"
)

// caretaker runs the jobs of a process that serves, and knows how they are.
type caretaker struct {
	*follower
	watchdog  *jobs.Watchdog
	schedules map[models.SourceID]jobs.Schedule

	mu        sync.Mutex
	scheduler *jobs.Scheduler // nil before jobs run, and where they do not
}

// newCaretaker reads the schedules. Which were set was checked with the
// settings.
func (f *follower) newCaretaker() (*caretaker, error) {
	c := &caretaker{follower: f, schedules: map[models.SourceID]jobs.Schedule{}}
	c.watchdog = &jobs.Watchdog{Runs: f.runs, Clock: f.now, Log: f.log}
	for _, id := range append(append([]models.SourceID{}, published...), datasetSource) {
		schedule, err := f.settings.scheduleOf(id)
		if err != nil {
			return nil, err
		}
		c.schedules[id] = schedule
		c.watchdog.Sources = append(c.watchdog.Sources, jobs.Watched{Source: id, Schedule: schedule, Enabled: f.settings.runsJobs()})
	}
	if f.settings.runsJobs() {
		c.watchdog.Beat = c.beat
	}
	return c, nil
}

// runsJobs reports whether this process does jobs: they write.
func (s settings) runsJobs() bool { return s.jobs && !s.onlyReads() }

// runs is that of the store, once there is one.
func (f *follower) runs(ctx context.Context, q models.RunsQuery) ([]models.Run, bool, error) {
	if f.store == nil {
		return nil, false, models.ErrUnavailable
	}
	return f.store.Runs(ctx, q)
}

func (c *caretaker) beat() temporal.Instant {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.scheduler == nil {
		return 0
	}
	return c.scheduler.LastBeat()
}

// work runs the jobs until ctx ends, and those under way for a while longer.
func (c *caretaker) work(ctx context.Context) error {
	if !c.settings.runsJobs() {
		c.watchdog.Watch(ctx)
		return nil
	}
	if c.settings.readDatabase == "" {
		return c.schedule(ctx, c.store)
	}
	st, err := c.openStore(ctx, c.settings) // jobs write, and reads go to a standby
	if err != nil {
		return fmt.Errorf("open the database for the jobs: %w", err)
	}
	return using(st, func(st *store.Store) error { return c.schedule(ctx, st) })
}

func (c *caretaker) schedule(ctx context.Context, st *store.Store) error {
	tasks, err := c.tasks(st)
	if err != nil {
		return err
	}
	scheduler := jobs.NewScheduler(jobs.Options{
		Tasks: tasks, Holding: jobs.Holding{Leases: st, Holder: rand.Text(), TTL: c.waits.lease}, Clock: c.now, Log: c.log, Grace: graceful,
		Delay: func() time.Duration { return time.Duration(mathrand.Int64N(int64(c.waits.delay) + 1)) },
	})
	scheduler.Start(context.WithoutCancel(ctx)) // it is Stop that ends them, after a grace
	c.mu.Lock()
	c.scheduler = scheduler
	c.mu.Unlock()
	c.watchdog.Watch(ctx)
	return scheduler.Stop()
}

// tasks are the jobs: one for each source, and the sweep.
func (c *caretaker) tasks(st *store.Store) ([]jobs.Task, error) {
	feeds, err := c.feeds(c.settings)
	if err != nil {
		return nil, err
	}
	refresher := c.refresher(st, c.log)
	var list []jobs.Task
	for i, id := range published {
		list = append(list, jobs.Task{Name: string(id), Schedule: c.schedules[id], Timeout: oneRun, AtStart: true,
			Run: func(ctx context.Context, slot temporal.Instant, lease models.Lease) error {
				_, err := refresher.Run(ctx, jobs.Order{Feed: feeds[i], Trigger: models.BySchedule, Slot: slot, Lease: &lease})
				return err
			}})
	}
	sweep, err := jobs.ParseSchedule(jobs.Usual[datasetSource])
	if err != nil {
		return nil, err
	}
	return append(list,
		jobs.Task{Name: string(datasetSource), Schedule: c.schedules[datasetSource], Timeout: oneRun,
			Run: func(ctx context.Context, slot temporal.Instant, lease models.Lease) error {
				return c.datasetBySchedule(ctx, st, slot, lease)
			}},
		jobs.Task{Name: sweepTask, Schedule: sweep, Timeout: oneRun,
			Run: func(ctx context.Context, _ temporal.Instant, _ models.Lease) error {
				_, err := st.Sweep(ctx, temporal.InstantOf(c.now().Add(-bodiesKept)))
				return err
			}},
	), nil
}

// datasetBySchedule shows that the dataset of this program is in the register.
func (c *caretaker) datasetBySchedule(ctx context.Context, st *store.Store, slot temporal.Instant, lease models.Lease) error {
	run, err := c.refreshDataset(ctx, st, models.BySchedule)
	if err != nil {
		return err
	}
	run.Slot, run.Fence = slot, lease.Fence
	_, err = run.leave(ctx, st, &lease)
	return err
}

// together does both until both have ended. An error of one ends the other.
func together(ctx context.Context, one, other func(ctx context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() {
		defer stop()
		ended <- other(ctx)
	}()
	err := one(ctx)
	stop()
	return errors.Join(err, <-ended)
}
