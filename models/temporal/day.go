// Package temporal holds the two kinds of time the register knows: the Day, on
// which something held in Parliament, and the Instant, at which this register
// learned of it. Days never pass through a time zone; the one place where an
// instant becomes a day is [Instant.DayIn].
package temporal

import (
	"encoding/json"
	"fmt"
	"time"
)

// Day is a calendar day of the place where a House sits, in the proleptic
// Gregorian calendar: 1 is 0001-01-01. The zero Day means "no day": an end
// that has not come, or a start that is not known.
type Day int32

// epochDays is the Day number of 1970-01-01.
const epochDays = 719163

const secondsPerDay = 24 * 60 * 60

// NewDay returns the day of a calendar date, or an error if there is no such
// date.
func NewDay(year int, month time.Month, day int) (Day, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || t.Month() != month || t.Day() != day {
		return 0, fmt.Errorf("%04d-%02d-%02d is not a day of the calendar", year, int(month), day)
	}
	return fromUTC(t), nil
}

func fromUTC(t time.Time) Day { return Day(t.Unix()/secondsPerDay + epochDays) }

// MustDay is [ParseDay] for days written in source code; it panics on bad
// input.
func MustDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ParseDay reads YYYY-MM-DD. The years 0001 to 9999 exist; anything else is an
// error that names the text.
func ParseDay(s string) (Day, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, fmt.Errorf("%q is not a day written YYYY-MM-DD", s)
	}
	y, ok1 := digits(s[0:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 {
		return 0, fmt.Errorf("%q is not a day written YYYY-MM-DD", s)
	}
	return NewDay(y, time.Month(m), d)
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// IsZero reports whether there is no day.
func (d Day) IsZero() bool { return d == 0 }

// Add returns the day n days later; n may be negative.
func (d Day) Add(n int) Day { return d + Day(n) }

// Date returns year, month and day of the month. It must not be called on the
// zero Day.
func (d Day) Date() (int, time.Month, int) {
	// Days of the civil calendar, counted from 0000-03-01 so that the leap
	// day is the last of its year.
	z := int(d) + 305
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day := doy - (153*mp+2)/5 + 1
	month := mp + 3
	year := yoe + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, time.Month(month), day
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return time.Weekday(int(d) % 7) }

// AppendTo appends YYYY-MM-DD, or nothing for the zero Day.
func (d Day) AppendTo(b []byte) []byte {
	if d == 0 {
		return b
	}
	y, m, day := d.Date()
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		byte('0'+int(m)/10), byte('0'+int(m)%10), '-', byte('0'+day/10), byte('0'+day%10))
}

// String is YYYY-MM-DD, or the empty text for the zero Day.
func (d Day) String() string { return string(d.AppendTo(make([]byte, 0, 10))) }

// MarshalJSON writes the day as a string and the zero Day as null.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	b := append(make([]byte, 0, 12), '"')
	return append(d.AppendTo(b), '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = 0
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a day must be a string YYYY-MM-DD: %w", err)
	}
	v, err := ParseDay(s)
	if err != nil {
		return err
	}
	*d = v
	return nil
}
