package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"caucus/handlers/bare"
)

// benchTwinCommand is Gin and nothing else, with answers that are ready in a
// file.
type benchTwinCommand struct {
	File string `arg:"" help:"Answers, as bench wrote them."`
}

// Run serves until it is told to stop.
func (c benchTwinCommand) Run(ctx context.Context, p *process) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("open the answers: %w", err)
	}
	defer file.Close()
	answers, err := bare.Read(bufio.NewReader(file))
	if err != nil {
		return err
	}
	l, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	return serveWhile(ctx, l, bare.New(answers), func(ctx context.Context) error {
		if err := p.greet(l.Addr()); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	})
}

// machinery is where a measurement runs: a directory of its own, and the cores
// that servers and load are kept to.
type machinery struct {
	*process
	dir   string
	cores cores
}

func (m *machinery) database() string { return filepath.Join(m.dir, "caucus.db") }

// cores are the core of the servers and that of the load. Both empty means that
// the system places them as it likes.
type cores struct{ servers, load string }

// findCores takes two of the cores that this process may use. It needs Linux
// and taskset.
func findCores() cores {
	_, err := exec.LookPath("taskset")
	status, _ := os.ReadFile("/proc/self/status")
	if runtime.GOOS != "linux" || err != nil {
		return cores{}
	}
	return pickCores(string(status))
}

// pickCores reads the first and the last core of "Cpus_allowed_list: 0-3,6".
func pickCores(status string) cores {
	_, rest, _ := strings.Cut(status, "Cpus_allowed_list:")
	list, _, _ := strings.Cut(rest, "\n")
	numbers := strings.FieldsFunc(strings.TrimSpace(list), func(r rune) bool { return r == '-' || r == ',' })
	if len(numbers) < 2 {
		return cores{}
	}
	return cores{servers: numbers[0], load: numbers[len(numbers)-1]}
}

// command runs a program on a core.
func (m *machinery) command(ctx context.Context, core, name string, args ...string) *exec.Cmd {
	if core != "" {
		name, args = "taskset", append([]string{"-c", core, name}, args...)
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stderr = m.dir, m.stderr
	cmd.Env = m.environment()
	return cmd
}

// environment is that of this process, with settings of its own: what is set
// for a register of the user must not reach the one that is measured.
func (m *machinery) environment() []string {
	var kept []string
	for _, v := range m.environ {
		if !strings.HasPrefix(v, prefix) {
			kept = append(kept, v)
		}
	}
	return append(kept, "CAUCUS_LISTEN=127.0.0.1:0", "CAUCUS_DATABASE_URL="+m.database())
}

// child is a server that the measurement began and ends.
type child struct {
	base   string // its address
	pid    int    // 0 if it is no process of its own
	client *http.Client
	end    func()
}

func (c *child) stop() {
	c.client.CloseIdleConnections()
	c.end()
}

// cpu is the time that the processor has spent on a server; zero where the
// system does not tell.
func (c *child) cpu() time.Duration {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(c.pid) + "/stat")
	if c.pid == 0 || err != nil {
		return 0
	}
	return readCPU(string(stat))
}

// readCPU adds up the times for the program and for the system, in hundredths of
// a second, which are the 12th and 13th words behind the name of the program.
func readCPU(stat string) time.Duration {
	words := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(words) < 13 {
		return 0
	}
	program, _ := strconv.Atoi(words[11])
	system, _ := strconv.Atoi(words[12])
	return time.Duration(program+system) * 10 * time.Millisecond
}

// child starts the program once more and waits until it says where it answers.
func (m *machinery) child(ctx context.Context, args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	cmd := m.command(ctx, m.cores.servers, self, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start caucus %s: %w", args[0], err)
	}
	end := func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		impatient := time.AfterFunc(graceful, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait() // it was told to end
		impatient.Stop()
	}
	base, err := greeting(out)
	if err != nil {
		end()
		return nil, fmt.Errorf("caucus %s: %w", args[0], err)
	}
	go io.Copy(io.Discard, out) //nolint:errcheck // nothing is read from it any more
	c := newChild(base, end)
	c.pid = cmd.Process.Pid
	return c, nil
}

func newChild(base string, end func()) *child {
	return &child{base: base, end: end, client: &http.Client{Timeout: startTimeout, Transport: &http.Transport{
		DisableCompression: true, DialContext: (&net.Dialer{}).DialContext,
	}}}
}

// greeting reads what a server prints until it names its address.
func greeting(out io.Reader) (string, error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if base, ok := strings.CutPrefix(lines.Text(), "caucus answers at "); ok {
			return base, nil
		}
	}
	return "", errors.Join(errors.New("it ended before it answered"), lines.Err())
}

// reply is an answer over HTTP.
type reply struct {
	status    int
	kind, tag string
	body      []byte
}

// ask asks one question and reads the answer to its end.
func (c *child) ask(ctx context.Context, path, tag string) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return reply{}, err
	}
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	res, err := c.client.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if want := http.StatusOK; err == nil && res.StatusCode != want && tag == "" {
		err = fmt.Errorf("status %d: %s", res.StatusCode, strconv.Quote(string(body)))
	}
	if err != nil {
		err = fmt.Errorf("ask %s: %w", path, err)
	}
	return reply{res.StatusCode, res.Header.Get("Content-Type"), res.Header.Get("ETag"), body}, err
}
