package handlers

import "testing"

// What a publisher writes may come into a spreadsheet, and must not be carried
// out there.
func TestCellsAreNoFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "Han Dong": "Han Dong", "2023-03-22": "2023-03-22", "'Opposition'": "'Opposition'", "Don Valley North = 1": "Don Valley North = 1",
		"-3": "-3", "+2": "+2", "-0.5": "-0.5",
		`=HYPERLINK("https://example.org")`: `'=HYPERLINK("https://example.org")`, "+1+1": "'+1+1", "-2+3 Bob": "'-2+3 Bob", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
	}
}
