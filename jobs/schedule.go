package jobs

import (
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"caucus/models"
	"caucus/models/temporal"
)

// Zone is where schedules are meant: the wall clock of the House, so that an
// operator anywhere reads the same times as its members do.
const Zone = "America/Toronto"

// Bounds of schedules.
const (
	// leastGap between two runs of one source: more often would be impolite, and
	// two sightings less than an hour apart count as one anyway.
	leastGap = 10 * time.Minute
	// mostGap of an @every: with more, a week could pass without a run.
	mostGap = 7 * 24 * time.Hour
	// Hours of the night that are skipped in spring or come twice in autumn.
	turnsFrom, turnsTo = 1, 3
)

const (
	wantSpec  = "five fields (minute hour day month weekday, Ottawa time), such as 20 */3 * * *, or @every with 10m to 168h"
	starField = 1 << 63 // mark of cron for a field that restricts nothing
)

// Usual are the schedules of the sources that the program knows, for whoever
// sets none:
//   - ourcommons every three hours, also at night: the list says no days, so a
//     change is dated by its first sighting, and needs a second one. An
//     unchanged list costs the publisher one short answer.
//   - ourcommonsmember twenty-five minutes later: it asks only about those of
//     whom the list said something new, and nobody if there was nothing.
//   - parlinfo twice a day: it gives days weeks back, so hours do not matter,
//     and its list has several megabytes.
//   - dataset once a day: it changes with the program only; its run shows that
//     it still agrees.
var Usual = map[models.SourceID]string{
	"ourcommons":       "20 */3 * * *",
	"ourcommonsmember": "45 */3 * * *",
	"parlinfo":         "40 5,17 * * *",
	"dataset":          "10 4 * * *",
}

// Schedule tells when a source is asked. The zero Schedule is never.
type Schedule struct {
	spec string
	plan cron.Schedule
	zone *time.Location
}

// ParseSchedule reads a schedule in Ottawa time: the five fields of cron, or
// "@every 6h", which counts from the same instants in every process. What
// would surprise is refused as a [models.InvalidError] of the field "schedule":
// other time zones, hours that clocks skip or repeat, days of the month together
// with weekdays (cron means either), less than ten minutes between two runs, and
// what never comes.
func ParseSchedule(spec string) (Schedule, error) {
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		return Schedule{}, err
	}
	s := Schedule{spec: strings.Join(strings.Fields(spec), " "), zone: zone}
	want := s.read()
	if want == "" {
		return s, nil
	}
	invalid := &models.InvalidError{}
	invalid.Add("schedule", spec, want)
	return Schedule{}, invalid
}

// read fills in the plan, or says what would be right.
func (s *Schedule) read() (want string) {
	if every, ok := strings.CutPrefix(s.spec, "@every "); ok {
		gap, err := time.ParseDuration(every)
		if err != nil || gap < leastGap || gap > mostGap {
			return wantSpec
		}
		s.plan = aligned(gap)
		return ""
	}
	if strings.Contains(s.spec, "=") {
		return "no time zone: all times are those of Ottawa"
	}
	plan, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(s.spec)
	if err != nil {
		return wantSpec
	}
	fields := plan.(*cron.SpecSchedule) // which is what five fields make
	fields.Location, s.plan = s.zone, fields
	return s.surprise(fields)
}

// surprise says what would be right instead of fields that mean something else
// than they seem to.
func (s *Schedule) surprise(fields *cron.SpecSchedule) (want string) {
	switch hours := fields.Hour; {
	case len(minutes(fields)) == 0: // cron takes a field of nothing but commas
		return wantSpec
	case hours>>turnsFrom&(1<<(turnsTo-turnsFrom)-1) != 0:
		return "hours before 01:00 or from 03:00 on, such as */3 or 0,3-23: in the hours between, clocks go back and forth"
	case fields.Dom&starField == 0 && fields.Dow&starField == 0:
		return "a day of the month or a weekday, and * for the other: cron would take either"
	case s.shortest() < leastGap:
		return "at least 10 minutes between two runs"
	case len(s.days()) == 0:
		return "a day that exists: this one never comes"
	}
	return ""
}

// minutes lists the minutes of a day on which fields come.
func minutes(fields *cron.SpecSchedule) (list []int) {
	for h := range 24 {
		for m := range 60 {
			if fields.Hour>>h&1 == 1 && fields.Minute>>m&1 == 1 {
				list = append(list, 60*h+m)
			}
		}
	}
	return list
}

// shortest is the shortest time between two runs of fields.
func (s *Schedule) shortest() time.Duration {
	list := minutes(s.plan.(*cron.SpecSchedule))
	least := list[0] + 24*60 - list[len(list)-1]
	for i := 1; i < len(list); i++ {
		least = min(least, list[i]-list[i-1])
	}
	return time.Duration(least) * time.Minute
}

// days lists the days of eight years on which fields come, as numbers: leap
// days are at most as far apart.
func (s *Schedule) days() (list []temporal.Day) {
	fields := s.plan.(*cron.SpecSchedule)
	first, last := temporal.MustDay("2020-01-01"), temporal.MustDay("2028-12-31")
	for d := first; d <= last; d++ {
		_, month, day := d.Date()
		if fields.Month>>month&1 == 1 && fields.Dom>>day&1 == 1 && fields.Dow>>d.Weekday()&1 == 1 {
			list = append(list, d)
		}
	}
	return list
}

// Interval is the longest time between two runs, as the wall clock shows it.
// 0 means never.
func (s Schedule) Interval() time.Duration {
	switch plan := s.plan.(type) {
	case aligned:
		return time.Duration(plan)
	case *cron.SpecSchedule:
		list, days := minutes(plan), s.days()
		most, night := 0, 24*60-list[len(list)-1]+list[0]
		for i := 1; i < len(list); i++ {
			most = max(most, list[i]-list[i-1])
		}
		for i := 1; i < len(days); i++ {
			most = max(most, int(days[i]-days[i-1]-1)*24*60+night)
		}
		return time.Duration(most) * time.Minute
	}
	return 0
}

// Next is the first scheduled instant after another; zero if there is none.
func (s Schedule) Next(after temporal.Instant) temporal.Instant {
	if s.plan == nil {
		return 0
	}
	return temporal.InstantOf(s.plan.Next(after.Time()))
}

// Last is the newest scheduled instant that is not after another; zero if
// there is none within the interval before it.
func (s Schedule) Last(until temporal.Instant) temporal.Instant {
	var last temporal.Instant
	from := temporal.InstantOf(until.Time().Add(-s.Interval() - 25*time.Hour))
	for next := s.Next(from); next != 0 && next <= until; next = s.Next(next) {
		last = next
	}
	return last
}

// Slots are the scheduled instants of one day in Ottawa.
func (s Schedule) Slots(on temporal.Day) []temporal.Instant {
	if s.plan == nil {
		return nil
	}
	year, month, day := on.Date()
	begin := time.Date(year, month, day, 0, 0, 0, 0, s.zone)
	end := temporal.InstantOf(time.Date(year, month, day+1, 0, 0, 0, 0, s.zone))
	var list []temporal.Instant
	for next := s.Next(temporal.InstantOf(begin.Add(-time.Second))); next != 0 && next < end; next = s.Next(next) {
		list = append(list, next)
	}
	return slices.Clip(list)
}

// String is the schedule as written, with single spaces; empty for never.
func (s Schedule) String() string { return s.spec }

// aligned comes every so often, at the same instants in every process.
type aligned time.Duration

// Next is the next multiple after an instant.
func (a aligned) Next(t time.Time) time.Time {
	return t.Truncate(time.Duration(a)).Add(time.Duration(a))
}
