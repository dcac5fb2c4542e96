package pgtest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// debian is where Debian's packages keep the binaries, which are not in PATH.
const debian = "/usr/lib/postgresql/*/bin/initdb"

// binaries returns the directory of PostgreSQL's binaries: that in PATH, or
// the one of the newest version that Debian's packages installed.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		// A link may stand where the other binaries have none.
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob(debian)
	if err != nil || len(found) == 0 {
		return "", errAbsent
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest), nil
}

// version is the number in a path like /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // 0 is older than all
	return n
}

// command runs a program as a user that PostgreSQL accepts: it refuses to be
// run by root, for whom the user of Debian's packages takes over. That user can
// enter few directories, so the program starts at the top.
func command(program string, args ...string) *exec.Cmd {
	args = append([]string{program}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = "/"
	return cmd
}

// run runs a program to its end.
func run(program string, args ...string) error {
	cmd := command(program, args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(program), err, strings.TrimSpace(said.String()))
	}
	return nil
}
