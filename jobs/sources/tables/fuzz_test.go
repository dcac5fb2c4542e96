package tables

import (
	"testing"
	"unicode/utf8"
)

// FuzzImport feeds any text as any table: nothing panics, what must hold
// between facts still holds, and every finding names its file.
func FuzzImport(f *testing.F) {
	names := []string{"election_2025_winners.csv", "seat_events.csv", "affiliation_changes.csv", "riding_renames.csv",
		"roster_2026-08-20.csv", "identifiers.csv", "events.csv", "names.csv", "seat_dates.csv"}
	for i, name := range names {
		for path, file := range merged(theTables(), ownTables()) {
			if sh := shapeOf(path); sh != nil && sh == shapeOf(name) {
				f.Add(i, file.Data)
			}
		}
	}
	f.Add(1, []byte(seatHead+"2026-02-13,,,45,Terrebonne,24073,Tatiana Auguste,122753,by_election,hold,Liberal,source,,high,\n"))
	f.Add(0, []byte("\xef\xbb\xbf"+winnersHead))
	f.Fuzz(func(t *testing.T, which int, text []byte) {
		dir := theTables()
		name := names[uint(which)%uint(len(names))]
		dir["more/"+name] = files(map[string]string{"x": string(text)})["x"]
		_, report := imported(t, fortyFourth(), dir)
		for _, found := range report.Findings {
			if found.File == "" && found.Kind != Conflict || found.Detail == "" || !utf8.ValidString(found.Value) {
				t.Errorf("finding that helps nobody: %+v", found)
			}
		}
	})
}
