package facts_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"caucus/models"
	"caucus/models/facts"
	"caucus/models/temporal"
)

// memory is a register that keeps a plan as the store would, day by day naive.
type memory struct {
	held map[models.Ref]models.Fact
	told map[string]bool
}

func (m *memory) set() *models.Facts {
	set := &models.Facts{}
	for _, f := range m.held {
		set.Add(f)
	}
	set.Sort()
	return set
}

func (m *memory) reconcile(incoming *models.Facts) facts.Plan {
	return facts.Reconcile(m.set(), incoming, func(f models.Fact) bool { return m.told[fact(f)] })
}

// apply does what a revision does, and fails on what it would refuse.
func (m *memory) apply(t *rapid.T, p facts.Plan) {
	for _, ref := range p.Close {
		if _, ok := m.held[ref]; !ok {
			t.Fatalf("%v is closed but not held", ref)
		}
		delete(m.held, ref)
	}
	for _, f := range p.Open {
		m.held[models.RefOf(f)] = f
		m.told[fact(f)] = true
	}
	type spot struct {
		on   temporal.Day
		what string
	}
	holders := map[spot]models.Ref{}
	for ref, f := range m.held {
		what, p, excludes := place(f)
		for on := p.From; excludes && on < 40 && p.Contains(on); on++ {
			if other, ok := holders[spot{on, what}]; ok {
				t.Fatalf("%v and %v both hold %s on day %d", ref, other, what, on)
			}
			holders[spot{on, what}] = ref
		}
	}
}

func place(f models.Fact) (string, temporal.Period, bool) {
	switch f := f.(type) {
	case models.Affiliation:
		return "axis " + string(f.Person) + string(f.Axis), f.Period, f.State != models.Reported
	case models.Tenure:
		return "seat " + string(f.Riding), f.Period, true
	}
	return "", temporal.Period{}, false
}

// documents draws what a few sources say of two people and two seats, on days
// 1 to 30, with keys that clash often.
func documents(t *rapid.T) *models.Facts {
	set := register()
	said := map[models.Ref]bool{}
	for range rapid.IntRange(0, 12).Draw(t, "facts") {
		p := temporal.Period{From: temporal.Day(rapid.IntRange(1, 30).Draw(t, "from"))}
		if rapid.Bool().Draw(t, "ends") {
			p.To = p.From + temporal.Day(rapid.IntRange(1, 10).Draw(t, "days"))
		}
		by := saidBy(rapid.SampledFrom([][]string{{"library"}, {"hansard"}, {"hansard", "library"}, {}}).Draw(t, "by")...)
		by.State = rapid.SampledFrom([]models.State{models.Confirmed, models.Confirmed, models.Reported}).Draw(t, "state")
		key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "key")
		who := models.PersonID(rapid.SampledFrom([]string{"per_1", "per_2"}).Draw(t, "who"))
		var f models.Fact = models.Affiliation{ID: models.AffiliationID(key), Person: who, Axis: models.Caucus, Period: p, Cited: by}
		if rapid.Bool().Draw(t, "seat") {
			riding := models.RidingID(rapid.SampledFrom([]string{"rid_1", "rid_2"}).Draw(t, "riding"))
			f = models.Tenure{ID: models.TenureID(key), Person: who, Riding: riding, Period: p, Cited: by}
		}
		if !said[models.RefOf(f)] {
			set.Add(f)
		}
		said[models.RefOf(f)] = true
	}
	return set
}

// Whatever is imported after whatever: what a revision would refuse is never
// planned, a second import changes nothing, the order of facts does not matter,
// and neither set is touched.
func TestReconcileLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &memory{held: map[models.Ref]models.Fact{}, told: map[string]bool{}}
		for range rapid.IntRange(1, 5).Draw(t, "imports") {
			incoming := documents(t)
			before := texts(incoming)
			plan := m.reconcile(incoming)
			if diff := cmp.Diff(before, texts(incoming)); diff != "" {
				t.Fatalf("the incoming facts were changed: %s", diff)
			}
			slices.Reverse(incoming.Affiliations)
			slices.Reverse(incoming.Tenures)
			if diff := cmp.Diff(plan, m.reconcile(incoming)); diff != "" {
				t.Fatalf("another order, another plan: %s", diff)
			}
			m.apply(t, plan)
			again := m.reconcile(incoming)
			if len(again.Open)+len(again.Close) > 0 {
				t.Fatalf("the second import plans %+v after %+v", again, plan)
			}
			for _, f := range slices.Concat(plan.Conflicts, again.Conflicts) {
				if m.held[models.RefOf(f.Incoming)] != nil && fact(m.held[models.RefOf(f.Incoming)]) == fact(f.Incoming) {
					t.Fatalf("%v is in conflict and held", f.Incoming)
				}
				if f.Held == nil {
					t.Fatalf("%v is in conflict with nothing", f.Incoming)
				}
			}
		}
	})
}

func texts(set *models.Facts) (all []string) {
	for f := range set.All() {
		all = append(all, fact(f))
	}
	return all
}
