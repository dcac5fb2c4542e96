package main

import (
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"caucus/models"
)

// flags are the settings as they were written. They are texts, so that all that
// is wrong with them can be said at once. The README's table lists them too.
type flags struct {
	Listen         string `placeholder:"HOST:PORT" help:"Address to listen on; port 0 takes a free one (127.0.0.1:8080)."`
	DatabaseURL    string `name:"database-url" placeholder:"PATH|URL" help:"SQLite file, or postgres://… (caucus/caucus.db in the user's data directory)."`
	ReadURL        string `name:"read-database-url" placeholder:"URL" help:"postgres://… of a standby to read from; given alone, this process only reads (none)."`
	Jobs           string `placeholder:"on|off" help:"Whether jobs run in this process (on)."`
	Sources        string `placeholder:"LIST" help:"Base addresses of sources other than the publishers' own: 'ourcommons=https://mirror.example.ca/; …'."`
	Schedule       string `placeholder:"LIST" help:"When sources are asked, as five-field cron specs in the time of the House: 'ourcommons=10 6-21/3 * * *; …'."`
	Contact        string `placeholder:"ADDRESS" help:"Mail address or page under which publishers reach you; goes with every request (the base URL)."`
	BaseURL        string `name:"base-url" placeholder:"URL" help:"Address under which readers reach the server, for links in answers."`
	TrustedProxies string `name:"trusted-proxies" placeholder:"LIST" help:"Addresses or networks of proxies whose X-Forwarded-For is believed, with commas (none)."`
	Log            string `placeholder:"text|json" help:"Form of the log on standard error (text)."`
}

// settings are the values of flags.
type settings struct {
	listen         string
	database       string // path of the SQLite file, or URL of PostgreSQL; empty in a process that only reads
	readDatabase   string // URL of the PostgreSQL to read from; empty to read where it writes
	jobs           bool
	bases          map[models.SourceID]string // base addresses that are not the publisher's own; each ends with a slash
	schedules      map[models.SourceID]string // that are not the usual ones
	contact        string                     // of who runs this, for publishers
	baseURL        string                     // without a slash at the end; empty for links without a host
	trustedProxies []string
	logJSON        bool
}

// read checks every setting, whether it came from the command line, from the
// environment or from neither. The error is a *models.InvalidError with all
// that is wrong, unknown variables included.
func (f *flags) read(env environment) (settings, error) {
	r := &reader{env: env}
	s := settings{listen: r.address(r.pick("listen", f.Listen, "127.0.0.1:8080"))}
	s.database, s.readDatabase = r.databases(r.pickSecret("database-url", f.DatabaseURL), r.pickSecret("read-database-url", f.ReadURL))
	s.jobs = r.oneOf(r.pick("jobs", f.Jobs, "on"), "on", "off") == "on"
	s.bases = r.bases(r.pick("sources", f.Sources, ""), published)
	s.schedules = r.schedules(r.pick("schedule", f.Schedule, ""), published)
	s.contact = r.contact(r.pick("contact", f.Contact, ""))
	s.baseURL = r.baseURL(r.pick("base-url", f.BaseURL, ""))
	s.trustedProxies = r.networks(r.pick("trusted-proxies", f.TrustedProxies, ""))
	s.logJSON = r.oneOf(r.pick("log", f.Log, "text"), "text", "json") == "json"
	env.unknown(r.names, &r.faults)
	return s, r.faults.OrNil()
}

// logger writes to w in the form that the settings ask for.
func (s settings) logger(w io.Writer) *slog.Logger {
	if s.logJSON {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// reader reads settings and gathers what is wrong with them.
type reader struct {
	env    environment
	names  []string // of all settings, as variables
	faults models.InvalidError
}

// written is a setting as it was written, and the name under which it was.
type written struct{ name, value string }

// pick takes a setting from the command line, else from the environment, else
// its default.
func (r *reader) pick(flag, given, fallback string) written {
	name := variable(flag)
	r.names = append(r.names, name)
	switch {
	case given != "":
		return written{"--" + flag, given}
	case r.env[name] != "":
		return written{name, r.env[name]}
	}
	return written{"--" + flag, fallback}
}

// pickSecret is pick for a setting that may also stand in a file.
func (r *reader) pickSecret(flag, given string) written {
	name := variable(flag)
	r.names = append(r.names, name+fileSuffix)
	w := r.pick(flag, given, r.env.secret(name, &r.faults))
	if given == "" && w.value != "" {
		w.name = name
	}
	return w
}

func (r *reader) fault(w written, want string) { r.faults.Add(w.name, w.value, want) }

func (r *reader) oneOf(w written, texts ...string) string {
	if !slices.Contains(texts, w.value) {
		r.fault(w, strings.Join(texts, " or "))
	}
	return w.value
}

func (r *reader) address(w written) string {
	_, port, err := net.SplitHostPort(w.value)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || strconv.FormatUint(n, 10) != port {
		r.fault(w, "HOST:PORT, such as 127.0.0.1:8080, with a port from 0 to 65535")
	}
	return w.value
}

func (r *reader) baseURL(w written) string {
	u, err := url.Parse(w.value)
	if w.value != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" ||
		u.User != nil || u.RawQuery != "" || u.Fragment != "") {
		r.fault(w, "an address such as https://caucus.example.ca, without user, query and fragment")
	}
	return strings.TrimRight(w.value, "/")
}

func (r *reader) networks(w written) []string {
	var list []string
	for one := range strings.SplitSeq(w.value, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		_, notNetwork := netip.ParsePrefix(one)
		_, notAddress := netip.ParseAddr(one)
		if notNetwork != nil && notAddress != nil {
			r.fault(written{w.name, one}, "an address or a network, such as 10.0.0.0/8")
		}
		list = append(list, one)
	}
	return list
}
