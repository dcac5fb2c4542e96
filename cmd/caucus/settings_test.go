package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
)

func TestSettingsComeFromFlagsThenTheEnvironmentThenTheirDefaults(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("/srv/secret.db\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	standby := named(t, "standby", "postgres://clerk:hunter2@b/caucus\n")
	standard := settings{listen: "127.0.0.1:8080", database: "/data/caucus/caucus.db", jobs: true}
	for name, c := range map[string]struct {
		flags   flags
		environ []string
		change  func(*settings)
	}{
		"nothing is set":            {change: func(*settings) {}},
		"an empty variable is none": {environ: []string{"CAUCUS_LISTEN=", "CAUCUS_JOBS="}, change: func(*settings) {}},
		"the environment": {
			environ: []string{"CAUCUS_LISTEN=[::1]:0", "CAUCUS_DATABASE_URL=/srv/c.db", "CAUCUS_JOBS=off", "CAUCUS_LOG=json",
				"CAUCUS_BASE_URL=https://caucus.example.ca/", "CAUCUS_TRUSTED_PROXIES=10.0.0.0/8, ::1"},
			change: func(s *settings) {
				*s = settings{listen: "[::1]:0", database: "/srv/c.db", logJSON: true,
					baseURL: "https://caucus.example.ca", trustedProxies: []string{"10.0.0.0/8", "::1"}}
			},
		},
		"a flag wins": {
			flags: flags{Listen: ":9", Jobs: "off"}, environ: []string{"CAUCUS_LISTEN=:8", "CAUCUS_JOBS=on"},
			change: func(s *settings) { s.listen, s.jobs = ":9", false },
		},
		"a secret in a file": {
			environ: []string{"CAUCUS_DATABASE_URL_FILE=" + secret},
			change:  func(s *settings) { s.database = "/srv/secret.db" },
		},
		"PostgreSQL": {
			environ: []string{"CAUCUS_DATABASE_URL=postgres://clerk:hunter2@db:5432/caucus"},
			change:  func(s *settings) { s.database = "postgres://clerk:hunter2@db:5432/caucus" },
		},
		"PostgreSQL and a standby": {
			flags:   flags{DatabaseURL: "postgresql:///caucus?host=/run/postgresql"},
			environ: []string{"CAUCUS_READ_DATABASE_URL=postgres://b/?dbname=caucus"},
			change: func(s *settings) {
				s.database, s.readDatabase = "postgresql:///caucus?host=/run/postgresql", "postgres://b/?dbname=caucus"
			},
		},
		"a standby alone": {
			environ: []string{"CAUCUS_READ_DATABASE_URL_FILE=" + standby},
			change:  func(s *settings) { s.database, s.readDatabase = "", "postgres://clerk:hunter2@b/caucus" },
		},
		"variables of others are none of ours": {environ: []string{"CAUCUSES=1", "PATH=/bin"}, change: func(*settings) {}},
	} {
		t.Run(name, func(t *testing.T) {
			want := standard
			c.change(&want)
			got, err := c.flags.read(readEnvironment(append(c.environ, "HOME=/home/clerk", "XDG_DATA_HOME=/data")))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(settings{})); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryBadSettingIsNamedAtOnce(t *testing.T) {
	environ := []string{
		"CAUCUS_LISTEN=8080", "CAUCUS_DATABASE_URL=mysql://clerk:hunter2@db/caucus", "CAUCUS_JOBS=yes",
		"CAUCUS_BASE_URL=caucus.example.ca", "CAUCUS_TRUSTED_PROXIES=10.0.0.0/8,office", "CAUCUS_LOG=xml",
		"CAUCUS_LISTN=:1", "CAUCUS_DATABSE_URL=hunter2",
	}
	_, err := (&flags{}).read(readEnvironment(environ))
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("error is %v", err)
	}
	var got []string
	for _, f := range invalid.Faults {
		got = append(got, f.Field+" "+f.Value)
	}
	want := []string{
		"CAUCUS_LISTEN 8080", "CAUCUS_DATABASE_URL mysql://…", "CAUCUS_JOBS yes", "CAUCUS_BASE_URL caucus.example.ca",
		"CAUCUS_TRUSTED_PROXIES office", "CAUCUS_LOG xml", "CAUCUS_DATABSE_URL ", "CAUCUS_LISTN ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	for _, text := range []string{"an SQLite file, without a scheme, or postgres://", "nearest is CAUCUS_LISTEN", "nearest is CAUCUS_DATABASE_URL"} {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%q does not say %q", err, text)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%q shows a secret", err)
	}
}

func TestOneBadSetting(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		flags   flags
		environ []string
		field   string
	}{
		"a port beyond the last":        {flags: flags{Listen: "127.0.0.1:65536"}, field: "--listen"},
		"a port by name":                {flags: flags{Listen: "127.0.0.1:http"}, field: "--listen"},
		"a port with a sign":            {flags: flags{Listen: "127.0.0.1:+80"}, field: "--listen"},
		"a database in memory":          {flags: flags{DatabaseURL: ":memory:"}, field: "--database-url"},
		"a database as a file URL":      {flags: flags{DatabaseURL: "file:caucus.db"}, field: "--database-url"},
		"a database of another kind":    {flags: flags{DatabaseURL: "mysql://db/caucus"}, field: "--database-url"},
		"PostgreSQL without a database": {flags: flags{DatabaseURL: "postgres://clerk:hunter2@db"}, field: "--database-url"},
		"PostgreSQL on no port":         {flags: flags{DatabaseURL: "postgres://clerk:hunter2@db:x/caucus"}, field: "--database-url"},
		"PostgreSQL with one slash":     {flags: flags{DatabaseURL: "postgres:/clerk:hunter2@db/caucus"}, field: "--database-url"},
		"PostgreSQL in another form":    {flags: flags{DatabaseURL: "host=db password=hunter2"}, field: "--database-url"},
		"a standby of SQLite":           {flags: flags{DatabaseURL: "caucus.db", ReadURL: "postgres://clerk:hunter2@b/caucus"}, field: "--database-url"},
		"a standby that is a file":      {flags: flags{ReadURL: "caucus.db"}, field: "--read-database-url"},
		"a standby without a database":  {flags: flags{ReadURL: "postgres://clerk:hunter2@b/"}, field: "--read-database-url"},
		"a standby in a missing file":   {environ: []string{"CAUCUS_READ_DATABASE_URL_FILE=/nowhere/at/all"}, field: "CAUCUS_READ_DATABASE_URL_FILE"},
		"a secret in no file":           {environ: []string{"CAUCUS_DATABASE_URL_FILE=/nowhere/at/all"}, field: "CAUCUS_DATABASE_URL_FILE"},
		"a secret in an empty file":     {environ: []string{"CAUCUS_DATABASE_URL_FILE=" + empty}, field: "CAUCUS_DATABASE_URL_FILE"},
		"a secret twice":                {environ: []string{"CAUCUS_DATABASE_URL_FILE=" + empty, "CAUCUS_DATABASE_URL=a.db"}, field: "CAUCUS_DATABASE_URL_FILE"},
		"a secret file for no secret":   {environ: []string{"CAUCUS_LOG_FILE=" + empty}, field: "CAUCUS_LOG_FILE"},
		"a base with a password":        {flags: flags{BaseURL: "https://a:b@example.ca"}, field: "--base-url"},
		"a base that is no web address": {flags: flags{BaseURL: "ftp://example.ca"}, field: "--base-url"},
		"a proxy with a port":           {flags: flags{TrustedProxies: "10.0.0.1:80"}, field: "--trusted-proxies"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.flags.read(readEnvironment(append(c.environ, "HOME=/home/clerk")))
			var invalid *models.InvalidError
			if !errors.As(err, &invalid) || len(invalid.Faults) != 1 || invalid.Faults[0].Field != c.field {
				t.Errorf("error is %v, want one fault of %s", err, c.field)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%q shows a secret", err)
			}
		})
	}
}

func TestTheDatabaseLiesWhereProgramsKeepTheUsersData(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		env    environment
		want   string // empty if there is no default
	}{
		"Unix":                                {"linux", environment{"HOME": "/home/clerk"}, "/home/clerk/.local/share"},
		"Unix, moved":                         {"linux", environment{"HOME": "/home/clerk", "XDG_DATA_HOME": "/data"}, "/data"},
		"Unix, moved to a relative path":      {"linux", environment{"HOME": "/home/clerk", "XDG_DATA_HOME": "data"}, "/home/clerk/.local/share"},
		"Unix, nobody's home":                 {"freebsd", environment{}, ""},
		"macOS":                               {"darwin", environment{"HOME": "/Users/clerk"}, "/Users/clerk/Library/Application Support"},
		"Windows":                             {"windows", environment{"LOCALAPPDATA": `C:\Users\clerk\AppData\Local`}, `C:\Users\clerk\AppData\Local`},
		"Windows, without what should be set": {"windows", environment{"HOME": "/home/clerk"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := dataDirectory(c.system, c.env)
			if got != c.want || (err == nil) != (c.want != "") {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestAnAddressIsShownWithoutItsSecrets(t *testing.T) {
	for address, want := range map[string]string{
		"/srv/caucus.db": "/srv/caucus.db",
		"postgres://clerk:hunter2@db:5432/caucus":    "postgres://db:5432/caucus",
		"postgresql://db/caucus?password=hunter2":    "postgresql://db/caucus",
		"postgres://clerk:hunter2@[::1]:5432/caucus": "postgres://[::1]:5432/caucus",
		"postgres://clerk:hunter2@a:x/caucus":        "postgres://…",
	} {
		if got := shown(address); got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"listen", "listen", 0}, {"listn", "listen", 1}, {"lisetn", "listen", 2}, {"jobs", "log", 3}} {
		if got := edits(c.a, c.b); got != c.want {
			t.Errorf("edits(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestTheReadmeListsEverySetting(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	shape := reflect.TypeFor[flags]()
	for i := range shape.NumField() {
		field := shape.Field(i)
		flag := field.Tag.Get("name")
		if flag == "" {
			flag = strings.ToLower(field.Name)
		}
		if row := "| `" + variable(flag) + "` | `--" + flag + "` |"; !strings.Contains(string(readme), row) {
			t.Errorf("README.md has no row %q in its table of settings", row)
		}
	}
}
