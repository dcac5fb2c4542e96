package store_test

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"caucus/migrations"
	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
	"caucus/models/temporal"
)

// with returns an address with other parts.
func with(t *testing.T, address string, change func(*url.URL)) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	change(u)
	return u.String()
}

// administer runs statements as the superuser of tests.
func administer(t *testing.T, address string, statements ...string) {
	t.Helper()
	s, err := store.Open(t.Context(), address, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	change(t, s, statements...)
}

// What the server, the database or the user has as its default does not reach
// the register: neither transactions that see no news nor dates in another
// order.
func TestPostgresSettings(t *testing.T) {
	address := pgtest.Fresh(t)
	name := strings.TrimPrefix(with(t, address, func(u *url.URL) { u.Scheme, u.User, u.Host, u.RawQuery = "", nil, "", "" }), "/")
	administer(t, address, "ALTER DATABASE "+name+" SET default_transaction_isolation = 'serializable'",
		"ALTER DATABASE "+name+" SET datestyle = 'German'", "ALTER DATABASE "+name+" SET timezone = 'Pacific/Kiritimati'")
	s := openAt(t, address, clock())
	for setting, want := range map[string][2]string{
		"default_transaction_isolation": {"read committed", "read committed"},
		"default_transaction_read_only": {"off", "on"},
		"lock_timeout":                  {"1min", "0"},
	} {
		var writer, reader string
		if err := errors.Join(s.Writer().Raw("SHOW "+setting).Row().Scan(&writer), s.Reader().Raw("SHOW "+setting).Row().Scan(&reader)); err != nil {
			t.Fatal(err)
		}
		if got := [2]string{writer, reader}; got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	if err := s.Reader().Exec("UPDATE texts SET text = NULL, salt = NULL").Error; err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a reader wrote: %v", err)
	}
	twoClerksWriteAtOnce(t, func(*testing.T) *store.Store { return s })
	record(t, s, store.Entry{Open: theHouse()})
	wantSound(t, s)
}

// An address that can be none is named, and the password in it is not.
func TestAddressesThatAreNoDatabase(t *testing.T) {
	for _, address := range []string{
		"postgres://clerk:hunter2@house:port/caucus",
		"postgres://clerk:hunter2@house:5432/caucus?sslmode=perhaps",
		"postgresql://house/caucus?user=clerk&password=hunter2&sslmode=perhaps",
		"postgres://clerk:hun%ter2@house/caucus",
		"postgres://clerk:hunter2/@house/caucus?connect_timeout=soon",
		"postgres://clerk:hunter2?@house/caucus?connect_timeout=soon",
		"postgres://clerk:hunter2@house/caucus?sslrootcert=/none",
	} {
		for _, open := range []func() (*store.Store, error){
			func() (*store.Store, error) { return store.Open(t.Context(), address, time.Now) },
			func() (*store.Store, error) { return store.OpenReading(t.Context(), "", address, time.Now) },
			func() (*store.Store, error) {
				return store.OpenReading(t.Context(), address, "postgres://house/caucus", time.Now)
			},
		} {
			_, err := open()
			var invalid *models.InvalidError
			if !errors.As(err, &invalid) || invalid.Faults[0].Field != "database" {
				t.Errorf("%s: %v", address, err)
			}
			if err == nil || strings.Contains(err.Error(), "hun") || strings.Contains(err.Error(), "ter2") {
				t.Errorf("the error shows the password: %v", err)
			}
		}
	}
	for _, c := range [][2]string{{"", ""}, {"caucus.db", "postgres://house/caucus"}, {"postgres://house/caucus", "caucus.db"}, {"postgres://house/caucus", ""}} {
		var invalid *models.InvalidError
		if _, err := store.OpenReading(t.Context(), c[0], c[1], time.Now); !errors.As(err, &invalid) {
			t.Errorf("reading %q beside %q: %v", c[1], c[0], err)
		}
	}
}

// What a server refuses for good is told from what may pass, on one line and
// without the password.
func TestServersThatRefuse(t *testing.T) {
	address := pgtest.Empty(t)
	for name, c := range map[string]struct {
		change func(*url.URL)
		passes bool
		says   string
	}{
		"no server":             {func(u *url.URL) { u.Host = "127.0.0.1:1" }, true, "the server does not answer"},
		"no such database":      {func(u *url.URL) { u.Path = "/nobody" }, false, "/nobody"},
		"no such user":          {func(u *url.URL) { u.User = url.UserPassword("nobody", "hunter2") }, false, "nobody@"},
		"a host without a name": {func(u *url.URL) { u.Host = "no-such-host.invalid:5432" }, true, "the server does not answer"},
	} {
		at := with(t, address, func(u *url.URL) {
			u.User = url.UserPassword(u.User.Username(), "hunter2")
			u.RawQuery = ""
			c.change(u)
		})
		_, err := store.Open(t.Context(), at, time.Now)
		var invalid *models.InvalidError
		if err == nil || errors.As(err, &invalid) == c.passes || c.passes && !errors.Is(err, models.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if said := err.Error(); !strings.Contains(said, c.says) || strings.Contains(said, "\n") || strings.Contains(said, "hunter2") {
			t.Errorf("%s: %q", name, said)
		}
	}
}

// madeWith makes a database with options of its own, and drops it with the
// test.
func madeWith(t *testing.T, options string) (string, error) {
	t.Helper()
	server, err := store.Open(context.Background(), pgtest.Empty(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	name := "caucus_test_with_" + strings.ToLower(rand.Text())
	t.Cleanup(func() {
		if err := errors.Join(server.Writer().Exec("DROP DATABASE IF EXISTS "+name+" WITH (FORCE)").Error, server.Close()); err != nil {
			t.Error(err)
		}
	})
	return pgtest.Shared(t).Address(name), server.Writer().Exec("CREATE DATABASE " + name + " TEMPLATE template0 " + options).Error
}

func TestDatabaseThatKeepsNoUnicode(t *testing.T) {
	address, err := madeWith(t, "ENCODING 'LATIN1' LOCALE 'C'")
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), address, time.Now)
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) || !strings.Contains(err.Error(), "ENCODING 'UTF8', not LATIN1") {
		t.Errorf("opened: %v", err)
	}
}

// In a database that sorts as a dictionary does, keys, digests and instants
// still sort by their bytes.
func TestDatabaseThatSortsByLanguage(t *testing.T) {
	address, err := madeWith(t, "LOCALE_PROVIDER icu ICU_LOCALE 'fr-CA'")
	if err != nil {
		t.Skip("this server sorts by no language: ", err)
	}
	s, plain := openAt(t, address, clock()), openAt(t, sqliteFile(t), clock())
	for i, entry := range []store.Entry{{Open: theHouse()}, {Open: odd()}} {
		entry.RecordedAt = temporal.Instant(1_700_000_000_000_000 + i)
		record(t, s, entry)
		record(t, plain, entry)
	}
	wantSound(t, s)
	wantEqual(t, "PostgreSQL in French", plain, s, 2)
	keys := map[*store.Store][]string{}
	for _, one := range []*store.Store{plain, s} {
		var sorted []string
		if err := one.Reader().Raw("SELECT key FROM beliefs WHERE key > 'per_Z' ORDER BY key").Scan(&sorted).Error; err != nil {
			t.Fatal(err)
		}
		keys[one] = sorted
	}
	if diff := cmp.Diff(keys[plain], keys[s]); diff != "" || len(keys[s]) < 5 {
		t.Errorf("keys sort otherwise:\n%s", diff)
	}
}

// A user who may not create the extension is told so; once it is there, rights
// on a schema are enough.
func TestUserWithFewRights(t *testing.T) {
	address := pgtest.Empty(t)
	administer(t, address, "DO $$ BEGIN CREATE ROLE caucus_test_clerk LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
		"CREATE SCHEMA AUTHORIZATION caucus_test_clerk")
	t.Cleanup(func() {
		s, err := store.Open(context.Background(), address, time.Now)
		if err != nil {
			t.Error(err)
			return
		}
		defer s.Close()
		if err := s.Writer().Exec("DROP OWNED BY caucus_test_clerk CASCADE; DROP ROLE caucus_test_clerk").Error; err != nil {
			t.Error(err)
		}
	})
	s, err := store.Open(t.Context(), with(t, address, func(u *url.URL) { u.User = url.User("caucus_test_clerk") }), clock())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Migrate(t.Context())
	if !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), "btree_gist") || !strings.Contains(err.Error(), "lacks a right") {
		t.Errorf("migrated without rights: %v", err)
	}
	administer(t, address, "CREATE EXTENSION btree_gist")
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	record(t, s, store.Entry{Open: theHouse()})
	wantSound(t, s) // in a schema that is not called public
}

// A server that is stopped in the middle is named; after its start everything
// goes on with the same store, at the first try.
func TestServerIsRestarted(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	s := openAt(t, server.Fresh(t), clock())
	record(t, s, store.Entry{Open: theHouse()})
	server.Stop(t)
	_, recording := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{member("per_new", "New")}}))
	_, reading := s.Head(t.Context())
	_, verifying := s.Verify(t.Context())
	for doing, err := range map[string]error{"recorded": recording, "read": reading, "verified": verifying, "migrated": s.Migrate(t.Context())} {
		if !errors.Is(err, models.ErrUnavailable) {
			t.Errorf("%s without a server: %v", doing, err)
		}
	}
	server.Start(t)
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "New")}})
	wantHead(t, s, 2)
	// While nobody asks, every connection breaks.
	server.ShutDown(t)
	server.Start(t)
	wantHead(t, s, 2)
	record(t, s, store.Entry{Open: []models.Fact{member("per_newer", "Newer")}})
	wantSound(t, s)
}

// A register is read from a standby, which follows, cannot be written, can be
// verified, and goes on when the primary is gone.
func TestStandbyIsRead(t *testing.T) {
	t.Parallel()
	primary := pgtest.Start(t)
	address := primary.Empty(t)
	standby := primary.Standby(t)
	following := standby.Address(with(t, address, func(u *url.URL) { u.Scheme, u.User, u.Host, u.RawQuery = "", nil, "", "" })[1:])

	if _, err := store.OpenReading(t.Context(), "", following, clock()); !errors.Is(err, migrations.ErrBehind) || !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("a standby without a schema: %v", err)
	}
	both, err := store.OpenReading(t.Context(), address, following, clock())
	if err != nil {
		t.Fatal(err)
	}
	defer both.Close()
	if err := both.Migrate(t.Context()); err != nil { // and waits for the standby
		t.Fatal(err)
	}
	wantHead(t, both, 0)
	record(t, both, store.Entry{Open: theHouse()})
	standby.CatchUp(t, primary)

	reader, err := store.OpenReading(t.Context(), "", following, clock())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for name, s := range map[string]*store.Store{"reader": reader, "reader and writer": both} {
		wantHead(t, s, 1)
		wantFacts(t, s, 1, theHouse()...)
		wantSound(t, s)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	_, err = reader.Record(t.Context(), attributed(store.Entry{Open: theHouse()}))
	for doing, err := range map[string]error{"recorded": err, "migrated": reader.Migrate(t.Context())} {
		if !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), "only reads") {
			t.Errorf("%s by a reader: %v", doing, err)
		}
	}
	if s, err := store.Open(t.Context(), following, clock()); err != nil {
		t.Error(err)
	} else {
		_, err := s.Record(t.Context(), attributed(store.Entry{Open: []models.Fact{member("per_new", "New")}}))
		if !errors.Is(err, models.ErrUnavailable) || !strings.Contains(err.Error(), "the server only reads") {
			t.Errorf("recorded on a standby: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	primary.Stop(t)
	wantHead(t, reader, 1)
	wantSound(t, reader)
	primary.Start(t)
	administer(t, address, "INSERT INTO migrations VALUES (9999, '9999_tomorrow.sql', 'ab')")
	standby.CatchUp(t, primary)
	if _, err := store.OpenReading(t.Context(), "", following, clock()); !errors.Is(err, migrations.ErrNewer) {
		t.Errorf("a standby of a newer version: %v", err)
	}
}
