package temporal

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a House's zone must be known on machines without zoneinfo
)

// Instant is a point on the time line: microseconds since 1970-01-01T00:00:00Z.
// It is written in one fixed UTC form, whose texts sort as the instants do.
// The zero Instant means "no instant".
type Instant int64

const instantForm = "2006-01-02T15:04:05.000000Z"

// InstantOf returns the instant of a clock reading, cut to the microsecond.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMicro())
}

// ParseInstant reads RFC 3339 with any offset. The years 0001 to 9999 in UTC
// exist. It is strict where time.Parse is not: an hour has two digits, and a
// fraction begins with a full stop.
func ParseInstant(s string) (Instant, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if y := t.UTC().Year(); err != nil || !strictlyRFC3339(s) || y < 1 || y > 9999 {
		return 0, fmt.Errorf("%q is not an instant written like 2023-03-23T01:36:00Z", s)
	}
	return Instant(t.UnixMicro()), nil // also of the first instant of the year 1, which is no clock's
}

// strictlyRFC3339 refuses what time.Parse lets pass.
func strictlyRFC3339(s string) bool {
	const clock, offset = len("2006-01-02T15"), len("-07:00")
	return s[clock] == ':' && !strings.Contains(s, ",") &&
		(strings.HasSuffix(s, "Z") || s[len(s)-offset+1:len(s)-offset+3] < "24")
}

// Time returns the instant as a time.Time in UTC.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// DayIn returns the calendar day at the instant in a zone of the IANA
// database, such as "America/Toronto".
func (i Instant) DayIn(zone string) (Day, error) {
	t, err := i.in(zone)
	if err != nil {
		return 0, err
	}
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// LocalIn returns the wall clock at the instant in a zone, to the minute:
// 2023-03-22T21:36.
func (i Instant) LocalIn(zone string) (string, error) {
	t, err := i.in(zone)
	if err != nil {
		return "", err
	}
	return t.Format("2006-01-02T15:04"), nil
}

func (i Instant) in(zone string) (time.Time, error) {
	loc, err := location(zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("time zone %q: %w", zone, err)
	}
	return time.UnixMicro(int64(i)).In(loc), nil
}

// zones keeps the zones of Houses, since reading one takes longer than most
// answers do. Zones come from facts, never from a request, so they are few.
var zones sync.Map // name → *time.Location

func location(zone string) (*time.Location, error) {
	if loc, ok := zones.Load(zone); ok {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(zone)
	if err == nil {
		zones.Store(zone, loc)
	}
	return loc, err
}

// Sortable is the fixed form with six decimals, in which texts sort as
// instants do. The zero Instant is the empty text.
func (i Instant) Sortable() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format(instantForm)
}

// String is RFC 3339 in UTC with as many decimals as are needed.
func (i Instant) String() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format(time.RFC3339Nano)
}

// MarshalJSON writes RFC 3339 in UTC, and the zero Instant as null.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + i.String() + `"`), nil
}

// UnmarshalJSON reads RFC 3339 or null.
func (i *Instant) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*i = 0
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("an instant must be a string: %w", err)
	}
	v, err := ParseInstant(s)
	if err != nil {
		return err
	}
	*i = v
	return nil
}
