package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"caucus/handlers/bare"
	"caucus/models"
	"caucus/models/store"
)

// benchCommand measures answers over HTTP beside a server that has the same
// bytes ready: Gin and nothing else. Only ratios are told to be compared, since
// both servers run on one machine, asked in turn.
type benchCommand struct {
	Rounds  int  `default:"5" help:"How often both servers are asked each kind of question, in turn (5)."`
	Seconds int  `default:"1" help:"How long each is asked each time (1)."`
	JSON    bool `name:"json" help:"Print every round as JSON."`
}

// Run fills a database of its own, in a directory that is gone afterwards, so
// that what is measured is the embedded dataset and no register is touched.
func (c benchCommand) Run(ctx context.Context, p *process) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "caucus-bench-")
	if err != nil {
		return fmt.Errorf("make a directory to measure in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	m := &machinery{process: p, dir: dir, cores: findCores()}
	load, err := newWrk(m)
	if err != nil {
		return err
	}
	b := &bench{benchCommand: c, machinery: m, start: m.child, load: load, sizes: full}
	took, err := b.measure(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return took.printJSON(p.stdout)
	}
	return took.print(p.stdout)
}

func (c benchCommand) check() error {
	if c.Rounds < 1 || c.Rounds > 100 || c.Seconds < 1 || c.Seconds > 60 {
		f := models.InvalidError{}
		f.Add("--rounds and --seconds", fmt.Sprintf("%d and %d", c.Rounds, c.Seconds), "from 1 to 100 rounds of 1 to 60 seconds")
		return misuse{f.OrNil()}
	}
	return nil
}

// bench is one measurement.
type bench struct {
	benchCommand
	*machinery
	start func(ctx context.Context, args ...string) (*child, error) // a server that is the program itself
	load  loader
	sizes sizes
}

// loader asks a server questions for some seconds, one after another and from
// the beginning again behind the last, over several connections.
type loader interface {
	run(ctx context.Context, base string, c *cell, seconds int) (rate, error)
}

// rate is what a loader counted.
type rate struct {
	Answers   int     `json:"answers"`
	PerSecond float64 `json:"per_second"` // answers
	P99       float64 `json:"p99_ms"`     // of the time that an answer took
	CPU       float64 `json:"cpu_us"`     // that the server spent on an answer; 0 where the system does not tell
}

// measure prepares both servers and asks them in turn.
func (b *bench) measure(ctx context.Context) (*measured, error) {
	r, err := b.fill(ctx)
	if err != nil {
		return nil, err
	}
	ours, err := b.start(ctx, "serve")
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	cells := questions(r, b.sizes)
	file := filepath.Join(b.dir, "answers")
	if err := b.prepare(ctx, r, ours, cells, file); err != nil {
		return nil, err
	}
	cells = slices.Insert(cells, 1, cells[0].typical(cellAgain))
	twin, err := b.start(ctx, "bench-twin", file)
	if err != nil {
		return nil, err
	}
	defer twin.stop()
	if err := same(ctx, ours, twin, cells); err != nil {
		return nil, err
	}
	return b.rounds(ctx, ours, twin, cells)
}

// fill loads the embedded dataset and returns it as a register, to make
// questions from and to check answers against.
func (b *bench) fill(ctx context.Context) (r *models.Register, err error) {
	err = b.withStore(ctx, settings{database: b.database()}, func(st *store.Store) error {
		if err := b.loadDataset(ctx, st); err != nil {
			return err
		}
		head, err := st.Head(ctx)
		if err != nil {
			return err
		}
		set, err := st.Facts(ctx, head.Number)
		if err != nil {
			return err
		}
		r, err = models.NewRegister([]models.Revision{head}, set) // a new database has one
		return err
	})
	return r, err
}

// prepare asks ours every question, checks the answers against the register and
// writes them down for the twin.
func (b *bench) prepare(ctx context.Context, r *models.Register, ours *child, cells []*cell, file string) error {
	out, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("make a file for the answers: %w", err)
	}
	defer out.Close()
	write := bare.Write(out)
	fmt.Fprintln(b.stderr, "Asking every question, to check the answers and compare those of both servers")
	for _, c := range cells {
		for n := range c.questions {
			q := &c.questions[n]
			a, err := ours.ask(ctx, q.path, "")
			if err != nil {
				return err
			}
			if c.check != nil {
				if err := c.check(r, q, a.body); err != nil {
					return fmt.Errorf("the answer to %s is wrong: %w", q.path, err)
				}
			}
			q.bytes = len(a.body)
			if c.unchanged {
				q.tag = a.tag
			}
			if err := write(bare.Answer{Question: q.path, ETag: a.tag, Body: a.body}); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

// same compares the answers of both servers to every question.
func same(ctx context.Context, ours, twin *child, cells []*cell) error {
	for _, c := range cells {
		for _, q := range c.questions {
			a, err := ours.ask(ctx, q.path, q.tag)
			if err != nil {
				return err
			}
			b, err := twin.ask(ctx, q.path, q.tag)
			if err != nil {
				return err
			}
			if a.status != b.status || a.tag != b.tag && c.unchanged || a.kind != b.kind || !bytes.Equal(a.body, b.body) {
				return fmt.Errorf("the two servers answer %s differently: %d and %d bytes, status %d and %d",
					q.path, len(a.body), len(b.body), a.status, b.status)
			}
		}
	}
	return nil
}

// rounds measures. Who is asked first changes from round to round.
func (b *bench) rounds(ctx context.Context, ours, twin *child, cells []*cell) (m *measured, err error) {
	m = newMeasured(b, cells)
	for round := range b.Rounds {
		fmt.Fprintf(b.stderr, "Round %d of %d\n", round+1, b.Rounds)
		for n, c := range cells {
			servers := [2]*child{ours, twin}
			var rates [2]rate
			for turn := range servers {
				at := (turn + round) % 2
				if rates[at], err = b.turn(ctx, servers[at], c); err != nil {
					return nil, fmt.Errorf("%s: %w", c.name, err)
				}
			}
			m.add(n, rates[0], rates[1])
		}
	}
	return m, nil
}

// turn asks one server the questions of a cell.
func (b *bench) turn(ctx context.Context, s *child, c *cell) (rate, error) {
	before := s.cpu()
	got, err := b.load.run(ctx, s.base, c, b.Seconds)
	if used := s.cpu() - before; used > 0 && got.Answers > 0 {
		got.CPU = float64(used.Microseconds()) / float64(got.Answers)
	}
	return got, err
}

// startTimeout is how long a server may take until it answers.
const startTimeout = time.Minute
