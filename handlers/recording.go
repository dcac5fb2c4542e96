package handlers

import "caucus/models/temporal"

// recording notes, while a page is written, what of it will be a piece.
type recording struct {
	on     bool
	begin  int             // in the page
	shares []share         // each behind so many bytes of the page
	same   temporal.Period // days around that of the page on which all has the same names
}

// shared writes JSON that many pieces share.
func (w *page) shared(json string) {
	if r := &w.written; r.on {
		r.shares = append(r.shares, share{int32(len(w.b)), json})
	}
	w.put(json)
}

// calledSo notes that something is called by one of its names, as of a day. That
// is the day of the page, or the nearest to it of a period: then no other day on
// the far side of the period makes a difference.
func (w *page) calledSo(names []namedJSON, day temporal.Day) {
	r := &w.written
	if !r.on || len(names) == 1 {
		return
	}
	same := around(temporal.Period{}, day, names)
	if w.on < day {
		same.From = 0
	}
	if w.on > day {
		same.To = 0
	}
	r.same, _ = r.same.Intersect(same)
}

// again writes what is kept of a person, and reports whether something is that
// holds on the day of the page.
func (w *page) again(k *pieces, place int32) bool {
	p := k.get(place, w.on)
	if p == nil {
		return false
	}
	w.next()
	begin, done := len(w.b), int32(0)
	for i := range p.shares {
		s := &p.shares[i]
		w.put(p.own[done:s.behind])
		w.put(s.json)
		done = s.behind
	}
	w.put(p.own[done:])
	if p.day >= 0 {
		if w.writtenDay != w.on {
			w.writtenDay, w.dayText = w.on, w.on.AppendTo(w.dayText[:0])
		}
		copy(w.b[begin+p.day:], w.dayText)
	}
	return true
}

// record begins a piece.
func (w *page) record() {
	w.written = recording{on: true, begin: len(w.b), shares: w.written.shares[:0]}
}

// keep ends a piece, and keeps it. It is the same on those days of a period on
// which everything in it is called the same. day is where in the page the day
// stands; -1 if it does not.
func (w *page) keep(k *pieces, place int32, same temporal.Period, day int) {
	r := &w.written
	r.on = false
	if k.of == nil {
		return
	}
	if w.b[r.begin] == ',' {
		r.begin++
	}
	p := piece{day: -1, shares: make([]share, len(r.shares))}
	if day >= 0 {
		p.day = day - r.begin
	}
	p.Period, _ = same.Intersect(r.same)
	own, done := make([]byte, 0, len(w.b)-r.begin), r.begin
	for i, s := range r.shares {
		own = append(own, w.b[done:s.behind]...)
		p.shares[i] = share{int32(len(own)), s.json}
		done = int(s.behind) + len(s.json)
	}
	p.own = string(append(own, w.b[done:]...))
	clear(r.shares)
	k.put(place, p)
}
