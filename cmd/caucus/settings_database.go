package main

import (
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"caucus/models"
)

const (
	wantDatabase = "the path of an SQLite file, without a scheme, or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
	wantStandby  = "postgres://USER:PASSWORD@HOST:PORT/DATABASE, a server that follows the primary"
)

// databases reads where the register is kept and from where it is read. With
// the second address alone there is no first one, not even the default.
func (r *reader) databases(main, standby written) (database, readDatabase string) {
	if standby.value == "" {
		return r.database(main), ""
	}
	r.postgres(standby, wantStandby)
	switch {
	case main.value == "":
	case isPostgres(main.value):
		r.postgres(main, wantDatabase)
	default:
		r.fault(discreet(main), "postgres://USER:PASSWORD@HOST:PORT/DATABASE, the primary of "+standby.name+": SQLite has no standby")
	}
	return main.value, standby.value
}

func (r *reader) database(w written) string {
	if w.value == "" {
		dir, err := dataDirectory(runtime.GOOS, r.env)
		if err != nil {
			r.fault(w, wantDatabase+": "+err.Error())
		}
		return filepath.Join(dir, "caucus", "caucus.db")
	}
	switch {
	case isPostgres(w.value):
		r.postgres(w, wantDatabase)
	case discreet(w) != w, strings.HasPrefix(w.value, ":memory:"), strings.HasPrefix(w.value, "file:"):
		r.fault(discreet(w), wantDatabase)
	}
	return w.value
}

// postgres refuses what is no address of a database on PostgreSQL. That it
// names one is insisted on: the driver would take the name of the user, which
// is how a register ends up where nobody looks for it.
func (r *reader) postgres(w written, want string) {
	u, err := url.Parse(w.value)
	if err != nil || !isPostgres(w.value) ||
		strings.Trim(u.Path, "/") == "" && u.Query().Get("dbname") == "" {
		r.fault(discreet(w), want)
	}
}

// isPostgres reports whether an address is one of PostgreSQL; all others are
// paths of SQLite files.
func isPostgres(address string) bool {
	scheme, _, isURL := strings.Cut(address, "://")
	return isURL && (scheme == "postgres" || scheme == "postgresql")
}

// discreet keeps out of messages what may hold a password: all that follows a
// scheme, and addresses of PostgreSQL in a form that is not taken here.
func discreet(w written) written {
	scheme, _, isURL := strings.Cut(w.value, "://")
	switch {
	case isURL:
		w.value = scheme + "://…"
	case strings.HasPrefix(w.value, "postgres:"), strings.HasPrefix(w.value, "postgresql:"),
		strings.Contains(w.value, "password="), strings.Contains(w.value, "dbname="):
		w.value = "…"
	}
	return w
}

// shown is an address as it may be printed: a path, or host and database of a
// URL. Passwords stand before the host or among the parameters.
func shown(address string) string {
	if !isPostgres(address) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return discreet(written{value: address}).value
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// onlyReads reports whether this process has no database to write to.
func (s settings) onlyReads() bool { return s.database == "" }

// writable refuses commands that write in a process that only reads.
func (s settings) writable() error {
	if !s.onlyReads() {
		return nil
	}
	faults := &models.InvalidError{}
	faults.Add(variable("database-url"), "", "the address of the primary: this command writes, and with "+
		variable("read-database-url")+" alone a process only reads")
	return misuse{faults}
}

// dataDirectory is where programs keep the user's data on an operating system.
func dataDirectory(system string, env environment) (string, error) {
	home := env["HOME"]
	switch {
	case system == "windows" && env["LOCALAPPDATA"] != "":
		return env["LOCALAPPDATA"], nil
	case system == "windows":
		return "", errors.New("LOCALAPPDATA is not set, so there is no default")
	case system != "darwin" && filepath.IsAbs(env["XDG_DATA_HOME"]):
		return env["XDG_DATA_HOME"], nil
	case home == "":
		return "", errors.New("HOME is not set, so there is no default")
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support"), nil
	}
	return filepath.Join(home, ".local", "share"), nil
}
