package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

func parsed(t testing.TB, spec string) Schedule {
	t.Helper()
	s, err := ParseSchedule(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func at(t testing.TB, text string) temporal.Instant {
	t.Helper()
	i, err := temporal.ParseInstant(text)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestSchedulesThatWouldSurpriseAreRefused(t *testing.T) {
	for _, c := range []struct{ name, spec, want string }{
		{"nothing", "", "five fields"},
		{"spaces only", "  ", "five fields"},
		{"four fields", "0 7 * *", "five fields"},
		{"six fields, the first of them seconds", "0 0 7 * * *", "five fields"},
		{"a word", "hourly", "five fields"},
		{"a name of cron that hides its hour", "@daily", "five fields"},
		{"the 25th hour", "0 25 * * *", "five fields"},
		{"the 60th minute", "60 7 * * *", "five fields"},
		{"a 13th month", "0 7 1 13 *", "five fields"},
		{"a comma for the minute", ", 7 * * *", "five fields"},
		{"a comma for the day", "0 7 , * *", "never"},
		{"a comma for the weekday", "0 7 * * ,", "never"},
		{"a step of nothing", "*/0 7 * * *", "five fields"},
		{"a range the wrong way round", "0 9-7 * * *", "five fields"},
		{"another zone, which cron 3.0.1 does not survive", "TZ=UTC", "Ottawa"},
		{"another zone", "CRON_TZ=America/Vancouver 0 7 * * *", "Ottawa"},
		{"another zone after a space", " TZ=UTC 0 7 * * *", "Ottawa"},
		{"an hour that is skipped in spring", "30 2 * * *", "03:00"},
		{"an hour that comes twice in autumn", "30 1 * * *", "03:00"},
		{"every hour, and so those two", "0 * * * *", "0,3-23"},
		{"a day of the month or a weekday", "0 7 1 * MON", "either"},
		{"every other day of the month, or Monday", "0 7 */2 * 1", "either"},
		{"30 February", "0 7 30 2 *", "never"},
		{"31 April", "0 7 31 4 *", "never"},
		{"each minute", "* 7 * * *", "10 minutes"},
		{"each five minutes", "*/5 7-9 * * *", "10 minutes"},
		{"five minutes over midnight", "58,3 0,23 * * *", "10 minutes"},
		{"too often", "@every 9m59s", "10m"},
		{"too seldom", "@every 169h", "168h"},
		{"backwards", "@every -1h", "10m"},
		{"how often?", "@every", "five fields"},
		{"no duration", "@every day", "10m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := ParseSchedule(c.spec)
			var invalid *models.InvalidError
			if !errors.As(err, &invalid) || len(invalid.Faults) != 1 {
				t.Fatalf("got %v", err)
			}
			if f := invalid.Faults[0]; f.Field != "schedule" || f.Value != c.spec || !strings.Contains(f.Want, c.want) {
				t.Errorf("the fault is %+v, want it to speak of %q", f, c.want)
			}
			if s.String() != "" || s.Next(at(t, "2026-10-02T12:00:00Z")) != 0 {
				t.Errorf("it is a schedule all the same: %v", s)
			}
		})
	}
}

func TestSchedulesTellTheirLongestGap(t *testing.T) {
	for _, c := range []struct {
		spec string
		want time.Duration
	}{
		{"20 */3 * * *", 3 * time.Hour},
		{"40 5,17 * * *", 12 * time.Hour},
		{"0 7-19/3 * * *", 12 * time.Hour},
		{"10 4 * * *", 24 * time.Hour},
		{"0 8 * * MON-FRI", 72 * time.Hour},
		{"0 8 1 * *", 31 * 24 * time.Hour},
		{"0 8 29 2 *", 1461 * 24 * time.Hour},
		{"*/10 0,3-23 * * *", 2*time.Hour + 10*time.Minute},
		{"@every 6h", 6 * time.Hour},
		{"@every 10m", 10 * time.Minute},
	} {
		if got := parsed(t, c.spec).Interval(); got != c.want {
			t.Errorf("%s: the longest gap is %v, want %v", c.spec, got, c.want)
		}
	}
	if got := (Schedule{}).Interval(); got != 0 {
		t.Errorf("never has a gap of %v", got)
	}
}

func TestSlotsOfADay(t *testing.T) {
	for _, c := range []struct {
		name, spec, day string
		want            []string
	}{
		{"a day in March", "20 */3 * * *", "2023-03-22", []string{"04:20", "07:20", "10:20", "13:20", "16:20", "19:20", "22:20", "25:20"}},
		{"clocks go forward at two", "20 */3 * * *", "2023-03-12", []string{"05:20", "07:20", "10:20", "13:20", "16:20", "19:20", "22:20", "25:20"}},
		{"clocks go back at two", "20 */3 * * *", "2023-11-05", []string{"04:20", "08:20", "11:20", "14:20", "17:20", "20:20", "23:20", "26:20"}},
		{"midnight belongs to the day that it begins", "0 0 * * *", "2023-03-22", []string{"04:00"}},
		{"a weekday that it is", "0 12 * * WED", "2023-03-22", []string{"16:00"}},
		{"a weekday that it is not", "0 12 * * THU", "2023-03-22", nil},
		{"every so often, as counted in UTC", "@every 8h", "2023-03-22", []string{"08:00", "16:00", "24:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, i := range parsed(t, c.spec).Slots(temporal.MustDay(c.day)) {
				since := i.Time().Sub(at(t, c.day+"T00:00:00Z").Time())
				got = append(got, fmt.Sprintf("%02d:%02d", int(since.Hours()), int(since.Minutes())%60))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("in UTC: %v, want %v", got, c.want)
			}
		})
	}
	if got := (Schedule{}).Slots(temporal.MustDay("2023-03-22")); got != nil {
		t.Errorf("never is on %v", got)
	}
}

// A naive model: walk the minutes of five days around a change of clocks, and
// see on which the wall clock in Ottawa shows a scheduled time.
func TestSlotsAreThoseOfTheWallClock(t *testing.T) {
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		minute := rapid.IntRange(0, 59).Draw(rt, "minute")
		hours := rapid.SliceOfNDistinct(rapid.SampledFrom([]int{0, 3, 4, 5, 9, 12, 17, 22, 23}), 1, 5, rapid.ID).Draw(rt, "hours")
		weekdays := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID).Draw(rt, "weekdays")
		first := rapid.SampledFrom([]string{"2023-03-10", "2023-11-03", "2024-02-27", "2026-12-30"}).Draw(rt, "first")
		list := func(n []int) string { return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(n)), ","), "[]") }
		s := parsed(t, fmt.Sprintf("%d %s * * %s", minute, list(hours), list(weekdays)))
		day := temporal.MustDay(first)
		y, m, d := day.Date()
		var naive, slots, chained []temporal.Instant
		begin, end := time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+5, 0, 0, 0, 0, zone)
		for now := begin; now.Before(end); now = now.Add(time.Minute) {
			if now.Minute() == minute && slices.Contains(hours, now.Hour()) && slices.Contains(weekdays, int(now.Weekday())) {
				naive = append(naive, temporal.InstantOf(now))
			}
		}
		for i := range 5 {
			slots = append(slots, s.Slots(day.Add(i))...)
		}
		for next := s.Next(temporal.InstantOf(begin) - 1); next < temporal.InstantOf(end); next = s.Next(next) {
			if chained = append(chained, next); s.Last(next) != next || s.Last(next+1) != next {
				rt.Fatalf("%v: the last one until %v is %v", s, next, s.Last(next))
			}
		}
		if !slices.Equal(slots, naive) || !slices.Equal(chained, naive) {
			rt.Fatalf("%v: slots %v, one after the other %v, want %v", s, slots, chained, naive)
		}
		for i := 1; i < len(naive); i++ {
			if gap := naive[i].Time().Sub(naive[i-1].Time()); gap > s.Interval()+time.Hour {
				rt.Fatalf("%v: a gap of %v is longer than %v", s, gap, s.Interval())
			}
		}
	})
}

func TestUsualSchedules(t *testing.T) {
	list, lists := parsed(t, Usual["ourcommons"]), parsed(t, Usual["ourcommonsmember"])
	for source, spec := range Usual {
		if got := parsed(t, spec).Interval(); got > 24*time.Hour {
			t.Errorf("%s is asked every %v: a change would be noticed late", source, got)
		}
	}
	// The wall clock shows nothing of the two nights on which clocks change.
	for _, day := range []string{"2023-03-12", "2023-07-01", "2023-11-05"} {
		a, b := list.Slots(temporal.MustDay(day)), lists.Slots(temporal.MustDay(day))
		for i := range a {
			if gap := b[i].Time().Sub(a[i].Time()); gap != 25*time.Minute {
				t.Errorf("on %s members are asked about %v after the list", day, gap)
			}
		}
		if len(a) != 8 {
			t.Errorf("on %s the list is asked %d times", day, len(a))
		}
	}
}

func TestSpacesInASchedule(t *testing.T) {
	if got := parsed(t, "  20   */3 * * *\t").String(); got != "20 */3 * * *" {
		t.Errorf("shown as %q", got)
	}
}

func FuzzParseSchedule(f *testing.F) {
	for _, s := range []string{"20 */3 * * *", "TZ=", "CRON_TZ=UTC 0 7 * * *", "@every 1h", "@every", "0 7 30 2 *", "*/9999999999999999999 7 * * *", "0-59/63 0 1 1 ?", ", 0 1 1 *"} {
		f.Add(s)
	}
	from := temporal.Instant(1679500000000000)
	f.Fuzz(func(t *testing.T, spec string) {
		s, err := ParseSchedule(spec)
		if err != nil {
			return
		}
		next := s.Next(from)
		if next <= from || s.Interval() < leastGap {
			t.Fatalf("%q comes next at %v, every %v", spec, next, s.Interval())
		}
		if again, err := ParseSchedule(s.String()); err != nil || again.Next(from) != next {
			t.Fatalf("%q is shown as %q, which is another: %v", spec, s, err)
		}
		if hour := next.Time().In(s.zone).Hour(); hour >= turnsFrom && hour < turnsTo && !strings.HasPrefix(s.String(), "@every") {
			t.Fatalf("%q comes at %v", spec, next)
		}
	})
}
