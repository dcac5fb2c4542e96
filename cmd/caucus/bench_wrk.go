package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// connections is how many wrk keeps open, with one question at a time on each.
const connections = 16

//go:embed bench.lua
var wrkScript []byte

// wrk loads a server with the program of that name.
type wrk struct {
	*machinery
	script string
	lists  map[*cell]string // files that hold the questions of a cell
}

// newWrk finds the program.
func newWrk(m *machinery) (*wrk, error) {
	if _, err := exec.LookPath("wrk"); err != nil {
		return nil, fmt.Errorf("bench needs the load generator wrk in PATH: install it with the system's package manager, such as apt-get install wrk: %w", err)
	}
	w := &wrk{machinery: m, script: filepath.Join(m.dir, "bench.lua"), lists: map[*cell]string{}}
	if err := os.WriteFile(w.script, wrkScript, 0o600); err != nil {
		return nil, fmt.Errorf("write the script of wrk: %w", err)
	}
	return w, nil
}

// list writes down the questions of a cell: path, tab, tag.
func (w *wrk) list(c *cell) (string, error) {
	if file, ok := w.lists[c]; ok {
		return file, nil
	}
	var b strings.Builder
	for _, q := range c.questions {
		b.WriteString(q.path + "\t" + q.tag + "\n")
	}
	file := filepath.Join(w.dir, "questions-"+strconv.Itoa(len(w.lists)))
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		return "", fmt.Errorf("write the questions of wrk: %w", err)
	}
	w.lists[c] = file
	return file, nil
}

// counted is what bench.lua prints at the end.
type counted struct {
	Requests     int     `json:"requests"`
	Microseconds float64 `json:"microseconds"`
	Errors       int     `json:"errors"`
	P99          float64 `json:"p99"` // microseconds
}

func (w *wrk) run(ctx context.Context, base string, c *cell, seconds int) (rate, error) {
	list, err := w.list(c)
	if err != nil {
		return rate{}, err
	}
	cmd := w.command(ctx, w.cores.load, "wrk", "--threads", "1", "--connections", strconv.Itoa(connections),
		"--duration", strconv.Itoa(seconds)+"s", "--latency", "--script", w.script, base, "--", list)
	out, err := cmd.Output()
	if err != nil {
		return rate{}, fmt.Errorf("wrk: %w", err)
	}
	return readCounted(out)
}

// readCounted reads the last line of what wrk printed.
func readCounted(out []byte) (rate, error) {
	var n counted
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	if err := json.Unmarshal(lines[len(lines)-1], &n); err != nil {
		return rate{}, fmt.Errorf("wrk printed %q: %w", lines[len(lines)-1], err)
	}
	if n.Errors > 0 || n.Requests == 0 || n.Microseconds <= 0 {
		return rate{}, fmt.Errorf("wrk had %d answers and %d errors", n.Requests, n.Errors)
	}
	return rate{Answers: n.Requests, PerSecond: float64(n.Requests) / n.Microseconds * 1e6, P99: n.P99 / 1e3}, nil
}
