package models_test

import (
	"slices"
	"testing"

	"caucus/models"
	. "caucus/models/modeltest"
)

func TestLookingThingsUp(t *testing.T) {
	h := oneMember()
	h.Facts.Tenures[0].Note = "the recount took a week"
	h.Facts.Affiliations[0].Note = "label as printed"
	h.Facts.Affiliations[0].Basis = models.Implied
	r := h.Register(t)
	if got, ok := r.House(Commons); !ok || got.Name.Fr != "Chambre des communes du Canada" {
		t.Errorf("%+v", got)
	}
	if got := r.Houses(); !slices.Equal(got, []models.HouseID{Commons}) {
		t.Errorf("%v", got)
	}
	if got, ok := r.Source("parlinfo"); !ok || got.Publisher != "Library of Parliament" {
		t.Errorf("%+v", got)
	}
	if got := r.Organizations(); len(got) != len(h.Facts.Organizations) || !slices.IsSortedFunc(got, func(a, b models.Organization) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	}) {
		t.Errorf("%d organizations, not by id", len(got))
	}
	if got := r.Ridings(); len(got) != 1 || got[0].Names[0].En != "Don Valley North" {
		t.Errorf("%+v", got)
	}
	id := h.Facts.People[0].ID
	if got := r.Tenures(id); len(got) != 1 || got[0].Note != "the recount took a week" {
		t.Errorf("%+v", got)
	}
	noted := h.Facts.Affiliations[slices.IndexFunc(h.Facts.Affiliations, func(a models.Affiliation) bool { return a.Note != "" })]
	if got := r.Timeline(id, noted.Axis); len(got) != 1 || got[0].Note != noted.Note || got[0].Basis != models.Implied || got[0].ID != noted.ID {
		t.Errorf("%+v", got)
	}
	if p, ok := r.Parliament(Commons, 44); !ok || p.Election != Day("2021-09-20") {
		t.Errorf("%+v", p)
	}
}

func TestLookingUpWhatIsNotThere(t *testing.T) {
	r := oneMember().Register(t)
	on := Day("2022-01-01")
	_, house := r.House("lords")
	_, organization := r.Organization("org_gone")
	_, riding := r.Riding("rid_nowhere")
	_, source := r.Source("rumour")
	_, person := r.Person("per_nobody")
	_, snapshot := r.Snapshot("snp_000000000000")
	_, odd := r.Snapshot("snapshot")
	_, parliament := r.Parliament(Commons, 99)
	_, elsewhere := r.Parliament("lords", 44)
	for name, found := range map[string]bool{
		"house": house, "organization": organization, "riding": riding, "source": source, "person": person,
		"snapshot": snapshot, "odd snapshot": odd, "parliament": parliament, "parliament elsewhere": elsewhere,
	} {
		if found {
			t.Errorf("found a %s that is not there", name)
		}
	}
	if s := r.Standing("per_nobody", on); s.Sitting() || !s.Designation.IsUnknown() || !s.Party.IsUnknown() || s.On != on {
		t.Errorf("of nobody: %+v", s)
	}
	if p, status := r.ParliamentOn("lords", on); p != nil || status != models.HouseNotYet {
		t.Errorf("of no House: %+v %s", p, status)
	}
	if r.Parliaments("lords") != nil || len(r.Members("lords", on)) != 0 || len(r.Changes(models.ChangesQuery{House: "lords"}).Changes) != 0 {
		t.Error("no House has members or changes")
	}
	if got := r.People(models.PeopleQuery{House: "lords", On: on, Parliament: 44}); len(got.People) != 0 {
		t.Errorf("%+v", got)
	}
	if r.RecordedAt(0) != 0 || r.RecordedAt(2) != 0 || r.RecordedAt(1) == 0 {
		t.Error("there is one revision")
	}
}

func TestAllFaultsOnOneLine(t *testing.T) {
	e := &models.InvalidError{}
	if e.OrNil() != nil {
		t.Error("nothing is wrong yet")
	}
	e.Add("on", "2023-02-30", "a day that exists")
	e.Add("axis", "faction", "party, caucus or designation")
	const want = "on=2023-02-30: a day that exists; axis=faction: party, caucus or designation"
	if err := e.OrNil(); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFactsAreListedInTheOrderOfReference(t *testing.T) {
	h := oneMember()
	f := &h.Facts
	var kinds []models.Kind
	n := 0
	for fact := range f.All() {
		if n++; len(kinds) == 0 || kinds[len(kinds)-1] != fact.Kind() {
			kinds = append(kinds, fact.Kind())
		}
	}
	var want []models.Kind
	for _, k := range models.Kinds {
		if slices.Contains(kinds, k) {
			want = append(want, k)
		}
	}
	if n != f.Len() || !slices.Equal(kinds, want) {
		t.Errorf("%d of %d facts, kinds %v, want %v", n, f.Len(), kinds, want)
	}
	for first := range f.All() {
		if first.Kind() != models.KindHouse {
			t.Errorf("begins with %s", first.Kind())
		}
		break
	}
	again := &models.Facts{}
	for fact := range f.All() {
		again.Add(fact)
	}
	if again.Len() != f.Len() {
		t.Errorf("added %d of %d", again.Len(), f.Len())
	}
}
