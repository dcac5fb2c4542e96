package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"caucus/models/store"
)

// Only a text that is gone together with its salt was withdrawn. An empty one
// stands there and must be what was recorded.
func TestVerifyTellsWithdrawnFromEmpty(t *testing.T) {
	const broken = "it differs from what was recorded"
	ofNothing := sha256.Sum256([]byte("salt\n"))
	empty := hex.EncodeToString(ofNothing[:])
	cases := map[string]struct {
		sql    string
		breaks bool
	}{
		"withdrawn":                     {"UPDATE texts SET salt = NULL, text = NULL", false},
		"emptied, the salt is kept":     {"UPDATE texts SET text = ''", true},
		"emptied with its salt":         {"UPDATE texts SET salt = '', text = ''", true},
		"half withdrawn":                {"UPDATE texts SET text = NULL", true},
		"the salt withdrawn":            {"UPDATE texts SET salt = NULL", true},
		"the salt changed":              {"UPDATE texts SET salt = salt || 'x'", true},
		"empty, under its digest":       {"INSERT INTO texts VALUES ('" + empty + "', 'salt', '')", false},
		"not empty, under that digest":  {"INSERT INTO texts VALUES ('" + empty + "', 'salt', 'a word')", true},
		"empty, under a foreign digest": {"INSERT INTO texts VALUES ('" + strings.Repeat("ab", 32) + "', 'salt', '')", true},
	}
	onEachEngine(t, func(t *testing.T, open func(*testing.T) *store.Store) {
		s := open(t)
		record(t, s, store.Entry{Open: theHouse()})
		dropGuards(t, s)
		mend := keep(t, s)
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				change(t, s, c.sql)
				faults := faultsOf(t, s)
				if got := slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, broken) }); got != c.breaks {
					t.Errorf("breaks: %t, want %t; %q", got, c.breaks, faults)
				}
				mend(t)
			})
		}
	})
}
