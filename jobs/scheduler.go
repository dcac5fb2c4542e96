package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"caucus/models"
	"caucus/models/temporal"
)

// Task is a job that is done by schedule: once for each scheduled instant,
// however many processes share the database.
type Task struct {
	Name     string // of the lease; one job at a time has it
	Schedule Schedule
	Timeout  time.Duration // of one run
	// AtStart makes up for what was missed: the task also runs when the scheduler
	// starts, unless it has been done for the instant that was due last.
	AtStart bool
	// Run does it. An error means that it is not done, and that another process
	// may do it for the same instant.
	Run func(ctx context.Context, slot temporal.Instant, lease models.Lease) error
}

// Options are what a scheduler is made from.
type Options struct {
	Tasks   []Task
	Holding Holding
	Clock   func() time.Time
	Log     *slog.Logger
	// Delay is waited before each run; random and small, so that many
	// installations do not ask a publisher in the same second. nil for none.
	Delay func() time.Duration
	// Grace is how long a running task may go on once the scheduler is stopped.
	Grace time.Duration
}

const (
	// beatEvery is how often a scheduler shows that it is alive.
	beatEvery = time.Minute
	// early is how much before its instant a task may be woken by a clock that
	// is being set.
	early = time.Second
)

// ErrStopped is the cause with which the context of a task ends when the
// scheduler is stopped and its grace is over.
var ErrStopped = errors.New("the scheduler was stopped")

// Scheduler does tasks by their schedules. A task never runs twice at once, and
// one that panics runs again the next time.
type Scheduler struct {
	Options
	cron  *cron.Cron
	first []cron.Job // of tasks that run at the start

	running context.Context // of tasks that run
	cancel  context.CancelCauseFunc
	waiting context.Context // of those that have not begun
	noMore  context.CancelFunc
	started sync.WaitGroup // of first
	beat    atomic.Int64
}

// NewScheduler makes a scheduler. It does nothing before [Scheduler.Start].
func NewScheduler(o Options) *Scheduler {
	s := &Scheduler{Options: o, cron: cron.New(cron.WithLocation(time.UTC), cron.WithLogger(cron.DiscardLogger))}
	for _, t := range o.Tasks {
		log := cronLog{o.Log.With("job", t.Name)}
		// A task that panics must still count as ended: recovering is inside.
		job := cron.NewChain(cron.SkipIfStillRunning(log), cron.Recover(log)).Then(cron.FuncJob(func() { s.turn(t) }))
		if t.Schedule.plan != nil {
			s.cron.Schedule(t.Schedule.plan, job)
		}
		if t.AtStart {
			s.first = append(s.first, job)
		}
	}
	s.cron.Schedule(aligned(beatEvery), cron.FuncJob(s.beats))
	return s
}

// Start begins. Tasks end when ctx does.
func (s *Scheduler) Start(ctx context.Context) {
	s.running, s.cancel = context.WithCancelCause(ctx)
	s.waiting, s.noMore = context.WithCancel(s.running)
	s.beats()
	s.cron.Start()
	for _, job := range s.first {
		s.started.Go(job.Run)
	}
}

func (s *Scheduler) beats() { s.beat.Store(int64(temporal.InstantOf(s.Clock()))) }

// LastBeat is when the scheduler last showed that it is alive, which it does
// once a minute; zero before it starts.
func (s *Scheduler) LastBeat() temporal.Instant { return temporal.Instant(s.beat.Load()) }

// Stop begins no task any more, gives those that run the grace to end, and
// then ends their contexts. It returns soon after that even if a task does not
// heed its context, and then says so.
func (s *Scheduler) Stop() error {
	if s.running == nil {
		return nil
	}
	s.noMore()
	stopped, ended := s.cron.Stop(), make(chan struct{})
	go func() {
		<-stopped.Done()
		s.started.Wait()
		close(ended)
	}()
	defer s.cancel(ErrStopped)
	if endsWithin(ended, s.Grace) {
		return nil
	}
	s.cancel(ErrStopped)
	if endsWithin(ended, 2*letGo) {
		return nil
	}
	return errors.New("a job does not end, and is left behind")
}

// endsWithin waits for the end of something, and tells whether it came.
func endsWithin(ended <-chan struct{}, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ended:
		return true
	case <-timer.C:
		return false
	}
}

// turn does a task for the instant that is due, if it is this process's turn.
func (s *Scheduler) turn(t Task) {
	slot := t.Schedule.Last(temporal.InstantOf(s.Clock().Add(early)))
	if s.Delay != nil && pause(s.waiting, s.Delay()) != nil {
		return
	}
	err := s.inTurn(t, slot)
	switch log := s.Log.With("job", t.Name, "slot", slot); {
	case err == nil:
	case errors.Is(err, models.ErrDone):
		log.Debug("job done by another process")
	case s.waiting.Err() != nil:
		log.Info("job not done: this process ends", "error", err)
	case errors.Is(err, models.ErrHeld):
		log.Warn("job not done: another process has been at it for too long")
	default:
		log.Error("job not done", "error", err)
	}
}

// inTurn does a task that is due in several processes at once. While another
// one is at it, it is waited for: nothing is left to do once that one is done,
// and if it dies the task is taken over. A database that is away or busy is
// waited for as well: a slot given up could be half a day.
func (s *Scheduler) inTurn(t Task, slot temporal.Instant) error {
	pace := s.Holding.pace()
	for left := t.Timeout + s.Holding.ttl(); ; left -= pace {
		err := s.try(t, slot)
		later := errors.Is(err, models.ErrHeld) || errors.Is(err, models.ErrUnavailable)
		if !later || left < pace || pause(s.waiting, pace) != nil {
			return err
		}
	}
}

func (s *Scheduler) try(t Task, slot temporal.Instant) error {
	if s.waiting.Err() != nil {
		return context.Cause(s.waiting)
	}
	ctx, stop := context.WithTimeoutCause(s.running, t.Timeout, fmt.Errorf("%s took longer than %v", t.Name, t.Timeout))
	defer stop()
	return s.Holding.Do(ctx, t.Name, slot, func(ctx context.Context, lease models.Lease) error { return t.Run(ctx, slot, lease) })
}

// cronLog writes what cron says about one job.
type cronLog struct{ log *slog.Logger }

// Info is told when a job is left out because the one before still runs.
func (l cronLog) Info(string, ...any) { l.log.Warn("job left out: it still runs from before") }

// Error is told of a panic, with its stack.
func (l cronLog) Error(err error, msg string, more ...any) {
	l.log.Error("job broken off: "+msg, append([]any{"error", err}, more...)...)
}
