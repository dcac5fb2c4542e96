package temporal_test

import (
	"math/bits"
	"testing"

	"caucus/models/temporal"
)

// Six days, and the two days around them on which a test may look too.
const lastOfSix = 6

// smallPeriods lists every period over six days, open ones and those that hold
// on no day included. A start of zero is "since before the record".
func smallPeriods() []temporal.Period {
	var out []temporal.Period
	for from := temporal.Day(0); from <= lastOfSix; from++ {
		for to := temporal.Day(0); to <= lastOfSix+1; to++ {
			out = append(out, temporal.Period{From: from, To: to})
		}
	}
	return out
}

// days is a set of days: bit n is day n. The eighth day stands for all that
// follow the six.
type days uint16

// daysOf writes a period down day by day.
func daysOf(p temporal.Period) days {
	var set days
	for d := temporal.Day(0); d <= lastOfSix+1; d++ {
		if p.From <= d && (p.To == 0 || p.To > d) {
			set |= 1 << d
		}
	}
	return set
}

func TestEveryPeriodIsTheSetOfItsDays(t *testing.T) {
	for _, p := range smallPeriods() {
		set := daysOf(p)
		if p.Valid() != (set != 0) {
			t.Errorf("%v holds on days %b and Valid says %t", p, set, p.Valid())
		}
		if p.Open() != (p.To == 0) {
			t.Errorf("%v: Open says %t", p, p.Open())
		}
		last := temporal.Day(0)
		for d := temporal.Day(0); d <= lastOfSix+1; d++ {
			if p.Contains(d) != (set>>d&1 == 1) {
				t.Errorf("%v: Contains(%d) says %t", p, d, p.Contains(d))
			}
			if p.Contains(d) {
				last = d
			}
		}
		if p.Open() {
			last = 0
		}
		if p.Valid() && p.LastDay() != last {
			t.Errorf("the last day of %v is %d, LastDay says %d", p, last, p.LastDay())
		}
	}
}

func TestEveryPairOfPeriods(t *testing.T) {
	for _, p := range smallPeriods() {
		for _, q := range smallPeriods() {
			shared := daysOf(p) & daysOf(q)
			if p.Overlaps(q) != (shared != 0) {
				t.Errorf("%v and %v share days %b, Overlaps says %t", p, q, shared, p.Overlaps(q))
			}
			r, ok := p.Intersect(q)
			if ok != (shared != 0) || ok && daysOf(r) != shared {
				t.Errorf("%v and %v share days %b, Intersect says %v %t", p, q, shared, r, ok)
			}
			if p.Valid() && q.Valid() {
				next := 1 << bits.Len(uint(daysOf(p))) // the day after the last
				first := 1 << bits.TrailingZeros(uint(daysOf(q)))
				if p.Meets(q) != (!p.Open() && next == first) {
					t.Errorf("%v and %v: Meets says %t", p, q, p.Meets(q))
				}
			}
			comparePair(t, p, q)
		}
	}
}

// comparePair checks that periods are ordered by start and then by their days:
// of two that begin together the one with more days comes last.
func comparePair(t *testing.T, p, q temporal.Period) {
	t.Helper()
	c := p.Compare(q)
	if c < 0 != (q.Compare(p) > 0) || (c == 0) != (p == q) {
		t.Errorf("Compare(%v, %v) is %d, the other way round %d", p, q, c, q.Compare(p))
	}
	if p.From < q.From && c >= 0 {
		t.Errorf("%v begins before %v, Compare is %d", p, q, c)
	}
	if p.From == q.From && p.Valid() && q.Valid() && c < 0 != (daysOf(p) < daysOf(q)) {
		t.Errorf("%v and %v begin together, Compare is %d", p, q, c)
	}
}

func TestEveryTripleOfPeriods(t *testing.T) {
	all := smallPeriods()
	for _, p := range all {
		for _, q := range all {
			pq, shares := p.Intersect(q)
			for _, r := range all {
				if p.Compare(q) < 0 && q.Compare(r) < 0 && p.Compare(r) >= 0 {
					t.Fatalf("%v, %v, %v: the order is not transitive", p, q, r)
				}
				if !shares {
					continue
				}
				pqr, ok := pq.Intersect(r)
				if want := daysOf(p) & daysOf(q) & daysOf(r); ok != (want != 0) || ok && daysOf(pqr) != want {
					t.Fatalf("%v, %v, %v share days %b, got %v %t", p, q, r, want, pqr, ok)
				}
			}
		}
	}
}

func TestEarlierAndLaterEnds(t *testing.T) {
	for a := temporal.Day(0); a <= lastOfSix+1; a++ {
		for b := temporal.Day(0); b <= lastOfSix+1; b++ {
			p, q := temporal.Period{To: a}, temporal.Period{To: b}
			early, late := temporal.Period{To: temporal.EarlierEnd(a, b)}, temporal.Period{To: temporal.LaterEnd(a, b)}
			if daysOf(early) != daysOf(p)&daysOf(q) {
				t.Errorf("EarlierEnd(%d, %d) is %d", a, b, early.To)
			}
			if daysOf(late) != daysOf(p)|daysOf(q) {
				t.Errorf("LaterEnd(%d, %d) is %d", a, b, late.To)
			}
		}
	}
}

func TestPeriodInWords(t *testing.T) {
	from, to := temporal.MustDay("2023-03-22"), temporal.MustDay("2025-03-24")
	for _, c := range []struct {
		p          temporal.Period
		text, last string
	}{
		{temporal.Period{From: from, To: to}, "2023-03-22/2025-03-24", "2025-03-23"},
		{temporal.Period{From: from}, "2023-03-22/", ""},
		{temporal.Period{To: to}, "/2025-03-24", "2025-03-23"},
		{temporal.Period{}, "/", ""},
	} {
		if c.p.String() != c.text || c.p.LastDay().String() != c.last {
			t.Errorf("got %q, last day %q; want %q, %q", c.p, c.p.LastDay(), c.text, c.last)
		}
	}
}

// TestAroundCutsToTheSideOfTheDay: every cut leaves the part with the day in it,
// and no day from beyond a cut.
func TestAroundCutsToTheSideOfTheDay(t *testing.T) {
	for cut := range temporal.Day(12) {
		for on := temporal.Day(1); on < 12; on++ {
			p := temporal.Period{From: 1, To: 12}.Around(on, cut)
			for d := range temporal.Day(14) {
				want := d >= 1 && d < 12 && (cut == 0 || (d < cut) == (on < cut))
				if p.Contains(d) != want {
					t.Errorf("[1, 12) around %d cut at %d is %v, which holds on %d: %t", on, cut, p, d, !want)
				}
			}
		}
	}
}
