package store

import (
	"testing"

	"caucus/models"
)

// Whatever stands in a payload, verify names it and goes on.
func FuzzCheckPayload(f *testing.F) {
	ref := []models.Ref{{Kind: models.KindPerson, Key: "per_dong"}}
	open := []belief{{Kind: "person", Body: `{"id":"per_dong"}`}, {Kind: "affiliation", Body: `{"id":"aff_1","from":"2023-03-22"}`}}
	sound := revision{Number: 1, Kind: "import", RecordedAt: "2026-08-20T12:00:00.000000Z"}
	f.Add(sound.head() + content(nil, open))
	f.Add(sound.head() + content(ref, nil))
	f.Add(`{"version":1,"open":[{"kind":"","fact":null}]}`)
	f.Add(`{"version":1,"close":null,"open":[{"kind":"tenure","fact":{"from":"0000-00-00"}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r := sound
		r.Payload = text
		r.Hash = chain("", text)
		v := newVerifier()
		v.checkRevision(r)
		if len(v.faults) == 0 {
			t.Errorf("nothing is said of texts that are missing, at least: %q", text)
		}
	})
}
