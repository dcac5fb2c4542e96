package store_test

import (
	"net/url"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/store/pgtest"
)

// A server may speak the language of its administrators. What it says is not
// read, only its codes are.
func TestServerThatSpeaksFrench(t *testing.T) {
	t.Setenv("LANGUAGE", "fr")
	server := pgtest.Start(t, "lc_messages=C.UTF-8")
	s, err := store.Open(t.Context(), server.Empty(t), clock())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Reader().Exec("SELECT * FROM rien").Error; err == nil || !strings.Contains(err.Error(), "n'existe pas") {
		t.Skip("this server has not learnt French: ", err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	record(t, s, store.Entry{Open: theHouse()})
	contradictionIsRefused(t, func(t *testing.T) *store.Store {
		return openAt(t, server.Empty(t), clock())
	})
	wantSound(t, s)
}

// An address may name several servers, of which the driver takes the one that
// can be written to: so a register follows when a standby takes over.
func TestPrimaryIsFoundAmongServers(t *testing.T) {
	t.Parallel()
	primary := pgtest.Start(t)
	at := primary.Fresh(t)
	standby := primary.Standby(t)
	both := with(t, at, func(u *url.URL) {
		follower, err := url.Parse(standby.Address("postgres"))
		if err != nil {
			t.Fatal(err)
		}
		u.Host = follower.Host + "," + u.Host
		u.RawQuery = "sslmode=disable&target_session_attrs=read-write"
	})
	s := openAt(t, both, clock())
	record(t, s, store.Entry{Open: theHouse()})
	wantSound(t, s)
	standby.CatchUp(t, primary)
	primary.Stop(t)
	standby.Promote(t)
	record(t, s, store.Entry{Open: []models.Fact{member("per_new", "New")}})
	wantHead(t, s, 2)
	wantSound(t, s)
}
