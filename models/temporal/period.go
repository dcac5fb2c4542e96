package temporal

// Period is the half-open run of days [From, To): it holds on From and no
// longer on To. A zero To means "until changed". A zero From means "since
// before the record", which only names of organizations and ridings use.
type Period struct {
	From Day `json:"from,omitempty"`
	To   Day `json:"to,omitempty"`
}

// Valid reports whether the period holds on one day at least.
func (p Period) Valid() bool { return p.To == 0 || p.From < p.To }

// Open reports whether the period runs until changed.
func (p Period) Open() bool { return p.To == 0 }

// Contains reports whether the period holds on d.
func (p Period) Contains(d Day) bool { return d >= p.From && (p.To == 0 || d < p.To) }

// LastDay is the last day on which the period holds; zero while it is open.
func (p Period) LastDay() Day {
	if p.To == 0 {
		return 0
	}
	return p.To - 1
}

// Overlaps reports whether the two periods share a day.
func (p Period) Overlaps(q Period) bool {
	_, ok := p.Intersect(q)
	return ok
}

// Meets reports whether q begins on the day on which p no longer holds.
func (p Period) Meets(q Period) bool { return p.To != 0 && p.To == q.From }

// Intersect returns the days that the two periods share; ok is false if there
// is none.
func (p Period) Intersect(q Period) (r Period, ok bool) {
	r = Period{From: max(p.From, q.From), To: EarlierEnd(p.To, q.To)}
	return r, r.Valid()
}

// Around returns the part of the period that holds on a day, where it is cut in
// two on the first day of something. The zero cut cuts nothing.
func (p Period) Around(on, cut Day) Period {
	switch {
	case cut == 0:
	case cut <= on:
		p.From = max(p.From, cut)
	default:
		p.To = EarlierEnd(p.To, cut)
	}
	return p
}

// EarlierEnd returns the earlier of two ends, where zero means "until
// changed".
func EarlierEnd(a, b Day) Day {
	if a == 0 {
		return b
	}
	if b == 0 {
		return a
	}
	return min(a, b)
}

// LaterEnd returns the later of two ends, where zero means "until changed".
func LaterEnd(a, b Day) Day {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a, b)
}

// Compare orders periods by start, then by end, open ends last.
func (p Period) Compare(q Period) int {
	switch {
	case p.From != q.From:
		return int(p.From) - int(q.From)
	case p.To == q.To:
		return 0
	case p.To == 0:
		return 1
	case q.To == 0:
		return -1
	}
	return int(p.To) - int(q.To)
}

// String is "from/to" with an empty text for an absent bound.
func (p Period) String() string { return p.From.String() + "/" + p.To.String() }
