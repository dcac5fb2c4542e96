package fetch

import (
	"net/http"
	"testing"
	"time"

	"caucus/models"
	"caucus/models/temporal"

	"pgregory.net/rapid"
)

var noon = time.Date(2023, time.March, 22, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"0": 0, "120": 2 * time.Minute, " 7\t": 7 * time.Second, "86400": longestRest, "86401": longestRest,
		"4294967296": longestRest, "999999999999999999999999": longestRest,
		"Wed, 22 Mar 2023 12:05:00 GMT":     5 * time.Minute,
		"Wednesday, 22-Mar-23 12:05:00 GMT": 5 * time.Minute,
		"Wed Mar 22 12:05:00 2023":          5 * time.Minute,
		"Wed, 22 Mar 2023 11:00:00 GMT":     0,
		"Fri, 31 Dec 9999 23:59:59 GMT":     longestRest,
		"":                                  -1, " ": -1, "-1": -1, "+5": -1, "1.5": -1, "5s": -1, "soon": -1, "２": -1, "2023-03-22T12:05:00Z": -1,
	} {
		got, ok := retryAfter(header, noon)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %s, %v; want %s", header, got, ok, want)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("120")
	f.Add("Wed, 22 Mar 2023 12:05:00 GMT")
	f.Add("99999999999999999999")
	f.Fuzz(func(t *testing.T, header string) {
		got, ok := retryAfter(header, noon)
		if got < 0 || got > longestRest || !ok && got != 0 {
			t.Errorf("%q: %s, %v", header, got, ok)
		}
		if _, err := http.ParseTime(header); err == nil && !ok {
			t.Errorf("%q is a date", header)
		}
	})
}

func TestPausesGrowAndDiffer(t *testing.T) {
	for tries, between := range map[int][2]time.Duration{
		1: {time.Second, 3 * time.Second}, 2: {2 * time.Second, 6 * time.Second}, 3: {4 * time.Second, 12 * time.Second},
		900: {16 * time.Second, 48 * time.Second}, 0: {time.Second, 3 * time.Second},
	} {
		if low, high := backoff(tries, 0), backoff(tries, 1); low != between[0] || high != between[1] {
			t.Errorf("after %d tries: %s to %s, want %v", tries, low, high, between)
		}
	}
	if longestPauses < backoff(1, 1)+backoff(2, 1) {
		t.Error("the longest pauses do not fit in what there is for them")
	}
}

func TestRestUntil(t *testing.T) {
	at := func(d time.Duration) temporal.Instant { return temporal.InstantOf(noon.Add(d)) }
	run := func(o models.Outcome, ended time.Duration) models.Run {
		return models.Run{Trigger: models.BySchedule, Outcome: o, Ended: at(ended)}
	}
	told := func(r models.Run, until time.Duration) models.Run { r.RestUntil = at(until); return r }
	by := func(r models.Run, g models.Trigger) models.Run { r.Trigger = g; return r }
	const h, m = time.Hour, time.Minute
	down := func(n int) (list []models.Run) {
		for i := range n {
			list = append(list, run(models.Unavailable, -time.Duration(i)*h))
		}
		return list
	}
	for name, c := range map[string]struct {
		runs []models.Run // the newest first
		want temporal.Instant
	}{
		"no run yet":                      {nil, 0},
		"all is well":                     {[]models.Run{run(models.Changed, 0), run(models.Unavailable, -h)}, 0},
		"nothing new is well too":         {[]models.Run{run(models.Unchanged, 0), run(models.Unavailable, -h)}, 0},
		"a refused document was served":   {[]models.Run{run(models.Refused, 0), run(models.Unavailable, -h)}, 0},
		"down once":                       {append(down(1), run(models.Changed, -9*h)), at(10 * m)},
		"down twice":                      {down(2), at(20 * m)},
		"down five times":                 {down(5), at(160 * m)},
		"down for weeks":                  {down(300), at(12 * h)},
		"it was down before it was well":  {[]models.Run{run(models.Unavailable, 0), run(models.Changed, -h), run(models.Unavailable, -2*h)}, at(10 * m)},
		"a fault of ours in between":      {[]models.Run{run(models.Failed, h), run(models.Unavailable, 0), run(models.Failed, -h), run(models.Unavailable, -2*h)}, at(20 * m)},
		"a replay asks nobody":            {[]models.Run{by(run(models.Changed, h), models.ByReplay), run(models.Unavailable, 0)}, at(10 * m)},
		"nor does the start":              {[]models.Run{by(run(models.Changed, h), models.ByStart), run(models.Unavailable, 0)}, at(10 * m)},
		"nor what an editor lets through": {[]models.Run{by(run(models.Changed, h), models.ByEditor), run(models.Unavailable, 0)}, at(10 * m)},
		"a command does":                  {[]models.Run{by(run(models.Unchanged, h), models.ByCommand), run(models.Unavailable, 0)}, 0},
		"it asked for more":               {[]models.Run{told(run(models.Unavailable, 0), 5*h)}, at(5 * h)},
		"it asked for less":               {append([]models.Run{told(run(models.Unavailable, 0), m)}, down(2)...), at(40 * m)},
		"it asked for more before":        {[]models.Run{run(models.Unavailable, 0), told(run(models.Unavailable, -h), 9*h)}, at(9 * h)},
		"it answered after all":           {[]models.Run{run(models.Changed, 0), told(run(models.Unavailable, -h), 9*h)}, 0},
		"it answered, and asked for rest": {[]models.Run{told(run(models.Changed, 0), 2*h)}, at(2 * h)},
	} {
		if got := RestUntil(c.runs, 10*m, 12*h); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A source that goes on being down is asked less and less, but never left alone
// for longer than the longest rest; what came before it was last well does not
// matter.
func TestRestGrowsToItsEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := time.Duration(rapid.Int64Range(1, int64(48*time.Hour)).Draw(t, "base")).Truncate(time.Microsecond)
		longest := time.Duration(rapid.Int64Range(1, int64(48*time.Hour)).Draw(t, "longest")).Truncate(time.Microsecond)
		n := rapid.IntRange(1, 80).Draw(t, "runs")
		end := temporal.InstantOf(noon)
		down := models.Run{Trigger: models.BySchedule, Outcome: models.Unavailable, Ended: end}
		runs, before := []models.Run(nil), time.Duration(0)
		for range n {
			runs = append(runs, down)
			rest := time.Duration(RestUntil(runs, base, longest)-end) * time.Microsecond
			if rest > longest || rest < before || rest > max(2*before, base) || rest < longest && before > 0 && rest != 2*before {
				t.Fatalf("after %d runs %s, before %s", len(runs), rest, before)
			}
			before = rest
		}
		well := models.Run{Trigger: models.BySchedule, Outcome: models.Changed, Ended: end - 1}
		older := append(append(runs[:n:n], well), runs...)
		if RestUntil(older, base, longest) != RestUntil(runs, base, longest) {
			t.Fatal("runs before it was well count")
		}
	})
}
