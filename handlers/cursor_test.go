package handlers

import (
	"testing"

	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

// TestCursorsComeBack: whatever place a list stops at, its cursor leads there
// again, and to no other list.
func TestCursorsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := models.ChangeKey{
			On:   temporal.Day(rapid.IntRange(1, 900000).Draw(t, "on")),
			Kind: rapid.SampledFrom(models.ChangeKinds[:]).Draw(t, "kind"),
			Name: rapid.String().Draw(t, "name"),
		}
		text := cursorOf(changesCursor, k)
		p := &params{sent: []pair{{"after", text}}}
		if got := p.changeCursor(changesCursor); got != k || len(p.faults.Faults) > 0 {
			t.Fatalf("%v came back as %v: %v", k, got, p.faults)
		}
		if _, ok := decodeCursor(peopleCursor, text); ok {
			t.Fatal("the cursor of one list is taken for that of another")
		}
		i := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		c := rapid.SampledFrom([]byte("Aa0_-")).Draw(t, "byte")
		if broken := text[:i] + string(c) + text[i+1:]; broken != text {
			if _, ok := decodeCursor(changesCursor, broken); ok {
				t.Fatalf("%s was changed to %s unnoticed", text, broken)
			}
		}
	})
}

// TestCursorsNobodyMade have the right checksum and say nothing.
func TestCursorsNobodyMade(t *testing.T) {
	for _, key := range []string{"", "x", "2023-03-22", "2023-03-22\nleft_caucus", "2023-02-30\nleft_caucus\ndong", "2023-03-22\ndefected\ndong"} {
		p := &params{sent: []pair{{"after", encodeCursor(changesCursor, key)}}}
		if got := p.changeCursor(changesCursor); got != (models.ChangeKey{}) || len(p.faults.Faults) != 1 || p.faults.Faults[0].Field != "after" {
			t.Errorf("%q: %v, %v", key, got, p.faults)
		}
	}
	if cursorOf(changesCursor, models.ChangeKey{}) != "" {
		t.Error("the end of a list has a cursor")
	}
}
