package ourcommons

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"caucus/models/temporal"
)

// The years in which a seat can begin or end. Outside are the dates that
// programs write for "none": 0001-01-01 and 9999-12-31.
const firstYear, lastYear = 1867, 2199

const wantDay = "2021-09-20, 2021-09-20 12:00:00 AM or 9/20/2021 12:00:00 a.m., without a zone"

// written is a date as the House has written it: year first, or month, day and
// year between slashes; then perhaps the clock.
var written = regexp.MustCompile(`^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4}))` +
	`(?:[T ]([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?: ?[AaPp]\.? ?[Mm]\.?)?)?$`)

// parseDay takes the day out of a date. The hour beside it is passed over, and
// a zone is refused: the House writes its own clock, and a day that had to be
// brought there could be the next one.
func parseDay(text string) (temporal.Day, error) {
	m := written.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if m == nil {
		return 0, fmt.Errorf("%s is no date; right would be %s", quote(text), wantDay)
	}
	year, month, day := m[1], m[2], m[3]
	if year == "" {
		month, day, year = m[4], m[5], m[6]
	}
	d, err := temporal.NewDay(number(year), time.Month(number(month)), number(day))
	if err != nil {
		return 0, fmt.Errorf("%s is no day of the calendar; right would be %s", quote(text), wantDay)
	}
	if y := number(year); y < firstYear || y > lastYear {
		return 0, fmt.Errorf("%s is no day of a House that has sat since %d", quote(text), firstYear)
	}
	return d, nil
}

// dayFirst reports whether a date between slashes can only be read with the
// day before the month.
func dayFirst(text string) bool {
	m := written.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	return m != nil && m[4] != "" && number(m[4]) > 12 && number(m[5]) <= 12
}

// number reads a few digits that the pattern has let pass.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// quote shows a text of a document, cut to a length that a reader can bear.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
