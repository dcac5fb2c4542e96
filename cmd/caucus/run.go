package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"caucus/migrations"
	"caucus/models"
)

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitMisused = 2 // a wrong command line or setting; nothing was touched
)

// process is one run of the program: what it takes from the machine, as values
// that a test can replace.
type process struct {
	environ        []string // NAME=value; all of it, since unknown names are refused
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	seed           fs.FS // the embedded dataset
	waits          waits
}

// commandLine is the grammar: settings that every command takes, and the
// commands.
type commandLine struct {
	Settings flags `embed:""`

	Serve   serveCommand   `cmd:"" help:"Answer questions over HTTP. Makes and fills the database if there is none."`
	Refresh refreshCommand `cmd:"" help:"Ask the publishers now, or read captures of what they served."`
	Import  importCommand  `cmd:"" help:"Take in what documents say, as one revision."`
	Export  exportCommand  `cmd:"" help:"Write what the register holds."`
	Migrate migrateCommand `cmd:"" help:"Bring the database up to date, and nothing else."`
	Backup  backupCommand  `cmd:"" help:"Write all that the register holds to one file, while others may write."`
	Restore restoreCommand `cmd:"" help:"Make the register of a backup, in an empty database of either engine."`
	Verify  verifyCommand  `cmd:"" help:"Recompute the chain of revisions and check every invariant."`
	Bench   benchCommand   `cmd:"" help:"Measure answers over HTTP beside bare Gin with the same bytes ready."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of the dataset in it."`

	BenchTwin benchTwinCommand `cmd:"" hidden:"" help:"Serve answers that are ready, for bench."`
}

// misuse is what is wrong with the command line and the settings: errors of
// whoever gave the command, not of the program or the machine.
type misuse []error

// Error lists every error on a line of its own.
func (m misuse) Error() string { return errors.Join(m...).Error() }

// run runs the program until it is done, is told to stop by a signal or ctx
// ends, and returns the exit code.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	p := &process{environ: environ, stdin: os.Stdin, stdout: stdout, stderr: stderr, now: time.Now, seed: migrations.Seed, waits: usualWaits}
	return p.run(ctx, args)
}

func (p *process) run(ctx context.Context, args []string) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	err := p.command(ctx, args)
	if err == nil {
		return exitDone
	}
	if m := (misuse{}); errors.As(err, &m) {
		p.complain(m...)
		return exitMisused
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		err = fmt.Errorf("stopped before it was done; what it was at is not recorded: %w", err)
	}
	p.complain(err)
	return exitFailed
}

// command reads the command line and the environment, refuses both at once if
// anything in them is wrong, and runs the command.
func (p *process) command(ctx context.Context, args []string) error {
	line := &commandLine{}
	env := readEnvironment(p.environ)
	helped := false
	parser, err := kong.New(line, kong.Name("caucus"),
		kong.Description("Who sits in which caucus, since when, why, and who says so.\n\n"+
			"Every setting is also read from the environment: --database-url is CAUCUS_DATABASE_URL."),
		kong.Writers(p.stdout, p.stderr), kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	s, faults := line.Settings.read(env)
	if err != nil || faults != nil {
		return misuse{err, faults}
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(p, s)
}

// complain prints errors, each fault of an input on a line of its own.
func (p *process) complain(errs ...error) {
	for _, err := range errs {
		switch invalid, ok := err.(*models.InvalidError); {
		case err == nil:
		case ok:
			for _, f := range invalid.Faults {
				fmt.Fprintf(p.stderr, "caucus: %s: want %s\n", strings.TrimSpace(f.Field+" "+quoted(f.Value)), f.Want)
			}
		default:
			fmt.Fprintln(p.stderr, "caucus:", err)
		}
	}
}

// quoted is a value in quotes, and nothing for none.
func quoted(value string) string {
	if value == "" {
		return ""
	}
	return strconv.Quote(value)
}
