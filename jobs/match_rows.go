package jobs

import (
	"cmp"
	"slices"

	"caucus/models"
	"caucus/models/temporal"
)

// row is a record of a document, with what it says of the parliament that
// counts.
type row struct {
	doc    *models.Document
	number int // of the document in the run
	rec    *models.Record
	day    temporal.Day // on which the document was served

	name, given, family string // folded
	seats               []said
	labels              []MatchedLabel
	past                bool // it tells of seats, but of none in the parliament that counts

	person  models.PersonID
	nobody  bool             // whom it is about cannot be told
	problem *models.Proposal // why nothing follows from the row; nil if something may
}

// said is a seat of a row, cut to the parliament.
type said struct {
	*models.SaidSeat
	period   temporal.Period
	riding   *models.Riding // nil if the register does not have it
	province string         // postal code of what is written; empty if it is not said
	why      string         // the riding is not known
}

// read takes the records apart, in an order that is not that of the documents'
// rows.
func (m *matcher) read(docs []models.Document) {
	for n := range docs {
		for i := range docs[n].Records {
			m.rows = append(m.rows, m.newRow(&docs[n], n, &docs[n].Records[i]))
		}
	}
	slices.SortFunc(m.rows, func(a, b *row) int {
		return cmp.Or(a.number-b.number, cmp.Compare(a.rec.Locator, b.rec.Locator), cmp.Compare(a.name, b.name))
	})
}

func (m *matcher) newRow(d *models.Document, number int, rec *models.Record) *row {
	r := &row{doc: d, number: number, rec: rec, day: m.dayOf(d)}
	r.name = models.Fold(cmp.Or(rec.Name.Full, rec.Name.Given+" "+rec.Name.Family))
	r.given, r.family = models.Fold(rec.Name.Given), models.Fold(rec.Name.Family)
	m.readSeats(r)
	m.readLabels(r)
	return r
}

func (m *matcher) readSeats(r *row) {
	for i := range r.rec.Seats {
		s := said{SaidSeat: &r.rec.Seats[i]}
		s.period = s.Period
		if !s.period.Valid() && max(s.period.From, s.period.To) >= m.term.From {
			r.stop(models.UnknownMember, "the seat ends on the day on which it begins, or before")
			return
		}
		if !s.period.Valid() || !s.period.Overlaps(m.term) {
			continue
		}
		s.period.From = max(s.period.From, m.term.From)
		s.province = models.FindProvince(s.Province)
		s.riding, s.why = m.places.find(s.SaidSeat)
		r.seats = append(r.seats, s)
	}
	r.past = len(r.rec.Seats) > 0 && len(r.seats) == 0
}

// sits reports whether the label of a row without a day is one of today: it is
// not for a seat that is over. Of someone whose seat a record does not tell it
// is taken to be.
func (m *matcher) sits(r *row) bool {
	now := func(s said) bool { return s.period.Contains(r.day) }
	return m.term.Contains(r.day) && (len(r.rec.Seats) == 0 || slices.ContainsFunc(r.seats, now))
}

func (m *matcher) readLabels(r *row) {
	for i := range r.rec.Labels {
		l := &r.rec.Labels[i]
		during := temporal.Period{From: r.day, To: r.day + 1}
		period, ok := l.Period, l.Period.Contains(r.day) && m.sits(r)
		if l.Period.From != 0 {
			period, ok = l.Period.Intersect(m.term)
			during = period
		}
		if !ok {
			continue
		}
		org, why := m.words.find(r.doc.Source, l.Label, l.Organization, during)
		if org == nil {
			r.stop(models.UnknownLabel, why)
			r.about(models.Matter(l.Axis))
			return
		}
		r.labels = append(r.labels, MatchedLabel{
			About: models.Matter(l.Axis), Value: m.onAxis(org, l.Axis), Period: period,
			Written: l.Label, Snapshot: r.doc.Snapshot, Locator: r.rec.Locator,
		})
	}
}

// holdsSeat reports whether the row names a seat in a riding.
func (r *row) holdsSeat(id models.RidingID) bool {
	return slices.ContainsFunc(r.seats, func(s said) bool { return s.riding != nil && s.riding.ID == id })
}
