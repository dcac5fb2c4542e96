package jobs

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	. "caucus/models/modeltest"
	"caucus/models/temporal"
)

// small is a House of five, of whom Jenica Atwin's record is an editor's.
func small(t testing.TB) *desk {
	d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp",
		"Alain Rayes | Richmond | org_conservative", "Kevin Vuong | Spadina | org_independent", "Jenica Atwin | Fredericton | org_green")
	id, _ := d.who("Jenica Atwin")
	cited := d.edited()
	for i := range d.facts.Affiliations {
		if a := &d.facts.Affiliations[i]; a.Person == id {
			a.Cited = cited
		}
	}
	for i := range d.facts.Tenures {
		if o := &d.facts.Tenures[i]; o.Person == id {
			o.Cited = cited
		}
	}
	return d
}

var labels = []string{"org_liberal", "org_ndp", "org_independent", "org_conservative", "org_green"}

// says is what a source goes on saying of the members, until it says something
// else of one of them.
type says struct {
	source models.SourceID
	rows   map[string]string
}

// turn lets the source say something else of somebody: that the label is
// another, that the seat has ended, that somebody else has it, or nothing.
func (s *says) turn(t *rapid.T, today temporal.Day) {
	riding := rapid.SampledFrom([]string{"Don Valley North", "Churchill", "Richmond", "Spadina", "Fredericton"}).Draw(t, "riding")
	holder := map[string]string{"Don Valley North": "Han Dong", "Churchill": "Niki Ashton", "Richmond": "Alain Rayes",
		"Spadina": "Kevin Vuong", "Fredericton": "Jenica Atwin"}[riding]
	day := func(what string) temporal.Day {
		return temporal.Day(rapid.IntRange(int(Day("2021-09-20"))-3, int(today)).Draw(t, what))
	}
	seat := riding + " 2021-09-20.."
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		delete(s.rows, holder)
		return
	case 1:
		seat += (max(day("last"), Day("2021-09-21")) + 1).String()
	case 2:
		from := max(day("first"), Day("2021-09-20"))
		holder = []string{"Charles Sousa", "Sven Spengemann"}[int(from)%2]
		seat = riding + " " + from.String() + ".."
	}
	s.rows[holder] = holder + " | " + seat + " | " + s.labels(t, day)
}

func (s *says) labels(t *rapid.T, day func(string) temporal.Day) string {
	if s.source == lists {
		return rapid.SampledFrom(labels).Draw(t, "label")
	}
	var days []temporal.Day
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		days = append(days, max(day("change"), Day("2021-09-21")))
	}
	slices.Sort(days)
	days = append([]temporal.Day{Day("2021-09-20")}, slices.Compact(days)...)
	var list []string
	before := ""
	for i, from := range days {
		to := ""
		if i+1 < len(days) {
			to = days[i+1].String()
		}
		label := rapid.SampledFrom(slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == before })).Draw(t, "label")
		before = label
		list = append(list, label+" "+from.String()+".."+to)
	}
	return strings.Join(list, ", ")
}

func (s *says) all() (rows []string) {
	for _, row := range s.rows {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return rows
}

// beliefs are the facts of the record about people: what standings and
// timelines are made of.
func beliefs(f *models.Facts) (list []models.Fact) {
	for fact := range f.All() {
		switch a := fact.(type) {
		case models.Affiliation:
			if a.State != models.Reported {
				list = append(list, a)
			}
		case models.Tenure, models.Parliament, models.Event:
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b models.Fact) int { return compareRefs(models.RefOf(a), models.RefOf(b)) })
	return list
}

// TestWhateverSourcesSay: three sources say anything in any order. [desk.run]
// finds that nothing breaks, that the order of people does not matter, that the
// same once more changes nothing, and that everything cites a document; here,
// that one sighting changes no belief, and nothing an editor's.
func TestWhateverSourcesSay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := small(t)
		d.t = fatal{t, rt}
		editor := d.of("Jenica Atwin")
		at := instant("2022-05-01 12:00")
		var sources []*says
		for _, id := range []models.SourceID{lists, parlinfo, profiles} {
			s := &says{id, map[string]string{}}
			for name, row := range d.rows {
				if s.rows[name] = row; id != lists {
					f := fields(row)
					s.rows[name] = f[0] + " | " + f[1] + " | " + f[2] + " 2021-09-20.."
				}
			}
			sources = append(sources, s)
		}
		for range rapid.IntRange(3, 12).Draw(rt, "runs") {
			at += temporal.Instant(rapid.SampledFrom([]int{20, 60, 600, 1440, 7200}).Draw(rt, "minutes")) * hour / 60
			s := rapid.SampledFrom(sources).Draw(rt, "source")
			today, _ := at.DayIn("America/Toronto")
			for range rapid.IntRange(0, 2).Draw(rt, "turns") {
				s.turn(rt, today)
			}
			doc, m := d.document(s.source, at, models.ListsSitting, s.all())
			d.sightedOnce(d.input(doc, m))
			d.run(doc, m)
			if got := d.of("Jenica Atwin"); !cmp.Equal(got, editor) {
				rt.Fatalf("%s: the record of an editor changed:\n%s", doc.At, cmp.Diff(editor, got))
			}
		}
	})
}

// fatal ends a try of rapid where a test would go on.
type fatal struct {
	testing.TB
	rt *rapid.T
}

func (f fatal) Helper()                           {}
func (f fatal) Errorf(format string, args ...any) { f.rt.Fatalf(format, args...) }

// of are the beliefs about somebody.
func (d *desk) of(name string) (list []models.Fact) {
	id, _ := d.who(name)
	for _, f := range beliefs(&d.facts) {
		switch f := f.(type) {
		case models.Affiliation:
			if f.Person == id {
				list = append(list, f)
			}
		case models.Tenure:
			if f.Person == id {
				list = append(list, f)
			}
		}
	}
	return list
}

// sightedOnce tries what would follow if nothing had ever been claimed before.
func (d *desk) sightedOnce(in Input) {
	in.Claims = nil
	r, _ := Reconcile(in)
	then := models.Applied(d.copy(), r.Open, r.Close)
	if diff := cmp.Diff(beliefs(d.copy()), beliefs(then)); diff != "" {
		d.t.Errorf("%s: one sighting changes beliefs:\n%s", in.At, diff)
	}
	for _, s := range r.Claims {
		if s.SecondSeen != 0 {
			d.t.Errorf("%s: a claim made for the first time was seen twice", in.At)
		}
	}
}

// TestTheListAlone: today's label is the last one that stood in the list for an
// hour, whatever stood there in between. The model knows no claims, no spells
// and no days.
func TestTheListAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(t, 44, "Han Dong | Don Valley North | org_liberal", "Niki Ashton | Churchill | org_ndp")
		d.t = fatal{t, rt}
		at := instant("2022-05-01 12:00")
		d.runList(at, "org_liberal")
		stands, shown, since := "org_liberal", "org_liberal", at
		var told []string
		for range rapid.IntRange(1, 15).Draw(rt, "runs") {
			at += temporal.Instant(rapid.SampledFrom([]int{1, 20, 59, 60, 61, 1440}).Draw(rt, "minutes")) * hour / 60
			label := rapid.SampledFrom(labels[:3]).Draw(rt, "label")
			if label != shown {
				shown, since = label, at
			}
			if at-since >= hour {
				stands = shown
			}
			d.runList(at, label)
			told = append(told, at.String()+" "+label)
			id, _ := d.who("Han Dong")
			today, _ := at.DayIn("America/Toronto")
			if got := Hold(d.copy(), Commons, today).ValueOn(id, models.Designation, today); !got.Is(models.OrganizationID(stands)) {
				rt.Fatalf("after %v: %s, want %s", told, got.Organization, stands)
			}
			if waits := d.waiting(lists) != ""; waits != (shown != stands) {
				rt.Fatalf("after %v: waiting %q", told, d.waiting(lists))
			}
		}
	})
}

func (d *desk) runList(at temporal.Instant, label string) {
	doc, m := d.document(lists, at, models.ListsSitting, []string{dongSat + label, "Niki Ashton | Churchill 2021-09-20.. | org_ndp"})
	d.run(doc, m)
}
