package temporal_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"caucus/models/temporal"
)

// TestEveryDayOfTheCalendar walks from 0001-01-01 to 9999-12-31 beside the
// standard library.
func TestEveryDayOfTheCalendar(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	want := temporal.Day(1)
	for ; at.Year() <= 9999; at, want = at.AddDate(0, 0, 1), want+1 {
		y, m, d := at.Date()
		got, err := temporal.NewDay(y, m, d)
		if err != nil || got != want {
			t.Fatalf("NewDay(%d, %d, %d) is %d, %v; want %d", y, m, d, got, err, want)
		}
		if gy, gm, gd := got.Date(); gy != y || gm != m || gd != d {
			t.Fatalf("day %d is %d-%d-%d, the calendar says %d-%d-%d", got, gy, gm, gd, y, m, d)
		}
		if got.Weekday() != at.Weekday() {
			t.Fatalf("%v is a %v, got %v", got, at.Weekday(), got.Weekday())
		}
		if y >= 1600 && y <= 2100 || d == 1 {
			text := at.Format(time.DateOnly)
			if back, err := temporal.ParseDay(text); got.String() != text || err != nil || back != got {
				t.Fatalf("%s is written %q and read as %v, %v", text, got, back, err)
			}
		}
	}
	if want != 3652060 {
		t.Errorf("the calendar has 3652059 days, walked %d", want-1)
	}
}

func TestBadDays(t *testing.T) {
	for _, text := range []string{
		"", " ", "2023", "2023-03", "2023-3-22", "2023-03-2", "23-03-22", "20230322", "2023/03/22",
		"2023-03-22 ", " 2023-03-22", "2023-03-22T00:00:00", "2023-03-22T21:36:00-04:00", "2023-02-29", "1900-02-29",
		"2023-13-01", "2023-00-10", "2023-04-31", "2023-04-00", "0000-01-01", "+023-03-22", "-023-03-22", "2023-+3-22",
		"2023-03--1", "10000-01-01", "２０２３-03-22", "2023–03–22", "today", "null", "2023-03-2\x00", "202\xff-03-22",
	} {
		d, err := temporal.ParseDay(text)
		if err == nil || d != 0 {
			t.Errorf("%q is read as %v", text, d)
			continue
		}
		if len(text) != 10 && !strings.Contains(err.Error(), "YYYY-MM-DD") {
			t.Errorf("%q: the error does not say what would be right: %v", text, err)
		}
	}
}

func TestNewDayRefusesDatesThatDoNotExist(t *testing.T) {
	for _, c := range []struct{ y, m, d int }{
		{0, 1, 1}, {-1, 1, 1}, {10000, 1, 1}, {2023, 0, 1}, {2023, 13, 1}, {2023, 2, 29}, {2023, 1, 32}, {2023, 1, 0}, {2023, -3, -9},
	} {
		if d, err := temporal.NewDay(c.y, time.Month(c.m), c.d); err == nil {
			t.Errorf("%v is %v", c, d)
		}
	}
}

func TestMustDayPanicsOnBadInput(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a bad day in source code went unnoticed")
		}
	}()
	temporal.MustDay("2023-02-30")
}

func TestDayArithmetic(t *testing.T) {
	d := temporal.MustDay("2023-03-24")
	if d.Weekday() != time.Friday {
		t.Errorf("24 March 2023 was a Friday, got %v", d.Weekday())
	}
	for _, c := range []struct {
		n    int
		want string
	}{{0, "2023-03-24"}, {-2, "2023-03-22"}, {8, "2023-04-01"}, {343, "2024-03-01"}, {-365, "2022-03-24"}} {
		if got := d.Add(c.n).String(); got != c.want {
			t.Errorf("%d days after %v is %s, want %s", c.n, d, got, c.want)
		}
	}
	if !temporal.Day(0).IsZero() || d.IsZero() || temporal.Day(0).String() != "" {
		t.Error("the zero Day is no day and has no text")
	}
	if got := string(d.AppendTo([]byte("on "))); got != "on 2023-03-24" {
		t.Errorf("appended: %q", got)
	}
}

func TestDaysAsJSON(t *testing.T) {
	type record struct {
		Day    temporal.Day  `json:"day"`
		Absent temporal.Day  `json:"absent,omitempty"`
		Until  *temporal.Day `json:"until"`
		temporal.Period
	}
	in := record{Day: temporal.MustDay("2023-03-22"), Period: temporal.Period{From: temporal.MustDay("2021-09-20")}}
	const want = `{"day":"2023-03-22","until":null,"from":"2021-09-20"}`
	b, err := json.Marshal(in)
	if err != nil || string(b) != want {
		t.Fatalf("written %s, %v; want %s", b, err, want)
	}
	var back record
	if err := json.Unmarshal(b, &back); err != nil || back != in {
		t.Errorf("read back %+v, %v", back, err)
	}
	if b, _ := json.Marshal(temporal.Day(0)); string(b) != "null" {
		t.Errorf("no day is written %s", b)
	}
	d := in.Day
	if err := json.Unmarshal([]byte("null"), &d); err != nil || d != 0 {
		t.Errorf("null is read as %v, %v", d, err)
	}
	for _, bad := range []string{`""`, `20230322`, `"2023-02-30"`, `{}`, `[]`, `true`, `"2023-03-22T00:00:00Z"`} {
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("%s is read as %v", bad, d)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2023-03-22", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "0000-00-00", "", "2023-3-22"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := temporal.ParseDay(s)
		std, stdErr := time.Parse(time.DateOnly, s)
		if stdErr == nil && std.Year() == 0 {
			return // the standard library has a year 0
		}
		if (err == nil) != (stdErr == nil) {
			t.Fatalf("%q: %v, the standard library says %v", s, err, stdErr)
		}
		if err == nil && (d.String() != s || d == 0) {
			t.Fatalf("%q is written back as %q", s, d)
		}
		if err != nil && d != 0 {
			t.Fatalf("%q is an error and the day %v", s, d)
		}
	})
}
