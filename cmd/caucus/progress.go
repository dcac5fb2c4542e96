package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far long work is: as a bar on a terminal, elsewhere as
// one line, so that a log does not fill with carriage returns.
type progress struct {
	doing string
	out   io.Writer
	bar   *progressbar.ProgressBar
	begun bool
}

func (p *process) progress(doing string) *progress {
	return &progress{doing: doing, out: p.stderr}
}

// show tells that done of total are done; -1 is a total that is not known.
func (b *progress) show(done, total int) {
	if !b.begun {
		b.begin(total)
	}
	if b.bar != nil {
		_ = b.bar.Set(done) // a bar that cannot be drawn must not stop the work
	}
}

func (b *progress) begin(total int) {
	b.begun = true
	switch {
	case isTerminal(b.out):
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(b.doing),
			progressbar.OptionThrottle(50*time.Millisecond), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	case total < 0:
		fmt.Fprintf(b.out, "%s\n", b.doing)
	default:
		fmt.Fprintf(b.out, "%s: %d facts\n", b.doing, total)
	}
}

// done takes the bar away.
func (b *progress) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
