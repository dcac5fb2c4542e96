package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caucus/models"
	"caucus/models/temporal"
)

// corruptedEach is how many corruptions of each kind of document are tried.
func corruptedEach(t testing.TB, usual int) int {
	text := os.Getenv("CORRUPTIONS")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("CORRUPTIONS is %q; a number from 1 would be right", text)
	}
	return n
}

// tally counts what came of corruptions.
type tally map[string]map[string]int

func (y tally) add(name, what string) {
	for _, row := range []string{name, "all"} {
		if y[row] == nil {
			y[row] = map[string]int{}
		}
		y[row][what]++
	}
}

func (y tally) log(t *testing.T, kind string) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(y)) {
		fmt.Fprintf(&b, "\n%-17s %-20s", kind, name)
		for _, what := range slices.Sorted(maps.Keys(y[name])) {
			fmt.Fprintf(&b, " %s %d", what, y[name][what])
		}
	}
	t.Log(b.String())
}

// trial is one seed.
type trial struct {
	*testing.T
	*newsroom
	kind         *documentKind
	tally        tally
	nameA, nameB string
	a, b         []servedDoc
	after        *inMemory // the run with a
}

func TestCorruptedDocuments(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t, "2022-09-20", "2022-09-01", "2022-05-01", "2021-12-01", "2021-05-01", "2019-01-15")
	each := corruptedEach(t, 2)
	for _, k := range n.kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			counts, n := tally{}, n.own()
			for seed := range uint64(each) {
				t.Run(fmt.Sprint(seed), func(t *testing.T) { n.try(t, k, seed, counts) })
			}
			counts.log(t, k.name)
		})
	}
}

func (n *newsroom) try(t *testing.T, k *documentKind, seed uint64, counts tally) {
	s := n.scene(k, seed)
	tr := n.trial(t, k, s, counts)
	if seed%4 == 0 {
		tr.realChange(s)
	}
	if t.Failed() {
		t.Logf("%s, %s then %s", k.name, tr.nameA, tr.nameB)
	}
}

// trial serves two corrupted documents in every order in which nothing may come
// of them.
func (n *newsroom) trial(t *testing.T, k *documentKind, s *scene, counts tally) *trial {
	tr := &trial{T: t, newsroom: n, kind: k, tally: counts}
	tr.nameA, tr.a = n.corrupted(k, s, n.roster)
	tr.nameB, tr.b = n.corrupted(k, s, n.roster)
	tr.alone()
	tr.twoInARow()
	tr.theSameTwice()
	return tr
}

// alone: one corrupted document publishes nothing, and nothing stays of it.
func (tr *trial) alone() {
	d := tr.base.copy()
	run := tr.newsroom.serve(tr, d, tr.kind, tr.at, tr.a)
	tr.after = d.copy()
	c := compared(tr.base, d)
	what := string(run.Outcome)
	switch {
	case !c.none():
		tr.Errorf("one corrupted document changes %d people: %s", len(c.people), c)
		what = "PUBLISHED"
	case d.head != tr.base.head:
		what = "reported"
		if got := countedDays(tr, d.facts); !slices.Equal(got, tr.counted) {
			tr.Error("what is only reported is counted")
		}
	}
	tr.tally.add(tr.nameA, what)
	for i := range temporal.Instant(2) {
		tr.newsroom.serve(tr, d, tr.kind, tr.at+3*anHour*(i+1), tr.clean(tr.kind, tr.roster))
	}
	if c := compared(tr.base, d); !c.none() || c.reported > 0 {
		tr.Errorf("after clean documents there is still: %s, and %d reported", c, c.reported)
	}
	if got, want := tr.waiting(d), tr.waiting(tr.base); !slices.Equal(got, want) && tr.kind.name != "member_xml" {
		tr.Errorf("after clean documents there still waits %q, before %q", got, want)
	}
}

// waiting are the proposals of the source that are open.
func (tr *trial) waiting(d *inMemory) (list []string) {
	for _, p := range d.queue {
		if p.Settled == 0 && p.Source == tr.kind.source.About().ID {
			list = append(list, fmt.Sprint(p.Kind, " ", p.Subject, " ", p.Detail))
		}
	}
	slices.Sort(list)
	return list
}

// twoInARow: two corrupted documents change nobody but those of whom both say
// the same.
func (tr *trial) twoInARow() {
	d := tr.after.copy()
	tr.newsroom.serve(tr, d, tr.kind, tr.at+2*anHour, tr.b)
	c := compared(tr.base, d)
	if c.none() {
		return
	}
	tr.tally.add(tr.nameA, "(two changed)")
	keys := consistent(tr.kind.read(tr.a, tr.at), tr.kind.read(tr.b, tr.at), tr.kind.read(tr.clean(tr.kind, tr.roster), tr.at))
	for p, facts := range c.people {
		if !hasKey(d.facts, p, keys) {
			tr.Errorf("%s then %s change %s, of whom they say nothing wrong alike: %s", tr.nameA, tr.nameB, p, strings.Join(facts, "; "))
		}
	}
	if len(c.others) > 0 {
		tr.Errorf("%s then %s change %s", tr.nameA, tr.nameB, c)
	}
}

// mostChanged is how many members the checks let through at once, by matter.
func (n *newsroom) mostChanged() int {
	return max(3, len(sitting(n.roster))*2/100)
}

// theSameTwice: what is wrong twice in the same way may be believed, but never
// of many.
func (tr *trial) theSameTwice() {
	d := tr.after.copy()
	tr.newsroom.serve(tr, d, tr.kind, tr.at+2*anHour, tr.a)
	c := compared(tr.base, d)
	if c.none() {
		return
	}
	tr.tally.add(tr.nameA, "(twice changed)")
	tr.tally.add(tr.nameA, fmt.Sprintf("(twice: %d people)", len(c.people)))
	labels, ends, begins := moved(tr.base.facts, d.facts, tr.day)
	most := tr.mostChanged()
	if len(c.people) > 2*most {
		tr.Errorf("%s twice: %d people: %s", tr.nameA, len(c.people), c)
	}
	if labels > most || ends > most || begins > most || len(c.others) > 0 {
		tr.Errorf("%s twice: %d labels, %d ends, %d new seats, %s", tr.nameA, labels, ends, begins, c)
	}
}

// moved counts who has another label today, whose seat has ended, and who has a
// seat that was not known.
func moved(before, after *models.Facts, today temporal.Day) (labels, ends, begins int) {
	was, open := map[models.PersonID]models.Value{}, map[models.TenureID]bool{}
	for _, a := range before.Affiliations {
		if a.Axis == models.Designation && a.State != models.Reported && a.Contains(today) {
			was[a.Person] = a.Value
		}
	}
	for _, t := range before.Tenures {
		open[t.ID] = t.Open()
	}
	for _, a := range after.Affiliations {
		if v, ok := was[a.Person]; ok && a.Axis == models.Designation && a.State != models.Reported && a.Open() && a.Value != v {
			labels++
		}
	}
	for _, t := range after.Tenures {
		switch held, known := open[t.ID]; {
		case !known:
			begins++
		case held && !t.Open():
			ends++
		}
	}
	return labels, ends, begins
}

// realChange: a member who crosses the floor meanwhile is found all the same.
func (tr *trial) realChange(s *scene) {
	roster := deep(tr.roster)
	i := slices.IndexFunc(roster, func(m rostered) bool {
		return m.to == 0 && m.label().house != "Independent" && (!tr.kind.profile || slices.ContainsFunc(tr.few, func(f rostered) bool { return f.person == m.person }))
	})
	m := &roster[i]
	relabelled("Independent", "Independent", independentOf(tr.roster), tr.day.String())(m)
	news := tr.news(roster)
	d, at := tr.after.copy(), tr.at+2*anHour
	for _, docs := range [][]servedDoc{news, tr.b, news, news} {
		tr.newsroom.serve(tr, d, tr.kind, at, docs)
		at += 2 * anHour
	}
	for _, a := range d.facts.Affiliations {
		if a.Person == m.person && a.Axis == models.Designation && a.State != models.Reported && a.Open() && a.Value == models.Of("org_independent") {
			return
		}
	}
	tr.Errorf("%s %s is not found to be independent between %s and %s: %s %s", m.given, m.family, tr.nameA, tr.nameB, d.runs[0].Outcome, d.runs[0].Reason)
}

func (tr *trial) news(roster []rostered) []servedDoc {
	docs := tr.kind.write(tr.ofKind(tr.kind, roster), tr.parliament)
	if tr.kind.name == "parlinfo_profile" {
		docs = append(docs, servedDoc{typeJSON, parlinfoList(roster), true})
	}
	return docs
}

// independentOf is ParlInfo's id of the label.
func independentOf(list []rostered) int {
	for _, m := range list {
		for _, l := range m.labels {
			if l.house == "Independent" {
				return l.organization
			}
		}
	}
	return 0
}
