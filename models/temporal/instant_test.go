package temporal_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"caucus/models/temporal"
)

const ottawa = "America/Toronto"

func instant(t testing.TB, s string) temporal.Instant {
	t.Helper()
	i, err := temporal.ParseInstant(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestTheDayInOttawa(t *testing.T) {
	for _, c := range []struct{ name, at, local string }{
		{"Han Dong speaks on a Wednesday evening; in UTC it is Thursday", "2023-03-23T01:36:00Z", "2023-03-22T21:36"},
		{"the last microsecond of a day", "2023-03-23T03:59:59.999999Z", "2023-03-22T23:59"},
		{"midnight begins the day", "2023-03-23T04:00:00Z", "2023-03-23T00:00"},
		{"midnight in winter is an hour later", "2023-02-01T04:59:59Z", "2023-01-31T23:59"},
		{"midnight in winter", "2023-02-01T05:00:00Z", "2023-02-01T00:00"},
		{"before clocks go forward", "2023-03-12T06:59:59Z", "2023-03-12T01:59"},
		{"02:00 to 02:59 does not exist", "2023-03-12T07:00:00Z", "2023-03-12T03:00"},
		{"the short day still ends at midnight", "2023-03-13T03:59:59Z", "2023-03-12T23:59"},
		{"01:30 comes for the first time", "2023-11-05T05:30:00Z", "2023-11-05T01:30"},
		{"and for the second", "2023-11-05T06:30:00Z", "2023-11-05T01:30"},
		{"the long day ends an hour later", "2023-11-06T04:59:59Z", "2023-11-05T23:59"},
		{"an offset is no matter", "2023-03-22T21:36:00-04:00", "2023-03-22T21:36"},
		{"New Year", "2024-01-01T04:59:59Z", "2023-12-31T23:59"},
		{"leap day", "2024-03-01T04:59:59Z", "2024-02-29T23:59"},
	} {
		t.Run(c.name, func(t *testing.T) {
			local, err := instant(t, c.at).LocalIn(ottawa)
			if err != nil || local != c.local {
				t.Errorf("on the wall it is %s, %v; want %s", local, err, c.local)
			}
			day, err := instant(t, c.at).DayIn(ottawa)
			if err != nil || day.String() != c.local[:10] {
				t.Errorf("the day is %s, %v; want %s", day, err, c.local[:10])
			}
		})
	}
}

func TestZonesThatDoNotExist(t *testing.T) {
	i := instant(t, "2023-03-23T01:36:00Z")
	for _, zone := range []string{"Canada/Nowhere", "../etc/passwd", "EST5EDT,M3", "\x00"} {
		if d, err := i.DayIn(zone); err == nil || !strings.Contains(err.Error(), "time zone") {
			t.Errorf("%q: %v, %v", zone, d, err)
		}
		if s, err := i.LocalIn(zone); err == nil {
			t.Errorf("%q: %v", zone, s)
		}
	}
}

func TestInstantForms(t *testing.T) {
	for _, c := range []struct{ in, text, sortable string }{
		{"2023-03-22T21:36:00-04:00", "2023-03-23T01:36:00Z", "2023-03-23T01:36:00.000000Z"},
		{"2023-03-23T01:36:00.5Z", "2023-03-23T01:36:00.5Z", "2023-03-23T01:36:00.500000Z"},
		{"2023-03-23T01:36:00.123456789Z", "2023-03-23T01:36:00.123456Z", "2023-03-23T01:36:00.123456Z"},
		{"1867-07-01T00:00:00Z", "1867-07-01T00:00:00Z", "1867-07-01T00:00:00.000000Z"},
		{"1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
	} {
		i := instant(t, c.in)
		if i.String() != c.text || i.Sortable() != c.sortable {
			t.Errorf("%s: got %q and %q, want %q and %q", c.in, i, i.Sortable(), c.text, c.sortable)
		}
		if back := instant(t, i.Sortable()); back != i {
			t.Errorf("%s: the sortable form is read as %v", c.in, back)
		}
		if temporal.InstantOf(i.Time()) != i || i.Time().Location() != time.UTC {
			t.Errorf("%s: the clock says %v", c.in, i.Time())
		}
	}
	if temporal.InstantOf(time.Time{}) != 0 || temporal.Instant(0).String() != "" || temporal.Instant(0).Sortable() != "" {
		t.Error("no instant has no text")
	}
}

func TestBadInstants(t *testing.T) {
	for _, text := range []string{
		"", "2023-03-23", "2023-03-23T01:36:00", "2023-03-23T01:36Z", "2023-03-23 01:36:00Z", "2023-03-23T1:36:00Z",
		"2023-03-23T01:36:00,5Z", "2023-03-23T24:00:00Z", "2023-03-23T01:60:00Z", "2023-03-23T01:36:00+0400", "2023-03-23T01:36:00+24:00",
		"2023-02-29T00:00:00Z", "2023-03-23T01:36:00z ", "1679535360", "now",
		"0000-01-01T00:00:00Z", "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
	} {
		i, err := temporal.ParseInstant(text)
		if err == nil || i != 0 {
			t.Errorf("%q is read as %d", text, i)
		} else if !strings.Contains(err.Error(), "2023-03-23T01:36:00Z") {
			t.Errorf("%q: the error shows no example: %v", text, err)
		}
	}
}

func TestSortableTextsSortAsInstantsDo(t *testing.T) {
	var all []temporal.Instant
	for _, s := range []string{
		"0001-01-01T00:00:00.000001Z", "1867-07-01T05:00:00Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000001Z",
		"2023-03-23T01:36:00Z", "2023-03-22T21:36:00.000001-04:00", "2023-03-23T01:36:00.1Z", "2023-03-23T01:36:01Z",
		"2023-03-23T02:00:00+01:00", "9999-12-31T23:59:59.999999Z",
	} {
		i := instant(t, s)
		all = append(all, i-1, i, i+1)
	}
	all = slices.DeleteFunc(all, func(i temporal.Instant) bool { return i == 0 || i.Time().Year() < 1 || i.Time().Year() > 9999 })
	for _, a := range all {
		for _, b := range all {
			if a < b != (a.Sortable() < b.Sortable()) {
				t.Errorf("%s and %s sort in another order than %d and %d", a.Sortable(), b.Sortable(), a, b)
			}
		}
	}
}

func TestInstantsAsJSON(t *testing.T) {
	i := instant(t, "2023-03-22T21:36:00-04:00")
	b, err := json.Marshal(map[string]temporal.Instant{"at": i, "none": 0})
	const want = `{"at":"2023-03-23T01:36:00Z","none":null}`
	if err != nil || string(b) != want {
		t.Fatalf("written %s, %v", b, err)
	}
	var back map[string]temporal.Instant
	if err := json.Unmarshal(b, &back); err != nil || back["at"] != i || back["none"] != 0 {
		t.Errorf("read back %v, %v", back, err)
	}
	for _, bad := range []string{`""`, `0`, `"2023-03-23"`, `{}`, `false`} {
		if err := json.Unmarshal([]byte(bad), &i); err == nil {
			t.Errorf("%s is read as %v", bad, i)
		}
	}
}

func FuzzParseInstant(f *testing.F) {
	for _, s := range []string{"2023-03-23T01:36:00Z", "2023-03-22T21:36:00.000001-04:00", "1867-07-01T00:00:00Z", "0000-01-01T00:00:00+01:00", "2023-03-23T1:36:00Z", "",
		"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000001-00:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := temporal.ParseInstant(s)
		if err != nil || i == 0 {
			return
		}
		back, err := temporal.ParseInstant(i.String())
		if err != nil || back != i {
			t.Fatalf("%q is written %q and read back as %d, %v", s, i, back, err)
		}
		if len(i.Sortable()) != len("2006-01-02T15:04:05.000000Z") {
			t.Fatalf("%q has the sortable form %q", s, i.Sortable())
		}
		if _, err := i.DayIn(ottawa); err != nil && i.Time().Year() > 1 && i.Time().Year() < 9999 {
			t.Fatalf("%q has no day: %v", s, err)
		}
	})
}
