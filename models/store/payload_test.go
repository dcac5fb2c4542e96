package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/store"
)

// The form of a payload is for ever. If this fails, what was written before
// can no longer be read as it was meant: a change of the form is a new version.
func TestPayloadKeepsItsForm(t *testing.T) {
	onEachEngine(t, payloadKeepsItsForm)
}

func payloadKeepsItsForm(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: []models.Fact{almanac}})
	renamed := almanac
	renamed.Title = `Almanac <of> "the" House — Chambre`
	second := record(t, s, store.Entry{Open: []models.Fact{renamed}})

	var row struct{ Actor, Reason, Payload, Previous, Hash string }
	if err := s.Writer().Raw("SELECT * FROM revisions WHERE number = 2").Scan(&row).Error; err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"number":2,"kind":"import","recorded_at":"2026-08-20T12:00:02.000000Z","actor":"` + row.Actor +
		`","reason":"` + row.Reason + `","close":[{"kind":"source","key":"almanac"}],"open":[{"kind":"source","fact":` +
		`{"id":"almanac","title":"Almanac <of> \"the\" House — Chambre","publisher":"Tests","terms":"ours"}}]}`
	if row.Payload != want {
		t.Errorf("payload\n got %s\nwant %s", row.Payload, want)
	}
	sum := sha256.Sum256([]byte(row.Previous + "\n" + row.Payload))
	if hash := hex.EncodeToString(sum[:]); hash != row.Hash || hash != second.Hash {
		t.Errorf("hash %s, %s in the answer, want %s", row.Hash, second.Hash, hash)
	}
}

// A digest must tell nothing of its text: the same text never has the same
// digest twice, and the text alone does not give it.
func TestDigestsTellNothing(t *testing.T) {
	onEachEngine(t, digestsTellNothing)
}

func digestsTellNothing(t *testing.T, open func(*testing.T) *store.Store) {
	s := open(t)
	record(t, s, store.Entry{Open: []models.Fact{almanac}})
	record(t, s, store.Entry{Open: []models.Fact{commons}})
	var digests []string
	if err := s.Writer().Raw("SELECT actor FROM revisions UNION ALL SELECT reason FROM revisions").Scan(&digests).Error; err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, text := range []string{"clerk", "the Almanac says so"} {
		for _, plain := range []string{text, "\n" + text} {
			sum := sha256.Sum256([]byte(plain))
			seen[hex.EncodeToString(sum[:])] = true
		}
	}
	for _, d := range digests {
		if seen[d] || len(d) != 64 || strings.Contains(d, "clerk") {
			t.Errorf("digest %s can be guessed or repeats", d)
		}
		seen[d] = true
	}
	if len(digests) != 4 {
		t.Errorf("%d digests", len(digests))
	}
}
