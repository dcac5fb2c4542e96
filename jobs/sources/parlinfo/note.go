package parlinfo

import (
	"regexp"
	"strings"
	"time"

	"caucus/models/temporal"
)

// Kinds of end that only notes tell.
const (
	electionVoid      = "Election void"
	expelledFromHouse = "Expelled"
)

// endOfSeat is the kind of end that the note on a seat begins with; empty if it
// begins with something else. What else a note says of a person is not read.
func endOfSeat(note string) string {
	n := strings.ToLower(blanks(note))
	begins := func(words ...string) bool {
		for _, w := range words {
			if strings.HasPrefix(n, w) {
				return true
			}
		}
		return false
	}
	switch {
	case begins("unseated", "election declared void", "élection déclarée nulle"),
		begins("election of ") && strings.Contains(n, " declared void"):
		return electionVoid
	case begins("expelled from the house"):
		return expelledFromHouse
	case begins("resigned", "resignation"):
		return "Resignation"
	case begins("died in office"):
		return "Passed away"
	}
	return ""
}

// returns is how notes date a return to a caucus, in English.
var returns = regexp.MustCompile(`(?:Reintegrated|Returned to) (?:the )?Caucus on ([A-Z][a-z]+ \d{1,2}, \d{4})`)

// returned is the day on which a note says that somebody returned to the
// caucus; zero if it does not.
func returned(note string) temporal.Day {
	m := returns.FindStringSubmatch(note)
	if m == nil {
		return 0
	}
	t, err := time.Parse("January 2, 2006", m[1])
	if err != nil {
		return 0
	}
	d, err := temporal.NewDay(t.Date())
	if err != nil {
		return 0
	}
	return d
}
