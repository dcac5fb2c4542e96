package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"caucus/jobs/fetch"
	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// desk is a register with its claims and its queue, in memory: what a run reads,
// and what it leaves.
type desk struct {
	t      testing.TB
	facts  models.Facts
	claims []models.Claim
	queue  []models.Proposal
	broken map[string]bool   // what did not hold from the start
	rows   map[string]string // what the list of the House says of everyone, by name
	wanted []fetch.Wanted
	let    bool // an editor lets the next document through
	number int  // of the documents
}

// newDesk is a House with the parliaments up to a number, of which the last is
// not over, and members "Han Dong | Don Valley North | org_liberal" who have sat
// since its election.
func newDesk(t testing.TB, parliament int, members ...string) *desk {
	h := New()
	d := &desk{t: t, rows: map[string]string{}, broken: map[string]bool{}}
	h.Facts.Parliaments = slices.DeleteFunc(h.Facts.Parliaments, func(p models.Parliament) bool { return p.Number > parliament })
	last := &h.Facts.Parliaments[len(h.Facts.Parliaments)-1]
	last.Dissolution = 0
	election := last.Election.String()
	for _, m := range members {
		f := fields(m)
		label := f[2]
		h.Person(f[0], "ourcommons:"+f[0]).Sits(f[1], election, "").Label(models.OrganizationID(label), election, "")
		d.rows[f[0]] = strings.Join([]string{f[0], f[1] + " " + election + "..", label}, " | ")
	}
	for i := range h.Facts.Seats {
		h.Facts.Seats[i].Seats = len(members)
	}
	for i := range h.Facts.Affiliations {
		a := &h.Facts.Affiliations[i]
		a.State = models.Confirmed
	}
	for i := range h.Facts.Sources {
		h.Facts.Sources[i].ID, h.Facts.Sources[i].SpeaksUntil = "dataset", last.Election+10
	}
	for i := range h.Facts.Snapshots {
		h.Facts.Snapshots[i].Source, h.Facts.Snapshots[i].RetrievedAt = "dataset", instant(last.Election.Add(10).String()+" 12:00")
	}
	d.facts = h.Facts
	for _, line := range models.Check(d.copy()).Broken {
		d.broken[line] = true
	}
	return d
}

func fields(row string) []string {
	f := strings.Split(row, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	return f
}

// instant is a wall clock in Ottawa, in winter.
func instant(clock string) temporal.Instant {
	at, err := temporal.ParseInstant(strings.Replace(clock, " ", "T", 1) + ":00-05:00")
	if err != nil {
		panic(err)
	}
	return at
}

func (d *desk) copy() *models.Facts {
	f := &models.Facts{}
	for fact := range d.facts.All() {
		f.Add(fact)
	}
	return f
}

// who is the id of somebody: of the register, or the one that a newcomer of that
// name always gets, however it is written.
func (d *desk) who(name string) (id models.PersonID, known bool) {
	for _, p := range d.facts.People {
		if models.Fold(p.Name.Full) == models.Fold(name) {
			return p.ID, true
		}
	}
	return models.PersonID(models.DeriveID("per", models.Fold(name))), false
}

// matched reads "Name | riding first..end cause | label first..end, … | scheme=id":
// a label without days is one of today. An axis stands before its label, as
// "caucus:org_liberal"; ParlInfo states the party with each label.
func (d *desk) matched(source models.SourceID, row string, snapshot models.SnapshotID, n int) Matched {
	f := append(fields(row), "", "", "")
	id, known := d.who(f[0])
	given, family, _ := strings.Cut(f[0], " ")
	m := Matched{Person: id, New: !known, Name: models.PersonName{Full: f[0], Given: given, Family: family}}
	locator := fmt.Sprintf("row %d", n)
	for _, s := range split(f[1]) {
		at := strings.LastIndex(s, " 2")
		riding, rest := s[:at], strings.Fields(s[at+1:])
		seat := MatchedSeat{Riding: models.RidingID(models.DeriveID("rid", riding)), Parliament: d.parliament(), Period: period(rest[0]),
			ElectedAs: models.UnknownValue, Written: riding, Snapshot: snapshot, Locator: locator}
		if len(rest) > 1 {
			seat.EndCause = models.EndCause(rest[1])
		}
		m.Seats = append(m.Seats, seat)
	}
	for _, s := range split(f[2]) {
		words := strings.Fields(s + " ")
		axis, label, ok := strings.Cut(words[0], ":")
		if !ok {
			axis, label = "designation", words[0]
		}
		l := MatchedLabel{About: models.Matter(axis), Value: models.Of(models.OrganizationID(label)), Written: label, Snapshot: snapshot, Locator: locator}
		if label == "unknown" {
			l.Value = models.UnknownValue
		}
		if len(words) > 1 {
			l.Period = period(words[1])
		}
		m.Labels = append(m.Labels, l)
		if source == parlinfo && axis == "designation" {
			l.About, l.Value = models.AboutParty, Hold(&d.facts, Commons, 0).Implies(models.OrganizationID(label), models.Party)
			m.Labels = append(m.Labels, l)
		}
	}
	for _, s := range split(f[3]) {
		scheme, value, _ := strings.Cut(s, "=")
		m.Identifiers = append(m.Identifiers, models.Identifier{Scheme: scheme, Value: value})
	}
	return m
}

func split(text string) (list []string) {
	for _, s := range strings.Split(text, ",") {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// period reads "first..end", both days, the end being the first day after.
func period(text string) temporal.Period {
	from, to, _ := strings.Cut(text, "..")
	return temporal.Period{From: Day(from), To: Day(to)}
}

func (d *desk) parliament() (n int) {
	for _, p := range d.facts.Parliaments {
		n = max(n, p.Number)
	}
	return n
}

// list serves the list of the House. Rows replace those of the same people for
// good; "-Name" leaves somebody out.
func (d *desk) list(at string, rows ...string) models.Result {
	for _, row := range rows {
		if name, out := strings.CutPrefix(row, "-"); out {
			delete(d.rows, name)
		} else {
			d.rows[fields(row)[0]] = row
		}
	}
	var all []string
	for _, row := range d.rows {
		all = append(all, row)
	}
	slices.Sort(all)
	return d.serve("ourcommons", at, models.ListsSitting, all...)
}

// serve makes a run of a source from a document with these rows.
func (d *desk) serve(source models.SourceID, at string, lists models.Scope, rows ...string) models.Result {
	d.t.Helper()
	doc, m := d.document(source, instant(at), lists, rows)
	return d.run(doc, m)
}

// document is one of a source with these rows.
func (d *desk) document(source models.SourceID, at temporal.Instant, scope models.Scope, rows []string) (models.Document, Matching) {
	d.number++
	doc := models.Document{Source: source, Title: "Rows of " + string(source), URL: "https://example.org/" + string(source),
		SHA256: fmt.Sprintf("%064d", d.number), At: at, Lists: scope}
	doc.Snapshot = models.NewSnapshotID(source, doc.URL, doc.SHA256)
	m := Matching{}
	for n, row := range rows {
		m.People = append(m.People, d.matched(source, row, doc.Snapshot, n+1))
	}
	return doc, m
}

// run carries out what follows from a document. Whatever it is, nothing may
// break, the order of people may not matter, and the same once more may change
// nothing.
func (d *desk) run(doc models.Document, m Matching) models.Result {
	d.t.Helper()
	in := d.input(doc, m)
	result, wanted := Reconcile(in)
	d.wanted = wanted
	slices.Reverse(in.Matching.People)
	if again, _ := Reconcile(in); !slices.EqualFunc(again.Open, result.Open, equal) || !slices.Equal(again.Close, result.Close) {
		d.t.Errorf("%s: in another order something else follows:\n%s", doc.At, cmp.Diff(result.Open, again.Open))
	}
	d.apply(result, doc.At)
	d.sound(doc.At)
	if again, _ := Reconcile(d.input(doc, m)); len(again.Open)+len(again.Close) > 0 {
		d.t.Errorf("%s: the same once more: %v, closing %v, %s", doc.At, again.Open, again.Close, again.Reason)
	}
	d.let = false
	return result
}

func equal(a, b models.Fact) bool { return cmp.Equal(a, b) }

func (d *desk) input(doc models.Document, m Matching) Input {
	held := Hold(d.copy(), Commons, 0)
	today, err := doc.At.DayIn(held.House.TimeZone)
	if err != nil {
		d.t.Fatal(err)
	}
	in := Input{Held: Hold(d.copy(), Commons, today), Source: models.Source{ID: doc.Source, Title: string(doc.Source), Publisher: "p", Terms: "t"},
		Docs: []models.Document{doc}, Matching: m, At: doc.At, LetThrough: d.let}
	in.Matching.People = slices.Clone(m.People)
	if doc.Lists != models.ListsSome && !in.Held.Dissolved() {
		for _, t := range in.Held.Sitting(today) {
			if !slices.ContainsFunc(m.People, func(p Matched) bool { return p.Person == t.Person }) {
				in.Matching.Absent = append(in.Matching.Absent, t.Person)
			}
		}
	}
	for _, c := range d.claims {
		if c.Gone == 0 || c.Source == doc.Source {
			in.Claims = append(in.Claims, c)
		}
	}
	for _, p := range d.queue {
		if p.Source == doc.Source && p.Settled == 0 {
			in.Queue = append(in.Queue, p)
		}
	}
	return in
}

// apply does what the store does with a result.
func (d *desk) apply(r models.Result, at temporal.Instant) {
	d.facts = *models.Applied(&d.facts, r.Open, r.Close)
	for _, c := range r.Claims {
		if c.ID == 0 {
			c.ID = len(d.claims) + 1
			d.claims = append(d.claims, c)
		} else {
			d.claims[c.ID-1] = c
		}
	}
	for _, id := range r.Seen {
		c := &d.claims[id-1]
		c.LastSeen = max(c.LastSeen, at)
		if c.SecondSeen == 0 && at-c.FirstSeen >= apart {
			c.SecondSeen = at
		}
	}
	for _, p := range r.Queue {
		if i := slices.IndexFunc(d.queue, func(o models.Proposal) bool { return o.ID == p.ID }); i >= 0 {
			d.queue[i] = p
		} else {
			d.queue = append(d.queue, p)
		}
	}
}

// sound finds what is broken now and was not, and documents that are cited and
// not held.
func (d *desk) sound(at temporal.Instant) {
	d.t.Helper()
	f := d.copy()
	for _, line := range models.Check(f).Broken {
		if !d.broken[line] {
			d.t.Errorf("%s: broken: %s", at, line)
		}
	}
	held := map[models.SnapshotID]bool{}
	for _, s := range f.Snapshots {
		held[s.ID] = true
	}
	for fact := range f.All() {
		if c, ok := fact.(models.Citing); ok {
			if len(c.Cites()) == 0 {
				d.t.Errorf("%s: %s %s cites nothing", at, fact.Kind(), fact.Key())
			}
			for _, cite := range c.Cites() {
				if !held[cite.Snapshot] {
					d.t.Errorf("%s: %s %s cites %s, which is not held", at, fact.Kind(), fact.Key(), cite.Snapshot)
				}
			}
		}
	}
}
