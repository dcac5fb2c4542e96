package store_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/models"
	"caucus/models/store"
	"caucus/models/temporal"
)

func init() {
	contract = append(contract,
		story{"a document is kept as it was served", documentIsKept},
		story{"what cannot be a document is refused", noDocumentIsRefused},
		story{"a sweep keeps what is cited", sweepKeepsWhatIsCited},
		story{"a damaged document is not handed out", damagedDocumentIsFound},
	)
}

const listAt = "https://www.ourcommons.ca/Members/en/search/XML"

// served is the list of members at an hour of the day.
func served(t testing.TB, clock, body string) models.Served {
	return models.Served{Source: "ourcommons", URL: listAt, RetrievedAt: instant(t, clock), ContentType: "text/xml", ETag: `"` + clock + `"`,
		LastModified: "Wed, 22 Mar 2023 00:00:00 GMT", Body: []byte(body)}
}

func shelve(t testing.TB, s *store.Store, d models.Served) models.Served {
	t.Helper()
	kept, err := s.Keep(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func documentIsKept(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	if _, ok, err := s.ServedAt(t.Context(), "ourcommons", listAt); ok || err != nil {
		t.Error("nothing was served yet", err)
	}
	body := strings.Repeat("<Member>Dong\x00\xff</Member>\n", 60)
	first := shelve(t, s, served(t, "09:00:00", body))
	want := served(t, "09:00:00", body)
	want.ID, want.SHA256, want.Size, want.SeenAt = models.NewSnapshotID("ourcommons", listAt, sum(body)), sum(body), len(body), want.RetrievedAt
	wantFull(t, want)
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	empty := shelve(t, s, served(t, "10:00:00", ""))
	if empty.Size != 0 || empty.Body == nil || empty.ID == first.ID {
		t.Errorf("nothing at all: %+v", empty)
	}
	wantServed := func(want models.Served) {
		t.Helper()
		got, ok, err := s.ServedAt(t.Context(), "ourcommons", listAt)
		if diff := cmp.Diff(want, got); !ok || err != nil || diff != "" {
			t.Error(ok, err, diff)
		}
		if got, err = s.Served(t.Context(), want.ID); err != nil || !cmp.Equal(want, got) {
			t.Error(got, err)
		}
	}
	wantServed(empty)

	// The publisher returns to what it served before, under another validator.
	again := shelve(t, s, served(t, "11:00:00", body))
	want.SeenAt, want.ETag = instant(t, "11:00:00"), `"11:00:00"`
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	wantServed(want)
	// It says that nothing changed.
	again.SeenAt = instant(t, "12:00:00")
	want.SeenAt = again.SeenAt
	if diff := cmp.Diff(want, shelve(t, s, again)); diff != "" {
		t.Error(diff)
	}
	// A slow answer of before comes late.
	if diff := cmp.Diff(want, shelve(t, s, served(t, "11:30:00", body))); diff != "" {
		t.Error(diff)
	}
	wantServed(want)
	_, err := s.Served(t.Context(), "snp_nothing")
	want2 := models.ErrNotFound
	if !errors.Is(err, want2) {
		t.Error(err)
	}
	if _, ok, err := s.ServedAt(t.Context(), "parlinfo", listAt); ok || err != nil {
		t.Error("of another source", err)
	}
	wantSound(t, s)
}

func noDocumentIsRefused(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	for name, spoil := range map[string]func(*models.Served){
		"of no source":                  func(d *models.Served) { d.Source = "" },
		"at no address":                 func(d *models.Served) { d.URL = "" },
		"without body":                  func(d *models.Served) { d.Body = nil },
		"served at no time":             func(d *models.Served) { d.RetrievedAt = 0 },
		"of a type that cannot be kept": func(d *models.Served) { d.ContentType = "text\x00" },
		"under a validator in Latin-1":  func(d *models.Served) { d.ETag = "\xe9" },
	} {
		d := served(t, "09:00:00", "x")
		spoil(&d)
		_, err := s.Keep(t.Context(), d)
		var invalid *models.InvalidError
		if !errors.As(err, &invalid) || len(invalid.Faults) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func sweepKeepsWhatIsCited(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: theHouse()})
	at := func(clock, body string) models.SnapshotID { return shelve(t, s, served(t, clock, body)).ID }
	forgotten, believed, waiting := at("01:00:00", "forgotten"), at("02:00:00", "believed"), at("03:00:00", "waiting")
	settled, claimed, gone, newest := at("04:00:00", "settled"), at("05:00:00", "claimed"), at("06:00:00", "gone"), at("07:00:00", "newest")
	alone := shelve(t, s, models.Served{Source: "ourcommons", URL: listAt + "?parliament=44", RetrievedAt: instant(t, "00:00:01"), Body: []byte("alone")}).ID

	snapshot := models.Snapshot{ID: believed, Source: almanac.ID, Title: "Members", URL: listAt, RetrievedAt: instant(t, "02:00:00"), SHA256: sum("believed")}
	record(t, s, store.Entry{Open: []models.Fact{snapshot}})
	record(t, s, store.Entry{Close: []models.Ref{models.RefOf(snapshot)}}) // what was believed is still asked about
	open1, done := dongSaid(t, "05:00:00"), dongSaid(t, "06:00:00")
	open1.Snapshot, done.Snapshot, done.Gone = claimed, gone, instant(t, "06:30:00")
	proposed := models.Proposal{Kind: models.RefusedDocument, Source: "ourcommons", Snapshot: waiting, Subject: "a"}
	over := models.Proposal{Kind: models.RefusedDocument, Source: "ourcommons", Snapshot: settled, Subject: "b", Settled: instant(t, "07:00:00"), Settlement: models.Overtaken}
	over.Opened = over.Settled
	finish(t, s, models.Result{Run: runAt(t, "07:00:00"), Claims: []models.Claim{open1, done}, Queue: []models.Proposal{proposed, over}, Base: 3})

	sweep := func(clock string, want int) {
		t.Helper()
		if n, err := s.Sweep(t.Context(), instant(t, clock)); n != want || err != nil {
			t.Errorf("before %s %d documents were let go, want %d; %v", clock, n, want, err)
		}
	}
	sweep("01:00:00", 0) // it was served then, not before
	sweep("01:00:01", 1)
	sweep("23:00:00", 2)
	sweep("23:00:00", 0)
	for id, kept := range map[models.SnapshotID]bool{forgotten: false, believed: true, waiting: true, settled: false, claimed: true, gone: false, newest: true, alone: true} {
		d, err := s.Served(t.Context(), id)
		if err != nil || (d.Body != nil) != kept || d.Size == 0 || d.SHA256 == "" {
			t.Errorf("%s: %+v, %v", id, d, err)
		}
	}
	// Served again, it is kept again, and is the newest.
	if again := shelve(t, s, served(t, "08:00:00", "forgotten")); again.ID != forgotten || string(again.Body) != "forgotten" || again.RetrievedAt != instant(t, "01:00:00") {
		t.Errorf("%+v", again)
	}
	if d, _, err := s.ServedAt(t.Context(), "ourcommons", listAt); err != nil || d.ID != forgotten {
		t.Error(d.ID, err)
	}
	sweep("23:00:00", 1) // the one that was newest
	wantSound(t, s)
}

// Bytes that changed in the database are nobody's document, and verify says so.
func damagedDocumentIsFound(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	first, second := shelve(t, s, served(t, "09:00:00", "first")), shelve(t, s, served(t, "10:00:00", "second"))
	off, on := "DROP TRIGGER served_fixed", ""
	if store.OnPostgres(s) {
		off, on = "ALTER TABLE served DISABLE TRIGGER served_fixed", "ALTER TABLE served ENABLE TRIGGER served_fixed"
	} else if err := s.Writer().Raw("SELECT sql FROM sqlite_schema WHERE name = 'served_fixed'").Scan(&on).Error; err != nil {
		t.Fatal(err)
	}
	change(t, s, off, "UPDATE served SET body = (SELECT body FROM served WHERE id = '"+string(second.ID)+"') WHERE id = '"+string(first.ID)+"'", on)
	_, err := s.Served(t.Context(), first.ID)
	want(t, "read", err, store.ErrDamaged)
	if faults := faultsOf(t, s); len(faults) != 1 || faults[0] != "document "+string(first.ID)+": its bytes are not those that were served" {
		t.Errorf("%q", faults)
	}
	if d, err := s.Served(t.Context(), second.ID); err != nil || !bytes.Equal(d.Body, []byte("second")) {
		t.Error(d, err)
	}
	change(t, s, off, "UPDATE served SET url = 'https://example.org/' WHERE id = '"+string(second.ID)+"'", on)
	if faults := faultsOf(t, s); len(faults) != 2 || !strings.Contains(strings.Join(faults, "\n"), "its id is not that of its source") {
		t.Errorf("%q", faults)
	}
}

// Any bytes come back as they were.
func FuzzKeep(f *testing.F) {
	f.Add([]byte{}, "text/xml")
	f.Add([]byte("\x28\xb5\x2f\xfd"), "")
	s := openAt(f, sqliteFile(f), clock())
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		if body == nil {
			body = []byte{}
		}
		d, err := s.Keep(t.Context(), models.Served{Source: "x", URL: "y", RetrievedAt: temporal.Instant(1), Body: body, ContentType: kind})
		var invalid *models.InvalidError
		if err != nil && !errors.As(err, &invalid) || err == nil && !bytes.Equal(d.Body, body) {
			t.Errorf("%d bytes came back of %d, %v", len(d.Body), len(body), err)
		}
	})
}
