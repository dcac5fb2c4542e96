package models_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/temporal"
)

const timelineDays = 24

// spans draws sorted spells of values without overlaps, many of which meet.
var spans = rapid.Custom(func(t *rapid.T) []models.Span {
	var out []models.Span
	for day := temporal.Day(rapid.IntRange(1, 5).Draw(t, "start")); day < timelineDays; {
		s := models.Span{
			Value:  rapid.SampledFrom(smallValues).Draw(t, "value"),
			Period: temporal.Period{From: day, To: day + temporal.Day(rapid.IntRange(1, 6).Draw(t, "length"))},
			Basis:  rapid.SampledFrom([]models.Basis{models.Stated, models.Implied}).Draw(t, "basis"),
			State:  rapid.SampledFrom([]models.State{models.Confirmed, models.Confirmed, models.Provisional}).Draw(t, "state"),
			Citations: []models.Citation{{
				Snapshot: rapid.SampledFrom([]models.SnapshotID{"snp_a", "snp_b"}).Draw(t, "snapshot"),
			}},
			RecordedIn: rapid.IntRange(1, 9).Draw(t, "revision"),
		}
		if rapid.IntRange(0, 9).Draw(t, "open") == 0 {
			s.To = 0
		}
		out = append(out, s)
		if s.To == 0 {
			break
		}
		day = s.To + temporal.Day(max(0, rapid.IntRange(-4, 3).Draw(t, "gap")))
	}
	return out
})

// byDay lists the spell of each day, nil where there is none.
func byDay(list []models.Span) (days [timelineDays + 8]*models.Span) {
	for i := range list {
		for d := range days {
			if on := temporal.Day(d); on >= list[i].From && (list[i].To == 0 || on < list[i].To) {
				days[d] = &list[i]
			}
		}
	}
	return days
}

func valueOf(s *models.Span) models.Value {
	if s == nil {
		return models.UnknownValue
	}
	return s.Value
}

func TestCoalescingKeepsEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := spans.Draw(t, "spans")
		before := slices.Clone(list)
		cites := make([][]models.Citation, len(list))
		for i := range list {
			cites[i] = slices.Clone(list[i].Citations)
		}
		timeline := models.Coalesce(list)
		for i := range list {
			if list[i].Period != before[i].Period || list[i].State != before[i].State || !slices.Equal(list[i].Citations, cites[i]) {
				t.Fatalf("the argument was changed: %+v", list[i])
			}
		}
		for d, want := range byDay(list) {
			got, ok := timeline.At(temporal.Day(d))
			if ok != (want != nil) || ok && got.Value != want.Value {
				t.Fatalf("day %d: got %v %t, want %v", d, got.Value, ok, want)
			}
			if v := timeline.ValueAt(temporal.Day(d)); v != valueOf(want) {
				t.Fatalf("day %d: got %v, want %v", d, v, valueOf(want))
			}
		}
	})
}

func TestCoalescedSpansAreMaximalAndRestOnAllTheirParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := spans.Draw(t, "spans")
		timeline := models.Coalesce(list)
		for i, s := range timeline {
			if i > 0 && timeline[i-1].To == s.From && timeline[i-1].Value == s.Value {
				t.Fatalf("%v and %v should be one", timeline[i-1], s)
			}
			var cites []models.Citation
			basis, state, recorded := models.Implied, models.Confirmed, 0
			for _, part := range list {
				if part.From < s.From || s.To != 0 && part.From >= s.To {
					continue
				}
				if part.Basis == models.Stated {
					basis = models.Stated
				}
				if part.State == models.Provisional {
					state = models.Provisional
				}
				recorded = max(recorded, part.RecordedIn)
				if !slices.Contains(cites, part.Citations[0]) {
					cites = append(cites, part.Citations[0])
				}
			}
			if s.Basis != basis || s.State != state || s.RecordedIn != recorded || !slices.Equal(s.Citations, cites) {
				t.Fatalf("got %+v, want %s %s %d %v", s, basis, state, recorded, cites)
			}
		}
		if again := models.Coalesce(timeline); len(again) != len(timeline) {
			t.Fatalf("coalescing twice: %v, then %v", timeline, again)
		}
	})
}

func TestStepsAreTheDaysOnWhichTheValueDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := spans.Draw(t, "spans")
		days := byDay(list)
		within := temporal.Period{From: temporal.Day(rapid.IntRange(0, timelineDays).Draw(t, "from"))}
		if rapid.Bool().Draw(t, "ends") {
			within.To = within.From + temporal.Day(rapid.IntRange(1, timelineDays).Draw(t, "to"))
		}
		var want []models.Step
		for d := 1; d < len(days); d++ {
			on, from, to := temporal.Day(d), valueOf(days[d-1]), valueOf(days[d])
			if on > within.From && (within.To == 0 || on < within.To) && from != to {
				want = append(want, models.Step{On: on, From: from, To: to})
			}
		}
		if got := models.Coalesce(list).Steps(within); !slices.Equal(got, want) {
			t.Fatalf("within %v: got %v, want %v", within, got, want)
		}
		if got := models.Timeline(list).Steps(within); !slices.Equal(got, want) {
			t.Fatalf("within %v, before coalescing: got %v, want %v", within, got, want)
		}
	})
}
